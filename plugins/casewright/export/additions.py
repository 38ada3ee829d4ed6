"""Sources from elsewhere → the entries that a bibliography lacks, and what became of each of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casewright.export.bibtex import bibtex_entry, in_field
from casewright.export.new_keys import is_fit, new_key
from casewright.model.ids import SourceKey
from casewright.model.rich_text import plain
from casewright.model.source import Source
from casewright.read.bibliography import read_bibliography
from casewright.read.layout import BIB
from casewright.read.taken_over import UNNAMED
from casewright.resolve.same_work import Works

_OF_ENTRY = frozenset({"id", "language", "custom"})
"""What an entry says in another way: a language that is not named is English, notes of ours are fields."""
_MORE = (
    "entrysubtype",
    "eventdate",
    "library",
    "origtitle",
    "part",
    "pubstate",
    "shortjournal",
    "shorttitle",
    "volumes",
)
"""Fields that are written too, if a file had them."""

_NO_VARIABLE = frozenset({"library", "serieseditor", "bookauthor", "director", "illustrator", "file"})
"""Fields of which the item may say nothing, so that comparing items does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A source that is new, and the key that it came with; empty where it had none."""

    source: Source
    former: str
    text: str
    """Its entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A source that is there already: the key it came with, the one it has, and what the two have in common."""

    former: str
    other: Source
    common: str


@dataclass(slots=True, kw_only=True)
class Additions:
    """What becomes of sources from elsewhere, in the order of their file."""

    added: list[Added] = field(default_factory=list)
    present: list[Present] = field(default_factory=list)
    refused: list[Source] = field(default_factory=list)
    """Sources whose entries could not be read again."""
    unsaid: Counter[str] = field(default_factory=Counter)
    """Variables that an entry does not say, or not in the same words, and of how many sources."""

    @property
    def text(self) -> str:
        """The new entries, an empty line between them."""
        return "\n".join(item.text for item in self.added)


def additions(new: Iterable[Source], known: Mapping[SourceKey, Source], taken: Collection[str], path: str) -> Additions:
    """Return what becomes of ``new`` sources beside those ``known``, in a file at ``path``.

    ``taken`` are keys that no new source may have. Every entry is read again before it counts: so it is known that it
    can be read, and what it does not say is told.
    """
    result = Additions()
    works, keys = Works.of(known.values()), {key.casefold() for key in (*taken, *known)}
    for source in new:
        former = "" if source.key.startswith(UNNAMED) else str(source.key)
        is_free = is_fit(former) and former.casefold() not in keys
        key = SourceKey(former if is_free else new_key(source.item, keys))
        text = _entry(source, key)
        again = read_bibliography([(path, text.encode())])[0].get(key)
        if again is None:
            result.refused.append(source)
            continue
        same = works.same(again)
        if same:
            result.present.append(Present(former=former, other=same[0], common=same[1]))
            continue
        result.added.append(Added(source=again, former=former, text=text))
        result.unsaid.update(_unsaid(source, again))
        works.add(again)
        keys.add(key.casefold())
    return result


def _entry(source: Source, key: SourceKey) -> str:
    """Return the entry of a source under a key, with fields of RIS and CSL-JSON that references do not need."""
    text = bibtex_entry(replace(source, key=key, item={**source.item, "id": key}))
    if source.where.path.endswith(BIB):
        return text
    more = ((name, in_field(source.fields[name])) for name in _MORE if name in source.fields)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in more if value and f"  {name} = " not in text)
    return f"{text.removesuffix('}' + chr(10))}{lines}}}\n"


def _unsaid(source: Source, again: Source) -> Iterator[str]:
    before, after = source.item, again.item
    yield from (name for name in before if name not in _OF_ENTRY and _plain(before[name]) != _plain(after.get(name)))
    if source.where.path.endswith(BIB):
        yield from (name for name in ("ids",) if name in source.fields)
    else:
        yield from (name for name in source.fields if name in _NO_VARIABLE and name not in again.fields)


def _plain(value: Any) -> object:  # noqa: ANN401 - a value of CSL
    """Return a value as far as it matters: words without tags, capitals and the form of their dashes."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in sorted(value.items())}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return " ".join(plain(str(value)).replace("–", "-").replace("--", "-").casefold().split())
