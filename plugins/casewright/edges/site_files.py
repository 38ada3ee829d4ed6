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
    target = f"{config.site_dir}/{address}"
    data = text.encode()
    try:
        _write(target, data)
    except FileNotFoundError:  # most times the folder is there
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        _write(target, data)
    return File.generated(config, address, abs_src_path=target)


def _write(target: str, data: bytes) -> None:
    with open(target, "wb") as file:  # noqa: PTH123 - thousands of times, without making a Path of each
        file.write(data)


def theme_asset(files: Files, start: str) -> str:
    """Return the published name of one of the theme's files, which carries a digest that changes with its version."""
    return next(file.src_uri for file in files if file.src_uri.startswith(start) and not file.src_uri.endswith(".map"))
