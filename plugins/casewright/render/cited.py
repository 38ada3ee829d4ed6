"""A page's citations: marks in a draft, and what is put in their places once the engine has seen them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from casewright.model.ids import SourceKey
from casewright.model.prose import CitedItem, Cluster
from casewright.render.citeproc.result import NOTE, FormattedCluster, PageResult
from casewright.views.addresses import source_name

_MARK = re.compile("(?P<space>\\s*)\ue002(?P<index>[0-9]{1,6})\ue003(?P<stop>[.,;:!?]*)")
REFERENCES = "\ue004"
"""Stands in a draft where the notes and the reference list go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation on a page, and its id there (nothing where the sources do not lead to it)."""

    cluster: Cluster
    anchor: str = ""


@dataclass(slots=True)
class Citations:
    """The citations of a page in the order in which it prints them."""

    found: list[Cited] = field(default_factory=list)

    def mark(self, cluster: Cluster, anchor: str = "") -> str:
        """Note a citation and return what stands for it in the draft."""
        self.found.append(Cited(cluster=cluster, anchor=anchor))
        return f"\ue002{len(self.found) - 1}\ue003"

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """Return what is to be formatted."""
        return tuple(cited.cluster for cited in self.found)

    def places(self) -> Mapping[SourceKey, tuple[str, ...]]:
        """Return for each source the ids of the places of this page that cite it, in the order of the page."""
        found: dict[SourceKey, list[str]] = {}
        for cited in self.found:
            if cited.anchor:
                for key in dict.fromkeys(item.key for item in cited.cluster[0]):
                    found.setdefault(key, []).append(cited.anchor)
        return {key: tuple(anchors) for key, anchors in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote made by a style that cites in notes: its number on the page and its HTML."""

    number: int
    html: Markup


def fill(
    draft: str,
    found: Citations,
    result: PageResult | None,
    sources: Mapping[SourceKey, object],
    reference_list: Callable[[tuple[Note, ...]], str],
) -> str:
    """Return a page with its citations, notes and references in their places.

    Where the engine failed, the keys stand for the citation; a key that is in no bibliography stands behind the rest of
    its citation. A note is called behind the punctuation that follows it, without a space.
    """
    notes: list[Note] = []

    def one(mark: re.Match[str]) -> str:
        index = int(mark["index"])
        if index >= len(found.found):
            return mark[0]
        cited = found.found[index]
        formatted = result.clusters[index] if result else None
        html = (
            _with_calls(formatted, notes) + _missing(cited.cluster, sources)
            if formatted
            else keys_html(cited.cluster, sources)
        )
        anchored = f'<span id="{cited.anchor}" class="cw-cite">{html}</span>' if cited.anchor else html
        is_only_note = formatted is not None and formatted.notes and not _has_text(formatted.html)
        return f"{mark['stop']}{anchored}" if is_only_note else f"{mark['space']}{anchored}{mark['stop']}"

    filled = _MARK.sub(one, draft) if found.found else draft
    return filled.replace(REFERENCES, reference_list(tuple(notes)), 1) if REFERENCES in filled else filled


def keys_html(cluster: Cluster, sources: Mapping[SourceKey, object]) -> str:
    """Return a citation that could not be formatted: its keys, marked where nobody knows them.

    A name in the text, such as ``@nobody``, stays as it is written: it may have been meant for something else.
    """
    items, is_in_text = cluster
    if is_in_text and len(items) == 1:
        return f"@{next(_keys(items, sources))}"
    return f"({'; '.join(_keys(items, sources))})"


def _missing(cluster: Cluster, sources: Mapping[SourceKey, object]) -> str:
    missing = tuple(item for item in cluster[0] if item.key not in sources)
    return f" {keys_html((missing, False), sources)}" if missing else ""


def _keys(items: tuple[CitedItem, ...], sources: Mapping[SourceKey, object]) -> Iterator[str]:
    for item in items:
        if item.key in sources:
            yield f'<a href="#ref-{source_name(item.key)}">{escape(item.key)}</a>'
        else:
            yield f'<span class="cw-missing">{escape(item.key)}</span>'


def _with_calls(formatted: FormattedCluster, notes: list[Note]) -> str:
    html = formatted.html
    for note in formatted.notes:
        number = len(notes) + 1
        notes.append(Note(number=number, html=Markup(note)))  # noqa: S704 - written by the engine, which escapes
        link = f'<a class="cw-noteref" role="doc-noteref" href="#note-{number}">{number}</a>'
        html = html.replace(NOTE, f'<sup id="noteref-{number}">{link}</sup>', 1)
    return html


def _has_text(html: str) -> bool:
    return bool(re.sub(r"<[^>]*>|\s", "", html).replace(NOTE, ""))
