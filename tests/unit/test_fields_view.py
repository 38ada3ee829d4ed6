"""The reference of fields: complete, and with the words of each list."""

from __future__ import annotations

from casewright.edges.starter import starter_files
from casewright.model.fields import Group, ListOf, fields_of
from casewright.model.library import RECORD_TYPES
from casewright.model.record import Record
from casewright.read.library import read_library
from casewright.views.fields import FieldRow, FieldsView, fields_view
from casewright.views.terms import terms_of

LIBRARY, _ = read_library(starter_files())
VIEW = fields_view(terms_of(LIBRARY.vocabularies))


def rows(view: FieldsView) -> dict[str, FieldRow]:
    return {row.id: row for section in view.sections for table in section.tables for row in table.rows}


def declared(type_: type, prefix: str) -> set[str]:
    found = set()
    for name, row in fields_of(type_).items():
        inner = row.type.item if isinstance(row.type, ListOf) else row.type
        found |= {f"{prefix}-{name}"} | (
            declared(inner.type, f"{prefix}-{name}") if isinstance(inner, Group) else set()
        )
    return found


def test_every_field_is_there_once() -> None:
    shared = declared(Record, "field-records")
    assert shared <= rows(VIEW).keys()
    for kind, type_ in RECORD_TYPES.items():
        own = declared(type_, f"field-{kind.value}")
        both = {id_.replace("field-records", f"field-{kind.value}") for id_ in shared}
        assert own - both <= rows(VIEW).keys()
        assert not both & rows(VIEW).keys()
    ids = [row.id for section in VIEW.sections for table in section.tables for row in table.rows]
    assert len(ids) == len(set(ids))


def test_a_field_says_what_may_stand_in_it() -> None:
    found = rows(VIEW)
    assert found["field-case-summary"].form == "text, at most 60 words"
    assert found["field-case-last_verified"].form == "one day"
    assert found["field-module-duration"].form == "a whole number above zero"
    assert found["field-case-bearings-lesson"].form == "the id of a lesson"
    assert found["field-case-organisations"].form == "a list, each a term; at least 1"
    assert found["field-case-claims"].form == "a list, each with fields of its own"
    assert (found["field-case-claims"].group, found["field-case-claims"].is_required) == ("case-claims", False)
    code = [span.text for span in found["field-records-contributors-name"].meaning if span.is_code]
    assert code == ["Family, Given"]


def test_each_list_that_is_named_stands_on_the_page_with_its_words() -> None:
    named = {row.list_id for row in rows(VIEW).values() if row.list_id}
    lists = {words.id: words for words in VIEW.lists}
    assert named == lists.keys()
    assert [term.id for term in lists["stances"].terms] == [term.id for term in LIBRARY.vocabularies["stances"].terms]


def test_a_list_that_is_not_there_is_named_and_leads_nowhere() -> None:
    view = fields_view(terms_of({}))
    row = rows(view)["field-case-level"]
    assert (row.list_id, row.list_title) == ("", "levels")
    assert view.lists == ()
