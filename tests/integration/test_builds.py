"""Real builds, by both engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from casewright.model.ids import Kind
from tests.support.builds import ENGINES, Build
from tests.support.html import Pages, content, parse, select, source, text

pytestmark = pytest.mark.build

KINDS = {
    "case": "cases/springfield-desk",
    "case-thin": "cases/springfield-counter-one",
    "case-hostile": "cases/shelbyville-desk",
    "case-with-problems": "cases/raw-html",
    "broken": "cases/broken-yaml",
    "lesson": "lessons/staff-led-improvement",
    "module": "modules/first-module",
    "weighing": "weighing",
    "leadership": "leadership",
    "relations": "relations",
    "thesis": "theses/staff-first",
    "theses": "theses",
    "cases": "cases",
    "claims": "claims",
    "claims-of-a-reporter": "claims/reporter/self",
    "lessons": "lessons",
    "modules": "modules",
    "facet": "places",
    "term": "places/springfield",
    "bibliography": "bibliography",
    "source": "sources/10-1-18-2e1f22ee",
}
"""One page or more of every kind."""

COMPLAINT = re.compile(r"\b(WARNING|ERROR|CRITICAL|Traceback|\w*Warning)\b")

DRAWN = frozenset(["circle", "desc", "figcaption", "figure", "g", "line", "path", "rect", "svg", "text", "title"])
"""The elements that charts and graphs consist of."""

PLAIN = frozenset(
    [
        "a",
        "abbr",
        "article",
        "blockquote",
        "br",
        "button",
        "code",
        "dd",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "label",
        "li",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "q",
        "s",
        "section",
        "select",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""The elements that content may consist of. No record writes ``b`` or ``i``: they would be somebody's raw HTML."""


WITH_FIELDS = ("explore/index.html", "compare/index.html", "fit/index.html", "reading-list/index.html")
OWN_SCRIPTS = [
    (f"assets/casewright/{name}.js", "") for name in ("explore/explore", "compare/compare", "fit/fit", "reading/page")
]
DECK = (("assets/casewright/deck/deck.js", ""),)
"""The script of slides; cards for other sites have none."""
FIELDS = frozenset(["fieldset", "form", "input", "legend", "script", "use"])
"""What the pages that narrow cases down and compare them have beside."""


class PageFile(SingleFileSnapshotExtension):
    """Keeps the snapshot of a page as a file that a browser opens."""

    _write_mode = WriteMode.TEXT
    _file_extension = file_extension = "html"


@pytest.mark.parametrize("engine", ENGINES)
def test_repository_builds_strictly_and_without_complaint(engine: str, repository_sites: dict[str, Build]) -> None:
    build = repository_sites[engine]
    assert build.status == 0, build.output
    assert [line for line in build.output.splitlines() if COMPLAINT.search(line)] == []
    assert "Documentation built" in build.output
    assert (build.site / "index.html").is_file()


def test_engines_publish_the_same_files(repository_sites: dict[str, Build]) -> None:
    mkdocs, properdocs = (files_of(repository_sites[engine]) for engine in ENGINES)
    assert sorted(mkdocs) == sorted(properdocs)
    assert len(mkdocs) > 200
    # Older releases of ProperDocs write today's date into the sitemap, whatever SOURCE_DATE_EPOCH says.
    same = [path for path in mkdocs if not path.endswith(".html") and not path.startswith("sitemap.xml")]
    differ = [path for path in same if mkdocs[path] != properdocs[path]]
    assert differ == []


def test_engines_show_the_same(repository_sites: dict[str, Build], root: Path) -> None:
    mkdocs, properdocs = (Pages(repository_sites[engine]) for engine in ENGINES)
    records = 0
    for path, page in mkdocs.read.items():
        other = properdocs.read[path]
        assert source(content(page)) == source(content(other)), path
        assert titles(page) == titles(other), path
        records += "cw-record" in (content(page).get("class") or "")
    files = [file for kind in Kind for file in (root / kind.folder).glob("*.md")]
    assert records == len(files) > 30


@pytest.mark.parametrize("kind", KINDS)
def test_page_snapshot(kind: str, small_site: Build, snapshot: SnapshotAssertion) -> None:
    page = parse(small_site.site / KINDS[kind] / "index.html")
    assert snapshot.use_extension(PageFile) == source(content(page)) + "\n"


def test_small_site_reports_its_faults_and_nothing_else(small_site: Build) -> None:
    assert small_site.status == 0, "without --strict a fault stops nothing"
    complaints = [line for line in small_site.output.splitlines() if COMPLAINT.search(line)]
    assert [" ".join(line.split()[3:5]).rstrip(":") for line in complaints] == [
        "cases/broken-yaml.md:3:17: CW110",
        "cases/raw-html.md:4:17: CW210",
        "cases/raw-html.md:4:47: CW210",
        "cases/raw-html.md:13:10: CW210",
        "cases/raw-html.md:13:63: CW501",
        "cases/raw-html.md:13:81: CW401",
        "cases/raw-html.md:32:1: CW210",
        "cases/raw-html.md:34:1: CW210",
        "cases/raw-html.md:36:8: CW210",
        "cases/raw-html.md:36:43: CW214",
    ]


