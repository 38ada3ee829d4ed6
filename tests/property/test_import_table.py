"""Whatever stands in a table: it is in the file, and a second import of the same finds nothing to do."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.mend.imported import new_file, updated
from casewright.read.document import read_document
from casewright.read.library import read_library
from casewright.read.mapping import plain_node, read_mapping
from casewright.read.rows import MappedRow, mapped
from casewright.read.table import read_csv
from casewright.read.text import SourceText, decode

VOCABULARIES = read_library(starter_files())[0].vocabularies
COLUMNS = ("No", "Name", "Place", "Areas", "Leads", "Since", "Story")
MAPPING, _ = read_mapping(
    "mapping.yml",
    b"""\
key: No
fields:
  title: Name
  summary: Story
  place: Place
  policy_areas: {column: Areas, split: ','}
  governance: {leads: Leads, it_role: {value: none}}
  status:
    - date: Since
      note: Story
body: {What happened: Story}
""",
)
AWKWARD = st.sampled_from(
    ["---", "a: b", "# x", " - y", "null", "~", "@a", "{", "'", '"', "a\n---\nb", "\u2028", "\x85", "1e3", "no"]
)
CELLS = st.lists(st.text(max_size=30) | AWKWARD, max_size=3).map(" ".join)
ROWS = st.tuples(*(CELLS for _ in COLUMNS[1:])).map(lambda cells: dict(zip(COLUMNS[1:], cells, strict=True)))
TODAY = date(2026, 11, 25)


def row_of(cells: dict[str, str]) -> MappedRow:
    assert MAPPING
    written = io.StringIO()
    csv.writer(written).writerows([COLUMNS, ["1", *(cells[name] for name in COLUMNS[1:])]])
    (row,) = mapped(read_csv(written.getvalue().encode("utf-8", "replace")), MAPPING, VOCABULARIES).rows
    return row


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else str(value)


def read_again(text: str) -> tuple[SourceText, dict[str, Any], str]:
    source, problems = decode("cases/x.md", text.encode())
    assert source
    assert not problems
    document, faults = read_document(source)
    assert document
    assert not faults
    return source, plain_node(document.fields), document.body.strip()


@given(ROWS, ROWS)
def test_files_say_what_the_table_says_and_a_second_import_changes_nothing(
    before: dict[str, str], after: dict[str, str]
) -> None:
    first, second = row_of(before), row_of(after)
    made = new_file("cases/x.md", "x", first.values, first.body, TODAY)
    source, values, body = read_again(made.text)
    assert {name: values[name] for name in first.values} == as_text(first.values)
    assert body == first.body.strip()
    again = updated(source, made.marks, first.values, first.body)
    assert (again.text, again.changed, again.kept, again.marks) == (source.text, (), (), made.marks)

    done = updated(source, made.marks, second.values, second.body)
    kept = set(done.kept)
    _, values, body = read_again(done.text)
    expected = as_text(second.values)
    assert {name: values.get(name) for name in COLUMNS_OF if name not in kept} == {
        name: expected.get(name) for name in COLUMNS_OF if name not in kept
    }
    assert "body" in kept or body == second.body.strip()
    assert values["published"] == TODAY.isoformat()


COLUMNS_OF = ("title", "summary", "place", "policy_areas", "governance", "status")
