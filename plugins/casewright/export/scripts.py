"""Scripts that are modules → functions in one classic script, since a browser loads no module from a file on disk.

Of the language's ways to import and to export it takes those that our modules, Pagefind's and reveal.js' have, each at
the beginning of a line or behind the last one; whatever else it meets is an error, and no script that fails in silence.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping

_IMPORT = re.compile(r"^import \{([^{}]*)\} from '([^'\n]+)';$", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_LISTED = re.compile(r"(?:^|(?<=[;}]))export\s*\{([\w\s,$]*)\};?\s*\Z", re.MULTILINE)
_ASKED_FOR = re.compile(r"\bimport\(")
_HERE = re.compile(r"\bimport\.meta\.url\b")
_LEFT = re.compile(r"^(?:import|export)\b|\bimport\.meta\b", re.MULTILINE)
_WAITS = re.compile(r"^(?:const [^=\n]+= )?await ", re.MULTILINE)


class UnknownScriptError(ValueError):
    """A module says something that is not known here."""


def bundle(modules: Mapping[str, str]) -> str:
    """Return an object of functions, by the addresses of the modules that they stand for.

    Each function gets ``$use`` (another module, by its address), ``$load`` (one that is asked for while the page is
    shown) and ``$here`` (the address of its file), and returns what the module exports.
    """
    parts = [f"{json.dumps(address)}: {_function(address, text, modules)}" for address, text in sorted(modules.items())]
    return "{\n" + ",\n".join(parts) + "\n}"


def _function(address: str, text: str, known: Iterable[str]) -> str:
    names = _EXPORTED.findall(text)
    listed = _LISTED.search(text)
    if listed:
        names += [_returned(name) for name in listed[1].split(",") if name.strip()]
        text = text[: listed.start()]

    def imported(found: re.Match[str]) -> str:
        other = posixpath.normpath(posixpath.join(posixpath.dirname(address), found[2]))
        if other not in known:
            msg = f"{address} imports {found[2]}, which is not there"
            raise UnknownScriptError(msg)
        return f"const {{{re.sub(r' as ', ': ', found[1])}}} = $use({json.dumps(other)});"

    body = _EXPORTED.sub("", _IMPORT.sub(imported, text))
    body = _ASKED_FOR.sub("$load($here, ", _HERE.sub("$here", body))
    if _LEFT.search(body) or (names and _WAITS.search(body)):
        msg = f"{address} imports, exports or waits in a way that is not known here"
        raise UnknownScriptError(msg)
    begin = "function" if names else "async function"
    return f"{begin} ($use, $load, $here) {{\n{body}\nreturn {{ {', '.join(names)} }};\n}}"


def _returned(name: str) -> str:
    """Return an item of a list of exports as one of an object: ``Deck as default`` is ``default: Deck``."""
    own, _, other = name.strip().partition(" as ")
    return f"{other.strip()}: {own}" if other else own
