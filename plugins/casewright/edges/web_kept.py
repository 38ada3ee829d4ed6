"""Answers kept from one check of the web to the next, each with its day. What could not be told is asked anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from casewright.cache import Cache, digest
from casewright.model.web import Answer, ArchivedCopy, State

ANSWERS, COPIES = "web-answers", "web-copies"
_STATES = {state.label: state for state in State if state not in (State.UNSURE, State.REFUSED)}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswers:
    """Answers in a cache, as long as they are not too old."""

    cache: Cache
    today: date
    age: int
    """So many days an answer is used."""

    def answer(self, address: str) -> Answer | None:
        """Return what became of an address when it was last asked, or None where it is to be asked."""
        row = self._row(ANSWERS, address)
        try:
            found = Answer(
                state=_STATES[row["state"]], says=str(row["says"]), day=_day(row), leads_to=str(row["leads_to"])
            )
        except (KeyError, TypeError, ValueError):
            return None
        return found if self._is_fresh(found.day) else None

    def put(self, address: str, answer: Answer) -> None:
        """Keep an answer, if it tells anything."""
        if answer.state.label in _STATES:
            row = {"state": answer.state.label, "says": answer.says, "leads_to": answer.leads_to}
            self.cache.put(ANSWERS, digest(address), {**row, "day": answer.day.isoformat()})

    def copy(self, address: str) -> tuple[bool, ArchivedCopy | None]:
        """Return whether an archive was asked for copies of an address, and the copy that it has."""
        row = self._row(COPIES, address)
        try:
            if not self._is_fresh(_day(row)):
                return False, None
            found = row["copy"]
            return True, ArchivedCopy(address=str(found["address"]), day=_day(found)) if found else None
        except (KeyError, TypeError, ValueError):
            return False, None

    def put_copy(self, address: str, copy: ArchivedCopy | None) -> None:
        """Keep what an archive said."""
        row = {"address": copy.address, "day": copy.day.isoformat()} if copy else None
        self.cache.put(COPIES, digest(address), {"day": self.today.isoformat(), "copy": row})

    def _row(self, kind: str, address: str) -> Any:
        return self.cache.get(kind, digest(address))

    def _is_fresh(self, day: date) -> bool:
        return 0 <= (self.today - day).days < self.age


def _day(row: Any) -> date:
    return date.fromisoformat(row["day"])
