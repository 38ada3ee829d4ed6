"""Text that people wrote, with the citations and links found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from casewright.model.ids import Ref, SourceKey
from casewright.problems import Location

LINK_MARK = re.compile("\ue000([^\ue000\ue001]*)\ue001")
"""What stands in plain text for a link without words until titles are known: its record, between two private signs."""


def link_mark(ref: Ref) -> str:
    """Return the mark of a link without words."""
    return f"\ue000{ref}\ue001"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedItem:
    """One source within a citation, with what the author wrote around it."""

    key: SourceKey
    prefix: str = ""
    label: str = ""
    """What the locator counts, in CSL's words: ``page``, ``chapter``; empty where there is no locator."""
    locator: str = ""
    """The bare value: ``12``, ``3-5``, ``iv``."""
    suffix: str = ""
    """What follows, with its punctuation or space: ``, and note``. In it and in the prefix, ``*words*`` is emphasis."""
    is_author_suppressed: bool = False
    is_without_locator: bool = field(compare=False, default=False)
    """True where empty braces behind the key say that the suffix holds no locator."""
    where: Location = field(compare=False, default=Location(""))


Cluster = tuple[tuple[CitedItem, ...], bool]
CITATION_MARK = re.compile("\ue00a(?P<in_text>@?)\ue00c(?P<items>[^\ue00a\ue00b]*)\ue00b")
"""What stands in a sentence for a citation until it is printed: all that decides how, between two private signs."""


def citation_mark(cluster: Cluster) -> str:
    """Return the mark of a citation."""
    items, is_in_text = cluster
    written = "\ue00c".join(
        "\ue00d".join((item.key, item.prefix, item.label, item.locator, item.suffix, "-" * item.is_author_suppressed))
        for item in items
    )
    return f"\ue00a{'@' if is_in_text else ''}\ue00c{written}\ue00b"


def marked_clusters(text: str) -> Iterator[Cluster]:
    """Yield the citations that marks in a text stand for."""
    for mark in CITATION_MARK.finditer(text):
        parts = [item.split("\ue00d") for item in mark["items"].split("\ue00c")]
        if all(len(fields) == _MARKED for fields in parts):
            items = (
                CitedItem(
                    key=SourceKey(key),
                    prefix=prefix,
                    label=label,
                    locator=locator,
                    suffix=suffix,
                    is_author_suppressed=bool(minus),
                )
                for key, prefix, label, locator, suffix, minus in parts
            )
            yield tuple(items), bool(mark["in_text"])


_MARKED = 6
"""Parts of what a mark says of each source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A group of sources cited at one place. ``[@a; @b]`` is parenthetical, ``@a says`` is in the text."""

    items: tuple[CitedItem, ...]
    is_in_text: bool = False
    sentence: str = ""
    """The sentence that holds the citation, as plain text without citations."""
    as_printed: str = ""
    """The same as it reads on its page, in a table its row, with marks in the places of the citations."""
    anchor: str = field(compare=False, default="")
    """The address of the citation within the page of its own record."""
    where: Location = field(compare=False, default=Location(""))
    is_unclosed: bool = field(compare=False, default=False)
    """Whether brackets that open before it are never closed."""
    opened: Location = field(compare=False, default=Location(""))
    """Where these brackets open."""
    is_joined: bool = field(compare=False, default=False)
    """Whether it is the first of several in one pair of brackets, between which stand commas where ``;`` is needed."""
    is_in_link: bool = field(compare=False, default=False)
    """Whether it stands in the words of a link, and so is printed as written."""

    @property
    def cluster(self) -> Cluster:
        """Return what decides how the citation is printed."""
        return (self.items, self.is_in_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A ``[[id]]`` link to a record; ``words`` is empty where the record's own title is shown."""

    ref: Ref
    words: str = ""
    sentence: str = ""
    where: Location = field(compare=False, default=Location(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracketed:
    """Text in brackets that is no citation and begins like the key of a source: ``[doe2013desk, p. 4]``."""

    key: SourceKey
    where: Location = field(compare=False, default=Location(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Markdown as written, and its citations and links in the order of the text."""

    text: str
    is_block: bool = False
    """True for a record's body (paragraphs, headings, lists); False for a field (one run of inline text)."""
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    brackets: tuple[Bracketed, ...] = ()
    in_links: tuple[Citation, ...] = ()
    """What would be citations if it did not stand in the words of links."""
    headings: tuple[str, ...] = ()
    """The headings of the second level, as plain text: the sections of a body."""
    plain: str = ""
    """The text without markup and citations, for cards, feeds and search engines. As read it holds the marks of links;
    in a linked library, the titles of the records they lead to."""
    where: Location = field(compare=False, default=Location(""))

    def __bool__(self) -> bool:
        return bool(self.text.strip())
