"""Citation styles: files of the Citation Style Language (CSL 1.0.2), and what we have to know of one to use it well."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

from casewright.problems import Code, Location, Problem, did_you_mean, quoted
from casewright.read.language import SETTINGS

STYLES = Path(__file__).parent / "csl"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_MOST_BYTES = 2_000_000
_LETTERS_AND_NAMES = re.compile(r'\s(?:disambiguate-add-[a-z-]+|givenname-disambiguation-rule)="[^"]*"')
_SUBSTITUTE = re.compile(r'\ssubsequent-author-substitute(?:-rule)?="[^"]*"')
_PARTLY = re.compile(r'\ssubsequent-author-substitute-rule="partial-')
_NUMBER = re.compile(r"<(?:text|number)\b[^>]*\bvariable=([\"'])citation-number\1[^>]*/>")
_LAYOUT = re.compile(r"(<bibliography\b(?:(?!<layout\b).)*)<layout\b.*</layout>(\s*</bibliography>)", re.DOTALL)
_BIBLIOGRAPHY = re.compile(r"<bibliography\b.*</bibliography\s*>", re.DOTALL)
_CITED_LABEL = re.compile(r"\bvariable=([\"'])citation-label\1")
_POSITION = re.compile(r'\s(?:position|et-al-subsequent-min|et-al-subsequent-use-first|near-note-distance)="')
_SORTED = re.compile(r"<citation\b[^>]*>\s*<sort\b")
_DELIMITER = re.compile(r"<citation\b(?:(?!<layout\b).)*<layout\b[^>]*?(\sdelimiter=([\"'])(.*?)\2)", re.DOTALL)
_ORDER_OF_LIST = re.compile(r"(<bibliography\b[^>]*>\s*<sort\b[^>]*>(?:(?!</sort>).)*)</sort\s*>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INDENT = re.compile(r">\s*\n\s*<")
_MACRO = re.compile(r"<macro\b[^>]*\bname=([\"'])(.*?)\1[^>]*>.*?</macro\s*>", re.DOTALL)
_MACRO_NAME = re.compile(r"\bmacro=([\"'])(.*?)\1")
_PARTICLES_FIRST = re.compile(r"\sdemote-non-dropping-particle=[\"']never")
_ALL_NAMES = re.compile(r'\sgivenname-disambiguation-rule="all-names')

SHORT_NAMES = {"apsa": "american-political-science-association", "harvard": "harvard-cite-them-right"}
"""What the styles that come with the package are called beside the names of their files."""


@dataclass(frozen=True)
class Style:
    """A style: what it is called, its text as in the file, and its kind."""

    name: str
    text: str
    kind: str
    """``author-date``, ``note``, ``numeric``, ``label`` or ``author``."""

    @cached_property
    def address(self) -> str:
        """Return the style, without what nothing uses, as an address that the engine can read in any folder.

        Works that a style has no order for stand as they are cited, so that 2014a on one page could be 2014b on
        another; where there are letters, their keys tell.
        """
        text = _pruned(self.text)
        text = _ORDER_OF_LIST.sub(r'\1<key variable="id"/></sort>', text, count=1) if self.has_letters else text
        return f"data:application/xml;base64,{b64encode(text.encode()).decode()}"

    @property
    def cites_in_notes(self) -> bool:
        """Return whether a citation is a note, numbered together with the footnotes of a page."""
        return self.kind == "note"

    @property
    def has_labels(self) -> bool:
        """Return whether citations name their sources in the text, so that they mean the same on other pages."""
        return self.kind in ("author-date", "author", "label")

    @property
    def has_numbers(self) -> bool:
        """Return whether citations are numbers of the page's own list, so that they mean something there alone."""
        return self.kind == "numeric"

    @property
    def has_letters(self) -> bool:
        """Return whether works of one author and year are told apart by letters: 2013a, 2013b."""
        return "disambiguate-add-year-suffix" in self.text

    @property
    def has_reference_list(self) -> bool:
        """Return whether the style says how references are printed; some note styles do not."""
        return "<bibliography" in self.text

    @property
    def sorts_by_particles(self) -> bool:
        """Return whether van Gogh stands among V in a list, and not among G."""
        return bool(_PARTICLES_FIRST.search(self.text))

    @property
    def compares_all_names(self) -> bool:
        """Return whether any name of a work, not only the first, is told apart from those of others."""
        return bool(_ALL_NAMES.search(self.text))

    @cached_property
    def is_free_of_context(self) -> bool:
        """Return whether a citation looks the same wherever it stands, so that pages can be formatted together."""
        return self.has_labels and not _POSITION.search(self.text) and not self.substitutes_authors

    @cached_property
    def delimiter(self) -> str:
        """Return what stands between the works of one citation."""
        found = _DELIMITER.search(_COMMENT.sub("", self.text))
        return unescape(found[3] or "") if found else ""

    @cached_property
    def sorts_citations(self) -> bool:
        """Return whether the works of one citation are printed in an order of the style's, with their authors."""
        return self.has_labels and bool(_SORTED.search(_COMMENT.sub("", self.text)))

    @property
    def has_free_references(self) -> bool:
        """Return whether a reference looks the same whatever is listed above it."""
        return self.has_reference_list and "citation-number" not in self.text and not self.substitutes_authors

    @cached_property
    def substitutes_authors(self) -> bool:
        """Return whether a sign stands in a list for authors who are those of the work above."""
        return bool(_SUBSTITUTE.search(self.text))

    @property
    def substitutes_some_authors(self) -> bool:
        """Return whether it may stand for some of the authors, where others differ."""
        return self.substitutes_authors and bool(_PARTLY.search(self.text))

    def without_substitutes(self) -> Style:
        """Return the style with all authors named in full."""
        return replace(self, text=_SUBSTITUTE.sub("", self.text))

    def for_single_references(self) -> Style:
        """Return the style for references that stand by themselves.

        None is abbreviated because of the one above it, and none has a number.
        """
        return replace(self, text=_NUMBER.sub("", _SUBSTITUTE.sub("", self.text)))

    def for_citations(self) -> Style:
        """Return the style for citations alone: references are put in order and say nothing."""
        return replace(self, text=_LAYOUT.sub(r"\1<layout><text value='-'/></layout>\2", self.text))

    def for_order(self) -> Style:
        """Return the style for nothing but the order of references."""
        return self.without_letters().for_citations()

    def without_letters(self) -> Style:
        """Return the style for works that have nothing to do with each other."""
        return replace(self, text=_LETTERS_AND_NAMES.sub("", _SUBSTITUTE.sub("", self.text)))


