"""From a table to cases: what is written, what a second run changes, what people changed, what did not map."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.spreadsheet import MOST_UNPACKED
from casewright.edges.starter import copy_starter

HEADER = "No;Name;City;What it is;Bodies;Led by;Since;Story;Cost;Memo\n"
ONE = (
    '1;Ögdenville desk;Springfield;"One desk; for all [@doe2013desk].";'
    "Springfield City;the treasury;2011;It opened.;7;a\n"
)
TWO = "2;The bus;Nowhere;A bus comes [@doe2013desk].;springfield-city|x;;3/4/2012;;;\n"
CSV = HEADER + ONE + TWO
MAPPING = """\
# How the list of the network becomes cases.
key: No
fields:
  title: Name
  summary: What it is
  place: City
  level: {value: municipal}
  organisations: {column: Bodies, split: '|', terms: {Springfield City: springfield-city}}
  policy_areas: {value: [gf0103]}
  innovation_types: {value: [enhancement]}
  sourcing: {value: good}
  governance:
    model: {column: Led by, terms: {The Treasury: budget-office}}
    leads: {value: 'The list says so [@doe2013desk].'}
    it_role: {value: none}
  technology: {role: {value: tool}}
  status:
    - state: {value: launched}
      date: Since
      source: {value: doe2013desk}
  last_verified: {value: 2026-11-23}
  contributors:
    value:
      - name: Doe, Jane
        roles: [data-curation]
