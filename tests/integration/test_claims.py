"""Claims on the built site: tables, charts, boxes, the index and the data."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import groupby
from typing import Any

import pytest
from lxml import html

from tests.support.builds import Build
from tests.support.data import listed
from tests.support.html import Pages, content, select, text

pytestmark = pytest.mark.build

COUNTER = "cases/springfield-counter-one/index.html"
DESK = "cases/springfield-desk/index.html"


NO_EFFECT = "Not an effect"
"""The evidence of a figure that tells of no effect, as the vocabularies of both casebooks call it."""


def rows(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the rows of all tables of claims."""
    return select(page, '//table[@class="cw-ledger"]/tbody/tr')


def cells(row: html.HtmlElement) -> dict[str, str]:
    """Return the text of a row's cells by what they are labelled."""
    return {cell.get("data-label") or "Figure": text(cell) for cell in select(row, "./*")}


def test_a_claim_is_a_row_with_all_that_is_known_of_it(small_pages: Pages) -> None:
    (row,) = select(small_pages.all[DESK], '//*[@id="claim-visit-2013"]')
    assert cells(row) == {
        "Figure": "about 20 minutes",
        "When": "2013",
        "Before": "2 hours (2011)",
        "Reported by": "Self-reported",
        "Evidence": "Measured before and after",
        "Source": "(Doe, 2013, p. 4)",
        "Note": "none",
    }
    (row,) = select(small_pages.all[COUNTER], '//*[@id="claim-cost"]')
    assert cells(row)["Figure"] == "30,000.50 US dollars USD, year not known"
    assert cells(row)["Before"] == "40,000 US dollars (year not known)"


def test_labels_of_cells_are_the_heads_of_columns(pages: Pages) -> None:
    tables = 0
    for path, page in pages.all.items():
        for table in select(page, '//table[@class="cw-ledger"]'):
            heads = [text(head) for head in select(table, "./thead/tr/th")]
            for row in select(table, "./tbody/tr"):
                assert ["Figure", *(cell.get("data-label") for cell in select(row, "./td"))] == heads, path
            label = table.get("aria-labelledby")
            assert text(select(page, f'//*[@id="{label}"]')[0]), path
            tables += 1
    assert tables > 5


def test_effects_stand_before_what_was_put_in_which_is_folded(pages: Pages) -> None:
    folded = 0
    for path, page in pages.all.items():
        if not path.startswith("cases/") or path.count("/") != 2:
            continue
        tables = [
            table
            for table in select(page, '//section[@aria-labelledby="claims"]//table[@class="cw-ledger"]')
            if not select(table, './ancestor::details[contains(@class, "cw-fold--others")]')
        ]
        inside = [bool(select(table, './ancestor::details[@class="cw-fold"]')) for table in tables]
        effects = [any(cells(row)["Evidence"] != NO_EFFECT for row in select(table, "./tbody/tr")) for table in tables]
        assert effects == sorted(effects, reverse=True), path
        assert inside == [not effect for effect in effects], path
        for fold in select(page, '//section[@aria-labelledby="claims"]/details[@class="cw-fold"]'):
            summary = text(select(fold, "./summary")[0])
            titles = [text(title) for title in select(fold, "./h3")]
            assert all(title in summary for title in titles), path
            assert (fold.get("open") is not None) is (not any(effects)), path
            folded += 1
    assert folded >= 1


def test_figures_about_others_are_folded_by_themselves_and_say_so(repository_pages: Pages) -> None:
    page = repository_pages.all["cases/philadelphia-monum/index.html"]
    (fold,) = select(page, '//details[contains(@class, "cw-fold--others")]')
    assert {text(mark) for mark in select(fold, './/p[@class="cw-claims__who"]/span')} == {"Not about this body"}
    assert select(fold, './/tr[@id="claim-philly311-overdue"]')


def test_a_fold_is_open_where_no_figure_tells_of_an_effect(repository_pages: Pages) -> None:
    is_open = {
        path: fold.get("open") is not None
        for path, page in repository_pages.all.items()
        for fold in select(page, '//section[@aria-labelledby="claims"]/details[@class="cw-fold"]')
    }
    assert set(is_open.values()) == {True, False}
    for path, opened in is_open.items():
        assert opened is ("No figure tells of an effect." in text(content(repository_pages.all[path]))), path


