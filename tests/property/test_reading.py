"""Reading never raises, whatever is in the files, and does not care in which order they come."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from casewright.edges.starter import starter_files
from casewright.model.dates import parse_date
from casewright.problems import Problem
from casewright.read.library import read_library
from casewright.read.text import SourceText, decode
from casewright.read.yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from casewright.resolve.linked import resolve

STARTER = starter_files()
PATHS = ["cases/x.md", "lessons/x.md", "modules/x.md", "vocabularies/x.yml", "bibliography/x.bib"]
PIECES = st.sampled_from(
    ["---\n", "id: x\n", "title: ", "- ", "  ", "\t", "[", "]", "{", "}", "[[", "@", "[@a; @b]", "`", "\n", ": ", "#",
     ">-\n", "|", "&a", "*a", "!!str", '"', "'", "@misc{a,", "title = {", "}\n", "@string{x = ", "\\'{\\i}", "é", "🎈",
     "\x00", "\r\n", "\ufeff", "![x](y)", "<script>", "[^1]", "> [!NOTE]\n", "| a |\n|---|\n", "```\n", "\\"]
)  # fmt: skip


def read(files: dict[str, bytes]) -> tuple[Problem, ...]:
    library, unread = read_library(files)
    _, unlinked = resolve(library)
    return (*unread, *unlinked)


def assert_placed(problems: tuple[Problem, ...], files: dict[str, bytes]) -> None:
    for problem in problems:
        source, _ = decode(problem.where.path, files[problem.where.path], most=100_000_000)
        if source:
            lines = source.text.split("\n")
            assert 1 <= problem.where.line <= len(lines)
            assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
        assert problem.message
        assert problem.hint
        assert "\n" not in problem.message


@given(st.sampled_from(PATHS), st.binary(max_size=400))
@example("cases/x.md", b"---\n" + b"[" * 5_000)
@example("cases/x.md", b"---\n---\n" + b">" * 5_000 + b" x")
@example("cases/x.md", b"---\n---\n" + b"[@" * 3_000)
@example("bibliography/x.bib", b"@a{b, c = " + b"{" * 5_000)
def test_any_bytes(path: str, data: bytes) -> None:
    files = STARTER | {path: data}
    assert_placed(read(files), files)


@given(st.sampled_from(PATHS), st.lists(PIECES, max_size=60).map("".join))
def test_pieces_of_records(path: str, text: str) -> None:
    files = STARTER | {path: text.encode("utf-8", "surrogatepass")}
    assert_placed(read(files), files)


@given(st.sampled_from(sorted(STARTER)), st.integers(min_value=0), st.integers(0, 12), PIECES)
def test_a_valid_file_with_one_place_spoilt(path: str, at: int, cut: int, piece: str) -> None:
    text = STARTER[path].decode()
    at %= len(text) + 1
    files = STARTER | {path: (text[:at] + piece + text[at + cut :]).encode()}
    assert_placed(read(files), files)


@given(st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(order: random.Random) -> None:
    files = STARTER | {
        "cases/zz.md": STARTER["cases/springfield-desk.md"],
        "bibliography/zz.bib": b"@misc{doe2013desk,}",
    }
    shuffled = list(files.items())
    order.shuffle(shuffled)
    assert read_library(dict(shuffled)) == read_library(files)


@given(st.text(max_size=30))
@example("9999-12-31/..")
@example("../2012")
@example("0000")
def test_dates(text: str) -> None:
    date = parse_date(text)
    assert date is None or (date.first <= date.last and date.text == text and date.words)


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), inner),
    max_leaves=10,
)


@given(values=st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), VALUES, min_size=1), flow=st.booleans())
def test_yaml_has_the_structure_that_pyyaml_finds(*, values: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(values, allow_unicode=True, default_flow_style=flow)
    root, problems = parse_yaml(SourceText("x.yml", text), 0, len(text))
    assert not problems
    assert root is not None
    assert plain(root) == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key: plain(value) for key, (_, value) in node.entries.items()}


@pytest.mark.parametrize("text", ["[" * 50_000, "{a: " * 20_000, "- " * 50_000, "a: " * 10_000, "&a " * 10_000])
def test_yaml_is_bounded(text: str) -> None:
    root, problems = parse_yaml(SourceText("x.yml", text), 0, len(text))
    assert root is None
    assert problems
