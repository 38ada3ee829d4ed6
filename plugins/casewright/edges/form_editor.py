"""The files of the form editor at ``/edit/``, which a site has if its settings name a repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from casewright.edges.site_files import add, written
from casewright.export.form_editor import form_editor_settings
from casewright.model.library import Library
from casewright.render.templates import templates_folder

EDIT = "edit/"
NOT_ELSEWHERE = ("sveltia-cms", "material-symbols")
"""The folders of `vendor` that only the editor loads."""

_VENDORED: Mapping[str, str] = {
    "sveltia-cms.js": "sveltia-cms/sveltia-cms.js",
    "sveltia-cms.LICENSE.txt": "sveltia-cms/LICENSE.txt",
    "material-symbols.woff2": "material-symbols/latin-400-normal.woff2",
    "material-symbols.LICENSE.txt": "material-symbols/LICENSE.txt",
    "public-sans.woff2": "public-sans/latin-normal.woff2",
}


def add_form_editor(files: Files, config: MkDocsConfig, library: Library, repository: str, folder: str) -> None:
    """Add the form editor for a casebook that is in a folder of a repository."""
    within = f"{folder.strip('/')}/" if folder.strip("./") else ""
    settings = form_editor_settings(library, repository, folder=within, title=config.site_name)
    add(files, written(config, f"{EDIT}config.json", settings))
    for name, path in form_editor_files(templates_folder()):
        add(files, File.generated(config, name, abs_src_path=str(path)))


def form_editor_files(templates: Path) -> Iterator[tuple[str, Path]]:
    """Yield (address, file) of all that the editor loads, but its settings."""
    for name in ("index.html", "edit.js"):
        yield f"{EDIT}{name}", templates / "edit" / name
    for name, file in _VENDORED.items():
        yield f"{EDIT}{name}", templates / "vendor" / file
