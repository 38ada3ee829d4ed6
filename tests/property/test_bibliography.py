"""Bibliography files: nothing raises or takes long, nobody depends on the order of files, what goes out comes back."""

from __future__ import annotations

import json
import random
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casewright.model.rich_text import is_balanced, plain
from casewright.problems import Problem
from casewright.read.bibliography import SUFFIXES, read_bibliography
from casewright.read.keys import written_keys
from casewright.read.latex import to_rich_text, to_text
from casewright.read.sentence_case import title_text
from casewright.read.text import decode

PIECES = st.sampled_from(
    ["@article{a,", "@book{b,", "@string{x = ", "@xdata{x,", "@set{s,", "title = {", "author = {", "year = ",
     "date = {", "crossref = {a}", "xdata = {x}", "entryset = {a, b}", "pages = {1--2}", "langid = {german}",
     "doi = {10.1/x}", "}", "},\n", "{", ",", "=", '"', "#", "x", " and ", "others", "family=", "prefix=", "\\'",
     "\\emph{", "\\enquote{", "\\", "$", "$x^2$", "--", "``", "''", "~", "%", "é", "🎈", "<i>", "</b>",
     '<span class="nocase">', "\ue012", "2012", "-07", "/..", "TY  - JOUR\n", "ID  - a\n", "AU  - Doe, J.\n",
     "ER  - \n", "PY  - 2012/3\n", "T2  - ", "\n", '{"id": "a", ', '"type": "book", ',
     '"author": [{"family": "D"}], ', '"issued": {"date-parts": [[2012]]}', '"title": "', "[", "]", ": "]
)  # fmt: skip
NAMES = st.sampled_from([f"bibliography/x{suffix}" for suffix in SUFFIXES])
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=25)


def read(files: dict[str, bytes]) -> tuple[dict[str, object], tuple[Problem, ...]]:
    sources, problems = read_bibliography(sorted(files.items()))
    texts = {path: decode(path, data)[0] for path, data in files.items()}
    widths = {path: [len(line) for line in text.text.split("\n")] for path, text in texts.items() if text}
    for problem in problems:
        lines = widths.get(problem.where.path)
        if lines:
            assert 1 <= problem.where.line <= len(lines)
            assert 1 <= problem.where.column <= lines[problem.where.line - 1] + 1
        assert problem.hint
        assert "\n" not in problem.message
    for source in sources.values():
        item = source.item
        assert item["id"] == source.key
        json.dumps(item, ensure_ascii=False).encode()
        assert all(is_balanced(value) for value in item.values() if isinstance(value, str))
    return {str(key): source for key, source in sources.items()}, problems


@given(NAMES, st.binary(max_size=400))
def test_any_bytes(name: str, data: bytes) -> None:
    read({name: data})


@given(NAMES, st.lists(PIECES | TEXT, max_size=60).map("".join))
def test_any_pieces(name: str, text: str) -> None:
    read({name: text.encode()})


@given(st.lists(PIECES | TEXT, max_size=30).map("".join))
@example("{\\emph{a} b}")
@example("\\emph{a {b c} d}")
def test_any_latex(latex: str) -> None:
    text = to_text(latex)
    assert bare(to_rich_text(latex)) == text
    assert is_balanced(to_rich_text(latex))
    assert not re.search("[\ue000-\uf8ff]", text)
    for is_lowered in (False, True):
        title = title_text(latex, is_lowered=is_lowered)
        assert is_balanced(title)
        assert bare(title).casefold() == text.casefold()


def bare(text: str) -> str:
    return " ".join(plain(text).split())


FIELDS = (
    "title author editor year date month urldate journaltitle booktitle pages number volume series publisher location "
    "url doi langid note type edition maintitle"
)


@example({"title": "0 {}"}, "article")
@given(
    st.dictionaries(st.sampled_from(FIELDS.split()), TEXT | st.lists(PIECES, max_size=6).map("".join)),
    st.sampled_from(["article", "book", "report", "inbook", "online"]),
)
def test_what_is_written_out_is_read_back(fields: dict[str, str], type_: str) -> None:
    text = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    sources, _ = read_bibliography([("bibliography/x.bib", f"@{type_}{{a,\n{text}}}\n".encode())])
    items = [source.item for source in sources.values()]
    if not items:
        return
    again, problems = read_bibliography([("bibliography/x.json", json.dumps(items).encode())])
    assert [source.item for source in again.values()] == items
    assert not problems


