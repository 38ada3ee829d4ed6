"""What all tests share."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # tests/ is no package; what tests share is imported from tests.support
    sys.path.insert(0, str(ROOT))

from tests.support.builds import ENGINES, REPOSITORY_ADDRESS, SMALL_ADDRESS, Build, build_site, copy_small, once  # noqa: E402
from tests.support.html import Pages  # noqa: E402

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=75)
settings.register_profile("long", deadline=None, max_examples=900, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the expected problems of tests/golden anew")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium; `make test` installs one."""
    named = os.environ.get("CASEWRIGHT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not named:
        pytest.fail("there is no Chromium: run `make test`, or set CASEWRIGHT_CHROMIUM")
    return named


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """MkDocs, then ProperDocs."""
    return str(request.param)


@pytest.fixture(scope="session")
def repository_sites(shared: Path) -> dict[str, Build]:
    """This repository's casebook, built by each engine with ``--strict``."""
    return {name: _repository(name, shared) for name in ENGINES}


@pytest.fixture(scope="session")
def repository_site(shared: Path) -> Build:
    """This repository's casebook, built by MkDocs with ``--strict``."""
    return _repository("mkdocs", shared)


@pytest.fixture(scope="session")
def small_site(shared: Path) -> Build:
    """The small casebook with its faulty records, built without ``--strict``."""

    def make(folder: Path) -> Build:
        casebook = copy_small(folder / "casebook", faulty=True)
        return build_site("mkdocs", casebook, folder / "site", address=SMALL_ADDRESS)

    return once(shared, "small", make)


@pytest.fixture(scope="session")
def repository_pages(repository_site: Build) -> Pages:
    """The pages of this repository's casebook."""
    return Pages(repository_site)


@pytest.fixture(scope="session")
def small_pages(small_site: Build) -> Pages:
    """The pages of the small casebook."""
    return Pages(small_site)


@pytest.fixture(params=["repository", "small"])
def pages(request: pytest.FixtureRequest) -> Pages:
    """The pages of one casebook, then of the other."""
    found = request.getfixturevalue(f"{request.param}_pages")
    assert isinstance(found, Pages)
    return found


def _repository(engine: str, shared: Path) -> Build:
    def make(folder: Path) -> Build:
        return build_site(engine, ROOT, folder, "--strict", address=REPOSITORY_ADDRESS)

    return once(shared, f"repository-{engine}", make)
