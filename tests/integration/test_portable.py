"""A site that is taken along: what is in the archive, and where its links lead."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

from casewright.build import check
from casewright.edges.taken_along import part_of, write_portable
from casewright.export.portable_page import SCRIPT, Folder, portable_page
from casewright.export.scripts import UnknownScriptError, bundle
from tests.support.builds import ROOT, Build, copy_small, environment
from tests.support.editions import MAIN

pytestmark = pytest.mark.build
_LEADING = re.compile(r'<(?:a|link|form|img|script|area)\b[^>]*?\s(?:href|src|action)="([^"]*)"')
WAY = "new-innovation-team"


def taken(build: Build, **part: str | list[str] | None) -> bytes:
    """Return the archive of this repository's site, or of a part of it."""
    linked, _ = check(ROOT, is_noted=False)
    target = BytesIO()
    asked = part_of(linked, **{"pathway": None, "cases": None, **part})  # type: ignore[arg-type]  # named by the tests
    write_portable(target, ROOT, build.site, asked)
    return target.getvalue()


def files_of(archive: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        names = packed.namelist()
        assert len(set(names)) == len(names)
        return {name: packed.read(name) for name in names}


def nowhere(files: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Return (page, address) of each link that leads to no file, and to nothing on the web."""
    found = set()
    for name, data in files.items():
        if name.endswith(".html"):
            for address in map(str, _LEADING.findall(data.decode())):
                parts = urlsplit(address)
                if not parts.scheme and parts.path:
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                    if target not in files:
                        found.add((name, address))
    return found


def test_every_link_of_the_whole_site_leads_to_a_file(repository_site: Build) -> None:
    files = files_of(taken(repository_site))
    pages = {path.relative_to(repository_site.site).as_posix() for path in repository_site.site.rglob("*.html")}
    assert {name for name in files if name.endswith(".html")} == pages - {"404.html"}
    assert nowhere(files) == set()
    assert not [name for name, data in files.items() if name.endswith(".html") and b'type="module"' in data]


def test_a_reading_list_is_taken_by_its_link(repository_site: Build) -> None:
    link = "https://casebook.example/reading-list/?items=case%3Adenver-peak-academy,lesson:lead-from-the-top"
    files = files_of(taken(repository_site, link=link))
    assert nowhere(files) == set()
    pages = {name for name in files if name.endswith("/index.html")}
    assert {"cases/denver-peak-academy/index.html", "lessons/lead-from-the-top/index.html"} <= pages
    assert not [name for name in pages if name.startswith("cases/boston")]


@pytest.mark.parametrize("link", ["https://casebook.example/", "case:", "module:who-should-lead", "case:nowhere"])
def test_what_is_no_reading_list_is_told(link: str) -> None:
    with pytest.raises(click.UsageError):
        part_of(check(ROOT, is_noted=False)[0], pathway=None, cases=None, link=link)


def test_a_part_holds_its_records_and_nothing_of_others(repository_site: Build) -> None:
    archive = taken(repository_site, pathway=WAY)
    assert archive == taken(repository_site, pathway=WAY), "the same bytes, whenever it is made"
    files = files_of(archive)
    assert nowhere(files) == set()
    folders = {"/".join(name.split("/")[:2]) for name in files if name.split("/")[0] in ("cases", "modules", "lessons")}
    linked, _ = check(ROOT, is_noted=False)
    way = next(one for one in linked.library.pathways if one.id == WAY)
    modules = [one for one in linked.library.modules if one.id in {step.module for step in way.steps}]
    cases = {f"cases/{use.case}" for module in modules for use in module.cases}
    lessons = {f"lessons/{lesson}" for module in modules for lesson in module.lessons}
    assert folders == {f"modules/{module.id}" for module in modules} | cases | lessons
    sources = {name.split("/")[1] for name in files if name.startswith("sources/")}
    cited = {key for name, data in files.items() if name.startswith("cases/") for key in _cited(data)}
    assert cited <= sources < set(linked.library.sources)
    others = [case for case in linked.library.cases if f"cases/{case.id}" not in cases]
    assert others
    index = b"".join(data for name, data in files.items() if name.startswith("api/"))
    assert not [case.id for case in others if f'"id": "{case.id}"'.encode() in index]
    first = files["index.html"].decode()
    assert all(f'href="modules/{module.id}/index.html"' in first for module in modules)
    assert "Latest cases" not in first


def _cited(data: bytes) -> set[str]:
    return set(re.findall(r'href="(?:\.\./)+sources/([\w-]+)/index\.html', data.decode("utf-8", "replace")))


PAGES = frozenset({"index.html", "cases/a/index.html", "cases/a/brief.pdf", "assets/a.svg"})


@pytest.mark.parametrize(
    ("written", "here", "with_web"),
    [
        ('<a href="../a/?x=1&amp;y#z" class="k">A</a>', '<a href="../a/index.html?x=1&amp;y#z" class="k">A</a>', None),
        ('<a href="../../">Home</a>', '<a href="../../index.html">Home</a>', None),
        ('<a href="brief.pdf">B</a><a href="#x">X</a>', '<a href="brief.pdf">B</a><a href="#x">X</a>', None),
        ('<a href="https://a.example/b/">B</a>', '<a href="https://a.example/b/">B</a>', None),
        (
            '<a class="k" href="../b/#x" rel="next"><b>B</b></a>.',
            '<span class="k"><b>B</b></span>.',
            '<a class="k" href="https://book.example/cases/b/#x" rel="next"><b>B</b></a>.',
        ),
        ('<a href="../../../../etc/">E</a>', "<span>E</span>", "<span>E</span>"),
        (
            '<svg><a href="../b/"><rect/></a></svg><a href="../b/">B</a>',
            "<svg><g><rect/></g></svg><span>B</span>",
            '<svg><a href="https://book.example/cases/b/"><rect/></a></svg><a href="https://book.example/cases/b/">B</a>',
        ),
        ('<link rel="next" href="../b/">', "", '<link rel="next" href="https://book.example/cases/b/">'),
        ('<link rel="preload" as="font" href="../../assets/a.svg">', "", None),
        ('<script>"<a href=\'../b/\'>"</script><!-- <a href="../b/"> -->', None, None),
        (
            '<script type="module" src="../../a.js"></script><script type="module" src="b.js"></script>',
            f'<script defer src="../../{SCRIPT}" data-modules="a.js cases/a/b.js"></script>',
            None,
        ),
        ('<svg><use href="../../assets/a.svg#land"/></svg></body>', '<use href="#land" /></svg><div', None),
        (
            '<meta http-equiv="refresh" content="0; url=../a/">',
            '<meta http-equiv="refresh" content="0; url=../a/index.html">',
            None,
        ),
    ],
)
def test_a_page_leads_to_files(written: str, here: str | None, with_web: str | None) -> None:
    """What becomes of a tag; without an address on the web, and with one where that is another thing."""
    drawings = {"assets/a.svg": "<svg><path id='land'/></svg>"}
    alone = portable_page(written, "cases/a/index.html", Folder(files=PAGES, drawings=drawings))
    expected = written if here is None else here
    assert (expected in alone) if "<use" in written else (alone == expected)
    known = Folder(files=PAGES, drawings=drawings, web="https://book.example/")
    assert portable_page(written, "cases/a/index.html", known) == (alone if with_web is None else with_web)


@pytest.mark.parametrize(
    "text",
    [
        *("import a from './b.js';", "import './b.js';", "import { a } from './missing.js';"),
        *("export default 1;", "export let a = 1;", "export * from './b.js';", "export const a = 1;\nawait a;"),
    ],
)
def test_a_script_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(UnknownScriptError):
        bundle({"x/a.js": text, "x/b.js": ""})


def test_what_a_script_exports_by_another_name_has_that_name() -> None:
    written = bundle({"x/a.mjs": "const b = 1;\n//#endregion\nexport { b as default, b };\n"})
    assert "return { default: b, b };" in written
    assert "export" not in written


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["portable", "--cases", "springfield-des", "a.zip"], "did you mean"),
        (["portable", "--cases", " ", "a.zip"], "name at least one case"),
        (["portable", "--pathway", "nothing", "--cases", "b", "a.zip"], "no two of them"),
        (["package", "first-modul"], 'did you mean "first-module"'),
    ],
)
def test_what_is_not_there_is_told_before_anything_is_built(tmp_path: Path, options: list[str], words: str) -> None:
    copy = copy_small(tmp_path / "casebook")
    command = [sys.executable, "-c", MAIN, "export", *options]
    done = subprocess.run(command, cwd=copy, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (copy / "site").exists()


def test_the_commands_write_what_the_site_offers(tmp_path: Path) -> None:
    copy = copy_small(tmp_path / "casebook")
    for options in (["package", "first-module", "--format", "scorm"], ["portable", "a.zip"]):
        command = [sys.executable, "-c", MAIN, "export", *options]
        subprocess.run(command, cwd=copy, env=environment(), capture_output=True, check=True)
    written = (copy / "first-module-learner.zip").read_bytes()
    assert written == (copy / "site" / "modules" / "first-module" / "scorm.zip").read_bytes()
    assert "cases/springfield-desk/index.html" in files_of((copy / "a.zip").read_bytes())
