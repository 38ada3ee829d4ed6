"""What comes back from the engine: citations and references as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from casewright.model.ids import SourceKey

NOTE = "\ue001"
"""Stands in the HTML of a citation where a note is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedCluster:
    """A citation as printed; ``notes`` are its footnotes, called where NOTE stands in ``html``."""

    html: str
    notes: tuple[str, ...] = ()

    @property
    def is_only_note(self) -> bool:
        """Return whether nothing of it stands in the text."""
        return bool(self.notes) and not _has_text(self.html.replace(NOTE, ""))

    def before_call(self, stop: str) -> FormattedCluster | None:
        """Return it with punctuation between its words and its note (``Doe,3``); None where they are not so."""
        words, note, end = self.html.rpartition(NOTE)
        if not stop or not note or not _has_text(words.replace(NOTE, "")) or _has_text(end):
            return None
        return replace(self, html=f"{words}{stop}{note}{end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedReference:
    """An entry of a reference list; ``label`` is what numeric styles put before it, such as ``[1]``."""

    key: SourceKey
    html: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """A page's citations in the order of the request, and its references in that of the style.

    Keys that are in no bibliography are left out, and a citation of nothing else is None: the gate reports them.
    """

    clusters: tuple[FormattedCluster | None, ...] = ()
    references: tuple[FormattedReference, ...] = ()


def to_values(result: PageResult) -> list[Any]:
    """Return a result as plain values, to be kept."""
    return [
        [[cluster.html, *cluster.notes] for cluster in result.clusters if cluster],
        [[entry.key, entry.html, entry.label] for entry in result.references],
    ]


def from_values(values: Any) -> PageResult | None:  # noqa: ANN401 - plain values
    """Return the result that was kept as these values, or None where they are not one."""
    try:
        clusters, references = values
        return PageResult(
            clusters=tuple(FormattedCluster(html=html, notes=tuple(notes)) for html, *notes in clusters),
            references=tuple(
                FormattedReference(key=SourceKey(key), html=html, label=label) for key, html, label in references
            ),
        )
    except (TypeError, ValueError):
        return None


def _has_text(html: str) -> bool:
    return bool(re.sub(r"<[^>]*>|\s", "", html))
