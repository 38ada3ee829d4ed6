"""The revision of a case: a value that changes when what a class works with changes, and not with every mended comma.

It counts what is claimed, how lessons bear, the dated states, the date and sources of the outcome, and the words of the
decision. Notes, reasons and the text of the case do not count: where they change what is known, one of these changes
too.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from casewright.memory import remembered
from casewright.model.case import Bearing, Case, Claim, Decision, State
from casewright.model.prose import Citation, Prose

_LENGTH = 11
_WORD = re.compile(r"\w+")


@remembered
def revision_of(case: Case) -> str:
    """Return the revision of a case, which has to be whole: ``r`` and eleven hexadecimal digits, no number in YAML."""
    told = [
        _sorted(_claim(claim) for claim in case.claims),
        _sorted(_bearing(bearing) for bearing in case.bearings),
        [_state(state) for state in case.status],
        [str(case.outcome.date), _keys(case.outcome.source)] if case.outcome else [],
        _decision(case.decision) if case.decision else [],
    ]
    return "r" + hashlib.sha256(json.dumps(told).encode()).hexdigest()[:_LENGTH]


def _claim(claim: Claim) -> list[Any]:
    before = claim.baseline
    return [
        *(claim.indicator, claim.subject, f"{claim.value.normalize():f}", claim.qualifier, claim.unit, str(claim.date)),
        *(bool(claim.cumulative), claim.projection, claim.reported_by, claim.evidence, bool(claim.about_others)),
        bool(claim.due_not_known),
        [f"{before.value.normalize():f}", before.unit, str(before.date)] if before else [],
        _keys(claim.source),
    ]


def _bearing(bearing: Bearing) -> list[Any]:
    about = [bool(bearing.about_others), bearing.led_by, bearing.level]
    return [bearing.lesson, bearing.stance, bearing.strength, *about, _keys(bearing.source)]


def _state(state: State) -> list[Any]:
    return [state.state, state.part, str(state.date), state.successor, _keys(state.source)]


def _decision(decision: Decision) -> list[Any]:
    texts = (decision.seat, *decision.situation, decision.question, *decision.options, *decision.epilogue)
    return [str(decision.date), _words(decision.title), *map(_words, texts)]


def _words(text: Prose | str) -> list[str]:
    written = text if isinstance(text, str) else text.text
    return [word.casefold() for word in _WORD.findall(written)]


def _keys(citation: Citation) -> list[str]:
    return sorted({str(item.key) for item in citation.items})


def _sorted(rows: Any) -> list[list[Any]]:  # noqa: ANN401 - lists of plain values
    return sorted(rows, key=json.dumps)
