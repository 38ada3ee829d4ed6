"""What the settings of a site say, and where, so that a command reads what the build reads: the language, the pages.

The file is written for an engine: what only an engine understands (``!!python/name``) is nothing here, and nothing in
it is run.
"""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from casewright.problems import Location, Problem
from casewright.read.language import SETTINGS
from casewright.render.citing import CitationSettings

_MOST_PARENTS = 5


class _Loader(yaml.SafeLoader):
    """Reads plain YAML, and what only an engine understands as nothing."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """Return the value of the first variable that is set, or the default behind them, as the engines do."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, default = [loader.construct_object(item, deep=True) for item in node.value] or [None]
    return next((os.environ[name] for name in map(str, names) if name in os.environ), default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, _node: None)


def site_language(folder: Path) -> str:
    """Return the language set for the plugin in the mkdocs.yml of a casebook, or the default where there is none.

    A file that cannot be read has no say: the build will tell what is wrong with it.
    """
    for settings in _files(folder / SETTINGS):
        language = _options(settings.get("plugins")).get("language")
        if isinstance(language, str) and language.strip():
            return language
    return CitationSettings().language


def site_settings(folder: Path) -> Mapping[str, Any]:
    """Return the settings in the mkdocs.yml of a casebook, and those that it inherits and does not set itself."""
    return dict(ChainMap(*map(dict, _files(folder / SETTINGS))))


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
    for _ in range(_MOST_PARENTS):
        try:
            settings = yaml.compose(path.read_text(encoding="utf-8"), _Loader)
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


def _files(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the settings in a file, and then those that it inherits."""
    for _ in range(_MOST_PARENTS):
        try:
            settings = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
        except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError):
            return
        if not isinstance(settings, dict):
            return
        yield settings
        if not isinstance(settings.get("INHERIT"), str):
            return
        path = path.parent / settings["INHERIT"]


def _options(plugins: Any) -> Mapping[str, Any]:
    """Return the options of the plugin, which is listed by its name or as a mapping."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        options = entry.get("casewright") if isinstance(entry, dict) else None
        if isinstance(options, dict):
            return options
    return {}
