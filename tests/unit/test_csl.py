"""Bibliography entries → CSL-JSON items: names, dates, titles, types, addresses, and what others lend."""

from __future__ import annotations

from typing import Any

import pytest

from casewright.model.ids import SourceKey
from casewright.model.source import Source
from casewright.problems import Code, Problem
from casewright.read.bibliography import read_bibliography
from casewright.read.csl_json import TYPES as CSL_TYPES
from casewright.read.csl_types import TYPES
from casewright.read.languages import language_tag


def read(text: str, name: str = "x.bib", **others: str) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    files = {f"bibliography/{name}": text, **{f"bibliography/{other}": text for other, text in others.items()}}
    sources, problems = read_bibliography([(path, text.encode()) for path, text in sorted(files.items())])
    return {str(key): source for key, source in sources.items()}, problems


def item(fields: str, type_: str = "misc") -> dict[str, Any]:
    sources, _ = read(f"@{type_}{{a, {fields}}}")
    return dict(sources["a"].item)


def codes(fields: str, type_: str = "misc") -> list[Code]:
    return [problem.code for problem in read(f"@{type_}{{a, {fields}}}")[1]]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Doe, Jane", [{"family": "Doe", "given": "Jane"}]),
        ("Jane Q. Doe", [{"family": "Doe", "given": "Jane Q."}]),
        ("de Vries, Hanna", [{"family": "Vries", "given": "Hanna", "non-dropping-particle": "de"}]),
        ("Hanna de Vries", [{"family": "Vries", "given": "Hanna", "non-dropping-particle": "de"}]),
        ("{van} Gogh, Vincent", [{"family": "van Gogh", "given": "Vincent"}]),
        ("Jean de La Fontaine", [{"family": "La Fontaine", "given": "Jean", "non-dropping-particle": "de"}]),
        ("King, Jr., Martin Luther", [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]),
        ("Martin Luther King Jr.", [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]),
        ("Henry Ford III", [{"family": "Ford", "given": "Henry", "suffix": "III"}]),
        ("{City of Springfield}", [{"literal": "City of Springfield"}]),
        ("{Ho}", [{"literal": "Ho"}]),
        ("{Barnes and Noble} and {AT\\&T}", [{"literal": "Barnes and Noble"}, {"literal": "AT&T"}]),
        ("Doe, J. and others", [{"family": "Doe", "given": "J."}, {"literal": "others"}]),
        (
            "family=Vries, given=Hanna, prefix=de, useprefix=true",
            [{"family": "Vries", "given": "Hanna", "non-dropping-particle": "de"}],
        ),
        (
            "given={Ludwig}, family={Beethoven}, prefix={van}, useprefix=false and Roe, R.",
            [
                {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
                {"family": "Roe", "given": "R."},
            ],
        ),
        ("family={Sons, Inc.}, suffix=Jr.", [{"family": "Sons, Inc.", "suffix": "Jr."}]),
        ("T{\\~o}nurist, Piret", [{"family": "Tõnurist", "given": "Piret"}]),
        ("O'Neil, Zo\\\"e", [{"family": "O’Neil", "given": "Zoë"}]),
        ("<b>, Bold", [{"family": "<\u2060b>", "given": "Bold"}]),
    ],
)
def test_names(written: str, names: list[dict[str, str]]) -> None:
    assert item(f"author = {{{written}}}")["author"] == names


def test_particles_may_drop() -> None:
    (name,) = item("author = {von Hayek, Friedrich}, options = {useprefix = false}")["author"]
    assert name == {"family": "Hayek", "given": "Friedrich", "dropping-particle": "von"}


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ("editor = {Doe, J.}", "editor"),
        ("editor = {Doe, J.}, editortype = {director}", "director"),
        ("editor = {Doe, J.}, editortype = {compiler}", "compiler"),
        ("editora = {Doe, J.}, editoratype = {organizer}", "organizer"),
        ("translator = {Doe, J.}", "translator"),
        ("bookauthor = {Doe, J.}", "container-author"),
        ("director = {Doe, J.}", "director"),
        ("serieseditor = {Doe, J.}", "collection-editor"),
    ],
)
def test_roles(fields: str, role: str) -> None:
    assert item(fields)[role] == [{"family": "Doe", "given": "J."}]


