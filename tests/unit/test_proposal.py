"""A case that was proposed in an issue: it comes out as it went in, and nothing of it is dropped."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.export.issue_forms import form_files
from casewright.export.proposal import REST, proposal_files
from casewright.export.values import front_matter_values
from casewright.model.library import Library
from casewright.model.questions import LEFT_TO_EDITORS, SOURCES, STORY, questions
from casewright.read.folder import read_folder
from casewright.read.library import read_library
from casewright.read.proposal import Proposal, read_proposal
from tests.support.core_yaml import core_yaml, front_matter
from tests.support.issue import issue_body

STARTER, _ = read_library(starter_files())
TERMS = STARTER.vocabularies
CASE = STARTER.cases[0]


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return read_folder(root)[0]


def proposed(**answers: str) -> Proposal:
    """Return what is read from a body with answers to questions by their ids, and ``story`` and ``sources``."""
    labels = {question.id.replace("-", "_"): question.label for question in questions()}
    labels |= {"story": STORY, "sources": SOURCES}
    order = {name: index for index, name in enumerate(labels)}
    parts = (f"### {labels[name]}\n\n{text}" for name, text in sorted(answers.items(), key=lambda item: order[item[0]]))
    return read_proposal("\n\n".join(parts), TERMS)


def same(value: Any) -> Any:
    """Return plain values in the form in which two of them can be compared: as text, lines joined."""
    if isinstance(value, dict):
        return {name: same(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [same(item) for item in value]
    return {"True": "yes", "False": "no"}.get(str(value), " ".join(str(value).split()))


def test_each_case_of_the_casebook_comes_back_as_it_was(library: Library) -> None:
    assert library.cases
    for case in library.cases:
        proposal = read_proposal(issue_body(case, library.vocabularies), library.vocabularies)
        written = {name: item for name, item in front_matter_values(case).items() if name not in LEFT_TO_EDITORS}
        assert same(proposal.values) == same(written), case.id
        assert proposal.body == case.body.text.strip()
        assert proposal.rest == ()
        assert proposal.is_agreed


def test_forms_of_this_repository_are_made_from_the_table(library: Library, root: Path) -> None:
    for name, text in form_files(library):
        assert (root / name).read_text(encoding="utf-8") == text, f"{name}: run `casewright forms`"


def test_the_form_asks_for_each_field_once_and_offers_terms_by_label(library: Library) -> None:
    form = core_yaml(dict(form_files(library))[".github/ISSUE_TEMPLATE/case.yml"])
    ids = [part["id"] for part in form["body"] if "id" in part]
    assert ids == [*(question.id for question in questions()), "story", "sources", "licence"]
    labels = [part["attributes"]["label"] for part in form["body"] if "id" in part]
    assert len(labels) == len(set(labels))
    level = next(part for part in form["body"] if part.get("id") == "level")
    assert level["attributes"]["options"] == [term.label for term in library.vocabularies["levels"].terms]
    assert next(part for part in form["body"] if part.get("id") == "place")["type"] == "input"


def test_sources_are_named_by_number_and_become_entries() -> None:
    proposal = proposed(
        title="A desk",
        summary="It worked [1, p. 4], or not [2]; in [2012] and [7] nothing is cited.",
        status="state: launched\ndate: 2011\nsource: 1, p. 4; 2",
        sources="[1] Doe (2013), {The} desk & more, https://example.org/a_b. Read in full.\n2. Roe, letter\nThird",
        story="See [1].",
    )
    files = proposal_files(proposal, "a-desk", CASE.published.first)
    values = front_matter(files["cases/a-desk.md"])
    assert values["summary"] == ("It worked [@a-desk-1, p. 4], or not [@a-desk-2]; in [2012] and [7] nothing is cited.")
    assert values["status"] == [{"state": "launched", "date": 2011, "source": "a-desk-1, p. 4; a-desk-2"}]
    assert files["cases/a-desk.md"].endswith("\nSee [@a-desk-1].\n")
    sources = read_library({"bibliography/a-desk.bib": files["bibliography/a-desk.bib"].encode()})[0].sources
    assert [(source.key, source.item["title"]) for source in sources.values()] == [
        ("a-desk-1", "Doe (2013), {The} desk & more. Read in full."),
        ("a-desk-2", "Roe, letter"),
        ("a-desk-3", "Third"),
    ]
    assert next(iter(sources.values())).item["URL"] == "https://example.org/a_b"


def test_a_figure_is_read_however_it_is_laid_out() -> None:
    proposal = proposed(
        claims="```yaml\n- Indicator: Processing time\n  value: 20\n  Basline.value: 2\n  note: first\n"
        "  and second: line\nindicator: x\nvalue: 1.5\n```"
    )
    assert proposal.values["claims"] == [
        {
            "indicator": "processing-time",
            "value": 20,
            "baseline": {"value": 2},
            "note": "first and second: line",
        },
        {"indicator": "x", "value": 1.5},
    ]


def test_what_has_no_field_stands_at_the_end_and_is_no_markup() -> None:
    proposal = proposed(title="A desk", claims="We saved ``` a lot\n# of <b>money</b>\nvalue: 3", story="Text.")
    assert proposal.rest == ("Claims: We saved ``` a lot\n# of <b>money</b>",)
    assert proposal.values["claims"] == [{"value": 3}]
    written = proposal_files(proposal, "a-desk", CASE.published.first)["cases/a-desk.md"]
    assert written.endswith(f"Text.\n\n## {REST}\n\n````text\nClaims: We saved ``` a lot\n# of <b>money</b>\n````\n")


def test_text_before_the_first_heading_is_kept() -> None:
    assert read_proposal("Hello!\n\n### Title\n\nA desk", TERMS).rest == ("Hello!",)


def test_terms_are_known_by_label_or_id_and_others_stay_for_the_check() -> None:
    areas = TERMS["policy-areas"]
    comma = next(term for term in areas.terms if "," in term.label)
    proposal = proposed(
        level="MUNICIPAL", policy_areas=f"{comma.label}, gf0103, Basket weaving", methods="lean\nMagic, [sic]"
    )
    assert proposal.values["level"] == "municipal"
    assert proposal.values["policy_areas"] == [comma.id, "gf0103", "Basket weaving"]
    assert proposal.values["methods"] == ["lean", "Magic", "[sic"]


@pytest.mark.parametrize(
    ("answers", "id_"),
    [
        ({"id": "a-desk", "title": "Other"}, "a-desk"),
        ({"id": "A Desk!", "title": "Other"}, "a-desk"),
        ({"title": "18F: the desk"}, "f-the-desk"),
        ({"title": "デスク"}, ""),
        ({"title": "word " * 40}, "-".join(["word"] * 12)),
    ],
)
def test_an_id_is_made_from_what_was_given(answers: dict[str, str], id_: str) -> None:
    assert proposed(**answers).suggested_id == id_


HOSTILE = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            ": ",
            "- ",
            "```\n",
            "```yaml\n",
            "\n### Story\n",
            "\n### Title\n\n",
            "\n### Claims\n\n",
            "\n---\n",
        ),
        *(
            "\nvalue: ",
            "\nstate: ",
            "[1] ",
            "https://example.org/",
            "<script>",
            ", ",
            "'",
            '"',
            "{",
            "\\",
            "#",
            "@",
            "\u2028",
        ),
    ]
)
ANSWERED = st.sampled_from(["claims", "title", "level", "methods", "sources", "story"])


@given(st.lists(st.tuples(HOSTILE, st.integers(100, 999)), max_size=12), ANSWERED)
def test_nothing_is_dropped(parts: list[tuple[str, int]], where: str) -> None:
    proposal = proposed(**{where: "".join(f"{sign}w{number}w" for sign, number in parts)})
    files = proposal_files(proposal, "a-desk", CASE.published.first)
    told = re.sub(r"\\n\s*\\?\s*", "", json.dumps(files, ensure_ascii=False))
    for _, number in parts:
        assert f"w{number}w" in told
    library, problems = read_library({name: text.encode() for name, text in files.items()})
    assert "a-desk" in {*(case.id for case in library.cases), *(item.id for item in library.broken)}
    assert not {"CW106", "CW110", "CW113"} & {item.code.number for item in problems}
