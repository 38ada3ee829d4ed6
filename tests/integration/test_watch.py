"""``check --watch`` in a process of its own: it tells anew what a change has brought."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from casewright.edges.starter import copy_starter


@pytest.mark.skipif(sys.platform == "win32", reason="the process is stopped by a signal")
def test_a_change_is_checked_and_control_c_ends_it(tmp_path: Path) -> None:
    copy_starter(tmp_path)
    case = tmp_path / "cases" / "springfield-desk.md"
    code = "from casewright.edges.cli import main; main()"
    command = [sys.executable, "-u", "-c", code, "check", "--watch", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as watching:
        too_long = Timer(120, watching.kill)
        too_long.start()
        assert watching.stdout
        lines = iter(watching.stdout.readline, "")
        assert next(lines) == "no problems\n"
        assert next(lines).startswith("Waiting for changes in ")
        case.write_text(case.read_text(encoding="utf-8").replace("municipal", "municipel"), encoding="utf-8")
        assert "CW301" in next(lines)
        assert any(line.startswith("Waiting for changes") for line in lines)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=60) != 0
        too_long.cancel()
