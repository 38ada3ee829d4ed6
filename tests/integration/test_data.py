"""The data that is published beside the pages: JSON, CSV, the feed, the map of the site."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from pybtex.database import parse_file

from casewright.read.citation import parse_field
from casewright.render.markdown_pages import escaped
from tests.support.builds import Build
from tests.support.data import listed
from tests.support.data import load as load_data
from tests.support.html import Pages

pytestmark = pytest.mark.build

FOLDERS = {"cases": "case", "lessons": "lesson", "modules": "module", "theses": "thesis", "pathways": "pathway"}
BESIDE = {
    "cases": {"schema_version", "kind", "body", "address", "mentioned_in", "disagreements"},
    "lessons": {"schema_version", "kind", "body", "address", "mentioned_in", "balance", "evidence"},
    "modules": {"schema_version", "kind", "body", "address", "mentioned_in"},
    "theses": {"schema_version", "kind", "body", "address", "mentioned_in", "evidence"},
    "pathways": {"schema_version", "kind", "body", "address", "mentioned_in"},
}
"""What the data says of a record beside its front matter."""

FOR_INSTRUCTORS = {"point", "facilitation", "expected", "facilitator_notes", "board_plan", "epilogue"}
"""Fields that the data of the edition for learners does not have."""
CITED_FOR_INSTRUCTORS = {"zzend2019"}
"""Sources that only such fields cite."""


@pytest.fixture(params=["repository", "small"])
def published(request: pytest.FixtureRequest, root: Path) -> tuple[Path, Build]:
    """A casebook's folder, and the site made from it."""
    build = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(build, Build)
    return (root if request.param == "repository" else build.site.parent / "casebook"), build


def test_every_record_is_there_as_markdown_that_says_what_its_page_says(published: tuple[Path, Build]) -> None:
    casebook, build = published
    sources = {item["key"] for item in listed(build.site, "sources")}
    for folder in FOLDERS:
        for file in records(casebook, folder):
            written, _ = front_matter(file)
            place = build.site / folder / file.stem
            text = (place / "index.md").read_text("utf-8")
            assert text.startswith(f"# {escaped(written['title'])}\n"), file.name
            assert '<link rel="alternate " type="text/markdown" href="index.md">' in (place / "index.html").read_text(
                "utf-8"
            )
            for key in sources & set(re.findall(r"\[@([\w:-]+)", text)):
                assert f"\n- `@{key}`: " in text, file.name
            assert text.endswith(".\n")
            assert "\n\n\n" not in text


def test_markdown_of_a_module_leads_to_a_case_up_to_its_decision(small_site: Build) -> None:
    text = (small_site.site / "modules/first-module/index.md").read_text("utf-8")
    cases = text.split("## Cases\n")[1].split("\n## ")[0]
    assert f"({small_site.address}cases/springfield-desk/decision/)" in cases.splitlines()[1].split(": ")[0]


def test_the_file_for_programs_leads_to_the_markdown(published: tuple[Path, Build]) -> None:
    casebook, build = published
    text = (build.site / "llms.txt").read_text("utf-8")
    for file in records(casebook, "cases"):
        assert f"({build.address}cases/{file.stem}/index.md)" in text


def test_pages_of_a_public_site_name_a_picture_that_is_there(small_site: Build) -> None:
    seen = set()
    for path in small_site.site.rglob("*.html"):
        found = re.findall(r'<meta property="og:image" content="([^"]*)">', path.read_text("utf-8"))
        if path.name == "index.html" and "http-equiv" not in path.read_text("utf-8") and "embed" not in path.parts:
            (address,) = found
            assert (small_site.site / address.removeprefix(small_site.address)).read_bytes().startswith(b"\x89PNG")
            seen.add(address.removeprefix(small_site.address))
    assert {"share.png", "cases/springfield-desk/share.png"} <= seen


def test_a_site_that_is_not_public_has_no_pictures(repository_site: Build) -> None:
    assert not list(repository_site.site.rglob("share.png"))
    home = (repository_site.site / "index.html").read_text("utf-8")
    assert '<meta property="og:title" content="Casewright">' in home
    assert "og:image" not in home


