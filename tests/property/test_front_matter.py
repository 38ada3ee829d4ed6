"""Front matter written and read again is equal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.export.front_matter import write_document
from casewright.export.values import front_matter_values
from casewright.model.case import Case
from casewright.model.dates import parse_date
from casewright.model.fields import (
    CiteText,
    DateText,
    FieldType,
    Group,
    ListOf,
    Number,
    PlainText,
    ProseText,
    YesNo,
    fields_of,
)
from casewright.model.library import RECORD_TYPES
from casewright.model.prose import Prose
from casewright.model.record import Record
from casewright.read.folder import read_folder
from casewright.read.library import read_library
from casewright.read.record import read_record
from casewright.read.text import SourceText, decode

CASE: Case = read_library(starter_files())[0].cases[0]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)


def again(record: Record) -> object:
    text = write_document(front_matter_values(record), record.body.text)
    return read_record(type(record), SourceText(record.file, text))[0]


REPOSITORY, _ = read_folder(Path(__file__).parents[2])


@pytest.mark.parametrize("record", list(REPOSITORY.records()), ids=lambda record: str(record.ref))
def test_every_record_of_this_casebook(record: Record) -> None:
    assert again(record) == record


@given(title=WORDS, subject=WORDS, summary=WORDS)
@example(title="no", subject="2012", summary="1:30")
@example(title="a: b", subject="# not a comment", summary="[@doe2013desk, p. 4] says: yes")
@example(title="'", subject='"', summary="@doe2013desk says")
@example(title="- a", subject="> b", summary="| c")
@example(title="🎈 é ß", subject="%", summary="`[[no]]` and [[springfield-desk|yes]]")
@example(title="null x", subject="!tag", summary="&anchor *alias")
def test_any_words(title: str, subject: str, summary: str) -> None:
    title, subject = " ".join(title.split()), " ".join(subject.split())
    if title in ("", "~") or subject in ("", "~"):
        return
    claim = replace(CASE.claims[0], subject=subject)
    text = summary.strip() or "x"
    case = replace(CASE, title=title, claims=(claim,), summary=Prose(text=text))
    found = again(case)
    assert isinstance(found, Case)
    assert found.title == title
    assert found.claims[0].subject == subject
    assert found.summary.text == text
    assert replace(found, summary=case.summary, title=title, claims=case.claims) == case


NASTY = st.sampled_from(
    ["no", "Yes", "2012", "2012-07", "0x1F", "1_000", "1e3", ".5", "1:30", "~", "null", "on", "=", "<<", "---", "...", "-",
     "- a", "? a", ": b", "a: b", "a #b", "# c", "@a", "`a`", "%a", "&a", "*a", "!a", "|", ">", ">-", "[a", "a]", "{a}", ",",
     "'", '"', "a\n---\nb", "a\n\nb", "  a", "\ta", "a\\n", "é", "e\u0301", "🎈", "👩‍👩‍👧", "\u2028", "\x85", "\xa0", "\u200b", "\ufeff",
     "[@a, p. 4]", "[[springfield-desk|b]]", "<b>", "{{ x }}", "x" * 200, "long words " * 20]
)  # fmt: skip
"""What YAML, or a careless writer of it, takes for something else."""

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters=map(chr, {*range(32)} - {9, 10}))
TEXTS = st.lists(NASTY | st.text(LETTERS, max_size=12), min_size=1, max_size=4).map(" ".join)
BODIES = st.lists(NASTY | st.sampled_from(["## A\n", "    code\n", "---\n", "\n\n", "- a\n", "> b\n", "```\n"]), max_size=8)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True) | st.sampled_from(["no", "null", "on"])
DATES = st.sampled_from(["2012", "2012-07", "2012-07-04", "2012~", "2012?", "2012%", "2011/2018", "2011/..", "../2012", "201X"])
DAYS = st.dates().filter(lambda day: day.year > 999).map(str)
NUMBERS = st.decimals(-10**12, 10**12, places=4) | st.integers(-10**17, 10**17)
CITED = st.sampled_from(["doe2013desk", "10.1:18", "a/b", "x_y", "o'neil", "{x}y", "no"])
LOCATORS = st.sampled_from(["", "p. 4", "pp. 1--2", "chap. 3: x", "p. 'a' #b", "§ 5, p. 6"])


def values_of(type_: type) -> st.SearchStrategy[dict[str, Any]]:
    """Return what the fields of a record may hold, as its file would hold it."""
    required, optional = {}, {}
    for name, row in fields_of(type_).items():
        (required if row.is_required else optional)[name] = values(row.type)
    return st.fixed_dictionaries(required, optional=optional)


def values(type_: FieldType) -> st.SearchStrategy[Any]:
    """Return what a field of a form may hold."""
    match type_:
        case ListOf(item=item, least=least):
            unique = {"unique_by": lambda value: value.get("id", id(value))} if isinstance(item, Group) else {}
            return st.lists(values(item), min_size=max(1, least), max_size=3, **unique)
        case Group(type=inner):
            return values_of(inner)
        case PlainText(pattern="orcid"):
            return st.just("0000-0002-1825-0097")
        case PlainText():
            return TEXTS.map(lambda text: " ".join(text.split())[:400].strip())
        case ProseText():
            return TEXTS.map(str.strip)
        case DateText(is_day=is_day):
            return DAYS if is_day else DATES.filter(parse_date)
        case Number(is_whole=is_whole):
            return st.integers(1, 10**6) if is_whole else NUMBERS
        case YesNo():
            return st.booleans()
        case CiteText():
            return st.lists(st.tuples(CITED, LOCATORS), min_size=1, max_size=3).map(cited)
        case _:
            return IDS


def cited(items: list[tuple[str, str]]) -> str:
    keys = [(key if key.isalnum() else f"{{{key.replace('{', '').replace('}', '')}}}", locator) for key, locator in items]
    return "; ".join(f"{key}, {locator}" if locator else key for key, locator in keys)


@pytest.mark.parametrize("type_", RECORD_TYPES.values(), ids=lambda type_: type_.__name__)
@given(data=st.data())
def test_any_record(type_: type[Record], data: st.DataObject) -> None:
    """Written, read, written, read: the values are those that were written, and the two records are equal."""
    written = data.draw(values_of(type_))
    file = write_document(written, "".join(data.draw(BODIES)))
    source, _ = decode(f"{type_.kind.folder}/{written['id']}.md", file.encode())
    assert source
    record, problems = read_record(type_, source)
    assert record, problems
    assert plain(front_matter_values(record)) == plain(written)
    assert again(record) == record


def plain(value: Any) -> Any:
    """Return values with every scalar as the words that mean it."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{Decimal(str(value)).normalize():f}"
