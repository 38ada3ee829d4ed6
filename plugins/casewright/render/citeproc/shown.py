"""What of a document's list a page shows: the works that it cites, and not those that they could be mistaken for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from casewright.model.ids import SourceKey
from casewright.render.citeproc.result import FormattedReference
from casewright.render.styles import Style


def only_shown(
    listed: Iterable[FormattedReference],
    in_full: Iterable[FormattedReference],
    shown: Collection[SourceKey],
    style: Style,
) -> Iterator[FormattedReference]:
    """Yield the references that a page shows, with a sign for the authors of the one above only where it is shown too.

    ``in_full`` are the same with all authors. Where works between two that are shown are left out, the authors are the
    same if they are so from each to the next, unless the sign may stand for some of them.
    """
    named = {entry.key: entry for entry in in_full}
    follows = False
    for entry in listed:
        is_named = entry == named[entry.key]
        if entry.key in shown:
            yield entry if follows else named[entry.key]
            follows = True
        else:
            follows = follows and not is_named and not style.substitutes_some_authors
