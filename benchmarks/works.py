"""Bibliography entries that are made up."""

from __future__ import annotations

import random

from words import ENDINGS, GIVEN, OFFICES, STEMS, WORDS


def entry(key: str, chance: random.Random, more: str = "") -> str:
    """Return a BibTeX entry of a report or an article; ``more`` are further fields, each with a comma before it."""
    is_report = chance.random() < 0.4
    people = " and ".join(_person(chance) for _ in range(chance.randint(1, 4)))
    authors = f"{{{chance.choice(OFFICES)}}}" if is_report else people
    title = " ".join(chance.choices(WORDS, k=8)).capitalize()
    pages = f"{chance.randint(1, 99)}--100"
    rest = (
        f"institution = {{{chance.choice(OFFICES)}}}, url = {{https://example.org/{key}}}"
        if is_report
        else f"journal = {{Journal of Examples}}, volume = {chance.randint(1, 60)}, pages = {{{pages}}}"
    )
    kind = "techreport" if is_report else "article"
    year = chance.randint(1980, 2025)
    return f"@{kind}{{{key}, author = {{{authors}}}, title = {{{title}}}, year = {year}, {rest}{more}}}\n"


def _person(chance: random.Random) -> str:
    return f"{chance.choice(STEMS)}{chance.choice(ENDINGS)}, {chance.choice(GIVEN)}"
