"""The body of an issue that proposes a case → fields, sources, text. Nothing of it is dropped.

The body is what GitHub makes of the form (`export.issue_forms`): each label as a heading, below it the answer. It
may hold anything; what has no field is handed on as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casewright.model.fields import (
    CiteText,
    DateText,
    Field,
    FieldType,
    Group,
    ListOf,
    Number,
    ProseText,
    TermText,
    fields_of,
)
from casewright.model.ids import is_id
from casewright.model.questions import AGREED, SOURCES, STORY, Question, questions
from casewright.model.vocabulary import Vocabulary
from casewright.problems import nearest

LONGEST = 200_000
"""Characters of a body; GitHub takes 65,536."""

_NO_ANSWER = "_No response_"
_HEADING = re.compile(r"^### (.+?) *$", re.MULTILINE)
_FENCE = re.compile(r"`{3,}(?:yaml)?\n?(.*?)\n?`{3,}\Z", re.DOTALL)
_PAIR = re.compile(r"\s*(?:- )?([A-Za-z][A-Za-z_. ]*?)\s*:(?:\s+(.*))?\Z")
_NUMBERED = re.compile(r"(?:[-*] +)?(?:\[([0-9]{1,3})\][:.]?|([0-9]{1,3})[.)]) *|[-*] +")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_GAP = re.compile(r"[ ,;<>()]+(?=\.)")
_IN_TEXT = re.compile(r"\[([0-9]{1,3})((?:, *[^\[\]\n;]*)?)\](?!\()")
_ALONE = re.compile(r"\[?([0-9]{1,3})\]?((?:, *.*)?)\Z")
_WHOLE, _DECIMAL = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z"), re.compile(r"-?[0-9]{1,9}\.[0-9]{1,6}\Z")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSource:
    """A line that names a source: its number, its words, its address on the web (or nothing)."""

    number: int
    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A case as proposed: fields by name, in the order of the table; the text; the sources; what has no field."""

    values: Mapping[str, Any]
    body: str
    sources: tuple[ProposedSource, ...]
    rest: tuple[str, ...]
    """Passages that could not be told to belong to a field, as written."""
    is_agreed: bool
    """Whether the licence was agreed to."""

    @property
    def suggested_id(self) -> str:
        """Return an id made from what was given for one, or from the title; nothing where neither has a word."""
        for text in (str(self.values.get("id", "")), str(self.values.get("title", ""))):
            words = "-".join(_WORD.findall(text.lower())).lstrip("0123456789-")[:60].rstrip("-")
            if is_id(words):
                return words
        return ""


def read_proposal(text: str, vocabularies: Mapping[str, Vocabulary]) -> Proposal:
    """Return what the body of an issue proposes. Terms may be given by label or by id; others stay as written."""
    asked = {question.label: question for question in questions()}
    answers, stray = _answers(text.replace("\r\n", "\n").replace("\r", "\n"), [*asked, STORY, SOURCES, AGREED])
    reader = _Reader(vocabularies, [stray] if stray else [])
    values: dict[str, Any] = {}
    for label, question in asked.items():
        value = reader.answer(question, answers.get(label, ""))
        if value not in ("", [], None):
            _put(values, question.path, value)
    return Proposal(
        values=values,
        body=answers.get(STORY, ""),
        sources=tuple(_sources(answers.get(SOURCES, ""))),
        rest=tuple(reader.rest),
        is_agreed=bool(re.search(r"^[-*] \[[xX]\]", answers.get(AGREED, ""), re.MULTILINE)),
    )


def cited(value: Any, keys: Mapping[int, str], type_: FieldType) -> Any:  # noqa: ANN401 - nested plain values
    """Return a value of a field in which sources that were named by number are named by their keys."""
    if isinstance(type_, ListOf):
        return [cited(item, keys, type_.item) for item in value] if isinstance(value, list) else value
    if isinstance(type_, Group) and isinstance(value, dict):
        table = fields_of(type_.type)
        return {name: cited(item, keys, table[name].type) for name, item in value.items()}
    if isinstance(type_, CiteText):
        return "; ".join(_named(part.strip(), keys) for part in str(value).split(";"))
    return cited_text(value, keys) if isinstance(type_, ProseText) and isinstance(value, str) else value


def cited_text(text: str, keys: Mapping[int, str]) -> str:
    """Return text in which ``[1, p. 4]`` has become a citation, where there is a source of that number."""

    def citation(found: re.Match[str]) -> str:
        key = keys.get(int(found[1]))
        return f"[@{key}{found[2].rstrip()}]" if key else found[0]

    return _IN_TEXT.sub(citation, text)


def _named(text: str, keys: Mapping[int, str]) -> str:
    found = _ALONE.match(text)
    return f"{keys[int(found[1])]}{found[2]}" if found and int(found[1]) in keys else text


