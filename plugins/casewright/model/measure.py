"""What a unit measures: money, a physical quantity, a count, a share or a ratio."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Quantity(Enum):
    """The kinds of quantity that a claim can state."""

    MONEY = "currency"
    PHYSICAL = "physical"
    COUNT = "count"
    SHARE = "share"
    RATIO = "ratio"

    @property
    def has_code(self) -> bool:
        """Return whether a unit of this kind has a code in a list that others keep."""
        return self in (Quantity.MONEY, Quantity.PHYSICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A kind of quantity; of money the currency (ISO 4217), of a physical quantity the unit (CLDR)."""

    quantity: Quantity
    code: str = ""

    @property
    def is_money(self) -> bool:
        """Return whether it is money."""
        return self.quantity is Quantity.MONEY

    @property
    def is_count(self) -> bool:
        """Return whether it is a number of people or things."""
        return self.quantity is Quantity.COUNT


NO_CURRENCY = "XXX"
"""The code of ISO 4217 where no currency is known."""


def parse_measure(text: str | None) -> Measure | None:
    """Return what ``currency:USD``, ``physical:minute``, ``count`` and the like stand for; None where it is no form."""
    name, colon, code = (text or "").partition(":")
    found = next((item for item in Quantity if item.value == name), None)
    if found is None or found.has_code != bool(colon and code):
        return None
    return Measure(quantity=found, code=code) if found.has_code or not colon else None
