"""Sources looked up by DOI, ISBN and address: what is asked, what is written, and what is said where nothing is."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from casewright.edges import looking_up
from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.read.bibliography import read_bibliography
from tests.support.web import Answers, Web, small_web

DOI = "10.5555/desks_2.(1)"
ISBN = "9780306406157"
ARTICLE: dict[str, Any] = {
    "type": "journal-article",
    "DOI": DOI.upper(),
    "title": ["Desks &amp; <i>audits</i>: <jats:italic>a</jats:italic> study"],
    "subtitle": ["What \x1b[2J came of 100% of {them}"],
    "author": [{"family": "Roe", "given": "Rita", "affiliation": []}, {"name": "Desk Group"}, "nonsense"],
    "container-title": ["Journal of Made-Up Studies"],
    "issued": {"date-parts": [[2014, 3]]},
    "volume": "7",
    "issue": "2",
    "article-number": "e12",
    "abstract": "<jats:p>Not taken.</jats:p>",
    "reference": [{"key": "1"}],
    "updated-by": [
        {"type": "correction", "DOI": "10.5555/fix", "updated": {"date-parts": [[2015]]}},
        {"type": "retraction", "DOI": "10.5555/gone", "updated": {"date-parts": [[2016, 5, 4]]}},
    ],
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.5555/pre"}]},
}
LINE = "Roe, Desk Group (2014). Desks & audits: A study: What [2J came of 100% of {them}. Journal of Made-Up Studies."
PAGE = """<!doctype html><html lang="en-GB"><head>
<!-- <meta name="citation_title" content="Not this one"> -->
<meta name="citation_title" content="Desks &amp; the &lt;city&gt;: &quot;a&quot; report">
<meta content='Doe, Jane' name='citation_author'><meta name="citation_author" content="Department of Desks">
<meta name="citation_publication_date" content="2013/07/31"><meta property="og:site_name" content="City of Springfield">
<meta name="citation_technical_report_institution" content="City of Springfield">
</head><body><meta name="citation_author" content="Nobody"></body></html>"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cite", "add", *arguments, "--private"], prog_name="casewright")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with small_web(Answers) as web:
        services = looking_up.Services(
            doi=f"{web.address}/doi/", crossref=f"{web.address}/works/", books=f"{web.address}/books?ISBN:"
        )
        monkeypatch.setattr(looking_up, "SERVICES", services)
        monkeypatch.setattr("casewright.edges.web_asking.MOST_PATIENCE", 0.0)
        yield web


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    monkeypatch.chdir(folder)
    return folder


def written(casebook: Path, name: str = "imported.bib") -> str:
    path = casebook / "bibliography" / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def as_json(value: object) -> tuple[int, str, bytes]:
    return 200, "application/json", json.dumps(value).encode()


def test_a_doi_is_looked_up_and_written_once(web: Web, casebook: Path) -> None:
    web.answers = {f"/doi/{DOI}": (302, "/agency", b""), "/agency": as_json(ARTICLE)}
    shown = run(f"https://doi.org/{DOI}", "--dry-run")
    assert (shown.exit_code, written(casebook)) == (0, "")
    assert "@article{roe2014desks," in shown.output
    result = run(f"doi:{DOI}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.splitlines() == [
        f"+ roe2014desks  {LINE}",
        f"1 source written into {Path('bibliography/imported.bib')}; 0 there already.",
        "note: Crossref names an update of it: correction (https://doi.org/10.5555/fix) of 2015",
        "note: it has a preprint, https://doi.org/10.5555/pre",
        "note: the work was withdrawn; its entry says so (retracted), and so will its page",
        "As doi.org has it; compare it with the work. Say how much was read: read = {full}, or other.",
    ]
    assert written(casebook) == (
        "@article{roe2014desks,\n"
        "  author = {Roe, Rita and {Desk Group}},\n"
        "  title = {Desks \\& audits: a study: {What} {[2J} came of 100\\% of \\{them\\}},\n"
        "  journaltitle = {Journal of Made-Up Studies},\n"
        "  date = {2014-03},\n"
        "  year = {2014},\n"
        "  volume = {7},\n"
        "  number = {2},\n"
        "  pages = {e12},\n"
        f"  doi = {{{DOI}}},\n"
        "  retracted = {Crossref names a retraction (https://doi.org/10.5555/gone) of 2016-05-04.},\n"
        "}\n"
    )
    asked = len(web.asked)
    again = run(DOI.upper())
    assert again.output == (
        "there already: roe2014desks, bibliography/imported.bib:1:1 (same DOI); nothing was written\n"
    )
    assert len(web.asked) == asked, "what is there is not asked for"
    assert {line.partition(" | ")[0] for line in web.accepted} == {"application/vnd.citationstyles.csl+json"}
    assert all("casewright/" in line for line in web.accepted)


