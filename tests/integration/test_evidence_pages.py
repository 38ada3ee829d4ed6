"""Pages that are computed from bearings, ties and dates, in built sites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from tests.support.builds import DAY, SMALL_ADDRESS, build_site, copy_small
from tests.support.html import Pages, content, parse, select, text

pytestmark = pytest.mark.build

LESSON = "lessons/staff-led-improvement/index.html"
DESK, COPY, COUNTER = (
    f"cases/{id_}/index.html" for id_ in ("springfield-desk", "shelbyville-desk", "springfield-counter-one")
)


def rows(page: html.HtmlElement, path: str) -> list[list[str]]:
    """Return the text of each cell of each row of a table."""
    return [[text(cell) for cell in select(row, "./th | ./td")] for row in select(page, f"{path}//tr")]


def facts(node: html.HtmlElement) -> dict[str, str]:
    """Return the terms of a list of facts with their texts."""
    return {text(select(item, "./dt")[0]): text(select(item, "./dd")[0]) for item in select(node, ".//dl/div")}


def section(page: html.HtmlElement, id_: str) -> html.HtmlElement:
    (found,) = select(page, f'//section[@aria-labelledby="{id_}"]')
    return found


def test_a_lesson_shows_the_numbers_behind_its_verdict(small_pages: Pages) -> None:
    page = small_pages.all[LESSON]
    assert text(select(page, '//p[@class="cw-balance"]')[0]).startswith(
        "Weakly supported Evidence from 2 cases: 2 support it, 1 qualifies it; 1 of them on more than one side."
    )
    table = rows(section(page, "balance"), ".//table")
    title = 'Springfield "front" desk <b>bold</b> & Sons {{ 7*7 }}'
    copy = '"Shelbyville" copies: 1 < 2 & {% raw %}'
    assert [row[:3] for row in table] == [
        ["Bearing", "Strength", "Counts"],
        ["Supports"],
        [f"{copy}: The manual", "Weak, 1", "1"],
        [title, "Weak, 1", "0"],
        ["Sum", "1", ""],
        ["Qualifies"],
        [f"{copy}: The <b>counter</b> in {{{{ config.site_name }}}}", "Weak, 1", "1"],
        ["Sum", "1", ""],
    ]
    why = table[3][3]
    assert re.fullmatch(rf"shares \(.+\) with {re.escape(copy)} \(The manual\), which counts", why), why
    (rival,) = select(
        section(page, "balance"), './/td[starts-with(normalize-space(), "shares")]/a[contains(@href, "#bearing-")]'
    )
    assert small_pages.target(LESSON, rival.get("href") or "") == COPY


def test_every_verdict_leads_to_the_rule(pages: Pages) -> None:
    seen = 0
    for path, page in pages.read.items():
        for verdict in select(page, '//*[contains(concat(" ", @class, " "), " cw-verdict ")]'):
            assert verdict.tag == "a"
            assert pages.target(path, verdict.get("href") or "") == "weighing/index.html"
            seen += 1
    assert seen >= 4


def test_the_rule_tells_the_numbers_of_every_lesson(pages: Pages) -> None:
    told = rows(section(pages.all["weighing/index.html"], "numbers"), ".//table")[1:]
    assert len(told) >= 2
    for name, *weights, verdict, _research in told:
        (path,) = [
            path for path, page in pages.read.items()
            if path.startswith("lessons/") and name.endswith(text(select(page, "//h1")[0])) and path.count("/") == 2
        ]  # fmt: skip
        sums = section(pages.all[path], "balance")
        shown = {
            text(select(body, "./tr[1]")[0]): text(select(body, "./tr[last()]/td[1]")[0])
            for body in select(sums, ".//tbody")
        }
        assert weights == [shown.get(stance, "0") for stance in ("Supports", "Qualifies", "Contradicts")], path
        assert text(select(sums, "./p/strong")[0]).lower() == f"{verdict}:", path


def test_a_lesson_says_where_it_held_and_what_it_lacks(small_pages: Pages) -> None:
    page = small_pages.all[LESSON]
    conditions = facts(section(page, "conditions"))
    assert conditions["Who led"].startswith("Budget office in 1 of 1: ")
    said = text(section(page, "conditions"))
    assert "Circumstances of the 1 supporting case." in said
    assert "from sources that have counted in another case: " in said, "one source is one witness"
    assert conditions["Size"] == "Not known: no supporting case gives a figure of its staff."
    counter = text(section(page, "counter-case"))
    assert counter.startswith('The strongest counter-case Qualifies "Shelbyville" copies')
    assert "the only bearing that qualifies the lesson, and none contradicts it; its evidence is weak" in counter
    gaps = [text(item) for item in select(section(page, "gaps"), ".//li")]
    assert "No evidence from cases led by: joint council." in gaps
    assert "All that supports it is weak. Weak means: what Weak means here." in gaps
    assert any(gap.startswith("No case in the casebook contradicts it.") for gap in gaps)


def test_lessons_that_are_contradicted_name_the_case(repository_pages: Pages) -> None:
    found = {}
    for path, page in repository_pages.read.items():
        for part in select(page, '//section[@aria-labelledby="counter-case"]'):
            found[path.split("/")[1]] = text(part)
    assert len(found) == 13
    assert "Contradicts Estonia" in found["service-before-system"]
    assert "Contradicts Behavioural Insights Team" in found["benefits-shrink-under-scrutiny"]
    assert "Of the 3 bearings that contradict the lesson, 2 have evidence as strong" in found["lead-from-the-top"]


def test_no_page_speaks_of_five_cases_only(repository_pages: Pages) -> None:
    for path, page in repository_pages.read.items():
        if path.startswith("lessons/"):
            assert "only five cases" not in text(content(page)), path


def test_graph_and_list_say_the_same(pages: Pages) -> None:
    seen = 0
    for path, page in pages.read.items():
        for graph in select(page, '//svg[.//*[contains(@class, "cw-graph__node")]]'):
            seen += 1
            (title,) = select(graph, "./title")
            (desc,) = select(graph, "./desc")
            assert graph.get("aria-labelledby") == title.get("id")
            assert graph.get("aria-describedby") == desc.get("id")
            listed = graph.getparent().getparent()
            ties = select(listed, './/ul[contains(@class, "cw-related")][1]/li')
            lines = select(graph, './/path[@class="cw-graph__line"]')
            labels = select(graph, './/text[@class="cw-graph__label"]')
            assert len(lines) == len(labels) == len(ties), path
            drawn = {link.get("href") for link in select(graph, ".//a")}
            told = {link.get("href") for tie in ties for link in select(tie, ".//a")}
            assert drawn <= told, path
            assert len(drawn) >= 1
            (states,) = select(listed, './/p[contains(@class, "cw-graph__states")]')
            for node in select(graph, './/*[local-name() = "g"]'):
                _, known, note = text(node).rpartition("last known: ")
                assert f", {note if known else 'no case of its own'}" in text(states), path
    assert seen >= 3


def test_succession_and_transfer_of_the_repository(repository_pages: Pages) -> None:
    page = repository_pages.all["relations/index.html"]
    told = " ".join(text(desc) for desc in select(page, "//svg/desc"))
    for sentence in (
        "Denver Information Technology Investment Council: continued by Denver Innovation Fund.",
        "Denver Innovation Fund: paid for Denver Peak Academy.",
        "Behavioural Insights Team: taught Denver Peak Academy.",
        "Boston Mayor's Office of New Urban Mechanics: adapted in Philadelphia Mayor's Office of New Urban Mechanics.",
        "Philadelphia Mayor's Office of New Urban Mechanics: named as successor Philadelphia Office of Innovation",
        "MindLab: named as successor Disruption Task Force.",
    ):
        assert sentence in told
    (transfer,) = [facts(item) for item in select(page, '//li[.//dt = "Kept"]')]
    assert list(transfer) == ["Kept", "Changed", "Dropped", "What came of it"]
    assert transfer["Kept"].startswith("The name, the place under the mayor, the small team")
    assert transfer["Dropped"] == "Not known: no source read says."


def test_leaders_and_what_became_of_them(repository_pages: Pages, root: Path) -> None:
    page = repository_pages.all["leadership/index.html"]
    counts = rows(page, '//table[contains(@class, "cw-table--counts")]')
    cases = len(list((root / "cases").glob("*.md")))
    assert sum(int(row[1]) for row in counts[1:]) == cases
    assert all(sum(map(int, row[2:])) == int(row[1]) for row in counts[1:])
    (table,) = select(page, '//table[contains(@class, "cw-table--cases")]')
    listed = select(table, './/tbody/tr[not(contains(@class, "group"))]')
    assert len(listed) == cases
    for row in listed:
        assert select(row, './td[2]//*[@class="cw-cite"]'), "every state has a source"
        outcome = select(row, "./td[1]")[0]
        assert text(outcome) == "Not known" or select(outcome, './/*[@class="cw-cite"]'), "what came of it has one too"
    assert "It shows no cause." in text(page)
    assert f"{cases} cases in" in text(page)
    estonia = text(select(page, '//li[@id = "pattern-estonia-x-road"]')[0])
    assert estonia.startswith("Estonia's X-Road and electronic identity, technology department: Who led is told of the")
    for link in select(table, './/a[starts-with(@href, "#pattern-")]'):
        assert select(page, f'//li[@id = "{link.get("href")[1:]}"]')


def test_a_status_that_is_old_says_so(small_pages: Pages) -> None:
    old = text(content(small_pages.all[COUNTER]))
    assert (
        "Whether there is a later state was last verified on 22 November 2024, more than 24 months before the day of "
        "this edition, 23 Nov"
    ) in old
    assert "Last known state: Ended (2011). No later state stood in what had been read by 22 November 2024." in old
    assert "Not verified lately" not in text(content(small_pages.all[DESK]))
    table = text(content(small_pages.all["leadership/index.html"]))
    assert table.count("Not verified since 22 November 2024") == 1


def test_the_day_of_the_edition_decides_and_not_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.builds.DAY", str(int(DAY) + 3 * 365 * 24 * 60 * 60))
    later = build_site("mkdocs", copy_small(tmp_path / "casebook"), tmp_path / "site", address=SMALL_ADDRESS)
    assert later.status == 0, later.output
    assert "the day of this edition, 22 November 2029" in text(content(parse(later.site / DESK)))


def test_a_bearing_says_which_sources_were_not_read_in_full(repository_pages: Pages) -> None:
    lesson = repository_pages.all["lessons/fit-the-people-served/index.html"]
    (robodebt,) = select(lesson, '//ul[@class="cw-bearings"]/li[starts-with(normalize-space(), "Robodebt")]')
    said = text(select(robodebt, './p[@class="cw-partly"]')[0])
    assert re.fullmatch(r"Not read in full\. Opening: \(Cronulla.+\); not read itself: \(.+\)", said), said
    case = repository_pages.all["cases/canada-phoenix/index.html"]
    bearings = select(section(case, "lessons"), ".//li")
    assert len(select(section(case, "lessons"), './/li/p[@class="cw-partly"]')) == len(bearings) == 6
    boston = repository_pages.all["cases/boston-monum/index.html"]
    (bump,) = select(section(boston, "lessons"), './/li[contains(., "Street Bump")]')
    assert not select(bump, './p[@class="cw-partly"]'), "both of its sources were read in full"


def test_words_are_explained_where_they_are_met(repository_pages: Pages) -> None:
    seen = 0
    for path, page in repository_pages.read.items():
        words = text(content(page))
        if path.startswith("lessons/") and path.count("/") == 2:
            assert "a bearing: what one case says about this lesson" in words, path
            assert words.index("a bearing: what one case") < words.index("bearings"), path
        if select(page, '//table[@class="cw-ledger"]'):
            (levels,) = select(page, '//details[contains(@class, "cw-explain")]')
            assert len(select(levels, ".//dt")) == 6, path
            seen += 1
    assert seen > 50


def test_editors_judge_and_only_the_verdict_is_computed(repository_pages: Pages) -> None:
    rule = text(content(repository_pages.all["weighing/index.html"]))
    assert "Editors judge what each case says about a lesson" in rule
    assert "Only the verdict on the lesson is computed" in rule
    assert "Strength is the lower of two answers" in rule
    for path, page in repository_pages.read.items():
        assert not re.search(r"[Nn]obody types", text(content(page))), path


def test_wide_tables_and_drawings_are_named_and_can_be_scrolled_by_keyboard(repository_pages: Pages) -> None:
    seen = 0
    for path, page in repository_pages.read.items():
        for region in select(page, '//*[contains(concat(" ", @class, " "), " cw-scroll ")]'):
            assert (region.tag, region.get("tabindex")) == ("section", "0"), path
            assert (region.get("aria-label") or "").endswith(": scrolls sideways"), path
            assert select(region, './p[@class="cw-wide__hint"]'), path
            seen += 1
    assert seen > 20


def test_research_from_outside_stands_beside_the_verdict_wherever_that_stands(small_pages: Pages) -> None:
    words = "1 supports it, 1 contradicts it"
    page = small_pages.all[LESSON]
    assert text(select(page, '//p[@class="cw-outside"]')[0]).endswith(f"not counted in the verdict: {words}.")
    listed = select(section(page, "outside-research"), ".//li")
    assert [item.get("id") for item in listed] == ["outside-research-1", "outside-research-2"]
    assert text(listed[0]).startswith(
        "Supports (not counted) Offices elsewhere were a little faster. (Doe, 2013, p. 4)"
    )
    assert "no faster & {{ slower }} (" in text(listed[1]), "it is text and no template"
    counter = text(section(page, "counter-case"))
    assert "Research from outside the casebook also speaks against it" in counter
    assert "Contradicts Offices elsewhere were no faster" in counter
    assert "Offices elsewhere were a little faster" not in counter
    gaps = [text(item) for item in select(section(page, "gaps"), ".//li")]
    assert "No case in the casebook contradicts it. Research from outside does, and has no part in the verdict." in gaps

    index = small_pages.all["lessons/index.html"]
    (card,) = select(index, '//li[@class="cw-card"][.//a[contains(@href, "staff-led-improvement")]]')
    assert text(card).endswith(f"not counted in the verdict: {words}")
    (foot,) = select(index, '//table[@class="cw-matrix"]/tfoot/tr')
    marks = select(foot, "./td[1]/a")
    assert [text(mark) for mark in marks] == ["S Supports, not counted", "C Contradicts, not counted"]
    for mark in marks:
        assert small_pages.fault("lessons/index.html", mark.get("href") or "") == ""
    assert text(select(foot, "./td[2]")[0]) == ""

    rule = rows(section(small_pages.all["weighing/index.html"], "numbers"), ".//table")
    assert [row[-1] for row in rule] == ["Research, not counted", words, "none"]
    assert f"research from outside the casebook, not counted: {words}" in text(
        content(small_pages.all["theses/staff-first/index.html"])
    )


def test_research_leaves_the_sums_and_verdicts_as_they_are(small_pages: Pages, tmp_path: Path) -> None:
    casebook = copy_small(tmp_path / "casebook")
    file = casebook / LESSON.replace("/index.html", ".md")
    written = file.read_text(encoding="utf-8")
    start, end = written.index("research:"), written.index("review:")
    file.write_text(written[:start] + written[end:], encoding="utf-8")
    without = build_site("mkdocs", casebook, tmp_path / "site", address=SMALL_ADDRESS)
    assert without.status == 0, without.output
    before, after = parse(without.site / LESSON), small_pages.all[LESSON]
    for path in ('//section[@aria-labelledby="balance"]//td', '//p[@class="cw-balance"]'):
        assert [text(node) for node in select(before, path)] == [text(node) for node in select(after, path)] != []
    assert not select(before, '//*[starts-with(@id, "outside-research")]')


def test_a_study_of_the_tax_office_speaks_against_staff_led_improvement(repository_pages: Pages) -> None:
    counter = text(section(repository_pages.all[LESSON], "counter-case"))
    assert "Contradicts In a survey and in interviews, employees of the British tax office" in counter
    assert "Carter et al., 2013" in counter


def test_the_matrix_says_what_its_numbers_stand_for(pages: Pages) -> None:
    index = pages.all["lessons/index.html"]
    columns = select(index, '//table[@class="cw-matrix"]/thead//th/a')
    legend = select(index, '//dl[@class="cw-legend"]/div')
    assert len(columns) == len(legend) >= 2
    for column, item in zip(columns, legend, strict=True):
        (short,) = select(column, "./abbr[@title]")
        (link,) = select(item, "./dd/a")
        assert (text(short), short.get("title")) == (text(select(item, "./dt")[0]), text(link))
        assert column.get("href") == link.get("href")


def test_cases_that_name_only_a_body_are_not_counted_as_tied_to_a_case(repository_pages: Pages) -> None:
    page = repository_pages.all["relations/index.html"]
    told = re.search(r"(\d+) of the (\d+) cases in this casebook are tied to another case\. (\d+) more", text(page))
    assert told
    cases = {
        link.get("href")
        for web in select(page, '//section[starts-with(@aria-labelledby, "web-")]')
        for link in select(web, './/svg//a[contains(@href, "cases/")]')
    }
    assert len(cases) == int(told[1]) + int(told[3]), "every case that is drawn is one or the other"
    (alone,) = select(page, '//section[h2 = "From MindLab to Disruption Task Force"]')
    assert len(select(alone, './/svg//a[contains(@href, "cases/")]')) == int(told[3]) == 1


def test_a_work_read_in_a_copy_says_so_wherever_it_is_listed(small_pages: Pages, repository_pages: Pages) -> None:
    mark = './/span[@class="cw-read cw-read--copy"]'
    for path in (LESSON, "bibliography/index.html", "sources/10-1-18-2e1f22ee/index.html"):
        marks = select(content(small_pages.all[path]), mark)
        assert [text(item) for item in marks] == ["Copy: document-sharing host <b>&</b>"], path
    listed = [
        item
        for path in ("bibliography/index.html", "bibliography/page/2/index.html", "bibliography/page/3/index.html")
        for item in select(content(repository_pages.all[path]), mark)
    ]
    assert len(listed) > 10
    assert {text(item) for item in listed} == {"Copy: document-sharing host"}


def test_what_became_of_a_part_is_not_what_became_of_the_case(repository_pages: Pages) -> None:
    page = repository_pages.all["cases/us-healthcare-gov/index.html"]
    lines = [text(line) for line in select(page, '//p[@class="cw-status"]')]
    assert lines[0].startswith("Last known state: Continuing (February 2016).")
    assert "18F: Ended (1 March 2025)" in lines[1]
    assert "Ended (18F only)" in text(section(page, "timeline"))
    assert "HealthCare.gov" not in text(content(repository_pages.all["status/ended/index.html"]))
    table = rows(repository_pages.all["leadership/index.html"], '//table[contains(@class, "cw-table--cases")]')
    (row,) = [row for row in table if row[0].startswith("HealthCare.gov")]
    assert "Continuing, February 2016" in row[2]
    assert "18F only: ended, 1 March 2025" in row[2]


def test_what_came_of_it_comes_first_and_harm_is_not_folded_away(repository_pages: Pages) -> None:
    robodebt = section(repository_pages.all["cases/australia-robodebt/index.html"], "claims")
    first = text(select(robodebt, "./*[not(self::h2)]")[0])
    assert first.startswith("What came of it (7 July 2023): It was unlawful and did grave harm"), first
    open_rows = [text(row) for row in select(robodebt, ".//tbody/tr[not(ancestor::details)]")]
    assert any("721 million" in row for row in open_rows)
    assert any("470,000" in row for row in open_rows)
    council = section(repository_pages.all["cases/denver-itic/index.html"], "claims")
    assert text(select(council, "./p")[0]) == "What came of it is not known: no source read tells it."


def test_a_lesson_does_not_count_what_a_case_says_of_others_for_its_leader(repository_pages: Pages) -> None:
    conditions = facts(section(repository_pages.all["lessons/joined-technical-lead/index.html"], "conditions"))
    assert "Executive office" not in conditions["Who led"]
    led = "Technology department in 1 of 4: Boston Mayor's Office of New Urban Mechanics"
    assert f"{led} (about: The replacement of the city's 311 request system)" in conditions["Who led"]
    assert "Not counted here, as about others than the case: HealthCare.gov" in conditions["Who led"]
    assert conditions["Size"].startswith("Not known")
    said = text(repository_pages.all["cases/boston-monum/index.html"])
    assert "About: The replacement of the city's 311 request system. Not about the body" in said
    assert "Who leads there: technology department. Level of government there: municipal." in said
