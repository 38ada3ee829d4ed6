"""The schemas of records: they take what the check takes, refuse what an editor should mark, and offer terms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from casewright.edges.starter import starter_files
from casewright.export.schema import SCHEMAS, schema_files, schema_of
from casewright.model.fields import Field, fields_of
from casewright.model.ids import Kind
from casewright.model.library import Library
from casewright.read.folder import read_folder
from casewright.read.library import read_library
from tests.support.core_yaml import core_yaml, front_matter

FOLDERS = {**{kind.value: kind.folder for kind in Kind}, "vocabulary": "vocabularies"}
STARTER, _ = read_library(starter_files())
CASE = front_matter(starter_files()["cases/springfield-desk.md"].decode())


def by_python(schema: Any, value: Any) -> bool:
    return bool(Draft202012Validator(schema).is_valid(value))


def by_rust(schema: Any, value: Any) -> bool:
    return jsonschema_rs.Draft202012Validator(schema).is_valid(value)


IMPLEMENTATIONS = pytest.mark.parametrize("is_valid", [by_python, by_rust])


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return read_folder(root)[0]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str, library: Library) -> None:
    schema = schema_of(name, library, site_address="https://example.org/")
    Draft202012Validator.check_schema(schema)
    assert jsonschema_rs.meta.is_valid(schema)
    assert schema["$id"] == f"https://example.org/schema/v1/{name}.json"


@IMPLEMENTATIONS
@pytest.mark.parametrize("name", SCHEMAS)
def test_all_of_this_repository_is_valid(
    name: str, is_valid: Callable[[Any, Any], bool], library: Library, root: Path
) -> None:
    schema = schema_of(name, library)
    files = sorted((root / FOLDERS[name]).glob("*.yml" if name == "vocabulary" else "*.md"))
    assert files
    read = core_yaml if name == "vocabulary" else front_matter
    assert [file.name for file in files if not is_valid(schema, read(file.read_text(encoding="utf-8")))] == []


@IMPLEMENTATIONS
@pytest.mark.parametrize(
    "changes",
    [
        {"level": "municipel"},
        {"id": "Not an id"},
        {"last_verified": "2026"},
        {"last_verified": "about 2026"},
        {"titel": "A slip"},
        {"organisations": []},
        {"organisations": "springfield-city"},
        {"governance": {"model": "budget-office"}},
        {"title": None},
        {"title": " "},
        {"claims": [{**CASE["claims"][0], "value": "22,5"}]},
        {"claims": [{**CASE["claims"][0], "date": "2011/"}]},
        {"claims": [{**CASE["claims"][0], "cumulative": "sometimes"}]},
        {"contributors": [{**CASE["contributors"][0], "orcid": "https://orcid.org/0000-0002-1825-0097"}]},
    ],
    ids=str,
)
def test_what_an_editor_should_mark(changes: dict[str, Any], is_valid: Callable[[Any, Any], bool]) -> None:
    schema = schema_of("case", STARTER)
    assert is_valid(schema, CASE)
    assert not is_valid(schema, CASE | changes)


@IMPLEMENTATIONS
@pytest.mark.parametrize(
    "changes",
    [
        {"title": 2012},
        {"claims": [{**CASE["claims"][0], "value": "20", "date": 2011, "cumulative": "yes"}]},
        {"claims": [{**CASE["claims"][0], "value": 0.6, "date": "2011~/..", "cumulative": True}]},
        {"contributors": [{**CASE["contributors"][0], "orcid": "0000-0002-1694-233X"}]},
    ],
    ids=str,
)
def test_what_the_check_takes_is_taken(changes: dict[str, Any], is_valid: Callable[[Any, Any], bool]) -> None:
    assert is_valid(schema_of("case", STARTER), CASE | changes)


def test_terms_are_offered_with_what_they_mean() -> None:
    schema = schema_of("case", STARTER)
    reference = schema["$defs"]["Governance"]["properties"]["model"]["$ref"]
    terms = schema["$defs"][reference.removeprefix("#/$defs/")]["oneOf"]
    written = STARTER.vocabularies["governance"].terms
    assert [(term["const"], term["title"], term["description"]) for term in terms] == [
        (term.id, term.label, term.definition) for term in written
    ]


def test_a_vocabulary_that_cannot_be_read_refuses_no_term() -> None:
    files = {name: data for name, data in starter_files().items() if name != "vocabularies/levels.yml"}
    schema = schema_of("case", read_library(files)[0])
    assert by_python(schema, CASE | {"level": "any-term"})
    assert not by_python(schema, CASE | {"level": "No term"})


@pytest.mark.parametrize("name", SCHEMAS)
def test_examples_are_valid_themselves(name: str) -> None:
    schema = schema_of(name, STARTER)
    parts = [schema, *schema.get("$defs", {}).values()]
    found = 0
    for part in parts:
        for row in part.get("properties", {}).values():
            for example in row.get("examples", ()):
                found += 1
                assert by_python({**row, "$defs": schema.get("$defs", {})}, example), (row, example)
    assert found > 3


def test_every_field_is_there_with_its_meaning() -> None:
    for name, type_ in SCHEMAS.items():
        schema = schema_of(name, STARTER)
        assert list(schema["properties"]) == list(fields_of(type_))
        assert schema["required"] == [row.name for row in fields_of(type_).values() if row.is_required]
        for row, its in zip(rows(type_), schema["properties"].values(), strict=True):
            assert its["description"] == row.doc


def test_files_are_json_in_a_fixed_order() -> None:
    files = dict(schema_files(STARTER))
    assert list(files) == [f"schema/v1/{name}.json" for name in SCHEMAS]
    assert files == dict(schema_files(STARTER))
    assert json.loads(files["schema/v1/case.json"]) == schema_of("case", STARTER)


def rows(type_: type) -> Iterator[Field]:
    yield from fields_of(type_).values()
