"""Terms as readers see them, and the texts that views say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casewright.memory import Same, remembered, steady
from casewright.model.measure import Measure
from casewright.model.vocabulary import Vocabulary
from casewright.read.words import Words, our_words
from casewright.resolve.units import UNITS, measure_of
from casewright.views.addresses import term_address

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term: its id, what it is called, what it means, and its page (or nothing)."""

    id: str
    label: str
    definition: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Looks terms up for views. A term that is not in its vocabulary is shown by its id; the gate has reported it."""

    vocabularies: Mapping[str, Vocabulary]
    words: Words = field(default_factory=our_words)
    """What the interface says."""

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of the catalogue with values in it."""
        return self.words.tell(key, **values)

    def view(self, vocabulary: str, term: str) -> TermView:
        """Return a term as readers see it."""
        known = self.vocabularies.get(vocabulary)
        found = known.get(term) if known else None
        if found is None:
            return TermView(id="-".join(_WORD.findall(term.lower())) or "unknown", label=term)
        address = term_address(vocabulary, term)
        return TermView(id=term, label=found.label, definition=found.definition, address=address)

    def views(self, vocabulary: str, terms: Iterable[str]) -> tuple[TermView, ...]:
        """Return several terms of one vocabulary as readers see them."""
        return tuple(self.view(vocabulary, term) for term in terms)

    def ids(self, vocabulary: str) -> tuple[str, ...]:
        """Return the ids of a vocabulary's terms, in its order."""
        known = self.vocabularies.get(vocabulary)
        return tuple(term.id for term in known.terms) if known else ()

    def active(self, vocabulary: str) -> tuple[str, ...]:
        """Return the ids of those terms of a vocabulary that are not deprecated, in its order."""
        known = self.vocabularies.get(vocabulary)
        return tuple(term.id for term in known.terms if not term.is_deprecated) if known else ()

    def place(self, term: str) -> str:
        """Return a place with the places around it: ``Denver, Colorado, United States``."""
        known = self.vocabularies.get("places")
        return ", ".join(item.label for item in known.lineage(term)) if known and known.get(term) else term

    def measure(self, unit: str) -> Measure | None:
        """Return what a unit measures, or None where its vocabulary does not say."""
        return measure_of(self.vocabularies.get(UNITS), unit)

    def title(self, vocabulary: str) -> str:
        """Return what readers see as the name of a vocabulary."""
        known = self.vocabularies.get(vocabulary)
        return known.title if known else vocabulary


def terms_of(vocabularies: Mapping[str, Vocabulary], words: Words | None = None) -> Terms:
    """Return the way to look terms up; the same one for the same vocabularies and texts, so that results are known."""
    return _terms(vocabularies, Same(steady("words", words or our_words())))


@remembered
def _terms(vocabularies: Mapping[str, Vocabulary], words: Same[Words]) -> Terms:
    return Terms(vocabularies, words.value)