def test_every_record_is_published_as_data(published: tuple[Path, Build]) -> None:
    casebook, build = published
    seen = 0
    for folder, kind in FOLDERS.items():
        for file in records(casebook, folder):
            written, body = front_matter(file)
            data = load(build, f"{folder}/{file.stem}.json")
            extra = {name: data.pop(name) for name in BESIDE[folder]}
            assert list(differ(for_learners(written), data, "")) == [], file.name
            assert extra["schema_version"] == "1.0"
            assert extra["kind"] == kind
            assert extra["address"] == f"{build.address}{folder}/{file.stem}/"
            assert extra["body"].strip() == body.strip()
            seen += 1
    assert seen >= 6


def test_every_source_is_published_as_data(published: tuple[Path, Build]) -> None:
    casebook, build = published
    index = {source["key"]: source["data"] for source in listed(build.site, "sources")}
    keys = [key for file in sorted((casebook / "bibliography").glob("*.bib")) for key in parse_file(file).entries]
    assert sorted(index) == sorted(set(keys) - CITED_FOR_INSTRUCTORS)
    for key, address in index.items():
        data = load(build, address)
        assert (data["schema_version"], data["kind"], data["key"]) == ("1.0", "source", key)
        assert data["fields"]["title"]


def test_index_lists_all_records(published: tuple[Path, Build]) -> None:
    casebook, build = published
    index = load(build, "index.json")
    assert index["schema_version"] == "1.0"
    every = {name: listed(build.site, name) for name in (*FOLDERS, "sources")}
    assert index["totals"] == {name: len(items) for name, items in every.items()}
    for folder in FOLDERS:
        assert [item["id"] for item in every[folder]] == [file.stem for file in records(casebook, folder)]
        for item in every[folder]:
            data = load(build, item["data"])
            assert (item["title"], item["address"]) == (data["title"], data["address"])
            assert item["last_change"] == data.get("revised", data["published"])
    records_and_sources = {item["data"] for items in every.values() for item in items}
    api = build.site / "api/v1"
    there = {path.relative_to(api).as_posix() for path in api.rglob("*.json") if path.parent.name != "page"}
    assert records_and_sources | {"index.json", "claims.json"} == there


def test_disagreements_and_balance_are_in_the_data(small_site: Build) -> None:
    case = load(small_site, "cases/springfield-desk.json")
    assert case["disagreements"] == [{"claims": ["visit-2013", "visit-2013-press"], "conflict": "different"}]
    lesson = load(small_site, "lessons/staff-led-improvement.json")
    assert [(item["case"], item["stance"]) for item in lesson["evidence"]] == [
        ("shelbyville-desk", "supports"),
        ("springfield-desk", "supports"),
        ("shelbyville-desk", "qualifies"),
    ]
    assert lesson["balance"]["cases"] == 2
    assert lesson["balance"]["weights"] == {"supports": 1, "qualifies": 1, "contradicts": 0, "open": 0}


