"""Whatever was written or damaged: the problems told of a file alone are those that a whole check finds in it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright import nearby
from casewright.build import check
from casewright.cache import Cache
from casewright.edges.settings import site_language
from casewright.nearby import problems_of
from casewright.problems import Code, Problem
from casewright.read.kept import Kept
from casewright.workshop import Workshop
from tests.support.builds import ROOT, copy_small
from tests.support.edits import DAMAGE, EDITS, TOUCHES, Files, read_files, write_files

SHARE = 5
"""Each sequence is many checks: there are so many times fewer of them than of other examples."""
FOLDERS = ("cases", "lessons", "modules", "theses", "bibliography", "vocabularies", "pages")


class Book:
    """A casebook that is edited and checked, whole and file by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first = read_files(folder)
        self.alone = self.asked = 0

    def note(self) -> tuple[Problem, ...]:
        """Check it as a whole, which keeps what is noted."""
        return self._check(Workshop.of(self.folder / ".cache" / "casewright", processes=1))

    def files(self) -> list[str]:
        return [name for name in read_files(self.folder) if name.endswith((".md", ".yml")) and "/" in name]

    def compare(self, names: list[str] | None = None) -> tuple[Problem, ...]:
        """Check some files by themselves, or each of them, and compare it with a check of all that keeps nothing."""
        all_problems = self._check(Workshop())
        records = [name for name in names or self.files() if name.endswith(".md")]
        for name in records:
            self.compare_some({name}, all_problems)
        self.compare_some({name for name in self.files() if name.endswith(".yml")}, all_problems)
        return all_problems

    def compare_some(self, names: set[str], all_problems: tuple[Problem, ...]) -> None:
        told = problems_of(
            self.folder, names, site_language(self.folder), Kept(Cache(self.folder / ".cache" / "casewright"))
        )
        self.asked += 1
        if told is not None:
            self.alone += 1
            assert told == tuple(problem for problem in all_problems if problem.where.path in names)

    def start_over(self) -> None:
        write_files(self.folder, self.first)
        DAMAGE["all results gone"](self.folder, 0)
        self.alone = self.asked = 0

    def _check(self, workshop: Workshop) -> tuple[Problem, ...]:
        return check(self.folder, site_language(self.folder), workshop=workshop)[1]


TOGETHER = ("modules/", "pathways/")
"""What is judged by the cases that it uses, and these by all of the casebook."""


@pytest.fixture(scope="module", autouse=True)
def quickly_settled() -> Iterator[None]:
    """Let files written a moment ago be told by a look at them, as those of last week are."""
    with mock.patch.object(nearby, "_SETTLED", 20_000_000):
        yield


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A copy of this casebook."""
    return Book(copy_of_ours(tmp_path_factory.mktemp("own") / "casebook"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return Book(copy_small(tmp_path_factory.mktemp("small") / "casebook", faulty=True))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A generated casebook."""
    with mock.patch.object(sys, "path", [str(ROOT / "benchmarks"), *sys.path]):
        from casebook import casebook_files  # noqa: PLC0415 - found by the line above
        from corpus import Corpus  # noqa: PLC0415 - likewise

        folder = tmp_path_factory.mktemp("made-up") / "casebook"
        for name, text in casebook_files(Corpus(cases=40)):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return Book(folder)


