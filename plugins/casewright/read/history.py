"""What ``git log`` prints of all changes → the history of each record, over its renames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from casewright.model.history import Change, History, RecordHistory
from casewright.model.ids import Kind

MOST_SHOWN = 20
"""Changes of a record that its page lists; of the others it says how many there are."""

START, BETWEEN, AUTHORS = "\x01", "\x02", "\x03"
_OTHERS = f"%(trailers:key=Co-authored-by,valueonly,unfold,separator={AUTHORS})"
FORMAT = f"{START}{BETWEEN.join(['%H', '%as', '%aN', _OTHERS, '%s'])}"
"""What git is asked to print of each commit, before the names of the files that it touched."""

_FIELDS = 5
_FOLDERS = tuple(f"{kind.folder}/" for kind in Kind)


def read_history(log: str, *, is_whole: bool) -> History:
    """Return the history of each record from a log with `FORMAT` and ``--name-status``, the newest change first.

    ``is_whole`` says whether the log goes back to the beginning. Paths are relative to the casebook.
    """
    now: dict[str, str] = {}
    """The file of today by a name that it had at the moment to which the log has come."""
    changes: dict[str, list[Change]] = defaultdict(list)
    for change, touched in _commits(log):
        for status, before, after in touched:
            name = now.get(after, after)
            if status != "D" and name.startswith(_FOLDERS):
                changes[name].append(change)
            if before != after:  # until this change it had the other name
                now[before] = name
    return History(records={path: _of(found, is_whole=is_whole) for path, found in sorted(changes.items())})


def _of(changes: Sequence[Change], *, is_whole: bool) -> RecordHistory:
    authors = dict.fromkeys(name for change in reversed(changes) for name in change.authors)
    return RecordHistory(
        changes=tuple(changes[:MOST_SHOWN]),
        more=max(0, len(changes) - MOST_SHOWN),
        authors=tuple(authors),
        is_whole=is_whole,
    )


def _commits(log: str) -> Iterator[tuple[Change, list[tuple[str, str, str]]]]:
    """Yield each change with the files that it touched: what happened, the name before, the name after."""
    for part in f"\n{log}".split(f"\n{START}"):  # what people wrote stands on one line, and begins none
        head, _, rest = part.partition("\n")
        fields = head.split(BETWEEN, _FIELDS - 1)
        if len(fields) < _FIELDS:
            continue
        commit, day, author, others, subject = fields
        names = (author, *(name.partition("<")[0] for name in others.split(AUTHORS)))
        try:
            when = date.fromisoformat(day)
        except ValueError:
            continue
        authors = tuple(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))
        change = Change(commit=commit, day=when, subject=" ".join(subject.split()), authors=authors)
        yield change, list(_touched(rest))


def _touched(lines: str) -> Iterator[tuple[str, str, str]]:
    for line in lines.split("\n"):
        status, _, names = line.partition("\t")
        if names:
            before, _, after = names.partition("\t")
            yield status[:1], before, after or before
