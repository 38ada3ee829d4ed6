"""The engine that formats references: one label on all pages, a cache that cannot lie, processes that die or hang."""

from __future__ import annotations

import os
import re
import signal
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.cache import Cache
from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.model.source import Source
from casewright.problems import Severity
from casewright.read.bibliography import read_bibliography
from casewright.render.cited import Citations, fill
from casewright.render.citeproc.engine import Engine
from casewright.render.citeproc.pandoc import find_pandoc
from casewright.render.citeproc.pool import Failure, Pool
from casewright.render.references import NOTE, Formatter, PageRequest, PageResult
from casewright.render.styles import Style, load_style, shipped_styles
from tests.support.bibliography import LIBRARY

AUTHOR_DATE = ("apa", "american-political-science-association", "chicago-author-date", "harvard-cite-them-right")
NUMERIC = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info>
    <title>Numbers</title><id>numbers</id><category citation-format="numeric"/><updated>2026-01-01T00:00:00Z</updated>
  </info>
  <citation>
    <layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout>
  </citation>
  <bibliography second-field-align="flush">
    <layout><text variable="citation-number" suffix="."/><text variable="title"/></layout>
  </bibliography>
</style>"""


def sources(text: str = LIBRARY) -> dict[SourceKey, Source]:
    found, problems = read_bibliography([("bibliography/library.bib", text.encode())])
    assert not [problem for problem in problems if problem.code.severity is Severity.ERROR]
    return found


def style(name: str = "apa") -> Style:
    found, problems = load_style(name)
    assert found, problems
    return found


def cite(*keys: str, in_text: bool = False) -> Cluster:
    return tuple(CitedItem(key=SourceKey(key)) for key in keys), in_text


def page(*clusters: Cluster, name: str = "a page", listed: Iterable[str] = ()) -> PageRequest:
    return PageRequest(name=name, clusters=clusters, listed=tuple(map(SourceKey, listed)))


def plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def printed(result: PageResult | None) -> list[str]:
    assert result
    return [plain(cluster.html) for cluster in result.clusters if cluster]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.mark.parametrize("name", AUTHOR_DATE)
def test_a_work_has_one_letter_on_all_pages(engine: Engine, name: str) -> None:
    formatter = Formatter(sources=sources(), style=style(name), engine=engine)
    keys = ["oecd2017c", "oecd2017a", "oecd2017b"]
    (whole, *single), problems = formatter.pages([page(*map(cite, keys)), *(page(cite(key)) for key in keys)])
    assert problems == ()
    assert [label for result in single for label in printed(result)] == printed(whole)
    assert len({label[-2] for label in printed(whole)}) == 3  # a, b and c
    alone, _ = formatter.alone(map(SourceKey, keys))
    assert whole
    assert {entry.key: entry.html for entry in whole.references} == alone


def test_two_persons_of_one_name_are_told_apart_on_pages_that_cite_one_of_them(engine: Engine) -> None:
    (result,), _ = Formatter(sources=sources(), style=style(), engine=engine).pages([page(cite("smithm2012"))])
    assert printed(result) == ["(M. Smith, 2012)"]


@pytest.mark.parametrize("name", AUTHOR_DATE)
def test_labels_do_not_depend_on_what_else_a_page_cites(engine: Engine, name: str) -> None:
    library = sources()
    formatter = Formatter(sources=library, style=style(name), engine=engine)
    (whole,), _ = formatter.pages([page(*(cite(key) for key in library))])
    labels = dict(zip(library, printed(whole), strict=True))

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.lists(st.sampled_from(sorted(library)), min_size=1, max_size=6, unique=True), max_size=4))
    def holds(pages: list[list[SourceKey]]) -> None:
        results, problems = formatter.pages(page(*map(cite, keys), name=str(keys)) for keys in pages)
        assert problems == ()
        assert [printed(result) for result in results] == [[labels[key] for key in keys] for keys in pages]

    if style(name).is_free_of_context:
        holds()
    else:  # "et al." may follow a first citation with more names: compare letters and years
        results, _ = formatter.pages([page(cite(key)) for key in library])
        assert [label[-6:] for result in results for label in printed(result)] == [
            label[-6:] for label in labels.values()
        ]


OTHERS = """@book{roe2010, author = {Roe, Ann}, title = {One}, year = {2010}, publisher = {P}}
@book{roe2015, author = {Roe, Ann}, title = {Four}, year = {2015}, publisher = {P}}
@book{adams2001, author = {Adams, Cy}, title = {Three}, year = {2001}, publisher = {P}}
@book{smith2013, author = {Smith, Bo}, title = {Two}, year = {2013}, publisher = {P}}
"""


@pytest.mark.parametrize(
    ("name", "with_earlier", "with_two", "own", "own_earlier"),
    [
        (
            "apa",
            "Roe (2010, p. 9; Adams, 2001)",
            "Roe (2010; Adams, 2001; Smith, 2013)",
            "Roe (2010, 2015)",
            "Roe (2015; Roe, 2010)",
        ),
        (
            "american-political-science-association",
            "Roe (2010, 9; Adams 2001)",
            "Roe (2010; Adams 2001; Smith 2013)",
            "Roe (2010, 2015)",
            "Roe (2015; Roe 2010)",
        ),
        (
            "harvard-cite-them-right",
            "Roe (2010, p. 9; Adams, 2001)",
            "Roe (2010; Adams, 2001; Smith, 2013)",
            "Roe (2010, 2015)",
            "Roe (2015; Roe, 2010)",
        ),
        (
            "chicago-author-date",
            "Roe (2010, 9; Adams 2001)",
            "Roe (2010; Adams 2001; Smith 2013)",
            "Roe (2010, 2015)",
            "Roe (2015, 2010)",
        ),
    ],
)
def test_an_author_in_the_text_stays_there_whatever_else_the_brackets_cite(
    engine: Engine, name: str, with_earlier: str, with_two: str, own: str, own_earlier: str
) -> None:
    page_9 = CitedItem(key=SourceKey("roe2010"), label="page", locator="9"), CitedItem(key=SourceKey("adams2001"))
    clusters = (
        (page_9, True),
        cite("roe2010", "adams2001", "smith2013", in_text=True),
        cite("roe2010", "roe2015", in_text=True),
        cite("roe2015", "roe2010", in_text=True),
    )
    results, problems = Formatter(sources=sources(OTHERS), style=style(name), engine=engine).pages([page(*clusters)])
    assert not problems
    assert printed(results[0]) == [with_earlier, with_two, own, own_earlier]


def test_pages_formatted_together_are_as_those_formatted_one_by_one(engine: Engine) -> None:
    library = sorted(sources())
    requests = [
        page(
            cite(library[index], library[index - 3]),
            cite(library[index], in_text=True),
            name=f"page {index}",
            listed=[library[index - 1]],
        )
        for index in range(len(library))
    ]
    together = Formatter(sources=sources(), style=style(), engine=engine)
    together_results, _ = together.pages(requests)
    one_by_one = [together.pages([request])[0][0] for request in requests]
    assert list(together_results) == one_by_one


def test_what_was_begun_early_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casewright.render.citeproc.run._AHEAD", 3)
    requests = [page(cite(key), cite("oecd2017a", key), name=key) for key in sources()]
    with Formatter(sources=sources(), style=style()) as early:
        for request in requests[:-2]:
            early.begin(request)
        assert early.engine._runs
        results = early.pages(requests)
    with Formatter(sources=sources(), style=style()) as late:
        assert late.pages(requests) == results


def test_references_stand_in_the_order_of_the_style(engine: Engine) -> None:
    (result,), _ = Formatter(sources=sources(), style=style(), engine=engine).pages(
        [page(cite("smithj2010"), cite("oecd2017a"), cite("abel2001"))]
    )
    assert result
    assert [entry.key for entry in result.references] == ["abel2001", "oecd2017a", "smithj2010"]


LIKE_THOSE_ABOVE = [
    (("oecd2017b",), ["OECD. 2017b"]),  # 2017a is in no list
    (("oecd2017b", "oecd2017a"), ["OECD. 2017a", "———. 2017b"]),
    (("oecd2017c", "oecd2017a"), ["OECD. 2017a", "———. 2017c"]),  # without 2017b between them
    (("abel2001", "oecd2017c"), ["Abel, Anna. 2001", "OECD. 2017c"]),
    (("many2010", "smithj2010"), ["Smith, John. 2010", "Smith, John, Kim Jones, and Pat Lee. 2010"]),
]


@pytest.mark.parametrize(("keys", "beginnings"), LIKE_THOSE_ABOVE)
def test_a_sign_for_authors_stands_below_their_names(engine: Engine, keys: list[str], beginnings: list[str]) -> None:
    chicago = style("chicago-author-date")
    text = chicago.text.replace("<bibliography ", '<bibliography subsequent-author-substitute="———" ')
    formatter = Formatter(sources=sources(), style=replace(chicago, text=text), engine=engine)
    (result,), _ = formatter.pages([page(*map(cite, keys))])
    assert result
    found = [plain(entry.html)[: len(said)] for entry, said in zip(result.references, beginnings, strict=True)]
    assert found == beginnings


def test_a_sign_for_some_authors_counts_those_that_stand_above(engine: Engine) -> None:
    text = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title></info>
      <citation disambiguate-add-year-suffix="true"><layout><names variable="author"><name form="short"/></names>
      <date variable="issued" form="text"/></layout></citation><bibliography subsequent-author-substitute="—"
      subsequent-author-substitute-rule="partial-each"><sort><key variable="title"/></sort><layout>
      <names variable="author"/><text variable="title" prefix=" "/></layout></bibliography></style>"""
    three = sources(
        """@book{a, author = {Roe, Ann and Doe, Bo}, title = {One}, year = {2001}}
        @book{b, author = {Roe, Ann}, title = {Three}, year = {2001}}
        @book{c, author = {Roe, Ann and Moe, Cy}, title = {Two}, year = {2001}}"""
    )
    formatter = Formatter(sources=three, style=Style("t", text, "author-date"), engine=engine)
    results, _ = formatter.pages([page(cite("a"), cite("c")), page(cite("a"), cite("b"), cite("c"))])
    lists = [[plain(entry.html) for entry in result.references] for result in results if result]
    assert lists == [
        ["Ann Roe, Bo Doe One", "Ann Roe, Cy Moe Two"],
        ["Ann Roe, Bo Doe One", "— Three", "—, Cy Moe Two"],
    ]


