"""Faults of the content as values: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Iterable


_LONGEST_SHOWN = 60
_LEAST_PART = 4


class Severity(Enum):
    """How much a problem weighs: errors and warnings fail the gate, information does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Family(Enum):
    """What a kind of problem is about. The value is (name, title, numbers); those of a list begin alike."""

    DOCUMENT = ("document", "Files and their front matter", ("CW1",))
    FIELDS = ("fields", "Fields and their values", ("CW2",))
    TERMS = ("terms", "Terms and vocabularies", ("CW3",))
    LINKS = ("links", "Links between records", ("CW4",))
    WEB = ("web", "Addresses on the web", ("CW41",))
    CITATIONS = ("citations", "Citations in texts", ("CW50", "CW52", "CW53"))
    BIBLIOGRAPHY = (
        "bibliography",
        "Entries of the bibliography",
        ("CW503", "CW504", "CW505", "CW507", "CW51", "CW524", "CW525", "CW527", "CW55", "CW56"),
    )
    SITE = ("site", "Settings and what the build makes", ("CW508", "CW509", "CW521", "CW526", "CW54", "CW638"))
    EVIDENCE = ("evidence", "Claims, bearings and what bears them", ("CW6",))
    LANGUAGE = ("language", "Words and sentences", ("CW70", "CW71"))
    ACCESSIBILITY = ("accessibility", "What keeps readers out", ("CW72",))
    GATE = ("gate", "The check itself", ("CW8",))

    @property
    def label(self) -> str:
        """Return the word by which commands and addresses know the family."""
        label: str = self.value[0]
        return label

    @property
    def title(self) -> str:
        """Return the heading above its kinds of problems."""
        title: str = self.value[1]
        return title

    @classmethod
    def of(cls, number: str) -> Family:
        """Return the family of a number: that whose beginning fits longest."""
        fits = [(len(start), family) for family in cls for start in family.value[2] if number.startswith(start)]
        return max(fits, key=lambda found: found[0])[1]


