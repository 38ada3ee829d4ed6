"""RIS files → entries: two letters, a hyphen and a value on each line, from ``TY  -`` to ``ER  -``.

The tags are those of the RIS format specification (Research Information Systems, 2011), as Zotero, EndNote and
databases write them. Values are plain text: titles keep their capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from casewright.problems import Code, Location, Problem, did_you_mean, quoted
from casewright.read.entry import Entry
from casewright.read.text import UNREADABLE, SourceText

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "ABST": "article", "ADVS": "video", "AGGR": "dataset", "ANCIENT": "book", "ART": "artwork",
        "BILL": "legmaterial",
        "BLOG": "online", "BOOK": "book", "CASE": "jurisdiction", "CHAP": "incollection", "CHART": "image",
        "CLSWK": "book", "COMP": "software", "CONF": "proceedings", "CPAPER": "inproceedings", "CTLG": "misc",
        "DATA": "dataset", "DBASE": "dataset", "DICT": "inreference", "EBOOK": "book", "ECHAP": "incollection",
        "EDBOOK": "collection", "EJOUR": "article", "ELEC": "online", "ENCYC": "inreference", "EQUA": "image",
        "FIGURE": "image", "GEN": "misc", "GOVDOC": "report", "GRANT": "misc", "GRNT": "misc", "HEAR": "jurisdiction",
        "ICOMM": "letter", "INPR": "article", "INTV": "misc", "JFULL": "periodical", "JOUR": "article",
        "LEGAL": "legislation", "MANSCPT": "unpublished", "MAP": "image", "MGZN": "article", "MPCT": "video",
        "MULTI": "video", "MUSIC": "music", "NEWS": "article", "PAMP": "booklet", "PAT": "patent",
        "PCOMM": "letter", "POD": "audio", "PRESS": "misc", "RPRT": "report", "SER": "book", "SLIDE": "unpublished",
        "SOUND": "audio", "STAND": "standard", "STAT": "legislation", "STD": "standard", "THES": "thesis",
        "UNBILL": "legmaterial", "UNPB": "unpublished", "UNPD": "unpublished", "VIDEO": "video", "WEB": "online",
    }
)  # fmt: skip
"""Type of the record → type of the entry."""

TAGS: Mapping[str, str] = MappingProxyType(
    {
        "A1": "author", "AU": "author", "A2": "editor", "ED": "editor", "A3": "serieseditor", "A4": "translator",
        "AB": "abstract", "N2": "abstract", "CT": "title", "TI": "title", "T1": "title",
        "CY": "location", "PP": "location", "CN": "library", "DO": "doi", "ET": "edition", "IS": "number",
        "LA": "language", "OP": "origdate", "PB": "publisher", "SP": "pages", "EP": "pages", "ST": "shorttitle",
        "T3": "series", "UR": "url", "VL": "volume", "VO": "volume", "NV": "volumes", "TA": "translator",
        "M3": "type", "J2": "shortjournal", "DA": "date", "PY": "date", "Y1": "date",
        "Y2": "urldate", "N1": "note", "U1": "note",
    }
)  # fmt: skip
"""Tag → field; what depends on the type is in `_name_of_field`."""

NOTES = ("read", "note_read", "read_copy", "insider", "archiveurl", "retracted")
"""Fields of ours, which RIS has no tags for: notes (``N1  - read: full``) that begin with their names."""

MOST_PROBLEMS = 500
"""After so many the rest of a file is not read: it is something else."""

_NAMES = frozenset({"author", "editor", "serieseditor", "translator"})
_LISTS = {**dict.fromkeys(_NAMES, " and "), "note": ". "}
_DATES = frozenset({"date", "origdate", "urldate"})
_TAGS_OF_CONTAINERS = frozenset({"T2", "JO", "JF", "JA", "BT"})
_SUBTYPES = {"MGZN": "magazine", "NEWS": "newspaper"}
_CONTAINERS = {"article": "journaltitle", "incollection": "booktitle", "inproceedings": "booktitle",
               "inreference": "booktitle", "periodical": "journaltitle"}  # fmt: skip
_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|\s*)\Z")
_DATE = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2}))?(?:[/-]([0-9]{0,2}))?(?:/.*)?\Z")
_NOTE = re.compile(rf"({'|'.join(NOTES)})\s{{0,3}}[:=]\s{{0,3}}(.*)", re.IGNORECASE | re.DOTALL)


_Line = tuple[str, str, int]
"""Tag, value and where the line begins."""


def read_ris(source: SourceText, unnamed: str = "") -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the records of a .ris file in its order, and all problems of their form.

    Records without a key are skipped, or named ``unnamed`` with a number behind it where that is given.
    """
    problems: list[Problem] = []
    entries: list[Entry] = []
    for lines in _records(source, problems):
        if any(UNREADABLE.search(value) for _, value, _ in lines):
            continue  # it was told where the file was decoded
        start = lines[0][2]
        key = next((value for tag, value, _ in lines if tag == "ID" and value), "")
        if not key and unnamed:
            key = f"{unnamed}{len(entries) + 1}"
        if key:
            entries.append(_entry(source, key, lines, problems))
        else:
            problems.append(
                _problem(source, start, "a record is skipped: it has no key", "add the line ID  - smith2013 to it")
            )
    return tuple(entries), tuple(problems)


