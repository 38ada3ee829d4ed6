"""A made-up casebook of any size, before it is written for one engine or another.

Every record has a generator of random numbers of its own, seeded by the seed and the record: record 7 is the same
whatever comes before it. Its texts are Markdown with ``[[links]]`` and ``[@citations]`` as Casewright writes them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from words import LANDS, MANNERS, PEOPLE, THINGS, TOWNS, phrase, sentence, sentences
from works import entry

SOURCES_PER_CASE = 2
LOCATORS = 0.33
"""Share of citations that name a page."""
HEADINGS = ("What happened", "How it worked", "What changed, and who says so", "Limits and criticism",
            "What it means elsewhere")  # fmt: skip
_PLACES_PER_LAND = 40
_CASES_PER_PLACE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every engine shows of a record: its id, folder, title, summary and text."""

    id: str
    folder: str
    title: str
    summary: str
    body: str

    @property
    def address(self) -> str:
        """Return where it is published."""
        return f"{self.folder}/{self.id}/"


@dataclass(frozen=True)
class Corpus:
    """So many cases, and the lessons, modules, texts and sources that a casebook of that size has."""

    cases: int
    seed: int = 1
    has_citations: bool = True

    def chance(self, *of: object) -> random.Random:
        """Return the random numbers of one thing."""
        return random.Random("/".join(str(part) for part in (self.seed, *of)))

    @cached_property
    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of all cases: a thing, a town and a number."""
        return tuple(self._case_id(number) for number in range(1, self.cases + 1))

    @cached_property
    def lesson_ids(self) -> tuple[str, ...]:
        """Return the ids of all lessons; a casebook has some from the start and then one for every 50 cases."""
        return tuple(f"lesson-{number:03}" for number in range(1, 9 + self.cases // 50))

    @cached_property
    def module_ids(self) -> tuple[str, ...]:
        """Return the ids of all modules."""
        return tuple(f"module-{number:03}" for number in range(1, 4 + self.cases // 100))

    @cached_property
    def thesis_ids(self) -> tuple[str, ...]:
        """Return the ids of all texts that the casebook tests."""
        return tuple(f"thesis-{number:02}" for number in range(1, 2 + self.cases // 1000))

    @cached_property
    def lands(self) -> dict[str, str]:
        """Return the labels of countries by id."""
        count = 1 + self.cases // (_CASES_PER_PLACE * _PLACES_PER_LAND)
        labels = [f"{LANDS[number % len(LANDS)]} {number + 1}" for number in range(count)]
        return {label.lower().replace(" ", "-"): label for label in labels}

    @cached_property
    def towns(self) -> dict[str, str]:
        """Return the labels of cities by id."""
        count = 1 + self.cases // _CASES_PER_PLACE
        labels = [f"{TOWNS[number % len(TOWNS)]} {number + 1}" for number in range(count)]
        return {label.lower().replace(" ", "-"): label for label in labels}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all sources. Without citations there are as few as the fields of records need."""
        return tuple(f"work{number}" for number in range(self.cases * SOURCES_PER_CASE if self.has_citations else 1))

    def entries(self) -> Iterator[str]:
        """Yield the BibTeX entries in the order of their keys."""
        for key in self.keys:
            chance = self.chance("source", key)
            read = chance.choice(("full", "full", "opening", "abstract"))
            yield entry(key, chance, f", doi = {{10.5555/{key}}}, read = {{{read}}}")

    def pages(self) -> Iterator[Page]:
        """Yield every record as a page."""
        for number in range(1, self.cases + 1):
            yield self.case(number)
        for id_ in self.lesson_ids:
            yield self._other(id_, "lessons", 150)
        for id_ in self.module_ids:
            yield self._other(id_, "modules", 250)
        for id_ in self.thesis_ids:
            yield self._other(id_, "theses", 100)

    def case(self, number: int) -> Page:
        """Return one case, counted from 1: 600 to 900 words, 8 citations, 4 links, a list and a table."""
        id_ = self.case_ids[number - 1]
        chance = self.chance("case", number)
        cites = self.citations("case", number, fresh=self.own_keys(number))
        links = self._links(chance)
        words = chance.randint(370, 590) // len(HEADINGS)
        parts = [_section(heading, words, cites, links, chance) for heading in HEADINGS]
        parts.insert(2, _list(chance))
        parts.insert(4, _table(chance))
        return Page(
            id=id_,
            folder="cases",
            title=f"Invented case C{number}, {phrase(chance)}",
            summary=f"{sentence(chance)}{next(cites)}.",
            body="\n\n".join(parts) + "\n",
        )

    def own_keys(self, number: int) -> tuple[str, ...]:
        """Return the keys of the sources that a case, counted from 1, is the first to cite."""
        first = (number - 1) * SOURCES_PER_CASE
        return self.keys[first : first + SOURCES_PER_CASE] if self.has_citations else self.keys

    def citations(self, *of: object, fresh: tuple[str, ...] = ()) -> Iterator[str]:
        """Yield citations, each with a space before it: of ``fresh`` sources first, a third with a locator.

        Without citations they are empty, and the words around them stay what they are.
        """
        chance = self.chance("citations", *of)
        left = list(fresh)
        while True:
            keys = [left.pop(0)] if left else chance.sample(self.keys, min(len(self.keys), chance.choice((1, 1, 1, 2))))
            place = f", p. {chance.randint(1, 300)}" if chance.random() < LOCATORS else ""
            yield f" [{'; '.join(f'@{key}' for key in keys)}{place}]" if self.has_citations else ""

    def _case_id(self, number: int) -> str:
        chance = self.chance("case-id", number)
        return f"{chance.choice(THINGS)}-{chance.choice(TOWNS).lower()}-{number}"

    def _links(self, chance: random.Random) -> Iterator[str]:
        for _ in range(2):
            yield f"See [[{chance.choice(self.case_ids)}]]."
            yield f"This bears on [[lesson:{chance.choice(self.lesson_ids)}]]."
        while True:
            yield ""

    def _other(self, id_: str, folder: str, words: int) -> Page:
        chance = self.chance(folder, id_)
        cites = self.citations(folder, id_)
        links = (f"See [[{chance.choice(self.case_ids)}]]." for _ in range(10))
        parts = [
            _section(heading, words // 2, cites, links, chance) for heading in ("Where it comes from", "Questions")
        ]
        kind = folder.removesuffix("s") if folder != "theses" else "text"
        title = f"Invented {kind} {kind[0].upper()}{int(id_.rpartition('-')[2])}, {phrase(chance)}"
        return Page(id=id_, folder=folder, title=title, summary=f"{sentence(chance)}.", body="\n\n".join(parts) + "\n")


def _section(heading: str, words: int, cites: Iterator[str], links: Iterator[str], chance: random.Random) -> str:
    """Return a heading and three paragraphs; the first two cite, the last one links."""
    third = words // 3
    one, two, three = (sentences(chance, third) for _ in range(3))
    two[chance.randrange(len(two))] += next(cites)
    last = " ".join(f"{text}." for text in three) + f" {next(links)}".rstrip()
    if heading not in HEADINGS[3:]:
        one[0] += next(cites)
    two[0] = f"**{chance.choice(THINGS).capitalize()}.** {two[0]}"
    return "\n\n".join((f"## {heading}", *(" ".join(f"{text}." for text in part) for part in (one, two)), last))


def _list(chance: random.Random) -> str:
    items = [f"- *{chance.choice(THINGS)}*: {sentence(chance)}." for _ in range(4)]
    return "\n".join(("Four steps were named:\n", *items))


def _table(chance: random.Random) -> str:
    rows = [
        f"| {chance.choice(PEOPLE)} | {chance.randint(1, 90)} | {chance.randint(1, 90)} | {chance.choice(MANNERS)} |"
        for _ in range(5)
    ]
    return "\n".join(("| Group | Before | After | When |", "|---|---|---|---|", *rows))