@pytest.mark.parametrize(
    ("written", "is_corporate"),
    [
        ("National Audit Office", True),
        ("City of Springfield", True),
        ("Ministry of Finance, Japan", True),
        ("Department for Business, Energy and Industrial Strategy", True),
        ("World Bank and Doe, Jane", True),
        ("Centre for Public Impact", True),
        ("{National Audit Office}", False),
        ("Bank, Jane", False),
        ("J. P. Court", False),
        ("U.S. Government Accountability Office", True),
        ("OECD", False),
        ("Jane Doe", False),
        ("Ludwig van Beethoven", False),
        ("United Nations", True),
        ("Harvard Kennedy School", True),
        ("Statistics Canada", True),
        ("Amnesty International", True),
        ("The Baltimore Sun", True),
        ("Bundesministerium der Finanzen", True),
        ("Ministère de la Santé", True),
        ("School, Jane", False),
        ("de la Cruz, Juana Inés", False),
        ("family=Office, given=Jane", False),
    ],
)
def test_organisations_as_persons(written: str, *, is_corporate: bool) -> None:
    assert (Code.CORPORATE_NAME in codes(f"author = {{{written}}}")) == is_corporate


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("Ministry of Health and Welfare", "{{Ministry of Health and Welfare}};"),
        ("Department of Health and Human Services", "{{Department of Health and Human Services}}, or {{Department of"),
        ("Department of Health and Doe, Jane", "{{Department of Health}};"),
        ("World Bank and United Nations", "{{World Bank}};"),
    ],
)
def test_the_whole_of_an_organisation_goes_between_braces(written: str, remedy: str) -> None:
    _, problems = read(f"@misc{{a, author = {{{written}}}}}")
    assert remedy in next(one.hint for one in reversed(problems) if one.code is Code.CORPORATE_NAME)


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("Doe, Jane; Roe, Rita", True),
        ("Jane Doe & Rita Roe", True),
        ("Doe, Jane and ", True),
        ("Doe, Jane and Roe, Rita", False),
        ("{{Smith & Sons}}", False),
        ("Bank of A & B", False),  # told as an organisation
        ("family=Doe, given=J;", False),
    ],
)
def test_several_names_as_one(written: str, *, is_told: bool) -> None:
    assert (Code.SEVERAL_NAMES in codes(f"author = {{{written}}}")) == is_told


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date = {2012}", {"date-parts": [[2012]]}),
        ("date = {2012-07}", {"date-parts": [[2012, 7]]}),
        ("date = {2012-07-31}", {"date-parts": [[2012, 7, 31]]}),
        ("date = {2012-07-31T10:00:00Z}", {"date-parts": [[2012, 7, 31]]}),
        ("date = {2012~}", {"date-parts": [[2012]], "circa": True}),
        ("date = {2012-07?}", {"date-parts": [[2012, 7]], "circa": True}),
        ("date = {2012-21}", {"date-parts": [[2012]], "season": 1}),
        ("date = {2012-24}", {"date-parts": [[2012]], "season": 4}),
        ("date = {2011/2013}", {"date-parts": [[2011], [2013]]}),
        ("date = {2011-05-01/2011-05-04}", {"date-parts": [[2011, 5, 1], [2011, 5, 4]]}),
        ("date = {2015/}", {"date-parts": [[2015], [0]]}),
        ("date = {2015/..}", {"date-parts": [[2015], [0]]}),
        ("date = {../2015}", {"date-parts": [[2015]]}),
        ("date = {-0043}", {"date-parts": [[-44]]}),
        ("date = {0000}", {"date-parts": [[-1]]}),
        ("date = {y-10000}", {"date-parts": [[-10001]]}),
        ("date = {199X}", {"date-parts": [[1990], [1999]], "circa": True}),
        ("date = {19XX}", {"date-parts": [[1900], [1999]], "circa": True}),
        ("date = {1XX9}", {"literal": "1XX9"}),
        ("date = {2012-XX}", {"date-parts": [[2012]]}),
        ("year = 2012", {"date-parts": [[2012]]}),
        ("year = 2012, month = jul", {"date-parts": [[2012, 7]]}),
        ("year = 2012, month = 7, day = 4", {"date-parts": [[2012, 7, 4]]}),
        ('year = 2012, month = jul # "~4"', {"date-parts": [[2012, 7, 4]]}),
        ("year = 2012, month = {Spring}", {"date-parts": [[2012]], "season": 1}),
        ("year = 2012, month = {July--August}", {"date-parts": [[2012, 7]]}),
        ("year = {2011--2013}", {"date-parts": [[2011], [2013]]}),
        ("year = {2011/12}", {"date-parts": [[2011], [2012]]}),
        ("year = {2015--}", {"date-parts": [[2015], [0]]}),
        ("year = {ca. 2012}", {"date-parts": [[2012]], "circa": True}),
        ("year = {[2012?]}", {"date-parts": [[2012]], "circa": True}),
        ("year = {Spring 2012}", {"date-parts": [[2012]], "season": 1}),
        ("year = {4 July 2012}", {"date-parts": [[2012, 7, 4]]}),
        ("year = {n.d.}", None),
        ("title = {T}", None),
        ("date = {2012-13}", {"literal": "2012-13"}),
        ("date = {2012-02-30}", {"literal": "2012-02-30"}),
        ("year = {MMXII}", {"literal": "MMXII"}),
    ],
)
def test_dates(fields: str, date: dict[str, Any] | None) -> None:
    assert item(fields).get("issued") == date
    assert (Code.SOURCE_DATE in codes(fields)) == bool(date and "literal" in date)


