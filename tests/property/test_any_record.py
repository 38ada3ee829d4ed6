"""A record of any values that its fields may hold is the same when written and read again."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casewright.export.front_matter import write_document
from casewright.export.values import front_matter_values
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
from casewright.model.record import Record
from casewright.read.record import read_record
from casewright.read.text import SourceText, decode

NASTY = st.sampled_from(
    ["no", "Yes", "2012", "2012-07", "0x1F", "1_000", "1e3", ".5", "1:30", "~", "null", "on", "=", "<<", "---", "...",
     "-", "- a", "? a", ": b", "a: b", "a #b", "# c", "@a", "`a`", "%a", "&a", "*a", "!a", "|", ">", ">-", "[a", "a]",
     "{a}", ",", "'", '"', "a\n---\nb", "a\n\nb", "  a", "\ta", "a\\n", "\u00e9", "e\u0301", "\U0001f388", "\u2028",
     "a\u2029b", "\xa0", "\u200b", "\ufeff", "[@a, p. 4]", "[[springfield-desk|b]]", "<b>", "{{ x }}", "x" * 200,
     "long words " * 20]
)  # fmt: skip
"""What YAML, or a careless writer of it, takes for something else."""

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
TEXTS = st.lists(NASTY | st.text(LETTERS, max_size=12), min_size=1, max_size=4).map(" ".join).filter(str.strip)
BODIES = st.lists(
    NASTY | st.sampled_from(["## A\n", "    code\n", "---\n", "\n\n", "- a\n", "> b\n", "```\n"]), max_size=8
)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True) | st.sampled_from(["no", "null", "on"])
DATES = st.sampled_from(
    ["2012", "2012-07", "2012-07-04", "2012~", "2012?", "2012%", "2011/2018", "2011/..", "../2012", "201X"]
).filter(parse_date)
DAYS = st.dates().filter(lambda day: day.year > 999).map(str)
NUMBERS = st.decimals(-(10**12), 10**12, places=4) | st.integers(-(10**17), 10**17)
CITED = st.sampled_from(["doe2013desk", "{10.1:18}", "{a/b}", "x_y", "{o'neil}", "no"])
LOCATORS = st.sampled_from(["", ", p. 4", ", pp. 1-2", ", chap. 3: x", ", p. 'a' #b", ", sec. 5, p. 6", "{p. iv} x"])
CITATIONS = st.lists(st.tuples(CITED, LOCATORS).map("".join), min_size=1, max_size=3).map("; ".join)


def values_of(type_: type) -> st.SearchStrategy[dict[str, Any]]:
    """Return what the fields of a record may hold, as its file would hold it."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, row in fields_of(type_).items():
        (required if row.is_required else optional)[name] = values(row.type)
    return st.fixed_dictionaries(required, optional=optional)


def values(type_: FieldType) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one line for each form
    """Return what a field of a form may hold."""
    match type_:
        case ListOf(item=item, least=least):
            unique = _identity if isinstance(item, Group) else None
            return st.lists(values(item), min_size=max(1, least), max_size=2, unique_by=unique)
        case Group(type=inner):
            return values_of(inner)
        case PlainText(pattern="orcid"):
            return st.just("0000-0002-1825-0097")
        case PlainText():
            return TEXTS.map(lambda text: " ".join(text.split())[:400].strip())
        case ProseText():
            return TEXTS.map(str.strip)
        case DateText(is_day=is_day):
            return DAYS if is_day else DATES
        case Number(is_whole=is_whole):
            return st.integers(1, 10**6) if is_whole else NUMBERS
        case YesNo():
            return st.booleans()
        case CiteText():
            return CITATIONS
        case _:
            return IDS


def _identity(value: dict[str, Any]) -> Hashable:
    identity: Hashable = value.get("id", id(value))
    return identity


@pytest.mark.parametrize("type_", RECORD_TYPES.values(), ids=lambda type_: str(type_.__name__))
@settings(max_examples=40, phases=[Phase.explicit, Phase.generate])  # making a failing record smaller takes minutes
@given(data=st.data())
def test_any_record(type_: type[Record], data: st.DataObject) -> None:
    """Written, read, written, read: the values are those that were written, and the two records are equal."""
    written, body = data.draw(values_of(type_)), "".join(data.draw(BODIES))
    record = read(type_, written["id"], write_document(written, body))
    assert plain(front_matter_values(record)) == plain(written)
    assert record.body.text == (body.lstrip("\n").rstrip() + "\n" if body.strip() else "")
    assert read(type_, record.id, write_document(front_matter_values(record), record.body.text)) == record


def read(type_: type[Record], id_: str, file: str) -> Record:
    source, _ = decode(f"{type_.kind.folder}/{id_}.md", file.encode())
    assert isinstance(source, SourceText)
    record, problems = read_record(type_, source)
    assert isinstance(record, type_), problems
    return record


def plain(value: Any) -> Any:
    """Return values with every scalar as the words that mean it."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{Decimal(str(value)).normalize():f}"
