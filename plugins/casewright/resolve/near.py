"""Cases and sources that may be there already under another name: what speaks for it, so that a person can look."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process, utils

from casewright.model.case import Case
from casewright.model.ids import SourceKey
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.resolve.citations import citing_places
from casewright.resolve.linked import LinkedLibrary

MOST_COMPARED = 300
"""How many new cases are compared with all others; whoever adds more at once has another way to find doubles."""

_SAME, _ALIKE, _SAME_TITLE = 90.0, 75.0, 94.0
"""How alike titles are, of 100: as good as the same, and alike where the place is the same too; and of sources."""
_LEAST_SHARED = 2
Scorer = Callable[..., float]
_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Something new and something that may be the same, by their ids or keys, and what speaks for it."""

    new: str
    other: str
    reasons: tuple[str, ...]


def near_cases(linked: LinkedLibrary, new: Collection[str]) -> Iterator[Near]:
    """Yield the cases that may be the same as one of those with the ids ``new``; not those that they are tied to."""
    cases = linked.library.cases
    names = {case.id: utils.default_process(case.title) for case in cases}
    cited = {case.id: _cited(case) for case in cases}
    there: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        there[case.place].append(case.id)
    for case in [case for case in cases if case.id in new][:MOST_COMPARED]:
        tied = {tie.other.id for tie in linked.ties.get(case.id, ())} | {case.id}
        alike = _alike(names[case.id], names)
        within = _alike(names[case.id], {id_: names[id_] for id_ in there[case.place]}, scorer=fuzz.token_set_ratio)
        for other in cases:
            if other.id in tied or (other.id in new and other.id < case.id):
                continue
            score = max(alike.get(other.id, 0.0), within.get(other.id, 0.0))
            reasons = _reasons(case, other, score, len(cited[case.id] & cited[other.id]))
            if reasons:
                yield Near(new=case.id, other=other.id, reasons=reasons)


def _alike(name: str, names: Mapping[str, str], scorer: Scorer = fuzz.token_sort_ratio) -> dict[str, float]:
    """Return how alike a title is to others, by id. Of one place, a title within another one is alike too."""
    found = process.extract(name, names, scorer=scorer, limit=None, score_cutoff=_ALIKE)
    return {id_: score for _, score, id_ in found}


def _reasons(case: Case, other: Case, alike: float, shared: int) -> tuple[str, ...]:
    """Return what speaks for two cases being one; nothing where that is too little."""
    is_there, is_then = case.place == other.place, _overlap(_span(case), _span(other))
    if not (alike >= _SAME or (alike and is_there) or (is_there and is_then and shared >= _LEAST_SHARED)):
        return ()
    told = {
        f"titles alike ({alike:.0f} of 100)": bool(alike),
        "same place": is_there,
        "same time": is_then,
        f"shared sources: {shared}": bool(shared),
    }
    return tuple(words for words, holds in told.items() if holds)


def _cited(case: Case) -> frozenset[SourceKey]:
    return frozenset(item.key for place in citing_places(case) for item in place.citation.items)


def _span(case: Case) -> tuple[date, date]:
    return min(state.date.first for state in case.status), max(state.date.last for state in case.status)


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def near_sources(sources: Mapping[SourceKey, Source], new: Collection[SourceKey]) -> Iterator[Near]:
    """Yield the sources that may be the same work as one of those with the keys ``new``."""
    same: dict[tuple[str, str], list[SourceKey]] = defaultdict(list)
    years: dict[str, dict[SourceKey, str]] = defaultdict(dict)
    for key, source in sources.items():
        for name in _names(source):
            same[name].append(key)
        years[_year(source)][key] = utils.default_process(plain(str(source.item.get("title", ""))))
    for key in sorted(set(new) & sources.keys()):
        found: dict[SourceKey, list[str]] = defaultdict(list)
        for name in _names(sources[key]):
            for other in same[name]:
                found[other].append(f"same {name[0]}")
        titles = years[_year(sources[key])]
        if titles[key]:
            likely = process.extract(titles[key], titles, scorer=fuzz.ratio, limit=None, score_cutoff=_SAME_TITLE)
            for _, score, other in likely:
                found[other].append(f"titles alike ({score:.0f} of 100), same year")
        for other, reasons in sorted(found.items()):
            if other != key and not (other in new and other < key):
                yield Near(new=key, other=other, reasons=tuple(reasons))


def _names(source: Source) -> Iterator[tuple[str, str]]:
    """Yield what is the same only of one work: its DOI, its address on the web."""
    if doi := str(source.item.get("DOI", "")).casefold():
        yield "DOI", doi
    if url := _SCHEME.sub("", str(source.item.get("URL", ""))).rstrip("/"):
        yield "address", url


def _year(source: Source) -> str:
    parts = source.item.get("issued", {}).get("date-parts", [[""]])
    return str(parts[0][0]) if parts and parts[0] else ""