def test_other_dates() -> None:
    told = item("urldate = {2015-03-02}, eventdate = {2012-03-01/2012-03-04}, origdate = {1999~}", "inproceedings")
    assert told["accessed"] == {"date-parts": [[2015, 3, 2]]}
    assert told["event-date"] == {"date-parts": [[2012, 3, 1], [2012, 3, 4]]}
    assert told["original-date"] == {"date-parts": [[1999]], "circa": True}
    assert "accessed" not in item("urldate = {yesterday}")


@pytest.mark.parametrize(("year", "status"), [("in press", "in press"), ("forthcoming", "forthcoming")])
def test_works_that_are_not_out_yet(year: str, status: str) -> None:
    assert item(f"year = {{{year}}}")["status"] == status
    assert codes(f"year = {{{year}}}") == []


@pytest.mark.parametrize(
    ("type_", "fields", "expected"),
    [
        ("article", "", "article-journal"),
        ("article", "entrysubtype = {newspaper}", "article-newspaper"),
        ("mvbook", "", "book"),
        ("inreference", "", "entry-encyclopedia"),
        ("phdthesis", "", "thesis"),
        ("techreport", "", "report"),
        ("software", "", "software"),
        ("dataset", "", "dataset"),
        ("jurisdiction", "", "legal_case"),
        ("legislation", "", "legislation"),
        ("standard", "", "standard"),
        ("patent", "", "patent"),
        ("video", "", "motion_picture"),
        ("audio", "type = {Podcast episode}", "broadcast"),
        ("online", "entrysubtype = {blog}", "post-weblog"),
        ("unpublished", "eventtitle = {Conference}", "speech"),
        ("misc", "url = {https://example.org}", "webpage"),
        ("misc", "", "document"),
        ("misc", "eprint = {1234.5678}, eprinttype = {arxiv}", "article"),
        ("unheardof", "", "document"),
    ],
)
def test_types(type_: str, fields: str, expected: str) -> None:
    assert item(fields, type_)["type"] == expected


def test_every_type_is_one_of_csl() -> None:
    assert set(TYPES.values()) <= CSL_TYPES


