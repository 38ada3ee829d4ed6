"""JSON with an indent, the same as from Python's own module, which has no quick way to write that."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any


def json_text(values: Any, indent: str = "") -> str:  # noqa: ANN401 - nested plain values, whose keys are texts
    """Return plain values as JSON, each part on a line of its own."""
    kind = type(values)
    if kind is str:
        return quoted(values)
    inner = f"\n{indent} "
    if kind is dict and values:
        pairs = [f"{quoted(name)}: {json_text(value, f'{indent} ')}" for name, value in values.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}\n{indent}}}"
    if kind in (list, tuple) and values:
        parts = [json_text(value, f"{indent} ") for value in values]
        return f"[{inner}{f',{inner}'.join(parts)}\n{indent}]"
    return json.dumps(values, ensure_ascii=False, indent=1).replace("\n", f"\n{indent}")
