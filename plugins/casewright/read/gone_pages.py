"""Signs that a page is gone although its server says that all is well ("soft 404"). Few, and only such as are sure.

A page is taken to be gone where a deep address leads to the front page of its site, or where a part of its title says
nothing but that. A title that only speaks of pages that are not found is none of these.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

_TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,500}?)</title\s*>", re.DOTALL | re.IGNORECASE)
_PARTS = re.compile(r"\s+[-–—|:·»«/]+\s+|\s*[|»«·]\s*|:\s+|[.!…]+(?:\s|$)")
_GONE = re.compile(
    r"(?:error\s)?404(?:\serror|\s(?:page\s|file\s)?not\sfound)?"
    r"|(?:error\s)?(?:404\s)?(?:the\s|this\s|requested\s|sorry,\s){0,3}(?:page|file|document|article|content)"
    r"\s(?:was\s|is\s|could\s|can\s|cannot\sbe\s){0,2}not\s?(?:be\s)?(?:found|available)"
    r"|(?:the\s|this\s)?page\s(?:does\snot|doesn['’]t|no\slonger)\sexists?|page\s(?:cannot|can['’]t)\sbe\sfound|not\sfound"
    r"|seite\snicht\sgefunden|page\s(?:introuvable|non\strouv[ée]e)|p[áa]gina\sno\sencontrada|p[áa]gina\sn[ãa]o\sencontrada"
    r"|pagina\s(?:niet\sgevonden|non\strovata)|siden\s(?:blev\s)?ikke\sfundet",
    re.IGNORECASE,
)
_FOR_SALE = re.compile(
    r"(?:(?:this\s|the\s)?domain(?:\sname)?(?:\s\S+)?|\S+\.[a-z]{2,24})\s(?:is|may\sbe)\sfor\ssale", re.IGNORECASE
)
_FRONT = re.compile(r"/(?:(?:index|default|home)(?:\.\w{2,5})?/?|[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)


def leads_to_front_page(asked: str, answered: str) -> bool:
    """Return whether a page deep in a site was asked for, and the front page of a site was answered."""
    before, after = urlsplit(asked), urlsplit(answered)
    is_deep = bool(before.query) or not _FRONT.fullmatch(before.path or "/")
    return is_deep and not after.query and _FRONT.fullmatch(after.path or "/") is not None


def title_of(html: str) -> str:
    """Return the title of a page as plain text on one line."""
    found = _TITLE.search(html)
    return " ".join(unescape(found[1]).split()) if found else ""


def says_it_is_gone(title: str) -> bool:
    """Return whether a part of a title says that there is no page, or that the whole site is given up."""
    parts = (part.strip() for part in _PARTS.split(title))
    whole = title.strip(" .!")
    return any(_GONE.fullmatch(part) for part in parts) or _FOR_SALE.fullmatch(whole) is not None
