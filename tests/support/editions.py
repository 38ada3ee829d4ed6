"""A casebook with a word in each place that is for instructors, and the sites of both of its editions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from casewright.model.edition import Edition
from tests.support.builds import copy_small, done_once, environment

SENTINELS = (
    *("zzpoint", "zzfacilitation", "zzexpected", "zznotes", "zzheading", "zzboard", "zzepilogue"),
    *("zzauthor", "zztitle", "zzend2019", "zzproblem", "zzbroken"),
)
"""Words that stand in what is for instructors, one at least in each field; in the work that only such text cites; in a
problem of such a field and in one of a record that cannot be read."""

MAIN = "from casewright.edges.cli import main; main()"
ASKED = "Who would have to agree in your office?"
DANGLING = "facilitator_notes:\n  - See [[zzproblem]].\n"
BROKEN = "---\nid: broken-module\ntitle: Broken\nboard_plan:\n  - heading: x\nzzbroken:x\n---\n"


def casebook(folder: Path) -> Path:
    """Return a copy of the small casebook with more to hold back.

    That is a problem in text for instructors, a link from a slide to the whole of a case, and a module that cannot be
    read.
    """
    copy = copy_small(folder / "casebook")
    module = copy / "modules" / "first-module.md"
    text = module.read_text(encoding="utf-8").replace("facilitator_notes:\n", DANGLING, 1)
    assert ASKED in text
    module.write_text(text.replace(ASKED, f"{ASKED} See [[springfield-desk]].", 1), encoding="utf-8")
    (copy / "modules" / "broken-module.md").write_text(BROKEN, encoding="utf-8")
    return copy


def both_editions(shared: Path) -> Mapping[str, Path]:
    """Return the folders of the sites of both editions; of all workers only the first builds them."""

    def make() -> str:
        copy = casebook(shared / "editions")
        for edition in Edition:
            command = [sys.executable, "-c", MAIN, "build", "--edition", edition.value]
            subprocess.run(command, cwd=copy, env=environment(), check=True, capture_output=True)
        return str(copy)

    copy = Path(done_once(shared, "editions", make))
    return {Edition.LEARNER.value: copy / "site", Edition.INSTRUCTOR.value: copy / "site-instructor"}
