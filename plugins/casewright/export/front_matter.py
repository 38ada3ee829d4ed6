"""Values → the text of a record's file, which read again gives the same values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

_WIDTH = 110


def write_document(values: Mapping[str, Any], body: str) -> str:
    """Return a record's file: front matter in the order of ``values``, then the text."""
    text = f"---\n{write_yaml(values)}---\n"
    return f"{text}\n{body.rstrip()}\n" if body.strip() else text


def write_yaml(values: Mapping[str, Any]) -> str:
    """Return values as YAML in block style; long text is folded, text that YAML would misread is quoted."""
    return yaml.dump(
        _plain(values),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=False,
    )


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their key, as the records of a casebook do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - the base class's signature
        return True


def _plain(value: Any) -> Any:  # noqa: ANN401 - nested plain values
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value