def test_denver_begins_with_what_was_saved(repository_pages: Pages) -> None:
    page = repository_pages.all["cases/denver-peak-academy/index.html"]
    titles = [text(title) for title in select(page, '//section[@aria-labelledby="claims"]//h3')]
    assert titles[0].startswith("Savings")
    gap, ratio = "Budget gap: City budget gap in 2011", "Return ratio: Dollars saved per dollar spent"
    assert titles.index(gap) > titles.index(ratio)


def test_how_much_is_written_is_no_praise(repository_pages: Pages) -> None:
    def note(case: str, look: str) -> str:
        (found,) = select(repository_pages.all[f"cases/{case}/index.html"], f'//p[@class="cw-note cw-note--{look}"]')
        return text(found)

    much = note("denver-peak-academy", "plain")
    assert much.startswith("How much is written about it: several sources. This does not say how well it worked.")
    assert note("denver-itic", "thin").startswith("How much is written about it: little.")


def test_every_row_has_a_citation(pages: Pages) -> None:
    seen = 0
    for path, page in pages.all.items():
        for row in rows(page):
            assert select(row, './/td[@data-label="Source"]//a[starts-with(@href, "#ref-")]'), f"{path}: {text(row)}"
            seen += 1
    assert seen > 20


def test_figures_in_boxes_are_cited_and_explained(pages: Pages) -> None:
    boxes = [
        (path, box) for path, page in pages.all.items() for box in select(page, '//*[@class="cw-note cw-note--differ"]')
    ]
    for path, box in boxes:
        (sentence, rule) = select(box, "./p")
        dated = re.findall(r"\((?:undated|about|probably|until|since)?[^()]*\b\d{4}[^()]*\)", text(sentence))
        cited = select(sentence, './/a[starts-with(@href, "#ref-")]')
        assert bool(dated) == bool(cited), f"{path}: {text(sentence)}"
        (way,) = select(rule, "./a")
        assert pages.fault(path, way.get("href") or "") == ""
        assert (way.get("href") or "").endswith("claims/#rules")
        assert text(rule).startswith("Rule: ")
    assert len(boxes) >= 4


def test_boxes_stand_where_figures_disagree_and_nowhere_else(small_pages: Pages) -> None:
    def boxes(path: str) -> list[str]:
        found = select(small_pages.all[path], '//*[@class="cw-note cw-note--differ"]/p[1]')
        return [" ".join(text(box).split())[:54] for box in found]

    assert boxes(DESK) == ["The figures disagree. Two figures for the same time di"]
    assert boxes(COUNTER) == [
        "A total falls. It is lower than it was before: nearly ",
        "A total falls. It is lower than it was before: nearly ",
        "The figures disagree. Two figures that can refer to th",
        "How it was counted is not stated. Nothing recorded her",
    ]
    assert boxes("cases/shelbyville-desk/index.html") == []


def test_three_figures_of_one_indicator_are_drawn_each_unit_by_itself(repository_pages: Pages) -> None:
    page = repository_pages.all["cases/india-aadhaar-pds/index.html"]
    names = [text(name) for name in select(page, '//figure[@class="cw-chart"]//title')]
    assert [name for name in names if name.startswith("People shut out")] == [
        "People shut out, in households: 1 figure",
        "People shut out, in people: 2 figures",
    ]
    assert "People shut out: figures in different units share no scale" in text(page)


def test_a_chart_is_an_image_with_a_name_and_all_figures_in_words(pages: Pages) -> None:
    charts = 0
    for path, page in pages.all.items():
        for figure in select(page, '//figure[@class="cw-chart"]'):
            (drawing,) = select(figure, './svg[@role="img"]')
            (name,) = select(drawing, f'./title[@id="{drawing.get("aria-labelledby")}"]')
            (words,) = select(drawing, f'./desc[@id="{drawing.get("aria-describedby")}"]')
            assert text(name), path
            tables = list(figure.itersiblings("table", preceding=True))
            about = len(select(drawing, './text[@class="cw-chart__about"]'))
            near = tables if about else tables[:1]
            figures = [text(one) for table in near[::-1] for one in select(table, './/*[@class="cw-ledger__figure"]')]
            drawn = [text(node).partition(": ")[2] for node in select(drawing, './text[@class="cw-chart__figure"]')]
            assert [item for item in figures if item in drawn][-len(drawn) :] == drawn, path
            assert [item for item in drawn if item not in text(words)] == [], path
            assert len(drawn) == len(select(drawing, './svg[@class="cw-chart__place"]/*'))
            row = (*reversed(list(figure.itersiblings(preceding=True))), figure, *figure.itersiblings())
            beside = [list(run) for is_chart, run in groupby(row, lambda item: item.tag == "figure") if is_chart]
            (panels,) = [run for run in beside if figure in run]
            assert sum(len(select(panel, './/text[@class="cw-chart__figure"]')) for panel in panels) >= 3, path
            charts += 1
    assert charts


