"""What of a casebook is taken along: the records of a pathway or some cases, their pages, and a search of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from urllib.parse import parse_qs, urlsplit

import click

from casewright.edges.search_index import INDEX, SearchIndex
from casewright.edges.site_file import site_settings
from casewright.export.package import write_archive
from casewright.export.portable import Portable, Selection
from casewright.export.scripts import UnknownScriptError
from casewright.model.case import Case
from casewright.model.ids import Kind, Ref
from casewright.model.module import Module
from casewright.model.pathway import Pathway
from casewright.model.record import Record
from casewright.problems import nearest
from casewright.render.searched import Searched, search_document
from casewright.render.templates import environment, templates_folder
from casewright.resolve.linked import LinkedLibrary
from casewright.views.decision import decision_link
from casewright.views.shared import RecordLink, link_to

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LONGEST_LIST = 20_000
"""Signs of the link of a reading list, as in `site_templates/assets/reading/page.js`."""
_LANGUAGE = re.compile(r"<html[^>]*\blang=\"([\w-]+)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The records that are taken along, and of which cases learners are given the decision."""

    records: tuple[Record, ...]
    decisions: tuple[RecordLink, ...] = ()


def part_of(
    linked: LinkedLibrary, *, pathway: str | None, cases: Sequence[str] | None, link: str | None = None
) -> Part | None:
    """Return the part of a casebook that is asked for; None for all of it. ``link`` is that of a reading list."""
    if link is not None:
        return Part(records=_each_once(_record(kind, id_, linked) for kind, id_ in _listed(link)))
    if cases is not None:
        if not cases:
            msg = "name at least one case, such as --cases springfield-desk,shelbyville-desk"
            raise click.UsageError(msg)
        return Part(records=_each_once(_record(Kind.CASE, id_, linked) for id_ in cases))
    if pathway is None:
        return None
    way = _record(Kind.PATHWAY, pathway, linked)
    assert isinstance(way, Pathway)  # noqa: S101 - that is its kind
    modules = _known(Kind.MODULE, (step.module for step in way.steps), linked)
    records: list[Record] = [way, *modules]
    decisions: dict[RecordLink, None] = {}
    for module in modules:
        assert isinstance(module, Module)  # noqa: S101 - likewise
        records += _known(Kind.CASE, (use.case for use in module.cases), linked)
        records += _known(Kind.LESSON, module.lessons, linked)
        taken = _known(Kind.CASE, (use.case for use in module.cases if use.until_decision), linked)
        links = (decision_link(case) for case in taken if isinstance(case, Case))
        decisions |= dict.fromkeys(link for link in links if link)
    return Part(records=_each_once(records), decisions=tuple(decisions))


def _listed(link: str) -> Iterator[tuple[Kind, str]]:
    """Yield what the link of a reading list names: ``…/reading-list/?items=case:a,lesson:b``, or the last part."""
    named = parse_qs(urlsplit(link).query).get("items", [link])[0]
    for item in named[:_LONGEST_LIST].split(","):
        kind, _, id_ = item.strip().partition(":")
        if kind not in (Kind.CASE.value, Kind.LESSON.value) or not id_:
            msg = f'"{item.strip()[:80]}" is neither case:ID nor lesson:ID; copy the link of your reading list'
            raise click.UsageError(msg)
        yield Kind(kind), id_


def module_of(id_: str, linked: LinkedLibrary) -> Module:
    """Return a module by its id, or by a former one."""
    found = _record(Kind.MODULE, id_, linked)
    assert isinstance(found, Module)  # noqa: S101 - that is its kind
    return found


def write_portable(target: IO[bytes], folder: Path, site: Path, part: Part | None) -> None:
    """Write the archive of a site, or of a part of it."""
    runtime = (templates_folder() / "portable" / "portable.js").read_text(encoding="utf-8")
    settings = site_settings(folder)
    web = str(settings.get("site_url") or "").rstrip("/")
    web = f"{web}/" if web and "//127.0.0.1" not in web and "//localhost" not in web else ""
    selection = _selection(part, folder, str(settings.get("site_name") or ""), web) if part else None
    portable = Portable(site=site, runtime=runtime, web=web, selection=selection)
    with TemporaryDirectory(prefix="casewright-") as made:
        if selection:
            portable.index = _index(portable, Path(made))
        try:
            write_archive(target, portable.packed())
        except UnknownScriptError as error:
            msg = f"a script of the site cannot be taken along: {error}"
            raise click.ClickException(msg) from error


def _selection(part: Part, folder: Path, name: str, web: str) -> Selection:
    own = folder / "site_templates"
    env = environment(own if own.is_dir() and own != templates_folder() else None)
    links = {kind: [link_to(record) for record in part.records if record.kind is kind] for kind in Kind}
    first = env.get_template("_portable_first.html").render(
        site=name,
        web=web,
        pathways=links[Kind.PATHWAY],
        modules=links[Kind.MODULE],
        decisions=part.decisions,
        cases=links[Kind.CASE],
        lessons=links[Kind.LESSON],
    )
    return Selection(records=tuple(link_to(record).address for record in part.records), first_page=first)


def _index(portable: Portable, folder: Path) -> Path:
    """Make a search index of the pages of a selection."""
    index = SearchIndex()
    for address, html in portable.searched():
        content, title, language = (pattern.search(html) for pattern in (_ARTICLE, _TITLE, _LANGUAGE))
        kind = next((kind.value for kind in Kind if address.startswith(f"{kind.folder}/")), "page")
        found_by = Searched(kind="source" if address.startswith("sources/") else kind)
        document = search_document(
            content[1] if content else html,
            title=title[1] if title else address,
            language=language[1] if language else "en",
            found_by=found_by,
        )
        index.add(address, document)
    fault = index.write(folder)
    if fault:
        msg = f"the search index could not be made: {fault}"
        raise click.ClickException(msg)
    return folder / INDEX


def _known(kind: Kind, ids: Iterable[str], linked: LinkedLibrary) -> list[Record]:
    targets = (linked.targets.get(Ref(kind.value, id_)) for id_ in ids)
    return [linked.records[target] for target in dict.fromkeys(targets) if target]


def _each_once(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple({record.ref: record for record in records}.values())


def _record(kind: Kind, id_: str, linked: LinkedLibrary) -> Record:
    found = _known(kind, [id_], linked)
    if not found:
        near = nearest(id_, [ref.id for ref in linked.records if ref.kind == kind.value])
        hint = f'did you mean "{near}"?' if near else "its file may be missing or broken; `casewright check` tells"
        msg = f'there is no {kind.value} "{id_}"; {hint}'
        raise click.UsageError(msg)
    return found[0]
