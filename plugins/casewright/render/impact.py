"""What a change does, as Markdown for a comment on a pull request: bounded, and nothing in it is anybody's markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from casewright.problems import Problem
from casewright.resolve.near import Near
from casewright.views.impact import BalanceChange, DisagreementChange, Impact, Reread, TermChange
from casewright.views.record_changes import FieldChange, RecordChange

MOST, MOST_VALUES = 30, 8
"""How many items of a list are shown, and values of one record."""
LONGEST = 60_000
"""How long the report may be; GitHub refuses comments of more than 65,536 characters."""

_LONGEST = 100
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$&])")
_CALLS = re.compile(r"(?<=[@#:])(?=[\w/])|(?<=www)(?=\.)")
"""Where a name would call somebody, a number lead to an issue, or an address become a link."""
_NOT_IN_CODE = str.maketrans({"`": "'", "|": "¦"})
_JOINER = "\N{WORD JOINER}"
_CONFLICTS = {
    "different": "they differ",
    "may-have-changed": "they may have changed in between",
    "falls": "a total falls",
    "uncounted": "nobody says how it was counted",
}
Item = TypeVar("Item")


def impact_markdown(impact: Impact, base: str) -> str:
    """Return the report; ``base`` says what the casebook is compared with."""
    lines = ["## What this change does", "", f"Compared with {plain(base)}.", ""]
    for title, told in _sections(impact):
        if told:
            lines += [f"### {title}", "", *told, ""]
    if len(lines) == 4:  # noqa: PLR2004 - nothing but the heading
        lines.append("Nothing that readers see changes: records, evidence, indexes and sources are as they were.")
    return _fitting("\n".join(lines).rstrip() + "\n")


def _fitting(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[: text.rindex(chr(10), 0, LONGEST)]}\n\nThe rest is left out; `casewright impact` shows it.\n"


def plain(text: str) -> str:
    """Return text in which Markdown finds no markup, nobody is called, and nothing becomes a link."""
    line = " ".join(text.split())
    line = f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return _MARKUP.sub(r"\\\1", _CALLS.sub(_JOINER, shown))


def code(text: str) -> str:
    """Return an id, a key or a path as it stands."""
    line = " ".join(text.translate(_NOT_IN_CODE).split())
    return f"`{line[:_LONGEST]}`" if line else ""


def _sections(impact: Impact) -> Iterator[tuple[str, Sequence[str]]]:
    yield "Refused: ids that lead nowhere now", _refused(impact)
    yield "Cannot be read any more", _list(impact.unreadable, code)
    yield "Problems that come with it", _list([item for item in impact.new_problems if item.fails], _problem)
    yield "Records", _records(impact)
    yield "Lessons whose evidence moves", _table(("Lesson", "Verdict", "Weights", "Cases"), impact.balances, _balance)
    yield "Figures that disagree", _list(impact.disagreements, _disagreement)
    yield "To be read again", _list(impact.reread, _reread)
    yield "May be there already", _list((*impact.near_cases, *impact.near_sources), _near)
    yield "Sources", _sources(impact)
    yield "Figures whose address ends", _list(impact.lost_claims, code)
    yield "Indexes", _table(("Index", "Comes", "Goes"), impact.terms, _term)
    yield "Problems that it mends", _list([item for item in impact.mended_problems if item.fails], _problem)


def _refused(impact: Impact) -> list[str]:
    if not impact.lost_ids:
        return []
    why = "An id is an address and never ends. Give the record that takes its place this id among its `aliases`."
    return [why, "", *_list(impact.lost_ids, code)]


def _records(impact: Impact) -> list[str]:
    moved = {item.before for item in impact.renamed}
    return [
        *_list(impact.added, lambda item: f"new: {_named(item)}"),
        *_list([item for item in impact.removed if item.ref not in moved], lambda item: f"gone: {_named(item)}"),
        *_list(impact.renamed, lambda item: f"{code(item.before)} is {code(item.after)} now; its address leads on"),
        *_list(impact.changed, _changed),
    ]


def _changed(item: RecordChange) -> str:
    values = "".join(f"\n  - {_value(value)}" for value in item.values[:MOST_VALUES])
    more = f"\n  - and {len(item.values) - MOST_VALUES} more values" if len(item.values) > MOST_VALUES else ""
    return f"changed: {_named(item)}: {', '.join(map(code, item.fields))}{values}{more}"


def _value(item: FieldChange) -> str:
    if not item.before or not item.after:
        return f"{code(item.path)}: {'new' if item.after else 'gone'}, {plain(item.after or item.before)}"
    return f"{code(item.path)}: {plain(item.before)} → {plain(item.after)}"


def _named(item: RecordChange) -> str:
    return f"{code(item.ref)} {plain(item.title)}"


def _balance(item: BalanceChange) -> tuple[str, ...]:
    verdict = _moved(item.before or "no lesson", item.after or "no lesson")
    weights = ", ".join(f"{stance} {was} → {its}" for stance, was, its in item.weights)
    return f"{code(item.lesson)} {plain(item.title)}", verdict, weights or "the same", _moved(*map(str, item.cases))


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before} → **{after}**"


def _disagreement(item: DisagreementChange) -> str:
    claims = " and ".join(map(code, item.claims))
    why = _CONFLICTS.get(item.conflict, item.conflict)
    return f"{'new' if item.is_new else 'no more'}: {code(item.case)} {claims}: {why}"


def _reread(item: Reread) -> str:
    return f"{code(item.ref)} {plain(item.title)}, because of {', '.join(map(code, item.because))}"


def _near(item: Near) -> str:
    return f"{code(item.new)} and {code(item.other)}: {', '.join(item.reasons)}"


def _term(item: TermChange) -> tuple[str, ...]:
    return f"{code(item.vocabulary)} {plain(item.label)}", _few(item.gained), _few(item.lost)


def _few(ids: Sequence[str]) -> str:
    shown = ", ".join(map(code, ids[:5]))
    return f"{shown} and {len(ids) - 5} more" if len(ids) > 5 else shown  # noqa: PLR2004 - as many as fit in a cell


def _sources(impact: Impact) -> list[str]:
    told = {
        "new": impact.sources_added,
        "changed": impact.sources_changed,
        "gone": impact.sources_removed,
        "cited by nothing any more": impact.unused_sources,
    }
    return [f"- {words}: {_keys(keys)}" for words, keys in told.items() if keys]


def _keys(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - MOST} more" if len(keys) > MOST else ""
    return ", ".join(map(code, keys[:MOST])) + more


def _problem(item: Problem) -> str:
    field = f"{code(item.path)} " if item.path else ""
    return f"{code(str(item.where))} {item.code.number} {field}{plain(item.message)}"


def _list(items: Iterable[Item], line: Callable[[Item], str]) -> list[str]:
    held = list(items)
    more = [f"- and {len(held) - MOST} more"] if len(held) > MOST else []
    return [*(f"- {line(item)}" for item in held[:MOST]), *more]


def _table(columns: Sequence[str], items: Sequence[Any], row: Callable[[Any], tuple[str, ...]]) -> list[str]:
    if not items:
        return []
    rows = [columns, ["---"] * len(columns), *map(row, items[:MOST])]
    more = ["", f"And {len(items) - MOST} more."] if len(items) > MOST else []
    return [*(f"| {' | '.join(cells)} |" for cells in rows), *more]
