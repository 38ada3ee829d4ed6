"""The data API: one JSON file per record, an index, tables of cases and of claims. Everything in a fixed order.

Lists of all records and all claims go on in further files where they are long; tables (CSV) are whole.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casewright.export.claims import COLUMNS, claim_row, claim_values
from casewright.export.json_text import json_text
from casewright.export.values import record_values
from casewright.model.case import Case
from casewright.model.ids import Kind, Ref
from casewright.model.record import Record
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.model.thesis import Thesis
from casewright.resolve.evidence import Reckoning
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import API, record_address, source_address

SCHEMA_VERSION = "1.0"
"""Grows by 0.1 when a field is added, by 1 when one changes its meaning or goes away."""

MOST_LISTED = 200
"""How many items of a list stand in one file; ``next`` names the file with those that follow."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_COLUMNS = (
    "id", "title", "summary", "place", "level", "organisations", "policy_areas", "innovation_types", "methods",
    "sourcing", "governance_model", "it_role", "technology_role", "status", "status_date", "first_state_date",
    "last_verified", "claims", "bearings", "published", "revised", "address",
)  # fmt: skip


def api_files(linked: LinkedLibrary, *, site_address: str = "") -> Iterator[tuple[str, str]]:
    """Yield (address, text) of every file of the data API."""
    library = linked.library
    for record in library.records():
        yield f"{API}{record.kind.folder}/{record.id}.json", _json(_record(record, linked, site_address))
    for source in library.sources.values():
        address = source_address(source.key)
        yield f"{API}{address.rstrip('/')}.json", _json(_source(source, linked))
    yield from _index_files(linked, site_address)
    yield f"{API}cases.csv", _csv(_COLUMNS, (_case_row(case, site_address) for case in library.cases))
    claims = list(claim_values(linked, site_address))
    for address, page in _list_files("claims", claims, "claims.json"):
        yield f"{API}{address}", _json(page)
    yield f"{API}claims.csv", _csv(COLUMNS, map(claim_row, claims))


def _record(record: Record, linked: LinkedLibrary, site_address: str) -> dict[str, Any]:
    values = {"schema_version": SCHEMA_VERSION, **record_values(record)}
    values["address"] = f"{site_address}{record_address(record.ref)}"
    values["mentioned_in"] = [
        str(ref) for ref in dict.fromkeys(item.by for item in linked.mentions.get(record.ref, ()))
    ]
    if isinstance(record, Case):
        values["disagreements"] = [
            {"claims": [claim.id for claim in item.claims], "conflict": item.conflict.value}
            for item in linked.disagreements.get(record.id, ())
        ]
    evidence = linked.evidence.get(record.id) if record.kind.value == "lesson" else None
    if evidence:
        values["balance"] = {
            "verdict": evidence.balance.verdict.words,
            "cases": evidence.balance.cases,
            "open_cases": evidence.balance.open_cases,
            "weights": {stance: int(weight) for stance, weight in evidence.balance.weights.items()},
        }
        values["evidence"] = [_reckoned(item) for item in evidence.reckonings]
    if isinstance(record, Thesis):
        values["evidence"] = list(_thesis_evidence(record, linked))
    return values


def _reckoned(item: Reckoning) -> dict[str, Any]:
    """Return a bearing with what it adds to the sum; one that a source ties to another adds 0, and says to which."""
    witness = item.witness
    values: dict[str, Any] = {
        "case": witness.case.id,
        "bearing": witness.index + 1,
        "stance": witness.bearing.stance,
        "strength": witness.bearing.strength,
        "weight": int(item.weight) if item.counts else 0,
    }
    if not item.counts:
        values["merged_into"] = [
            {"case": rival.case.id, "bearing": rival.index + 1, "shared_sources": list(keys)}
            for rival, keys in item.rivals
        ]
        values["reason"] = "shares a source with a bearing of the same stance that counts; one source counts once"
    return values


