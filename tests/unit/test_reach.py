"""Where a lesson held, what speaks against it most, what its evidence lacks: by examples worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewright.edges.starter import starter_files
from casewright.model.case import Bearing, Case
from casewright.model.ids import Ref, SourceKey, TermId
from casewright.model.lesson import Research
from casewright.model.prose import Citation, CitedItem
from casewright.read.library import read_library
from casewright.resolve.evidence import Evidence
from casewright.resolve.linked import LinkedLibrary, resolve
from casewright.resolve.reach import Gap, circumstances, counter_case, doubles, lacks
from casewright.views.lesson import lesson_view
from casewright.views.reach import MOST_NAMED, reach_view
from casewright.views.terms import Terms

FILES = starter_files()
LIBRARY, _ = read_library(FILES)
CASE: Case = LIBRARY.cases[0]
LESSON = "staff-led-improvement"
PLAIN = {"model": "budget-office", "it_role": "none", "level": "municipal", "sourcing": "good"}


def case(id_: str, *bearings: str, **changes: str) -> Case:
    """Return a case with bearings such as ``supports weak a b``: stance, strength, sources."""
    values = {**PLAIN, **changes}
    return replace(
        CASE,
        id=id_,
        title=id_.title(),
        level=TermId(values["level"]),
        sourcing=TermId(values["sourcing"]),
        governance=replace(CASE.governance, model=TermId(values["model"]), it_role=TermId(values["it_role"])),
        bearings=tuple(bearing(*text.split()) for text in bearings),
        claims=CASE.claims if values.get("claims") else (),
        relations=(),
        file=f"cases/{id_}.md",
    )


def bearing(stance: str, strength: str, *keys: str) -> Bearing:
    source = Citation(items=tuple(CitedItem(key=SourceKey(key)) for key in keys))
    return replace(CASE.bearings[0], stance=TermId(stance), strength=TermId(strength), source=source)


def linked(*cases: Case) -> LinkedLibrary:
    return resolve(replace(LIBRARY, cases=cases))[0]


def evidence(*cases: Case) -> Evidence:
    return linked(*cases).evidence[LESSON]


def gaps(*cases: Case) -> dict[Gap, tuple[tuple[str, ...], list[str]]]:
    library = linked(*cases)
    found = lacks(library.evidence[LESSON], library.library)
    return {item.gap: (item.terms, [each.id for each in item.cases]) for item in found}


def test_conditions_are_those_of_the_supporting_cases() -> None:
    found = circumstances(
        evidence(
            case("one", "supports weak a", model="unknown"),
            case("two", "supports weak b", level="national"),
            case("three", "supports weak c", "supports weak d", level="national"),
            case("four", "contradicts strong e", model="it-department", level="regional"),
        )
    )
    told = [(item.vocabulary, item.term, [each.id for each in item.cases]) for item in found]
    assert told[:4] == [
        ("governance", "budget-office", ["three", "two"]),
        ("governance", "unknown", ["one"]),  # what is not known comes last
        ("levels", "national", ["three", "two"]),
        ("levels", "municipal", ["one"]),
    ]
    assert {vocabulary for vocabulary, _, _ in told} == {"governance", "levels", "it-roles", "technology-roles"}


@pytest.mark.parametrize(
    ("cases", "strongest", "equal", "others"),
    [
        ([("one", "contradicts weak a", {}), ("two", "contradicts medium b", {})], "two", [], 1),
        ([("one", "contradicts weak a", {}), ("two", "qualifies strong b", {})], "one", [], 0),
        ([("one", "qualifies weak a", {}), ("two", "qualifies strong b", {})], "two", [], 1),
        # As strong: the better documented case, then more sources, then the alphabet.
        ([("one", "contradicts weak a b", {"sourcing": "thin"}), ("two", "contradicts weak c", {})], "two", ["one"], 0),
        ([("one", "contradicts weak a", {}), ("two", "contradicts weak b c", {})], "two", ["one"], 0),
        ([("two", "contradicts weak a", {}), ("one", "contradicts weak b", {})], "one", ["two"], 0),
    ],
)
def test_strongest_counter_case(
    cases: list[tuple[str, str, dict[str, str]]], strongest: str, equal: list[str], others: int
) -> None:
    library = linked(*(case(id_, text, **changes) for id_, text, changes in cases))
    found = counter_case(library.evidence[LESSON], library.library.vocabularies)
    assert found
    assert found.reckoning.witness.case.id == strongest
    assert [item.witness.case.id for item in found.equals] == equal
    assert found.others == others


def test_no_counter_case() -> None:
    library = linked(case("one", "supports strong a"), case("two", "open unrated b"))
    assert counter_case(library.evidence[LESSON], library.library.vocabularies) is None


def test_gaps_of_place_and_leader() -> None:
    found = gaps(
        case("one", "supports strong a"),
        case("two", "qualifies weak b", model="joint-council"),
        case("three", level="national", model="it-department"),
        case("four", level="regional", model="unknown"),
    )
    assert found[Gap.NO_LEVEL] == (("national", "regional"), [])
    assert found[Gap.NO_LEADER] == (("it-department",), []), "that nobody knows who leads is no pattern"
    country = found[Gap.ONE_COUNTRY][0]
    assert len(country) == 1
    assert Gap.ONE_CASE not in found
    assert gaps(case("one", "supports strong a"), case("two", "open unrated b"))[Gap.ONE_CASE] == ((), ["one"])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["supports weak a", "supports weak b"], {Gap.ALL_WEAK, Gap.NOTHING_AGAINST}),
        (["supports weak a", "supports medium b"], {Gap.NOT_STRONG, Gap.NOTHING_AGAINST}),
        (["supports weak a", "supports strong b"], {Gap.NOTHING_AGAINST}),
        (["supports strong a", "contradicts weak b"], set()),
        (["supports strong a", "open unrated b"], {Gap.NOTHING_AGAINST, Gap.LEFT_OPEN}),
    ],
)
def test_gaps_of_strength(texts: list[str], expected: set[Gap]) -> None:
    found = gaps(*(case(f"c{number}", text) for number, text in enumerate(texts)))
    kinds = {Gap.ALL_WEAK, Gap.NOT_STRONG, Gap.NOTHING_AGAINST, Gap.LEFT_OPEN}
    assert found.keys() & kinds == expected


def test_research_from_outside_is_named_where_no_case_contradicts() -> None:
    library = linked(case("one", "supports strong a"))
    bearing = CASE.bearings[0]
    for stance, gap in (("contradicts", Gap.ONLY_RESEARCH_AGAINST), ("qualifies", Gap.NOTHING_AGAINST)):
        research = (Research(stance=TermId(stance), because=bearing.because, source=bearing.source),)
        evidence = replace(library.evidence[LESSON], research=research)
        found = {lack.gap for lack in lacks(evidence, library.library)}
        assert found & {Gap.ONLY_RESEARCH_AGAINST, Gap.NOTHING_AGAINST} == {gap}


def test_gap_of_figures_that_only_the_body_itself_reports() -> None:
    own, more = CASE.claims[0], CASE.claims[-1]
    alone = replace(case("one", "supports weak a"), claims=(replace(own, reported_by=TermId("self")),))
    mixed = replace(alone, id="two", claims=(*alone.claims, replace(more, reported_by=TermId("press"))))
    silent = case("three", "supports weak c")
    assert gaps(alone, mixed, silent)[Gap.SELF_REPORTED] == ((), ["one"])
    assert Gap.SELF_REPORTED not in gaps(mixed, silent)


def test_gap_of_reading_counts_each_source_once() -> None:
    (known,) = LIBRARY.sources.values()
    sources = {
        SourceKey(key): replace(known, key=SourceKey(key), read=TermId(read))
        for key, read in (("a", "full"), ("b", "opening"))
    }
    cases = case("one", "supports weak a b"), case("two", "supports weak a nowhere")
    library = resolve(replace(LIBRARY, sources=sources, cases=cases))[0]
    (lack,) = [item for item in lacks(library.evidence[LESSON], library.library) if item.gap is Gap.NOT_READ]
    assert (lack.count, lack.total) == (1, 2)


def test_no_evidence_lacks_nothing_that_could_be_named() -> None:
    assert gaps(case("one")) == {}


def about_others(record: Case, **said: str) -> Case:
    """Return a case whose last bearing is about others."""
    *own, last = record.bearings
    terms = {name: TermId(value) for name, value in said.items()}
    return replace(record, bearings=(*own, replace(last, about_others=True, **terms)))  # type: ignore[arg-type]


def test_a_bearing_about_others_takes_nothing_from_its_case() -> None:
    silent = about_others(case("one", "supports strong a"))
    told = about_others(case("two", "supports strong b"), led_by="it-department", level="national")
    both = about_others(case("three", "supports strong c", "supports weak d"))
    found = [
        (item.vocabulary, item.term, [each.id for each in item.cases])
        for item in circumstances(evidence(silent, told, both))
    ]
    assert found[:6] == [
        ("governance", "budget-office", ["three"]),
        ("governance", "it-department", ["two"]),
        ("governance", None, ["one", "three"]),
        ("levels", "municipal", ["three"]),
        ("levels", "national", ["two"]),
        ("levels", None, ["one", "three"]),
    ]
    assert [item[2] for item in found if item[:2] == ("it-roles", None)] == [["one", "three", "two"]]


def test_gaps_know_who_leads_where_a_bearing_is_about_others() -> None:
    seen = case("seen", level="national", model="it-department")
    silent = about_others(case("one", "supports strong a"))
    assert gaps(silent, seen)[Gap.NO_LEADER] == (("budget-office", "it-department"), [])
    assert gaps(silent, seen)[Gap.NO_LEVEL] == (("municipal", "national"), [])
    told = about_others(case("two", "qualifies strong b"), led_by="it-department", level="national")
    assert gaps(told, seen)[Gap.NO_LEADER] == (("budget-office",), [])
    assert gaps(told, seen)[Gap.NO_LEVEL] == (("municipal",), [])


def test_a_page_says_what_is_counted_under_no_pattern() -> None:
    library = linked(about_others(case("one", "supports strong a"), led_by="it-department"), case("two"))
    view = reach_view(library.evidence[LESSON], library, Terms(library.library.vocabularies))
    led, level, *_ = view.conditions
    assert [item.term.id for item in led.conditions] == ["it-department"]
    assert led.apart.cases == ()
    assert level.conditions == ()
    assert [link.ref.id for link in level.apart.cases] == ["one"]


def test_long_lists_of_cases_are_cut() -> None:
    cases = [case(f"c{number}", f"supports weak s{number}") for number in range(MOST_NAMED + 2)]
    library = linked(*cases)
    view = reach_view(library.evidence[LESSON], library, Terms(library.library.vocabularies))
    (budget,) = view.conditions[0].conditions
    assert budget.count == f"{MOST_NAMED + 2} of {MOST_NAMED + 2}"
    assert len(budget.named.cases) == MOST_NAMED
    assert budget.named.more == "2 more"


def test_a_case_whose_source_has_counted_elsewhere_is_no_second_witness() -> None:
    cases = case("one", "supports weak a", model="executive-office"), case("two", "supports weak a", level="national")
    library = linked(*cases, case("three", "supports weak b"))
    found = library.evidence[LESSON]
    assert [each.id for each in doubles(found)] == ["two"]
    assert [(item.term, [each.id for each in item.cases]) for item in circumstances(found)][:3] == [
        ("budget-office", ["three"]),
        ("executive-office", ["one"]),
        ("municipal", ["one", "three"]),
    ]
    view = reach_view(found, library, Terms(library.library.vocabularies))
    assert view.supporting == "2 supporting cases"
    assert [link.ref.id for link in view.doubles.cases] == ["two"]
    assert [item.count for item in view.conditions[0].conditions] == ["1 of 2", "1 of 2"]
    both = linked(*cases[:1], case("two", "supports weak a", "supports weak b"))
    assert doubles(both.evidence[LESSON]) == (), "something of it counts"


def test_a_pattern_that_is_not_plain_says_so_where_it_is_counted() -> None:
    noted = case("one", "supports weak a")
    noted = replace(noted, governance=replace(noted.governance, model_note=CASE.bearings[0].because))
    others = about_others(replace(noted, id="two", bearings=case("two", "supports weak b").bearings))
    library = linked(noted, others, case("three", "supports weak c"))
    view = reach_view(library.evidence[LESSON], library, Terms(library.library.vocabularies))
    led, *rest = view.conditions
    assert [link.address for link in led.explained.cases] == ["cases/one/#pattern"]
    assert not any(group.explained.cases for group in rest)


def test_changing_a_bearing_changes_the_verdict() -> None:
    def page(files: dict[str, bytes]) -> tuple[str, list[tuple[str, int]], str]:
        library, problems = resolve(read_library(files)[0])
        assert not [problem for problem in problems if problem.fails]
        (lesson,) = [item for item in library.library.lessons if item.id == LESSON]
        view = lesson_view(lesson, library, Terms(library.library.vocabularies))
        sums = [(item.stance.id, int(item.weight)) for item in view.evidence.sums]
        return view.balance.verdict, sums, view.reach.counter.case.ref.id if view.reach.counter else ""

    path = "cases/springfield-desk.md"
    written = FILES[path].decode()
    assert written.count("stance: supports") == 1
    assert written.count("strength: weak") == 1
    stronger = {**FILES, path: written.replace("strength: weak", "strength: strong").encode()}
    turned = {**FILES, path: written.replace("stance: supports", "stance: contradicts").encode()}
    assert page(FILES) == ("weakly supported", [("supports", 1)], "")
    assert page(stronger) == ("supported", [("supports", 3)], "")
    assert page(turned) == ("weakly contradicted", [("contradicts", 1)], "springfield-desk")
    assert Ref("case", "springfield-desk") in resolve(read_library(FILES)[0])[0].records
