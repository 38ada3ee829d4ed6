"""What of a work matters for others: as much as is kept of it prints the same, and the rest may change unnoticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem
from casewright.model.source import Source
from casewright.problems import Location
from casewright.read.bibliography import read_bibliography
from casewright.render.citeproc.document import Works
from casewright.render.citeproc.engine import Engine
from casewright.render.references import Formatter, PageRequest
from casewright.render.styles import Style, shipped_style, shipped_styles

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title></info>'
AUTHOR = """<macro name="author"><names variable="author"><name form="short" initialize-with="."/><substitute>
  <names variable="editor"/><text variable="title" form="short"/></substitute></names></macro>"""
OTHERS = {
    "titles where nothing else helps": f"""{HEAD}{AUTHOR}<citation disambiguate-add-year-suffix="true"
        disambiguate-add-names="true" disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names">
        <layout><group delimiter=" "><text macro="author"/><date variable="issued" form="text" date-parts="year"/>
        <choose><if disambiguate="true"><text variable="title"/></if></choose></group></layout></citation>
        <bibliography><sort><key macro="author"/><key variable="container-title"/><key variable="volume"/></sort>
        <layout><text macro="author"/><text variable="title"/><text variable="publisher"/></layout></bibliography>
        </style>""",
    "conditions": f"""{HEAD}{AUTHOR}<citation disambiguate-add-year-suffix="true"><layout><group delimiter=" ">
        <choose><if type="book report" variable="publisher" match="any"><text variable="publisher"/></if>
        <else-if is-numeric="edition" match="none"><text macro="author"/></else-if>
        <else><text variable="container-title" form="short"/></else></choose>
        <date variable="issued" form="text" date-parts="year"/></group></layout></citation>
        <bibliography subsequent-author-substitute="---"><sort><key variable="title" sort="descending"/></sort>
        <layout><text macro="author"/><text variable="title"/><text variable="DOI"/></layout></bibliography></style>""",
    "labels of the engine's": f"""{HEAD}<citation disambiguate-add-year-suffix="true"><layout>
        <text variable="citation-label"/></layout></citation><bibliography><sort>
        <key variable="citation-label"/><key variable="page-first"/></sort><layout><text variable="title"/></layout>
        </bibliography></style>""",
}
STYLES = {
    **{name: shipped_style(name) for name in shipped_styles()},
    **{
        name: Style(name=name, text=text, kind="label" if name.startswith("labels") else "author-date")
        for name, text in OTHERS.items()
    },
}

AUTHOR_DATE = [name for name, style in STYLES.items() if style.has_letters and name not in OTHERS]
REAL = Path(__file__).parents[1] / "oracle" / "refs.bib"

NAMES = [
    {"family": "Smith", "given": "John"},
    {"family": "Smith", "given": "Jane"},
    {"family": "Smith", "given": "Mary"},
    {"family": "de Vries", "given": "Ada"},
    {"literal": "OECD"},
]
OPTIONAL: Mapping[str, list[Any]] = {
    "author": [NAMES[:1], NAMES[:2], NAMES[1:2], [NAMES[2], NAMES[0]], NAMES[4:], NAMES[:4], NAMES[1:4]],
    "editor": [NAMES[:1], NAMES[3:4], NAMES[4:]],
    "issued": [{"date-parts": [[2010]]}, {"date-parts": [[2010, 5]]}, {"date-parts": [[2011]]}],
    "title": ["Mail", "Lines", "Queues and their <i>owners</i>"],
    "title-short": ["Mail", "Q"],
    "container-title": ["Journal", "A yearbook"],
    "publisher": ["Example Press", "OECD"],
    "page": ["3–9", "12"],
    "volume": ["2", "14"],
    "edition": ["2", "new"],
    "DOI": ["10.1000/1", "10.1000/2"],
    "URL": ["https://example.org/"],
    "genre": ["Report"],
    "note": ["Read in part", "edition: 7"],
    "status": ["in press"],
    "original-date": [{"date-parts": [[1990]]}],
    "accessed": [{"date-parts": [[2020, 1, 2]]}],
}
TYPES = ["book", "report", "article-journal", "chapter", "webpage", "legislation", "periodical", "entry-dictionary"]
ITEMS = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES), "language": st.just("en")},
    optional={name: st.sampled_from(values) for name, values in OPTIONAL.items()},
)
LIBRARIES = st.lists(ITEMS, min_size=2, max_size=7)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.stop()


def sources(items: list[dict[str, Any]]) -> dict[SourceKey, Source]:
    return {(key := SourceKey(f"k{number}")): source(key, item) for number, item in enumerate(items)}


def source(key: SourceKey, item: Mapping[str, Any]) -> Source:
    return Source(key=key, type="", item={**item, "id": key}, fields={}, read=None, where=Location("x.bib"))


def page_of(*keys: SourceKey) -> PageRequest:
    return PageRequest(name="-".join(keys), clusters=tuple(((CitedItem(key=key),), False) for key in keys))


def requests(keys: list[SourceKey]) -> list[PageRequest]:
    """Return a page for each work, and some that cite two."""
    return [*map(page_of, keys), *map(page_of, keys, keys[1:])]


class OfAll(Formatter):
    """Hands the engine everything of all works."""

    @property
    def _works(self) -> Works:
        if "works" not in self.__dict__:
            works = Formatter._works.func(self)  # type: ignore[attr-defined]
            self.__dict__["works"] = replace(works, beside=works.written, apart=works.written)
        found: Works = self.__dict__["works"]
        return found


@pytest.mark.parametrize("name", [*AUTHOR_DATE, *OTHERS])
def test_what_is_kept_of_others_prints_the_same_as_all_of_them(engine: Engine, name: str) -> None:
    @settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
    @given(LIBRARIES)
    def holds(items: list[dict[str, Any]]) -> None:
        read = sources(items)
        asked = requests(list(read))
        of_all = OfAll(sources=read, style=STYLES[name], engine=engine)
        assert Formatter(sources=read, style=STYLES[name], engine=engine).pages(asked) == of_all.pages(asked)

    holds()


@pytest.mark.parametrize("name", AUTHOR_DATE)
def test_so_it_is_with_real_works_that_have_siblings(engine: Engine, name: str) -> None:
    real, _ = read_bibliography([("refs.bib", REAL.read_bytes())])
    library = dict(real)
    for key, one in real.items():
        changes = {
            "title": f"Later, {one.item.get('title')}",
            "publisher": "Another Press",
            "page": "900",
            "DOI": "10.1/2",
        }
        same = {**one.item, **changes}
        other = {**same, "title": "Elsewhere", "issued": {"date-parts": [[1999]]}}
        library |= {
            (twin := SourceKey(f"{key}-2")): source(twin, same),
            (old := SourceKey(f"{key}-3")): source(old, other),
        }
    asked = [page_of(key) for key in real]
    results, problems = Formatter(sources=library, style=STYLES[name], engine=engine).pages(asked)
    assert problems == ()
    assert (results, problems) == OfAll(sources=library, style=STYLES[name], engine=engine).pages(asked)


MAIL = {
    "type": "article-journal",
    "language": "en",
    "author": NAMES[:1],
    "title": "Mail",
    "issued": {"date-parts": [[2010]]},
    "container-title": "Journal",
    "page": "3–9",
    "volume": "2",
    "DOI": "10.1000/1",
    "publisher": "Example Press",
    "abstract": "On mail",
}
LINES = {**MAIL, "title": "Lines"}
LATER = {**MAIL, "title": "Queues", "author": NAMES[1:2], "issued": {"date-parts": [[2012]]}}
UNSEEN = {"page": "30–99", "volume": "14", "DOI": "10.1000/2", "publisher": "OECD", "abstract": "On more"}


@pytest.mark.parametrize("name", AUTHOR_DATE)
@pytest.mark.parametrize(
    ("changes", "redone"),
    [
        *(({0: {variable: value}}, {"k0"}) for variable, value in UNSEEN.items()),
        ({0: {"container-title": "Another"}}, {"k0"}),
        ({0: {"title": "Letters"}}, {"k0", "k1"}),  # which of them is 2010a may change
        ({0: {"author": NAMES[2:3]}}, {"k0", "k1", "k2"}),  # so may initials
        ({2: {"title": "Rows", **UNSEEN}}, {"k2"}),  # of another year
        ({2: {"author": NAMES[2:3]}}, {"k0", "k1", "k2"}),
    ],
)
def test_an_edit_redoes_the_pages_that_show_it(name: str, changes: dict[int, dict[str, Any]], redone: set[str]) -> None:
    items: list[dict[str, Any]] = [MAIL, LINES, LATER]
    edited = [{**item, **changes.get(number, {})} for number, item in enumerate(items)]
    before, after = names(items, STYLES[name]), names(edited, STYLES[name])
    assert {page for page in before if before[page] != after[page]} == redone


def names(items: list[dict[str, Any]], style: Style) -> Mapping[str, str]:
    """Return what the results of pages that cite one work each are kept under."""
    formatter = Formatter(sources=sources(items), style=style)
    run = formatter.engine._run(formatter._works, style, "en-US")
    return {key: formatter.engine._name(formatter._job(page_of(key)), run) for key in formatter.sources}
