"""What may be wrong with one bibliography entry: its type, names, dates, DOI, language, the capitals of its title.

Reading goes on with each of them; the messages say what was made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from casewright.model.rich_text import plain
from casewright.problems import Code, Problem, did_you_mean, nearest, quoted
from casewright.read.addresses import doi_of
from casewright.read.entry import Entry
from casewright.read.field_names import KNOWN_FIELDS
from casewright.read.languages import LANGUAGES
from casewright.read.latex import to_text, unknown_macros
from casewright.read.wrecked import LOST, wrecks

_LEAST_LETTERS, _LEAST_WORDS = 12, 3
_LEAST_OF_FIELD = 4
_NOT_PRINTED = frozenset(
    {
        "abstract", "annotation", "annote", "archiveurl", "crossref", "doi", "eprint", "file", "ids", "keywords", "pdf",
        "sortkey", "sortname", "sorttitle", "url", "xdata",
    }
)  # fmt: skip
"""Fields that no reference shows, or that are taken as they stand."""


def entry_problems(entry: Entry, types: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems of an entry's type (``types`` are those known), DOI and title."""
    if entry.type not in types:
        near = nearest(entry.type, types)
        yield entry.problem(
            Code.ENTRY_TYPE,
            "",
            f"@{quoted(entry.type)[1:-1]} is no type of entry; it is read as @misc",
            f"did you mean @{near}?" if near else "use @misc, @online, @report, @article, @book or another of its kind",
        )
    yield from _doi_problems(entry)
    yield from _wrecks(entry)
    if entry.is_latex:
        yield from _misspelt_fields(entry)
        yield from _macro_problems(entry)
    title = entry.fields.get("title", "")
    if title == title.upper() and _is_shouted(to_text(title) if entry.is_latex else title):
        yield entry.problem(
            Code.TITLE_IN_CAPITALS,
            "title",
            "the title is in capitals, which it keeps in every style",
            "write it as a sentence, with braces around names and abbreviations: {Denver} cuts waits at its {DMV}"
            if entry.is_latex
            else "write it as a sentence, with capitals for names and abbreviations",
        )


def _doi_problems(entry: Entry) -> Iterator[Problem]:
    written = entry.fields.get("doi", "")
    if not written:
        return
    doi, is_address = doi_of(written)
    if not doi:
        yield entry.problem(
            Code.BAD_DOI,
            "doi",
            f"{quoted(written)} is no DOI; it is left out",
            "a DOI begins with 10., such as 10.1111/padm.12209; any other address belongs in the field url",
        )
    elif is_address:
        yield entry.problem(
            Code.DOI_AS_ADDRESS,
            "doi",
            f"the DOI is written as an address; it is used as {quoted(doi)}",
            f"write doi = {{{doi}}}" if entry.is_latex else f"write {doi}",
        )


def _wrecks(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each field whose letters were wrecked by a wrong encoding."""
    for name, value in entry.fields.items():
        found = next(wrecks(value), None)
        if found:
            start, end, meant = found
            yield entry.problem(
                Code.WRECKED_ENTRY,
                name,
                f"{quoted(value[start:end])} in {name} seems to be {quoted(meant)}, read in a wrong encoding",
                "write the letters that are meant; `casewright check --fix` does",
            )
        elif LOST in value:
            yield entry.problem(
                Code.WRECKED_ENTRY, name, f"a letter in {name} was lost", "look it up in the work, and write it"
            )


def _macro_problems(entry: Entry) -> Iterator[Problem]:
    for name, value in entry.fields.items():
        macros = unknown_macros(value) if "\\" in value and name not in _NOT_PRINTED else ()
        if macros:
            shown = ", ".join(f"\\{macro}" for macro in macros)
            are = "is not known and is" if len(macros) == 1 else "are not known and are"
            yield entry.problem(
                Code.UNKNOWN_MACRO,
                name,
                f"{quoted(shown)[1:-1]} in {name} {are} left out",
                "write the sign itself instead (the file is UTF-8), or delete the macro; what stands in braces stays",
            )


def _misspelt_fields(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each field that is one slip away from one that is known and not there.

    Other unknown fields are somebody's own.
    """
    for name in entry.fields:
        if name in KNOWN_FIELDS or len(name) < _LEAST_OF_FIELD:
            continue
        slips = (known for known in KNOWN_FIELDS if OSA.distance(name, known, score_cutoff=1) == 1)
        meant = sorted(known for known in slips if known not in entry.fields)
        if meant:
            yield entry.problem(
                Code.FIELD_NAME,
                name,
                f"the field {quoted(name)} is not known, so nothing of it is shown",
                f'did you mean "{meant[0]}"?',
            )


def _is_shouted(title: str) -> bool:
    letters = [char for char in plain(title) if char.isalpha()]
    return len(letters) >= _LEAST_LETTERS and len(title.split()) >= _LEAST_WORDS and "".join(letters).isupper()


def too_many_commas(entry: Entry, name: str, written: str) -> Problem:
    """Return the problem of a name that cannot be taken apart."""
    return entry.problem(
        Code.BROKEN_ENTRY,
        name,
        f"{name} {quoted(written)} has too many commas; the name is left out",
        'write "Family, Given and Family, Given", or {{Name of the organisation}}',
    )


def several_names(entry: Entry, name: str, written: str) -> Problem:
    """Return the problem of names with something else than ``and`` between them."""
    return entry.problem(
        Code.SEVERAL_NAMES,
        name,
        f"{name} {quoted(written)} is read as one name",
        'write "and" between names, "Doe, Jane and Roe, Rita"; the name of an organisation goes between {{ and }}',
    )


def corporate_name(entry: Entry, name: str, written: str, read: str, rest: str = "", perhaps: str = "") -> Problem:
    """Return the problem of an organisation whose name is taken apart as if it were a person's.

    ``rest`` is what the list of names takes for the next name and likely belongs to it, as in ``Ministry of Health and
    Welfare``; ``perhaps`` is what only may.
    """
    if "," in written and not rest:
        whole = f"{{{{{_inside(written)} and …}}}}"
    elif perhaps and not rest:
        whole = f"{_braced(written, perhaps)}, or {_braced(written)} if what follows is another author"
    else:
        whole = _braced(written, rest)
    return entry.problem(
        Code.CORPORATE_NAME,
        name,
        f"{name} {quoted(written)} is read as a person" + (f": {quoted(read)}" if read != written else ""),
        f"put the whole name between braces of its own, {whole}; a person is written Family, Given",
    )


def _braced(*parts: str) -> str:
    return f"{{{{{' and '.join(_inside(part) for part in parts if part)}}}}}"


def _inside(part: str) -> str:
    return quoted(part)[1:-1]


def bad_date(entry: Entry, name: str, text: str, *, is_printed: bool) -> Problem:
    """Return the problem of a date that cannot be read."""
    return entry.problem(
        Code.SOURCE_DATE,
        name,
        f"{name} {quoted(text)} cannot be read; it is {'printed as it stands' if is_printed else 'left out'}",
        "write 2012, 2012-07 or 2012-07-31; 2012~ for about 2012, 2011/2013 for a span"
        + (", n.d. where there is none" if name == "year" else ""),
    )


def unknown_language(entry: Entry, name: str, text: str) -> Problem:
    """Return the problem of a language nobody knows: a title is taken for English then, and loses its capitals."""
    return entry.problem(
        Code.SOURCE_LANGUAGE,
        name,
        f"{name} {quoted(text)} is no language; the work is taken for English",
        did_you_mean(text, LANGUAGES, "write a name such as german or french, or a tag such as de or fr"),
    )