def copy_of_ours(target: Path) -> Path:
    for name in FOLDERS:
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.mark.parametrize("name", ["own", "made_up"])
def test_every_file_of_a_casebook(name: str, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    book.start_over()
    book.note()
    records = [file for file in book.files() if not file.startswith(("pages/", *TOGETHER))]
    book.compare(records)
    assert book.alone == book.asked > 30


def test_several_files_at_once(own: Book) -> None:
    own.start_over()
    all_problems = own.note()
    names = own.files()
    for step in range(2, 9):
        own.compare_some({name for name in names[::step] if not name.startswith(("pages/", *TOGETHER))}, all_problems)
    assert own.alone == 7


def test_modules_and_pathways_take_the_whole_casebook(own: Book) -> None:
    own.start_over()
    own.note()
    own.compare([file for file in own.files() if file.startswith(TOGETHER)])
    assert own.alone == 1 < own.asked, "only the vocabularies are told by themselves"


def words_of(files: Files) -> list[bytes]:
    """Return what is likely to be mistaken for something else: ids, titles, keys of sources, labels of terms."""
    found: list[bytes] = []
    for name, data in sorted(files.items()):
        if name.endswith(".md") and "/" in name:
            found += [Path(name).stem.encode(), *re.findall(rb"(?m)^title: (.*)$", data)]
        found += re.findall(rb"(?m)^@\w+\{([^,]*),", data)[:3]
        found += re.findall(rb"(?m)^    label: (.*)$", data)[:3] if name.startswith("vocabularies/") else []
    return found


def damaged(files: Files, name: str, number: int, other: int) -> bytes:
    """Return a record as a slip of the hand, of a program or of another author may leave it."""
    data = files[name]
    lines = data.split(b"\n")
    at = number % len(lines)
    words = words_of(files)
    word = words[other % len(words)]
    elsewhere = files[sorted(files)[other % len(files)]].split(b"\n")
    ways: list[Callable[[], bytes]] = [
        lambda: b"\n".join(lines[:at] + lines[at + 1 :]),
        lambda: data[: number * 7919 % len(data)],
        lambda: b"\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]),
        lambda: b"\n".join([*lines[:at], elsewhere[number % len(elsewhere)], *lines[at:]]),
        lambda: (
            data + b"\n" + word + b" is told of, [[" + word + b"]], [[lesson:" + word + b"]] and [@" + word + b"].\n"
        ),
        lambda: data.replace(b"\ntitle:", b"\naliases: [" + word + b", its-former-id]\ntitle:", 1),
        lambda: re.sub(rb"(?m)^title: .*$", lambda _: b"title: " + word, data, count=1),
        lambda: re.sub(
            rb"(?m)^((?:  - |    )(?:lesson|case|type|stance|indicator): ).*$", rb"\g<1>" + re.escape(word), data
        ),
        lambda: re.sub(rb"(?m)^(    case: ).*$", rb"\g<1>" + Path(name).stem.encode(), data, count=1),
        lambda: re.sub(rb"(?m)^(id: ).*$", rb"\g<1>" + re.escape(word), data),
        lambda: data.replace(b"evidence: not-an-effect", b"evidence: nesta-4"),
        lambda: re.sub(rb"(?m)^(    source: )(\S+?),? .*$", rb"\g<1>\g<2>, " + re.escape(word), data, count=1),
        lambda: data.replace(b"[[", b"[[x", 1).replace(b"[@", b"[@x", 1),
        lambda: data.replace(b"\nbearings:", b"\nsome_bearings:"),
        lambda: data[:at] + bytes([data[at] ^ 0x80]) + data[at + 1 :] if at < len(data) else data,
    ]
    return ways[other % len(ways)]()


DAMAGED = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2000), st.integers(0, 2000)), min_size=1, max_size=3)


