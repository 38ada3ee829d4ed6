"""CSL-JSON files (.json) → items and entries: a list of records, or one record, each with an ``id`` and a ``type``.

What is no variable of the CSL data schema 1.0, or has not its form, is left out; a record that is no JSON takes no
other along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casewright.model.rich_text import is_balanced, literal, plain
from casewright.problems import Code, Location, Problem, did_you_mean, quoted
from casewright.read.addresses import doi_of, web_address
from casewright.read.biblatex import biblatex_fields, biblatex_type
from casewright.read.csl_date import read_date, read_year
from casewright.read.csl_names import read_names
from casewright.read.edition import edition
from casewright.read.entry import Entry
from casewright.read.languages import language_tag
from casewright.read.ris import MOST_PROBLEMS, NOTES
from casewright.read.text import UNREADABLE, SourceText

TYPES = frozenset(
    {
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
        "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia",
        "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map",
        "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
        "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
        "song", "speech", "standard", "thesis", "treaty", "webpage",
    }
)  # fmt: skip
NAMES = frozenset(
    {
        "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
        "director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator",
        "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
        "reviewed-author", "script-writer", "series-creator", "translator",
    }
)  # fmt: skip
DATES = frozenset("accessed available-date event-date issued original-date submitted".split())  # noqa: SIM905 - a table
TEXTS = frozenset(
    {
        "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
        "call-number", "chapter-number", "citation-label", "citation-number", "collection-number",
        "collection-title", "container-title", "container-title-short", "dimensions", "division", "DOI", "edition",
        "event", "event-place", "event-title", "first-reference-note-number", "genre", "ISBN", "ISSN", "issue",
        "jurisdiction", "keyword", "language", "locator", "medium", "note", "number", "number-of-pages",
        "number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page",
        "page-first", "part-number", "part-title", "PMCID", "PMID", "printing-number", "publisher",
        "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "section", "source", "status",
        "supplement-number", "title", "title-short", "URL", "version", "volume", "volume-title", "year-suffix",
    }
)  # fmt: skip
_PLAIN = TEXTS - {"DOI", "URL"}
"""Variables that are text; other rules tell of addresses that cannot be used."""
_START, _SPACE = re.compile(r"\s*(\[)?\s*"), re.compile(r"[\s,]*")
_NEXT = re.compile(r"^\s*\{", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]")
_MOST_PARTS = 3
_REASONS = {
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
    "Expecting value": "a value is missing here",
    "Expecting property name enclosed in double quotes": "a name between double quotation marks is missing here",
    "Illegal trailing comma before end of object": "a name between double quotation marks is missing here",
    "Illegal trailing comma before end of array": "a value is missing here",
    "Invalid control character at": "the text is not closed on its line",
    "Unterminated string starting at": "the text that begins here is not closed",
    "Invalid \\escape": "a backslash has to be written twice",
    "Invalid \\uXXXX escape": "four digits are missing after \\u",
}
"""What Python's reader of JSON says, and what it means."""
_SEASONS = range(1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An item of a file as it may be used, and the entry that says the same in BibLaTeX's fields."""

    item: Mapping[str, Any]
    entry: Entry


def read_csl_json(source: SourceText, unnamed: str = "") -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Return the records of a .json file in its order, and all problems of their form.

    Records without an id are skipped, or named ``unnamed`` with a number behind it where that is given.
    """
    problems: list[Problem] = []
    records: list[Record] = []
    for value, start, end in _values(source, problems):
        if UNREADABLE.search(source.text, start, end):
            continue  # it was told where the file was decoded
        if unnamed and isinstance(value, dict) and value.get("id") in (None, ""):
            value = {**value, "id": f"{unnamed}{len(records) + 1}"}  # noqa: PLW2901 - the same record, named
        reader = _Reader(source, start, end, problems)
        record = reader.record(value)
        if record is not None:
            records.append(record)
    return tuple(records), tuple(problems)


def _values(source: SourceText, problems: list[Problem]) -> Iterator[tuple[Any, int, int]]:
    """Yield every record of a file and where it stands."""
    decoder = json.JSONDecoder()
    text = source.text
    opening = _START.match(text)
    at = opening.end() if opening else 0
    while at < len(text) and text[at] != "]" and len(problems) < MOST_PROBLEMS:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            where = error.pos if isinstance(error, json.JSONDecodeError) else at
            reason = _REASONS.get(getattr(error, "msg", ""), "it cannot be read")
            problems.append(_broken(source, where, f"a record is skipped: {reason}"))
            following = _NEXT.search(text, max(where, at) + 1)
            if following is None:
                return
            at = following.end() - 1
            continue
        yield value, at, end
        gap = _SPACE.match(text, end)
        at = gap.end() if gap else end


def _broken(source: SourceText, offset: int, message: str) -> Problem:
    return Problem(
        code=Code.BROKEN_ENTRY,
        where=source.at(min(offset, len(source.text))),
        message=message,
        hint='a file is a list of records: [{"id": "smith2013", "type": "report", "title": "…"}, …]',
    )


@dataclass(slots=True)
class _Reader:
    """Reads one record."""

    source: SourceText
    start: int
    end: int
    problems: list[Problem]
    key: str = ""
    places: dict[str, Location] = field(default_factory=dict)

    def record(self, value: Any) -> Record | None:  # noqa: ANN401 - anything that JSON can hold
        raw_key = value.get("id") if isinstance(value, dict) else None
        self.key = plain(_clean(str(raw_key))) if isinstance(raw_key, str | int) else ""
        if not isinstance(value, dict) or not self.key:
            self.problems.append(_broken(self.source, self.start, "a record is skipped: it has no id"))
            return None
        item = {"id": self.key, "type": self.type(value.get("type"))}
        for name, given in value.items():
            if (told := self.variable(name, given)) not in (None, "", [], {}):
                item[name] = told
            elif name in _PLAIN and not isinstance(given, str) and given not in (None, [], {}):
                self.misshapen(name, f"{name} is no text; it is left out", f'write "{name}": "…"')
        if "edition" in item:
            item["edition"] = edition(item["edition"], item["type"])
        self.places = {name.lower(): self.place(name) for name in value if name in item or name == "DOI"}
        custom = value.get("custom")
        notes = (
            {name: _clean(str(custom[name])) for name in NOTES if name in custom} if isinstance(custom, dict) else {}
        )
        written = {"doi": _clean(value["DOI"])} if isinstance(value.get("DOI"), str) else {}
        entry = Entry(
            type=biblatex_type(item),
            key=self.key,
            fields={**biblatex_fields(item), **written, **notes},
            where=self.source.at(self.start),
            places=self.places,
            is_latex=False,
        )
        return Record(item={**item, **({"custom": notes} if notes else {})}, entry=entry)

    def type(self, value: Any) -> str:  # noqa: ANN401 - anything that JSON can hold
        if isinstance(value, str) and value in TYPES:
            return value
        word = value if isinstance(value, str) else ""
        self.report(
            Code.ENTRY_TYPE,
            "type",
            f"{quoted(word)} is no type of CSL; the record is read as a document"
            if word
            else "the record has no type; it is read as a document",
            did_you_mean(word, TYPES, "use report, webpage, book, chapter, article-journal or another type of CSL"),
        )
        return "document"

    def variable(self, name: str, value: Any) -> Any:  # noqa: ANN401 - anything that JSON can hold
        """Return the value of a variable as far as it has the right form, else None."""
        if name in NAMES:
            return self.people(name, value)
        if name in DATES:
            return self.date(name, value)
        is_text = name in TEXTS and isinstance(value, str | int | float) and not isinstance(value, bool)
        text = _clean(str(value)) if is_text else ""
        return _READERS[name](text) if name in _READERS else text

    def people(self, name: str, value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - anything that JSON can hold
        names, doubtful = read_names(value, _clean)
        for words in doubtful:
            told = "is no name" if words == "?" else f"{quoted(words)} is not written as a name"
            end = "left out" if words == "?" else "printed as it stands"
            hint = 'a person is {"family": "Doe", "given": "Jane"}, an organisation {"literal": "City of Springfield"}'
            self.misshapen(name, f"{name} {told}; it is {end}", hint)
        return names

    def misshapen(self, name: str, message: str, hint: str) -> None:
        self.report(Code.VARIABLE_FORM, name, message, hint)

    def date(self, name: str, value: Any) -> Any:  # noqa: ANN401 - anything that JSON can hold
        if not isinstance(value, dict):
            value = {"raw": value}
        extra: dict[str, Any] = {}
        if value.get("circa") not in (None, False, 0, "", "0", "false"):
            extra["circa"] = True
        if str(value.get("season", "")).isdecimal() and int(str(value["season"])[:3]) in _SEASONS:
            extra["season"] = int(value["season"])
        parts = _date_parts(value.get("date-parts"))
        if parts:
            return {"date-parts": parts, **extra}
        words = next(
            (_clean(str(value[way])) for way in ("raw", "literal") if isinstance(value.get(way), str | int)), ""
        )
        if not words:
            return None
        date = read_date(words) or read_year(words) if "raw" in value else None
        if date is None and "raw" in value:
            self.report(
                Code.SOURCE_DATE,
                name,
                f"{name} {quoted(words)} cannot be read; it is printed as it stands",
                'write {"date-parts": [[2012, 7, 31]]}, or {"literal": "…"} for words',
            )
        return date or {"literal": words}

    def place(self, name: str) -> Location:
        found = self.source.find(json.dumps(name, ensure_ascii=False), self.start, self.end)
        return self.source.at(found)

    def report(self, code: Code, name: str, message: str, hint: str) -> None:
        self.problems.append(
            Problem(code=code, where=self.place(name), path=f"{self.key}.{name}", message=message, hint=hint)
        )


_READERS: Mapping[str, Callable[[str], str]] = {
    "DOI": lambda text: doi_of(text)[0],
    "URL": web_address,
    "language": lambda text: language_tag(text) or text,
}
"""Variables that are more than text."""


def _date_parts(value: Any) -> list[list[int]]:  # noqa: ANN401 - anything that JSON can hold
    if not isinstance(value, list) or not 1 <= len(value) <= 2:  # noqa: PLR2004 - from and until
        return []
    dates = []
    for given in value:
        parts = given if isinstance(given, list) else []
        whole = [int(part) for part in parts if isinstance(part, int) or (isinstance(part, str) and _is_number(part))]
        if not whole or len(whole) != len(parts) or len(whole) > _MOST_PARTS or abs(whole[0]) > 99_999:  # noqa: PLR2004
            return []
        dates.append(whole)
    return dates


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,5}", text))


def _clean(text: str) -> str:
    """Return text on one line without signs that are no text; tags stay where all of them are closed."""
    text = " ".join(_CONTROL.sub("", text).split())
    return text if "<" not in text or is_balanced(text) else literal(text)
