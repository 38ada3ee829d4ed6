"""Sources found, taken over and put in order: what the command writes, says and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter

MORE = """@article{lopez2014audits,
  author = {López, María and Roe, Richard},
  title = {Audits of {Desks}: A \\emph{Review}},
  journaltitle = {Journal of Made-Up Studies},
  date = {2014},
  doi = {10.5555/desks.1},
}

@report{roe2015desks,
  author = {Roe, Richard},
  title = {Desks after the Audit},
  date = {2015},
}
"""


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["cite", *arguments], prog_name="casewright", input=given)


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    (folder / "bibliography" / "more.bib").write_text(MORE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("casebook")
@pytest.mark.parametrize(
    "text", ["lopez audits 2014", "LÓPEZ rewiew", "10.5555/desks.1", "made studies lop", "lopez2014audits"]
)
def test_a_source_is_found_by_its_words(text: str) -> None:
    result = run("find", text)
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == [
        "lopez2014audits  bibliography/more.bib:1:1",
        "    López, Roe (2014). Audits of Desks: A Review. Journal of Made-Up Studies.",
    ]


@pytest.mark.usefixtures("casebook")
def test_the_best_comes_first_and_the_rest_is_counted() -> None:
    result = run("find", "roe desks audit", "--most", "1")
    assert result.output.splitlines() == [
        "roe2015desks  bibliography/more.bib:9:1",
        "    Roe (2015). Desks after the audit.",
        "1 more fit; see them with --most 2, or give more words.",
    ]


@pytest.mark.usefixtures("casebook")
def test_what_was_found_as_json() -> None:
    values = json.loads(run("find", "lopez", "--format", "json").output)
    assert values["found"] == 1
    assert values["sources"][0]["key"] == "lopez2014audits"


@pytest.mark.usefixtures("casebook")
def test_nothing_found_is_said() -> None:
    result = run("find", "xylophones")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "no source fits these words; try fewer, or another spelling\n"
    assert run("find", "…!").exit_code == 1
    assert run("find", "x" * 201).exit_code == 2


def test_signs_that_a_terminal_obeys_are_not_shown(casebook: Path) -> None:
    record = [{"id": "doe2013trick", "type": "report", "title": "A trick \x1b[2J \u202e of letters"}]
    (casebook / "bibliography" / "trick.json").write_text(json.dumps(record), encoding="utf-8")
    result = run("find", "trick letters")
    assert "doe2013trick" in result.output
    assert not {"\x1b", "\u202e"} & set(result.output)


RIS = """TY  - JOUR
AU  - López, María
AU  - Roe, Richard
TI  - Audits of Desks: A Review
PY  - 2014
DO  - 10.5555/DESKS.1
ER  -

TY  - NEWS
AU  - {Ogdenville Herald}
TI  - A desk for 100% of its desks & more
JO  - Ogdenville Herald
PY  - 2015/03/04
UR  - https://example.org/first
UR  - https://example.org/second
KW  - desks
KW  - news
CN  - shelf 7
ER  -

TY  - RPRT
ID  - doe2013desk
AU  - Poe, Ann
TI  - Something else altogether
PY  - 2011
N1  - read: full
ER  -

