"""The settings of the form editor (Sveltia CMS), from the table of fields: each field with its form, meaning and terms.

The editor writes pull requests on GitHub. What it writes is checked there like anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from casewright.export.json_text import json_text
from casewright.export.scaffold import BODIES
from casewright.export.schema import DATE, DAY, ID, ORCID
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
from casewright.model.ids import Kind
from casewright.model.library import RECORD_TYPES, Library
from casewright.model.record import written_order
from casewright.model.vocabulary import Vocabulary

TRIAL = "trial"
"""Stands for a repository where nothing is to be saved, for those who want to see the form."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}(@[A-Za-z0-9._/-]{1,100})?\Z")
_BRANCH = "main"
_FORMS: Mapping[type, tuple[str, str]] = {
    IdText: (ID, "Lower-case words joined by hyphens, such as springfield-desk"),
    DateText: (DATE, "A date such as 2012, 2012-07, 2012~ or 2011/2018"),
}


def is_repository(text: str) -> bool:
    """Return whether a text names a repository on GitHub, and maybe a branch: ``owner/name@main``; or is `TRIAL`."""
    return text == TRIAL or _REPOSITORY.match(text) is not None


def form_editor_settings(library: Library, repository: str, *, folder: str = "", title: str = "") -> str:
    """Return the settings as JSON. ``folder`` is that of the casebook in its repository, with a slash at its end."""
    known = {id_: item for id_, item in library.vocabularies.items() if id_ not in library.doubtful}
    settings = {
        "app_title": f"{title}: editor",
        "backend": _backend(repository),
        "publish_mode": "simple" if repository == TRIAL else "editorial_workflow",
        "show_preview_links": False,
        "media_folder": f"{folder}pages/media",
        "slug": {"encoding": "ascii", "lowercase": True},
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True, "yaml": {"indent_sequences": True}},
        "collections": [_collection(kind, folder, known) for kind in Kind],
    }
    return json_text(settings) + "\n"


def _backend(repository: str) -> dict[str, Any]:
    if repository == TRIAL:
        return {"name": "test-repo"}
    name, _, branch = repository.partition("@")
    return {
        "name": "github",
        "repo": name,
        "branch": branch or _BRANCH,
        "open_authoring": True,
        "auth_methods": ["token"],
    }


def _collection(kind: Kind, folder: str, known: Mapping[str, Vocabulary]) -> dict[str, Any]:
    body = {
        "name": "body",
        "label": "Text",
        "widget": "markdown",
        "modes": ["raw"],
        "required": False,
        "default": BODIES[kind],
        "hint": "Markdown, with [@key, p. 4] for a citation and [[id]] for a link.",
    }
    order = written_order(RECORD_TYPES[kind])
    fields = _fields(RECORD_TYPES[kind], known)
    return {
        "name": kind.folder,
        "label": kind.folder.capitalize(),
        "label_singular": kind.value.capitalize(),
        "folder": f"{folder}{kind.folder}",
        "create": True,
        "delete": False,
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "title",
        "slug": {"template": "{{fields.id}}", "editable": False},
        "summary": "{{title}}",
        "aliases_field": False,
        "fields": [*sorted(fields, key=lambda field: order.index(field["name"])), body],
    }


def _fields(type_: type, known: Mapping[str, Vocabulary]) -> list[dict[str, Any]]:
    return [_field(row, known) for row in fields_of(type_).values()]


def _field(row: Field, known: Mapping[str, Vocabulary]) -> dict[str, Any]:
    example = f" Example: {row.example}" if row.example else ""
    return {
        "name": row.name,
        "label": row.name.replace("_", " ").capitalize(),
        "hint": f"{row.doc}{example}",
        "required": row.is_required,
        **_widget(row.type, known),
    }


def _widget(type_: FieldType, known: Mapping[str, Vocabulary]) -> dict[str, Any]:  # noqa: C901, PLR0911 - one line each
    match type_:
        case ListOf():
            return _list(type_, known)
        case Group():
            return {"widget": "object", "fields": _fields(type_.type, known)}
        case TermText() if type_.vocabulary in known:
            return {"widget": "select", "options": _options(known[type_.vocabulary])}
        case RecordRef():
            folder = type_.kind.folder
            named = {"value_field": "id", "display_fields": ["title"], "search_fields": ["title", "id"]}
            return {"widget": "relation", "collection": folder, **named}
        case Number():
            return {"widget": "number", "value_type": "int" if type_.is_whole else "float"}
        case YesNo():
            return {"widget": "select", "options": ["yes", "no"]}
        case ProseText():
            return {"widget": "text"}
        case DateText() if type_.is_day:
            return {"widget": "string", "pattern": [DAY, "A day such as 2026-11-23"]}
        case PlainText() if type_.one_of:
            return {"widget": "select", "options": list(type_.one_of)}
        case PlainText() if type_.pattern:
            return {"widget": "string", "pattern": [ORCID, "16 digits such as 0000-0002-1825-0097"]}
        case _:
            form = _FORMS.get(type(type_))
            return {"widget": "string", **({"pattern": list(form)} if form else {})}


def _list(type_: ListOf, known: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return a list: of terms one choice of several, of groups one form after the other."""
    least = {"min": type_.least} if type_.least else {}
    inner = _widget(type_.item, known)
    if isinstance(type_.item, Group):
        first = next(iter(fields_of(type_.item.type)))
        return {
            "widget": "list",
            "fields": inner["fields"],
            "collapsed": "auto",
            "summary": f"{{{{{first}}}}}",
            **least,
        }
    if inner["widget"] in ("select", "relation"):
        return {**inner, "multiple": True, **least}
    return {"widget": "list", "field": {"name": "item", "label": "Item", **inner}, **least}


def _options(vocabulary: Vocabulary) -> list[dict[str, str]]:
    first = {term.id: term for term in reversed(vocabulary.terms)}
    terms: Iterable[Any] = (term for term in vocabulary.terms if first[term.id] is term)
    return [
        {"label": f"{term.label} ({term.id}{', deprecated' if term.is_deprecated else ''})", "value": term.id}
        for term in terms
    ]