def _records(source: SourceText, problems: list[Problem]) -> Iterator[list[_Line]]:
    record: list[_Line] = []
    offset, is_stray = 0, False
    for text in source.text.split("\n"):
        if len(problems) >= MOST_PROBLEMS:
            return
        found = _LINE.match(text)
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", text.strip())
        if tag in ("TY", "ER"):
            if record and tag == "TY":
                problems.append(_unclosed(source, record))
            if record:
                yield record
            record, is_stray = [(tag, value, offset)] if tag == "TY" else [], False
        elif record and tag:
            record.append((tag, value, offset))
        elif record and value:  # a long value goes on
            last, before, start = record.pop()
            record.append((last, f"{before} {value}", start))
        elif value and not is_stray:
            is_stray = True
            problems.append(
                _problem(
                    source,
                    offset,
                    f"{quoted(text)} is part of no record",
                    "a record begins with a line such as TY  - RPRT",
                )
            )
        offset += len(text) + 1
    if record:
        problems.append(_unclosed(source, record))
        yield record


def _entry(source: SourceText, key: str, lines: list[_Line], problems: list[Problem]) -> Entry:
    kind = lines[0][1].upper()
    type_ = TYPES.get(kind, "misc")
    if kind not in TYPES:
        hint = did_you_mean(kind, TYPES, "use RPRT, JOUR, BOOK, CHAP, ELEC, GEN or another type of RIS")
        problems.append(
            Problem(
                code=Code.ENTRY_TYPE,
                where=source.at(lines[0][2]),
                path=key,
                message=f"{quoted(kind)} is no type of record; it is read as GEN",
                hint=hint,
            )
        )
    fields: dict[str, str] = {"entrysubtype": _SUBTYPES[kind]} if kind in _SUBTYPES else {}
    places: dict[str, Location] = {}
    for tag, value, start in lines[1:]:
        name, text = _field(type_, tag, value)
        if not name or not text:
            continue
        places.setdefault(name, source.at(start))
        if name in _LISTS and name in fields:
            fields[name] += f"{_LISTS[name]}{text}"
        elif name == "pages" and tag == "EP":
            fields[name] = f"{fields[name]}-{text}" if name in fields else text
        else:
            fields.setdefault(name, text)
    return Entry(type=type_, key=key, fields=fields, where=source.at(lines[0][2]), places=places, is_latex=False)


def _field(type_: str, tag: str, value: str) -> tuple[str, str]:
    """Return the field that a line stands for, and its value as BibLaTeX has it."""
    name = _name_of_field(type_, tag)
    if name == "note" and (note := _NOTE.fullmatch(value)):
        return note[1].lower(), note[2]
    if name in _NAMES:
        value = value.replace("{", "").replace("}", "")
        return name, value if "," in value and " and " not in value else f"{{{value}}}"
    return name, _date(value) if name in _DATES else value


def _name_of_field(type_: str, tag: str) -> str:
    if tag in _TAGS_OF_CONTAINERS:
        return _CONTAINERS.get(type_, "series" if tag == "T2" and type_ != "online" else "howpublished")
    if tag == "SN":
        return "issn" if type_ in ("article", "periodical") else "isbn"
    if type_ in ("report", "thesis") and tag in ("PB", "M1"):
        return "institution" if tag == "PB" else "number"
    return TAGS.get(tag, "")


def _date(value: str) -> str:
    found = _DATE.match(value)
    if found is None:
        return value
    parts = [part for part in found.groups() if part]
    return "-".join([parts[0], *(f"{int(part):02}" for part in parts[1:])])


def _unclosed(source: SourceText, record: list[_Line]) -> Problem:
    return _problem(source, record[0][2], "a record has no last line", "end it with the line ER  -")


def _problem(source: SourceText, offset: int, message: str, hint: str) -> Problem:
    return Problem(code=Code.BROKEN_ENTRY, where=source.at(offset), message=message, hint=hint)
