"""Briefs → PDF/UA-1, set by typst in several threads; the same values, template and fonts give the same bytes."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from casewright.cache import Cache, digest, folder_digest
from casewright.problems import Code, Location, Problem
from casewright.render.shipped import templates_folder

_KIND = "briefs"
_AT_ONCE = 256
"""So many wait to be set: more would only fill the memory."""
_STANDARD = "ua-1"
_INSTEAD = "?"
_INVISIBLE = "\u200b\u2060\n\t "


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOrder:
    """A brief to be set: where it is published, the file of its record, its day, what it prints."""

    address: str
    file: str
    day: date
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFile:
    """A brief that was set, or what was wrong with it."""

    address: str
    data: bytes = b""
    problem: Problem | None = None


@dataclass(kw_only=True)
class Typesetter:
    """Sets briefs; one that cannot be set harms no other."""

    cache: Cache = field(default_factory=Cache)
    processes: int = 1
    folder: Path = field(default_factory=templates_folder)

    def all(self, orders: Iterable[BriefOrder]) -> Iterator[BriefFile]:
        """Yield the briefs in their order."""
        waiting = iter(orders)
        with ThreadPoolExecutor(self.processes) as threads:
            while part := list(islice(waiting, _AT_ONCE)):
                yield from threads.map(self.one, part)

    def one(self, order: BriefOrder) -> BriefFile:
        """Return one brief, from the cache where it was set before."""
        module = _typst()
        if module is None:
            return _failed(order, "typst is not installed", "run `pip install typst`, or set `briefs: false`")
        text = json.dumps(_printable(order.values, self._letters), ensure_ascii=False, sort_keys=True)
        name = digest(text, order.day.isoformat(), self._made_with)
        data = self.cache.get_bytes(_KIND, name)
        if data is None:
            try:
                data = self._set(module, text, order.day)
            except module.TypstError as error:
                hint = "if the text has signs that no font of the brief has, write them otherwise"
                return _failed(order, " ".join(str(error).split())[:300], hint)
            self.cache.put_bytes(_KIND, name, data)
        return BriefFile(address=order.address, data=data)

    def _set(self, module: ModuleType, text: str, day: date) -> bytes:
        if not hasattr(self._own, "compiler"):
            self._own.compiler = module.Compiler(
                self._template, root=str(self._template.parent), font_paths=self._fonts, sys_inputs={"data": text}
            )
        moment = datetime.combine(day, time(), UTC)
        data: bytes = self._own.compiler.compile(
            format="pdf", sys_inputs={"data": text}, pdf_standards=[_STANDARD], timestamp=int(moment.timestamp())
        )
        return data

    @cached_property
    def _own(self) -> threading.local:
        return threading.local()

    @property
    def _template(self) -> Path:
        return self.folder / "briefs" / "brief.typ"

    @cached_property
    def _fonts(self) -> Any:  # noqa: ANN401 - typst may be missing
        module = _typst()
        paths = [str(self.folder / "vendor" / "brief-fonts")]
        return module and module.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)

    @cached_property
    def _made_with(self) -> str:
        module = _typst()
        folders = (self._template.parent, self.folder / "vendor" / "brief-fonts")
        return digest(module.__version__ if module else "", _STANDARD, *(folder_digest(folder) for folder in folders))

    @cached_property
    def _letters(self) -> frozenset[int]:
        """The signs that the fonts have in all their cuts."""
        files = sorted((self.folder / "vendor" / "brief-fonts").rglob("*.ttf"))
        families: dict[str, frozenset[int]] = {}
        for file in files:
            own = letters_of(file.read_bytes())
            families[file.parent.name] = families.get(file.parent.name, own) & own
        return frozenset().union(*families.values())


def letters_of(font: bytes) -> frozenset[int]:
    """Return the code points that a font has (tables ``cmap`` of formats 4 and 12; OpenType 1.9)."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(subtables):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * number)
        found.update(_subtable(font, start + offset))
    return frozenset(found)


def _subtable(font: bytes, at: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", font, at)
    if kind == 4:  # noqa: PLR2004 - the number of the format
        (double,) = struct.unpack_from(">H", font, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
        starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif kind == 12:  # noqa: PLR2004 - likewise
        (groups,) = struct.unpack_from(">I", font, at + 12)
        for number in range(groups):
            first, last = struct.unpack_from(">II", font, at + 16 + 12 * number)
            yield from range(first, last + 1)


def _printable(value: Any, letters: frozenset[int]) -> Any:  # noqa: ANN401 - plain values
    """Return values in which every sign can be printed: PDF/UA allows no sign without a shape."""
    if isinstance(value, str):
        return "".join(sign if ord(sign) in letters or sign in _INVISIBLE else _INSTEAD for sign in value)
    if isinstance(value, Mapping):
        return {key: _printable(item, letters) if key != "qr" else item for key, item in value.items()}
    return [_printable(item, letters) for item in value] if isinstance(value, list | tuple) else value


def _typst() -> ModuleType | None:
    try:
        import typst  # noqa: PLC0415 - without it, all but the briefs is there
    except ImportError:
        return None
    return typst


def _failed(order: BriefOrder, message: str, hint: str) -> BriefFile:
    problem = Problem(
        code=Code.BRIEF,
        where=Location(order.file),
        path="",
        message=f"the one-page brief was not made: {message}",
        hint=hint,
    )
    return BriefFile(address=order.address, problem=problem)