@pytest.mark.parametrize(
    ("type_", "fields", "expected"),
    [
        ("article", "title = {A Title}, subtitle = {Its Other Half}", {"title": "A title: Its other half"}),
        ("article", "title = {Why?}, subtitle = {So}", {"title": "Why? So"}),
        ("book", "title = {T}, titleaddon = {An Addition}", {"title": "T. An Addition"}),
        ("book", "title = {L'État}, subtitle = {les réformes}, langid = {french}", {"title": "L’État : les réformes"}),
        ("book", "title = {Die Verwaltung}, langid = {ngerman}", {"title": "Die Verwaltung", "language": "de"}),
        ("book", "title = {The Part}, maintitle = {The Whole}", {"title": "The whole", "volume-title": "The part"}),
        ("incollection", "title = {C}, booktitle = {A Book}, booksubtitle = {On It}",
         {"container-title": "A book: On it"}),
        ("article", "journaltitle = {A Journal}, journalsubtitle = {Of Ours}",
         {"container-title": "A Journal: Of Ours"}),
        ("periodical", "title = {A Journal}, issuetitle = {An Issue}",
         {"container-title": "A journal", "title": "An issue"}),
        ("book", "title = {T}, origtitle = {Der Titel}", {"original-title": "Der Titel"}),
        (
            "book",
            "title = {T}, origtitle = {Vom {Staat} und Recht}",
            {"original-title": '<span class="nocase">Vom Staat und Recht</span>'},
        ),
        (
            "book",
            "title = {T}, langid = {french}, origtitle = {Of states}, origlanguage = {english}",
            {"original-title": "Of states"},
        ),
        ("collection", "title = {A Book}, booktitle = {A Book}", {"title": "A book", "container-title": None}),
        ("inproceedings", "eventtitle = {A Conference}, venue = {Rome}",
         {"event-title": "A Conference", "event-place": "Rome"}),
        ("misc", "note = {A note.}, addendum = {More}", {"note": "A note. More"}),
        ("legislation", "title = {Clean Air Act}", {"title": "Clean Air Act"}),
        ("article", "number = {2--3}, volume = 4", {"issue": "2-3", "volume": "4"}),
        ("article", "number = 3, issue = {Spring}", {"issue": "3, Spring"}),
        ("article", "eid = {e12}", {"number": "e12", "page": "e12"}),
        ("article", "eid = {e12}, pages = {1--9}", {"number": "e12", "page": "1-9"}),
        ("article", "series = 2", {"collection-title": "2nd series"}),
        ("book", "series = {S}, number = 7, edition = {Second}", {"collection-number": "7", "edition": "2"}),
        ("book", "edition = {3rd edition}", {"edition": "3rd"}),
        ("book", "edition = {{Revised edition}}", {"edition": "Revised edition"}),
        ("report", "edition = {2nd revised ed.}", {"edition": "2nd revised ed."}),
        ("article", "edition = {Late edition}, entrysubtype = {newspaper}", {"edition": "Late"}),
        ("book", "title = {Reading: The End of It}", {"title-short": "Reading"}),
        ("book", "title = {On ``Lines: and'' Ends}", {"title-short": None}),
        ("book", "title = {A {\\emph{Line: and}} Ends}", {"title-short": None}),
        ("book", "title = {A Title}, subtitle = {On It}", {"title-short": "A title"}),
        ("book", "title = {A Title: On It}, shorttitle = {Titles}", {"title-short": "Titles"}),
        ("legislation", "title = {Regulation: of Air}", {"title-short": None}),
        ("report", "number = {12}, type = {techreport}", {"number": "12", "genre": "Technical report"}),
        ("phdthesis", "school = {School of X and Y}",
         {"genre": "Doctoral dissertation", "publisher": "School of X and Y"}),
        ("thesis", "type = {mathesis}", {"genre": "Master’s thesis"}),
        ("book", "publisher = {MIT Press and Yale University Press}",
         {"publisher": "MIT Press; Yale University Press"}),
        ("book", "publisher = {Simon and Schuster}", {"publisher": "Simon and Schuster"}),
        ("book", "publisher = {A and B}, location = {X and Y}", {"publisher": "A; B", "publisher-place": "X; Y"}),
        ("article", "pages = {108--121}", {"page": "108-121"}),
        ("misc", "howpublished = {The Site}, url = {https://example.org}", {"container-title": "The Site"}),
        ("misc", "howpublished = {{b.example.org}}, url = {https://example.org}",
         {"container-title": '<span class="nocase">b.example.org</span>'}),
        ("misc", "howpublished = {Press release}", {"publisher": "Press release", "type": "document"}),
        ("misc", "howpublished = {Press release}, organization = {City of X}",
         {"publisher": "City of X; Press release"}),
        ("booklet", "howpublished = {Leaflet}", {"publisher": "Leaflet"}),
        ("book", "volume = 3, part = 2, pagetotal = 300, volumes = 4", {"volume": "3.2", "number-of-volumes": "4"}),
        ("misc", "title = {A \\emph{Nature} Paper}", {"title": "A <i>Nature</i> paper"}),
        ("jurisdiction", "institution = {Supreme Court}", {"authority": "Supreme Court"}),
        ("patent", "holder = {{Acme}}, location = {US}", {"author": [{"literal": "Acme"}], "jurisdiction": "US"}),
        ("misc", "doi = {https://doi.org/10.1111/padm.12209}", {"DOI": "10.1111/padm.12209"}),
        ("misc", 'doi = {doi:10.1000/a<b>c"d}', {"DOI": "10.1000/a%3Cb%3Ec%22d"}),
        ("misc", "doi = {https://doi.org/d4vb59}", {"DOI": "10/d4vb59"}),
        ("misc", "doi = {10/d4vb59}", {"DOI": "10/d4vb59"}),
        ("misc", "url = {https://example.org/a\\_b}", {"URL": "https://example.org/a_b"}),
        ("article", "eprint = {1234.5678}, eprinttype = {arXiv}", {"URL": "https://arxiv.org/abs/1234.5678"}),
        ("online", "eprint = {1234.5678}, archiveprefix = {arXiv}",
         {"number": "arXiv:1234.5678", "publisher": "arXiv"}),
        ("misc", "eprint = {123}, eprinttype = {pubmed}", {"PMID": "123"}),
        ("misc", "langid = {american}", {"language": "en"}),
        ("misc", "title = {T}", {"language": "en"}),
    ],
)  # fmt: skip
def test_fields(type_: str, fields: str, expected: dict[str, Any]) -> None:
    told = item(fields, type_)
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize("fields", ["url = {javascript:alert(1)}", "doi = {n/a}", "keywords = {a, b}", "url = {x y}"])
def test_what_is_left_out(fields: str) -> None:
    assert set(item(fields)) <= {"id", "type", "language"}


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("german", "de"), ("ngerman", "de"), ("Brazilian", "pt-BR"), ("UKenglish", "en"), ("en-GB", "en"),
        ("langfrench", "fr"), ("fr_CA", "fr-CA"), ("pt-br", "pt-BR"), ("klingon", ""), ("", ""),
    ],
)  # fmt: skip
def test_languages(name: str, tag: str) -> None:
    assert language_tag(name) == tag


