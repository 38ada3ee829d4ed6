"""A table → a first mapping file for it, made from what its columns are called; a person goes on from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from casewright.export.front_matter import write_yaml
from casewright.model.case import Case
from casewright.model.fields import FieldType, Group, ListOf, TermText, fields_of
from casewright.model.vocabulary import Vocabulary
from casewright.problems import nearest
from casewright.read.mapping import folded
from casewright.read.table import Cell, Table

_ALIKE = 80.0
_MOST_VALUES = 200
_SEPARATORS = (";", "|", "\n", ",")
_KEYS = ("id", "key", "no", "number", "nr", "code", "case id", "case no", "case number", "ref", "reference")
_OTHER_NAMES = {
    "title": ("name", "case", "case name", "project", "project name"),
    "summary": ("description", "abstract", "short description"),
    "place": ("city", "location", "municipality", "country", "where"),
    "level": ("level of government", "government level", "tier"),
    "organisations": ("organisation", "organization", "organizations", "agency", "body", "owner"),
    "policy_areas": ("policy area", "policy field", "sector", "area", "topic", "cofog"),
    "innovation_types": ("innovation type", "type of innovation", "type"),
    "methods": ("method", "tools"),
    "governance.model": ("governance", "leadership", "led by", "who leads"),
    "governance.funds": ("funding", "budget", "money"),
    "governance.it_role": ("it role", "role of it", "it department"),
    "technology.role": ("technology", "role of technology"),
    "outcome.text": ("outcome", "result", "results"),
    "body": ("story", "text", "full text", "details"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    path: str
    type: FieldType
    column: str


def suggested_mapping(table: Table, vocabularies: Mapping[str, Vocabulary]) -> str:
    """Return a mapping file for a table. Columns that resemble no field are named in a comment."""
    guesses = sorted(_guesses(table), key=lambda guess: list(_targets()).index(guess.path))
    key = _key(table)
    lines = [
        "# Which column of the table each field of a case comes from. Everything here was guessed from names:",
        "# look at each line. The fields: /contribute/fields/ of the site, or `casewright new case`.",
        "# A field may also be `{column: …, split: ';', terms: {In the table: the-term}}`, or `{value: in all rows}`.",
        "# The column that tells rows apart, in every version of the table:",
        *_lines({"key": key}, 0),
        "fields:",
    ]
    group = ""
    for guess in guesses:
        head, _, name = guess.path.partition(".")
        if guess.path == "body":
            continue
        if name and head != group:
            lines.append(f"  {head}:")
        group = head if name else ""
        lines += _field(guess, name or head, table, vocabularies)
    if not guesses:
        lines[-1] = "fields: {}"
    lines += [line for guess in guesses if guess.path == "body" for line in _lines({"body": guess.column}, 0)]
    others = [name for name in table.columns if name not in {key, *(guess.column for guess in guesses)}]
    if others:
        lines += [
            "# No field was found for these columns. Give each a field, or leave it out on purpose below `unused:`"
        ]
        lines += [f"# {line}" for line in _lines({"unused": others}, 0)]
    return "\n".join(lines) + "\n"


def _targets() -> Iterator[str]:
    yield from _fields()
    yield "body"


def _fields() -> dict[str, FieldType]:
    """Return the fields that a column can fill by itself, those of groups with a dot."""
    found: dict[str, FieldType] = {}
    for name, row in fields_of(Case).items():
        if isinstance(row.type, Group):
            inner = fields_of(row.type.type).items()
            found |= {f"{name}.{its}": its_row.type for its, its_row in inner if _is_plain(its_row.type)}
        elif name != "id" and _is_plain(row.type):
            found[name] = row.type
    return found


def _is_plain(type_: FieldType) -> bool:
    return not isinstance(type_, Group) and not (isinstance(type_, ListOf) and isinstance(type_.item, Group))


def _guesses(table: Table) -> Iterator[_Guess]:
    """Yield the best column of each field, the most alike first; no column is given twice."""
    names: dict[str, str] = {}
    for path in _targets():
        for name in (path.replace(".", " "), *_OTHER_NAMES.get(path, ())):
            names.setdefault(utils.default_process(name.replace("_", " ")), path)
    scored = sorted(
        (-score, index, names[name], column)
        for index, column in enumerate(table.columns)
        for name, score, _ in process.extract(
            utils.default_process(column.replace("_", " ")), list(names), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
    )
    fields, paths, columns = _fields(), set[str](), set[str]()
    for _, _, path, column in scored:
        if path not in paths and column not in columns:
            paths.add(path)
            columns.add(column)
            yield _Guess(path=path, type=fields.get(path, ListOf(Group(Case))), column=column)


def _key(table: Table) -> str:
    """Return the column that tells rows apart: one called so, or else the first that does."""
    apart = [name for name in table.columns if _tells_apart(table, name)]
    called = (name for name in apart if folded(name.replace("_", " ")).strip("#. ") in _KEYS)
    return next(called, apart[0] if apart else table.columns[0] if table.columns else "")


def _tells_apart(table: Table, column: str) -> bool:
    values = [row.cells.get(column) for row in table.rows]
    return all(values) and len(set(values)) == len(values)


def _field(guess: _Guess, name: str, table: Table, vocabularies: Mapping[str, Vocabulary]) -> Iterator[str]:
    depth = 2 if "." in guess.path else 1
    cells = [row.cells[guess.column] for row in table.rows if guess.column in row.cells]
    is_list = isinstance(guess.type, ListOf)
    item = guess.type.item if isinstance(guess.type, ListOf) else guess.type
    vocabulary = vocabularies.get(item.vocabulary) if isinstance(item, TermText) else None
    labels = (
        {folded(label): term.id for term in vocabulary.terms for label in (term.id, term.label)} if vocabulary else {}
    )
    split = _split(cells, labels) if is_list else ""
    values = sorted({part for cell in cells for part in _parts(cell, split)}) if vocabulary else []
    unknown = [value for value in values if folded(value) not in labels]
    if not split and not unknown:
        yield from _lines({name: guess.column}, depth)
        return
    yield from _lines({name: {"column": guess.column} | ({"split": split} if split else {})}, depth)
    if unknown:
        indent = "  " * (depth + 1)
        yield f"{indent}terms:  # what is no term of vocabularies/{vocabulary.id if vocabulary else ''}.yml"
        for value in unknown[:_MOST_VALUES]:
            near = nearest(folded(value), labels)
            line = next(_lines({value: labels[near] if near else value}, 0))
            yield f"{indent}  {line}" + ("  # guessed" if near else "  # give its term")
        if len(unknown) > _MOST_VALUES:
            yield f"{indent}  # and {len(unknown) - _MOST_VALUES} more"


def _split(cells: list[Cell], labels: Mapping[str, str]) -> str:
    """Return what stands between items in some cells; a comma within a label is none."""
    texts = [cell for cell in cells if isinstance(cell, str) and folded(cell) not in labels]
    return next((sign for sign in _SEPARATORS if any(sign in text for text in texts)), "")


def _parts(cell: Cell, split: str) -> list[str]:
    texts = cell.split(split) if isinstance(cell, str) and split else [cell] if isinstance(cell, str) else cell
    return [" ".join(text.split()) for text in texts if text.strip()]


def _lines(values: Mapping[str, object], depth: int) -> Iterator[str]:
    yield from (f"{'  ' * depth}{line}" for line in write_yaml(values).rstrip("\n").split("\n"))
