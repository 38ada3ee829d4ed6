"""The plugin casewright-citations on a site without any case, and beside the plugin casewright."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from casewright.problems import Severity
from casewright.read.bibliography import read_bibliography
from tests.support.builds import ENGINES, SITES, SMALL_ADDRESS, Build, build_site, copy_small, environment, once
from tests.support.html import Pages, content, select, text

pytestmark = pytest.mark.build

ADDRESS = "https://plain.example/sub/"


@pytest.fixture(scope="module", params=ENGINES)
def plain(request: pytest.FixtureRequest, shared: Path) -> Pages:
    """The plain site, built by each engine with ``--strict``."""

    def make(folder: Path) -> Build:
        site = shutil.copytree(SITES / "plain", folder / "pages")
        return build_site(request.param, site, folder / "site", "--strict", address=ADDRESS)

    return Pages(once(shared, f"plain-{request.param}", make))


def test_it_builds_strictly_and_without_complaint(plain: Pages) -> None:
    assert plain.build.status == 0, plain.build.output
    assert "WARNING" not in plain.build.output


def test_every_link_leads_somewhere_and_ids_are_unique(plain: Pages) -> None:
    for path, page in plain.read.items():
        addresses = (
            [node.get("href") or "" for node in select(content(page), ".//*[@href]")] if "404" not in path else []
        )
        assert [fault for address in addresses if (fault := plain.fault(path, address))] == []
        assert [id_ for id_, count in Counter(plain.ids[path]).items() if count > 1] == []


def test_citations(plain: Pages) -> None:
    page = content(plain.all["index.html"])
    assert [text(node) for node in select(page, './/span[@class="cw-cite"]')] == [
        "(Doe, 2013b)",
        "(see Lipsky, 2010, pp. 3–5, and passim; OECD, 2019)",
        "Doe (2013b, p. 31; also Lipsky, 2010)",
        "(2010, Chapter 2)",
        "(Doe, 2013b, p. 32)",
        "(Lipsky, 2010, Section A)",
    ]
    assert text(select(page, ".//h1")[0]).startswith("Desks (Doe, 2013b)")
    other = content(plain.all["guide/first/index.html"])
    assert "Doe, J. (2013a)." in text(other), "the other Doe of 2013 is on another page"


def test_code_links_and_addresses_are_left_alone(plain: Pages) -> None:
    page = content(plain.all["index.html"])
    left = next(text(node) for node in select(page, ".//p") if text(node).startswith("Code"))
    assert left == (
        "Code is left alone: [@doe2013b], and so are desk@example.org, desk@example.org, https://example.org/@doe, "
        "https://example.org/@doe, a link with @somebody, @somebody, @doe and HTML."
    )
    assert [text(node) for node in select(page, ".//pre")] == ["[@indented]", "[@fenced]"]


def test_references_lead_back_and_on(plain: Pages) -> None:
    page = plain.all["index.html"]
    entries = select(page, '//ul[@class="cw-references"]/li')
    assert [entry.get("id") for entry in entries] == [
        "ref-doe2013b",
        "ref-lipsky2010street",
        "ref-oecd-2019-x-3ec55447",
    ]
    (more,) = select(entries[1], './/a[@class="cw-references__more"]')
    assert more.get("href") == "bibliography/#ref-lipsky2010street"
    backs = [node.get("href") for node in select(entries[1], './/a[@role="doc-backlink"]')]
    assert backs == ["#cite-2", "#cite-3", "#cite-4", "#cite-6"]
    entry = select(page, '//nav[contains(@class, "md-nav--secondary")]//a[@href="#references"]')
    assert {text(node) for node in entry} == {"References"}, "the table of contents knows of the list"


def test_the_bibliography_has_every_citing_sentence(plain: Pages) -> None:
    page = plain.all["bibliography/index.html"]
    assert [text(node) for node in select(page, "//h1")] == ["Bibliography¶"]
    keys = [node.get("id") for node in select(page, '//li[starts-with(@id, "ref-")]')]
    assert keys == ["ref-doe2013a", "ref-doe2013b", "ref-lipsky2010street", "ref-oecd-2019-x-3ec55447"]
    (lipsky,) = select(page, '//li[@id="ref-lipsky2010street"]')
    assert "Opening. Only the first part of the text was read." in text(lipsky)
    assert [(text(node), node.get("href")) for node in select(lipsky, ".//ul//a")] == [
        ("Discretion matters (see Lipsky, 2010, pp. 3–5, and passim; OECD, 2019).", "..#cite-2"),
        ("As Doe (2013b, p. 31; also Lipsky, 2010) says, it matters twice.", "..#cite-3"),
        ("with a (2010, Chapter 2) in it.", "..#cite-4"),
        ("The note cites (Lipsky, 2010, Section A).", "..#cite-6"),
    ]


def test_a_citation_in_a_table_is_listed_with_its_row(plain: Pages) -> None:
    (doe,) = select(plain.all["bibliography/index.html"], '//li[@id="ref-doe2013b"]')
    assert ("one (Doe, 2013b, p. 32) · two", "..#cite-5") in [
        (text(node), node.get("href")) for node in select(doe, ".//ul//a")
    ]


def test_the_bibliography_has_lists_that_lead_to_the_whole_one(plain: Pages) -> None:
    page = content(plain.all["bibliography/index.html"])
    filters = {
        text(nav[0]): [text(item) for item in select(nav, ".//li")]
        for nav in select(page, './/nav[@class="cw-filter"]')
    }
    assert filters == {
        "By author": ["D 2", "L 1", "O 1"],
        "By type": ["Journal article 2", "Book 1", "Report 1"],
        "By year": ["2010s 4"],
        "By how much was read": [
            "Opening 1 Only the first part of the text was read.",
            "Not said 3 Nobody says how much of the source was read.",
        ],
    }
    articles = plain.all["bibliography/type/article-journal/index.html"]
    assert text(select(articles, "//h1")[0]) == "Bibliography by type: Journal article¶"
    links = select(articles, '//li//a[@class="cw-references__more"]')
    assert [(text(link), link.get("href")) for link in links] == [
        ("Cited in 1 place: doe2013a", "../../#ref-doe2013a"),
        ("Cited in 3 places: doe2013b", "../../#ref-doe2013b"),
    ]
    index = json.loads((plain.build.site / "search" / "search_index.json").read_text(encoding="utf-8"))
    searched = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "bibliography/" in searched
    assert not [address for address in searched if address.startswith("bibliography/type")]


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("bibliography/sources", ["doe2013a", "doe2013b", "lipsky2010street", "oecd:2019/x"]),
        ("references", ["doe2013b", "lipsky2010street", "oecd:2019/x"]),
        ("guide/first/references", ["doe2013a"]),
    ],
)
def test_references_can_be_taken_away(plain: Pages, path: str, keys: list[str]) -> None:
    for ending in ("bib", "ris", "json"):
        file = plain.build.site / f"{path}.{ending}"
        read, problems = read_bibliography([(file.name, file.read_bytes())])
        assert sorted(read) == keys, ending
        assert not [problem for problem in problems if problem.code.severity is Severity.ERROR]
    page = {"bibliography/sources": "bibliography", "references": "", "guide/first/references": "guide/first"}[path]
    (links,) = select(plain.all[f"{page}/index.html".lstrip("/")], '//p[@class="cw-downloads"]')
    assert text(links) == "References as a file: BibTeX · RIS · CSL-JSON"


def test_reference_managers_find_what_is_listed(plain: Pages) -> None:
    for path, count in ("index.html", 3), ("bibliography/index.html", 4), ("bibliography/year/2010s/index.html", 4):
        spans = select(plain.all[path], '//ul[@class="cw-references"]//span[@class="Z3988"]')
        assert len(spans) == count
        assert all("url_ver=Z39.88-2004" in (span.get("title") or "") for span in spans)


def test_a_site_without_folders_of_its_own_for_pages_and_one_that_has_such_files(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = site / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(f"{written}use_directory_urls: false\n", encoding="utf-8")
    (site / "docs" / "references.bib").write_text("its own", encoding="utf-8")
    with (site / "refs" / "books.bib").open("a", encoding="utf-8") as file:
        file.write(
            "@book{gone2011, author = {Roe, R.}, title = {G}, year = 2011, retracted = {It was withdrawn.},"
            " doi = {10.1000/gone}, archiveurl = {https://web.archive.org/gone}}\n"
        )
    with (site / "docs" / "index.md").open("a", encoding="utf-8") as file:
        file.write("\nMore [@gone2011].\n")
    pages = Pages(build_site("mkdocs", site, tmp_path / "site", "--strict", address=ADDRESS))
    assert pages.build.status == 0, pages.build.output
    assert (pages.build.site / "references.bib").read_text(encoding="utf-8") == "its own"
    assert (pages.build.site / "guide" / "first" / "references.bib").is_file()
    for path, page in pages.all.items():
        addresses = (
            [node.get("href") or "" for node in select(content(page), ".//*[@href]")] if "404" not in path else []
        )
        assert [fault for address in addresses if (fault := pages.fault(path, address))] == []
    for path in ("index.html", "bibliography/index.html"):
        (gone,) = select(pages.all[path], '//li[@id="ref-gone2011"]')
        assert "Retracted It was withdrawn." in text(gone)
    bibliography = text(content(pages.all["bibliography/index.html"]))
    assert "1 of the sources here was withdrawn" in bibliography
    assert "https://doi.org/10.1000/gone Retracted" in bibliography
    assert "Archived copy: web.archive.org" in bibliography, "what the reference itself lacks"
    assert "DOI:" not in bibliography


def test_lists_and_files_can_be_left_out(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = site / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    more = "refs/*.bib\n      bibliography_lists: false\n      downloads_title: ''"
    settings.write_text(written.replace("refs/*.bib", more), encoding="utf-8")
    pages = Pages(build_site("mkdocs", site, tmp_path / "site", "--strict", address=ADDRESS))
    assert [path for path in pages.all if path.startswith("bibliography")] == ["bibliography/index.html"]
    assert not select(pages.all["bibliography/index.html"], '//*[@class="cw-filters" or @class="cw-downloads"]')
    assert not [*pages.build.site.rglob("*.bib"), *pages.build.site.rglob("*.ris")]


def test_what_is_wrong_is_told_with_its_place_and_fails_strictly(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    page = site / "docs" / "guide" / "first.md"
    page.write_text("---\ntitle: A\n---\n\n# A\n\nSo `@nobody` says @nobody, [@doe2013a, pgs. 3].\n", encoding="utf-8")
    (site / "docs" / "old.md").write_bytes("# Café\n".encode("cp1252"))
    build = build_site("mkdocs", site, tmp_path / "site", "--strict", address=ADDRESS)
    assert build.status == 1
    assert 'docs/guide/first.md:7:19: CW501: the source "nobody" is in no bibliography' in build.output
    assert "where no source is meant, write \\@nobody" in build.output
    assert 'docs/guide/first.md:7:29: CW520: the locator "pgs. 3" is not known' in build.output
    assert "docs/old.md:1:6: CW101: byte 0xe9 is not UTF-8" in build.output
    assert "Traceback" not in build.output


def test_pages_load_its_style_sheets_before_those_of_the_site_unless_told_not_to(plain: Pages, tmp_path: Path) -> None:
    def loaded(pages: Pages) -> list[str]:
        nodes = select(pages.all["guide/first/index.html"], '//link[@rel="stylesheet"] | //script[@src]')
        files = (node.get("href") or node.get("src") or "" for node in nodes)
        return [file.removeprefix("../../") for file in files if "casewright" in file or "own.css" in file]

    names = [f"assets/casewright/{name}" for name in ("citations.css", "plain.css", "preview.js")]
    assert loaded(plain) == names
    assert all((plain.build.site / name).is_file() for name in names)
    (script,) = select(plain.all["index.html"], '//script[contains(@src, "casewright")]')
    assert script.get("type") == "module"
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    (site / "docs" / "own.css").write_text("p { color: red; }\n", encoding="utf-8")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8") + "extra_css: [own.css]\n"
    for option, files in ("true", [*names[:2], "own.css", names[2]]), ("false", ["own.css"]):
        written = settings.replace("refs/*.bib", f"refs/*.bib\n      assets: {option}")
        (site / "mkdocs.yml").write_text(written, encoding="utf-8")
        build = build_site("mkdocs", site, tmp_path / "site", "--strict", "--clean", address=ADDRESS)
        assert build.status == 0, build.output
        assert loaded(Pages(build)) == files
        assert (build.site / names[0]).is_file() == (option == "true")
        assert (site / "mkdocs.yml").read_text(encoding="utf-8") == written


def told(build: Build) -> list[str]:
    """Return the first line of every problem, as the engine logs them."""
    return [line.split("casewright-citations: ", 1)[1] for line in build.output.splitlines() if ": CW" in line]


def test_faults_of_settings_are_told_once_with_the_file_and_line_of_the_option(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").unlink()
    (site / "other.yml").write_text(
        settings.replace("bibliography: refs/*.bib", "bibliography: ref/*.bib\n      style: apaa\n      language: enn"),
        encoding="utf-8",
    )
    build = build_site("mkdocs", site, tmp_path / "site", "-f", "other.yml", address=ADDRESS)
    assert build.status == 0, build.output
    assert told(build) == [
        (
            'other.yml:12:17: CW521 language: there are no words for citations in the language "enn"; '
            "those of English are used"
        ),
        'other.yml:11:14: CW509 style: there is no citation style "apaa"; APA is used instead',
        'other.yml:10:21: CW116 bibliography: there is no file "ref/*.bib"',
        "other.yml:10:21: CW501 bibliography: no bibliography could be read, so 7 citations lead to no source",
    ]
    page = content(Pages(build).all["index.html"])
    assert text(select(page, ".//h1")[0]).startswith("Desks (doe2013b)")
    assert "doe2013b" in [text(node) for node in select(page, './/span[@class="cw-missing"]')]


def test_faults_of_files_are_told_in_their_order_and_broken_entries_are_not_called_unknown(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    (site / "refs" / "faulty.bib").write_text(
        "@book{one, title = {A B}, author = {Doe, Jane}, year = {x}, publisher = {P}}\n"
        "@book{broken, title = {One\n\n"
        "@book{two, title = {Two}, author = {Doe, Jane}, year = {y}, publisher = {P}}\n"
        "@book{two, title = {Two}, author = {Doe, Jane}, year = {z}, publisher = {P}}\n",
        encoding="utf-8",
    )
    (site / "docs" / "guide" / "first.md").write_text("# A\n\nSo [@broken; @one].\n", encoding="utf-8")
    (site / "docs" / "other.md").write_text("---\ntags: [doe2013a]\n---\n\n# B\n\nSo [doe2013a].\n", encoding="utf-8")
    build = build_site("mkdocs", site, tmp_path / "site", address=ADDRESS)
    assert build.status == 0, build.output
    *others, last = [line for line in told(build) if "CW502" not in line and "CW507" not in line]
    assert last.startswith('docs/other.md:7:4: CW531: "doe2013a" is a source'), "on a page that cites nothing too"
    lines = [line.split(": CW")[0] for line in others]
    assert lines == sorted(lines)
    assert {line.split(":")[1] for line in lines} >= {"1", "2", "5"}
    assert "CW504" in build.output
    assert "CW501" not in build.output
    page = content(Pages(build).all["guide/first/index.html"])
    assert [text(node) for node in select(page, './/span[@class="cw-missing"]')] == ["broken"]


def test_what_references_lack_and_what_nobody_cites_is_told(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    (site / "refs" / "more.bib").write_text("@book{undated, title = {T}, author = {Doe, Jane}, publisher = {P}}\n")
    build = build_site("mkdocs", site, tmp_path / "site", address=ADDRESS)
    assert [line for line in told(build) if "undated" in line] == [
        'refs/more.bib:1:1: CW502 undated: "undated" is cited nowhere',
        'refs/more.bib:1:1: CW507 undated: "undated" has no date',
    ]


def test_a_page_may_be_in_a_language_of_its_own(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    text_ = "---\nlang: fr\n---\n\n# A\n\nVoir [@doe2013a, chapitre 3].\n"
    (site / "docs" / "guide" / "first.md").write_text(text_, encoding="utf-8")
    build = build_site("mkdocs", site, tmp_path / "site", address=ADDRESS)
    page = content(Pages(build).all["guide/first/index.html"])
    assert [text(node) for node in select(page, './/span[@class="cw-cite"]')] == ["(Doe, 2013a, Chapter 3)"]
    assert "CW520" not in build.output


def test_lists_are_named_in_the_language_of_the_site(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").write_text(
        settings.replace("casewright-citations:\n", "casewright-citations:\n      language: de\n"), encoding="utf-8"
    )
    (site / "refs" / "more.bib").write_text(
        "@misc{fresh, title = {T}, author = {Doe, Jane}, year = {2020}, url = {https://example.org/t}, "
        "urldate = {2026-05-08}, archiveurl = {https://example.net/t}, retracted = {Withdrawn}}\n"
    )
    pages = Pages(build_site("mkdocs", site, tmp_path / "site", address=ADDRESS))
    page = content(pages.all["bibliography/index.html"])
    assert [text(node) for node in select(page, './/nav[@class="cw-filter"]/h2')] == [
        "Nach Autor", "Nach Art", "Nach Jahr", "Danach, wie viel gelesen wurde",
    ]  # fmt: skip
    assert text(select(page, './/details[@class="cw-filters"]/summary')[0]).startswith("Suchen nach Autor, Art, Jahr")
    assert "Anfang. Nur der Anfang des Textes wurde gelesen." in text(page)
    fresh = select(page, './/li[@id="ref-fresh"]')[0]
    assert "Archivierte Kopie: example.net" in text(fresh)
    assert "Abgerufen: 8. Mai 2026" in text(fresh)
    assert "Zurückgezogen" in text(fresh)
    assert "1 der Quellen hier wurde zurückgezogen." in text(page)
    articles = content(pages.all["bibliography/type/article-journal/index.html"])
    assert text(select(articles, ".//h1")[0]).startswith("Bibliography nach Art: Zeitschriftenaufsatz")
    assert "An 1 Stelle zitiert: doe2013a" in text(articles)
    badges = select(content(pages.all["index.html"]), './/span[contains(@class, "cw-read ")]')
    assert [text(badge) for badge in badges] == ["Gelesen: Anfang"]


def test_reference_lists_of_pages_say_how_much_was_read(plain: Pages) -> None:
    entries = select(plain.all["index.html"], '//ul[@class="cw-references"]/li')
    badges = {entry.get("id"): [text(node) for node in select(entry, './/span[contains(@class, "cw-read ")]')]
              for entry in entries}  # fmt: skip
    assert badges == {
        "ref-doe2013b": [], "ref-lipsky2010street": ["Read: opening"], "ref-oecd-2019-x-3ec55447": [],
    }  # fmt: skip


def test_a_pandoc_that_is_not_there_is_told_once_where_the_option_stands(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    settings = site / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8").partition("casewright-citations:\n")[0].count("\n")
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            "casewright-citations:\n", "casewright-citations:\n      pandoc: /nowhere/pandoc\n"
        )
    )
    build = build_site("mkdocs", site, tmp_path / "site", address=ADDRESS)
    missing = [line for line in told(build) if "CW508" in line or "no pandoc" in line]
    assert len(missing) == 1, missing
    assert missing[0].startswith(f"mkdocs.yml:{before + 2}:"), missing


def test_a_long_bibliography_is_paged(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    entries = "\n".join(
        f"@book{{many{n}, author = {{Roe, R{n}}}, title = {{Book {n}}}, year = {{{1900 + n}}}, publisher = {{P}}}}"
        for n in range(120)
    )
    (site / "refs" / "many.bib").write_text(entries, encoding="utf-8")
    (site / "docs" / "guide" / "first.md").write_text("# A\n\nSo [@many119].\n", encoding="utf-8")
    build = build_site("mkdocs", site, tmp_path / "site", "--strict", address=ADDRESS)
    assert build.status == 0, build.output
    pages = Pages(build)
    counts = [
        len(select(pages.all[path], '//li[starts-with(@id, "ref-")]'))
        for path in ("bibliography/index.html", "bibliography/page/2/index.html")
    ]
    assert counts == [100, 24]
    (more,) = select(pages.all["guide/first/index.html"], '//a[@class="cw-references__more"]')
    assert more.get("href") == "../../bibliography/page/2/#ref-many119"
    for path in ("guide/first/index.html", "bibliography/page/2/index.html"):
        links = select(content(pages.all[path]), ".//a[@href]")
        assert [fault for node in links if (fault := pages.fault(path, node.get("href") or ""))] == []


@pytest.mark.parametrize("order", [("casewright-citations", "casewright"), ("casewright", "casewright-citations")])
def test_pages_of_a_casebook_cite_its_sources_whatever_the_order(order: tuple[str, str], tmp_path: Path) -> None:
    casebook = copy_small(tmp_path / "casebook")
    settings = casebook / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    assert "  - casewright\n" in written
    settings.write_text(
        written.replace("  - casewright\n", "".join(f"  - {name}\n" for name in order)), encoding="utf-8"
    )
    page = casebook / "pages" / "about.md"
    page.write_text("# About\n\nIt is told by @doe2013desk [p. 3].\n", encoding="utf-8")
    build = build_site("mkdocs", casebook, tmp_path / "site", "--strict", address=SMALL_ADDRESS)
    assert build.status == 0, build.output
    about = Pages(build).all["about/index.html"]
    assert "Doe (2013, p. 3)" in text(content(about))
    (more,) = select(about, '//a[@class="cw-references__more"]')
    assert more.get("href") == "../sources/doe2013desk/"
    assert (build.site / "sources" / "doe2013desk" / "index.html").is_file()
    bibliography = text(content(Pages(build).all["bibliography/index.html"]))
    assert "Where it is cited" not in bibliography, "the casebook's own bibliography is the only one"


def test_sources_of_a_casebook_list_the_sentences_of_its_hand_written_pages(tmp_path: Path) -> None:
    casebook = copy_small(tmp_path / "casebook")
    settings = casebook / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(
        written.replace("  - casewright\n", "  - casewright\n  - casewright-citations\n")
        + "markdown_extensions: [footnotes]\n",
        encoding="utf-8",
    )
    more = "@book{only2020, author = {Roe, R.}, title = {Only}, year = 2020, isbn = 1, read = {full}}\n"
    (casebook / "bibliography" / "more.bib").write_text(more, encoding="utf-8")
    (casebook / "pages" / "about.md").write_text(
        "# About <b>us</b>\n\nIt is told[^1] by @doe2013desk [p. 3]. So it is [@only2020].\n\n"
        "[^1]: The note was first [@only2020].\n",
        encoding="utf-8",
    )
    index = casebook / "pages" / "index.md"
    index.write_text(f"{index.read_text(encoding='utf-8')}\nHome says so too [@only2020].\n", encoding="utf-8")
    build = build_site("mkdocs", casebook, tmp_path / "site", "--strict", address=SMALL_ADDRESS)
    assert build.status == 0, build.output
    assert '"only2020" is cited nowhere' not in build.output
    assert "other programs change what it cites" not in build.output
    pages = Pages(build)
    only = content(pages.all["sources/only2020/index.html"])
    assert [text(node) for node in select(only, ".//h3")] == ["Page: An invented casebook", "Page: About us"]
    links = [(text(node), str(node.get("href"))) for node in select(only, './/ul[@class="cw-sentences"]//a')]
    assert links == [
        ("Home says so too (Roe, 2020).", "../../#cite-1"),
        ("So it is (Roe, 2020).", "../../about/#cite-2"),
        ("The note was first (Roe, 2020).", "../../about/#cite-3"),
    ]
    for path in ("only2020", "doe2013desk"):
        page = f"sources/{path}/index.html"
        found = [str(node.get("href")) for node in select(content(pages.all[page]), './/ul[@class="cw-sentences"]//a')]
        assert [fault for link in found if (fault := pages.fault(page, link))] == []
    (landed,) = select(pages.all["about/index.html"], '//*[@id="cite-3"]/ancestor::li')
    assert text(landed).startswith("The note was first (Roe, 2020).")
    (listed,) = select(content(pages.all["sources/doe2013desk/index.html"]), './/h3[starts-with(., "Page:")]')
    assert text(listed) == "Page: About us"


def test_a_page_that_other_programs_change_is_told(tmp_path: Path) -> None:
    casebook = copy_small(tmp_path / "casebook")
    settings = casebook / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(
        written.replace("  - casewright\n", "  - casewright\n  - casewright-citations\n")
        + "markdown_extensions: [pymdownx.snippets]\n",
        encoding="utf-8",
    )
    (casebook / "part.md").write_text("It is told first by @doe2013desk.\n", encoding="utf-8")
    (casebook / "pages" / "about.md").write_text('# About\n\n--8<-- "part.md"\n', encoding="utf-8")
    build = build_site("mkdocs", casebook, tmp_path / "site", address=SMALL_ADDRESS)
    assert build.status == 0, build.output
    assert "about.md: other programs change what it cites" in build.output


@pytest.mark.skipif(find_spec("zensical") is None, reason="Zensical has no release for this Python or machine")
def test_zensical_runs_the_extension(tmp_path: Path) -> None:
    shutil.copytree(SITES / "plain" / "docs", tmp_path / "docs")
    shutil.copytree(SITES / "plain" / "refs", tmp_path / "refs")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Plain\nsite_url: https://plain.example/sub/\ntheme:\n  font: false\nmarkdown_extensions:\n"
        "  - footnotes\n  - toc\n  - casewright-citations:\n      bibliography: refs/*.bib\n",
        encoding="utf-8",
    )
    (tmp_path / "docs" / "guide" / "first.md").write_text("# A\n\nSo [@nobody].\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert 'CW501: the source "nobody" is in no bibliography' in done.stdout
    pages = Pages(Build(site=tmp_path / "site", status=0, output=done.stdout, address=ADDRESS))
    page = content(pages.all["index.html"])
    assert "(see Lipsky, 2010, pp. 3–5, and passim; OECD, 2019)" in text(page)
    assert len(select(page, './/ul[@class="cw-references"]/li')) == 3
    links = [node.get("href") or "" for node in select(page, ".//a[@href]")]
    assert [fault for link in links if link.startswith("#") and (fault := pages.fault("index.html", link))] == []
