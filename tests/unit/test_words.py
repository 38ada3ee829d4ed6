"""What the interface says stands in one catalogue: templates and scripts ask for it and hold no words of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from casewright.memory import remembering
from casewright.model.vocabulary import Vocabulary
from casewright.read.shipped import PACKAGE, templates_folder
from casewright.read.words import ONE, OTHER, Words, read_words
from casewright.render.templates import environment, pinned, with_words
from casewright.resolve.evidence import Verdict
from casewright.views.terms import terms_of

FOLDER = templates_folder()
PAGES = sorted((FOLDER / "pages").glob("*.html"))
TEXTS = sorted((FOLDER / "markdown").glob("*.md"))
FRAMES = sorted((FOLDER / "frame").rglob("*.html"))
AREAS = {
    "combine": ("assets/combine.js",),
    "copy": ("assets/copy.js",),
    "compare": ("assets/compare/compare.js", "assets/compare/rows.js", "assets/compare/sheet.js"),
    "explore": ("assets/explore/explore.js", "assets/explore/facets.js", "assets/explore/results.js"),
    "fit": ("assets/fit/fit.js", "assets/fit/words.js"),
    "reading": ("assets/reading/buttons.js", "assets/reading/page.js"),
    "search": ("search/search.js", "search/small_words.js"),
}
SCRIPTS = sorted(path for folder in ("assets", "search") for path in (FOLDER / folder).rglob("*.js"))
GROUPS = {"kinds.case", "kinds.lesson", "kinds.module", "kinds.thesis", "kinds.pathway", "kinds.page"}
"""Texts that templates ask for by a name which they are given."""
SHOWN = {"title", "aria-label", "placeholder", "alt", "summary", "data-label"}
"""Attributes that people read or hear."""
NO_WORDS = {
    *("Escape", "Arrow", "ArrowDown", "ArrowUp", "Home", "End", "Enter"),  # how browsers call keys
    *(verdict.words for verdict in Verdict),  # as the data of lessons have them
}
LITERAL = re.compile(r"[A-Z][a-z]+|[^<>=#\[\]()*/\\_-]*[a-z,.] [A-Za-z…][^<>=#\[\]()*/\\_-]*")
"""What could be a text: one word that begins with a capital letter, or several."""
ELEMENTS = {"a", "abbr", "code", "dfn", "em", "span", "strong"}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
COMMENTS = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
LITERALS = re.compile(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
WORDS = read_words()
VIEWS = sorted((PACKAGE / "views").glob("*.py"))
VIEW_KEY = re.compile(r"[a-z]+\.[a-z_]+")
SENTENCE = re.compile(r"[A-Z][a-z]+|.*[a-z}][,;:.]? [(“]?[A-Za-z{].*", re.DOTALL)
"""What could be a text in a view, values in braces: one word that begins with a capital letter, or several."""
NO_TEXTS = {
    "unit {}",  # a name for what figures have in common
    "Infinity",  # a number
    "ClaimRow",  # a class
    "Item",  # a type
    "What it means elsewhere",  # a heading that authors write
    "vocabularies and periods",  # a name in the memory
}
STILL_THERE = {
    # the lists of a bibliography, which have their words in four languages
    "beside_words.py": 34,
    "list_words.py": 211,
    "source_words.py": 45,
    # names of standards, which are the same in all languages
    "lists.py": 4,
    # for authors on their terminal: of `casewright impact` and the check of links
    "impact.py": 1,
    "decay.py": 1,
    # not moved yet; these functions have no terms at hand
    "bibliography.py": 1,
    "explore.py": 1,
    "fields.py": 9,
    "figures.py": 7,
    "leadership.py": 3,
    "module.py": 2,
    "problem_pages.py": 3,
    "reading.py": 1,
    "reading_time.py": 1,
    "source_line.py": 2,
    "sources.py": 3,
}
"""In how many places of which files texts still stand."""


class Read(HTMLParser):
    """Collects what readers see of a template, without what its expressions put in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.said += [value for name, value in attrs if name in SHOWN and value and LETTERS.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if LETTERS.search(data) and not {"script", "style"} & set(self.open):
            self.said.append(data.strip())


def asked(path: Path) -> Iterator[tuple[str, set[str]]]:
    for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say" and isinstance(call.args[0], nodes.Const):
            yield call.args[0].value, {argument.key for argument in call.kwargs}


def forms(text: Markup | object) -> list[str]:
    return [str(text)] if isinstance(text, str) else [str(form) for form in text.values()]  # type: ignore[attr-defined]  # a mapping


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", [*PAGES, *TEXTS, *FRAMES], ids=lambda path: path.name)
def test_a_template_holds_no_words(path: Path) -> None:
    text = re.sub(r"(</?)\{\{.*?\}\}", r"\1div", path.read_text("utf-8"))  # a tag that is not always the same
    assert Read(JINJA.sub("", text)).said == []


@pytest.mark.parametrize("path", [*PAGES, *TEXTS], ids=lambda path: path.name)
def test_neither_do_its_expressions(path: Path) -> None:
    texts = [node.value for node in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Const)]
    shown = [text for text in texts if isinstance(text, str) and re.match(r"[A-Z]|(?!cw-)\S+ [a-z]", text)]
    assert shown == []


def test_templates_ask_for_all_texts_and_no_others() -> None:
    keys = {key for path in (*PAGES, *TEXTS, *FRAMES) for key, _ in asked(path)}
    assert keys | GROUPS == set(WORDS.pages)


@pytest.mark.parametrize("path", [*PAGES, *TEXTS, *FRAMES], ids=lambda path: path.name)
def test_each_gives_a_text_the_values_that_it_names(path: Path) -> None:
    for key, given in asked(path):
        text = WORDS.pages[key]
        counted = set() if isinstance(text, str) else {"count"}
        for form in forms(text):
            assert named(form) | counted == given, key


