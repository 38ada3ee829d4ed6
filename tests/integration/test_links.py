"""Every address on every page of a built site leads somewhere, and nothing is asked of another host."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.support.html import Pages, select, text

pytestmark = pytest.mark.build

CSS_ADDRESS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+["']([^"']*)["']""")


def test_every_link_leads_somewhere(pages: Pages) -> None:
    links = [(path, node.get("href") or "") for path, page in pages.all.items() for node in select(page, "//*[@href]")]
    inside = [link for link in links if not pages.is_elsewhere(link[1])]
    assert len(inside) > 1000
    assert [fault for path, address in inside if (fault := pages.fault(path, address))] == []


def test_every_page_has_the_style_and_the_scripts_of_the_casebook(pages: Pages) -> None:
    every = ("preview", "linked", "copy", "combine", "fold", "keep", "missing")
    for path, page in pages.read.items():
        styles = [node.get("href") or "" for node in select(page, '//link[@rel="stylesheet"]')]
        found = [pages.target(path, address) for address in styles]
        assert found[-1] == "assets/casewright/site.css", path
        assert "assets/casewright/search.css" in found, path
        scripts = [node.get("src") or "" for node in select(page, '//script[@type="module"]')]
        own = {f"{name}/index.html": (f"{name}/{name}",) for name in ("explore", "compare", "fit")}
        own |= {"reading-list/index.html": ("reading/page",)}
        assert sorted(pages.target(path, address) for address in scripts) == [
            f"assets/casewright/{name}.js" for name in sorted((*own.get(path, ()), *every, "search"))
        ], path


def test_the_style_of_the_casebook_is_all_its_sheets(pages: Pages) -> None:
    folder = pages.build.site / "assets" / "casewright"
    whole = (folder / "site.css").read_text(encoding="utf-8")
    sheets = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.css")}
    others = {"site", "search", "card", "deck"}
    for name, style in sheets.items():
        rules = [line.strip() for line in re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).splitlines() if line.strip()]
        assert name in others or "\n".join(rules) in whole, name
    assert whole.startswith("@font-face")
    assert "/*" not in whole


def test_every_file_that_a_page_loads_is_there(pages: Pages) -> None:
    loaded = [(path, address) for path, page in pages.all.items() for address in pages.loaded(page)]
    assert Counter(urlsplit(address).path.rsplit(".", 1)[-1] for _, address in loaded)["css"] >= len(pages.read) * 2
    assert [fault for path, address in loaded if (fault := pages.fault(path, address))] == []


def test_no_page_loads_anything_from_another_host(pages: Pages) -> None:
    elsewhere = [
        (path, address)
        for path, page in pages.all.items()
        for address in pages.loaded(page)
        if pages.is_elsewhere(address) or address.startswith("//")
    ]
    assert elsewhere == []


def test_no_style_sheet_loads_anything_from_another_host(pages: Pages) -> None:
    styles = {
        path.relative_to(pages.build.site).as_posix(): path.read_text(encoding="utf-8")
        for path in pages.build.site.rglob("*.css")
    }
    for path, page in pages.all.items():
        for index, node in enumerate(select(page, "//style | //*[@style]")):
            styles[f"{path}#style-{index}"] = (node.text or "") if node.tag == "style" else (node.get("style") or "")
    addresses = [(path, address) for path, style in styles.items() for address in css_addresses(style)]
    assert any(address.endswith(".woff2") for _, address in addresses)
    asked = [(path, address) for path, address in addresses if not address.startswith(("data:", "#"))]
    assert [path for path, address in asked if pages.is_elsewhere(address) or address.startswith("//")] == []
    assert [fault for path, address in asked if (fault := pages.fault(path, address))] == []


def test_ids_are_unique(pages: Pages) -> None:
    for path, ids in pages.ids.items():
        assert [id_ for id_, count in Counter(ids).items() if count > 1] == [], path
        assert "" not in ids, path


def test_every_page_has_one_heading_a_title_and_a_language(pages: Pages) -> None:
    for path, page in pages.all.items():
        assert len(select(page, "//h1")) == 1, path
        assert text(select(page, "//h1")[0]), path
        assert [text(node) for node in select(page, "//head/title") if text(node)], path
        assert page.get("lang") == "en", path


def test_titles_tell_pages_apart(pages: Pages) -> None:
    own = (page for path, page in pages.read.items() if path != "404.html")
    titles = Counter(text(select(page, "//head/title")[0]) for page in own)
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("beginning", ["cite-", "ref-", "claim-", "bearing-"])
def test_addresses_within_pages_are_used_and_exist(beginning: str, pages: Pages) -> None:
    used = set()
    for path, page in pages.all.items():
        for node in select(page, f'//*[contains(@href, "#{beginning}")]'):
            address = node.get("href") or ""
            used.add((pages.target(path, address), urlsplit(address).fragment))
    there = {(path, id_) for path, ids in pages.ids.items() for id_ in ids if id_.startswith(beginning)}
    assert used <= there
    if beginning == "claim-":  # nothing links to a claim yet, but others may
        assert there
    else:
        assert used


def test_every_citation_can_be_followed_both_ways(pages: Pages) -> None:
    """From the sentence to the reference, on to the source's page, and back to the sentence."""
    followed = 0
    for path, page in pages.all.items():
        for cite in select(page, '//*[contains(@class, "cw-cite")][@id]'):
            for link in select(cite, './/a[starts-with(@href, "#ref-")]'):
                anchor = (link.get("href") or "").removeprefix("#")
                (reference,) = select(page, f'//*[@id="{anchor}"]')
                (more,) = select(reference, './/a[@class="cw-references__more"]')
                source = pages.all[pages.target(path, more.get("href") or "")]
                back = {
                    pages.target(pages.target(path, more.get("href") or ""), node.get("href") or "")
                    for node in select(source, '//a[contains(@href, "#cite-")]')
                }
                case = path.replace("/decision/", "/")  # whose page cites the same
                assert case in back, f"{path}: {cite.get('id')} is not among the places that cite {anchor}"
                followed += 1
    assert followed > 10


def test_every_redirect_leads_to_a_page(small_pages: Pages) -> None:
    assert sorted(small_pages.redirects) == ["cases/springfield-counter/index.html"]
    for path, address in small_pages.redirects.items():
        assert small_pages.fault(path, address) == ""
        assert small_pages.target(path, address) == "cases/springfield-desk/index.html"
        (link,) = select(small_pages.all[path], "//a")
        assert link.get("href") == address, "for those whose browser does not follow by itself"


def test_broken_record_keeps_its_address_and_harms_no_other(small_pages: Pages) -> None:
    page = small_pages.all["cases/broken-yaml/index.html"]
    (problems,) = select(page, '//*[@class="cw-problems"]')
    assert "cases/broken-yaml.md:3:17 CW110" in text(problems)
    others = [path for path, other in small_pages.all.items() if select(other, '//*[@class="cw-problems"]')]
    assert others == ["cases/broken-yaml/index.html", "cases/raw-html/index.html"]


def css_addresses(style: str) -> list[str]:
    """Return the addresses that a style sheet names."""
    return [next(part for part in found.groups() if part is not None) for found in CSS_ADDRESS.finditer(style)]
