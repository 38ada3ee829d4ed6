"""Fields as written → a typed record, walking the table of fields. Every fault is found, none stops the others.

A value of the wrong form is reported once and left out, together with what depends on it; a record that then lacks a
required field is broken, and everything else about it has still been checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from casewright.model.dates import parse_date
from casewright.model.fields import (
    CiteText,
    DateText,
    Field,
    FieldType,
    Group,
    Leaf,
    ListOf,
    Number,
    PlainText,
    ProseText,
    TermText,
    YesNo,
    fields_of,
)
from casewright.model.ids import ID_LENGTH, is_id
from casewright.model.library import Fragment
from casewright.model.prose import Citation, Prose
from casewright.model.record import Record
from casewright.problems import Code, Location, Problem, did_you_mean, quoted
from casewright.read.citation import parse_field
from casewright.read.document import Document, read_document
from casewright.read.doubtful_locators import doubtful_locators
from casewright.read.locators import ENGLISH
from casewright.read.prose import read_prose
from casewright.read.text import SourceText
from casewright.read.tidy import tidiness_problems
from casewright.read.wording import wording_problems
from casewright.read.yaml import Mapping, Node, Scalar, Sequence

LONGEST_LINE = 500
LONGEST_PROSE = 20_000
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?\Z")
_ORCID = re.compile(r"([0-9]{4}-){3}[0-9]{3}[0-9X]\Z")
_WORD = re.compile(r"[a-z0-9]+")
_GROUPED = re.compile(r"-?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?\Z")
_DATE_FORM = re.compile(r"[0-9]{4}-(?!2[1-4])[0-9]{2}(-[0-9]{2})?[~?%]?\Z")
_YEARS = re.compile(r"([0-9]{4}) ?[-–] ?([0-9]{4})\Z")
_OTHER_DATE = re.compile(r"[0-9]{1,4}[-./ ][0-9]{1,2}([-./ ][0-9]{1,4})?\Z")
_YES, _NO = frozenset({"yes", "true"}), frozenset({"no", "false"})


class _Bad:
    """Stands for a value that was reported and left out."""


_BAD = _Bad()
AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_record(
    type_: type[AnyRecord], source: SourceText, lang: str = ENGLISH
) -> tuple[AnyRecord | Fragment, tuple[Problem, ...]]:
    """Return the record written in a file, or what could be read of it, and all problems of its form."""
    document, problems = read_document(source)
    if document is None:
        return Fragment(), problems
    reader = FieldReader(source, [*problems, *tidiness_problems(type_, document)], lang=lang)
    values = reader.group(type_, document.fields, "")
    body = reader.body(document)
    reader.check_name(document.fields)
    if values is None or reader.has_gaps:
        return Fragment(leaves=tuple(reader.leaves), places=reader.places), tuple(reader.problems)
    return type_(**values, body=body, file=source.path, places=reader.places), tuple(reader.problems)


@dataclass(slots=True)
class FieldReader:
    """Reads nodes by the table of fields, and collects the problems and the place of every key path."""

    source: SourceText
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    lang: str = ENGLISH
    cited: int = 0
    has_gaps: bool = False
    """Whether items of a list were left out, so that the paths of those below them no longer fit the file."""

    def group(self, type_: type, node: Mapping, prefix: str) -> dict[str, Any] | None:
        """Return the values of a group's fields, or None where a required one is missing or bad."""
        table = fields_of(type_)
        self._unknown(table, node, prefix)
        values = {name: self._field(row, node, f"{prefix}{name}", prefix) for name, row in table.items()}
        if any(values[name] is _BAD for name, row in table.items() if row.is_required):
            return None
        return {name: value for name, value in values.items() if value is not _BAD and value is not None}

    def body(self, document: Document) -> Prose:
        """Return the text below the front matter."""
        text = document.body.lstrip("\n")
        start = len(self.source.text) - len(text)
        text = text.rstrip() + "\n" if text.strip() else ""
        end = len(self.source.text)
        prose, problems = read_prose(self.source, text, start, end, is_block=True, lang=self.lang)
        self.problems += problems
        self.problems += wording_problems(self.source, start, end, known=self._said())
        prose = self._anchored(prose)
        self.places["body"] = self.source.at(min(start, end))
        self.leaves.append(Leaf("body", ProseText(), prose, None))
        return prose

    def _said(self) -> str:
        """Return what readers have met before the body: the texts of the front matter."""
        texts = (leaf.value.plain if isinstance(leaf.value, Prose) else leaf.value for leaf in self.leaves)
        return "\n".join(text for text in texts if isinstance(text, str))

    def check_name(self, fields: Mapping) -> None:
        """Report an id that is not the file's name."""
        name = self.source.path.rsplit("/", 1)[-1].removesuffix(".md")
        entry = fields.entries.get("id")
        if entry and isinstance(entry[1], Scalar) and is_id(entry[1].text) and entry[1].text != name:
            self._report(
                Code.ID_NOT_FILE_NAME,
                entry[1].start,
                "id",
                f'the id is "{entry[1].text}", the file is called {quoted(f"{name}.md")}',
                f"rename the file to {entry[1].text}.md" + (f", or write id: {name}" if is_id(name) else ""),
            )

    def _unknown(self, table: Iterable[str], node: Mapping, prefix: str) -> None:
        known = list(table)
        for name, (key, _) in node.entries.items():
            if name not in known:
                self._report(
                    Code.UNKNOWN_FIELD,
                    key.start,
                    f"{prefix}{quoted(name)[1:-1]}",
                    f"there is no field {quoted(name)} here",
                    did_you_mean(name, known, f"the fields are: {', '.join(known)}"),
                )

    def _field(self, row: Field, node: Mapping, path: str, prefix: str) -> Any:  # noqa: ANN401 - a value of the row's type
        key, value = node.entries.get(row.name, (None, None))
        if value is None or (isinstance(value, Scalar) and value.is_nothing):
            if row.is_required:
                where = self.source.at(key.start if key else node.start)
                self.problems.append(_missing(row, path, prefix, where, is_empty=key is not None))
                return _BAD
            return None
        return self._value(row.type, value, path)

    def _value(self, type_: FieldType, node: Node, path: str) -> Any:  # noqa: ANN401 - a value of the given type
        self.places[path] = self.source.at(node.start)
        if isinstance(type_, ListOf):
            return self._list(type_, node, path)
        if isinstance(type_, Group):
            if not isinstance(node, Mapping):
                return self._wrong(type_, node, path)
            values = self.group(type_.type, node, f"{path}.")
            return _BAD if values is None else type_.type(**values)
        if not isinstance(node, Scalar):
            return self._wrong(type_, node, path)
        value = self._scalar(type_, node, path)
        if value is not _BAD:
            self.leaves.append(Leaf(path, type_, value, None))
        return value

    def _scalar(self, type_: FieldType, node: Scalar, path: str) -> Any:  # noqa: ANN401, PLR0911 - one line for each form
        match type_:
            case PlainText():
                return self._plain(type_, node, path)
            case ProseText():
                return self._prose(type_, node, path)
            case DateText():
                return self._date(type_, node, path)
            case Number():
                return self._number(type_, node, path)
            case YesNo():
                return self._yes_no(node, path)
            case CiteText():
                return self._cite(node, path)
            case _:
                return self._id(type_, node, path)

    def _list(self, type_: ListOf, node: Node, path: str) -> Any:  # noqa: ANN401 - a tuple or _BAD
        if not isinstance(node, Sequence):
            return self._wrong(type_, node, path)
        items = [self._item(type_, item, f"{path}[{index}]") for index, item in enumerate(node.items)]
        if len(items) < type_.least:
            self._report(Code.MISSING_FIELD, node.start, path, "the list is empty", f"give at least {type_.least} item")
            return _BAD
        self._check_ids(items, path)
        good = tuple(item for item in items if item is not _BAD)
        self.has_gaps |= len(good) < len(items)
        return good if len(good) >= type_.least else _BAD

    def _item(self, type_: ListOf, node: Node, path: str) -> Any:  # noqa: ANN401 - a value of the list's type
        if isinstance(node, Scalar) and node.is_nothing:
            return self._report(
                Code.MISSING_FIELD, node.start, path, "the item is empty", "write it, or remove its hyphen or comma"
            )
        return self._value(type_.item, node, path)

    def _check_ids(self, items: list[Any], path: str) -> None:
        seen: set[str] = set()
        for index, item in enumerate(items):
            id_ = getattr(item, "id", None)
            at = f"{path}[{index}].id"
            if id_ in seen:
                self.problems.append(
                    Problem(
                        code=Code.DUPLICATE_ITEM,
                        where=self.places[at],
                        path=at,
                        message=f'the id "{id_}" is used twice in this list',
                        hint="give each item an id of its own; it becomes part of the address",
                    )
                )
            if id_:
                seen.add(id_)

    def _wrong(self, type_: FieldType, node: Node, path: str) -> _Bad:
        got = {Scalar: "a single value", Sequence: "a list", Mapping: "a group of fields"}[type(node)]
        return self._report(Code.WRONG_TYPE, node.start, path, f"expected {type_.names}, got {got}", _form(type_, node))

    def _report(self, code: Code, start: int, path: str, message: str, hint: str) -> _Bad:
        self.problems.append(Problem(code=code, where=self.source.at(start), path=path, message=message, hint=hint))
        return _BAD

    # The readers of single values; each returns the value or _BAD.

    def _plain(self, type_: PlainText, node: Scalar, path: str) -> str | _Bad:
        text = " ".join(node.text.split())
        if len(text) > LONGEST_LINE:
            return self._report(
                Code.TOO_LONG, node.start, path, f"the line has {len(text)} characters; {LONGEST_LINE} is the most",
                "put the longer text into the body",
            )  # fmt: skip
        if type_.pattern == "orcid" and not _is_orcid(text):
            return self._report(
                Code.BAD_ORCID, node.start, path, f"{quoted(text)} is not an ORCID iD",
                "write the 16 digits as 0000-0002-1825-0097, without an address; the last one checks the others",
            )  # fmt: skip
        if type_.one_of and text not in type_.one_of:
            return self._report(
                Code.WRONG_TYPE, node.start, path, f"expected {' or '.join(type_.one_of)}, got {quoted(text)}",
                did_you_mean(text, type_.one_of, f"write {' or '.join(type_.one_of)}"),
            )  # fmt: skip
        return text

    def _prose(self, type_: ProseText, node: Scalar, path: str) -> Prose | _Bad:
        if len(node.text) > LONGEST_PROSE:
            return self._report(
                Code.TOO_LONG, node.start, path,
                f"the text has {len(node.text):,} characters; {LONGEST_PROSE:,} is the most",
                "put the longer text into the body",
            )  # fmt: skip
        prose, problems = read_prose(
            self.source, node.text.strip(), node.start, node.end, is_block=False, path=path, lang=self.lang
        )
        self.problems += problems
        words = len(prose.plain.split())
        if type_.most_words and words > type_.most_words:
            self._report(
                Code.SUMMARY_TOO_LONG, node.start, path, f"the text has {words} words; {type_.most_words} is the most",
                "say first what was tried and what came of it; leave the rest to the text",
            )  # fmt: skip
        return self._anchored(prose)

    def _id(self, type_: FieldType, node: Scalar, path: str) -> str | _Bad:
        if is_id(node.text):
            return node.text
        if isinstance(type_, TermText) and len(node.text) <= LONGEST_LINE:
            return " ".join(node.text.split())  # the vocabulary knows which term is near it
        form = f"lower-case letters, digits and single hyphens, a letter first, at most {ID_LENGTH} characters"
        meant = "-".join(_WORD.findall(node.text.lower()))
        if isinstance(type_, TermText):
            form = f"write the id of a term of vocabularies/{type_.vocabulary}.yml"
        else:
            form = f"write {meant}: {form}" if is_id(meant) else f"use {form}"
        return self._report(Code.BAD_ID, node.start, path, f"{quoted(node.text)} cannot be an id", form)

    def _date(self, type_: DateText, node: Scalar, path: str) -> Any:  # noqa: ANN401 - a Date or _BAD
        date = parse_date(node.text)
        if date is None:
            return self._report(Code.BAD_DATE, node.start, path, *_no_date(node.text))
        if type_.is_day and not date.is_day:
            return self._report(
                Code.BAD_DATE, node.start, path, f"expected one day such as 2026-11-23, got {quoted(node.text)}",
                "write year, month and day",
            )  # fmt: skip
        return date

    def _number(self, type_: Number, node: Scalar, path: str) -> Decimal | _Bad:
        text = node.text
        if not _NUMBER.match(text):
            digits = _digits(text)
            hint = "without spaces, commas or currency; unit and words have fields of their own"
            return self._report(
                Code.BAD_NUMBER, node.start, path,
                f"expected a number such as 22500000 or 0.6, got {quoted(text)}",
                f"write {digits}, {hint}" if _NUMBER.match(digits) else f"write digits only, {hint}",
            )  # fmt: skip
        value = Decimal(text)
        if type_.is_whole and (value != int(value) or value <= 0):
            return self._report(
                Code.BAD_NUMBER, node.start, path, f"expected a whole number above zero, got {quoted(text)}",
                "count in whole units, such as minutes",
            )  # fmt: skip
        return value

    def _yes_no(self, node: Scalar, path: str) -> bool | _Bad:
        if node.text.lower() in _YES | _NO:
            return node.text.lower() in _YES
        return self._report(
            Code.WRONG_TYPE, node.start, path, f"expected yes or no, got {quoted(node.text)}", "write yes or no"
        )

    def _cite(self, node: Scalar, path: str) -> Any:  # noqa: ANN401 - a Citation or _BAD
        citation = parse_field(node.text, self.lang)
        if citation is None:
            return self._report(
                Code.BAD_CITATION, node.start, path, f"{quoted(node.text)} is not a citation",
                "write the key of the source, a comma, the page: doe2013desk, p. 4; separate several with semicolons",
            )  # fmt: skip
        items, at = [], node.start
        for item in citation.items:
            at = self.source.find(item.key, at, node.end)
            items.append(replace(item, where=self.source.at(at)))
            at = self.source.find(";", at, node.end)
        self.problems += doubtful_locators(items, self.lang, path)
        return self._anchor(replace(citation, items=tuple(items), where=self.source.at(node.start)))

    def _anchored(self, prose: Prose) -> Prose:
        return replace(prose, citations=tuple(self._anchor(citation) for citation in prose.citations))

    def _anchor(self, citation: Citation) -> Citation:
        self.cited += 1
        return replace(citation, anchor=f"cite-{self.cited}")


