"""A name that stands for one case and nothing else → a link to it.

The name of a place or an organisation may mean just that, and so is left to a person.
"""

from __future__ import annotations

from casewright.mend.edits import Edit
from casewright.model.library import Library
from casewright.problems import Problem
from casewright.read.text import SourceText


def mended_link(problem: Problem, source: SourceText, library: Library) -> Edit | None:
    """Return the edit for a name that is not linked: in running text of a body, where it is a case's own."""
    start = source.offset(problem.where)
    line = source.text[source.text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    if problem.path or "|" in line or line.startswith(("#", "    ", "\t")):
        return None  # of a field the place of the name is not known; in a table a bar would begin a cell
    found = {
        (case.id, name, name == case.title)
        for case in library.cases
        for name in (case.title, *case.also_called)
        if source.text.startswith(name, start) and f'case "{case.id}"' in problem.message
    }
    if len({id_ for id_, _, _ in found}) != 1:
        return None
    id_, name, is_title = max(found, key=lambda item: len(item[1]))
    return Edit(start, start + len(name), f"[[{id_}]]" if is_title else f"[[{id_}|{name}]]")
