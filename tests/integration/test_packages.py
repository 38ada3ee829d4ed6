"""Packages for learning platforms: valid, the same whenever they are made, and equal to the modules they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from casewright.build import Casebook, build
from casewright.model.case import Case
from casewright.model.edition import Edition
from casewright.model.ids import Kind, Ref
from casewright.model.module import Module
from casewright.model.prose import Prose
from casewright.render import course as making
from casewright.render.page import Publication
from casewright.resolve import linked
from casewright.resolve.linked import LinkedLibrary
from casewright.views import decision as deciding
from casewright.workshop import Workshop
from tests.integration.test_editions import LATER, learners, said
from tests.support.builds import ROOT
from tests.support.editions import SENTINELS, casebook
from tests.support.lms import Read, faults_of_cartridge, faults_of_scorm, read_cartridge, squeezed

ADDRESS = "https://casebook.example/"


@dataclass(frozen=True, kw_only=True)
class Made:
    """The packages of an edition by their addresses, and the library they come from."""

    packages: Mapping[str, bytes]
    linked: LinkedLibrary


def made(root: Path, edition: Edition = Edition.LEARNER, address: str = ADDRESS) -> Made:
    book = build(root, Publication(name="Casebook", address=address, edition=edition), workshop=Workshop(processes=1))
    return _made(book)


def _made(book: Casebook) -> Made:
    try:
        for page in book.site.pages:
            book.rendered(page)
        return Made(packages=dict(book.packages()), linked=book.site.linked)
    finally:
        book.close()


@pytest.fixture(scope="module", params=Edition, ids=[edition.value for edition in Edition])
def ours(request: pytest.FixtureRequest) -> Made:
    """The packages of this repository's casebook, of one edition and then of the other."""
    return made(ROOT, request.param)


def plain(text: Prose) -> str:
    """Return the letters of a text."""
    return squeezed(text.plain)


def as_read(module: Module, library: LinkedLibrary) -> Read:
    """Return what the cartridge of a module has to say, as the record says it."""
    is_whole = library.edition is Edition.INSTRUCTOR
    cases = [library.records[library.targets[Ref(Kind.CASE.value, use.case)]] for use in module.cases]
    decisions = [
        case.decision
        for use, case in zip(module.cases, cases, strict=True)
        if use.until_decision and isinstance(case, Case) and case.decision
    ]
    expected = [question.expected for question in module.questions if question.expected]
    leading = [activity.facilitation for activity in module.activities if activity.facilitation]
    assert is_whole is bool(expected)
    return Read(
        title=module.title,
        summary=module.summary.plain,
        objectives=tuple(plain(item.text) for item in module.objectives),
        cases=tuple(plain(use.use) for use in module.cases),
        activities=tuple((item.title, plain(item.text)) for item in module.activities),
        facilitation=tuple(plain(text) for text in leading),
        questions=tuple(plain(item.text) for item in module.questions),
        answers=tuple(plain(text) for text in expected),
        topics=tuple(
            plain(text) for text in (*(one.question for one in decisions), *(q.text for q in module.questions))
        ),
        options=tuple(plain(text) for one in decisions for text in one.options),
        links=(),
        roles=frozenset({"Instructor"}) if is_whole else frozenset(),
    )


def test_each_module_comes_back_as_it_went_in(ours: Made) -> None:
    modules = ours.linked.library.modules
    assert len(modules) == 5
    for module in modules:
        found = read_cartridge(ours.packages[f"modules/{module.id}/cartridge.imscc"])
        links = found.links
        assert links[0] == f"{ADDRESS}modules/{module.id}/"
        assert len(set(links)) == len(links) > len(module.cases)
        for use in module.cases:
            ending = "decision/" if use.until_decision else ""
            assert f"{ADDRESS}cases/{use.case}/{ending}" in links
        expected = as_read(module, ours.linked)
        for name in Read.__dataclass_fields__:
            if name != "links":
                assert getattr(found, name) == getattr(expected, name), (module.id, name)


def test_all_are_valid(ours: Made) -> None:
    assert len(ours.packages) == 2 * len(ours.linked.library.modules)
    for address, data in ours.packages.items():
        faults = faults_of_cartridge(data) if address.endswith(".imscc") else faults_of_scorm(data)
        assert faults == [], address


def test_what_is_wrong_is_found(ours: Made) -> None:
    """A cartridge with a topic of no type, and a SCORM package whose part is of none."""
    cartridge, scorm = (ours.packages[f"modules/who-should-lead/{name}"] for name in ("cartridge.imscc", "scorm.zip"))
    assert faults_of_cartridge(changed(cartridge, b"texttype=", b"kind="))
    assert faults_of_scorm(changed(scorm, b'type="webcontent"', b""))


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    result = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(result, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return result.getvalue()


def decision(packages: Mapping[str, bytes]) -> str:
    """Return the page of a decision in a package."""
    return said(packages["modules/first-module/scorm.zip"]).split("decision-springfield-desk.html <!doctype", 1)[1]


def test_packages_of_learners_hold_nothing_for_instructors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each filter is taken away, and what it holds back is found in the packages."""
    root = casebook(tmp_path)
    first = made(root).packages
    assert first == made(root).packages, "the same bytes, whenever they are made"
    assert learners(first) == set()
    told = " ".join(said(data) for data in first.values())
    assert not [word for word in LATER if word in told]
    assert "lessons/measure-twice/" not in decision(first)
    whole = " ".join(said(data) for data in made(root, Edition.INSTRUCTOR).packages.values())
    assert [word for word in SENTINELS if word not in whole] == ["zzbroken"]

    with monkeypatch.context() as without:
        without.setattr(linked, "in_edition", lambda library, *_: library)
        assert {"zzexpected"} <= learners(made(root).packages)
    with monkeypatch.context() as without:
        without.setattr(deciding, "_later", lambda *_: ())
        assert any(word in said(data) for data in made(root).packages.values() for word in LATER)
    with monkeypatch.context() as without:
        without.setattr(making._Teller, "has_links", True)
        assert "lessons/measure-twice/" in decision(made(root).packages)


def test_a_package_of_a_site_without_an_address_leads_to_sources_alone(tmp_path: Path) -> None:
    packages = made(casebook(tmp_path), address="").packages
    links = read_cartridge(packages["modules/first-module/cartridge.imscc"]).links
    assert all("casebook.example" not in link for link in links)
