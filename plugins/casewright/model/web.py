"""Addresses on the web that a casebook leads to: where they are written, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from urllib.parse import urldefrag

from casewright.problems import Location


class Use(Enum):
    """What an address is written for."""

    SOURCE = "source"
    COPY = "archived copy"
    TEXT = "text"


class State(Enum):
    """What became of an address. The value is (name, heading)."""

    ALIVE = ("alive", "Answers")
    MOVED = ("moved", "Moved for good")
    GONE = ("gone", "Leads nowhere")
    SEEMS_GONE = ("seems-gone", "Seems to be gone, though the server does not say so")
    UNSURE = ("unsure", "Could not be told")
    REFUSED = ("refused", "Not asked: a private network, or no address")

    @property
    def label(self) -> str:
        """Return the word by which files know the state."""
        label: str = self.value[0]
        return label

    @property
    def title(self) -> str:
        """Return the heading above addresses of this state."""
        title: str = self.value[1]
        return title


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAddress:
    """One place in the casebook in which an address stands."""

    address: str
    of: str
    """The key of the source, the id of the record, or the file of the hand-written page."""
    use: Use = Use.TEXT
    copy: str = ""
    """The address of the archived copy of the same source."""
    read_on: str = ""
    """The day on which the source was read: ``2026-11-23``, if it is known so exactly."""
    where: Location = field(compare=False, default=Location(""))

    @property
    def page(self) -> str:
        """Return the address of the whole page, without the spot in it."""
        return urldefrag(self.address).url

    @property
    def copy_page(self) -> str:
        """Return the same of the archived copy."""
        return urldefrag(self.copy).url


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of an address when it was asked."""

    state: State
    says: str
    """What was answered, as part of a sentence: ``404 Not Found``."""
    day: date
    leads_to: str = ""
    """The address to which it has moved for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCopy:
    """A copy that a web archive has of a page."""

    address: str
    day: date
