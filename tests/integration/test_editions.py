"""The edition for learners holds nothing that is for instructors, wherever one looks; the other edition holds it."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from casewright.build import build
from casewright.model.edition import Edition
from casewright.model.fields import Group, ListOf, fields_of, leaves
from casewright.model.library import RECORD_TYPES
from casewright.read.folder import read_folder
from casewright.render import page as rendering
from casewright.render.page import Publication
from casewright.resolve import for_learners, linked
from casewright.views import decision as deciding
from casewright.views import site as laying_out
from casewright.workshop import Workshop
from tests.support.builds import SITES, SMALL_ADDRESS, copy_small, environment
from tests.support.editions import MAIN, SENTINELS, both_editions, casebook

LATER = ("zlater", "how it all failed", "later2019")
"""What a page that stops at a decision must not say: the author, title and key of a work that appeared afterwards."""


def learners(site: Mapping[str, bytes]) -> set[str]:
    """Return the sentinels that are found in a site: in the names of its files, and in what they hold."""
    return {word for word in SENTINELS for name, data in site.items() if word in name.lower() or word in said(data)}


def said(data: bytes) -> str:
    """Return all that a file says, unpacked as far as it is packed."""
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        told = " ".join(page.get_textpage().get_text_bounded() for page in document)
        return f"{told} {document.get_metadata_dict()}".lower()
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return " ".join(f"{name} {said(packed.read(name))}" for name in packed.namelist())
    return data.decode("utf-8", "replace").lower()


@pytest.fixture(scope="module")
def sites(shared: Path) -> Mapping[str, Path]:
    """The sites of both editions, as the command builds them."""
    return both_editions(shared)


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def for_instructors(type_: type, path: str = "") -> Iterator[str]:
    """Yield the paths of all fields of a type that are for instructors, without the numbers of items."""
    for name, row in fields_of(type_).items():
        form = row.type.item if isinstance(row.type, ListOf) else row.type
        if row.for_instructors:
            yield f"{path}{name}"
        elif isinstance(form, Group):
            yield from for_instructors(form.type, f"{path}{name}.")


def test_each_field_for_instructors_holds_a_sentinel() -> None:
    library, _ = read_folder(SITES / "small")
    fields = {(kind.value, path) for kind, type_ in RECORD_TYPES.items() for path in for_instructors(type_)}
    assert len(fields) >= 6
    marked = set()
    for record in library.records():
        for leaf in leaves(record):
            text = str(getattr(leaf.value, "text", leaf.value))
            if any(word in text for word in SENTINELS):
                marked.add((record.kind.value, re.sub(r"\[\d+\]", "", leaf.path)))
    assert {item for item in fields if not any(m[0] == item[0] and m[1].startswith(item[1]) for m in marked)} == set()
    assert {item for item in marked if not any(item[0] == f[0] and item[1].startswith(f[1]) for f in fields)} == set()


@pytest.mark.build
def test_the_edition_for_learners_holds_none(sites: Mapping[str, Path]) -> None:
    site = files_of(sites["learner"])
    assert any(name.endswith("pf_index") for name in site)
    sheets = {name for name in site if name.endswith(".pdf") and name.startswith("modules/first-module/")}
    assert sheets == {"modules/first-module/handout.pdf", "modules/first-module/booklet.pdf"}
    assert learners(site) == set()


@pytest.mark.build
def test_the_edition_for_instructors_holds_all_where_it_belongs(sites: Mapping[str, Path]) -> None:
    site = {name: said(data) for name, data in files_of(sites["instructor"]).items()}
    module, case = site["modules/first-module/index.html"], site["cases/springfield-desk/index.html"]
    for word in ("zzpoint", "zzfacilitation", "zzexpected", "zznotes", "zzheading", "zzboard", "zztitle"):
        assert word in module, word
    for page in (case, site["cases/springfield-desk/decision/index.html"]):
        assert "zzepilogue" in page
        assert "zztitle" in page
    assert "zzepilogue" in site["api/v1/cases/springfield-desk.json"]
    assert "sources/zzend2019/index.html" in site
    assert "zzproblem" in module
    assert "zzbroken" in site["modules/broken-module/index.html"]
    guide = site["modules/first-module/guide.pdf"]
    assert [word for word in SENTINELS if word.startswith("zz") and word not in guide] == ["zzend2019", "zzbroken"]
    assert "modules/first-module/handout.pdf" not in site, "nobody copies a sheet that tells more"
    assert any("zzexpected" in text for name, text in site.items() if name.endswith("pf_fragment"))


@pytest.mark.build
def test_a_class_may_see_the_slides_of_either_edition(sites: Mapping[str, Path]) -> None:
    """Notes are in those for instructors alone; what is shown names nothing later, and no work that only notes cite."""
    deck = "modules/first-module/slides/index.html"
    for edition in sites:
        text = (sites[edition] / deck).read_text("utf-8").lower()
        shown = re.sub(r'<aside class="notes".*?</aside>', "", text, flags=re.DOTALL)
        assert [word for word in (*LATER, *SENTINELS) if word in shown] == [], edition
        assert "[later source]" in shown
        assert 'class="cw-slide__sources"' in shown
        assert 'href="../../../cases/' not in shown, "it leads to a whole case"
    whole = (sites["instructor"] / deck).read_text("utf-8").lower()
    notes = " ".join(re.findall(r'<aside class="notes".*?</aside>', whole, flags=re.DOTALL))
    spoken = ("zzpoint", "zzfacilitation", "zzexpected", "zznotes", "zzheading", "zzboard", "zzepilogue", "zztitle")
    assert [word for word in (*spoken, 'id="ref-zzend2019"') if word not in notes] == []
    assert "<script>alert" not in whole
    assert (sites["learner"] / "embed").is_dir()
    assert not (sites["instructor"] / "embed").exists(), "others could not see its cards"
    assert "aside" not in (sites["learner"] / deck).read_text("utf-8")


@pytest.mark.build
def test_nobody_finds_the_edition_for_instructors_by_a_search_engine(sites: Mapping[str, Path]) -> None:
    for edition, is_hidden in (("learner", False), ("instructor", True)):
        for name in ("index.html", "modules/first-module/index.html", "404.html"):
            assert ('name="robots" content="noindex' in (sites[edition] / name).read_text("utf-8")) is is_hidden


@pytest.mark.build
def test_a_page_that_stops_at_a_decision_names_nothing_later(sites: Mapping[str, Path]) -> None:
    folder = "cases/springfield-desk/decision/"
    parts = {name: data.decode() for name, data in files_of(sites["learner"]).items() if name.startswith(folder)}
    assert f"{folder}index.html" in parts
    for name, text in parts.items():
        assert [word for word in LATER if word in text.lower()] == [], name
    text = parts[f"{folder}index.html"]
    assert "[later source]" in text
    assert 'href="../"' not in text, "it leads to the whole case"
    assert "measure-twice" not in text.split("cw-decision")[1], "it leads to a lesson, which knows how it ended"
    assert "continuing" not in text.lower().split("cw-decision")[1], "a later state"
    whole = (sites["instructor"] / folder / "index.html").read_text("utf-8")
    assert all(word in whole.lower() for word in LATER)


def test_a_variable_alone_makes_no_site_of_the_command_one_for_instructors(tmp_path: Path) -> None:
    copy = copy_small(tmp_path / "casebook")
    command = [sys.executable, "-c", MAIN, "build", "--no-cache"]
    more = environment({"CASEWRIGHT_EDITION": "instructor"})
    subprocess.run(command, cwd=copy, env=more, check=True, capture_output=True)
    assert learners(files_of(copy / "site")) == set()


@pytest.mark.parametrize("place", ["site", "site/inner", "."])
def test_the_edition_for_instructors_does_not_go_where_learners_read(tmp_path: Path, place: str) -> None:
    copy = copy_small(tmp_path / "casebook")
    command = [sys.executable, "-c", MAIN, "build"]
    done = subprocess.run(
        [*command, "--edition", "instructor", "--site-dir", place], cwd=copy, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"another folder" in done.stderr
    assert not (copy / "site").exists()


def written(root: Path) -> Mapping[str, bytes]:
    """Return what the edition for learners says in its pages and data, made in this process."""
    made = build(root, Publication(name="Casebook", address=SMALL_ADDRESS), workshop=Workshop(processes=1))
    try:
        pages = {page.address: made.rendered(page).html.encode() for page in made.site.pages}
        return {**pages, **{address: text.encode() for address, text in made.files()}}
    finally:
        made.close()


def slides(site: Mapping[str, bytes]) -> str:
    return site["modules/first-module/slides/"].decode().lower()


def decision_page(site: Mapping[str, bytes]) -> str:
    return site["cases/springfield-desk/decision/"].decode().lower()


def test_no_filter_is_there_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each filter is taken away, and what it holds back is found."""
    root = casebook(tmp_path)
    site = written(root)
    assert learners(site) == set()
    assert not [word for word in LATER if word in decision_page(site) or word in slides(site)]

    with monkeypatch.context() as without:
        without.setattr(linked, "in_edition", lambda library, *_: library)
        unfiltered = written(root)
        assert {"zzepilogue", "zzpoint", "zzexpected", "zzboard", "zznotes"} <= learners(unfiltered)
        assert {"zzepilogue", "zzpoint", "zzexpected"} <= learners({"slides": slides(unfiltered).encode()})
    with monkeypatch.context() as without:
        without.setattr(linked, "_sources", lambda library, *_: library.sources)
        assert {"zztitle", "zzend2019"} <= learners(written(root))
    with monkeypatch.context() as without:
        without.setattr(laying_out, "shown_to_learners", lambda _, problems: problems)
        assert "zzproblem" in learners(written(root))
    with monkeypatch.context() as without:
        without.setattr(for_learners, "shown_to_learners", lambda _, problems: tuple(problems))
        assert "zzbroken" in learners(written(root))
    with monkeypatch.context() as without:
        without.setattr(deciding, "_later", lambda *_: ())
        unfiltered = written(root)
        assert [word for word in LATER if word in decision_page(unfiltered)]
        assert [word for word in LATER if word in slides(unfiltered)]
    with monkeypatch.context() as without:
        without.setattr(rendering, "DecisionView", Path)
        assert 'href="../../../lessons/measure-twice/"' in decision_page(written(root))
    with monkeypatch.context() as without:
        without.setattr(rendering, "SlidesView", Path)
        assert 'href="../../../cases/springfield-desk/"' in slides(written(root))


def test_a_library_without_such_text_is_not_copied() -> None:
    library, _ = read_folder(SITES / "small")
    shown = for_learners.in_edition(library, Edition.LEARNER)
    plain = [case for case in library.cases if case.decision is None]
    assert plain
    assert all(any(case is other for other in shown.cases) for case in plain)
    assert for_learners.in_edition(library, Edition.INSTRUCTOR) is library