def _thesis_evidence(thesis: Thesis, linked: LinkedLibrary) -> Iterator[dict[str, Any]]:
    """Yield for each lesson of each claim what the casebook's evidence says about the lesson."""
    for claim in thesis.claims:
        for tie in claim.lessons:
            target = linked.targets.get(Ref(Kind.LESSON.value, tie.lesson))
            if target and target.id in linked.evidence:
                verdict = linked.evidence[target.id].balance.verdict.words
                yield {"claim": claim.id, "lesson": target.id, "tie": tie.tie, "verdict": verdict}


def _source(source: Source, linked: LinkedLibrary) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "source",
        "key": source.key,
        "type": source.type,
        **{role: [_name(name) for name in source.item[role]] for role in ("author", "editor") if role in source.item},
        "fields": dict(sorted(source.fields.items())),
        "read": source.read,
        "cited_in": [str(ref) for ref in dict.fromkeys(place.record for place in linked.citing.get(source.key, ()))],
    }


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return plain(name["literal"])
    particle = name.get("non-dropping-particle", name.get("dropping-particle", ""))
    family = f"{particle} {name.get('family', '')}".strip()
    return plain(", ".join(part for part in (family, name.get("given", "")) if part))


def _index_files(linked: LinkedLibrary, site_address: str) -> Iterator[tuple[str, str]]:
    """Yield the index, which has the first of each kind, and how many there are, and the files with the others."""
    lists: dict[str, list[dict[str, str]]] = {kind.folder: [] for kind in Kind}
    for record in linked.library.records():
        lists[record.kind.folder].append(
            {
                "id": record.id,
                "title": record.title,
                "data": f"{record.kind.folder}/{record.id}.json",
                "address": f"{site_address}{record_address(record.ref)}",
                "last_change": str(record.last_change),
            }
        )
    lists["sources"] = [
        {"key": key, "data": f"{source_address(key).rstrip('/')}.json"} for key in linked.library.sources
    ]
    index: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "totals": {}, "next": {}}
    for name, items in lists.items():
        for address, page in _list_files(name, items, "index.json"):
            if address != "index.json":
                yield f"{API}{address}", _json(page)
                continue
            index[name] = page[name]
            index["totals"][name] = page["total"]
            index["next"] |= {name: page["next"]} if "next" in page else {}
    yield f"{API}index.json", _json(index)


def _list_files(name: str, items: Sequence[Any], first: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (address, values) of each file of a list, the first at ``first``; addresses are relative to the API."""
    count = max(1, -(-len(items) // MOST_LISTED))
    addresses = [first, *(f"{name}/page/{number}.json" for number in range(2, count + 1))]
    for index, address in enumerate(addresses):
        values = {
            "schema_version": SCHEMA_VERSION,
            "total": len(items),
            name: items[index * MOST_LISTED : (index + 1) * MOST_LISTED],
        }
        yield address, values | ({"next": addresses[index + 1]} if index + 1 < count else {})


def _json(values: Any) -> str:  # noqa: ANN401 - nested plain values
    return json_text(values) + "\n"


def _case_row(case: Case, site_address: str) -> tuple[str, ...]:
    """Return a case as a row; lists are joined by ``;``."""
    return (
        case.id, case.title, case.summary.plain, case.place, case.level, ";".join(case.organisations),
        ";".join(case.policy_areas), ";".join(case.innovation_types), ";".join(case.methods), case.sourcing,
        case.governance.model, case.governance.it_role, case.technology.role, case.state.state,
        str(case.state.date), str(case.states[0].date), str(case.last_verified), str(len(case.claims)),
        str(len(case.bearings)), str(case.published), str(case.revised or ""),
        f"{site_address}{record_address(case.ref)}",
    )  # fmt: skip


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; text that a spreadsheet would run is quoted (OWASP), numbers below nought are not."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow(
            [f"'{cell}" if cell.startswith(_DANGEROUS) and not _NUMBER.match(cell) else cell for cell in row]
        )
    return out.getvalue()
