"""Entries → CSL-JSON items (Citation Style Language data, schema 1.0). The mapping is the tables at the top.

Where BibLaTeX and CSL leave room, pandoc's reader was compared and APA's manual decided.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from casewright.model.rich_text import literal, plain
from casewright.problems import Problem
from casewright.read.addresses import arxiv, doi_of, web_address
from casewright.read.csl_date import STATES, UNDATED, Date, read_date, read_year
from casewright.read.csl_types import BOOKS, FALLBACK_TYPE, JOURNALS, LAWS, PARTS, POSTS, SHOWS, type_of
from casewright.read.edition import edition
from casewright.read.entry import Entry
from casewright.read.entry_problems import bad_date, corporate_name, several_names, too_many_commas, unknown_language
from casewright.read.languages import ENGLISH, is_english, language_tag
from casewright.read.latex import to_rich_text, to_text
from casewright.read.names import (
    Name,
    continues_body,
    holds_several,
    looks_corporate,
    may_continue_body,
    read_name,
    split_names,
)
from casewright.read.sentence_case import raised, title_text
from casewright.read.short_title import short_title

TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "abstract": ("abstract",),
        "annote": ("annotation", "annote"),
        "call-number": ("library",),
        "chapter-number": ("chapter",),
        "container-title-short": ("shortjournal",),
        "event-place": ("venue",),
        "ISBN": ("isbn",),
        "ISSN": ("issn",),
        "number-of-pages": ("pagetotal",),
        "number-of-volumes": ("volumes",),
        "original-publisher": ("origpublisher",),
        "original-publisher-place": ("origlocation",),
        "PMCID": ("pmcid",),
        "PMID": ("pmid",),
        "section": ("section",),
        "version": ("version",),
    }
)
"""Variable → the fields that say it, the first that is there counts."""

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "author": "author", "bookauthor": "container-author", "composer": "composer", "director": "director",
        "editor": "editor", "editora": "editor", "editorb": "editor", "editorc": "editor",
        "illustrator": "illustrator", "interviewer": "interviewer", "origauthor": "original-author",
        "performer": "performer", "producer": "producer", "recipient": "recipient",
        "serieseditor": "collection-editor", "translator": "translator",
    }
)  # fmt: skip
"""Field of names → role; what ``editortype`` and its like say goes before."""

EDITOR_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "chair": "chair", "collaborator": "contributor", "compiler": "compiler", "composer": "composer",
        "curator": "curator", "director": "director", "editor": "editor", "executiveproducer": "executive-producer",
        "host": "host", "illustrator": "illustrator", "narrator": "narrator", "organizer": "organizer",
        "performer": "performer", "producer": "producer", "scriptwriter": "script-writer",
        "serieseditor": "collection-editor", "writer": "script-writer",
    }
)  # fmt: skip

DATES: Mapping[str, str] = MappingProxyType(
    {"urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
)

GENRES: Mapping[str, str] = MappingProxyType(
    {
        "phdthesis": "Doctoral dissertation", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis",
        "bathesis": "Bachelor’s thesis", "candthesis": "Candidate’s thesis", "techreport": "Technical report",
        "resreport": "Research report", "software": "Computer software", "datacd": "Data CD", "audiocd": "Audio CD",
        "patent": "Patent", "patentus": "U.S. patent", "patenteu": "European patent", "patentde": "German patent",
        "patentfr": "French patent", "patentuk": "British patent", "patreq": "Patent request",
        "patrequs": "U.S. patent request", "patreqeu": "European patent request",
        "patreqde": "German patent request", "patreqfr": "French patent request", "patrequk": "British patent request",
    }
)  # fmt: skip
"""The keys that BibLaTeX knows for ``type``, and the words that APA has for them."""

_GENRE_OF_TYPE = {"phdthesis": "phdthesis", "mastersthesis": "mathesis"}
_SERIES = {"newseries": "new series", "oldseries": "old series"}
_RANGE = re.compile(r"\s?(?:-{1,3}|–)\s?")
_SPAN = re.compile(r"(?<=[0-9])–(?=[0-9])")
_LIST = re.compile(r"\s+and\s+")
_LEAST_WORDS = 2


def to_item(entry: Entry) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the CSL-JSON item of an entry, its id the entry's key, and the problems of its names and dates."""
    mapper = _Mapper(entry)
    return mapper.item(), tuple(mapper.problems)