TY  - GEN
TI  - The
ER  -
"""

JSON = """[
  {"type": "book", "id": "http://example.org/items/1", "title": "A <i>big</i> book: from A to Z", "shelf": "7",
   "author": [{"family": "van der Berg", "given": "A.", "suffix": "Jr."}], "issued": {"date-parts": [["2019"]]},
   "PMID": "12", "page": "3–5", "publisher": "P & Q"},
  {"type": "webpage", "title": "张伟", "author": [{"literal": "张伟研究所"}], "URL": "https://example.org/x%20{y}"}
]
"""

BIB = r"""% A comment.
@string{jms = "Journal of Made-Up Studies"}
@preamble{"\newcommand{\x}{}"}
@article{, author = {Poe, Ann}, title = "Some {D}esks", journal = jms # " B", month = jan, year = 2011}
@proceedings{conf12, title = {Proceedings on Tables}, year = 2012}
@inproceedings{poe:2012, author={Poe, Ann}, title={On Tables \& Chairs}, crossref={conf12}, ids = {old1}, odd = {kept}}
"""


def imported(casebook: Path) -> str:
    return (casebook / "bibliography" / "imported.bib").read_text(encoding="utf-8")


def test_ris_is_taken_over(casebook: Path) -> None:
    Path("a.ris").write_text(RIS, encoding="utf-8")
    result = run("import", "a.ris")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.splitlines() == [
        "+ ogdenvilleherald2015desk  Ogdenville Herald (2015). A desk for 100% of its desks & more. Ogdenville Herald.",
        "+ anonNDthe  (no year). The.",
        "+ poe2011something (was doe2013desk)  Poe (2011). Something else altogether.",
        "= there already: lopez2014audits, bibliography/more.bib:1:1 (same DOI)",
        "3 sources written into bibliography/imported.bib; 1 there already.",
        "Not taken over, since sources have no such field: KW (2 times), UR after the first.",
        "Say how much of each was read: read = {full}, or abstract, opening and so on. Then: casewright check",
    ]
    text = imported(casebook)
    for line in ("100\\%", "\\& more", "library = {shelf 7}", "entrysubtype = {newspaper}", "read = {full}", "/first}"):
        assert line in text
    assert "casewright-unnamed" not in text


def test_csl_json_is_taken_over_and_what_could_not_come_is_told(casebook: Path) -> None:
    Path("b.json").write_text(JSON, encoding="utf-8")
    result = run("import", "b.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "+ vanderberg2019big (was http://example.org/items/1)  van der Berg (2019). A big book" in result.output
    assert "no such field: shelf.\n" in result.output
    assert "compare: PMID, URL.\n" in result.output
    assert "author = {{van der Berg}, Jr., A.}" in imported(casebook)
    assert "url = {https://example.org/x%20%7By%7D}" in imported(casebook)


def test_bibtex_is_taken_over_with_what_its_entries_mean(casebook: Path) -> None:
    Path("c.bib").write_text(BIB, encoding="utf-8")
    result = run("import", "c.bib", "--file", "poe.bib")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no such field: @preamble, comments between entries.\n" in result.output
    assert "compare: ids.\n" in result.output
    text = (casebook / "bibliography" / "poe.bib").read_text(encoding="utf-8")
    assert "@article{poe2011some," in text
    assert "journal = {Journal of Made-Up Studies B}" in text
    assert "booktitle = {Proceedings on Tables}" in text  # from the entry that it refers to
    assert "odd = {kept}" in text
    checked = CliRunner().invoke(main, ["check"]).output
    assert not [line for line in checked.splitlines() if "poe.bib" in line and ("CW504" in line or "CW503" in line)]


@pytest.mark.parametrize(("name", "text"), [("a.ris", RIS), ("b.json", JSON), ("c.bib", BIB), ("B.JSON", JSON)])
def test_a_second_import_adds_nothing(casebook: Path, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    run("import", name)
    before = imported(casebook)
    result = run("import", name)
    assert "Nothing to add: " in result.output
    assert "+ " not in result.output
    assert imported(casebook) == before


def test_what_stands_in_the_file_stays_and_its_line_ends_are_kept(casebook: Path) -> None:
    own = casebook / "bibliography" / "imported.bib"
    own.write_bytes(b"% Mine.\r\n@misc{mine, title = {Mine}}")
    Path("c.bib").write_text(BIB, encoding="utf-8")
    run("import", "c.bib")
    data = own.read_bytes()
    assert data.startswith(b"% Mine.\r\n@misc{mine, title = {Mine}}\r\n\r\n@article{poe2011some,\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_works_of_the_same_title_are_not_taken_for_one(casebook: Path) -> None:
    text = """@report{a, author = {Poe, Ann}, title = {Annual report}, year = 2011}
@report{b, author = {Poe, Bob}, title = {Annual report}, year = 2011}
@report{c, author = {Poe, Ann}, title = {Annual report}, year = 2012}
@article{d, author = {Poe, Ann}, title = {A long title of two works}, year = 2011, doi = {10.5555/1}}
@article{e, author = {Poe, Ann}, title = {A long title of two works}, year = 2011, doi = {10.5555/2}}
@misc{f, title = {Annual report}, year = 2011}
@article{g, author = {Poe, Ann}, title = {A LONG title, of two works}, year = 2011}
"""
    Path("c.bib").write_text(text, encoding="utf-8")
    lines = run("import", "c.bib").output.splitlines()
    assert [line[:3] for line in lines if line[0] in "+="] == ["+ a", "+ b", "+ c", "+ d", "+ e", "+ f", "= g"]


def test_a_broken_record_is_told_and_takes_no_other_along(casebook: Path) -> None:
    Path("c.bib").write_text("@misc{bad, title = {open\n@misc{good2011, title = {A good one}}\n", encoding="utf-8")
    result = run("import", "c.bib")
    assert 'CW504 entry "bad" is skipped' in result.stderr
    assert "+ good2011" in result.output
    Path("x.bib").write_bytes(b"\x00\x01 not text")
    result = run("import", "x.bib")
    assert result.exit_code == 1
    assert "no source could be read from x.bib; nothing was written" in result.stderr


def test_what_cannot_be_imported_is_refused(casebook: Path) -> None:
    Path("a.txt").write_text(RIS, encoding="utf-8")
    Path("a.ris").write_text(RIS, encoding="utf-8")
    (casebook / "bibliography" / "link.bib").symlink_to(casebook / "elsewhere.bib")
    for arguments, status in ((["a.txt"], 2), (["a.ris", "--file", "../x.bib"], 2), (["a.ris", "--file", "x.md"], 2),
                              (["a.ris", "--file", "link.bib"], 1)):  # fmt: skip
        assert run("import", *arguments).exit_code == status
    assert not (casebook / "elsewhere.bib").exists()
    assert not (casebook / "bibliography" / "imported.bib").exists()
