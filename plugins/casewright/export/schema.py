"""The table of fields as JSON Schema (draft 2020-12), for editors and for programs of others.

A schema never refuses what the check accepts, but for two things that a person does better at once: a field that is
there and says nothing, and ``yes`` and ``no`` in capitals. It accepts more than the check, which knows the other files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casewright.export.json_text import json_text
from casewright.model.fields import (
    DateText,
    Field,
    FieldType,
    Group,
    IdText,
    ListOf,
    Number,
    PlainText,
    ProseText,
    RecordRef,
    TermText,
    YesNo,
    fields_of,
)
from casewright.model.ids import ID_LENGTH
from casewright.model.library import RECORD_TYPES, Library
from casewright.model.vocabulary import Term, Vocabulary
from casewright.read.record import LONGEST_PROSE

SCHEMA = "schema/v1/"
"""The folder of the schemas on the site; a change that refuses what was right before goes into another."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Mapping[str, type] = {**{kind.value: type_ for kind, type_ in RECORD_TYPES.items()}, "vocabulary": Vocabulary}
"""What there is a schema of, by the word for it: each kind of record, and the files of vocabularies."""

ID = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_MOMENT = "([0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?[~?%]?|[0-9]{4}-2[1-4]|[0-9]{3}X)"
DATE = f"^({_MOMENT}|{_MOMENT}/{_MOMENT}|{_MOMENT}/\\.\\.|\\.\\./{_MOMENT})$"
DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_NUMBER = "^-?[0-9]{1,18}(\\.[0-9]{1,9})?$"
ORCID = "^([0-9]{4}-){3}[0-9]{3}[0-9X]$"
_PATTERNS = {"orcid": ORCID}
_TEXT = ["string", "number", "boolean"]
"""A title such as 2012 is a number to YAML and text to us."""


def schema_files(library: Library, *, site_address: str = "") -> Iterator[tuple[str, str]]:
    """Yield (address, text) of every schema; each names its own address, where that of the site is known."""
    for name in SCHEMAS:
        yield f"{SCHEMA}{name}.json", schema_text(name, library, site_address=site_address)


def schema_text(name: str, library: Library, *, site_address: str = "") -> str:
    """Return a schema as JSON."""
    return json_text(schema_of(name, library, site_address=site_address)) + "\n"


def schema_of(name: str, library: Library, *, site_address: str = "") -> dict[str, Any]:
    """Return the schema of a kind of record, or of vocabularies: a key of `SCHEMAS`.

    Terms are those of the library's vocabularies, each with its label and definition.
    """
    writer = _Writer({id_: item for id_, item in library.vocabularies.items() if id_ not in library.doubtful})
    own = writer.group(SCHEMAS[name])
    return {
        "$schema": DRAFT,
        **({"$id": f"{site_address}{SCHEMA}{name}.json"} if site_address else {}),
        "title": f"The fields of a {name}",
        **own,
        **({"$defs": dict(sorted(writer.shared.items()))} if writer.shared else {}),
    }


@dataclass(slots=True)
class _Writer:
    """Writes types of fields as schemas; groups and vocabularies stand once, below ``$defs``."""

    vocabularies: Mapping[str, Vocabulary]
    shared: dict[str, dict[str, Any]] = field(default_factory=dict)

    def group(self, type_: type) -> dict[str, Any]:
        table = fields_of(type_)
        return {
            "description": str(type_.__doc__).partition("\n")[0],
            "type": "object",
            "properties": {name: self.field(row) for name, row in table.items()},
            "required": [name for name, row in table.items() if row.is_required],
            "additionalProperties": False,
        }

    def field(self, row: Field) -> dict[str, Any]:
        """Return the schema of a field: what it means, what it may be, and an example, if that is one here."""
        example = self._example(row.type, row.example) if row.example else None
        examples = {} if example is None else {"examples": [example]}
        return {"description": row.doc, **self.value(row.type), **examples}

    def value(self, type_: FieldType) -> dict[str, Any]:  # noqa: C901, PLR0911 - one line for each form
        match type_:
            case ListOf():
                least = {"minItems": type_.least} if type_.least else {}
                return {"type": "array", "items": self.value(type_.item), **least}
            case Group():
                return self._once(type_.type.__name__, lambda: self.group(type_.type))
            case TermText():
                return self._once(f"terms of {type_.vocabulary}", lambda: self._terms(type_.vocabulary))
            case IdText() | RecordRef():
                return {"type": "string", "pattern": ID, "maxLength": ID_LENGTH}
            case DateText():
                return _date(type_)
            case Number():
                return _number(type_)
            case YesNo():
                return {"enum": ["yes", "no", True, False]}
            case ProseText():
                return {"type": _TEXT, "pattern": "\\S", "maxLength": LONGEST_PROSE}
            case PlainText() if type_.one_of:
                return {"enum": list(type_.one_of)}
            case PlainText() if type_.pattern:
                return {"type": "string", "pattern": _PATTERNS[type_.pattern]}
            case _:
                return {"type": _TEXT, "pattern": "\\S"}

    def _once(self, name: str, write: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        key = name.replace(" ", "-")
        if key not in self.shared:
            self.shared[key] = {}  # a group that holds its own kind ends here
            self.shared[key] = write()
        return {"$ref": f"#/$defs/{key}"}

    def _terms(self, name: str) -> dict[str, Any]:
        vocabulary = self.vocabularies.get(name)
        if vocabulary is None or not vocabulary.terms:
            return {"type": "string", "pattern": ID, "maxLength": ID_LENGTH}
        terms = {term.id: term for term in reversed(vocabulary.terms)}
        return {
            "title": vocabulary.title,
            "oneOf": [
                {"const": term.id, "title": term.label, "description": term.definition, **_deprecated(term)}
                for term in vocabulary.terms
                if terms[term.id] is term
            ],
        }

    def _example(self, type_: FieldType, text: str) -> Any:  # noqa: ANN401 - a plain value
        """Return an example as the value that YAML makes of it, or None where it names a term that is not there."""
        if isinstance(type_, ListOf):
            items = [self._example(type_.item, item.strip()) for item in text.strip("[]").split(", ")]
            return None if None in items else items
        if isinstance(type_, TermText):
            vocabulary = self.vocabularies.get(type_.vocabulary)
            return text if vocabulary is None or vocabulary.get(text) else None
        if isinstance(type_, Number):
            return float(text) if "." in text else int(text)
        return text


def _deprecated(term: Term) -> dict[str, Any]:
    return {"deprecated": True} if term.is_deprecated else {}


def _date(type_: DateText) -> dict[str, Any]:
    if type_.is_day:
        return {"type": "string", "pattern": DAY}
    return {"type": ["string", "integer"], "pattern": DATE, "minimum": 0, "maximum": 9999}


def _number(type_: Number) -> dict[str, Any]:
    """Return the schema of a number; one between quotation marks is one too."""
    if type_.is_whole:
        return {"type": ["integer", "string"], "exclusiveMinimum": 0, "pattern": _NUMBER}
    return {"type": ["number", "string"], "pattern": _NUMBER}
