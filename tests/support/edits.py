"""Edits of a casebook as people make them, and what they, or their machines, do to what a build left behind."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.builds import ROOT

Files = Mapping[str, bytes]
"""The files of a casebook by their path in it."""

LEFT = (".cache", "site")
"""What builds leave in a casebook."""
STYLES = ("apa", "chicago-notes-bibliography", "harvard-cite-them-right", "nowhere.csl")


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a casebook but those that a build left there."""
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in paths.items() if name.parts[0] not in LEFT}


def write_files(folder: Path, files: Files) -> None:
    """Change a casebook into one of these files; those that stay the same are not touched."""
    before = read_files(folder)
    for name in before.keys() - files.keys():
        (folder / name).unlink()
    for name, data in files.items():
        if before.get(name) != data:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)


def _records(files: Files) -> list[str]:
    return sorted(name for name in files if name.endswith(".md") and not name.startswith("pages/"))


def _cases(files: Files) -> list[str]:
    return [name for name in _records(files) if name.startswith("cases/")]


def _other_read(data: bytes, number: int) -> bytes:
    """Say of one source that another part of it was read."""
    words = re.split(rb"read = \{(\w+)\}", data)
    at = 1 + 2 * (number % (len(words) // 2))
    words[at] = b"opening" if words[at] == b"full" else b"full"
    return b"".join(b"read = {" + word + b"}" if place % 2 else word for place, word in enumerate(words))


def _nth(names: list[str], number: int) -> list[str]:
    """Return one name, or none where there are none."""
    return [names[number % len(names)]] if names else []


def _with(files: Files, names: list[str], change: Callable[[bytes], bytes]) -> Files:
    return {**files, **{name: change(files[name]) for name in names if name in files}}


def _without(files: Files, names: list[str]) -> Files:
    return {name: data for name, data in files.items() if name not in names}


def _id_of(name: str) -> bytes:
    return Path(name).stem.encode()


def _copied(files: Files, names: list[str], suffix: str) -> Files:
    new = {
        name.replace(".md", f"{suffix}.md"): files[name].replace(
            b"id: " + _id_of(name) + b"\n", b"id: " + _id_of(name) + suffix.encode() + b"\n", 1
        )
        for name in names
    }
    return {**files, **new}


def _option(files: Files, line: str) -> Files:
    settings = re.sub(
        rb"  - casewright(:\n      .*)?\n", b"  - casewright:\n      " + line.encode() + b"\n", _settings(files)
    )
    return {**files, "mkdocs.yml": settings}


def _settings(files: Files) -> bytes:
    return files["mkdocs.yml"]


def _template(files: Files, number: int) -> Files:
    name = ("lesson.html", "case.html", "_references.html")[number % 3]
    shipped = (ROOT / "site_templates" / "pages" / name).read_bytes()
    return {**files, f"site_templates/pages/{name}": shipped + f"<p>Ours, {number}.</p>\n".encode()}


GOES_THROUGH_ALL = (
    b"{% for key in spans %}{{ key }} {% endfor %}",
    b"{{ writer.around.titles|length }}{{ page.title }}",
    b"{{ writer.around.sources.get('doe2013desk') is none }}",
    b"{% for ref, title in writer.around.titles.items() %}{{ ref.id }}: {{ title }}{% endfor %}",
)
"""Templates of somebody who wants more than a page shows."""


EDITS: Mapping[str, Callable[[Files, int], Files]] = {
    "a sentence more": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data + f"\nMore was found out: {n}.\n".encode()
    ),
    "a citation more": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data + b"\nSomebody wrote of it [@doe2013desk, p. 7].\n"
    ),
    "another title": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: re.sub(rb"(?m)^title: .*$", f"title: Title {n}".encode(), data)
    ),
    "a letter changed": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data.replace(b"Springfield", b"Springfeild", 1)
    ),
    "a record broken": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data.replace(b"\ntitle: ", b"\ntitle: [", 1)
    ),
    "a record gone": lambda files, n: _without(files, _nth(_records(files), n)),
    "a new record": lambda files, n: _copied(files, _nth(_records(files), n), "-too"),
    "a record renamed": lambda files, n: _without(
        _copied(files, _nth(_records(files), n), "-new"), _nth(_records(files), n)
    ),
    "a file renamed": lambda files, n: {
        **_without(files, _nth(_records(files), n)),
        **{f"{name[:-3]}-x.md": files[name] for name in _nth(_records(files), n)},
    },
    "another label of a term": lambda files, n: _with(
        files,
        _nth([name for name in sorted(files) if name.startswith("vocabularies/")], n),
        lambda data: re.sub(rb"(?m)^    label: .*$", f"    label: Label {n}".encode(), data, count=1),
    ),
    "a term gone": lambda files, _: _with(
        files, ["vocabularies/places.yml"], lambda data: data.partition(b"  - id: shelbyville")[0]
    ),
    "a source changed": lambda files, n: _with(
        files, ["bibliography/odd.bib"], lambda data: data.replace(b"year = {2013}", f"year = {{200{n}}}".encode())
    ),
    "a source gone": lambda files, _: _with(
        files, ["bibliography/odd.bib"], lambda data: data.replace(b"@techreport{doe2013desk", b"@comment{x", 1)
    ),
    "a source more": lambda files, n: {
        **files,
        "bibliography/more.bib": f"@misc{{new{n}, author = {{Doe, Jim}}, title = {{New}}, year = {{2013}}}}\n".encode(),
    },
    "how much was read": lambda files, n: _with(
        files, ["bibliography/odd.bib"], lambda data: _other_read(data, n)
    ),
    "another strength": lambda files, n: _with(
        files, _nth(_cases(files), n), lambda data: data.replace(b"strength: weak", b"strength: strong", 1)
    ),
    "another stance": lambda files, n: _with(
        files, _nth(_cases(files), n), lambda data: data.replace(b"stance: supports", b"stance: contradicts", 1)
    ),
    "a mention more": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data + b"\nCompare [[lesson:measure-twice]].\n"
    ),
    "a mention by a former name": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data + b"\nCompare [[springfield-counter]].\n"
    ),
    "another former name": lambda files, n: _with(
        files, ["cases/springfield-desk.md"],
        lambda data: re.sub(rb"(?m)^aliases: .*$", f"aliases: [springfield-counter, old-{n}]".encode(), data)
    ),
    "a line before the rest": lambda files, n: _with(
        files, _nth(_records(files), n), lambda data: data.replace(b"---\n", b"---\n# A remark.\n", 1)
    ),
    "a figure changed": lambda files, n: _with(
        files, ["cases/springfield-desk.md"], lambda data: re.sub(rb"value: 2\d\n", f"value: 2{n}\n".encode(), data)
    ),
    "another module's title": lambda files, n: _with(
        files, ["modules/first-module.md"],
        lambda data: re.sub(rb"(?m)^title: .*$", f"title: Module {n}".encode(), data)
    ),
    "a template of ours": _template,
    "a template that goes through all": lambda files, n: {
        **files, "site_templates/pages/_references.html": GOES_THROUGH_ALL[n % len(GOES_THROUGH_ALL)]
    },
    "another address of the site": lambda files, n: {
        **files,
        "mkdocs.yml": re.sub(rb"(?m)^site_url: .*$", f"site_url: https://site-{n}.example/".encode(), _settings(files))
    },
    "no templates of ours": lambda files, _: _without(files, [name for name in files if name.startswith("site_temp")]),
    "another style": lambda files, n: _option(files, f"style: {STYLES[n % len(STYLES)]}"),
    "another language": lambda files, n: _option(files, f"language: {('de', 'fr-FR', 'xx')[n % 3]}"),
    "another name of the site": lambda files, n: {
        **files, "mkdocs.yml": re.sub(rb"(?m)^site_name: .*$", f"site_name: Name {n}".encode(), _settings(files))
    },
    "a page changed": lambda files, n: {**files, "pages/index.md": f"# Home\n\nA page, {n}.\n".encode()},
    "a page more": lambda files, n: {**files, f"pages/more-{n}.md": b"# More\n\n[Home](index.md)\n"},
}  # fmt: skip
"""Edits that change something, most times."""


