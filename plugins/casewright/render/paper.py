"""What people wrote as pieces of text for paper, with citations as a page prints them, and never as markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from markupsafe import escape

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, Cluster, Link, Prose
from casewright.render.cited import keys_html
from casewright.render.citeproc.result import NOTE, FormattedCluster, PageResult
from casewright.render.lookups import Around
from casewright.render.page import LATER
from casewright.render.prose import prose_html

_UNBROKEN = re.compile(r"[^\s\u200b/.?&=_-]{28}(?=\S)|[/.?&=_](?=[^\s/]{8})")
"""Behind what a line may end within a word."""
_STYLES = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "sup": "sup", "sub": "sub"}
Run = dict[str, str]
"""A piece of text: its letters, and its style (``em``, ``strong``, ``sup``, ``sub``) and address, if it has them."""


def printed_clusters(
    clusters: tuple[Cluster, ...], result: PageResult | None
) -> Mapping[Cluster, FormattedCluster | None]:
    """Return how a page prints each of its citations; of those that it has twice, as at the first place."""
    return dict(zip(reversed(clusters), reversed(result.clusters), strict=True)) if result else {}


def references_of(result: PageResult | None, around: Around) -> list[dict[str, Any]]:
    """Return the references of a page as they are printed; without an engine, the sources by their titles."""
    if result:
        return [{"key": entry.key, "label": entry.label, "runs": runs_of(entry.html)} for entry in result.references]
    return [
        {"key": key, "label": "", "runs": [{"text": f"{key}: {source.item.get('title', '')}"}]}
        for key, source in sorted(around.works.items())
    ]


@dataclass(slots=True, kw_only=True)
class PaperWriter:
    """Writes the statements of one sheet, with the citations as the page of the record prints them."""

    around: Around
    printed: Mapping[Cluster, FormattedCluster | None]
    notes: list[str] = field(default_factory=list)
    """The notes of a style that cites in notes."""
    withheld: frozenset[SourceKey] = frozenset()
    """Sources that the sheet must not name."""

    def statement(self, text: Prose | str, source: Citation | None, most: int) -> dict[str, Any]:
        """Return a statement: its text, cut where it is long, the keys that it cites, and whether it was cut.

        What was cut off may have held citations. They are put behind the rest, so that no statement loses its source.
        """
        if isinstance(text, str):
            found: tuple[Citation, ...] = ()
            runs, is_cut = [{"text": short(text, most)}] if text else [], len(text) > most
        else:
            is_cut = len(text.plain) > most
            found = text.citations
            runs = [{"text": short(text.plain, most)}] if is_cut else runs_of(str(prose_html(text, self)))
        behind = [*(found if is_cut else ()), *([source] if source else [])]
        for cluster in dict.fromkeys(citation.cluster for citation in behind):
            is_printed = (cluster[0], False) in self.printed
            html = self._cited((cluster[0], False) if is_printed else cluster)
            runs += [{"text": " "}, *runs_of(html)] if runs else runs_of(html)
        keys = {str(item.key) for citation in (*found, *behind) for item in citation.items}
        return {"runs": runs, "keys": sorted(keys), "cut": is_cut}

    def cite(self, citation: Citation) -> str:
        """Return a citation as the page prints it."""
        shown = tuple(item for item in citation.items if item.key not in self.withheld)
        return self._cited((shown, citation.is_in_text)) if shown else LATER

    def link(self, link: Link) -> str:
        """Return the words of a link: on paper, they lead nowhere."""
        target = self.around.targets.get(link.ref)
        title = self.around.titles[target] if target else link.ref.id
        return str(escape(link.words or title))

    def heading_id(self, slug: str) -> str:
        """Return an id for a heading; paper takes no text that has any."""
        return slug

    def _cited(self, cluster: Cluster) -> str:
        formatted = self.printed.get(cluster)
        if formatted is None:
            return keys_html(cluster, self.around.works)
        html = formatted.html
        for note in formatted.notes:
            self.notes.append(note)
            html = html.replace(NOTE, f'<span class="note">{len(self.notes) - 1}</span>', 1)
        return html


def runs_of(html: str) -> list[Run]:
    """Return the pieces of text of HTML."""
    reader = _Runs()
    reader.feed(html)
    reader.close()
    return reader.runs


class _Runs(HTMLParser):
    """Takes the pieces of text out of HTML that was written here or by the engine."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get("href") or ""
        kind = "note" if given.get("class") == "note" else _STYLES.get(tag, "")
        self._open.append((tag, kind, address if address.startswith(("https://", "http://")) else ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        kinds = [kind for _, kind, _ in self._open if kind]
        address = next((address for *_, address in reversed(self._open) if address), "")
        run = {"text": wrapped(data)} | ({"style": kinds[-1]} if kinds else {}) | ({"url": address} if address else {})
        self.runs.append(run)


def short(text: str, most: int) -> str:
    """Return a text that is no longer than ``most`` letters: it ends at the end of a word."""
    text = " ".join(text.split())
    if len(text) > most:
        text = text[:most].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return wrapped(text)


def wrapped(text: str) -> str:
    """Return a text in which a word as long as an address may go on in the next line."""
    return _UNBROKEN.sub("\\g<0>\u200b", text)