@pytest.mark.parametrize("answer", [(406, "text/html", b""), (200, "text/html", b"<p>no"), (200, "x/y", b"[" * 99_999)])
def test_crossref_answers_where_the_resolver_says_nothing_of_use(
    web: Web, casebook: Path, answer: tuple[int, str, bytes]
) -> None:
    web.answers = {f"/doi/{DOI}": answer, "/works/10.5555%2Fdesks_2.%281%29": as_json({"message": ARTICLE})}
    result = run(DOI, "--key", "mine2014", "--file", "own.bib")
    assert result.output.splitlines()[-1].startswith("As Crossref has it")
    assert written(casebook, "own.bib").startswith("@article{mine2014,\n")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, f"doi.org knows no DOI {DOI}"),
        ({f"/doi/{DOI}": (503, "text/plain", b"")}, "doi.org: the answer is 503"),
        ({f"/doi/{DOI}": as_json({"title": []})}, "doi.org: the answer has no title; Crossref: the answer is 404"),
        ({f"/doi/{DOI}": (200, "x/y", b" " * 2_000_001)}, "doi.org: the answer is too long"),
        ({f"/doi/{DOI}": (302, f"/doi/{DOI}", b"")}, "doi.org: it is redirected more than 8 times"),
    ],
)
def test_no_answer_writes_nothing_and_says_why(
    web: Web, casebook: Path, answers: dict[str, tuple[int, str, bytes]], says: str
) -> None:
    web.answers = answers
    result = run(DOI)
    assert (result.exit_code, written(casebook)) == (1, "")
    assert result.stderr.startswith(f"Error: nothing was written; {says}")


@pytest.mark.usefixtures("web")
def test_without_network_it_says_so(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    result = run(DOI)
    assert (result.exit_code, written(casebook)) == (1, "")
    assert result.stderr == (
        "Error: nothing was written; there is no network (proxies are not used); try again where there is one."
        " By hand: casewright new source KEY\n"
    )


def test_a_book_is_looked_up_by_its_isbn(web: Web, casebook: Path) -> None:
    book = {
        "title": "The Desk Book",
        "subtitle": "From A to Z",
        "authors": [{"name": "Anna van der Berg"}, {"name": "Ministry of Desks"}],
        "publishers": [{"name": "P & Q"}],
        "publish_places": [{"name": "Springfield"}],
        "publish_date": "March 1998",
        "number_of_pages": 210,
    }
    web.answers = {f"/books?ISBN:{ISBN}": as_json({f"ISBN:{ISBN}": book})}
    result = run("ISBN 0-306-40615-2")
    assert result.exit_code == 0, result.output
    assert "note: Open Library has names in one piece" in result.output
    source = next(iter(read_bibliography([("a.bib", written(casebook).encode())])[0].values()))
    assert source.key == "berg1998desk"
    assert [name.get("family") or name.get("literal") for name in source.item["author"]] == [
        "Berg",
        "Ministry of Desks",
    ]
    assert source.item["issued"] == {"date-parts": [[1998]]}
    assert (source.item["ISBN"], source.item["publisher-place"]) == (ISBN, "Springfield")
    assert "(same ISBN)" in run(ISBN).output
    assert run("979-0-306-40615-7").exit_code == 2
    assert run("9781861972712").stderr.startswith("Error: nothing was written; Open Library: the answer is 404")


def test_a_page_is_read_by_its_tags(web: Web, casebook: Path) -> None:
    web.answers = {"/report?a=1": (200, "text/html", PAGE.encode())}
    result = run(f"{web.address}/report?a=1#top")
    assert result.exit_code == 0, result.output
    source = next(iter(read_bibliography([("a.bib", written(casebook).encode())])[0].values()))
    assert source.type == "report"
    assert source.item["title"] == 'Desks & the <city>: "A" report'
    assert source.item["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "Department of Desks"}]
    assert source.item["issued"] == {"date-parts": [[2013, 7, 31]]}
    assert source.fields["urldate"]
    assert "(same address)" in run(f"{web.address}/report?a=1").output


def test_pages_that_are_gone_or_no_pages_are_refused(web: Web, casebook: Path) -> None:
    web.answers = {
        "/gone": (200, "text/html", b"<title>Page not found | City</title>"),
        "/file": (200, "application/pdf", b"%PDF"),
        "/to-front": (302, "/", b""),
        "/": (200, "text/html", b"<title>City</title>"),
        "/bare": (200, "text/html", b"<p>no title"),
        "/busy": (200, "text/html", b"<title>T</title>" + b"<meta '" * 30_000),
    }
    says = {name: run(f"{web.address}/{name}").stderr for name in ("gone", "file", "to-front", "bare", "none")}
    assert all(text.startswith("Error: nothing was written; ") for text in says.values())
    assert ["seems to be gone" in text for text in says.values()] == [True, False, True, False, False]
    assert written(casebook) == ""
    assert "note: the page names no author" in run(f"{web.address}/busy", "--dry-run").output


@pytest.mark.usefixtures("web")
def test_what_cannot_be_meant_is_refused_before_anybody_is_asked(web: Web, casebook: Path) -> None:
    for arguments in (["desk"], ["ftp://example.org"], [DOI, "--key", "2x"], [DOI, "--key", "DOE2013desk"]):
        assert run(*arguments).exit_code == 2, arguments
    assert run(DOI, "--file", "../x.bib").exit_code == 2
    private = CliRunner().invoke(main, ["cite", "add", f"{web.address}/x"], prog_name="casewright")
    assert (private.exit_code, web.asked) == (1, [])
    assert "is in a private network; allow it with --private" in private.stderr
    assert written(casebook) == ""
