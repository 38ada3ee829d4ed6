"""What the settings of a site say, and where, so that a command reads what the build reads: the language, the pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from casewright.edges.site_file import MOST_PARENTS, Loader, settings_files
from casewright.problems import Location, Problem
from casewright.read.language import SETTINGS
from casewright.read.locators import ENGLISH


def site_language(folder: Path) -> str:
    """Return the language set for the plugin in the mkdocs.yml of a casebook, or the default where there is none.

    A file that cannot be read has no say: the build will tell what is wrong with it.
    """
    for file in settings_files(folder / SETTINGS):
        language = _options(file.values.get("plugins")).get("language")
        if isinstance(language, str) and language.strip():
            return language
    return ENGLISH


def in_settings(
    problems: Iterable[Problem], file: Path, name: str, root: Path, *, section: str = "plugins"
) -> tuple[Problem, ...]:
    """Return problems, those of an option with the place where ``file`` sets it for what ``name`` is in a section.

    Without such a file the option was set by a program, and its problem bears that name. Paths are shown from ``root``.
    """

    def placed(problem: Problem) -> Problem:
        if problem.where.path != SETTINGS:
            return problem
        where = _place(file, (section, name), problem.path, root) if file.is_file() else Location(name)
        return replace(problem, where=where)

    return tuple(map(placed, problems))


def _place(file: Path, entry_of: tuple[str, str], option: str, root: Path) -> Location:
    """Return where an option is set: in a file, or in one that it inherits; else where the plugin is listed."""
    section, name = entry_of
    listed: Location | None = None
    for path, settings in _nodes(file):
        entry = _entry(_child(settings, section), name)
        value = _child(entry, option)
        if value:
            return _location(value, path, root)
        if entry and not listed:
            listed = _location(entry, path, root)
    return listed or Location(_shown(file, root))


def _nodes(path: Path) -> Iterator[tuple[Path, yaml.Node]]:
    """Yield a file and what it holds, and then those that it inherits."""
    for _ in range(MOST_PARENTS):
        try:
            settings = yaml.compose(path.read_text(encoding="utf-8"), Loader)
        except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError):
            return
        if settings is None:
            return
        yield path, settings
        parent = _child(settings, "INHERIT")
        if parent is None:
            return
        path = path.parent / str(parent.value)


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _entry(listed: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return the options of a plugin, or its name where it has none."""
    for item in listed.value if isinstance(listed, yaml.SequenceNode) else [listed]:
        found = item if isinstance(item, yaml.ScalarNode) and item.value == name else _child(item, name)
        if found:
            return found
    return None


def _location(node: yaml.Node, path: Path, root: Path) -> Location:
    return Location(_shown(path, root), node.start_mark.line + 1, node.start_mark.column + 1)


def _shown(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _options(plugins: Any) -> Mapping[str, Any]:
    """Return the options of the plugin, which is listed by its name or as a mapping."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        options = entry.get("casewright") if isinstance(entry, dict) else None
        if isinstance(options, dict):
            return options
    return {}
