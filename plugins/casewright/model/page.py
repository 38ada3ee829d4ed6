"""A page that somebody wrote by hand beside the records: what it is called, where it is, what it cites."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.model.ids import Ref
from casewright.model.prose import Citation

PAGE = "page"
"""The word for such a page where records have that for their kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """A hand-written page of the site; its address is relative to the root, and empty for the page at the root."""

    title: str
    address: str
    citations: tuple[Citation, ...] = ()
    """In the order of the page, each with its id there and its sentence."""

    @property
    def ref(self) -> Ref:
        """Return the page's identity among everything that cites: ``page:about``."""
        return Ref(PAGE, self.address.strip("/") or "index")