BOOK = """
@book{book, author = {Doe, Jane}, title = {The Book}, subtitle = {And So On}, shorttitle = {Book}, publisher = {Press},
  year = 2012, keywords = {a}}
"""


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        (
            "@inbook{a, crossref = {book}, title = {Chapter}}",
            {
                "title": "Chapter", "container-title": "The book: And so on", "publisher": "Press", "title-short": None,
                "issued": {"date-parts": [[2012]]}, "author": [{"family": "Doe", "given": "Jane"}],
                "container-author": [{"family": "Doe", "given": "Jane"}],
            },
        ),
        ("@incollection{a, crossref = {book}, author = {Roe, R.}}", {"author": [{"family": "Roe", "given": "R."}]}),
        ("@incollection{a, crossref = {book}, date = {2013-05}}", {"issued": {"date-parts": [[2013, 5]]}}),
        ("@incollection{a, crossref = {book}, booktitle = {Own}}", {"container-title": "Own: And so on"}),
        ("@article{a, crossref = {journal}, title = {T}}", {"container-title": "The Journal", "title": "T"}),
        ("@book{a, crossref = {works}, title = {Volume}}", {"title": "The works", "volume-title": "Volume"}),
        ("@inbook{a, crossref = {volume}, title = {C}}", {"container-title": "The works", "volume-title": "First"}),
        ("@misc{a, xdata = {paris, press}}", {"publisher": "Paris Press", "publisher-place": "Paris"}),
        ("@misc{a, xdata = {press}, publisher = {Own}}", {"publisher": "Own", "publisher-place": "Paris"}),
    ],
)  # fmt: skip
def test_inheritance(child: str, expected: dict[str, Any]) -> None:
    parents = (
        BOOK + "@periodical{journal, title = {The Journal}} @mvbook{works, title = {The Works}}"
        "@book{volume, title = {First}, crossref = {works}}"
        "@xdata{paris, location = {Paris}} @xdata{press, publisher = {Paris Press}, xdata = {paris}}"
    )
    for first, second in ((child, parents), (parents, child)):
        sources, problems = read(first, "a.bib", **{"b.bib": second})
        told = sources["a"].item
        assert {name: told.get(name) for name in expected} == expected
        assert not problems
        assert not {"paris", "press"} & sources.keys()