def _nth_file(folder: Path, number: int) -> Path:
    names = sorted(read_files(folder))
    return folder / names[number % len(names)]


def _in_place(path: Path) -> None:
    """Write what is there already, and leave the file's time as it was."""
    before = path.stat()
    path.write_bytes(path.read_bytes())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


TOUCHES: Mapping[str, Callable[[Path, int], object]] = {
    "touched": lambda folder, n: _nth_file(folder, n).touch(),
    "the clock back": lambda folder, n: os.utime(_nth_file(folder, n), (n, n)),
    "the clock ahead": lambda folder, n: os.utime(_nth_file(folder, n), (4e9 + n, 4e9 + n)),
    "written again": lambda folder, n: _in_place(_nth_file(folder, n)),
}
"""What changes no content."""


def _left(folder: Path, name: str, number: int, change: Callable[[Path, list[Path]], object]) -> None:
    """Do something to one of the files that a build left, if there are any."""
    paths = sorted(path for path in (folder / name).rglob("*") if path.is_file())
    if paths:
        change(paths[number * 7919 % len(paths)], paths)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _file_in_its_place(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


def _make_read_only(paths: list[Path]) -> None:
    for path in paths:
        path.chmod(0o444)


DAMAGE: Mapping[str, Callable[[Path, int], object]] = {
    "a result cut": lambda folder, n: _left(
        folder, ".cache", n, lambda path, _: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    ),
    "a result flipped": lambda folder, n: _left(folder, ".cache", n, lambda path, _: _flip(path)),
    "a result emptied": lambda folder, n: _left(folder, ".cache", n, lambda path, _: path.write_bytes(b"")),
    "a result of somebody else": lambda folder, n: _left(
        folder, ".cache", n, lambda path, paths: shutil.copyfile(paths[(n + 1) % len(paths)], path)
        if paths[(n + 1) % len(paths)] != path else None
    ),
    "all results of somebody else": lambda folder, n: _left(
        folder, ".cache", n, lambda path, paths: [other.write_bytes(path.read_bytes()) for other in paths]
    ),
    "a result gone": lambda folder, n: _left(folder, ".cache", n, lambda path, _: path.unlink()),
    "a file for a folder of results": lambda folder, n: _left(
        folder, ".cache", n, lambda path, _: _file_in_its_place(path)
    ),
    "results that are read-only": lambda folder, n: _left(
        folder, ".cache", n, lambda _, paths: _make_read_only(paths)
    ),
    "all results gone": lambda folder, _: shutil.rmtree(folder / ".cache", ignore_errors=True),
    "a page of the site flipped": lambda folder, n: _left(folder, "site", n, lambda path, _: _flip(path)),
    "a page of the site gone": lambda folder, n: _left(folder, "site", n, lambda path, _: path.unlink()),
    "a file more in the site": lambda folder, n: (folder / "site" / f"more-{n}.html").write_bytes(b"More"),
    "the site gone": lambda folder, _: shutil.rmtree(folder / "site"),
}  # fmt: skip
"""What happens to results and sites."""