def test_table_has_one_row_for_each_case(published: tuple[Path, Build]) -> None:
    casebook, build = published
    table = list(csv.DictReader(io.StringIO((build.site / "api/v1/cases.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in table] == [file.stem for file in records(casebook, "cases")]
    for row in table:
        data = load(build, f"cases/{row['id']}.json")
        assert row["title"] == data["title"]
        assert row["place"] == data["place"]
        assert row["organisations"].split(";") == data["organisations"]
        assert row["status"] == [state["state"] for state in data["status"] if "part" not in state][-1]
        assert int(row["claims"]) == len(data.get("claims", ()))
        assert (row["published"], row["revised"]) == (data["published"], data.get("revised", ""))
        assert None not in row.values()
        assert None not in row


def test_feed_names_pages_that_exist(published: tuple[Path, Build]) -> None:
    casebook, build = published
    feed = etree.fromstring((build.site / "feed.xml").read_bytes())
    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    items = feed.findall("channel/item")
    links = [item.findtext("link") or "" for item in items]
    assert sorted(links) == [f"{build.address}cases/{file.stem}/" for file in records(casebook, "cases")]
    assert [link for link in links if not page_of(build, link).is_file()] == []
    assert [node.get("href") for node in feed.iter("{http://www.w3.org/2005/Atom}link")] == [f"{build.address}feed.xml"]
    dates = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert dates == sorted(dates, reverse=True)
    assert len({item.findtext("guid") for item in items}) == len(items)
    assert all(item.findtext("title") and item.findtext("description") for item in items)


def test_map_of_the_site_lists_every_page(pages: Pages) -> None:
    data = (pages.build.site / "sitemap.xml").read_bytes()
    mapped = [node.text or "" for node in etree.fromstring(data).iter("{*}loc")]
    assert [address for address in mapped if not page_of(pages.build, address).is_file()] == []
    there = {
        f"{pages.build.address}{path.removesuffix('index.html')}" for path in pages.read if path.endswith("index.html")
    }
    assert sorted(mapped) == sorted(there)
    days = {
        node.findtext("{*}loc"): node.findtext("{*}lastmod")
        for node in etree.fromstring(data).iter("{*}url")
        if node.find("{*}lastmod") is not None
    }
    index = listed(pages.build.site, "cases") + listed(pages.build.site, "modules")
    assert days == {
        item["address"]: item["last_change"] for item in index if len(item["last_change"]) == len("2026-11-23")
    }
    assert gzip.decompress((pages.build.site / "sitemap.xml.gz").read_bytes()) == data


def records(casebook: Path, folder: str) -> list[Path]:
    """Return the files of a kind of record that can be read, by id."""
    found = sorted((casebook / folder).glob("*.md"), key=lambda path: path.stem)
    return [path for path in found if path.stem != "broken-yaml"]


def front_matter(file: Path) -> tuple[dict[str, Any], str]:
    """Return the front matter of a file with every scalar as the text that was written, and the body."""
    _, fields, body = file.read_text(encoding="utf-8").split("---\n", 2)
    values = yaml.load(fields, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    assert isinstance(values, dict)
    return values, body


def for_learners(written: object) -> object:
    """Return what was written without the fields for instructors."""
    if isinstance(written, dict):
        return {name: for_learners(value) for name, value in written.items() if name not in FOR_INSTRUCTORS}
    return [for_learners(item) for item in written] if isinstance(written, list) else written


def differ(written: object, data: object, path: str) -> Iterator[str]:
    """Yield the paths at which the data is not what was written."""
    if isinstance(written, dict) and isinstance(data, dict):
        if set(written) != set(data):
            yield f"{path}: {sorted(set(written) ^ set(data))}"
        for name in written.keys() & data.keys():
            yield from differ(written[name], data[name], f"{path}.{name}")
    elif isinstance(written, list) and isinstance(data, list):
        if len(written) != len(data):
            yield f"{path}: {len(written)} items became {len(data)}"
        for index, (one, other) in enumerate(zip(written, data, strict=False)):
            yield from differ(one, other, f"{path}[{index}]")
    elif not same(str(written), data, path):
        yield f"{path}: {written!r} became {data!r}"


def same(written: str, data: object, path: str) -> bool:
    """Tell whether a value of the data means what was written."""
    if isinstance(data, bool):
        return written == ("yes" if data else "no")
    if isinstance(data, int | float):
        return Decimal(written) == Decimal(str(data))
    if path.endswith(".source"):
        return parse_field(written) == parse_field(str(data))
    return written.split() == str(data).split()


def load(build: Build, address: str) -> Any:
    return load_data(build.site, address)


def page_of(build: Build, address: str) -> Path:
    """Return the file behind a full address."""
    assert address.startswith(build.address), address
    return build.site / address.removeprefix(build.address) / "index.html"


def test_a_bearing_that_does_not_count_says_why(repository_site: Build) -> None:
    merged = 0
    for file in sorted((repository_site.site / "api/v1/lessons").glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        for stance, weight in data["balance"]["weights"].items():
            assert sum(item["weight"] for item in data["evidence"] if item["stance"] == stance) == weight, file.name
        counting = {(item["case"], item["bearing"]) for item in data["evidence"] if "merged_into" not in item}
        for item in data["evidence"]:
            if "merged_into" in item:
                merged += 1
                assert item["weight"] == 0
                assert "one source counts once" in item["reason"]
                for rival in item["merged_into"]:
                    assert (rival["case"], rival["bearing"]) in counting
                    assert rival["shared_sources"]
    assert merged >= 2