def test_words_around_a_citation_may_be_emphasised(engine: Engine) -> None:
    item = CitedItem(
        key=SourceKey("abel2001"), prefix="see *also*", suffix=r", p. **3**, __so__ _here_, a_b_c, 2 \* 3 * 4"
    )
    (result,), _ = Formatter(sources=sources(), style=style(), engine=engine).pages([page(((item,), False))])
    assert result
    assert result.clusters[0]
    html = re.sub(r"</?(?:a|span)\b[^>]*>", "", result.clusters[0].html)
    assert html == (
        "(see <em>also</em> Abel, 2001, p. <strong>3</strong>, <strong>so</strong> <em>here</em>, a_b_c, 2 * 3 * 4)"
    )


def test_an_unknown_key_leaves_the_others_alone(engine: Engine) -> None:
    (result,), problems = Formatter(sources=sources(), style=style(), engine=engine).pages(
        [page(cite("abel2001"), cite("nobody"), cite("smithj2010"))]
    )
    assert problems == ()
    assert result
    assert [cluster is None for cluster in result.clusters] == [False, True, False]


def test_an_unknown_key_does_not_spoil_its_group(engine: Engine) -> None:
    library = sources()
    marks = Citations()
    abel = CitedItem(key=SourceKey("abel2001"), label="page", locator="4")
    draft = f"So [{marks.mark(((abel, CitedItem(key=SourceKey('nobody'))), False))}]. {marks.mark(cite('nobody'))}"
    (result,), _ = Formatter(sources=library, style=style(), engine=engine).pages([page(*marks.clusters)])
    html = fill(draft, marks, result, library).html
    assert plain(html) == "So [(Abel, 2001, p. 4) (nobody)]. (nobody)"
    assert html.count('<span class="cw-missing">nobody</span>') == 2


