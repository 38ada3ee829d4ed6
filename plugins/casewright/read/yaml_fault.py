"""What is wrong with YAML that cannot be read, in a researcher's words.

PyYAML's own words are those of a parser, they differ between its two parsers, and they stand where it noticed the fault
rather than where the fault is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from casewright.problems import Code, Problem, quoted
from casewright.read.text import SourceText

_NO_SPACE = re.compile(r"[ \t]*(?:- )?([\w-]+):\S")
_FOLDED = re.compile(r": [>|][-+]?\Z")
_SPACE_AFTER = "write a space after the colon"
_BELOW = "on the next line, indented, below `>-`"
QUOTE_IT = f"put the text between quotation marks, or {_BELOW}"


def explain(source: SourceText, start: int, text: str, error: yaml.YAMLError) -> Problem:
    """Return the problem of ``text``, which begins at ``start`` in the file and which PyYAML cannot read."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    index = min(mark.index, len(text)) if mark else 0
    reason = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    fault = _Fault(text, index, context.index if context else index, reason)
    at, message, hint = fault.told()
    tab = fault.tab()
    if tab is not None:
        return Problem(
            code=Code.TAB,
            where=source.at(start + tab),
            message="the line is indented with a tab",
            hint="indent with two spaces for each level; YAML does not take tabs",
        )
    return Problem(code=Code.YAML_SYNTAX, where=source.at(start + at), message=message, hint=hint)


@dataclass(slots=True)
class _Fault:
    text: str
    index: int
    """Where PyYAML noticed that something is wrong."""
    context: int
    """Where the construct began that it was reading."""
    reason: str

    def told(self) -> tuple[int, str, str]:  # noqa: C901, PLR0911 - one case for each kind of fault
        """Return where the fault is, what it is, and what to do."""
        reason = self.reason
        if "quoted scalar" in reason and "end of stream" in reason:
            return self.context, "the quotation mark is never closed", f"close it, or put the text {_BELOW}"
        if "escape" in reason:
            at = max(self.text.rfind("\\", 0, self.index + 1), 0)
            return at, "the backslash means nothing here", "write it twice, or use single quotation marks"
        if "node content" in reason or "flow node" in reason or "block node" in reason:
            return self.index, "a sign stands where text is expected", QUOTE_IT
        if "flow" in reason:
            message = f"the bracket {quoted(self.text[self.context : self.context + 1])} is not closed"
            return self.context, message, f"close it; where you mean the sign itself, {QUOTE_IT}"
        if "block scalar" in reason:
            return self.index, "text stands on the line of the > or |", "begin it on the next line, indented"
        if "document start" in reason or "directive" in reason:
            return self._outside()
        if "cannot start" in reason:
            return self._sign(self.index)
        if "scanning an a" in reason or "a tag" in reason or "tag handle" in reason:  # alias, anchor, tag
            return self._sign(self.context)
        if "mapping values" in reason:
            return self._colon()
        if "simple key" in reason:
            return self._no_field()
        return self._layout()

    def tab(self) -> int | None:
        """Return where a tab indents the line, or None."""
        indent = self.line[: len(self.line) - len(self.line.lstrip())]
        return self.line_start + indent.index("\t") if "\t" in indent else None

    @property
    def line_start(self) -> int:
        return self.text.rfind("\n", 0, self.index) + 1

    @property
    def line(self) -> str:
        return self.text[self.line_start :].split("\n", 1)[0]

    def _colon(self) -> tuple[int, str, str]:
        if ": " in self.line[: self.index - self.line_start]:
            return self.index, 'the text holds another ": "', QUOTE_IT
        above = self.text.rfind("\n", 0, max(self.line_start - 1, 0)) + 1
        if found := _NO_SPACE.match(self.text, above):
            return found.start(1), f"there is no space after {quoted(found[1] + ':')}", _SPACE_AFTER
        hint = "let fields of one group begin in the same column; a field with text has no fields below it"
        return self.line_start, "the line is indented deeper than the lines above it", hint

    def _no_field(self) -> tuple[int, str, str]:
        if found := _NO_SPACE.match(self.text, self.context):
            return found.start(1), f"there is no space after {quoted(found[1] + ':')}", _SPACE_AFTER
        if _FOLDED.search(self.text[: self.context].rstrip(" \n")):
            return self.context, "the text below > or | is not indented", "indent it by two spaces more than its field"
        return self.context, "the line has no colon, so it is no field", "write the name, a colon, a space, the value"

    def _sign(self, at: int) -> tuple[int, str, str]:
        sign = self.text[at : at + 1]
        hint = f"in a field that holds only a citation, write the key alone; elsewhere {QUOTE_IT}"
        return at, f"text cannot begin with {quoted(sign)} here", hint if sign == "@" else QUOTE_IT

    def _outside(self) -> tuple[int, str, str]:
        end = self.text.rfind("\n...", 0, self.index)
        if end >= 0:
            return end + 1, 'the line "..." ends the fields', "remove the line; what stands below it would be lost"
        return self._sign(len(self.text) - len(self.text.lstrip()))

    def _layout(self) -> tuple[int, str, str]:
        before = self.text[self.line_start : self.index].rstrip()[-1:]
        if before and before in "\"']}":
            hint = f"put the whole text {_BELOW}, or close what is open in the lines above"
            return self.index, f"text follows the closing {before}", hint
        if self.text[self.index : self.index + 1] == "-":
            return self.index, "a list stands beside fields", "put it below the field it belongs to"
        return self.index, "the line does not line up with the lines above it", "indent by two spaces for each level"
