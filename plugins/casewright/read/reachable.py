"""What keeps readers out who listen to a page or move by its headings: in the tokens of a text.

Pictures are not part of records (CW214), so that there is no rule about words in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from casewright.problems import Code, quoted

EMPTY_WORDS = frozenset(
    {
        *("here", "click here", "click", "link", "this", "this link", "this page", "this website", "this site", "more"),
        *("read more", "learn more", "find out more", "more information", "see here", "details", "website", "page"),
    }
)
"""Words of links that mean nothing to those who hear a list of the links of a page."""

_MOST_OF_HEADING = 12
"""Words; a longer paragraph in bold is meant to be loud, not to be a heading."""
_TITLE = 1
"""The level of the page's own heading."""

Fault = tuple[Code, str, str]
"""What is wrong, and what to do."""


def heading_faults(tokens: Sequence[Token]) -> Iterator[tuple[int, Fault]]:
    """Yield gaps between the levels of headings, and paragraphs in bold that stand for some, each with its token."""
    level = _TITLE
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            found = int(token.tag[1:])
            if found > level + 1:
                yield index, _jump(level, found)
            level = found
        elif token.type == "inline" and index and tokens[index - 1].type == "paragraph_open" and _is_bold(token):
            has_more = index + 2 < len(tokens) and tokens[index - 1].level == 0
            if has_more and tokens[index + 2].type in ("paragraph_open", "bullet_list_open", "ordered_list_open"):
                yield index - 1, _bold("".join(child.content for child in token.children or []))


def _jump(level: int, found: int) -> Fault:
    return (
        Code.HEADING_JUMP,
        f"a heading of level {found} follows one of level {level}",
        f"begin it with {'#' * (level + 1)}; who moves by headings takes a gap for something missing",
    )


def _bold(words: str) -> Fault:
    return (
        Code.BOLD_HEADING,
        f"the paragraph {quoted(words)} is bold and seems to be a heading",
        "begin it with ## or ###; who cannot see that it is bold does not know that something new begins",
    )


def _is_bold(inline: Token) -> bool:
    """Return whether all of a paragraph is in bold, short, and ends like no sentence."""
    children = [child for child in inline.children or [] if child.type != "text" or child.content]
    if len(children) < 3 or children[0].type != "strong_open" or children[-1].type != "strong_close":  # noqa: PLR2004
        return False
    within = children[1:-1]
    words = "".join(child.content for child in within)
    is_text = all(child.type in ("text", "softbreak", "code_inline") for child in within)
    return is_text and len(words.split()) <= _MOST_OF_HEADING and not words.rstrip().endswith((".", "!", "?", ",", ";"))


def says_nothing(words: str) -> bool:
    """Return whether the words of a link do not say where it leads."""
    return " ".join(words.split()).strip(" .,:;!→›»>").lower() in EMPTY_WORDS


def empty_link(words: str) -> Fault:
    """Return what is wrong with a link whose words say nothing."""
    return (
        Code.EMPTY_LINK_WORDS,
        f"the words of the link, {quoted(words)}, do not say where it leads",
        "let them name what is there; many readers hear the links of a page alone, one after the other",
    )