@dataclass(slots=True)
class _Mapper:
    entry: Entry
    problems: list[Problem] = field(default_factory=list)
    language: str = ""
    type: str = FALLBACK_TYPE

    def item(self) -> dict[str, Any]:
        self.language = self.language_of_entry()
        self.type = type_of(self.entry)
        item = {
            "id": self.entry.key,
            "type": self.type,
            **self.titles(),
            **self.names(),
            **{variable: self.first(*names) for variable, names in TEXTS.items()},
            "original-title": self.original_title(),
            **self.numbers(),
            **self.publication(),
            **self.dates(),
            **self.addresses(),
            "language": self.language or ENGLISH,
        }
        return {variable: value for variable, value in item.items() if value}

    def raw(self, *names: str) -> str:
        for name in names:  # asked eighty times for each entry, so no generator
            if value := self.entry.fields.get(name):
                return value
        return ""

    def first(self, *names: str) -> str:
        """Return the text of the first of some fields that is there."""
        value = self.raw(*names)
        return (to_rich_text(value) if self.entry.is_latex else literal(value)) if value else ""

    def plain(self, value: str) -> str:
        return literal(to_text(value)) if self.entry.is_latex else literal(value)

    def language_of_entry(self) -> str:
        if langid := self.raw("langid", "hyphenation"):
            tag = language_tag(langid)
            if not tag:
                name = "langid" if "langid" in self.entry.fields else "hyphenation"
                self.problems.append(unknown_language(self.entry, name, langid))
            return tag
        return language_tag(self.raw("language"))

    def title(self, name: str, subtitle: str = "", addon: str = "") -> str:
        """Return a title in sentence case if it is English, with its subtitle and what is added to it."""
        behind = raised(self.cased(subtitle)) if self.is_lowered else self.cased(subtitle)
        whole = _after(self.cased(name), " : " if self.language.startswith("fr") else ": ", behind)
        return _after(whole, ". ", self.first(addon))

    @property
    def is_lowered(self) -> bool:
        """Return whether titles are brought into sentence case."""
        return self.entry.is_latex and is_english(self.language) and self.type not in LAWS

    def cased(self, name: str) -> str:
        value = self.raw(name)
        if not value or not self.entry.is_latex:
            return literal(value)
        return title_text(value, is_lowered=self.is_lowered)

    def as_written(self, name: str) -> str:
        """Return a name whose words between braces no style may change: ``{{blog.example.org}}``."""
        value = self.raw(name)
        return title_text(value, is_lowered=False) if self.entry.is_latex else literal(value)

    def titles(self) -> dict[str, str]:
        title = self.title("title", "subtitle", "titleaddon")
        main = self.title("maintitle", "mainsubtitle", "maintitleaddon")
        event = _after(self.first("eventtitle"), ". ", self.first("eventtitleaddon"))
        titles = {"title": title, "event-title": event}
        if self.type in PARTS:
            book = self.title("booktitle", "booksubtitle", "booktitleaddon")
            titles |= {"container-title": main or book, "volume-title": book if main else ""}
        elif main:
            titles |= {"title": main, "volume-title": title}
        if self.type in JOURNALS or self.type == "periodical":
            journal = _after(self.first("journaltitle", "journal"), ": ", self.first("journalsubtitle"))
            issue = self.title("issuetitle", "issuesubtitle")
            titles |= {"container-title": journal, "volume-title": issue if title else ""}
            if self.type == "periodical" and issue:
                titles |= {"title": issue, "container-title": title, "volume-title": ""}
        else:
            journal = self.first("journaltitle", "journal")
            journal = journal or (self.first("booktitle") if self.type in SHOWS else self.cased("booktitle"))
            is_itself = self.type == "book" and self.raw("booktitle") == self.raw("title")  # lent to its chapters
            titles.setdefault("container-title", "" if is_itself else journal)
        return {**titles, "title-short": self.cased("shorttitle") or self.shortened(titles["title"])}

    def original_title(self) -> str:
        """Return the title of what was translated, in whose language styles change no letters."""
        value = self.raw("origtitle")
        if not value or not self.entry.is_latex:
            return literal(value)
        is_foreign = not is_english(language_tag(self.raw("origlanguage")) or "und")
        return title_text(f"{{{value}}}" if is_foreign else value, is_lowered=False)

    def shortened(self, title: str) -> str:
        """Return a title without what follows it; laws and cases are cited by their whole names."""
        if self.type in LAWS:
            return ""
        is_followed = any(map(self.raw, ("subtitle", "titleaddon"))) and not self.raw("maintitle")
        return self.cased("title") if is_followed else short_title(title)

    def names(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for name, role in ROLES.items():
            if value := self.raw(name):
                kind = self.raw(f"{name}type").lower()
                found.setdefault(EDITOR_TYPES.get(kind, role) if name.startswith("editor") else role, []).extend(
                    self.people(name, value)
                )
        if self.type == "patent" and "author" not in found and (holder := self.raw("holder")):
            found["author"] = self.people("holder", holder)
        return found

    def people(self, name: str, value: str) -> list[Name]:
        people = []
        keeps = "useprefix=false" not in self.raw("options").replace(" ", "").lower()
        parts = split_names(value)
        for part, following in zip(parts, [*parts[1:], ""], strict=True):
            person = read_name(part, self.plain, keeps_particle=keeps)
            if person is None:
                self.problems.append(too_many_commas(self.entry, name, part))
            elif person:
                people.append(person)
                if holds_several(part) and not looks_corporate(part):
                    self.problems.append(several_names(self.entry, name, self.plain(part)))
                elif looks_corporate(part):
                    rest = self.plain(following)
                    self.problems.append(
                        corporate_name(
                            self.entry,
                            name,
                            self.plain(part),
                            _in_order(person),
                            rest if continues_body(part, following) else "",
                            rest if may_continue_body(part, following) else "",
                        )
                    )
        return people

    def numbers(self) -> dict[str, str]:
        number, series, part = self.first("number"), self.first("series"), self.first("part")
        volume = self.first("volume", "jourvol")
        numbers = {
            "collection-title": _series(series) if self.type in JOURNALS else series,
            "page": _RANGE.sub("-", self.first("pages")),
            "edition": edition(self.first("edition"), self.type),
            "volume": _spanned(f"{volume}.{part}" if volume and part else volume),
            "part-number": "" if volume else part,
        }
        if self.type in JOURNALS or self.type == "periodical":
            issue = ", ".join(filter(None, (_spanned(number), self.first("issue"))))
            article = self.first("eid")  # APA and Chicago know it; others print only pages
            return {**numbers, "issue": issue, "number": article, "page": numbers["page"] or article}
        if self.type in BOOKS and series:
            return {**numbers, "collection-number": number}
        return {**numbers, "number": number}

    def publication(self) -> dict[str, str]:
        places = self.several("location", "address")
        maker = self.publisher(len(_LIST.split(self.raw("location", "address"))))
        how = self.first("howpublished")
        out = {
            "publisher-place": places,
            "genre": self.genre(),
            "note": _after(self.first("note"), ". ", self.first("addendum")),
            "status": self.status(),
        }
        if self.type == "legal_case":
            return {**out, "authority": maker, "publisher-place": "", "jurisdiction": places}
        if self.type == "patent":
            return {**out, "publisher": maker, "publisher-place": "", "jurisdiction": places}
        if self.type in POSTS:
            return {**out, "container-title": self.as_written("howpublished") or maker}
        if self.type == "webpage" and how:  # the name of the site
            return {**out, "publisher": maker, "container-title": self.as_written("howpublished")}
        if self.type == "document":  # as pandoc reads it: styles would print "In Press release" before a container
            return {**out, "publisher": "; ".join(filter(None, (maker, how)))}
        return {**out, "publisher": maker or how}

    def status(self) -> str:
        return STATES.get(self.raw("year", "date").lower(), "") or STATES.get(
            self.raw("pubstate").lower(), self.first("pubstate")
        )

    def publisher(self, places: int) -> str:
        """Return who published it. ``A and B`` is a list, if not ``Simon and Schuster``: see `_is_list`."""
        value = self.raw("publisher")
        parts = _LIST.split(value) if "{" not in value else split_names(value)
        if len(parts) > 1 and (places == len(parts) or all(len(part.split()) >= _LEAST_WORDS for part in parts)):
            return self.joined(parts)
        return self.first("publisher", "school", "institution", "organization")

    def several(self, *names: str) -> str:
        return self.joined(split_names(self.raw(*names)))

    def joined(self, parts: Sequence[str]) -> str:
        return "; ".join(filter(None, (self.plain(part) for part in parts)))

    def genre(self) -> str:
        kind = self.raw("type") or _GENRE_OF_TYPE.get(self.entry.type, "")
        return GENRES.get(kind.lower(), "") or (self.plain(kind) if kind else "")

    def dates(self) -> dict[str, Date]:
        dates = {"issued": self.issued()}
        for name, variable in DATES.items():
            if value := self.raw(name):
                dates[variable] = self.date(name, read_date(value))
        return {variable: date for variable, date in dates.items() if date}

    def issued(self) -> Date:
        name = "date" if self.raw("date") else "year"
        text = self.plain(self.raw(name))
        if not text or text.lower() in UNDATED or text.lower() in STATES:
            return {}
        date = read_date(self.raw(name)) if name == "date" else None
        date = date or read_year(text, self.plain(self.raw("month")), self.raw("day"), is_date=name == "date")
        return self.date(name, date, is_printed=True)

    def date(self, name: str, date: Date | None, *, is_printed: bool = False) -> Date:
        if date is not None:
            return date
        text = self.plain(self.raw(name))
        self.problems.append(bad_date(self.entry, name, text, is_printed=is_printed))
        return {"literal": text} if is_printed else {}

    def addresses(self) -> dict[str, str]:
        doi, _ = doi_of(self.raw("doi"))
        addresses = {"DOI": doi, "URL": web_address(self.raw("url"))}
        kind = self.raw("eprinttype", "archiveprefix").lower()
        eprint = self.plain(self.raw("eprint"))
        if not eprint:
            return addresses
        if kind == "arxiv":
            return {
                **addresses,
                **arxiv(eprint, is_preprint=self.type == "article"),
                **{name: value for name, value in addresses.items() if value},
            }
        places = {"jstor": "https://www.jstor.org/stable/", "hdl": "https://hdl.handle.net/"}
        if kind == "pubmed":
            addresses["PMID"] = eprint
        elif kind in places and not addresses["URL"]:
            addresses["URL"] = web_address(places[kind] + eprint)
        return addresses


def _in_order(name: Name) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle", ""), name.get("family", ""))))
    return ", ".join(filter(None, (family, name.get("given", ""))))


def _after(text: str, sign: str, addition: str) -> str:
    """Return two texts joined by a sign, or by a space where the first ends in a sign of its own."""
    if not text or not addition:
        return text or addition
    return f"{text}{' ' if plain(text)[-1:] in '?!.:' else sign}{addition}"


def _spanned(text: str) -> str:
    """Return numbers with the hyphen that CSL has for "to" (and prints as the style has it)."""
    return _SPAN.sub("-", text) if "–" in text else text


def _series(text: str) -> str:
    if text.isdigit():
        number = int(text)
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending} series"
    return _SERIES.get(text.lower(), text)
