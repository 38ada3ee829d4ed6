"""YAML as an editor reads it: the core schema of YAML 1.2, in which dates and ``no`` are text."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Core(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own form


for _tag, _form, _first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_form})\Z"), _first)


def _int(_: _Core, node: yaml.ScalarNode) -> int:
    return int(node.value, 0 if node.value[:2] in ("0o", "0x") else 10)


_Core.add_constructor("tag:yaml.org,2002:int", _int)


def core_yaml(text: str) -> Any:
    """Return the plain values that a YAML text stands for."""
    return yaml.load(text, Loader=_Core)  # noqa: S506 - it is a safe loader


def front_matter(text: str) -> Any:
    """Return the fields of a record's file."""
    return core_yaml(text.split("\n---", 1)[0].removeprefix("---"))