def test_nothing_written_by_contributors_is_live(small_pages: Pages) -> None:
    tame = small_pages.all["index.html"]
    for path, page in small_pages.read.items():
        own = [script for script in OWN_SCRIPTS if path in WITH_FIELDS]
        usual = DECK if path.endswith("/slides/index.html") else () if path.startswith("embed/") else scripts(tame)
        assert [item for item in scripts(page) if item not in own] == list(usual), f"{path} has a script of its own"
        for node in every(page):
            live = [name for name in node.attrib if str(name).startswith("on")]
            assert live == [], f"{path} has an event handler"
        if path in ("index.html", "404.html"):
            continue
        for node in every(content(page)):
            if path.endswith("/slides/index.html") and node.tag in ("main", "aside"):
                continue
            if path.startswith("embed/") and node.tag == "main":
                continue
            assert node.tag in PLAIN | DRAWN | (FIELDS if path in WITH_FIELDS else frozenset()), (
                f"{path} has an element {source(node)}"
            )
            address = node.get("href")
            assert address is None or address.startswith(("../", "#", "https://")), f"{path} links to {address}"
            assert node.get("style") in (None, "text-align:right"), f"{path} has a style of its own"


def test_signs_are_shown_as_written(small_pages: Pages) -> None:
    pages = {path: text(content(page)) for path, page in small_pages.read.items()}
    hostile = pages["cases/shelbyville-desk/index.html"]
    assert "[x](javascript:alert(1)) and {{ 7*7 }}" in hostile
    assert "{{ 7*7 }} {% raw %} {# a comment #} {{ config }}" in hostile
    assert '<script src="https://evil.example/x.js"></script>' in hostile
    assert "<script>alert(1)</script>" in pages["cases/raw-html/index.html"]
    assert "Only <script>alert(1)</script> was read." in pages["sources/10-1-18-2e1f22ee/index.html"]
    assert "A title with <b>tags</b>, “quotes” &" in pages["bibliography/index.html"]
    for path, words in pages.items():
        assert "49" not in words, f"{path} has worked out 7*7"


def test_titles_are_shown_as_written(small_pages: Pages) -> None:
    title = 'Springfield "front" desk <b>bold</b> & Sons {{ 7*7 }}'
    page = small_pages.all["cases/springfield-desk/index.html"]
    assert [text(node) for node in select(page, "//h1")] == [title]
    assert titles(page)[0] == f'{title} - Tom & "Jerry\'s" <b>casebook</b>'
    (topic,) = select(page, '//*[@data-md-component="header-topic"]')
    assert text(topic) == title
    assert not select(page, "//b | //i"), "neither the site's name nor a title is markup"
    assert [node.get("content") for node in select(page, '//meta[@name="description"]')] == [
        "Springfield let the staff of its front desk change their own forms. "  # noqa: ISC004 - one sentence
        "By the city's own account a visit now takes 20 minutes."
    ]


def test_headings_are_shown_as_written_in_the_table_of_contents(small_pages: Pages) -> None:
    page = small_pages.all["relations/index.html"]
    (heading,) = select(page, '//h2[@id="web-1"]')
    assert "1 < 2 & {% raw %}" in text(heading)
    entries = select(page, '//nav[contains(@class, "md-nav--secondary")]//a[@href="#web-1"]')
    assert [text(entry) for entry in entries] == [text(heading)]


def test_a_lost_reader_finds_the_way(small_pages: Pages) -> None:
    page = content(small_pages.all["404.html"])
    assert [text(node) for node in select(page, ".//h1")] == ["Page not found"]
    links = [(text(node), node.get("href") or "") for node in select(page, ".//li/a")]
    assert [words for words, _ in links] == ["Home", "Cases", "Lessons"]
    assert all(address.startswith("/sub/") for _, address in links), "it is shown at any depth"
    assert [small_pages.target("404.html", address) for _, address in links] == [
        "index.html",
        "cases/index.html",
        "lessons/index.html",
    ]


def test_a_case_leads_to_what_it_means_elsewhere(repository_pages: Pages, small_pages: Pages) -> None:
    def ways(page: html.HtmlElement) -> list[str]:
        return [text(node) for node in select(page, '//nav[@class="cw-jump"]//a')]

    jumps = ways(repository_pages.all["cases/denver-peak-academy/index.html"])
    assert jumps == [
        "Who leads",
        "Does it work?",
        "What it teaches",
        "What it means elsewhere",
        "What is not known",
        "References",
    ]
    assert "What it means elsewhere" not in ways(small_pages.all["cases/springfield-desk/index.html"])


def test_a_term_says_in_words_what_it_is_elsewhere(repository_pages: Pages) -> None:
    page = text(content(repository_pages.all["evidence/nesta-2/index.html"]))
    assert "In other lists: Nesta Standards of Evidence, level 2" in page


def test_figures_that_tell_of_no_effect_have_no_level(repository_pages: Pages) -> None:
    page = repository_pages.all["cases/denver-peak-academy/index.html"]
    (staff,) = select(page, '//*[@id="claim-staff-2022"]')
    (savings,) = select(page, '//*[@id="claim-savings-2018"]')
    assert "Level" not in text(staff)
    assert "Level 1, an account of the effect" in text(savings)


def files_of(build: Build) -> dict[str, bytes]:
    """Return the bytes of every file of a site by its path."""
    return {
        path.relative_to(build.site).as_posix(): path.read_bytes() for path in build.site.rglob("*") if path.is_file()
    }


def titles(page: html.HtmlElement) -> list[str]:
    """Return the text of a page's title."""
    return [text(node) for node in select(page, "//title")]


def scripts(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Return where a page's scripts come from and what is written in them, however deep the page lies; no data."""
    found = select(page, '//script[not(@type="application/ld+json")]')
    return [(levelled(node.get("src") or ""), levelled(node.text or "")) for node in found]


def levelled(script: str) -> str:
    """Take out of a script the way from its page to the root of the site."""
    for way in ("../", "/sub/"):
        script = script.replace(way, "")
    for root in ("..", "/sub", ""):
        script = script.replace(f'"{root}"', '"."')
    return script


def every(node: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the elements within one, comments left out."""
    yield from (item for item in node.iter() if isinstance(item.tag, str))