def _no_date(text: str) -> tuple[str, str]:
    """Return what is wrong with a date, and what to do."""
    start, _, end = text.partition("/")
    parts = [part for part in (start, end) if part not in ("", "..")]
    if len(parts) > 1 and all("/" not in part and parse_date(part) for part in parts):
        return f"the period {quoted(text)} ends before it begins", "write the earlier date first"
    for part in parts:
        if _DATE_FORM.match(part) and not parse_date(part):
            return f"the calendar has no {quoted(part)}", "write year-month-day, the month from 01 to 12"
    hint = 'write the year the text refers to; 2012~ means "about 2012", 2012? means "probably 2012"'
    if years := _YEARS.match(text):
        hint = f"write a period with a slash: {years[1]}/{years[2]}"
    elif _OTHER_DATE.match(text):
        hint = "write the year first, and month and day with two digits: 2012-07-16"
    return f"expected a date such as 2012, 2012-07 or 2011/2018, got {quoted(text)}", hint


def _digits(text: str) -> str:
    """Return a number without thousands separators and currency, and with a point for the decimal comma."""
    text = text.strip("$€£ ")
    if _GROUPED.match(text):
        return text.replace(",", "").replace(" ", "")
    return text.replace(",", ".") if text.count(",") == 1 else text


def _missing(row: Field, path: str, prefix: str, where: Location, *, is_empty: bool) -> Problem:
    holder = f" in {prefix.removesuffix('.')}" if prefix else ""
    example = f"{row.name}: {row.example}" if row.example else f"{row.name}: …"
    messages = {
        Code.CLAIM_WITHOUT_SOURCE: "the claim has no source; a figure without one is worth nothing",
        Code.BEARING_WITHOUT_REASON: "the bearing has no reason; say why the case speaks for or against the lesson",
    }
    return Problem(
        code=row.missing,
        where=where,
        path=path,
        message=messages.get(row.missing, f'the field "{row.name}" is {"empty" if is_empty else "missing"}{holder}'),
        hint=f"{row.doc} Example: `{example}`",
    )


def _form(type_: FieldType, node: Node) -> str:
    if isinstance(type_, ListOf):
        return "begin each item on a line of its own with `- `, or write [one, two]"
    if isinstance(type_, Group):
        rows = ", ".join(fields_of(type_.type))
        return f"write its fields below it, indented by two spaces: {rows}"
    if isinstance(type_, CiteText) and isinstance(node, Sequence):
        return "write several sources on one line, separated by semicolons: doe2013desk, p. 4; roe2014"
    if isinstance(node, Sequence):
        return "write one value, without brackets or hyphens; text that begins with [ has to be quoted"
    return "write one value on the line; text that begins with { or holds a colon has to be quoted"


def _is_orcid(text: str) -> bool:
    """Check form and check digit (ISO 7064 MOD 11-2, as ORCID documents it)."""
    if not _ORCID.match(text):
        return False
    digits = text.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))  # noqa: PLR2004 - X stands for ten