def _answers(text: str, labels: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the answers by label, and what stands before the first. A heading counts once and in the form's order."""
    left = list(labels)
    starts: list[tuple[str, int, int]] = []
    for found in _HEADING.finditer(text):
        if found[1] in left:
            del left[: left.index(found[1]) + 1]
            starts.append((found[1], found.start(), found.end()))
    ends = [*(start for _, start, _ in starts), len(text)][1:]
    answers = {label: text[begin:end].strip() for (label, _, begin), end in zip(starts, ends, strict=True)}
    before = text[: starts[0][1]] if starts else text
    return {label: "" if answer == _NO_ANSWER else answer for label, answer in answers.items()}, before.strip()


def _put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:  # noqa: ANN401 - nested plain values
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value


@dataclass(slots=True)
class _Reader:
    vocabularies: Mapping[str, Vocabulary]
    rest: list[str] = field(default_factory=list)

    def answer(self, question: Question, text: str) -> Any:  # noqa: ANN401 - a plain value
        if question.group:
            inner = _FENCE.match(text)
            return list(self.items(question, question.group, inner[1] if inner else text))
        if isinstance(question.row.type, ListOf):
            return self.several(question.row.type.item, text)
        return self.single(question.row.type, text)

    def single(self, type_: FieldType, text: str) -> Any:  # noqa: ANN401 - a plain value
        """Return a value as YAML would have it; what cannot be one stays text, and the check says so."""
        if isinstance(type_, TermText):
            return self.term(type_.vocabulary, text)
        if isinstance(type_, Number | DateText):
            return int(text) if _WHOLE.match(text) else float(text) if _DECIMAL.match(text) else text
        return text if isinstance(type_, ProseText) else " ".join(text.split())

    def several(self, type_: FieldType, text: str) -> list[Any]:
        """Return the items of a list that is written in a line, or on a line each."""
        if isinstance(type_, ProseText):
            return [self.single(type_, part) for part in re.split(r"\n\s*\n", text) if part.strip()]
        text = text.strip("[] ")
        items = []
        while text:
            known = self.longest_label(type_, text)
            item = known or re.split(r"[,\n]", text, maxsplit=1)[0]
            text = text[len(item) :].lstrip(", \n")
            if item.strip():
                items.append(self.single(type_, item.strip()))
        return items

    def longest_label(self, type_: FieldType, text: str) -> str:
        """Return the label of a term that a text begins with: labels can hold commas, as the list does."""
        vocabulary = self.vocabularies.get(type_.vocabulary) if isinstance(type_, TermText) else None
        labels = [term.label for term in vocabulary.terms] if vocabulary else []
        fits = (
            label
            for label in labels
            if text.startswith(label) and text[len(label) :].lstrip(" ")[:1] in ("", ",", "\n")
        )
        return max(fits, key=len, default="")

    def term(self, vocabulary: str, text: str) -> str:
        """Return the id of a term that is given by its label or id, in small letters or not."""
        said = " ".join(text.split())
        known = self.vocabularies.get(vocabulary)
        for term in known.terms if known else ():
            if said.casefold() in (term.id, term.label.casefold()):
                return term.id
        return said

    def items(self, question: Question, group: type, text: str) -> Iterator[dict[str, Any]]:
        """Yield the groups of fields written as blocks of lines."""
        names = dict(_names(group))
        for block in _blocks(text, names):
            pairs, stray = _pairs(block, names)
            if stray:
                self.rest.append(f"{question.label}: {stray}")
            item: dict[str, Any] = {}
            for name, row in names.items():
                if pairs.get(name):
                    several = isinstance(row.type, ListOf)
                    value = self.several(row.type.item, pairs[name]) if isinstance(row.type, ListOf) else None
                    _put(item, tuple(name.split(".")), value if several else self.single(row.type, pairs[name]))
            if item:
                yield item


def _names(group: type) -> Iterator[tuple[str, Field]]:
    """Yield the names of lines that an item may have, those of groups within it with a dot."""
    for name, row in fields_of(group).items():
        if isinstance(row.type, Group):
            yield from ((f"{name}.{inner}", its) for inner, its in fields_of(row.type.type).items())
        else:
            yield name, row


def _blocks(text: str, names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lines of each item: one ends at an empty line, or where a name comes again."""
    block: list[str] = []
    seen: set[str] = set()
    for line in [*text.split("\n"), ""]:
        name = _name(line, names)
        if block and (not line.strip() or name in seen):
            yield block
            block, seen = [], set()
        if line.strip():
            block.append(line)
            seen |= {name} if name else set()


def _name(line: str, names: Iterable[str]) -> str:
    """Return the name of a field that a line begins with, or nothing; a slip of the pen is forgiven."""
    found = _PAIR.match(line)
    if not found:
        return ""
    written = found[1].strip().lower().replace(" ", "_")
    known = list(names)
    return written if written in known else nearest(written, known, cutoff=85.0) or "" if len(written) > 3 else ""  # noqa: PLR2004


def _pairs(block: list[str], names: Iterable[str]) -> tuple[dict[str, str], str]:
    """Return the values of a block by name, and what stands before the first; other lines go on with the last one."""
    pairs: dict[str, str] = {}
    stray: list[str] = []
    last = ""
    for line in block:
        name = _name(line, names)
        if name:
            found = _PAIR.match(line)
            last = name
            pairs[name] = ((found[2] if found else "") or "").strip()
        elif last:
            pairs[last] = f"{pairs[last]} {line.strip()}".strip()
        else:
            stray.append(line)
    return pairs, "\n".join(stray)


def _sources(text: str) -> Iterator[ProposedSource]:
    """Yield the sources named on lines; a line without a number of its own has the next."""
    number = 0
    taken: set[int] = set()
    for line in filter(None, map(str.strip, text.split("\n"))):
        lead = _NUMBERED.match(line)
        given = int(lead[1] or lead[2] or 0) if lead else 0
        number = given if given and given not in taken else max(taken, default=0) + 1
        taken.add(number)
        words = line[lead.end() :] if lead else line
        found = _ADDRESS.search(words)
        address = found[0].rstrip(".,;)") if found else ""
        rest = _GAP.sub("", " ".join(words.replace(address, " ").split())).strip(" ,;<>()") if address else words
        if rest or address:
            yield ProposedSource(number=number, text=rest or address, address=address)
