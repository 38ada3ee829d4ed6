"""All files that a site is made from, as its settings name them, where that can be known without running anything.

Plugins, extensions of Markdown and hooks can read whatever they like. So the files are known only where all of them
are ones that are known to read nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casewright.edges.site_file import PARENT, SettingsFile, settings_files
from casewright.read.layout import FOLDERS, SETTINGS

_PLUGINS: Mapping[str, frozenset[str] | None] = {
    "casewright": None,
    "casewright-citations": None,
    "casewright-search": None,
    "search": frozenset(["enabled", "indexing", "lang", "min_search_length", "pipeline", "separator"]),
    "material/search": frozenset(["enabled", "lang", "pipeline", "separator"]),
}
"""Plugins that read no other files, with the options under which that holds; None for any."""

_MARKDOWN, _PYMDOWN = "markdown.extensions.", "pymdownx."
_OF_MARKDOWN = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br
sane_lists smarty tables toc wikilinks
"""
_OF_PYMDOWN = """
arithmatex betterem blocks.admonition blocks.caption blocks.definition blocks.details blocks.html blocks.tab caret
critic details emoji escapeall extra fancylists highlight inlinehilite keys magiclink mark progressbar quotes
saneheaders smartsymbols striphtml superfences tabbed tasklist tilde
"""
_EXTENSIONS = {
    "casewright-citations",
    *(_MARKDOWN + name for name in _OF_MARKDOWN.split()),
    *(_PYMDOWN + name for name in _OF_PYMDOWN.split()),
}
"""Extensions of Markdown that need nothing but the text."""

_CODE = (
    "markdown.extensions.",
    "material.extensions.emoji.",
    "pymdownx.arithmatex.",
    "pymdownx.emoji.",
    "pymdownx.slugs.",
    "pymdownx.superfences.",
)
"""How the names of functions begin that read no other files."""

_THEMES = (None, "material", "mkdocs", "readthedocs")
_OWN, _CUSTOM_ICONS = "casewright", "custom_icons"
_OTHER_SETTINGS = ("properdocs.yml", "properdocs.yaml")
"""Files that one of the engines prefers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a site is made from: files and folders, whether they are there or not."""

    root: Path
    """The folder of the casebook."""
    paths: tuple[Path, ...]
    variables: frozenset[str]
    """Variables of the environment that the settings ask for."""
    pandocs: tuple[str, ...]
    """Paths of pandoc that the settings name."""


def inputs_of(folder: Path) -> Inputs | None:
    """Return what the site is made from whose settings are in a folder, or None where that cannot be known.

    Where settings inherit from others, what either of them names is taken for named.
    """
    files = tuple(settings_files(folder / SETTINGS))
    if not files or files[-1].values.get(PARENT) is not None:
        return None
    if not all(map(_is_known, files)) or any((folder / name).exists() for name in _OTHER_SETTINGS):
        return None
    own = [options for file in files for name, options in _entries(file.values.get("plugins")) if name == _OWN]
    if not own or any(options.get("history") for options in own):  # that is kept by git, in a way of its own
        return None
    root = folder / _last("casebook", own, "")
    return Inputs(
        root=root,
        paths=tuple(dict.fromkeys(_paths(folder, root, files, own))),
        variables=frozenset[str]().union(*(file.variables for file in files)),
        pandocs=tuple(_program(str(options["pandoc"]), folder) for options in own if options.get("pandoc")),
    )


def _paths(folder: Path, root: Path, files: tuple[SettingsFile, ...], own: list[Mapping[str, Any]]) -> Iterator[Path]:
    yield from (file.path for file in files)
    yield from (root / name for name in FOLDERS)
    styles = [str(options["style"]) for options in own if options.get("style")]
    yield from (root / style for style in styles if style.endswith(".csl") or "/" in style)
    yield from (folder / str(file.values.get("docs_dir") or "docs") for file in files)
    for file in files:
        theme = file.values.get("theme")
        if isinstance(theme, dict) and theme.get("custom_dir"):
            yield folder / str(theme["custom_dir"])


def _program(written: str, folder: Path) -> str:
    """Return a program as it is found from the folder in which the engine runs."""
    return str(folder / written) if Path(written).name != written else written


def _is_known(file: SettingsFile) -> bool:
    theme = file.values.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    return (
        not file.values.get("hooks")
        and name in _THEMES
        and all(code.startswith(_CODE) for code in file.code)
        and all(_is_known_plugin(*entry) for entry in _entries(file.values.get("plugins")))
        and all(_is_known_extension(*entry) for entry in _entries(file.values.get("markdown_extensions")))
    )


def _is_known_plugin(name: str, options: Mapping[str, Any]) -> bool:
    allowed = _PLUGINS.get(name, frozenset[str]())
    return name in _PLUGINS and (allowed is None or allowed.issuperset(options))


def _is_known_extension(name: str, options: Mapping[str, Any]) -> bool:
    is_known = name in _EXTENSIONS or _MARKDOWN + name in _EXTENSIONS
    return is_known and _CUSTOM_ICONS not in str(options)


def _entries(listed: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the names in a list of plugins or extensions, with their options."""
    for entry in listed if isinstance(listed, list) else [listed]:
        if isinstance(entry, dict):
            yield from ((str(name), options if isinstance(options, dict) else {}) for name, options in entry.items())
        elif entry is not None:
            yield str(entry), {}


def _last(name: str, own: list[Mapping[str, Any]], default: str) -> str:
    """Return an option from the file nearest to the site: it has the last word."""
    return next((str(options[name]) for options in own if options.get(name)), default)
