"""DOIs, web addresses and numbers of preprint servers, as written → as they are cited."""

from __future__ import annotations

import re
from urllib.parse import quote

_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|https?://[^/\s]{1,80}/doi/(?:abs/|full/|pdf/)?(?=10\.)",
                       re.IGNORECASE)  # fmt: skip
_SCHEME = re.compile(r"doi\s{0,3}:?\s{0,3}(?=10\.)", re.IGNORECASE)
_DOI = re.compile(r"(?:10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,5}/\S{1,300}|10/[a-z0-9]{3,10})\Z")
_SHORT = re.compile(r"(?:10/)?[a-z0-9]{3,10}")
"""What shortdoi.org gives out."""

_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_WEB = re.compile(r"https?://[^\s<>\"\\]+\Z", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([_%&#~])|\{\\_\}|\{\\textunderscore\}|\\url\{([^{}]*)\}")
_ARXIV = re.compile(r"arxiv\s{0,3}:\s{0,3}", re.IGNORECASE)


def doi_of(value: str) -> tuple[str, bool]:
    """Return the DOI that a field holds, or nothing where it holds none, and whether it was written as an address."""
    text = _unescaped(value)
    text, is_address = _RESOLVER.subn("", text, count=1) if _RESOLVER.match(text) else (text, 0)
    text = _SCHEME.sub("", text, count=1) if _SCHEME.match(text) else text
    if is_address and _SHORT.fullmatch(text):
        return f"10/{text.removeprefix('10/')}", True
    if not _DOI.match(text):
        return "", bool(is_address)
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), text), bool(is_address)


def web_address(value: str) -> str:
    """Return an address that begins with http:// or https://, else nothing."""
    text = _unescaped(value)
    return text if _WEB.match(text) else ""


def arxiv(number: str, *, is_preprint: bool) -> dict[str, str]:
    """Return the variables of a work on arXiv; the preprint itself is published there, with a number."""
    number = _ARXIV.sub("", number).split(" ")[0]
    variables = {"URL": web_address(f"https://arxiv.org/abs/{number}")}
    return {**variables, "publisher": "arXiv", "number": f"arXiv:{number}"} if is_preprint else variables


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or found[2] or "_", value).strip()
