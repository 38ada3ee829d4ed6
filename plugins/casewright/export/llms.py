"""The site for programs that read text: what it is, what to mind, and where each case and lesson stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casewright.model.ids import Ref
from casewright.model.lesson import Lesson
from casewright.model.record import Record
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import API, data_file, markdown_file
from casewright.views.lists import ordered_cases

MOST_RECORDS = 200
"""Cases, and lessons, that are named; the data API lists all."""


_TAME = str.maketrans("[]<>", "()‹›")


def llms_text(linked: LinkedLibrary, *, site_name: str, site_address: str, has_markdown: bool = False) -> str:
    """Return the file ``llms.txt``: Markdown, as https://llmstxt.org/ proposes.

    Records lead to their pages as Markdown where there are such (``has_markdown``), else to their data.
    """
    address = markdown_file if has_markdown else data_file
    cases = ordered_cases(linked)
    lessons = sorted(linked.library.lessons, key=lambda lesson: (lesson.title.casefold(), lesson.id))
    lines = [
        f"# {_line(site_name)}",
        "",
        "> A casebook of public-sector innovation: cases, lessons and training modules, with their sources.",
        "",
        "A figure is a claim: it has a date, a reporter, a level of evidence and a source, and figures about one thing",
        "can disagree. Quote a claim with all of them. The verdict on a lesson is computed from the cases; a lesson",
        "can be contested or contradicted. What is not recorded is not known.",
        "",
        "## Data",
        "",
        f"- [All records]({site_address}{API}index.json): an index; `next` leads to further files",
        f"- [All cases]({site_address}{API}cases.csv): a table",
        f"- [All claims]({site_address}{API}claims.csv): a table",
        *_section("Lessons", lessons, site_address, address),
        *_section("Cases", cases, site_address, address),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, records: Iterable[Record], site_address: str, address: Callable[[Ref], str]) -> Iterator[str]:
    """Yield records with a link to each; nothing where there are none."""
    found = list(records)
    if not found:
        return
    yield from ("", f"## {title}", "")
    for record in found[:MOST_RECORDS]:
        yield f"- [{_line(record.title)}]({site_address}{address(record.ref)}): {_told(record)}"
    if len(found) > MOST_RECORDS:
        yield f"- and {len(found) - MOST_RECORDS} more, in the index"


def _told(record: Record) -> str:
    text = record.statement if isinstance(record, Lesson) else getattr(record, "summary", None)
    return _line(text.plain) if text else ""


def _line(text: str) -> str:
    """Return a text on one line in which nothing is a link or HTML."""
    return " ".join(text.translate(_TAME).split())
