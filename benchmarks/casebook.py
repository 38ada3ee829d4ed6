"""The made-up casebook as Casewright reads it: records with all their fields, vocabularies, bibliography."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from corpus import Corpus, Page
from words import PEOPLE, THINGS, phrase, sentence

from casewright.edges.starter import starter_files

_KEY = re.compile(r"@(\w+)")
_ENTRIES_PER_FILE = 1000
_FIGURES = (
    ("processing-time", "minute"), ("visit-time", "minute"), ("people-trained", "person"), ("savings", "usd"),
    ("yearly-cost", "usd-per-year"), ("satisfaction", "percent"), ("backlog", "count"), ("follow-through", "percent"),
)  # fmt: skip
_SETTINGS = """\
site_name: Benchmark
site_url: https://example.org/
docs_dir: pages
theme:
  name: material
  font: false
plugins:
  - casewright-search
  - casewright
nav:
  - Home: index.md
  - Explore: explore/index.md
  - Cases: cases/index.md
  - Claims: claims/index.md
  - Lessons: lessons/index.md
  - Training: modules/index.md
  - Bibliography: bibliography/index.md
"""


def casebook_files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of everything in the casebook."""
    yield "mkdocs.yml", _SETTINGS
    yield "pages/index.md", "# Benchmark\n\nA made-up casebook.\n"
    for path, data in starter_files().items():
        if path.startswith("vocabularies/"):
            yield path, data.decode()
    yield "vocabularies/places.yml", _vocabulary("places", "Places", _places(corpus))
    yield "vocabularies/organisations.yml", _vocabulary("organisations", "Organisations", _organisations(corpus))
    yield from _bibliography(corpus)
    numbers = {id_: number for number, id_ in enumerate(corpus.case_ids, start=1)}
    fields = {"cases": _case, "lessons": _lesson, "modules": _module, "theses": _thesis}
    for page in corpus.pages():
        number = numbers.get(page.id) or int(page.id.rpartition("-")[2])
        own = fields[page.folder](corpus, page, number)
        yield f"{page.folder}/{page.id}.md", f"---\n{_yaml(own | _COMMON)}---\n\n{page.body}"


def _case(corpus: Corpus, page: Page, number: int) -> dict[str, Any]:
    chance = corpus.chance("case-fields", number)
    town = corpus.chance("town", number).choice(list(corpus.towns))
    return {
        "id": page.id,
        "title": page.title,
        "summary": page.summary,
        "place": town,
        "level": chance.choice(("municipal", "municipal", "regional", "national")),
        "organisations": [f"{town}-city", f"{town}-office"][: chance.randint(1, 2)],
        "policy_areas": [chance.choice(("gf01", "gf0103", "gf04", "gf06", "gf07", "gf09", "gf10"))],
        "innovation_types": [chance.choice(("enhancement", "mission", "adaptive", "anticipatory"))],
        "methods": chance.sample(("lean", "prototyping", "staff-training", "agile", "open-data", "co-creation"), 2),
        "sourcing": chance.choice(("partial", "good", "strong")),
        "governance": _governance(corpus, number, chance),
        "technology": {"role": chance.choice(("core", "tool", "incidental")), "note": f"{sentence(chance)}."},
        "status": _status(corpus, number, chance),
        "last_verified": "2026-11-23",
        "claims": [_claim(corpus, number, index, chance) for index in range(chance.randint(3, 8))],
        "bearings": _bearings(corpus, number, chance),
        **_relations(corpus, number, chance),
        "gaps": [{"what": f"{sentence(chance)}.", "looked_in": f"{sentence(chance)}."} for _ in range(2)],
    }


def _governance(corpus: Corpus, number: int, chance: random.Random) -> dict[str, Any]:
    """Return who leads; a pattern needs a citation, so without citations none is known."""
    model = chance.choice(("executive-office", "budget-office", "line-department", "it-department", "outside-company"))
    cited = next(corpus.citations("leads", number))
    told = {field: f"{sentence(chance)}{cited if field == 'leads' else ''}." for field in ("leads", "decides", "hosts")}
    return {
        "model": model if cited else "unknown",
        **told,
        "it_role": chance.choice(("leads", "partner", "supports", "none")),
    }


def _status(corpus: Corpus, number: int, chance: random.Random) -> list[dict[str, Any]]:
    states = chance.choice((("launched",), ("pilot", "launched", "scaled"), ("launched", "ended"),
                            ("launched", "continuing")))  # fmt: skip
    first = chance.randint(1995, 2018)
    return [
        {"state": state, "date": str(first + 2 * index), "note": f"{sentence(chance)}.",
         "source": _source(corpus, number, chance)}
        for index, state in enumerate(states)
    ]  # fmt: skip


def _claim(corpus: Corpus, number: int, index: int, chance: random.Random) -> dict[str, Any]:
    indicator, unit = chance.choice(_FIGURES)
    before = chance.randint(20, 100)
    return {
        "id": f"figure-{index + 1}",
        "indicator": indicator,
        "subject": f"{chance.choice(THINGS)} of the {chance.choice(PEOPLE)}".capitalize(),
        "value": chance.randint(1, before),
        "unit": unit,
        "date": str(chance.randint(1995, 2025)),
        **({"baseline": {"value": before}} if chance.random() < 0.4 else {}),
        "method": f"{sentence(chance)}.",
        "reported_by": chance.choice(("self", "partner", "press", "independent", "audit")),
        "evidence": chance.choice(("not-an-effect", "nesta-1", "nesta-2")),
        "source": _source(corpus, number, chance),
    }