class Code(Enum):
    """Every kind of problem, once. The value is (number, severity, title); numbers are never reused."""

    NOT_UTF8 = ("CW101", Severity.ERROR, "The file is not UTF-8 text")
    BINARY = ("CW102", Severity.ERROR, "The file is not text")
    BYTE_ORDER_MARK = ("CW103", Severity.WARNING, "The file begins with a byte order mark")
    WINDOWS_LINES = ("CW104", Severity.INFO, "The file has Windows line ends")
    TOO_LARGE = ("CW105", Severity.ERROR, "The file is too large")
    EMPTY = ("CW106", Severity.ERROR, "The file is empty")
    OUTSIDE = ("CW107", Severity.ERROR, "The file is a link to a place outside the casebook")
    NO_FRONT_MATTER = ("CW108", Severity.ERROR, "The file has no front matter")
    UNCLOSED_FRONT_MATTER = ("CW109", Severity.ERROR, "The front matter is not closed")
    YAML_SYNTAX = ("CW110", Severity.ERROR, "The YAML cannot be read")
    TAB = ("CW111", Severity.ERROR, "A tab is used for indentation")
    DUPLICATE_KEY = ("CW112", Severity.ERROR, "A field is given twice")
    YAML_FEATURE = ("CW113", Severity.ERROR, "An anchor, alias or tag is used")
    TOO_DEEP = ("CW114", Severity.ERROR, "The YAML is nested too deeply")
    NOT_A_MAPPING = ("CW115", Severity.ERROR, "The document is not a list of fields")
    UNREADABLE = ("CW116", Severity.ERROR, "The file cannot be opened")
    MISPLACED = ("CW117", Severity.WARNING, "The file does not belong in this folder")

    MISSING_FIELD = ("CW201", Severity.ERROR, "A required field is missing")
    UNKNOWN_FIELD = ("CW202", Severity.ERROR, "The field is not known")
    WRONG_TYPE = ("CW203", Severity.ERROR, "The value has the wrong form")
    BAD_DATE = ("CW204", Severity.ERROR, "The date cannot be read")
    BAD_NUMBER = ("CW205", Severity.ERROR, "The number cannot be read")
    BAD_ID = ("CW206", Severity.ERROR, "The id has a form that cannot be an address")
    ID_NOT_FILE_NAME = ("CW207", Severity.ERROR, "The id differs from the file name")
    DUPLICATE_ID = ("CW208", Severity.ERROR, "Two records have the same id")
    SUMMARY_TOO_LONG = ("CW209", Severity.WARNING, "The summary is too long")
    RAW_HTML = ("CW210", Severity.ERROR, "Raw HTML is not allowed")
    BAD_ORCID = ("CW211", Severity.ERROR, "The ORCID is not valid")
    DUPLICATE_ITEM = ("CW212", Severity.ERROR, "Two items of a list have the same id")
    TOP_HEADING = ("CW213", Severity.WARNING, "The text has a heading of the first level")
    IMAGE = ("CW214", Severity.ERROR, "Images are not supported in records yet")
    NOT_IN_ORDER = ("CW215", Severity.WARNING, "Dated states are not in order of time")
    MINUTES = ("CW216", Severity.ERROR, "The minutes do not add up")
    TOO_LONG = ("CW217", Severity.ERROR, "The text is too long")
    DATES = ("CW218", Severity.ERROR, "The dates contradict each other")
    ONLY_PARTS = ("CW219", Severity.ERROR, "No dated state is one of the whole case")

    UNKNOWN_TERM = ("CW301", Severity.ERROR, "The term is not in the vocabulary")
    NO_VOCABULARY = ("CW302", Severity.ERROR, "The vocabulary is missing")
    BROADER_TERM = ("CW303", Severity.ERROR, "The broader term is unknown or leads back to the term")
    UNIT = ("CW304", Severity.ERROR, "The unit is no currency and no unit that is known")
    UNIT_NAME = ("CW305", Severity.ERROR, "The unit does not measure what its name says")

    DEPRECATED_TERM = ("CW306", Severity.WARNING, "A deprecated term is used")
    REPLACED_BY = ("CW307", Severity.ERROR, "The term that takes another's place cannot do so")
    REPLACED_ACTIVE = ("CW308", Severity.WARNING, "A term has a replacement and is not deprecated")

    DANGLING_LINK = ("CW401", Severity.ERROR, "The link leads to no record")
    SELF_LINK = ("CW402", Severity.ERROR, "The record is related to itself")
    CYCLE = ("CW403", Severity.ERROR, "The cases continue each other in a circle")
    ALIAS_TAKEN = ("CW404", Severity.ERROR, "The former id belongs to another record")
    BAD_LINK = ("CW405", Severity.ERROR, "The link cannot be read")

    GONE_PAGE = ("CW410", Severity.WARNING, "A web address leads nowhere")
    LOST_COPY = ("CW411", Severity.WARNING, "An archived copy is gone")
    MOVED_PAGE = ("CW412", Severity.INFO, "A web page has moved for good")
    SEEMS_GONE = ("CW413", Severity.INFO, "A web page seems to be gone")
    UNSURE_ADDRESS = ("CW414", Severity.INFO, "Whether a web address leads anywhere could not be told")
    PRIVATE_ADDRESS = ("CW415", Severity.WARNING, "A web address is not one that everybody can open")
    GONE_WITH_COPY = ("CW416", Severity.INFO, "A web page is gone, and its archived copy is linked")

    UNDEFINED_SOURCE = ("CW501", Severity.ERROR, "The source is in no bibliography")
    UNUSED_SOURCE = ("CW502", Severity.INFO, "The source is never cited")
    DUPLICATE_SOURCE = ("CW503", Severity.ERROR, "Two sources have the same key")
    BROKEN_ENTRY = ("CW504", Severity.ERROR, "The bibliography entry cannot be read")
    UNDEFINED_STRING = ("CW505", Severity.ERROR, "The abbreviation is not defined")
    BAD_CITATION = ("CW506", Severity.ERROR, "The citation cannot be read")
    SOURCE_FIELD = ("CW507", Severity.WARNING, "The bibliography entry lacks a field")
    ENGINE = ("CW508", Severity.ERROR, "The references cannot be formatted")
    STYLE = ("CW509", Severity.ERROR, "The citation style cannot be used")
    CROSSREF = ("CW510", Severity.ERROR, "The entry from which another inherits is missing or leads back to it")
    ENTRY_TYPE = ("CW511", Severity.WARNING, "The type of the bibliography entry is not known")
    CORPORATE_NAME = ("CW512", Severity.WARNING, "An organisation is written as if it were a person")
    DOI_AS_ADDRESS = ("CW513", Severity.INFO, "The DOI is given as an address")
    BAD_DOI = ("CW514", Severity.WARNING, "The DOI cannot be read")
    TITLE_IN_CAPITALS = ("CW515", Severity.WARNING, "The title is in capitals")
    SOURCE_DATE = ("CW516", Severity.WARNING, "The date of the bibliography entry cannot be read")
    SOURCE_LANGUAGE = ("CW517", Severity.WARNING, "The language of the bibliography entry is not known")
    UNKNOWN_MACRO = ("CW518", Severity.WARNING, "A LaTeX macro in the bibliography is not known")
    FIELD_NAME = ("CW519", Severity.WARNING, "A field of the bibliography entry seems to be misspelt")
    UNKNOWN_LOCATOR = ("CW520", Severity.WARNING, "The locator is not known")
    PLAIN_SUFFIX = ("CW522", Severity.INFO, "A word and a number may have been meant as a locator")
    WORDED_LOCATOR = ("CW523", Severity.INFO, "A locator of words needs braces")
    UNKNOWN_LANGUAGE = ("CW521", Severity.ERROR, "The language is not known")

    SEVERAL_NAMES = ("CW524", Severity.WARNING, "Several names are written as one")
    NOT_LISTED = ("CW525", Severity.WARNING, "The citation style prints no entry for a work")
    EMPTY_CITATION = ("CW526", Severity.WARNING, "The citation style prints nothing for a citation")
    VARIABLE_FORM = ("CW527", Severity.WARNING, "A value of a CSL-JSON record has not the form of its variable")

    SOURCE_AS_LOCATOR = ("CW530", Severity.ERROR, "A source stands where a page is expected")
    NO_AT_SIGN = ("CW531", Severity.WARNING, "A citation has no at-sign")
    UNCLOSED_CITATION = ("CW532", Severity.ERROR, "The brackets of a citation are not closed")
    CITATION_IN_LINK = ("CW533", Severity.WARNING, "A citation stands in the words of a link")
    KEY_WITH_SPACE = ("CW534", Severity.WARNING, "The key of a citation holds a space")

    SAME_DOI = ("CW550", Severity.WARNING, "Two entries have the same DOI")
    SAME_WORK = ("CW551", Severity.INFO, "Two entries seem to be the same work")
    ACCESS_DATE = ("CW552", Severity.INFO, "Web pages are cited without the day of reading")
    PREPRINT = ("CW553", Severity.INFO, "A preprint is cited whose published version is in the bibliography")
    WITHDRAWN = ("CW554", Severity.INFO, "A source that was withdrawn is cited")
    WRECKED_ENTRY = ("CW555", Severity.WARNING, "Letters of an entry were wrecked by a wrong encoding")

    SEARCH = ("CW540", Severity.WARNING, "The search index could not be made")
    BRIEF = ("CW541", Severity.WARNING, "The one-page brief could not be made")
    BRIEF_SIGNS = ("CW542", Severity.INFO, "The one-page brief lacks signs of the text")
    SHARE_IMAGE = ("CW543", Severity.WARNING, "The picture for shared links could not be made")

    CLAIM_WITHOUT_SOURCE = ("CW601", Severity.ERROR, "A claim has no source")
    BEARING_WITHOUT_REASON = ("CW602", Severity.ERROR, "A bearing has no reason")
    THIN_WITHOUT_NOTE = ("CW603", Severity.ERROR, "A thinly documented case does not say so")
    STRENGTH = ("CW604", Severity.ERROR, "The stance and the strength of a bearing do not go together")
    REPORTER_UNKNOWN = ("CW605", Severity.ERROR, "The reporter of a figure is unknown, and no note says so")
    NOT_INDEPENDENT = ("CW606", Severity.ERROR, "Evidence of a cause comes from the body itself")
    NOT_CONFIRMED = ("CW607", Severity.ERROR, "Confirmed evidence has only one independent source")
    ONE_CASE = ("CW608", Severity.INFO, "All bearings on a lesson come from one case")
    SHALLOW_SOURCE = ("CW609", Severity.ERROR, "A figure rests on a source that was hardly read, and no note says so")
    UNLINKED = ("CW610", Severity.INFO, "A name stands for a record and is not linked")
    PROJECTED_EFFECT = ("CW611", Severity.ERROR, "A forecast or target is given as an effect")
    ABOUT_OTHERS = ("CW612", Severity.ERROR, "A figure or bearing about others does not say what it is about")
    BASELINE_UNIT = ("CW613", Severity.ERROR, "The figure before is of another kind than the figure")
    BASELINE_DATE = ("CW614", Severity.ERROR, "The figure before is of a later date than the figure")
    FUTURE = ("CW615", Severity.ERROR, "A figure is dated after the record was last touched")
    UNCITED_FIGURE = ("CW616", Severity.INFO, "A figure stands in a sentence without a citation")
    INDICATOR_UNIT = ("CW617", Severity.ERROR, "The unit is none in which the thing is measured")
    INDICATOR_TAKES = ("CW618", Severity.ERROR, "An indicator does not say in which units it is measured")
    ABOUT_WHOM = ("CW619", Severity.ERROR, "A bearing does not name whom or what it is about")
    OLD_STATE = ("CW620", Severity.ERROR, "The last state is a beginning, and more is known of what came later")
    DUE_DATE = ("CW621", Severity.ERROR, "The date of a forecast or target does not say whether it is the due date")
    PATTERN_WITHOUT_REASON = ("CW622", Severity.ERROR, "Who leads is named without a cited reason")
    INSIDE_REPORTER = ("CW623", Severity.ERROR, "A figure from the body itself is given to somebody outside")
    OWN_ACCOUNT = ("CW624", Severity.ERROR, "The account of those who took part is rated above weak")
    REASON_SOURCE = ("CW625", Severity.ERROR, "A source in the reason of a bearing is not among its sources")

    ACRONYM = ("CW701", Severity.INFO, "An acronym is not written out")
    LONG_SENTENCE = ("CW702", Severity.INFO, "A sentence is very long")
    WORD_CHOICE = ("CW703", Severity.INFO, "A word may shut some readers out")
    WRECKED_TEXT = ("CW704", Severity.WARNING, "Letters were wrecked by a wrong encoding")

    EMPTY_LINK_WORDS = ("CW720", Severity.WARNING, "The words of a link do not say where it leads")
    HEADING_JUMP = ("CW721", Severity.WARNING, "The levels of headings have a gap")
    BOLD_HEADING = ("CW722", Severity.WARNING, "A paragraph in bold stands for a heading")

    CANNOT_IGNORE = ("CW801", Severity.ERROR, "A record passes over what cannot be passed over")
    IGNORED_IN_VAIN = ("CW802", Severity.WARNING, "A record passes over what is not found in it")
    UNSEEN_BLANKS = ("CW803", Severity.INFO, "Blanks stand where nobody sees them")
    FIELD_ORDER = ("CW804", Severity.INFO, "The fields stand in an order of their own")

    PATHWAY_TIME = ("CW630", Severity.ERROR, "The modules of a pathway take longer than its learner has")
    PREREQUISITE_CYCLE = ("CW631", Severity.ERROR, "Modules build on each other in a circle")
    PATHWAY_ORDER = ("CW632", Severity.ERROR, "A module stands in a pathway before what it builds on")
    NOT_TRAINED = ("CW633", Severity.ERROR, "A case trains a competency that its module does not name")
    NO_DECISION = ("CW634", Severity.ERROR, "A case is used up to its decision, and marks none")
    TOLD_EARLY = ("CW635", Severity.WARNING, "A text for learners tells of a time after the decision")
    REREAD = ("CW636", Severity.INFO, "A case has changed since a module was written against it")
    NO_REVISION = ("CW637", Severity.INFO, "Nothing says which revision of a case a module was written against")
    EDITION_FILE = ("CW638", Severity.ERROR, "The file of an edition cannot be used")
    REPLY_PROVENANCE = ("CW640", Severity.ERROR, "A reply does not say where it comes from")
    REPLY_BODY = ("CW641", Severity.ERROR, "A reply comes from a body that the case does not describe")
    REPLY_SOURCE = ("CW642", Severity.ERROR, "The source of a reply is not by the body that replies")
    REPLY_AS_EVIDENCE = ("CW643", Severity.ERROR, "A bearing rests on a reply")
    REPLY_DATES = ("CW644", Severity.ERROR, "The dates of a reply contradict the record")

    @property
    def number(self) -> str:
        """Return the stable number that users see and search for, such as ``CW112``."""
        return self.value[0]

    @property
    def severity(self) -> Severity:
        """Return how much problems of this kind weigh."""
        return self.value[1]

    @property
    def title(self) -> str:
        """Return the one-line description used in documentation."""
        return self.value[2]

    @property
    def family(self) -> Family:
        """Return what problems of this kind are about."""
        return Family.of(self.number)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the casebook with ``/``, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: its kind, its place, the field it concerns, one sentence and one hint."""

    code: Code
    where: Location
    message: str
    hint: str
    path: str = ""
    """Key path such as ``claims[0].date``; empty when the fault is not in a field."""
    ignored: str = ""
    """Why its record passes it over; empty where it does not."""

    @property
    def sort_key(self) -> tuple[Location, str, str, str]:
        """Return the order in which problems are shown: by place, then number, then text."""
        return (self.where, self.code.number, self.path, self.message)

    @property
    def fails(self) -> bool:
        """Return whether the gate stays shut because of this problem."""
        return self.code.severity is not Severity.INFO and not self.ignored

    def __str__(self) -> str:
        field = f" {self.path}" if self.path else ""
        passed = f"\n    ignored: {self.ignored}" if self.ignored else ""
        return f"{self.where}: {self.code.number}{field}: {self.message}\n    hint: {self.hint}{passed}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))


def quoted(text: str) -> str:
    """Return text as messages show it: in quotation marks, on one line, shortened, without signs nobody can see."""
    line = " ".join(text.split())
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line[:_LONGEST_SHOWN])
    return f'"{shown}"' if len(line) <= _LONGEST_SHOWN else f'"{shown}…"'


def nearest(word: str, choices: Iterable[str], *, cutoff: float = 70.0) -> str | None:
    """Return the choice most like ``word`` (similarity 0-100 of at least ``cutoff``), or None.

    Where none is alike, the shortest choice that contains the word is near it: ``budget`` and ``budget-office``.
    """
    if len(word) > _LONGEST_SHOWN:
        return None
    known = sorted(choices, key=lambda choice: (len(choice), choice))
    found = process.extractOne(word, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff)
    if found:
        return found[0]
    part = utils.default_process(word)
    holds = (choice for choice in known if part in utils.default_process(choice))
    return next(holds, None) if len(part) >= _LEAST_PART else None


def did_you_mean(word: str, choices: Iterable[str], otherwise: str) -> str:
    """Return a hint that names the nearest choice, or ``otherwise`` where none is near."""
    match = nearest(word, choices)
    return f'did you mean "{match}"?' if match else otherwise
