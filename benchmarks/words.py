"""Words of our own, of which all names and texts of the benchmarks are made: nobody and nothing real is meant."""

from __future__ import annotations

import random

STEMS = (
    "Abel Adler Bach Bauer Berg Brand Brook Carl Cast Clark Dahl Dorn Eber Evan Falk Fisch Gold Graf Hagen Hart Holm "
    "Ives Jens Kast Kern Lang Lind Lund Mart Meyer Nord Olse Peters Quist Rich Sand Stein Thor Vogel Wald"
).split()
"""With the endings, 640 family names. Of a thousand works some 600 are by persons, who then share some 390 names: more
namesakes than in the bibliographies at hand, where there are 0.9 (this one) and 0.8 (biblatex-apa's) names a person."""
ENDINGS = ("", *"son berg ova mann sen ez ski ic dal gren hoff ley man ton wood".split())
GIVEN = "Anna Ben Clara David Eva Frank Grace Hugo Ida Jan Kira Leo Mia Nils Olga Paul".split()
OFFICES = tuple(
    f"{office} of {place}" for office in ("Audit Office", "City", "Institute", "Ministry") for place in STEMS
)
WORDS = "public service reform budget office evidence pilot staff digital city council audit trust lean data".split()

TOWNS = tuple(f"{start}{end}" for start in "Bram Cald Dun Elm Fen Gar Hollo Ink Jun Kel".split()
              for end in "bury combe field ford haven mere stead wick".split())  # fmt: skip
LANDS = "Arvonia Belmark Corland Drovia Estmark Fenland Gorland Halmark".split()
ADJECTIVES = (
    "annual central daily early formal former frequent joint large late local long main modest monthly narrow new "
    "older open partial patient plain quiet regional routine second shared short simple small steady third weekly"
).split()
THINGS = (
    "appointment backlog budget calendar clinic counter deadline desk district draft dashboard enquiry fee form guide "
    "handbook hearing invoice ledger letter library licence mailbox manual meeting notice permit phone line plan "
    "programme queue record register report review rota schedule service survey team template timetable training "
    "voucher website workshop"
).split()
PEOPLE = (
    "advisers analysts applicants auditors caseworkers citizens clerks colleagues councillors directors editors "
    "engineers families inspectors librarians managers nurses officers parents planners residents suppliers teachers "
    "tenants trainers volunteers"
).split()
VERBS = (
    "adapted announced checked combined copied defended delayed described doubted extended financed followed "
    "forgot improved joined kept measured moved named opened planned questioned redrew reduced repeated replaced "
    "reported reviewed shortened simplified split started stopped tested translated welcomed"
).split()
MANNERS = (
    "after the summer, before the election, by common consent, for half a year, in every district, in most offices, "
    "in the second year, in three districts, near the end, on their own account, over two winters, "
    "under a new director, with a small grant, with little notice, with some delay, without a comparison, "
    "without extra staff"
).split(", ")


def sentence(chance: random.Random) -> str:
    """Return a sentence without its full stop, 9 to 25 words long."""
    parts = [_clause(chance)]
    if chance.random() < 0.45:
        parts.append(chance.choice(("and", "but", "while", "because", "so that", "although")) + " " + _clause(chance))
    text = (", " if chance.random() < 0.4 else " ").join(parts)
    return text[0].upper() + text[1:]


def sentences(chance: random.Random, least_words: int) -> list[str]:
    """Return as many sentences as it takes to have so many words."""
    found: list[str] = []
    words = 0
    while words < least_words:
        found.append(sentence(chance))
        words += len(found[-1].split())
    return found


def phrase(chance: random.Random) -> str:
    """Return a thing with what kind of thing it is, such as ``shared calendar``."""
    return f"{chance.choice(ADJECTIVES)} {chance.choice(THINGS)}"


def _clause(chance: random.Random) -> str:
    who = chance.choice(PEOPLE)
    if chance.random() < 0.5:
        who = f"the {chance.choice(ADJECTIVES)} {who}"
    verb = chance.choice(VERBS)
    tail = f" {chance.choice(MANNERS)}" if chance.random() < 0.7 else ""
    aim = f" for the {phrase(chance)}" if chance.random() < 0.5 else ""
    return f"{who} {verb} the {phrase(chance)}{aim}{tail}"
