"""The wheel: what is in it, and that another city can start a casebook with nothing but it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

from tests.support.builds import ENGINES, done_once, environment
from tests.support.html import content, parse, text

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def wheel(root: Path, shared: Path) -> Path:
    """The wheel of this repository."""

    def make() -> str:
        folder = shared / "dist"
        run(root, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root))
        (found,) = folder.glob("*.whl")
        return str(found)

    return Path(done_once(shared, "wheel", make))


@pytest.fixture(scope="module")
def installed(wheel: Path, shared: Path) -> Path:
    """The programs of a fresh environment that holds the wheel."""
    return Path(done_once(shared, "fresh", lambda: str(fresh_environment(shared / "venv", wheel))))


def fresh_environment(folder: Path, wheel: Path) -> Path:
    """Make an environment with the wheel, and return the folder of its programs.

    The wheel is installed as anywhere else. Its dependencies are not fetched, so that the test needs no network: one
    line in a .pth file makes those of the running environment importable. The .pth files in there do not count then,
    so the package of this repository stays out of sight (see the test below that says where casewright comes from).
    """
    venv.create(folder, with_pip=True)
    names = {"base": str(folder), "platbase": str(folder)}
    site_packages = Path(sysconfig.get_path("purelib", "venv", names))
    others = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    programs = Path(sysconfig.get_path("scripts", "venv", names))
    run(folder, str(programs / "python"), "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", str(wheel))
    (site_packages / "dependencies.pth").write_text("\n".join(others) + "\n", encoding="utf-8")
    return programs


@pytest.fixture(scope="module")
def casebook(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook that the installed program started in an empty folder."""
    folder = tmp_path_factory.mktemp("empty")
    said = run(folder, str(installed / "casewright"), "new", "site")
    assert str(folder) in said
    return folder


def test_wheel_holds_what_the_program_needs(wheel: Path, root: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    package = root / "plugins" / "casewright"
    modules = {f"casewright/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")}
    templates = {f"casewright/{path.relative_to(root).as_posix()}" for path in files(root / "site_templates")}
    vocabularies = {f"casewright/starter/shared-vocabularies/{path.name}" for path in files(root / "vocabularies")}
    starter = {f"casewright/{path.relative_to(package).as_posix()}" for path in files(package / "starter")}
    for wanted in (modules, templates, vocabularies, starter):
        assert len(wanted) > 5
        assert wanted - names == set()
    assert {"casewright/py.typed", "casewright/render/csl/apa.csl", "casewright/render/citeproc/worker.lua"} <= names
    licences = {PurePosixPath(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-CONTENT", "THIRD_PARTY.md"}


def test_wheel_holds_nothing_else(wheel: Path, root: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    assert {name.split("/")[0].split("-")[0] for name in names} == {"casewright"}
    folders = {folder for name in names for folder in PurePosixPath(name).parts[:-1]}
    assert folders & {"tests", "tools", "benchmarks", "docs", "node_modules", "__pycache__", "requirements"} == set()
    records = {path.name for name in ("cases", "lessons", "modules") for path in files(root / name)}
    assert {PurePosixPath(name).name for name in names} & records == {"staff-led-improvement.md"}, "the starter has one"


def test_wheel_says_what_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (metadata,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))
        (entries,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith("/entry_points.txt"))
    assert "Name: casewright\n" in metadata
    assert "\nRequires-Dist: mkdocs<2,>=" in metadata
    assert "[mkdocs.plugins]\ncasewright = " in entries
    assert "[console_scripts]\ncasewright = " in entries


def test_installed_package_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = "import casewright; print(casewright.__file__)"
    said = run(tmp_path, str(installed / "python"), "-c", program)
    assert Path(said.strip()).is_relative_to(installed.parent)


def test_new_casebook_has_no_problems(installed: Path, casebook: Path) -> None:
    assert run(casebook, str(installed / "casewright"), "check").strip() == "no problems"


@pytest.mark.parametrize("engine", ENGINES)
def test_new_casebook_builds_strictly(engine: str, installed: Path, casebook: Path, tmp_path: Path) -> None:
    said = run(casebook, str(installed / "python"), "-m", engine, "build", "--strict", "--site-dir", str(tmp_path))
    assert "WARNING" not in said
    case = content(parse(tmp_path / "cases" / "springfield-desk" / "index.html"))
    assert "20 minutes" in text(case)
    assert "2 hours (2011)" in text(case)
    assert "Doe, J. (2013). A front desk for Springfield. City of Springfield." in text(case)
    for name in ("casewright.css", "vendor/public-sans/latin-normal.woff2"):
        assert (tmp_path / "assets" / "casewright" / name).is_file()


def run(folder: Path, *command: str) -> str:
    """Run a program in a folder, and fail with what it printed where it fails."""
    kept = {name: value for name, value in environment().items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        command, cwd=folder, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return done.stdout


def files(folder: Path) -> list[Path]:
    """Return the files of a folder; what the system or Python left there is none of it."""
    found = (Path(base) / name for base, _, names in os.walk(folder) for name in names)
    return sorted(path for path in found if "__pycache__" not in path.parts and not path.name.startswith("."))