body: {What happened: Story}
unused: [Memo]
"""
FIRST, SECOND = "cases/ogdenville-desk.md", "cases/the-bus.md"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], prog_name="casewright")


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


def again(casebook: Path, table: str) -> list[str]:
    (casebook / "list.csv").write_text(table, encoding="utf-8")
    return run("list.csv", "--map", "mapping.yml").output.splitlines()


def test_rows_become_cases_and_what_did_not_map_is_told(casebook: Path) -> None:
    before = sorted(casebook.rglob("*"))
    shown = run("list.csv", "--map", "mapping.yml", "--dry-run")
    assert sorted(casebook.rglob("*")) == before
    result = run("list.csv", "--map", "mapping.yml")
    assert shown.output.splitlines()[:-1] == result.output.splitlines()[:-2]
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"+ {FIRST}",
        f"+ {SECOND}",
        "What did not map:",
        '  column "Cost": no field takes it, 1 row has something in it',
        '  row 3, City: "Nowhere": it is no term of places; it is written as it stands',
        '  row 3, Bodies: "x": it is no term of organisations; it is written as it stands',
        '  row 3, Since: "3/4/2012": it is no date such as 2013, 2013-07 or 2013-07-31; it is written as it stands',
        "Cases: 2 new, 0 changed, 0 as they were; 0 rows left out, 4 remarks.",
        "Then run: casewright check",
    ]
    check = CliRunner().invoke(main, ["check", FIRST, SECOND]).output
    assert FIRST not in check
    assert {line.split(": ")[1].split()[0] for line in check.splitlines() if line.startswith(SECOND)} == {
        "CW204",  # the date
        "CW201",  # governance.model
        "CW301",  # the place, the body
    }


def test_a_second_run_changes_what_has_changed_and_keeps_what_people_wrote(casebook: Path) -> None:
    again(casebook, CSV)
    written = {path: path.read_bytes() for path in casebook.rglob("*") if path.is_file()}
    assert again(casebook, CSV)[-1] == "Cases: 0 new, 0 changed, 2 as they were; 0 rows left out, 4 remarks."
    assert {path: path.read_bytes() for path in casebook.rglob("*") if path.is_file()} == written

    file = casebook / FIRST
    text = file.read_text(encoding="utf-8")
    by_hand = text.replace("It opened.", "It opened, late.").replace(
        "level: municipal", "# Asked on the phone.\nlevel: national"
    )
    file.write_text(by_hand, encoding="utf-8", newline="\r\n")
    changed = again(casebook, CSV.replace("Ögdenville desk", "Desk of Ögdenville").replace(";2011;", ";2010;"))
    assert f"~ {FIRST}: title, status" in changed
    expected = by_hand.replace("title: Ögdenville desk", "title: Desk of Ögdenville").replace(
        "date: 2011", "date: 2010"
    )
    assert file.read_bytes() == expected.replace("\n", "\r\n").encode()

    clash = again(casebook, CSV.replace("It opened.", "It opened in May.").replace(ONE.split(";")[1], "Desk"))
    assert f"! {FIRST}: body changed in the table, and in the file by hand; the file stays as it is there" in clash
    assert "It opened, late." in file.read_text(encoding="utf-8")
    assert "title: Desk\n" in file.read_text(encoding="utf-8")
    repeated = again(casebook, CSV.replace("It opened.", "It opened in May.").replace(ONE.split(";")[1], "Desk"))
    assert f"! {FIRST}: body changed in the table, and in the file by hand; the file stays as it is there" in repeated


def test_comments_are_not_written_over_and_emptied_cells_take_their_field_along(casebook: Path) -> None:
    again(casebook, CSV)
    file = casebook / FIRST
    file.write_text(
        file.read_text(encoding="utf-8").replace("    date: 2011", "    date: 2011  # by the deed"), encoding="utf-8"
    )
    lines = again(casebook, CSV.replace(";2011;", ";2010;").replace("It opened.", ""))
    assert f"~ {FIRST}: body" in lines
    assert any(line.startswith(f"! {FIRST}: status changed") for line in lines)
    assert file.read_text(encoding="utf-8").endswith("---\n")
    assert "date: 2011  # by the deed" in file.read_text(encoding="utf-8")
    again(casebook, CSV.replace(";2011;", ";2010;").replace("It opened.", "It opened again."))
    assert file.read_text(encoding="utf-8").endswith("---\n\n## What happened\n\nIt opened again.\n")


def test_rows_that_are_no_cases_are_left_out_and_told(casebook: Path) -> None:
    more = ["2;Twice", ";Without a number", "4;Springfield desk", "5;…", "6;The bus;;;;;;;;;more"]
    rows = CSV + "\n".join(more)
    result = again(casebook, rows)
    told = "\n".join(result)
    for reason in (
        '"No" is "2" as in row 3; it was left out',
        'row 5: nothing stands in "No"',
        "! row 6 (4): cases/springfield-desk.md is there already and no import wrote it",
        "! row 7 (5): no id can be made from it",
        "+ cases/the-bus-2.md",
        "row 8 has 1 cells more than there are columns: more",
    ):
        assert reason in told
    twice = again(casebook, rows.replace("4;Springfield desk", "4;Springfield desk;Nowhere"))
    assert any(line.startswith('  rows 3, 6, City: "Nowhere": it is no term of places;') for line in twice)
    (casebook / SECOND).unlink()
    gone = "\n".join(again(casebook, CSV.replace(ONE, "")))
    assert f"{SECOND} was removed or renamed" in gone
    assert f"- {FIRST}: its row (1) is no longer in the table; the file stays" in gone
    assert (casebook / FIRST).is_file()


def test_spreadsheets_and_json_say_the_same_as_csv(casebook: Path) -> None:
    again(casebook, CSV)
    first = (casebook / FIRST).read_bytes()
    rows = list(csv.DictReader(io.StringIO(HEADER + ONE), delimiter=";"))
    row: dict[str, Any] = rows[0] | {"No": 1, "Since": 2011, "Cost": 7.5}
    (casebook / "list.json").write_text(json.dumps([row]), encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.active.append([2, "The bus", None, None, None, None, datetime(2012, 4, 3), "=1+1"])  # noqa: DTZ001 - as Excel
    book.create_sheet("Old")
    book.save(casebook / "list.xlsx")
    output = ""
    for name in ("list.json", "list.xlsx"):
        output = run(name, "--map", "mapping.yml").output
        assert f"~ {FIRST}" not in output
        assert (casebook / FIRST).read_bytes() == first
    assert "row 3, column 8 holds a formula without a result" in output
    assert 'only the sheet "Sheet" was read, and not: Old' in output
    assert f"~ {SECOND}: summary, place, organisations, status" in output
    assert "date: '2012-04-03'" in (casebook / SECOND).read_text(encoding="utf-8")


def test_a_first_mapping_is_guessed_and_can_be_used(casebook: Path) -> None:
    (casebook / "list.csv").write_text(CSV.replace("No;Name", "Case no.;Name"), encoding="utf-8")
    shown = run("list.csv", "--suggest").output
    assert "key: Case no.\n" in shown
    assert "  title: Name\n  place:\n    column: City\n" in shown
    assert "      Nowhere: Nowhere  # give its term\n" in shown
    assert "#   - Cost\n" in shown
    assert run("list.csv", "--map", "own.yml", "--suggest").exit_code == 0
    assert (casebook / "own.yml").read_text(encoding="utf-8") == shown
    assert run("list.csv", "--map", "own.yml", "--suggest").exit_code == 2
    assert f"+ {FIRST}" in run("list.csv", "--map", "own.yml").output


def test_what_cannot_be_used_is_said_and_nothing_is_written(casebook: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"xl/{part}.xml", b" " * (MOST_UNPACKED // 2))
    files: list[tuple[str, bytes, str]] = [
        ("a.csv", "No;Stra\xdfe".encode("cp1252"), "byte 7 is not UTF-8"),
        ("b.csv", b'No;Name\n1;"open', "line 2 is not CSV"),
        ("c.csv", b"\n\n", "the table is empty"),
        ("d.json", b'{"a": 1}', "not a list of objects"),
        ("e.json", b"[" * 100_000, "the file is not JSON"),
        ("f.xlsx", b"PK", "an older .xls has to be saved anew"),
        ("g.xlsx", bomb.getvalue(), "unpacks to more than"),
        ("h.ods", b"", "has to end in .csv"),
        ("i.csv", b"No;Names\n1;x", 'the table has no column "Name" hint: did you mean "Names"?'),
    ]
    before = sorted(casebook.rglob("*.md"))
    for name, data, reason in files:
        (casebook / name).write_bytes(data)
        result = run(name, "--map", "mapping.yml")
        assert result.exit_code in (1, 2)
        assert reason in " ".join(result.output.split()), name
    mappings = [
        ("fields: {title: Name}", "a mapping needs `key:`"),
        (
            "key: No\nfields: {titel: Name}",
            'mapping.yml:2:10: CW202 "titel" is not known here hint: did you mean "title"?',
        ),
        ("key: No\nfields: {title: [Name, City]}", "this field holds one value"),
        ("key: No\nfields: {governance: Led by}", "this field has fields of its own"),
        ("key: No\nfields: {status: Since}", "this field is a list of groups"),
        ("key: No\nfields: {title: {column: Name, split: ','}}", "only a list can be split"),
        ("key: &a No\nfields: {title: *a}", "CW113"),
    ]
    for text, reason in mappings:
        (casebook / "mapping.yml").write_text(text, encoding="utf-8")
        assert reason in " ".join(run("list.csv", "--map", "mapping.yml").output.split()), text
    (casebook / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    assert "mapping.yml:4:10: CW202 the table has no column" in run("i.csv", "--map", "mapping.yml").output
    (casebook / "mapping.imported.json").write_text(
        '{"schema_version": "1.0", "rows": {"1": {"id": "../../etc/x", "fields": {}}}}', encoding="utf-8"
    )
    assert "an id in it is none; nothing was written" in run("list.csv", "--map", "mapping.yml").output
    assert sorted(casebook.rglob("*.md")) == before