@pytest.mark.parametrize("name", ["own", "small", "made_up"])
def test_damaged_records(name: str, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    counts = [0, 0]

    @settings(
        max_examples=settings().max_examples // SHARE,
        suppress_health_check=list(HealthCheck),
    )
    @given(DAMAGED)
    def holds(slips: list[tuple[int, int, int]]) -> None:
        book.start_over()
        book.note()
        records = [file for file in book.files() if file.endswith(".md") and not file.startswith("pages/")]
        hurt = [records[which % len(records)] for which, _, _ in slips]
        for file, (_, number, other) in zip(hurt, slips, strict=True):
            write_files(
                book.folder, {**read_files(book.folder), file: damaged(read_files(book.folder), file, number, other)}
            )
        found = book.compare([*hurt, *records[slips[0][1] % 7 :: 7]])
        book.compare_some(set(hurt), found)
        counts[0] += book.alone
        counts[1] += book.asked

    holds()
    assert counts[0] > counts[1] * 0.6, "most of them can be told alone"


MORE: Mapping[str, Callable[[Files, int], Files]] = {
    "an alias more": lambda files, n: _changed(
        files, n, lambda data, word: data.replace(b"\ntitle:", b"\naliases: [" + word + b"]\ntitle:", 1)
    ),
    "another name": lambda files, n: _changed(
        files, n, lambda data, _: data.replace(b"\ntitle:", b"\nalso_called: [The Desk, Shelbyville]\ntitle:", 1)
    ),
    "another lesson": lambda files, n: _changed(
        files, n, lambda data, _: data.replace(b"lesson: staff-led-improvement", b"lesson: measure-twice")
    ),
    "no bearings": lambda files, n: _changed(
        files, n, lambda data, _: re.sub(rb"(?ms)^bearings:\n.*?(?=^\S)", b"", data)
    ),
    "a tie more": lambda files, n: _changed(
        files,
        n,
        lambda data, word: data.replace(
            b"\nclaims:",
            b"\nrelations:\n  - type: continues\n    case: " + word + b"\n    because: So it is said."
            b"\n    source: doe2013desk\nclaims:",
            1,
        ),
    ),
    "a vocabulary gone": lambda files, n: {
        name: data for name, data in files.items() if name != sorted(files)[-1 - n]
    },
    "a case named": lambda files, n: _changed(
        files, n, lambda data, word: data + b"\nAs [[" + word + b"]] says, 5 of 7.\n"
    ),
}  # fmt: skip


def _changed(files: Files, n: int, change: Callable[[bytes, bytes], bytes]) -> Files:
    records = sorted(name for name in files if name.endswith(".md") and not name.startswith("pages/"))
    name, other = records[n % len(records)], records[(n * 3 + 1) % len(records)]
    return {**files, name: change(files[name], Path(other).stem.encode())}


ALL = {**EDITS, **MORE}
OF_CACHE = {name: act for name, act in DAMAGE.items() if "result" in name}
BACK, WHOLE = "back to what was", "a whole check"


@pytest.mark.parametrize("step", [*ALL, *TOUCHES, *OF_CACHE])
def test_each_edit(small: Book, step: str) -> None:
    small.start_over()
    small.note()
    for number in (1, 4):
        do(small, step, number, [])
        small.compare()
    assert small.asked
    small.note()
    small.compare()


def test_any_sequence_of_edits(small: Book) -> None:
    steps = st.tuples(st.sampled_from([*ALL, *TOUCHES, *OF_CACHE, BACK, WHOLE]), st.integers(0, 9))

    @settings(max_examples=settings().max_examples // SHARE, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps, min_size=1, max_size=6))
    def holds(taken: list[tuple[str, int]]) -> None:
        small.start_over()
        small.note()
        past = [read_files(small.folder)]
        for step, number in taken:
            do(small, step, number, past)
            past.append(read_files(small.folder))
            small.compare()

    holds()


def do(book: Book, step: str, number: int, past: Sequence[Files]) -> None:
    if step in ALL:
        write_files(book.folder, ALL[step](read_files(book.folder), number))
    elif step == BACK:
        write_files(book.folder, past[number % len(past)])
    elif step == WHOLE:
        book.note()
    else:
        {**TOUCHES, **OF_CACHE}[step](book.folder, number)


def test_doubt_is_told(own: Book) -> None:
    own.start_over()
    kept = Kept(Cache(own.folder / ".cache" / "casewright"))
    case = next(name for name in own.files() if name.startswith("cases/"))
    assert problems_of(own.folder, {case}, "en-US", kept) is None, "nothing is noted yet"
    own.note()
    assert problems_of(own.folder, {case}, "en-US", kept) is not None
    for name in ("mkdocs.yml", "pages/index.md", "bibliography/casebook.bib", "cases/nowhere.md", "cases"):
        assert problems_of(own.folder, {case, name}, "en-US", kept) is None, name
    (own.folder / "vocabularies" / "levels.yml").unlink()
    assert problems_of(own.folder, {case}, "en-US", kept) is None
    assert Code.NO_VOCABULARY in {problem.code for problem in own.note()}
