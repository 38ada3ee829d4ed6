"""Files and their problems → the files as they are when what can be mended is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from casewright.mend.dates import mended_date
from casewright.mend.deprecated import mended_deprecated
from casewright.mend.dois import mended_doi
from casewright.mend.edits import Edit, edited
from casewright.mend.layout import in_usual_order, without_blanks
from casewright.mend.links import mended_link
from casewright.mend.terms import mended_term
from casewright.mend.wrecks import mended_wreck
from casewright.model.ids import Kind
from casewright.model.library import RECORD_TYPES, Library
from casewright.model.record import Record
from casewright.problems import Code, Problem
from casewright.read.text import SourceText, decode

_SPOTS: Mapping[Code, Callable[[Problem, SourceText, Library], Edit | None]] = {
    Code.UNKNOWN_TERM: mended_term,
    Code.DEPRECATED_TERM: mended_deprecated,
    Code.BAD_DATE: mended_date,
    Code.DOI_AS_ADDRESS: mended_doi,
    Code.UNLINKED: mended_link,
    Code.WRECKED_TEXT: mended_wreck,
    Code.WRECKED_ENTRY: mended_wreck,
}
_FILES = (Code.BYTE_ORDER_MARK, Code.WINDOWS_LINES, Code.UNSEEN_BLANKS, Code.FIELD_ORDER)
MENDED = (*_SPOTS, *_FILES)
"""The kinds of problems that can be mended, where it is certain how."""

_BOM = b"\xef\xbb\xbf"
_FOLDERS = {kind.folder: kind for kind in Kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file before and after, and how many problems of each kind were mended in it."""

    path: str
    before: bytes
    after: bytes
    kinds: Mapping[Code, int]


def mended(files: Mapping[str, bytes], problems: Iterable[Problem], library: Library) -> Iterator[Mended]:
    """Yield every file in which something can be mended; ``problems`` are those of ``library``, read from ``files``."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code in MENDED and not problem.ignored:
            by_file.setdefault(problem.where.path, []).append(problem)
    for path, found in sorted(by_file.items()):
        if path in files and (done := _mended(path, files[path], found, library)).after != done.before:
            yield done


def _mended(path: str, data: bytes, problems: list[Problem], library: Library) -> Mended:
    kinds: Counter[Code] = Counter()
    asked = {problem.code for problem in problems}
    source, _ = decode(path, data, most=len(data))
    after = data
    if source is not None:
        text = _with_edits(source, problems, library, kinds)
        text = _laid_out(SourceText(path, text), asked, kinds)
        after = _encoded(text, data, asked, kinds)
    return Mended(path=path, before=data, after=after, kinds=kinds)


def _with_edits(source: SourceText, problems: list[Problem], library: Library, kinds: Counter[Code]) -> str:
    edits: dict[Edit, Code] = {}
    lines = source.text.count("\n") + 1
    for problem in problems:
        if problem.where.line > lines:
            continue  # the file was changed meanwhile
        edit = _SPOTS[problem.code](problem, source, library) if problem.code in _SPOTS else None
        if edit:
            edits.setdefault(edit, problem.code)
    kinds.update(edits.values())
    return edited(source.text, edits)


def _laid_out(source: SourceText, asked: set[Code], kinds: Counter[Code]) -> str:
    type_ = _type(source.path)
    if type_ and Code.UNSEEN_BLANKS in asked:
        source = _counted(source, without_blanks(source), Code.UNSEEN_BLANKS, kinds)
    if type_ and Code.FIELD_ORDER in asked:
        source = _counted(source, in_usual_order(type_, source), Code.FIELD_ORDER, kinds)
    return source.text


def _counted(source: SourceText, text: str, code: Code, kinds: Counter[Code]) -> SourceText:
    kinds.update([code] if text != source.text else [])
    return SourceText(source.path, text)


def _encoded(text: str, before: bytes, asked: set[Code], kinds: Counter[Code]) -> bytes:
    """Return the bytes of a text with mark and line ends as they were, unless these are to be mended."""
    mark = before.startswith(_BOM)
    if mark and Code.BYTE_ORDER_MARK in asked:
        kinds[Code.BYTE_ORDER_MARK] += 1
        mark = False
    if b"\r" in before and Code.WINDOWS_LINES in asked:
        kinds[Code.WINDOWS_LINES] += 1
    elif b"\r" in before:
        if before.count(b"\r\n") != before.count(b"\n") or before.count(b"\r") != before.count(b"\n"):
            kinds.clear()
            return before  # of several kinds: which of them a line had is no longer known
        text = text.replace("\n", "\r\n")
    return (_BOM if mark else b"") + text.encode()


def _type(path: str) -> type[Record] | None:
    kind = _FOLDERS.get(path.partition("/")[0])
    return RECORD_TYPES[kind] if kind else None
