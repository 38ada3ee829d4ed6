"""A module's file with the revisions of cases written into it; every other character stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from casewright.model.module import Module

_KEY = re.compile(r"(?P<before>[ ]*(?:- )?)case:")


def with_revisions(
    text: str, module: Module, revisions: Mapping[str, str], cases: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """Return the text of a module's file with the present revisions, and the cases whose revision changed.

    ``revisions`` are by the id that the module calls a case; only ``cases`` are written. The line goes below ``case:``.
    Of an item in braces or in a form that cannot be told by its lines, nothing is changed.
    """
    lines = text.splitlines(keepends=True)
    changed = []
    for index in reversed(range(len(module.cases))):
        use = module.cases[index]
        revision = revisions.get(use.case)
        if use.case in cases and revision and use.revision != revision and _write(lines, module, index, revision):
            changed.append(use.case)
    return "".join(lines), tuple(reversed(changed))


def _write(lines: list[str], module: Module, index: int, revision: str) -> bool:
    """Write one revision, and return whether that could be done."""
    path = f"cases[{index}].revision"
    if module.cases[index].revision:
        at = module.at(path).line - 1
        written = re.sub(r"revision:.*?(?=\r?\n?\Z)", f"revision: {revision}", lines[at], count=1)
        is_changed = written != lines[at]
        lines[at] = written
        return is_changed
    at = module.at(f"cases[{index}].case").line - 1
    key = _KEY.match(lines[at])
    if key is None:
        return False
    end = lines[at][len(lines[at].rstrip("\r\n")) :] or "\n"
    lines.insert(at + 1, f"{' ' * len(key['before'])}revision: {revision}{end}")
    return True
