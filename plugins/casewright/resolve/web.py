"""Which addresses the sources of a library lead to, and what their answers mean for who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from casewright.model.source import Source
from casewright.model.web import Answer, ArchivedCopy, State, Use, WrittenAddress
from casewright.problems import Code, Problem, in_order, quoted

RESOLVER = "https://doi.org/"
_DAY = 3
"""Parts of a date that is known to the day."""


def addresses_of_sources(sources: Iterable[Source]) -> Iterator[WrittenAddress]:
    """Yield the addresses that pages of sources lead to: of the work, of its DOI, of its archived copy."""
    for source in sources:
        read_on = _read_on(source)
        for name, address in _named(source):
            yield WrittenAddress(
                address=address,
                of=str(source.key),
                use=Use.COPY if name == "archiveurl" else Use.SOURCE,
                copy="" if name == "archiveurl" else source.archive,
                read_on=read_on,
                where=source.places.get(name, source.where),
            )


def web_problems(
    written: Iterable[WrittenAddress],
    answers: Mapping[str, Answer],
    copies: Mapping[str, ArchivedCopy | None] | None = None,
) -> tuple[Problem, ...]:
    """Return what is to be told of addresses, by the answers to them; ``copies`` is what an archive was asked for."""
    found = (_problem(item, answers.get(item.page), answers, copies or {}) for item in written)
    return in_order(problem for problem in found if problem)


def is_lost(item: WrittenAddress, answers: Mapping[str, Answer]) -> bool:
    """Return whether readers come to nothing: the page is gone, and no archived copy is known to be there."""
    answer = answers.get(item.page)
    return answer is not None and answer.state in (State.GONE, State.SEEMS_GONE) and not _has_copy(item, answers)


def _named(source: Source) -> Iterator[tuple[str, str]]:
    address, doi = str(source.item.get("URL", "")), str(source.item.get("DOI", ""))
    if address:
        yield "url", address
    if doi:
        yield "doi", f"{RESOLVER}{quote(doi, safe='/%()[]:;,@!$&*+=')}"
    if source.archive:
        yield "archiveurl", source.archive


def _read_on(source: Source) -> str:
    accessed = source.item.get("accessed")
    parts = accessed.get("date-parts") if isinstance(accessed, Mapping) else None
    first = parts[0] if parts else ()
    return "-".join(f"{int(part):02}" for part in first) if len(first) == _DAY else ""


def _problem(
    item: WrittenAddress,
    answer: Answer | None,
    answers: Mapping[str, Answer],
    copies: Mapping[str, ArchivedCopy | None],
) -> Problem | None:
    if answer is None or answer.state is State.ALIVE:
        return None
    code, message, hint = _told(item, answer, answers, copies)
    return Problem(code=code, where=item.where, message=message, hint=hint)


def _told(
    item: WrittenAddress,
    answer: Answer,
    answers: Mapping[str, Answer],
    copies: Mapping[str, ArchivedCopy | None],
) -> tuple[Code, str, str]:
    shown = quoted(item.address)
    if answer.state is State.MOVED:
        return (
            Code.MOVED_PAGE,
            f"{shown} has moved for good",
            f"write the new address: {_with_spot(answer.leads_to, item)}",
        )
    if answer.state is State.UNSURE:
        return (
            Code.UNSURE_ADDRESS,
            f"whether {shown} leads anywhere could not be told: {answer.says}",
            "open it in a browser; many sites refuse programs, and some are out of order for a while",
        )
    if answer.state is State.REFUSED:
        return (
            Code.PRIVATE_ADDRESS,
            f"{shown} was not asked: {answer.says}",
            "write an address that everybody can open; with --private, addresses of your own network are asked",
        )
    if item.use is Use.COPY:
        return (
            Code.LOST_COPY,
            f"the archived copy {shown} is gone: {answer.says}",
            "name another copy in `archiveurl`, or remove the field",
        )
    if _has_copy(item, answers):
        return (
            Code.GONE_WITH_COPY,
            f"{shown} is gone: {answer.says}; readers have the archived copy",
            "nothing has to be done; if the work has a new address, write that",
        )
    code = Code.GONE_PAGE if answer.state is State.GONE else Code.SEEMS_GONE
    verb = "leads nowhere" if answer.state is State.GONE else "seems to lead nowhere"
    return code, f"{shown} {verb}: {answer.says}", _way_out(item, copies)


def _way_out(item: WrittenAddress, copies: Mapping[str, ArchivedCopy | None]) -> str:
    copy = copies.get(item.page)
    if copy:
        how = "add it as `archiveurl`" if item.use is Use.SOURCE else "link it instead"
        return f"the Wayback Machine has a copy of {copy.day.isoformat()}; look at it, then {how}: {copy.address}"
    if item.page in copies:
        return "write the new address, if there is one; the Wayback Machine has no copy"
    if item.use is Use.SOURCE:
        return "write the new address, or that of an archived copy as `archiveurl`; --archive looks for one"
    return "write the new address, or link an archived copy; --archive looks for one"


def _has_copy(item: WrittenAddress, answers: Mapping[str, Answer]) -> bool:
    """Return whether an archived copy is named, and not known to be gone itself."""
    if not item.copy:
        return False
    answer = answers.get(item.copy_page)
    return answer is None or answer.state not in (State.GONE, State.SEEMS_GONE, State.REFUSED)


def _with_spot(address: str, item: WrittenAddress) -> str:
    """Return a new address with the spot in the page that the old one leads to."""
    spot = item.address.removeprefix(item.page)
    return address if "#" in address else f"{address}{spot}"