def test_shapes_say_what_colours_do_not(small_pages: Pages) -> None:
    page = small_pages.all[COUNTER]
    marks = select(page, '//svg[@class="cw-chart__place"]/*')
    assert [mark.tag for mark in marks] == ["path", "path", "circle", "path"], "over, nearly, as it is, about"
    assert len({mark.get("d") for mark in marks}) == 4
    hollow = ["hollow" in (mark.get("class") or "") for mark in marks]
    assert hollow == [False, True, False, True], "2008~ and 2009? are not certain"
    assert [text(node) for node in select(page, '//text[@class="cw-chart__differs"]')] == [
        "≠ differs from 3 and 4",
        "≠ differs from 2 and 4",
        "≠ differs from 2 and 3",
    ]
    drawn = select(page, "//svg[@role]//*")
    assert len(drawn) > 20
    coloured = [node for node in drawn if {"fill", "stroke", "style", "color"} & set(node.attrib)]
    assert coloured == [], "colours are the style sheet's"


def test_the_index_leads_to_every_claim(pages: Pages) -> None:
    listed = set()
    for path, page in pages.all.items():
        if not path.startswith("claims/"):
            continue
        for row in rows(page):
            (link,) = select(row, './/a[@class="cw-ledger__figure"]')
            address = link.get("href") or ""
            assert pages.fault(path, address) == "", path
            listed.add((pages.target(path, address), address.partition("#")[2]))
    there = {
        (path, row.get("id"))
        for path, page in pages.all.items()
        if path.startswith("cases/")
        for row in select(page, '//tr[starts-with(@id, "claim-")]')
    }
    assert listed == there


def test_lists_hold_as_many_claims_as_they_say(pages: Pages) -> None:
    page = pages.all["claims/index.html"]
    links = select(page, '//ul[@class="cw-filters__links"]/li')
    assert len(links) > 8
    for item in links:
        (link,) = select(item, "./a")
        path = pages.target("claims/index.html", link.get("href") or "")
        count = int(re.findall(r"\((\d+)\)", text(item))[-1])
        own = content(pages.all[path])
        assert f"{count} claim" in text(own)
        assert len(rows(own)) == min(count, 100)


def test_self_reported_only_is_a_shape_and_a_word(small_pages: Pages) -> None:
    page = small_pages.all["claims/index.html"]
    marks = {
        text(select(row, './/a[@class="cw-ledger__figure"]')[0]): select(
            row, './/span[contains(@class, "cw-standing")]'
        )
        for row in rows(page)
    }
    alone = [figure for figure, (mark,) in marks.items() if "cw-standing--self-only" in (mark.get("class") or "")]
    assert alone == ["30,000.50 US dollars", "over 22.5 million US dollars"]
    assert {text(mark) for figure, (mark,) in marks.items() if figure in alone} == {"Self-reported only"}
    style = (small_pages.build.site / "assets/casewright/ledger.css").read_text(encoding="utf-8")
    assert re.search(r'cw-standing--self-only::before \{\s+content: var\(--cw-sign-none\) / "";', style)
    tokens = (small_pages.build.site / "assets/casewright/tokens.css").read_text(encoding="utf-8")
    assert re.search(r"--cw-sign-none: \S+;", tokens)