def test_a_note_style_gives_notes(engine: Engine) -> None:
    (result,), _ = Formatter(sources=sources(), style=style("chicago-notes-bibliography"), engine=engine).pages(
        [page(cite("abel2001"), cite("abel2001"))]
    )
    assert result
    first, second = result.clusters
    assert first
    assert second
    assert NOTE in first.html
    assert "On offices" in plain(first.notes[0]) or "On Offices" in plain(first.notes[0])
    assert len(second.notes[0]) < len(first.notes[0])  # a note after the first is shorter


def test_a_note_in_the_text_has_a_subject(engine: Engine) -> None:
    library = sources("@misc{plan, title = {A plan & more}, year = 2010}\n@book{doe, author = {Doe, J.}, title = {T}}")
    (result,), _ = Formatter(sources=library, style=style("chicago-notes-bibliography"), engine=engine).pages(
        [page(cite("doe", in_text=True), cite("plan", in_text=True), cite("doe", in_text=True), cite("plan"))]
    )
    assert result
    printed = [plain(cluster.html) if cluster else "" for cluster in result.clusters]
    assert printed == [f"J. Doe{NOTE}", f"A plan &amp; more{NOTE}", f"Doe{NOTE}", NOTE]


def test_numbers_count_the_citations_of_a_page(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "numbers.csl").write_text(NUMERIC, encoding="utf-8")
    numbers, _ = load_style("numbers.csl", tmp_path)
    assert numbers
    formatter = Formatter(sources=sources(), style=numbers, engine=engine)
    results, _ = formatter.pages([page(cite("smithj2010"), cite("abel2001")), page(cite("abel2001"))])
    assert [printed(result) for result in results] == [["[1]", "[2]"], ["[1]"]]
    assert results[0]
    assert [(entry.key, entry.label) for entry in results[0].references] == [("smithj2010", "1."), ("abel2001", "2.")]


