"""A search index put in order: its filters, and short names for the texts of its pages.

Pagefind writes filters in another order each time, and builds are to be the same. It names the text of each page by
what is in it. A first search loads all these names, which in a large site are most of what it loads: nothing packs
them. So they become numbers, below a name that follows from all of them.

The form of its files is that of Pagefind 1.5: CBOR (RFC 8949) of arrays, texts and whole numbers behind a word of its
own, compressed with gzip, and named after what is in them. An index of another form is left as it is, and works too.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "int | str | list[Value]"

_BEGINNING = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_BELOW = 6
"""Letters of the name below which texts are numbered."""
_LARGEST_SHORT = 23
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes of the argument that follows, by what stands in its place."""


def put_in_order(index: Path) -> None:
    """Write the filters of an index, and the values of each, in the order of their names, and number its texts.

    What was there before goes last, so that an index that cannot be read to its end still works.
    Raise ValueError or LookupError where it has another form.
    """
    former = {*index.glob("*.pf_meta"), *index.glob("filter/*.pf_filter")}
    moved: dict[Path, Path] = {}
    entry = index / "pagefind-entry.json"
    site = json.loads(entry.read_text(encoding="utf-8"))
    for name, language in sorted(site["languages"].items()):
        language["hash"] = _order_language(index, name, language["hash"], moved)
    site["languages"] = dict(sorted(site["languages"].items()))
    entry.write_text(json.dumps(site, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    for file in former - _used(index, site["languages"]):
        file.unlink()
    for old, new in moved.items():
        new.parent.mkdir(exist_ok=True)
        old.rename(new)


def _used(index: Path, languages: Mapping[str, Mapping[str, str]]) -> set[Path]:
    files = {index / f"pagefind.{language['hash']}.pf_meta" for language in languages.values()}
    for file in tuple(files):
        match _read(file):
            case [_, _, _, list(filters), *_]:
                files |= {index / "filter" / f"{key}.pf_filter" for _, key in map(_pair, filters)}
    return files


def _order_language(index: Path, language: str, former: str, moved: dict[Path, Path]) -> str:
    """Order the filters of one language; return the new name of what lists them. ``moved`` is told of its texts."""
    file = index / f"pagefind.{former}.pf_meta"
    match _read(file):
        case [str(version), list(pages), list(chunks), list(filters), *rest]:
            pairs = [(str(name), _order_filter(index, language, str(key))) for name, key in map(_pair, filters)]
            ordered: list[Value] = [[name, key] for name, key in sorted(pairs)]
            names = _numbers(index, [str(name) for name, _ in map(_pair, pages)])
            moved.update({_text(index, old): _text(index, new) for old, new in names.items()})
            numbered: list[Value] = [[names[str(name)], length] for name, length in map(_pair, pages)]
            return _write(file, [version, numbered, chunks, ordered, *rest], "pagefind.", language)
    return former


def _numbers(index: Path, former: list[str]) -> dict[str, str]:
    """Return a number for the text of each page by its former name. Raises LookupError where one is not there."""
    if not all(_text(index, name).is_file() for name in former):
        raise LookupError("the text of a page is not where it should be")
    below = hashlib.sha256("\n".join(former).encode()).hexdigest()[:_BELOW]
    return {name: f"{below}/{number:x}" for number, name in enumerate(former)}


def _text(index: Path, name: str) -> Path:
    return index / "fragment" / f"{name}.pf_fragment"


def _order_filter(index: Path, language: str, former: str) -> str:
    file = index / "filter" / f"{former}.pf_filter"
    match _read(file):
        case [str(name), list(values)]:
            return _write(file, [name, sorted(values, key=lambda value: str(_pair(value)[0]))], "", language)
    return former


def _pair(value: Value) -> tuple[Value, Value]:
    match value:
        case [one, other]:
            return one, other
    raise ValueError("not a pair")


def _read(file: Path) -> Value:
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_BEGINNING):
        raise ValueError("not a file of Pagefind")
    return _decoded(data, len(_BEGINNING))[0]


def _write(file: Path, value: Value, before: str, language: str) -> str:
    """Write a value beside a file, under a name that follows from it; return the name without its ends."""
    data = _BEGINNING + _encoded(value)
    name = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
    file.with_name(f"{before}{name}{file.suffix}").write_bytes(gzip.compress(data, mtime=0))
    return name


def _decoded(data: bytes, at: int) -> tuple[Value, int]:
    """Return the value that begins at a place, and the place behind it."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size > _LARGEST_SHORT:
        behind = at + _SIZES[size]
        size, at = int.from_bytes(data[at:behind]), behind
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _ARRAY:
        raise ValueError("neither a number nor a text nor an array")
    items: list[Value] = []
    for _ in range(size):
        item, at = _decoded(data, at)
        items.append(item)
    return items, at


def _encoded(value: Value) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(_encoded, value))


def _head(kind: int, argument: int) -> bytes:
    if argument <= _LARGEST_SHORT:
        return bytes([kind << 5 | argument])
    short = next(short for short, size in _SIZES.items() if argument < 1 << 8 * size)
    return bytes([kind << 5 | short]) + argument.to_bytes(_SIZES[short])
