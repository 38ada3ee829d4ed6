"""The files that hold the settings of a site: mkdocs.yml, and those that it inherits.

They are written for an engine: what only an engine understands (``!!python/name``) is nothing here, and nothing in
them is run. Beside what they say, they tell what else it depends on.
"""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from casewright.read.layout import SETTINGS

MOST_PARENTS = 5
"""How far settings are followed that inherit from each other."""

PARENT = "INHERIT"
_ENVIRONMENT, _PYTHON = "!ENV", "tag:yaml.org,2002:python/"


class Loader(yaml.SafeLoader):
    """Reads plain YAML, and what only an engine understands as nothing."""


def _environment(loader: Loader, node: yaml.Node) -> Any:
    """Return the value of the first variable that is set, or the default behind them, as the engines do."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, default = [loader.construct_object(item, deep=True) for item in node.value] or [None]
    return next((os.environ[name] for name in map(str, names) if name in os.environ), default)


Loader.add_constructor(_ENVIRONMENT, _environment)
Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)
Loader.add_multi_constructor(_PYTHON, lambda _loader, _suffix, _node: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """One file of settings: what it says, and what it names that only an engine can look up."""

    path: Path
    values: Mapping[str, Any]
    variables: frozenset[str]
    """Variables of the environment."""
    code: frozenset[str]
    """Functions and classes of Python, as in ``pymdownx.slugs.slugify``."""


def site_settings(folder: Path) -> Mapping[str, Any]:
    """Return the settings in the mkdocs.yml of a casebook, and those that it inherits and does not set itself."""
    return dict(ChainMap(*(dict(file.values) for file in settings_files(folder / SETTINGS))))


def settings_files(path: Path) -> Iterator[SettingsFile]:
    """Yield a file of settings, and then those that it inherits, as far as they can be read."""
    for _ in range(MOST_PARENTS):
        try:
            file = _read(path)
        except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError):
            return
        if file is None:
            return
        yield file
        if not isinstance(file.values.get(PARENT), str):
            return
        path = path.parent / file.values[PARENT]


def _read(path: Path) -> SettingsFile | None:
    loader = Loader(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            return None
        nodes = list(_nodes(root, set()))
        values = loader.construct_document(root)
    finally:
        loader.dispose()
    return SettingsFile(
        path=path,
        values=values,
        variables=frozenset(name for node in nodes if node.tag == _ENVIRONMENT for name in _scalars(node)),
        code=frozenset(node.tag.rpartition(":")[2] for node in nodes if node.tag.startswith(_PYTHON)),
    )


def _nodes(node: yaml.Node, met: set[int]) -> Iterator[yaml.Node]:
    """Yield a node and all below it, each once, however often an alias leads there."""
    if id(node) in met:
        return
    met.add(id(node))
    yield node
    below = node.value if isinstance(node, yaml.MappingNode | yaml.SequenceNode) else ()
    for item in below:
        for child in item if isinstance(item, tuple) else (item,):
            yield from _nodes(child, met)


def _scalars(node: yaml.Node) -> Iterator[str]:
    """Yield the names that a reference to the environment may look up: the last of several is a default."""
    if isinstance(node, yaml.SequenceNode):
        yield from (str(item.value) for item in node.value if isinstance(item, yaml.ScalarNode))
    else:
        yield str(node.value)