def test_a_warm_build_asks_the_engine_nothing_and_gives_the_same(folder: Path) -> None:
    requests = [page(cite(key), cite("oecd2017a"), name=key) for key in sources()]
    with Formatter(sources=sources(), style=style(), engine=Engine(cache=Cache(folder))) as cold:
        first = cold.pages(requests)
        assert cold.engine._pool.workers
    with Formatter(sources=sources(), style=style(), engine=Engine(cache=Cache(folder))) as warm:
        assert warm.pages(requests) == first
        assert not warm.engine._pool.workers
    with Formatter(sources=sources(), style=style(), engine=Engine()) as clean:
        assert clean.pages(requests) == first


def test_only_pages_that_show_something_of_an_entry_are_redone(folder: Path) -> None:
    requests = [page(cite("abel2001"), name="a"), page(cite("smithj2010"), name="s"), page(cite("oecd2017a"), name="o")]
    with Formatter(sources=sources(), style=style(), engine=Engine(cache=Cache(folder))) as before:
        before.pages(requests)
    kept = files(folder)
    changed = sources(LIBRARY.replace("On offices", "On the offices"))
    with Formatter(sources=changed, style=style(), engine=Engine(cache=Cache(folder))) as after:
        (result, *_), _ = after.pages(requests)
    assert len(files(folder) - kept) == 1
    assert result
    assert "On the offices" in result.references[0].html


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"[]", b'0123456789abcdef\n[[],[["x"]]]'])
def test_a_damaged_cache_changes_nothing(folder: Path, damage: bytes) -> None:
    requests = [page(cite(key), name=key) for key in ("abel2001", "oecd2017a")]
    with Formatter(sources=sources(), style=style(), engine=Engine(cache=Cache(folder))) as before:
        first = before.pages(requests)
    for path in files(folder):
        path.write_bytes(damage)
    with Formatter(sources=sources(), style=style(), engine=Engine(cache=Cache(folder))) as after:
        assert after.pages(requests) == first


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("blow", "seconds"), [(signal.SIGKILL, 60), (signal.SIGSTOP, 3)])
def test_a_process_that_is_killed_or_hangs_costs_a_second_try(blow: signal.Signals, seconds: float) -> None:
    requests = [page(cite(key), cite("oecd2017a"), name=f"{key} {number}") for key in sources() for number in range(8)]
    notes = style("chicago-notes-bibliography")  # one document for each page: it takes long enough to be struck
    with Formatter(sources=sources(), style=notes) as calm:
        undisturbed = calm.pages(requests)
    with Formatter(sources=sources(), style=notes, engine=Engine(seconds=seconds)) as struck:
        attacker = threading.Thread(target=strike, args=(struck.engine, blow))
        attacker.start()
        results, problems = struck.pages(requests)
        attacker.join()
    assert attacker.struck  # type: ignore[attr-defined]
    assert (results, problems) == undisturbed