FILES = {
    "bibliography/a.bib": b"@string{s = {A}} @misc{one, title = t} @incollection{two, crossref = {book}, title = {T}}",
    "bibliography/b.bib": b"@string{t = {B} # s} @string{s = {C}} @book{book, title = {Book}} @misc{one, title = {X}}",
    "bibliography/c.ris": b"TY  - JOUR\nID  - three\nER  -\nTY  - JOUR\nID  - two\nER  -\n",
    "bibliography/d.json": b'[{"id": "three", "type": "book"}, {"id": "four", "type": "book"}]',
    "bibliography/e.bib": b"@xdata{x, year = 2012} @misc{five, xdata = {x, y}} @xdata{y, note = {N}, xdata = {x}}",
}


@given(st.randoms(use_true_random=False))
def test_the_order_of_entries_in_files_does_not_matter_to_those_who_inherit(order: random.Random) -> None:
    parts = FILES["bibliography/e.bib"].decode().split(" @")
    order.shuffle(parts)
    data = " ".join(part if part.startswith("@") else f"@{part}" for part in parts).encode()
    sources, problems = read_bibliography(sorted({**FILES, "bibliography/e.bib": data}.items()))
    assert sources == read_bibliography(sorted(FILES.items()))[0]
    assert len(problems) == len(read_bibliography(sorted(FILES.items()))[1])


def test_abbreviations_and_parents_in_later_files() -> None:
    sources, _ = read(FILES)
    assert sources["one"].item["title"] == "BA"  # type: ignore[attr-defined]  # a Source
    assert sources["two"].item["container-title"] == "Book"  # type: ignore[attr-defined]  # a Source


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.bib", "@string{a = {" * 50_000),
        ("x.bib", '@string{a = "' * 50_000),
        ("x.bib", "@misc{" * 100_000),
        ("x.bib", "% @misc" * 100_000),
        ("x.bib", "@misc{a, title = {" + "Title " * 100_000 + "}}"),
        ("x.bib", "@misc{a, title = {" + "{a}" * 100_000 + "}}"),
        ("x.bib", "@misc{a, title = {" + "\\emph{a} " * 50_000 + "}}"),
        ("x.bib", "@misc{a, title = {" + "\\" * 200_000 + "}}"),
        ("x.bib", "@misc{a, title = {" + "$a" * 100_000 + "}}"),
        ("x.bib", "@misc{a, title = {" + "\\'" * 100_000 + "}}"),
        ("x.bib", "@misc{a, title = {" + " " * 300_000 + "x" + "\u2014" * 100_000 + "}}"),
        ("x.bib", "@misc{a, author = {" + "A and " * 100_000 + "}}"),
        ("x.bib", "@misc{a, author = {" + "a, " * 100_000 + "}}"),
        ("x.bib", "@misc{a, author = {" + "family=a, " * 50_000 + "}}"),
        ("x.bib", "@misc{a, year = {" + "2012--" * 50_000 + "}, pages = {" + "1--2, " * 50_000 + "}}"),
        ("x.bib", "@misc{a, edition = {" + " " * 200_000 + "x}, doi = {" + "doi:" * 50_000 + "}}"),
        ("x.bib", "@misc{a, xdata = {" + ",".join(f"k{index}" for index in range(50_000)) + "}}"),
        ("x.bib", "".join(f"@misc{{a{index}, crossref = {{nothing}}}}\n" for index in range(3_000))),
        ("x.ris", "TY  - JOUR\n" * 50_000),
        ("x.ris", "junk\n" * 200_000),
        ("x.ris", "TY  - JOUR\nID  - a\nTI  - a\n" + "more\n" * 50_000),
        ("x.json", "[" + '{"id": "a"},\n' * 30_000),
        ("x.json", '[{"id": "a", "title": "' + "<i>" * 100_000 + '"}]'),
        ("x.json", '[{"id": "a", "author": ' + "[" * 900 + "]" * 900 + "}]"),
        ("x.json", '[{"id": ' + "1" * 100_000 + "}]"),
    ],
)
def test_reading_is_fast(name: str, text: str) -> None:
    began = time.process_time()
    read({f"bibliography/{name}": text.encode()})
    written_keys([(f"bibliography/{name}", text.encode())])
    assert time.process_time() - began < 10
