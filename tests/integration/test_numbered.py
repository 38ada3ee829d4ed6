"""Styles that number sources: citing sentences show the numbers that their pages print."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from casewright.build import Casebook, build
from casewright.cache import Cache
from casewright.render.citing import CitationSettings
from casewright.render.page import Publication
from casewright.workshop import Workshop
from tests.integration.test_references import NUMERIC
from tests.support.builds import SITES, build_site, copy_small
from tests.support.html import Pages, select, text


def test_the_bibliography_of_a_plain_site_shows_them(tmp_path: Path) -> None:
    site = shutil.copytree(SITES / "plain", tmp_path / "pages")
    (site / "numbers.csl").write_text(NUMERIC, encoding="utf-8")
    settings = site / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace("casewright-citations:\n", "casewright-citations:\n      style: numbers.csl\n"))
    pages = Pages(build_site("mkdocs", site, tmp_path / "site", address="https://example.org/"))
    (entry,) = select(pages.all["bibliography/index.html"], '//li[@id="ref-lipsky2010street"]')
    said = {node.get("href"): text(node) for node in select(entry, ".//ul//a")}
    (printed,) = select(pages.all["index.html"], '//*[@id="cite-2"]')
    assert said["..#cite-2"] == f"Discretion matters {text(printed)}."
    assert text(printed) == "[see 2, and passim, 3]"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_small(tmp_path_factory.mktemp("numbered") / "casebook")
    (folder / "numbers.csl").write_text(NUMERIC, encoding="utf-8")
    return folder


def test_a_casebook_shows_them_in_a_build_and_in_a_preview(root: Path) -> None:
    whole, preview = (_casebook(root, is_preview=is_preview) for is_preview in (False, True))
    shown = {page.address: whole.rendered(page).html for page in whole.site.pages}
    said = {address: html for address, html in shown.items() if re.fullmatch(r"sources/[^/]+/", address)}
    linked = [
        (address, anchor, number)
        for html in said.values()
        for address, anchor, number in re.findall(r'<a href="\.\./\.\./([a-z/-]+)#([\w-]+)">[^<]*(\[\d[\d, ]*\])', html)
    ]
    assert linked
    for address, anchor, number in linked:
        cited = re.sub(r"<(?!span id=)[^>]*>", "", shown[address])
        assert number in cited.partition(f'id="{anchor}"')[2]
    for page in preview.site.pages:
        if page.address in said:
            assert preview.rendered(page).html == said[page.address]
    whole.close()
    preview.close()


def _casebook(root: Path, *, is_preview: bool) -> Casebook:
    return build(
        root,
        Publication(name="Casebook", address="https://example.org/"),
        citing=CitationSettings(style="numbers.csl"),
        workshop=Workshop(cache=Cache()),
        is_preview=is_preview,
    )