def strike(engine: Engine, blow: signal.Signals) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for worker in engine.__dict__["_pool"].workers if "_pool" in engine.__dict__ else ():
            process = worker.process
            if process and process.poll() is None:
                time.sleep(0.2)
                process.send_signal(blow)
                threading.current_thread().struck = True  # type: ignore[attr-defined]
                return
        time.sleep(0.01)


def program(folder: Path, text: str) -> str:
    path = folder / "pandoc"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


VERSION = '[ "$1" = --version ] && { echo "pandoc 99.0"; exit 0; }'


@pytest.mark.skipif(os.name == "nt", reason="a program for a POSIX shell")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{VERSION}\necho no memory >&2; exit 3", "no memory"),
        (f"{VERSION}\nexec sleep 60", "it took longer than 0."),
        (f"{VERSION}\nread line; echo nonsense", "it answered 'nonsense"),
        (
            f"""{VERSION}\nwhile read line; do echo '{{"clusters": [], "references": []}}'; done""",
            "its answer does not fit",
        ),
        (f"""{VERSION}\nwhile read line; do echo '{{"error": "no such style"}}'; done""", "no such style"),
    ],
)
def test_where_the_engine_fails_twice_the_problem_names_the_page(tmp_path: Path, text: str, reason: str) -> None:
    seconds = 0.5 if "sleep" in text else 60
    engine = Engine(pandoc=program(tmp_path, text), seconds=seconds, processes=2)
    with Formatter(sources=sources(), style=style(), engine=engine) as formatter:
        results, problems = formatter.pages(
            [page(cite("abel2001"), name="cases/a/"), page(cite("oecd2017a"), name="b")]
        )
    assert results == (None, None)
    assert [(problem.code.number, problem.where.path, problem.path) for problem in problems] == [
        ("CW508", "mkdocs.yml", "pandoc")
    ]
    assert problems[0].message.startswith("the references of cases/a/, b cannot be formatted")
    assert reason in problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="a program for a POSIX shell")
