"""The day that an edition of the casebook stands for, and what is old on that day.

An edition must be the same whenever it is built. So its day is the one that the builder names (SOURCE_DATE_EPOCH), else
the newest day written in the records, never the day of the clock.
"""

from __future__ import annotations

from datetime import date

from casewright.model.case import Case
from casewright.model.library import Library

MONTHS = 24
"""After how many months a status has to be verified again."""


def newest_day(library: Library) -> date | None:
    """Return the newest day on which a record was published, revised or verified; None for an empty casebook."""
    days = [record.last_change.last for record in library.records()]
    return max((*days, *(case.last_verified.last for case in library.cases)), default=None)


def is_stale(case: Case, day: date | None) -> bool:
    """Return whether more than 24 months lie between the last check of a case's status and the day of the edition."""
    if day is None:
        return False
    checked = case.last_verified.last
    return (day.year, day.month, day.day) > (checked.year + MONTHS // 12, checked.month, checked.day)
