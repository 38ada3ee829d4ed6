"""What came of a case, in words: beside its figures and its leader, and said to be unknown where it is."""

from __future__ import annotations

from dataclasses import replace

from casewright.edges.starter import starter_files
from casewright.model.case import Case, Outcome
from casewright.model.dates import Date
from casewright.problems import Code
from casewright.read.library import read_library
from casewright.resolve.linked import resolve
from casewright.views.case import case_view
from casewright.views.leadership import leadership_views
from casewright.views.outcome import OutcomeView
from casewright.views.terms import Terms

FILES = starter_files()
LIBRARY, _ = read_library(FILES)
PATH = "cases/springfield-desk.md"
SAID = "outcome:\n  text: Visits became shorter [@doe2013desk].\n  date: 2013\n  source: doe2013desk\n"


def case(text: str = SAID) -> tuple[Case, list[Code]]:
    written = FILES[PATH].decode().replace("last_verified:", f"{text}last_verified:", 1)
    library, problems = read_library({**FILES, PATH: written.encode()})
    return library.cases[0], [problem.code for problem in (*problems, *resolve(library)[1]) if problem.fails]


def shown(record: Case) -> tuple[OutcomeView | None, OutcomeView | None]:
    """Return what the page of a case and the comparison of leaders show of it."""
    linked, _ = resolve(replace(LIBRARY, cases=(record,)))
    terms = Terms(LIBRARY.vocabularies)
    (_, page), *_ = leadership_views(linked, terms)
    return case_view(record, linked, terms).outcome, page.patterns[0].rows[0].outcome


def test_it_is_shown_on_the_page_and_beside_the_leader() -> None:
    record, codes = case()
    assert codes == []
    own, beside = shown(record)
    assert own is not None
    assert own == beside
    assert (own.text.plain.split(" [")[0].rstrip("."), own.date) == ("Visits became shorter", "2013")
    assert own.source is None, "the text cites it already"


def test_what_nobody_told_is_not_known() -> None:
    record, codes = case("")
    assert codes == []
    assert record.outcome is None
    assert shown(record) == (None, None)


def test_it_needs_a_date_and_a_source() -> None:
    assert Code.MISSING_FIELD in case("outcome:\n  text: Visits became shorter.\n")[1]


def test_its_source_leads_to_it() -> None:
    record, _ = case(SAID.replace(" [@doe2013desk]", ""))
    assert isinstance(record.outcome, Outcome)
    assert isinstance(record.outcome.date, Date)
    own, _ = shown(record)
    assert own is not None
    assert own.source == record.outcome.source
