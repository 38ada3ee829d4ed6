"""What a command has to know of mkdocs.yml, so that it reads what the build reads: the language and the pages.

The file is written for an engine: what only an engine understands (``!!python/name``) is nothing here, and nothing in
it is run.
"""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from casewright.build import CitationSettings

_NAME = "mkdocs.yml"
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
    for settings in _files(folder / _NAME):
        language = _options(settings.get("plugins")).get("language")
        if isinstance(language, str) and language.strip():
            return language
    return CitationSettings().language


def site_settings(folder: Path) -> Mapping[str, Any]:
    """Return the settings in the mkdocs.yml of a casebook, and those that it inherits and does not set itself."""
    return dict(ChainMap(*map(dict, _files(folder / _NAME))))


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
