"""A made-up casebook in which everything hangs on one thing: the worst that can happen to the size of pages.

All cases bear on one lesson, mention one case, cite one source, are part of one case and stand in one place, whose
organisations are all below one other. Lessons, modules, theses, sources and organisations are as many as cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from casewright.edges.starter import starter_files

CASE = "cases/springfield-desk.md"
LESSON = "lessons/staff-led-improvement.md"
MODULE = "modules/first-module.md"
HUB = "springfield-desk"
_STANCES = ("supports", "qualifies", "contradicts")
_STRENGTHS = ("weak", "medium", "strong")


def crowded_files(count: int) -> dict[str, bytes]:
    """Return the files of such a casebook of ``count`` cases beside the one on which they hang."""
    return {**starter_files(), **{path: text.encode() for path, text in _files(count)}}


def _files(count: int) -> Iterator[tuple[str, str]]:
    numbers = range(1, count + 1)
    yield "bibliography/works.bib", "".join(map(_work, numbers))
    yield "vocabularies/organisations.yml", "".join((_ORGANISATIONS, *map(_organisation, numbers)))
    written = {path: starter_files()[path].decode() for path in (CASE, LESSON, MODULE)}
    for number in numbers:
        yield f"cases/case-{number:05}.md", _case(written[CASE], number)
        yield f"lessons/lesson-{number:05}.md", _lesson(written[LESSON], number)
        yield f"modules/module-{number:05}.md", _replaced(written[MODULE], {"id: first": f"id: module-{number:05}\n#"})
        yield f"theses/thesis-{number:05}.md", _thesis(number)


def _case(written: str, number: int) -> str:
    bearing = (
        f"    stance: {_STANCES[number % 3]}\n    strength: {_STRENGTHS[number % 2]}\n"
        f"    because: Because of what work {number} says of the desk [@work{number}, p. 4].\n"
        f"    source: work{number}, p. 4\n"
        f"  - lesson: lesson-{number:05}\n"
    )
    relation = (
        f"relations:\n  - type: part-of\n    case: {HUB}\n    because: It was one of its offices.\n"
        f"    source: work{number}\n"
    )
    return _replaced(
        written,
        {
            f"id: {HUB}": f"id: case-{number:05}",
            "title: Springfield": f"title: Springfield {number}",
            "organisations: [springfield-city]": f"organisations: [office-{number}]",
            "source: doe2013desk, p. 4\nbearings": f"source: work{number}, p. 4\nbearings",
            "  - lesson: staff-led-improvement\n": f"  - lesson: staff-led-improvement\n{bearing}",
            "gaps:": f"{relation}gaps:",
            "## Limits": f"Others followed [[{HUB}]], as [[lesson:staff-led-improvement]] says.\n\n## Limits",
        },
    )


def _lesson(written: str, number: int) -> str:
    return _replaced(
        written,
        {
            "id: staff-led-improvement": f"id: lesson-{number:05}",
            "number: L1": f"number: L{number + 1}",
            "theme: people": "theme: leadership",
        },
    )


def _thesis(number: int) -> str:
    return (
        f"---\nid: thesis-{number:05}\ntitle: Text {number}\nsummary: It says that staff should lead.\n"
        "source: doe2013desk\nclaims:\n  - id: one\n    title: Staff know best\n    text: Staff know best.\n"
        "    lessons:\n      - lesson: staff-led-improvement\n        tie: sharpens\n        because: It says how.\n"
        "review:\n  state: draft\ncontributors:\n  - name: Doe, Jane\n    roles: [writing-original-draft]\n"
        "published: 2026-11-24\n---\n\nSee [[springfield-desk]].\n"
    )


def _work(number: int) -> str:
    return (
        f"@techreport{{work{number},\n  author = {{Doe, Jane}},\n  title = {{Desk {number}}},\n"
        f"  institution = {{City of Springfield}},\n  year = {{{1900 + number % 100}}},\n  url = {{https://example.org/desk/{number}}},\n"
        "  read = {full},\n}\n"
    )


def _organisation(number: int) -> str:
    return (
        f"  - id: office-{number}\n    label: Office {number}\n    definition: An invented office.\n"
        "    broader: springfield-city\n"
    )


def _replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


_ORGANISATIONS = starter_files()["vocabularies/organisations.yml"].decode()
