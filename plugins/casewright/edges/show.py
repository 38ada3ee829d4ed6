"""One record or source in the terminal: what it is, what it links to, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from casewright.model.case import Case
from casewright.model.ids import Ref, SourceKey
from casewright.model.lesson import Lesson
from casewright.model.module import Module
from casewright.model.record import Record
from casewright.model.rich_text import plain
from casewright.model.thesis import Thesis
from casewright.problems import Problem
from casewright.read.markdown import parse_ref
from casewright.resolve.citations import citing_places
from casewright.resolve.linked import LinkedLibrary
from casewright.resolve.links import texts
from casewright.views.addresses import record_address, source_address
from casewright.views.shared import taught_in


def show_text(id_: str, linked: LinkedLibrary, problems: tuple[Problem, ...]) -> str | None:
    """Return what the terminal shows of a record or source, or None where there is none of that id."""
    ref = _find(id_, linked)
    if ref:
        return "\n".join(_record(linked.records[ref], linked, problems))
    key = SourceKey(id_.removeprefix("@"))
    return "\n".join(_source(key, linked)) if key in linked.library.sources else None


def _find(id_: str, linked: LinkedLibrary) -> Ref | None:
    ref = parse_ref(id_)
    if ref and ref in linked.targets:
        return linked.targets[ref]
    return next((present for former, present in linked.targets.items() if former.id == id_), None)


def _record(record: Record, linked: LinkedLibrary, problems: tuple[Problem, ...]) -> Iterator[str]:
    yield f"{record.title}"
    yield f"  {record.ref.kind} {record.id} · {record.file} · /{record_address(record.ref)}"
    if isinstance(record, Case):
        yield f"  led by: {record.governance.model} · {record.state.state} {record.state.date}"
        yield from _list(
            "bears on", (f"lesson:{item.lesson} ({item.stance}, {item.strength})" for item in record.bearings)
        )
        yield from _list(
            "ties",
            (f"{tie.relation.type} {tie.other.id}" for tie in linked.ties.get(record.id, ()) if not tie.is_reverse),
        )
        yield from _list(
            "tied to by",
            (f"{tie.other.id} ({tie.relation.type})" for tie in linked.ties.get(record.id, ()) if tie.is_reverse),
        )
    if isinstance(record, Lesson):
        evidence = linked.evidence[record.id]
        yield f"  balance: {evidence.balance.verdict.words}"
        yield from _list(
            "evidence",
            (f"{item.case.id} {item.bearing.stance} ({item.bearing.strength})" for item in evidence.witnesses),
        )
        yield from _list(
            "research, not counted",
            (f"{item.stance} ({', '.join(cited.key for cited in item.source.items)})" for item in evidence.research),
        )
    if isinstance(record, Module):
        yield from _list("uses", (use.case for use in record.cases))
        yield from _list("discusses", (f"lesson:{lesson}" for lesson in record.lessons))
    if isinstance(record, Thesis):
        ties = [(claim.id, tie) for claim in record.claims for tie in claim.lessons]
        yield from _list("claims", (f"{id_}: lesson:{tie.lesson} {tie.tie} it" for id_, tie in ties))
    yield from _list("taught in", (str(link.ref) for link in taught_in(linked, record.ref)))
    yield from _list(
        "links to", dict.fromkeys(str(link.ref) for _, prose in texts(record) for link in prose.links if link.ref.kind)
    )
    yield from _list("mentioned in", dict.fromkeys(str(item.by) for item in linked.mentions.get(record.ref, ())))
    keys = {item.key for place in citing_places(record) for item in place.citation.items}
    yield from _list("cites", sorted(keys))
    found = [problem for problem in problems if problem.where.path == record.file]
    yield from _list(
        "problems", (f"{item.where} {item.code.number} {item.message}" for item in found if not item.ignored)
    )
    yield from _list(
        "ignored", (f"{item.code.number} {item.message}: {item.ignored}" for item in found if item.ignored)
    )


def _source(key: SourceKey, linked: LinkedLibrary) -> Iterator[str]:
    source = linked.library.sources[key]
    yield plain(source.item.get("title", key))
    yield f"  source {key} · {source.where} · read: {source.read or 'not said'} · /{source_address(key)}"
    yield from _list("cited in", dict.fromkeys(str(place.record) for place in linked.citing.get(key, ())))


def _list(title: str, items: Iterator[str] | dict[str, None] | list[str]) -> Iterator[str]:
    lines = list(items)
    if lines:
        yield f"  {title}:"
        yield from (f"    {line}" for line in lines)
