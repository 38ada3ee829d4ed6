"""Sentences that cite, as they read on their pages: the marks in them give way to what the engine printed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape

from casewright.model.ids import SourceKey
from casewright.model.prose import CITATION_MARK, Cluster, citation_mark, marked_clusters
from casewright.read.citing_sentences import BETWEEN_CELLS
from casewright.read.without_citations import CUT, tidy
from casewright.render.cited import keys_html, missing_html
from casewright.render.citeproc.result import NOTE, FormattedCluster, PageResult
from casewright.render.styles import Style
from casewright.views.sources import CitingRecord, CitingSentence, SourcePageView

Labels = Mapping[str, str]
"""What is printed in the text for citations, as plain text, by their marks; in styles that number or cite in notes, by
the address of their page and the mark. A call of a note is nothing to print."""
_RAISED = re.compile(r"<sup>(.*?)</sup>")
_RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAG = re.compile(r"<[^>]*>")


def labels(
    printed: Iterable[tuple[tuple[Cluster, ...], PageResult | None]], sources: Mapping[SourceKey, object]
) -> Labels:
    """Return what pages print for their citations, from what each asked for and got; the first of several counts."""
    found: dict[Cluster, str] = {}
    failed: dict[Cluster, str] = {}
    for clusters, result in printed:
        for cluster, formatted in zip(clusters, result.clusters if result else [None] * len(clusters), strict=True):
            if cluster in found:
                continue
            (found if formatted else failed)[cluster] = _words(cluster, formatted, sources)
    return {citation_mark(cluster): words for cluster, words in (failed | found).items()}


def labels_of(
    pages: Iterable[tuple[str, tuple[Cluster, ...], PageResult | None]],
    sources: Mapping[SourceKey, object],
    style: Style,
) -> Labels:
    """Return what pages print for their citations in a style, from what each, by its address, asked for and got."""
    if style.has_numbers or style.cites_in_notes:
        return {
            f"{address}{mark}": words
            for address, clusters, result in pages
            for mark, words in labels(_in_words(clusters, result, style), sources).items()
        }
    return labels(((clusters, result) for _, clusters, result in pages), sources) if style.has_labels else {}


def as_printed(text: str, sentence: str, known: Labels, page: str = "") -> str:
    """Return a sentence of the page at an address with what is printed in the places of its marks.

    Where that is not known of any, it is the ``sentence`` without citations; in the row of a table, which has none,
    nothing is put in their places. Between others, a citation that is none in words leaves no trace.
    """
    by_mark = {}
    for mark in CITATION_MARK.finditer(text):
        words = known.get(mark[0])
        by_mark[mark[0]] = known.get(f"{page}{mark[0]}") if words is None and page else words
    if text and None not in by_mark.values():
        return " ".join(CITATION_MARK.sub(lambda mark: by_mark[mark[0]] or "", text).split())
    if sentence and not any(by_mark.values()):
        return sentence
    left = CITATION_MARK.sub(lambda mark: by_mark[mark[0]] or ("…" if mark["in_text"] else CUT), text)
    return tidy(left).strip(BETWEEN_CELLS)


def with_labels(view: SourcePageView, known: Labels) -> SourcePageView:
    """Return what the page of a source shows, with its citing sentences as printed, each once for a record."""
    return replace(view, cited_in=tuple(_with_labels(record, known) for record in view.cited_in))


def clusters_in(view: SourcePageView) -> tuple[Cluster, ...]:
    """Return the citations in the citing sentences of a source's page, each once."""
    texts = (item.as_printed for record in view.cited_in for item in record.sentences)
    return tuple(dict.fromkeys(cluster for text in texts for cluster in marked_clusters(text)))


def _with_labels(record: CitingRecord, known: Labels) -> CitingRecord:
    found: dict[str, CitingSentence] = {}
    for item in record.sentences:
        text = as_printed(item.as_printed, item.sentence, known, record.record.address)
        found.setdefault(text, replace(item, sentence=text))
    return replace(record, sentences=tuple(found.values()))


def _in_words(
    clusters: tuple[Cluster, ...], result: PageResult | None, style: Style
) -> Iterator[tuple[tuple[Cluster, ...], PageResult | None]]:
    """Yield what a page asked for and got; of a style that cites in notes, what is in words wherever it stands there.

    That is an author in the text, and what stands in footnotes of the author's.
    """
    if not result or not style.cites_in_notes:
        yield clusters, result
        return
    got = list(zip(clusters, result.clusters, strict=True))
    calls = {cluster for cluster, one in got if one is None or one.is_only_note}
    kept = [(cluster, one) for cluster, one in got if cluster not in calls]
    yield tuple(cluster for cluster, _ in kept), replace(result, clusters=tuple(one for _, one in kept))


def _words(cluster: Cluster, formatted: FormattedCluster | None, sources: Mapping[SourceKey, object]) -> str:
    html = (
        formatted.html.replace(NOTE, "") + missing_html(cluster, sources) if formatted else keys_html(cluster, sources)
    )
    raised = _RAISED.sub(lambda found: _TAG.sub("", found[1]).translate(_RAISE), html)
    return unescape(_TAG.sub("", raised))
