"""The table of citation syntax: what we read, and that pandoc reads the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml

from casewright.model.prose import Citation
from casewright.read.citation import parse_field
from casewright.read.prose import read_prose
from casewright.read.text import SourceText

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "syntax" / "citations.yml").read_text(encoding="utf-8")
)
Cited = tuple[str, str, str, str, str]


def expected(row: dict[str, Any]) -> list[Cited]:
    found = []
    for line in row["cites"]:
        prefix, key, label, locator, suffix = line.split("|")
        found.append((prefix.strip(), key.strip(), label.strip(), locator.strip(), suffix[1:]))
    return found


def read(row: dict[str, Any]) -> list[Citation]:
    lang = row.get("lang", "en")
    if row.get("field"):
        citation = parse_field(row["text"], lang)
        return [citation] if citation else []
    source = SourceText("x.md", row["text"])
    prose, _ = read_prose(source, row["text"], 0, len(row["text"]), is_block=bool(row.get("block")), lang=lang)
    return list(prose.citations)


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 90


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['text']} {row.get('lang', '')}".strip())
def test_row(row: dict[str, Any]) -> None:
    citations = read(row)
    assert [
        (item.prefix, "-" * item.is_author_suppressed + item.key, item.label, item.locator, item.suffix)
        for citation in citations
        for item in citation.items
    ] == expected(row)
    assert [citation.is_in_text for citation in citations] == [row.get("in_text", False)] * bool(row["cites"])


@pytest.fixture(scope="module")
def pandoc(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[tuple[str, str]]]]:
    """Return by text what pandoc cites in it: a list of (key, printed) for every row that says nothing of pandoc."""
    folder = tmp_path_factory.mktemp("pandoc")
    style = folder / "locator.csl"
    style.write_text(STYLE, encoding="utf-8")
    found = {}
    for lang in {str(row.get("lang", "en")) for row in compared()}:
        rows = [row for row in compared() if row.get("lang", "en") == lang]
        keys = sorted({key.lstrip("-") for row in rows for _, key, *_ in expected(row)})
        meta = {
            "references": [{"id": key, "type": "book", "title": f"⟨{key}⟩"} for key in keys],
            "csl": str(style),
            "lang": lang,
        }
        texts = "\n\n".join(f"::: row\n{row['text']}\n:::" for row in rows)
        document = f"---\n{json.dumps(meta)}\n---\n\n{texts}\n"
        command = [pypandoc.get_pandoc_path(), "--from=markdown-example_lists", "--citeproc", "--to=json"]
        done = subprocess.run(command, input=document, capture_output=True, encoding="utf-8", check=True)
        for row, block in zip(rows, json.loads(done.stdout)["blocks"], strict=False):
            found[f"{lang} {row['text']}"] = [list(printed(cite)) for cite in nodes(block, "Cite")]
    return found


STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Locators</title><id>locators</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout delimiter="‖"><group delimiter="→">
<text variable="title"/><text variable="locator"/></group></layout></citation>
</style>
"""
"""A style that prints nothing but the key and the locator."""


def compared() -> Iterator[dict[str, Any]]:
    for row in ROWS:
        if not row.get("field") and "pandoc" not in row:
            yield row


def nodes(value: Any, kind: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if value.get("t") == kind:
            yield value["c"]
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from nodes(inner, kind)


def printed(cite: Any) -> Iterator[tuple[str, str]]:
    citations, inlines = cite
    text = "".join(" " if node["t"] == "Space" else node.get("c", "") for node in flat(inlines))
    for citation, part in zip(citations, text.split("‖"), strict=False):
        minus = "-" if citation["citationMode"]["t"] == "SuppressAuthor" else ""
        _, _, rest = part.partition("⟩")
        yield minus + citation["citationId"], rest.replace("–", "-").replace("\xa0", " ")


def flat(value: Any) -> Iterator[Any]:
    for node in value if isinstance(value, list) else ():
        if isinstance(node, dict) and node.get("t") in ("Str", "Space"):
            yield node
        elif isinstance(node, dict):
            yield from flat(node.get("c"))
        else:
            yield from flat(node)


@pytest.mark.parametrize("row", list(compared()), ids=lambda row: f"{row['text']} {row.get('lang', '')}".strip())
def test_pandoc_reads_the_same(row: dict[str, Any], pandoc: dict[str, list[list[tuple[str, str]]]]) -> None:
    theirs = [pair for cite in pandoc[f"{row.get('lang', 'en')} {row['text']}"] for pair in cite]
    ours = [
        (key, (f"→{locator}" if locator else "") + suffix.replace("*", ""))
        for _, key, _, locator, suffix in expected(row)
    ]
    assert theirs == ours
