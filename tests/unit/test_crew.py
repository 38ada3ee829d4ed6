"""Several processes for one piece of work: they only ever save time."""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

import pytest

from casewright.crew import cores, crew

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a process without other threads: those of the test runner do nothing that a copy could miss."""
    monkeypatch.setattr("casewright.crew.threading.active_count", lambda: 1)


def _says_its_number(number: int, size: int, line: Connection) -> None:
    line.send((number, size, line.recv()))


def _fails(number: int, _size: int, line: Connection) -> None:
    line.send(number)
    raise ValueError


def _waits(_number: int, _size: int, line: Connection) -> None:
    line.send(os.getpid())
    line.recv()


def test_each_does_its_share() -> None:
    with crew(_says_its_number, 3) as members:
        for member in members:
            member.send("word")
        assert [member.receive() for member in members] == [(0, 3, "word"), (1, 3, "word"), (2, 3, "word")]


def test_one_that_fails_sends_nothing_more() -> None:
    with crew(_fails, 2) as members:
        assert [(member.receive(), member.receive(), member.receive()) for member in members] == [
            (0, None, None),
            (1, None, None),
        ]


def test_one_that_is_killed_is_gone_and_the_others_are_not() -> None:
    with crew(_waits, 2) as (first, second):
        os.kill(first.receive(), signal.SIGKILL)
        assert first.receive() is None
        first.send("nothing comes of it")
        os.kill(second.receive(), 0)


def test_all_end_with_the_work() -> None:
    with crew(_waits, 2) as members:
        numbers = [member.receive() for member in members]
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_nobody_is_copied_while_others_work_in_the_same_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with crew(_waits, 2) as members:
        assert members == ()
    done.set()
    thread.join()


def test_one_alone_is_no_crew() -> None:
    with crew(_waits, 1) as members:
        assert members == ()
    assert cores() >= 1