def shipped_styles() -> tuple[str, ...]:
    """Return the names of the styles that come with the package."""
    return tuple(sorted(path.stem for path in STYLES.glob("*.csl")))


def shipped_style(name: str) -> Style:
    """Return a style that comes with the package."""
    style, _ = load_style(name)
    assert style  # noqa: S101 - it comes with the package
    return style


def load_style(name: str, root: Path = Path()) -> tuple[Style | None, tuple[Problem, ...]]:
    """Return a style by the name of a shipped one or the path of a file (relative to ``root``), or what is wrong."""
    is_path = name.endswith(".csl") or "/" in name
    name = SHORT_NAMES.get(name.lower(), name)
    path = root / name if is_path else STYLES / f"{name}.csl"
    if not path.is_file():
        known = shipped_styles()
        return None, (
            _problem(
                f"there is no citation style {quoted(name)}",
                f"no file {path}; give the path of a .csl file, or one of {', '.join(known)}"
                if is_path
                else did_you_mean(name, known, f"use one of {', '.join(known)}, or the path of a .csl file"),
            ),
        )
    if path.stat().st_size > _MOST_BYTES:
        return None, (_problem(f"the citation style {quoted(name)} is too large", "use a CSL file as published"),)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        root_element = ET.fromstring(text)  # noqa: S314 - chosen by whoever runs the build; expat bounds expansion
    except (UnicodeDecodeError, ET.ParseError) as error:
        return None, (_problem(f"the citation style {quoted(name)} cannot be read: {error}", "download it again"),)
    return _style(path.stem, text, root_element)


def _pruned(text: str) -> str:
    """Return a style without comments, indents and the macros that nothing leads to: it is read for each document."""
    text = _INDENT.sub("><", _COMMENT.sub("", text))
    macros = {found[2]: found[0] for found in _MACRO.finditer(text)}
    waiting = [_MACRO.sub("", text)]
    used: set[str] = set()
    while waiting:
        new = {found[2] for found in _MACRO_NAME.finditer(waiting.pop())} - used
        used |= new
        waiting += [macros[name] for name in new if name in macros]
    return _MACRO.sub(lambda found: found[0] if found[2] in used else "", text)


def _style(name: str, text: str, element: ET.Element) -> tuple[Style | None, tuple[Problem, ...]]:
    if element.tag != f"{_CSL}style":
        return None, (_problem(f"{quoted(name)} is not a CSL style", "a style is an XML file whose root is <style>"),)
    for link in element.iterfind(f"{_CSL}info/{_CSL}link[@rel='independent-parent']"):
        parent = link.get("href", "").rsplit("/", 1)[-1]
        return None, (
            _problem(f"the citation style {quoted(name)} only points to another", f"use {parent}, which it points to"),
        )
    if lost := _lost_macros(element):
        shown = ", ".join(map(quoted, lost))
        return None, (
            _problem(
                f"the citation style {quoted(name)} calls macros that it does not define: {shown}",
                "download it again, or mend their names; without them it prints nothing",
            ),
        )
    categories = (item.get("citation-format") for item in element.iterfind(f"{_CSL}info/{_CSL}category"))
    kind = next((item for item in categories if item), None) or _kind(text)
    return Style(name=name, text=text, kind="note" if element.get("class") == "note" else kind), ()


def _lost_macros(element: ET.Element) -> list[str]:
    """Return the macros that a style calls and lacks; the engine then prints nothing at all, and says nothing."""
    defined = {macro.get("name", "") for macro in element.iterfind(f"{_CSL}macro")}
    called = {name for part in element.iter() if (name := part.get("macro"))}
    return sorted(called - defined)


def _kind(text: str) -> str:
    """Return the kind of a style that does not name it: it shows in what its citations print."""
    cited = _pruned(_BIBLIOGRAPHY.sub("", text))
    if _NUMBER.search(cited):
        return "numeric"
    return "label" if _CITED_LABEL.search(cited) else "author-date"


def _problem(message: str, hint: str) -> Problem:
    return Problem(code=Code.STYLE, where=Location(SETTINGS), path="style", message=message, hint=hint)
