"""A site is up to date where nothing it follows from has changed, and only there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casewright.cache import Cache
from casewright.edges import fingerprint
from casewright.edges.fingerprint import Fingerprint
from casewright.edges.finished import Finished, site_state
from casewright.edges.inputs import inputs_of
from casewright.read.layout import FOLDERS, TEMPLATES
from casewright.read.library import SUFFIXES
from tests.support.builds import copy_small

TOLD = (("WARNING", "casewright: something is wrong"), ("INFO", "casewright: a note"))
CASE = "cases/springfield-desk.md"

Change = Callable[[Path], object]


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casebook of every kind of input, and the site that was built of it."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    folder = copy_small(tmp_path / "casebook")
    write(tmp_path / "package" / "code.py", "x = 1\n")
    write(tmp_path / "templates" / "case.html", "")
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(fingerprint, "templates_folder", lambda: tmp_path / "templates")
    write(folder / "site_templates" / "pages" / "lesson.html", "{# ours #}")
    write(folder / "overrides" / "main.html", "{% extends 'base.html' %}")
    write(folder / "styles" / "ours.csl", "<style/>")
    write(folder / "parent.yml", "copyright: Ours\n")
    edit(folder / "mkdocs.yml", "  - casewright\n", "  - casewright:\n      style: styles/ours.csl\n")
    edit(folder / "mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: overrides\n")
    edit(folder / "mkdocs.yml", "nav:\n", "INHERIT: parent.yml\nextra:\n  by: !ENV [OUR_NAME, nobody]\nnav:\n")
    write(folder / "site" / "index.html", "<p>The site</p>")
    write(folder / "site" / "cases" / "index.html", "<p>Cases</p>")
    return folder


def finished(folder: Path, *options: str) -> Finished:
    return Finished(
        cache=Cache(folder / ".cache" / "casewright"),
        folder=folder,
        site=folder / "site",
        options=options or ("mkdocs",),
    )


def build(folder: Path) -> Fingerprint:
    before = finished(folder).fingerprint()
    assert before
    finished(folder).note(before, site_state(folder / "site"), TOLD)
    return before


def is_up_to_date(folder: Path, *options: str) -> bool:
    last = finished(folder, *options)
    now = last.fingerprint()
    told = last.told(now) if now else None
    assert told in (None, TOLD)
    return told is not None


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def linked(path: Path, target: Path) -> None:
    """Move a file or folder and leave a link to it."""
    path.rename(target)
    path.symlink_to(target)


def forth_and_back(path: Path, old: str, new: str) -> None:
    edit(path, old, new)
    edit(path, new, old)


def in_place(path: Path, old: str, new: str) -> None:
    """Change a file so that only its bytes and the time of its change of state tell."""
    assert len(old) == len(new)
    before = path.stat()
    edit(path, old, new)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Change] = {
    "a case": lambda folder: edit(folder / CASE, "Springfield", "Shelbyville"),
    "a case, in place": lambda folder: in_place(folder / CASE, "Springfield", "springfielD"),
    "a new case": lambda folder: write(folder / "cases" / "new-case.md", "---\nid: new-case\n---\n"),
    "a case gone": lambda folder: (folder / CASE).unlink(),
    "a case renamed": lambda folder: (folder / CASE).rename(folder / "cases" / "another.md"),
    "a lesson": lambda folder: edit(folder / "lessons" / "measure-twice.md", "title", "titel"),
    "a module": lambda folder: edit(folder / "modules" / "first-module.md", "title", "titel"),
    "a thesis": lambda folder: edit(folder / "theses" / "staff-first.md", "title", "titel"),
    "a term": lambda folder: edit(folder / "vocabularies" / "places.yml", "Springfield", "Shelbyville"),
    "a source": lambda folder: edit(folder / "bibliography" / "odd.bib", "20", "19"),
    "another bibliography": lambda folder: write(folder / "bibliography" / "more.bib", ""),
    "a template": lambda folder: write(folder / "site_templates" / "pages" / "lesson.html", "{# changed #}"),
    "a new template": lambda folder: write(folder / "site_templates" / "pages" / "case.html", ""),
    "a page": lambda folder: write(folder / "pages" / "index.md", "# Changed"),
    "a new page": lambda folder: write(folder / "pages" / "deep" / "new.md", "# New"),
    "a picture": lambda folder: write(folder / "pages" / "logo.svg", "<svg/>"),
    "a style": lambda folder: write(folder / "styles" / "ours.csl", "<style></style>"),
    "a style gone": lambda folder: (folder / "styles" / "ours.csl").unlink(),
    "the frame": lambda folder: write(folder / "overrides" / "main.html", "changed"),
    "an option": lambda folder: edit(folder / "mkdocs.yml", "style: styles/ours.csl", "style: apa"),
    "a setting": lambda folder: edit(folder / "mkdocs.yml", "site_name: ", "site_name: Not "),
    "an inherited setting": lambda folder: edit(folder / "parent.yml", "Ours", "Theirs"),
    "an inherited file gone": lambda folder: (folder / "parent.yml").unlink(),
    "a file of the site gone": lambda folder: (folder / "site" / "index.html").unlink(),
    "a file of the site edited": lambda folder: edit(folder / "site" / "index.html", "The", "Our"),
    "a file of the site edited in place": lambda folder: in_place(folder / "site" / "index.html", "The", "Our"),
    "a file of the site written again": lambda folder: write(folder / "site" / "index.html", "<p>The site</p>"),
    "a new file in the site": lambda folder: write(folder / "site" / "new.html", ""),
    "a new folder in the site": lambda folder: (folder / "site" / "new").mkdir(),
    "the site gone": lambda folder: (folder / "site").rename(folder / "elsewhere"),
    "the notes gone": lambda folder: (folder / ".cache").rename(folder / "elsewhere"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_is_seen(casebook: Path, change: Change) -> None:
    build(casebook)
    assert is_up_to_date(casebook)
    change(casebook)
    assert not is_up_to_date(casebook)


UNKNOWN: dict[str, Change] = {
    "another plugin": lambda folder: edit(folder / "mkdocs.yml", "plugins:\n", "plugins:\n  - macros\n"),
    "an option that names a file": lambda folder: edit(
        folder / "mkdocs.yml", "plugins:\n", "plugins:\n  - search:\n      jieba_dict: words.txt\n"
    ),
    "hooks": lambda folder: edit(folder / "mkdocs.yml", "nav:\n", "hooks:\n  - hooks.py\nnav:\n"),
    "an extension that reads files": lambda folder: edit(
        folder / "mkdocs.yml", "nav:\n", "markdown_extensions:\n  - pymdownx.snippets\nnav:\n"
    ),
    "an unknown extension": lambda folder: edit(
        folder / "mkdocs.yml", "nav:\n", "markdown_extensions: [somebody.elses]\nnav:\n"
    ),
    "icons from anywhere": lambda folder: edit(
        folder / "mkdocs.yml",
        "nav:\n",
        "markdown_extensions:\n  - pymdownx.emoji: {options: {custom_icons: [/tmp]}}\nnav:\n",
    ),
    "a function of somebody's": lambda folder: edit(
        folder / "mkdocs.yml", "nav:\n", "markdown_extensions: [toc: {slugify: !!python/name:os.getlogin }]\nnav:\n"
    ),
    "another theme": lambda folder: edit(folder / "mkdocs.yml", "name: material", "name: somebodys"),
    "an unknown plugin in what is inherited": lambda folder: write(folder / "parent.yml", "plugins: [macros]\n"),
    "settings that cannot be read": lambda folder: edit(folder / "mkdocs.yml", "nav:", "nav: ["),
    "inheritance in a circle": lambda folder: write(folder / "parent.yml", "INHERIT: parent.yml\n"),
    "no plugin of ours": lambda folder: edit(
        folder / "mkdocs.yml", "  - casewright:\n      style: styles/ours.csl\n", ""
    ),
    "settings that an engine prefers": lambda folder: write(folder / "properdocs.yml", ""),
    "a link to a folder": lambda folder: (folder / "pages" / "more").symlink_to(folder / "overrides"),
    "a link that leads out": lambda folder: (folder / "pages" / "out.md").symlink_to("/etc/hostname"),
    "a link to nowhere": lambda folder: (folder / "pages" / "nowhere.md").symlink_to("nowhere"),
    "a folder that is a link": lambda folder: linked(folder / "pages", folder / "real"),
    "a pipe": lambda folder: os.mkfifo(folder / "cases" / "pipe.md"),
}


@pytest.mark.skipif(os.name != "posix", reason="makes links and a pipe")
@pytest.mark.parametrize("change", UNKNOWN.values(), ids=list(UNKNOWN))
def test_what_may_read_anything_is_not_trusted(casebook: Path, change: Change) -> None:
    change(casebook)
    assert finished(casebook).fingerprint() is None


KNOWN = {
    "extensions that need only the text": "markdown_extensions: [tables, markdown.extensions.toc, pymdownx.details]",
    "a function of theirs": "markdown_extensions: [toc: {slugify: !!python/name:pymdownx.slugs.uslugify }]",
    "a function with arguments": (
        "markdown_extensions: [toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}]"
    ),
}


@pytest.mark.parametrize("setting", KNOWN.values(), ids=list(KNOWN))
def test_what_needs_only_the_text_is(casebook: Path, setting: str) -> None:
    edit(casebook / "mkdocs.yml", "nav:\n", f"{setting}\nnav:\n")
    build(casebook)
    assert is_up_to_date(casebook)


NO_CHANGES: dict[str, Change] = {
    "nothing": Path.exists,
    "a touch": lambda folder: (folder / CASE).touch(),
    "the clock back": lambda folder: os.utime(folder / CASE, (0, 0)),
    "written again": lambda folder: (folder / CASE).write_bytes((folder / CASE).read_bytes()),
    "forth and back": lambda folder: forth_and_back(folder / CASE, "Springfield", "Shelbyville"),
    "a copy of the case in its place": lambda folder: (folder / CASE).replace(folder / CASE),
    "a file that is no part of it": lambda folder: write(folder / "notes.txt", "Buy milk."),
    "compiled code": lambda folder: write(folder / "overrides" / "__pycache__" / "x.pyc", ""),
}


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=list(NO_CHANGES))
def test_what_changes_no_content_is_none(casebook: Path, change: Change) -> None:
    build(casebook)
    change(casebook)
    assert is_up_to_date(casebook)


@pytest.mark.skipif(os.name != "posix", reason="makes a link")
def test_a_link_within_the_casebook_stands_for_what_it_leads_to(casebook: Path) -> None:
    write(casebook / "NEWS.md", "# News")
    (casebook / "pages" / "news.md").symlink_to(casebook / "NEWS.md")
    build(casebook)
    assert is_up_to_date(casebook)
    write(casebook / "NEWS.md", "# Other news")
    assert not is_up_to_date(casebook)


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "LANG", "LC_ALL", "PYTHONHASHSEED", "OUR_NAME"])
def test_the_environment_is_part_of_it(casebook: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(casebook)
    monkeypatch.setenv(name, "1795392001")
    assert not is_up_to_date(casebook)


def test_code_from_anywhere_is_not_trusted(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "anywhere")
    assert finished(casebook).fingerprint() is None


def test_the_engine_and_its_options_are_part_of_it(casebook: Path) -> None:
    build(casebook)
    assert not is_up_to_date(casebook, "properdocs")
    assert not is_up_to_date(casebook, "mkdocs", "--strict")


def test_the_day_is_part_of_it(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(casebook)
    monkeypatch.setattr(fingerprint, "today", lambda: "2100-01-01")
    assert not is_up_to_date(casebook)


def test_what_is_installed_is_part_of_it(casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "packages"
    write(packages / "theme-1.0.dist-info" / "RECORD", "theme.py,,\n")
    monkeypatch.syspath_prepend(str(packages))
    build(casebook)
    assert is_up_to_date(casebook)
    (packages / "theme-1.0.dist-info").rename(packages / "theme-1.1.dist-info")
    assert not is_up_to_date(casebook)
    write(packages / "theme-1.1.dist-info" / "direct_url.json", '{"url": "file:///x", "dir_info": {"editable": true}}')
    assert finished(casebook).fingerprint() is None


def test_our_own_code_and_templates_are_part_of_it(casebook: Path, tmp_path: Path) -> None:
    build(casebook)
    assert is_up_to_date(casebook)
    write(tmp_path / "templates" / "case.html", "{{ new }}")
    assert not is_up_to_date(casebook)
    build(casebook)
    write(tmp_path / "package" / "code.py", "x = 2\n")
    assert not is_up_to_date(casebook)


def test_a_pandoc_that_is_named_is_part_of_it(casebook: Path) -> None:
    program = casebook / "tools" / "pandoc"
    write(program, "#!/bin/sh\n")
    program.chmod(0o755)
    edit(casebook / "mkdocs.yml", "style: styles/ours.csl", "pandoc: tools/pandoc")
    build(casebook)
    assert is_up_to_date(casebook)
    write(program, "#!/bin/sh\nexit 1\n")
    assert not is_up_to_date(casebook)


def test_a_casebook_elsewhere_is_looked_at_there(casebook: Path) -> None:
    (casebook / "inner").mkdir()
    for name in SUFFIXES:
        if (casebook / name).exists():  # there need be no editions
            (casebook / name).rename(casebook / "inner" / name)
    edit(casebook / "mkdocs.yml", "style: styles/ours.csl", "casebook: inner")
    build(casebook)
    assert is_up_to_date(casebook)
    edit(casebook / "inner" / CASE, "Springfield", "Shelbyville")
    assert not is_up_to_date(casebook)


def test_what_changed_while_it_was_built_is_not_noted(casebook: Path) -> None:
    before = finished(casebook).fingerprint()
    assert before
    edit(casebook / CASE, "Springfield", "Shelbyville")
    edit(casebook / CASE, "Shelbyville", "Springfield")
    finished(casebook).note(before, site_state(casebook / "site"), TOLD)
    assert not is_up_to_date(casebook)


NOTES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "flipped": lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
    "foreign": lambda _: b'{"content": "x"}',
}


@pytest.mark.parametrize("damage", NOTES.values(), ids=list(NOTES))
def test_a_damaged_note_is_none(casebook: Path, damage: Callable[[bytes], bytes]) -> None:
    build(casebook)
    notes = [path for path in (casebook / ".cache").rglob("*") if path.is_file()]
    assert len(notes) == 1
    notes[0].write_bytes(damage(notes[0].read_bytes()))
    assert not is_up_to_date(casebook)


@pytest.mark.parametrize("note", [[], {}, {"content": 1}, "x", {"told": [["a"]]}, {"told": 5}])
def test_a_note_that_somebody_else_wrote_is_none(casebook: Path, note: object) -> None:
    now = build(casebook)
    last = finished(casebook)
    if isinstance(note, dict):
        note = {"content": now.content, "site": site_state(casebook / "site"), **note}
    last.cache.put("sites", last._name, note)
    assert last.told(now) is None


def test_the_folders_looked_at_are_those_that_are_read(casebook: Path) -> None:
    assert set(FOLDERS) == {*SUFFIXES, TEMPLATES}
    inputs = inputs_of(casebook)
    assert inputs
    assert inputs.paths == (
        casebook / "mkdocs.yml",
        casebook / "parent.yml",
        *(casebook / name for name in FOLDERS),
        casebook / "styles" / "ours.csl",
        casebook / "pages",
        casebook / "docs",
        casebook / "overrides",
    )