def test_claims_are_published_as_data(small_site: Build) -> None:
    data = json.loads((small_site.site / "api/v1/claims.json").read_text(encoding="utf-8"))
    assert data["schema_version"] == "1.0"
    claims = {(item["case"], item["id"]): item for item in data["claims"]}
    assert len(claims) == len(data["claims"]) == 8
    cost = claims["springfield-counter-one", "cost"]
    assert (cost["value"], cost["quantity"], cost["currency"], cost["date"]) == (30000.5, "currency", "USD", "2008/..")
    assert cost["only_self_reported"] is True
    assert cost["address"] == f"{small_site.address}cases/springfield-counter-one/#claim-cost"
    assert cost["disagreements"] == []
    press = claims["springfield-counter-one", "licences-2009-press"]
    assert press["only_self_reported"] is False
    assert press["disagreements"] == [
        {"conflict": "falls", "with": ["licences-2008"]},
        {"conflict": "different", "with": ["licences-2009"]},
        {"conflict": "uncounted", "with": []},
    ]
    assert "currency" not in press


def test_the_table_of_claims_says_the_same(pages: Pages) -> None:
    api = pages.build.site / "api/v1"
    claims = listed(pages.build.site, "claims")
    table = list(csv.DictReader(io.StringIO((api / "claims.csv").read_text(encoding="utf-8"))))
    assert len(table) == len(claims) > 5
    for row, item in zip(table, claims, strict=True):
        assert (row["case"], row["id"], row["value"]) == (item["case"], item["id"], str(item["value"]))
        assert row["currency"] == item.get("currency", "")
        assert row["baseline_value"] == str(item.get("baseline", {}).get("value", ""))
        assert row["only_self_reported"] == ("yes" if item["only_self_reported"] else "no")
        assert row["source"] == item["source"]
        assert set(row["disagrees_with"].split(";")) - {""} == {
            other for found in item["disagreements"] for other in found["with"]
        }
        assert None not in row


def test_the_index_is_in_the_navigation(pages: Pages) -> None:
    links = select(pages.all["index.html"], '//nav//a[normalize-space()="Claims"]')
    assert {pages.target("index.html", link.get("href") or "") for link in links} == {"claims/index.html"}


def test_forecasts_and_targets_are_marked_on_pages_and_in_the_data(
    repository_pages: Pages, repository_site: Build
) -> None:
    page = repository_pages.all["cases/uk-gds/index.html"]
    marked = {
        row.get("id"): text(mark)
        for row in rows(page)
        for mark in select(row, './/*[@class="cw-projection"]')
    }  # fmt: skip
    assert marked["claim-verify-benefits"] == "Forecast"
    assert marked["claim-verify-users-target"] == "Target"
    assert "claim-verify-users-2019-02" not in marked
    (chart,) = [item for item in select(page, "//svg/desc") if "25 million people" in text(item)]
    assert "25 million people, Target, 2020" in text(chart)
    data = {(item["case"], item["id"]): item for item in load_claims(repository_site)}
    assert data["canada-phoenix", "savings-promised"]["projection"] == "forecast"
    projected = [item for item in data.values() if item.get("projection")]
    assert {item["evidence"] for item in projected} == {"not-an-effect"}
    table = csv.DictReader(io.StringIO((repository_site.site / "api/v1/claims.csv").read_text("utf-8")))
    assert sum(bool(row["projection"]) for row in table) == len(projected) == 11
    index = repository_pages.all["claims/projection/target/index.html"]
    assert {text(mark) for row in rows(index) for mark in select(row, './/*[@class="cw-projection"]')} == {"Target"}


def test_an_unknown_reporter_has_a_standing_of_its_own(repository_pages: Pages, repository_site: Build) -> None:
    page = repository_pages.all["cases/philadelphia-monum/index.html"]
    (row,) = select(page, '//*[@id="claim-fastfwd-applicants"]')
    who = select(row, 'ancestor::table/preceding-sibling::p[@class="cw-claims__who"][1]')[0]
    assert text(who).startswith("Reporter unknown")
    index = repository_pages.all["claims/standing/unknown/index.html"]
    assert all("Reporter unknown" in cells(row)["Reported by"] for row in rows(index))
    others = repository_pages.all["claims/standing/others/index.html"]
    assert not any(cells(row)["Reported by"].startswith("Reporter unknown") for row in rows(others))
    data = {(item["case"], item["id"]): item for item in load_claims(repository_site)}
    assert data["philadelphia-monum", "fastfwd-applicants"]["standing"] == "unknown"
    assert data["denver-peak-academy", "savings-2018"]["standing"] == "self-only", "a partner has a part in it"
    assert all(item["only_self_reported"] == (item["standing"] == "self-only") for item in data.values())


def load_claims(build: Build) -> list[dict[str, Any]]:
    return listed(build.site, "claims")
