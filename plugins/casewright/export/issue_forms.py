"""Forms for issues on GitHub: a case, a correction or a source can be proposed without git.

They are made from the table of fields. Lists that grow with every case (places, organisations, methods) are typed and
not chosen, so that a form need not change with each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casewright.export.front_matter import write_yaml
from casewright.export.scaffold import BODIES
from casewright.model.fields import FieldType, Group, ListOf, ProseText, TermText, fields_of
from casewright.model.ids import Kind
from casewright.model.library import Library
from casewright.model.questions import AGREED, SOURCES, STORY, Question, questions

FORMS = ".github/ISSUE_TEMPLATE/"
_TYPED = frozenset({"places", "organisations", "methods", "indicators", "units"})
_MOST_OPTIONS = 100
_MADE = "# Made by `casewright forms` from the table of fields; a change here is lost.\n"
_AGREEMENT = "It is in my own words, and I agree that it is published under CC BY 4.0 with my name as I give it here."


def form_files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of each form, for a repository on GitHub."""
    yield f"{FORMS}case.yml", _MADE + write_yaml(_case(library))
    yield f"{FORMS}correction.yml", _MADE + write_yaml(_correction())
    yield f"{FORMS}source.yml", _MADE + write_yaml(_source(library))
    yield f"{FORMS}config.yml", _MADE + write_yaml({"blank_issues_enabled": True})


def _case(library: Library) -> dict[str, Any]:
    asked = (_asked(question, library) for question in questions())
    return {
        "name": "Propose a case",
        "description": "Tell of a case that belongs into the casebook; no git needed",
        "title": "Case: ",
        "labels": ["case"],
        "body": [
            _words(
                "Write what you know and leave out what you do not: an editor makes a file of this and asks you back. "
                "Each figure and each contested statement needs a source. Number your sources below and name them by "
                "their numbers, such as [1] or [1, p. 4] in text, and 1, p. 4 where only a source is asked for."
            ),
            *asked,
            _area("story", STORY, "What happened, in plain words, with sources such as [1].", value=BODIES[Kind.CASE]),
            _area(
                "sources",
                SOURCES,
                "One on each line: its number, authors, year, title, web address. Say how much of it you read.",
                value="[1] ",
                is_required=True,
            ),
            _boxes("licence", AGREED, _AGREEMENT),
        ],
    }


def _correction() -> dict[str, Any]:
    return {
        "name": "Correct a record",
        "description": "Something in a case, lesson or module is wrong, out of date or unfair",
        "title": "Correction: ",
        "labels": ["correction"],
        "body": [
            _line("page", "Page", "The address of the page, or the id of the record.", is_required=True),
            _area("wrong", "What is wrong", "The sentence or figure as it stands there.", is_required=True),
            _area("right", "What it should say", "In plain words.", is_required=True),
            _area("sources", SOURCES, "Who says so, with page and web address.", is_required=True),
            _boxes("own", "You", "I work or worked for a body that the record is about", is_required=False),
        ],
    }


def _source(library: Library) -> dict[str, Any]:
    levels = library.vocabularies.get("read-levels")
    read = [term.label for term in levels.terms] if levels else []
    return {
        "name": "Name a source",
        "description": "A work that says something about a case or a lesson and is not in the bibliography",
        "title": "Source: ",
        "labels": ["source"],
        "body": [
            _line("authors", "Authors", "Family, Given; or the body that published it.", is_required=True),
            _line("title", "Title", "As printed.", is_required=True),
            _line("year", "Year", "As printed.", is_required=True),
            _line("where", "Published in", "Journal, publisher or site, with volume and pages."),
            _line("address", "Web address or DOI", "Where it can be read."),
            _choice("read", "How much of it did you read?", "", read, is_required=True)
            if read
            else _line("read", "How much of it did you read?", "All, the opening, the abstract?", is_required=True),
            _area("bears", "What it bears on", "Which case or lesson, and what it says there.", is_required=True),
        ],
    }


def _asked(question: Question, library: Library) -> dict[str, Any]:
    """Return the part of the form that asks for a field."""
    row = question.row
    label, needed = question.label, row.is_required
    if question.group:
        return _items(question, question.group)
    inner = row.type.item if isinstance(row.type, ListOf) else row.type
    example = row.example.strip("[]").replace("@doe2013desk", "1")
    if isinstance(inner, ProseText):
        return _area(question.id, label, row.doc, placeholder=example, is_required=needed)
    if isinstance(inner, TermText) and (options := _options(inner, library)):
        several = isinstance(row.type, ListOf)
        return _choice(question.id, label, row.doc, options, is_required=needed, is_multiple=several)
    doc = f"{row.doc} Several with commas between." if isinstance(row.type, ListOf) else row.doc
    return _line(question.id, label, doc, placeholder=example, is_required=needed)


def _options(type_: TermText, library: Library) -> list[str]:
    vocabulary = library.vocabularies.get(type_.vocabulary)
    if vocabulary is None or type_.vocabulary in _TYPED or len(vocabulary.terms) > _MOST_OPTIONS:
        return []
    labels = [term.label for term in vocabulary.terms]
    return labels if len(set(labels)) == len(labels) else [term.id for term in vocabulary.terms]


def _items(question: Question, group: type) -> dict[str, Any]:
    """Return a part of the form that asks for a list of groups: each is a few lines, with an empty line between."""
    rows = fields_of(group).values()
    meanings = "\n".join(f"- `{row.name}`{'' if row.is_required else ' (optional)'} {row.doc}" for row in rows)
    doc = f"{question.row.doc} A few lines for each, an empty line between two. The lines:\n\n{meanings}"
    start = "".join(f"{name}: \n" for row in rows if row.is_required for name in _names(row.name, row.type))
    attributes = {"label": question.label, "description": doc, "value": start, "render": "yaml"}
    return {"type": "textarea", "id": question.id, "attributes": attributes}


def _names(name: str, type_: FieldType) -> Iterator[str]:
    if isinstance(type_, Group):
        yield from (f"{name}.{row.name}" for row in fields_of(type_.type).values() if row.is_required)
    else:
        yield name


def _words(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _line(id_: str, label: str, doc: str, *, placeholder: str = "", is_required: bool = False) -> dict[str, Any]:
    return _part("input", id_, label, doc, {"placeholder": placeholder}, is_required=is_required)


def _area(
    id_: str, label: str, doc: str, *, placeholder: str = "", value: str = "", is_required: bool = False
) -> dict[str, Any]:
    more = {"placeholder": placeholder, "value": value}
    return _part("textarea", id_, label, doc, more, is_required=is_required)


def _choice(
    id_: str, label: str, doc: str, options: list[str], *, is_required: bool, is_multiple: bool = False
) -> dict[str, Any]:
    more = {"multiple": is_multiple, "options": options}
    return _part("dropdown", id_, label, doc, more, is_required=is_required)


def _boxes(id_: str, label: str, text: str, *, is_required: bool = True) -> dict[str, Any]:
    options = [{"label": text, **({"required": True} if is_required else {})}]
    return {"type": "checkboxes", "id": id_, "attributes": {"label": label, "options": options}}


def _part(type_: str, id_: str, label: str, doc: str, more: Mapping[str, Any], *, is_required: bool) -> dict[str, Any]:
    attributes = {"label": label, "description": doc, **more}
    part: dict[str, Any] = {"type": type_, "id": id_, "attributes": {k: v for k, v in attributes.items() if v}}
    return part | ({"validations": {"required": True}} if is_required else {})