def test_a_text_has_forms_if_it_counts_and_html_that_is_whole() -> None:
    for key, text in WORDS.pages.items():
        if not isinstance(text, str):
            assert set(text) == {ONE, OTHER}, key
        for form in forms(text):
            read = Read(form)
            assert read.tags <= ELEMENTS, key
            assert read.open == [], key


FILES = {"brief.pdf"}
"""Names of files that look like keys."""
NONE: dict[str, Vocabulary] = {}


def written(path: Path) -> Iterator[str]:
    """Yield the texts that stand in code, each f-string as one with its values in braces; docstrings are none."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.name)
def test_a_view_holds_no_words(path: Path) -> None:
    found = [
        text for text in written(path) if SENTENCE.fullmatch(text) and LETTERS.search(text) and text not in NO_TEXTS
    ]
    assert len(found) == STILL_THERE.get(path.name, 0), found


def test_views_ask_for_all_texts_and_no_others() -> None:
    areas = {key.partition(".")[0] for key in WORDS.views}
    found = {text for path in (*VIEWS, PACKAGE / "render" / "brief_orders.py") for text in written(path)}
    asked = {text for text in found if VIEW_KEY.fullmatch(text) and text.partition(".")[0] in areas} - FILES
    assert asked == set(WORDS.views)


def test_each_gives_a_text_the_values_that_it_names_and_no_html() -> None:
    for path in (*VIEWS, PACKAGE / "render" / "brief_orders.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            key = call.args[0] if isinstance(call, ast.Call) and call.args else None
            if isinstance(call, ast.Call) and isinstance(key, ast.Constant) and str(key.value) in WORDS.views:
                if getattr(call.func, "attr", getattr(call.func, "id", "")) not in {"say", "tell"}:
                    continue  # the text is asked for elsewhere
                text = WORDS.views[str(key.value)]
                for form in forms(text):
                    assert named(form) <= {given.arg for given in call.keywords}, key.value
                    assert Read(form).tags == set(), key.value


def test_a_text_of_views_counts_like_one_of_pages_and_is_not_html() -> None:
    words = Words(views={"a.b": {ONE: "{count} case of {name}", OTHER: "{count} cases of {name}"}})
    assert [words.tell("a.b", count=count, name="<x>") for count in (1, 2)] == ["1 case of <x>", "2 cases of <x>"]
    assert all(set(text) == {ONE, OTHER} for text in WORDS.views.values() if not isinstance(text, str))


def test_what_views_show_follows_from_what_they_say() -> None:
    own = Words(WORDS.pages, WORDS.scripts, {**WORDS.views, "sums.sum": "Summe"})
    with remembering():
        ours, theirs = terms_of(NONE), terms_of(NONE, own)
        assert (ours.say("sums.sum"), theirs.say("sums.sum")) == ("Sum", "Summe")
        assert terms_of(NONE, read_words()) is terms_of(NONE, read_words())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_words(path: Path) -> None:
    lines = [line for line in COMMENTS.sub("", path.read_text("utf-8")).splitlines() if "new Error(" not in line]
    texts = [one or other for one, other in LITERALS.findall("\n".join(lines))]
    plain = [re.sub(r"\$\{[^}]*\}", "", text) for text in texts]
    assert [text for text in plain if LITERAL.fullmatch(text) and text not in NO_WORDS] == []


def test_every_script_with_words_is_known() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in SCRIPTS if "WORDS" in path.read_text("utf-8")}
    assert found == {name for names in AREAS.values() for name in names}
    assert set(AREAS) == set(WORDS.scripts)


@pytest.mark.parametrize("area", AREAS)
def test_scripts_ask_for_all_texts_of_their_area_and_no_others(area: str) -> None:
    read = "".join((FOLDER / name).read_text("utf-8") for name in AREAS[area])
    assert set(re.findall(r"WORDS\.(\w+)", read)) == set(WORDS.scripts[area])


def test_a_value_is_escaped_and_html_is_not() -> None:
    words = Words({"a.b": Markup("<em>{name}</em> by {link}")})
    assert words.say("a.b", name="<x>", link=Markup("<a>me</a>")) == "<em>&lt;x&gt;</em> by <a>me</a>"


def test_a_text_that_counts_has_the_form_of_its_count() -> None:
    words = Words({"a.b": {ONE: Markup("{count} case"), OTHER: Markup("{count} cases")}})
    assert [words.say("a.b", count=count) for count in (0, 1, 2)] == ["0 cases", "1 case", "2 cases"]


def test_texts_of_a_casebook_go_before_ours_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    own = "pages:\n  case:\n    gaps: Lücken\n    what_it_teaches: Was er lehrt\nscripts:\n  copy: {copy: Kopieren}\n"
    own += "views:\n  sums: {sum: Summe}\n"
    (tmp_path / "words" / "en.yml").write_text(own, "utf-8")
    words = read_words(tmp_path)
    assert words.say("case.what_it_teaches") == "Was er lehrt"
    assert words.say("shared.cases") == "Cases"
    assert (words.tell("sums.sum"), words.tell("ledger.mixed")) == ("Summe", "Self-reported and others")
    assert words.script("copy").startswith('export const WORDS = {\n "copy": "Kopieren",\n "copied": "Copied"')


def test_what_is_kept_of_a_page_follows_from_what_it_says() -> None:
    env = environment()
    before = pinned(env)[1]
    assert pinned(with_words(env, Words({**WORDS.pages, "shared.cases": Markup("Fälle")})))[1] != before
    assert pinned(with_words(env, WORDS))[1] == before
