"""What a brief says → plain values for its template. Whatever people wrote is in strings, and never in the template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import segno
from markupsafe import escape

from casewright.model.ids import SourceKey
from casewright.model.prose import Citation, Cluster, Link, Prose
from casewright.render.cited import keys_html
from casewright.render.citeproc.result import NOTE, FormattedCluster, PageResult
from casewright.render.lookups import Around
from casewright.render.page import Publication
from casewright.render.prose import prose_html
from casewright.views.brief import BriefItem, BriefSection, BriefView, ranks

MOST_LETTERS, MOST_OF_FACT, MOST_OF_LEAD, MOST_OF_HEAD = 260, 150, 700, 160
"""How long a statement, a fact, the summary and a head may be; longer ones end in ``…``."""
_UNBROKEN = re.compile(r"[^\s\u200b/.?&=_-]{28}(?=\S)|[/.?&=_](?=[^\s/]{8})")
"""Behind what a line may end within a word."""
_STYLES = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "sup": "sup", "sub": "sub"}
Run = dict[str, str]
"""A piece of text: its letters, and its style (``em``, ``strong``, ``sup``, ``sub``) and address, if it has them."""


def brief_values(
    view: BriefView,
    *,
    address: str,
    publication: Publication,
    around: Around,
    clusters: tuple[Cluster, ...],
    result: PageResult | None,
) -> dict[str, Any]:
    """Return what the template prints. ``clusters`` and ``result`` are what the page of the record cites, and how.

    What the brief looks up is ``around`` it.
    """
    printed = dict(zip(reversed(clusters), reversed(result.clusters), strict=True)) if result else {}
    writer = _Writer(around=around, printed=printed)
    lead = writer.statement(view.lead, None, MOST_OF_LEAD)
    sections = [
        _section(section, own, writer) for section, own in zip(view.sections, ranks(view.sections), strict=True)
    ]
    public = publication.cited(address)
    return {
        "site": _wrapped(publication.name),
        "kind": view.kind,
        "kicker": _short(view.kicker, MOST_OF_HEAD),
        "title": _short(view.title, MOST_OF_HEAD),
        "status": _wrapped(view.status),
        "lead": lead,
        "outcome": _outcome(view.outcome, writer),
        "warnings": [_wrapped(warning) for warning in view.warnings],
        "sections": sections,
        "references": _references(result, around),
        "notes": [_runs(note) for note in writer.notes],
        "dates": view.dates,
        "address": public,
        "qr": segno.make_qr(public, error="m").svg_inline(border=0) if public else "",
        "items": sum(len(section.items) for section in view.sections),
    }


def _outcome(item: BriefItem | None, writer: _Writer) -> dict[str, Any] | None:
    return {"head": item.head, "said": writer.statement(item.text, item.source, MOST_OF_LEAD)} if item else None


def _section(section: BriefSection, own: tuple[int, ...], writer: _Writer) -> dict[str, Any]:
    most = MOST_OF_FACT if section.is_facts and section.one == "fact" else MOST_LETTERS
    return {
        "title": section.title,
        "one": section.one,
        "many": section.many,
        "total": section.total,
        "empty": section.empty,
        "note": section.note,
        "kind": "facts" if section.is_facts else "figures" if section.one == "figure" else "statements",
        "items": [_item(item, rank, writer, most) for item, rank in zip(section.items, own, strict=True)],
    }


def _item(item: BriefItem, rank: int, writer: _Writer, most: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "sign": item.sign,
        "word": item.word,
        "head": _short(item.head, MOST_OF_HEAD),
        "meta": _wrapped(item.meta),
        "said": writer.statement(item.text, item.source, most),
    }


def _references(result: PageResult | None, around: Around) -> list[dict[str, Any]]:
    if result:
        return [{"key": entry.key, "label": entry.label, "runs": _runs(entry.html)} for entry in result.references]
    return [
        {"key": key, "label": "", "runs": [{"text": f"{key}: {source.item.get('title', '')}"}]}
        for key, source in sorted(around.works.items())
    ]


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Writes the statements of one brief, with the citations as the page of the record prints them."""

    around: Around
    printed: Mapping[Cluster, FormattedCluster | None]
    notes: list[str] = field(default_factory=list)
    """The notes of a style that cites in notes."""
    keys: list[SourceKey] = field(default_factory=list)

    def statement(self, text: Prose | str, source: Citation | None, most: int) -> dict[str, Any]:
        """Return a statement: its text, cut where it is long, the keys that it cites, and whether it was cut.

        What was cut off may have held citations. They are put behind the rest, so that no statement loses its source.
        """
        if isinstance(text, str):
            found: tuple[Citation, ...] = ()
            runs, is_cut = [{"text": _short(text, most)}] if text else [], len(text) > most
        else:
            is_cut = len(text.plain) > most
            found = text.citations
            runs = [{"text": _short(text.plain, most)}] if is_cut else _runs(str(prose_html(text, self)))
        behind = [*(found if is_cut else ()), *([source] if source else [])]
        for cluster in dict.fromkeys(citation.cluster for citation in behind):
            html = self._cited((cluster[0], False)) if (cluster[0], False) in self.printed else self._cited(cluster)
            runs += [{"text": " "}, *_runs(html)] if runs else _runs(html)
        keys = {str(item.key) for citation in (*found, *behind) for item in citation.items}
        return {"runs": runs, "keys": sorted(keys), "cut": is_cut}

    def cite(self, citation: Citation) -> str:
        """Return a citation as the page prints it."""
        return self._cited(citation.cluster)

    def link(self, link: Link) -> str:
        """Return the words of a link: on paper, they lead nowhere."""
        target = self.around.targets.get(link.ref)
        title = self.around.titles[target] if target else link.ref.id
        return str(escape(link.words or title))

    def heading_id(self, slug: str) -> str:
        """Return an id for a heading; a brief takes no text that has any."""
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


def _runs(html: str) -> list[Run]:
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
        run = {"text": _wrapped(data)} | ({"style": kinds[-1]} if kinds else {}) | ({"url": address} if address else {})
        self.runs.append(run)


def _short(text: str, most: int) -> str:
    """Return a text that is no longer than ``most`` letters: it ends at the end of a word."""
    text = " ".join(text.split())
    if len(text) > most:
        text = text[:most].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return _wrapped(text)


def _wrapped(text: str) -> str:
    """Return a text in which a word as long as an address may go on in the next line."""
    return _UNBROKEN.sub("\\g<0>\u200b", text)
