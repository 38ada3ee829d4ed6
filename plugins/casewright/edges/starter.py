"""The starter of a new casebook: settings, one example of each record, and the vocabularies."""

from __future__ import annotations

from pathlib import Path

from casewright.model.vocabulary import Vocabulary
from casewright.read.layout import VOCABULARIES
from casewright.read.text import decode
from casewright.read.vocabulary import read_vocabulary

_PACKAGE = Path(__file__).parents[1]
_STARTER = _PACKAGE / "starter"
_IGNORED = "# What casewright writes\n/site/\n/.site.*/\n/.cache/\n/.vscode/casewright*\n"
"""What git passes over, unless the folder says so itself."""
_EDITOR = ".vscode/"
"""Where an editor keeps settings; what is there stays as it is."""
_OWN_VOCABULARIES = frozenset({"places.yml", "organisations.yml"})


def copy_starter(folder: Path) -> list[Path]:
    """Write the starter into a folder. Returns the files that were there already; then nothing is written."""
    contents = starter_files()
    present = {name for name in contents if (folder / name).exists()}
    taken = [folder / name for name in contents if name in present and not name.startswith(_EDITOR)]
    if taken:
        return taken
    for name, data in contents.items():
        if name in present:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text(_IGNORED, encoding="utf-8", newline="\n")
    return []


def starter_files() -> dict[str, bytes]:
    """Return the files of the starter by path: its own, and the shipped vocabularies but places and organisations."""
    files = {
        path.relative_to(_STARTER).as_posix(): path.read_bytes()
        for path in sorted(_STARTER.rglob("*"))
        if path.is_file() and path.parent.name != "shared-vocabularies"
    }
    for path in sorted(_shared_vocabularies().glob("*.yml")):
        if path.name not in _OWN_VOCABULARIES:
            files[f"{VOCABULARIES}/{path.name}"] = path.read_bytes()
    return dict(sorted(files.items()))


def shipped_vocabulary(name: str) -> Vocabulary | None:
    """Return a vocabulary that comes with the package, by its id."""
    path = f"{VOCABULARIES}/{name}.yml"
    source, _ = decode(path, (_shared_vocabularies() / f"{name}.yml").read_bytes())
    return read_vocabulary(source)[0] if source else None


def _shared_vocabularies() -> Path:
    """Return the folder of vocabularies: in an installed package its own, in the repository the casebook's."""
    installed = _STARTER / "shared-vocabularies"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / VOCABULARIES