def test_an_engine_that_never_answers_is_told_once_and_asked_no_more(tmp_path: Path) -> None:
    dead = program(tmp_path, f"{VERSION}\necho started >> {tmp_path}/starts\necho no memory >&2; exit 3")
    engine = Engine(pandoc=dead, processes=1)
    with Formatter(sources=sources(), style=style(), engine=engine) as formatter:
        _, problems = formatter.pages([page(cite("abel2001"), name=f"p{number}") for number in range(9)])
        alone, more = formatter.alone(formatter.sources)
    assert not alone
    assert more == ()
    (problem,) = problems
    assert problem.message == (
        "the references of p0, p1, p2 and 6 more cannot be formatted, nor any after them: no memory"
    )
    assert "mend the path in the option pandoc" in problem.hint
    assert len((tmp_path / "starts").read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.skipif(os.name == "nt", reason="a program for a POSIX shell")
def test_a_program_that_is_no_pandoc_is_named(tmp_path: Path) -> None:
    other = program(tmp_path, "true")
    with Formatter(sources=sources(), style=style(), engine=Engine(pandoc=other)) as formatter:
        _, (problem,) = formatter.pages([page(cite("abel2001"))])
    assert problem.message == f"references cannot be formatted: {other} is no pandoc"
    assert "mend the path in the option pandoc" in problem.hint


@pytest.mark.skipif(os.name == "nt", reason="a program for a POSIX shell")
@pytest.mark.parametrize(
    "refusal",
    ["Most RTS options are disabled. Relink with -rtsopts to enable them.", "File 64m not found in resource path"],
)
def test_a_pandoc_that_takes_no_options_of_its_run_time_formats_without_them(tmp_path: Path, refusal: str) -> None:
    real = find_pandoc()
    assert real
    refuses = f'case "$*" in *+RTS*) echo "pandoc: {refusal}" >&2; exit 1;; esac\necho started >> {tmp_path}/starts'
    engine = Engine(pandoc=program(tmp_path, f'{refuses}\nexec "{real.path}" "$@"'), processes=1)
    with Formatter(sources=sources(), style=style(), engine=engine) as formatter:
        for name in ("a", "b"):
            (result,), problems = formatter.pages([page(cite("abel2001" if name == "a" else "oecd2017a"), name=name)])
            assert problems == ()
            assert result
            assert result.references
    starts = (tmp_path / "starts").read_text(encoding="utf-8").splitlines()
    assert len(starts) == 2, "once for its version, and one process that stays"


@pytest.mark.skipif(os.name == "nt", reason="a program for a POSIX shell")
def test_an_old_pandoc_is_refused(tmp_path: Path) -> None:
    with Formatter(
        sources=sources(), style=style(), engine=Engine(pandoc=program(tmp_path, "echo pandoc 2.19.2"))
    ) as formatter:
        results, problems = formatter.pages([page(cite("abel2001"))])
    assert results == (None,)
    assert [problem.message for problem in problems] == [
        "references cannot be formatted: pandoc 2.19.2 is too old; 3.8 or newer is needed"
    ]


def test_without_pandoc_the_hint_says_how_to_get_it() -> None:
    with Formatter(sources=sources(), style=style(), engine=Engine(pandoc="/nowhere/pandoc")) as formatter:
        results, problems = formatter.pages([page(cite("abel2001"))])
    assert results == (None,)
    assert [problem.message for problem in problems] == [
        "references cannot be formatted: there is no pandoc at /nowhere/pandoc"
    ]
    assert "the option pandoc" in problems[0].hint
    assert "pip install" in problems[0].hint


@pytest.mark.parametrize("name", shipped_styles())
def test_every_shipped_style_prints_every_work(engine: Engine, name: str) -> None:
    library = sources()
    (result,), problems = Formatter(sources=library, style=style(name), engine=engine).pages(
        [page(*(cite(key) for key in library))]
    )
    assert problems == ()
    assert result
    assert {entry.key for entry in result.references} == set(library)
    assert all(plain(entry.html) for entry in result.references)


def test_works_of_the_casebook_itself_get_no_letters(engine: Engine) -> None:
    item = {
        "type": "webpage",
        "title": "A case",
        "author": [{"literal": "The team"}],
        "issued": {"date-parts": [[2026]]},
    }
    found, problems = Formatter(sources={}, style=style(), engine=engine).apart(
        {"case-a": item, "case-b": {**item, "title": "B case"}}, style()
    )
    assert problems == ()
    assert [plain(html) for html in found.values()] == ["The team. (2026). A case.", "The team. (2026). B case."]


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_marks_of_ours_in_a_title_do_no_harm(engine: Engine) -> None:
    hostile = sources(LIBRARY.replace("On offices", "On \ue001 and \ue002 offices <script>alert(1)</script>"))
    (result,), problems = Formatter(sources=hostile, style=style(), engine=engine).pages([page(cite("abel2001"))])
    assert problems == ()
    assert result
    assert "<script" not in result.references[0].html


def test_a_reference_by_itself_has_no_number() -> None:
    library = sources()
    numbered = NUMERIC.replace(' second-field-align="flush"', "")
    with Formatter(sources=library, style=Style(name="numbers", text=numbered, kind="numeric")) as formatter:
        alone, problems = formatter.alone([SourceKey("abel2001")])
        (page,), _ = formatter.pages([PageRequest(name="page", clusters=(cite("abel2001"),))])
    assert problems == ()
    assert page
    assert page.references[0].html == f"1.{alone[SourceKey('abel2001')]}"


@pytest.mark.skipif(os.name == "nt", reason="a program for a POSIX shell")
def test_a_large_document_may_take_longer(tmp_path: Path) -> None:
    with Pool(pandoc=program(tmp_path, "exec sleep 60"), seconds=0.1) as pool:
        assert list(pool.ask([{}], [20])) == [Failure(reason="it took longer than 1.1 seconds")]