def _bearings(corpus: Corpus, number: int, chance: random.Random) -> list[dict[str, Any]]:
    cites = corpus.citations("bearings", number)
    found = []
    for lesson in chance.sample(corpus.lesson_ids, chance.randint(2, 4)):
        stance = chance.choice(("supports", "supports", "qualifies", "contradicts", "open"))
        strength = "unrated" if stance == "open" else chance.choice(("weak", "medium", "strong"))
        cited = next(cites)
        because = f"{sentence(chance)}{cited}. {sentence(chance)}."
        source = _source(corpus, number, chance)
        own = source.split(",")[0]
        source = "; ".join([source, *(key for key in dict.fromkeys(_KEY.findall(cited)) if key != own)])
        found.append({"lesson": lesson, "stance": stance, "strength": strength, "because": because, "source": source})
    return found


def _relations(corpus: Corpus, number: int, chance: random.Random) -> dict[str, Any]:
    """Return for every third case a tie to one before it."""
    if number == 1 or number % 3:
        return {}
    other = corpus.case_ids[chance.randrange(number - 1)]
    kind = chance.choice(("continues", "part-of", "learned-from", "adapted-from"))
    source = _source(corpus, number, chance)
    return {"relations": [{"type": kind, "case": other, "because": f"{sentence(chance)}.", "source": source}]}


def _lesson(corpus: Corpus, page: Page, number: int) -> dict[str, Any]:
    chance = corpus.chance("lesson-fields", number)
    told = {field: f"{sentence(chance)}." for field in ("statement", "when", "do", "expect", "refuted_by")}
    theme = chance.choice(("leadership", "people", "technology", "evidence", "durability", "participation"))
    return {"id": page.id, "number": f"L{number}", "title": page.title, **told, "theme": theme}


def _module(corpus: Corpus, page: Page, number: int) -> dict[str, Any]:
    chance = corpus.chance("module-fields", number)
    cases = chance.sample(corpus.case_ids, min(6, corpus.cases))
    return {
        "id": page.id,
        "title": page.title,
        "summary": page.summary,
        "audience": ["Heads of service"],
        "duration": 180,
        "level": "intermediate",
        "objectives": [{"verb": verb, "text": f"{sentence(chance)}."} for verb in ("understand", "analyse", "create")],
        "cases": [{"case": case, "use": f"{sentence(chance)}."} for case in cases],
        "lessons": sorted(chance.sample(corpus.lesson_ids, 3)),
        "activities": [
            {"title": phrase(chance).capitalize(), "minutes": 45, "text": f"{sentence(chance)}."} for _ in range(4)
        ],
        "questions": [{"text": f"{sentence(chance)}?"} for _ in range(4)],
    }


def _thesis(corpus: Corpus, page: Page, number: int) -> dict[str, Any]:
    chance = corpus.chance("thesis-fields", number)

    def tie(lesson: str) -> dict[str, str]:
        return {"lesson": lesson, "tie": chance.choice(("sharpens", "limits")), "because": f"{sentence(chance)}."}

    claims = [
        {
            "id": f"claim-{index}",
            "title": phrase(chance).capitalize(),
            "text": f"{sentence(chance)}.",
            "lessons": [tie(lesson) for lesson in chance.sample(corpus.lesson_ids, 2)],
        }
        for index in range(1, 6)
    ]
    source = chance.choice(corpus.keys)
    return {"id": page.id, "title": page.title, "summary": page.summary, "source": source, "claims": claims}


def _source(corpus: Corpus, number: int, chance: random.Random) -> str:
    """Return one of the case's own sources, now and then with a page."""
    place = f", p. {chance.randint(1, 300)}" if corpus.has_citations and chance.random() < 0.3 else ""
    return chance.choice(corpus.own_keys(number)) + place


def _bibliography(corpus: Corpus) -> Iterator[tuple[str, str]]:
    entries = list(corpus.entries())
    for start in range(0, len(entries), _ENTRIES_PER_FILE):
        number = start // _ENTRIES_PER_FILE + 1
        yield f"bibliography/works-{number:02}.bib", "".join(entries[start : start + _ENTRIES_PER_FILE])


def _places(corpus: Corpus) -> Iterator[dict[str, str]]:
    for id_, label in corpus.lands.items():
        yield {"id": id_, "label": label, "definition": "An invented country."}
    lands = list(corpus.lands)
    for index, (id_, label) in enumerate(corpus.towns.items()):
        broader = lands[index % len(lands)]
        yield {"id": id_, "label": label, "definition": "An invented city.", "broader": broader}


def _organisations(corpus: Corpus) -> Iterator[dict[str, str]]:
    for id_, label in corpus.towns.items():
        city = f"{id_}-city"
        yield {"id": city, "label": f"Town hall of {label}", "definition": "The government of an invented city."}
        office = {"id": f"{id_}-office", "label": f"Reform desk of {label}", "definition": "An invented office."}
        yield office | {"broader": city}


def _vocabulary(id_: str, title: str, terms: Iterator[dict[str, str]]) -> str:
    return _yaml({"id": id_, "title": title, "definition": "Made up.", "terms": list(terms)})


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_COMMON = {
    "review": {"state": "draft"},
    "contributors": [{"name": "Benchmark generator", "roles": ["writing-original-draft"]}],
    "published": "2026-11-23",
}
"""Fields that are the same in every record."""
