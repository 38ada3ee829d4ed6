"""Files that plugins add to a site of MkDocs or ProperDocs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

log = get_plugin_logger("casewright")


def add(files: Files, file: File) -> None:
    """Add a file; one of that name among the pages gives way."""
    existing = files.get_file_from_path(file.src_uri)
    if existing is not None:
        log.warning("%s is made by casewright; the file of that name among the pages is not used", file.src_uri)
        files.remove(existing)
    files.append(file)


def written(config: MkDocsConfig, address: str, text: str) -> File:
    """Return a file of the site that is written already, so that no more than one of them is held at once."""
    target = Path(config.site_dir, address)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return File.generated(config, address, abs_src_path=str(target))


def theme_asset(files: Files, start: str) -> str:
    """Return the published name of one of the theme's files, which carries a digest that changes with its version."""
    return next(file.src_uri for file in files if file.src_uri.startswith(start) and not file.src_uri.endswith(".map"))
