"""Briefs → PDF/UA-1, and pictures of pages → PNG, set by typst in several threads.

The same values, template and fonts give the same bytes.
"""

from __future__ import annotations

import json
import struct
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from casewright.read.language import SETTINGS
from casewright.read.shipped import templates_folder
from casewright.render.brief_notes import Noted
from casewright.render.lookups import Trace

_AT_ONCE = 256
"""So many wait to be set: more would only fill the memory."""
INSTEAD = "\u25a0"
"""Is printed for a sign that the fonts lack: a black square, which nobody takes for what the text says."""
_PRINTED_AS = {"\u2010": "-", "\u2011": "-"}
_INVISIBLE = "\u200b\u2060\n\t "
_MOST_NAMED = 8
_OUR_OWN = ("qr", "keys", "key")
"""Not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is set: what readers call it, under which name it is kept, by which template, in which format."""

    name: str
    option: str
    """Which option of the plugin asks for it."""
    kept_as: str
    template: Path
    format: Mapping[str, Any]
    failed: Code


BRIEF = Form(
    name="one-page brief",
    option="briefs",
    kept_as="briefs",
    template=Path("briefs", "brief.typ"),
    format={"format": "pdf", "pdf_standards": ["ua-1"]},
    failed=Code.BRIEF,
)
SHEET = Form(
    name="sheet of a module",
    option="briefs",
    kept_as="sheets",
    template=Path("briefs", "sheet.typ"),
    format={"format": "pdf", "pdf_standards": ["ua-1"]},
    failed=Code.BRIEF,
)
IMAGE = Form(
    name="picture for shared links",
    option="share_images",
    kept_as="share-images",
    template=Path("share", "card.typ"),
    format={"format": "png", "ppi": 144.0},
    failed=Code.SHARE_IMAGE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOrder:
    """A brief, a sheet or a picture to be set: where it goes, the file of its record, its day, what it prints."""

    address: str
    file: str
    day: date
    values: Callable[[], Mapping[str, Any]]
    """Works out what it prints."""
    trace: Trace = field(default_factory=Trace)
    """What was looked up for that."""
    name: str = ""
    """What a note on it stands under; nothing where none can be made."""
    noted: Noted | None = None
    """What is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFile:
    """A brief or a picture that was set, or none (``data`` is empty then), and what was wrong with it."""

    address: str
    data: bytes = b""
    problems: tuple[Problem, ...] = ()
    kept_as: str = ""
    lacking: tuple[str, ...] = ()
    """The signs that the fonts lack."""


@dataclass(kw_only=True)
class Typesetter:
    """Sets briefs, or what else has a form; one that cannot be set harms no other."""

    form: Form = BRIEF
    cache: Cache = field(default_factory=Cache)
    processes: int = 1
    folder: Path = field(default_factory=templates_folder)

    def all(self, orders: Iterable[BriefOrder]) -> Iterator[BriefFile]:
        """Yield the briefs in their order, each once it is there."""
        waiting = iter(orders)
        with ThreadPoolExecutor(self.processes) as threads:
            while part := list(islice(waiting, _AT_ONCE)):
                yield from threads.map(self.one, part)

    def one(self, order: BriefOrder) -> BriefFile:
        """Return one brief, from the cache where it was set before."""
        known = self.cache.get_bytes(self.form.kept_as, order.noted.name) if order.noted else None
        if order.noted and known:
            return self._brief(order, known, order.noted.name, order.noted.lacking)
        module, lacking = _typst(), set[str]()
        values = _printable(order.values(), self._letters, lacking)
        text = json.dumps({**values, "lacking": INSTEAD if lacking else ""}, ensure_ascii=False, sort_keys=True)
        name = digest(text, order.day.isoformat(), self.made_with)
        data = self.cache.get_bytes(self.form.kept_as, name)
        if data is None:
            try:
                data = self._set(module, text, order.day)
            except (RuntimeError, ValueError) as error:
                return BriefFile(address=order.address, problems=(_failed(order, error, self.form),))
            self.cache.put_bytes(self.form.kept_as, name, data)
        return self._brief(order, data, name, tuple(sorted(lacking)))

    def _brief(self, order: BriefOrder, data: bytes, kept_as: str, lacking: tuple[str, ...]) -> BriefFile:
        problems = _told(order, lacking) if self.form.failed is Code.BRIEF else ()
        return BriefFile(address=order.address, data=data, problems=problems, kept_as=kept_as, lacking=lacking)

    def _set(self, module: ModuleType, text: str, day: date) -> bytes:
        if not hasattr(self._own, "compiler"):
            self._own.compiler = module.Compiler(
                self._template, root=str(self._template.parent), font_paths=self._fonts, sys_inputs={"data": text}
            )
        moment = datetime.combine(day, time(), UTC)
        data: bytes = self._own.compiler.compile(
            sys_inputs={"data": text}, timestamp=int(moment.timestamp()), **self.form.format
        )
        return data

    @cached_property
    def _own(self) -> threading.local:
        return threading.local()

    @property
    def _template(self) -> Path:
        return self.folder / self.form.template

    @cached_property
    def _fonts(self) -> Any:  # noqa: ANN401 - typst is imported where it is used
        module = _typst()
        paths = [str(self.folder / "vendor" / "brief-fonts")]
        return module.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)

    @cached_property
    def made_with(self) -> str:
        """A digest of what sets briefs: program, template and fonts."""
        module = _typst()
        folders = (self._template.parent, self.folder / "vendor" / "brief-fonts")
        return digest(module.__version__, dict(self.form.format), *(folder_digest(folder) for folder in folders))

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


def _printable(value: Any, letters: frozenset[int], lacking: set[str]) -> Any:  # noqa: ANN401 - plain values
    """Return values in which every sign can be printed, since PDF/UA allows no sign without a shape.

    What stands for no shape, such as a mark of direction, is left out. What has one that the fonts lack becomes a
    square, and is added to ``lacking``.
    """
    if isinstance(value, str):
        return "".join(_printed(sign, letters, lacking) for sign in unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: _printable(item, letters, lacking) if key not in _OUR_OWN else item for key, item in value.items()}
    return [_printable(item, letters, lacking) for item in value] if isinstance(value, list | tuple) else value


def _printed(sign: str, letters: frozenset[int], lacking: set[str]) -> str:
    if ord(sign) in letters or sign in _INVISIBLE:
        return sign
    if sign in _PRINTED_AS:
        return _PRINTED_AS[sign]
    if unicodedata.category(sign) in {"Cc", "Cf"}:
        return ""
    lacking.add(sign)
    return INSTEAD


def unavailable(form: Form = BRIEF) -> tuple[Problem, ...]:
    """Return why nothing of a form can be set here at all, if so."""
    try:
        _typst()
    except ImportError as error:
        problem = Problem(
            code=form.failed,
            where=Location(SETTINGS),
            path=form.option,
            message=f"no {form.name} was made: typst, which sets them, cannot be loaded ({error})",
            hint=f"install it with `pip install typst`, or set `{form.option}: false`",
        )
        return (problem,)
    return ()


def _typst() -> ModuleType:
    import typst  # noqa: PLC0415 - without it, all but the briefs is there

    return typst


def _failed(order: BriefOrder, error: Exception, form: Form) -> Problem:
    reason = " ".join(str(error).split())[:300]
    return Problem(
        code=form.failed,
        where=Location(order.file or SETTINGS),
        path="",
        message=f"the {form.name} was not made, and its page leads to none: {reason}",
        hint=f"if you changed site_templates/{form.template.parent}/, look there; otherwise report it, with the record",
    )


def _told(order: BriefOrder, lacking: Sequence[str]) -> tuple[Problem, ...]:
    if not lacking:
        return ()
    named = [f"{sign} (U+{ord(sign):04X})" for sign in lacking]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return (
        Problem(
            code=Code.BRIEF_SIGNS,
            where=Location(order.file),
            path="",
            message=f"the fonts of the one-page brief lack {', '.join(named[:_MOST_NAMED])}{more}",
            hint=f"nothing need be done: the brief prints {INSTEAD} and says so; in Latin script they would be printed",
        ),
    )
