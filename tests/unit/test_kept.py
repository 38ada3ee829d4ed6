"""Records read before: they come back as they were, and nothing else does."""

from __future__ import annotations

import os
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from casewright.cache import Cache
from casewright.model.library import RECORD_TYPES
from casewright.model.record import Record
from casewright.problems import Code, Location, Problem
from casewright.read.folder import read_folder
from casewright.read.kept import Kept, _made, loaded, written
from casewright.read.reading import RECORDS, records
from casewright.read.text import SourceText

ROOT = Path(__file__).parents[2]


def _all_kept(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / RECORDS).rglob("*") if path.is_file())


def test_a_library_of_kept_records_is_the_same(tmp_path: Path) -> None:
    first = read_folder(ROOT, kept=Kept(Cache(tmp_path)))
    assert _all_kept(tmp_path)
    assert read_folder(ROOT, kept=Kept(Cache(tmp_path))) == first == read_folder(ROOT)


@pytest.mark.parametrize("harm", [b"", b"short", None])
def test_damage_costs_time_only(tmp_path: Path, harm: bytes | None) -> None:
    first = read_folder(ROOT, kept=Kept(Cache(tmp_path)))
    for path in _all_kept(tmp_path):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data) if harm is None else harm)
    assert read_folder(ROOT, kept=Kept(Cache(tmp_path))) == first


def test_any_number_of_processes_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casewright.read.reading.LEAST_FOR_SEVERAL", 1)
    assert read_folder(ROOT, processes=3) == read_folder(ROOT)


def test_a_killed_reader_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    here, whole = os.getpid(), read_folder(ROOT)
    read = records.__globals__["read_record"]

    def fatal(type_: type[Record], source: SourceText, lang: str) -> object:
        if os.getpid() != here and source.path.endswith("denver-itic.md"):
            os.kill(os.getpid(), 9)
        return read(type_, source, lang)

    monkeypatch.setattr("casewright.read.reading.LEAST_FOR_SEVERAL", 1)
    monkeypatch.setattr("casewright.read.reading.read_record", fatal)
    assert read_folder(ROOT, processes=2) == whole


def test_what_is_mended_is_read_anew(tmp_path: Path) -> None:
    kept = Kept(Cache(tmp_path))
    type_ = next(iter(RECORD_TYPES.values()))
    broken = records([(type_, "cases/a.md", b"---\nid: a\n---\n")], "en", kept, 1)
    assert broken["cases/a.md"][1]
    assert not _all_kept(tmp_path)


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("false",)


@pytest.mark.parametrize("value", [_Harmful(), (Cache(), ())])
def test_nothing_is_made_but_values_of_the_model(value: object) -> None:
    assert loaded(pickle.dumps(value)) is None


class Disguised:
    """Would have a value of another package made by what makes those of the model."""

    def __init__(self, *parts: object) -> None:
        self.parts = parts

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _made, self.parts


@pytest.mark.parametrize("parts", [(Path,), (Decimal, "1"), (Location, "one.md"), (Location, "x", 1, 1, 1), ("x",), ()])
def test_what_makes_values_makes_none_but_whole_ones_of_the_model(parts: tuple[object, ...]) -> None:
    assert loaded(pickle.dumps(Disguised(*parts))) is None
    assert loaded(pickle.dumps(Disguised(Location, "x", 1, 2))) == Location("x", 1, 2)


def test_bytes_that_are_no_pickle_are_none() -> None:
    assert [loaded(data) for data in (b"", b"x", b"\x80\x05.", b"cos\nsystem\n(S'false'\ntR.")] == [None] * 4


def test_problems_of_every_kind_are_kept() -> None:
    told = tuple(Problem(code=code, where=Location("cases/x.md", 2, 3), message="m", hint="h") for code in Code)
    assert loaded(written(told)) == told
