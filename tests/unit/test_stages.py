"""How long each stage of a build takes: measured, told while it goes on, written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from casewright.edges import stages as module
from casewright.edges.progress_shown import Bar, Lines, display_of
from casewright.edges.stages import Display, Stage, Stages, progress, read_stages, table, told_stages, write_stages
from casewright.progress import SILENT

READING = Stage(name="reading", seconds=2.5, processor=4.25, count=1200)
LINKING = Stage(name="linking", seconds=0.5, processor=0.5)


def measured(display: Display | None = None) -> Stages:
    """Stages on a clock that goes on by a second whenever it is looked at, and processors by two."""
    seconds, processors = iter(range(1000)), iter(range(0, 2000, 2))
    return Stages(display=display, clock=lambda: next(seconds), processor=lambda: next(processors))


def test_each_stage_ends_where_the_next_begins() -> None:
    stages = measured()
    stages.stage("reading", 3)
    stages.step()
    stages.step(2)
    stages.stage("linking")
    stages.end()
    stages.end()
    assert stages.done == [
        Stage(name="reading", seconds=1, processor=2, count=3),
        Stage(name="linking", seconds=1, processor=2),
    ]


def test_the_same_name_goes_on() -> None:
    stages = measured()
    stages.stage("citations")
    stages.stage("citations", 2)
    stages.step(2)
    stages.stage("citations", 1)
    stages.step()
    stages.end()
    assert stages.done == [Stage(name="citations", seconds=1, processor=2, count=3)]


def test_before_the_first_stage_there_is_nothing_to_end() -> None:
    stages = measured()
    stages.end()
    assert stages.done == []


def test_lines_tell_of_long_stages_only(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    for stage in (READING, LINKING, Stage(name="search index", seconds=1.04, processor=0)):
        lines.begin(stage.name, stage.count)
        lines.step(1)
        lines.clear()
        lines.end(stage)
    assert capsys.readouterr() == ("", "reading, 1,200: 2.5 s\nsearch index: 1.0 s\n")


def test_a_bar_tells_stage_count_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("click._termui_impl.isatty", lambda _: True)
    now = iter(range(0, 10_000, 2))
    monkeypatch.setattr("time.time", lambda: next(now))
    bar = Bar()
    bar.begin("reading", 8)
    for _ in range(4):
        bar.step(1)
    half = capsys.readouterr().err.rpartition("\r")[2]
    assert half.replace("\033[?25l", "").split()[0] == "reading"
    assert " 4/8 " in half
    assert "00:00:" in half
    bar.end(READING)
    assert capsys.readouterr().err == "\r", "what a terminal would take for emptying the line is left out elsewhere"


def test_a_stage_of_unknown_length_shows_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar()
    bar.begin("linking", 0)
    bar.step(1)
    bar.end(LINKING)
    assert "linking ..." in capsys.readouterr().err


def test_a_line_of_somebody_else_finds_room(capsys: pytest.CaptureFixture[str]) -> None:
    stages = measured(Bar())
    stages.stage("linking")
    stages.clear()
    assert capsys.readouterr().err.endswith("linking ...\r")
    measured().clear()
    assert capsys.readouterr().err == ""


def test_how_progress_is_shown_is_told_by_name() -> None:
    assert isinstance(display_of("bar"), Bar)
    assert isinstance(display_of("lines"), Lines)
    assert display_of("") is None


def test_a_profile_is_a_table() -> None:
    assert table([READING, LINKING]).splitlines() == [
        "stage      seconds  processor      count",
        "reading       2.50       4.25      1,200",
        "linking       0.50       0.50",
        "all           3.00       4.75",
    ]


def test_stages_are_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    write_stages(path, [READING, LINKING])
    assert json.loads(path.read_text(encoding="utf-8"))["stages"][0] == {
        "name": "reading",
        "seconds": 2.5,
        "processor": 4.25,
        "count": 1200,
    }
    assert read_stages(path) == (READING, LINKING)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"stages": [{"name": "x"}]}', '{"stages": 5}'])
def test_a_profile_that_cannot_be_read_has_no_stages(tmp_path: Path, text: str) -> None:
    path = tmp_path / "profile.json"
    path.write_text(text, encoding="utf-8")
    assert read_stages(path) == ()
    assert read_stages(tmp_path / "nowhere.json") == ()


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    told_stages.cache_clear()
    yield
    told_stages.cache_clear()


@pytest.mark.usefixtures("_asked_anew")
def test_plugins_tell_nobody_unless_the_command_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(module.SHOWN, raising=False)
    monkeypatch.delenv(module.PROFILE, raising=False)
    assert progress() is SILENT
    SILENT.stage("reading", 3)
    SILENT.step()


@pytest.mark.usefixtures("_asked_anew")
def test_plugins_tell_the_same_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(module.SHOWN, module.LINES)
    stages = told_stages()
    assert stages
    assert progress() is stages
    assert isinstance(stages.display, Lines)