def test_fields_of_others_are_among_the_fields() -> None:
    sources, _ = read(BOOK + "@inbook{a,\n crossref = {book}, title = {Chapter}}")
    assert sources["a"].fields["booktitle"] == "The Book"
    assert sources["a"].fields["crossref"] == "book"
    assert sources["a"].places["booktitle"].line == 2


def test_a_long_line_of_parents() -> None:
    text = "".join(f"@misc{{k{index}, crossref = {{k{index + 1}}}}}" for index in range(5_000))
    sources, problems = read(text + "@misc{k5000, title = {The Last}}")
    assert sources["k0"].item["title"] == "The last"
    assert not problems


def test_much_lent_to_many_is_bounded() -> None:
    text = f"@misc{{big, note = {{{'x' * 100_000}}}}}" + "".join(
        f"@misc{{k{index}, crossref = {{big}}}}" for index in range(1_000)
    )
    _, problems = read(text)
    assert {problem.code for problem in problems} == {Code.CROSSREF}


def test_ours() -> None:
    sources, _ = read(
        "@misc{a, read = {full}, note_read = {Read \\& checked <b>.}, archiveurl = {https://web.archive.org/x},"
        " retracted = {Withdrawn in 2014 by the \\emph{editors}.}} @misc{b, archiveurl = {javascript:x}}"
    )
    source = sources["a"]
    assert source.read == "full"
    assert source.note == "Read & checked <b>."
    assert source.archive == "https://web.archive.org/x"
    assert source.retraction == "Withdrawn in 2014 by the editors."
    assert (sources["b"].read, sources["b"].archive, sources["b"].retraction) == (None, "", "")


@pytest.mark.parametrize(
    "written", [r"\url{https://lisbon.example/x}", "https://lisbon.example/x", "{https://lisbon.example/x}"]
)
def test_an_address_as_the_way_of_publication_is_an_address(written: str) -> None:
    text = f"@misc{{a, title = {{T}}, author = {{Doe, Jane}}, year = 2019, howpublished = {{{written}}}}}"
    found, problems = read_bibliography([("a.bib", text.encode())])
    item = found[SourceKey("a")].item
    assert (item["type"], item["URL"]) == ("webpage", "https://lisbon.example/x")
    assert "container-title" not in item
    assert not [problem for problem in problems if problem.fails]


def test_other_ways_of_publication_stay_what_they_are() -> None:
    text = b"@misc{a, title = {T}, howpublished = {See https://lisbon.example/x}}"
    assert "URL" not in read_bibliography([("a.bib", text)])[0][SourceKey("a")].item
