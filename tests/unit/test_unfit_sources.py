"""What is told of the sources of a site that is no casebook."""

from __future__ import annotations

from casewright.model.ids import SourceKey
from casewright.read.bibliography import read_bibliography
from casewright.resolve.citations import unfit_sources

BOOK = b"""@book{parent, title = {B}, year = {2001}}
@inbook{child, title = {C}, crossref = {parent}}
@misc{alone, title = {A}, year = {2002}}
"""


def test_an_entry_from_which_others_inherit_is_not_told_as_never_cited() -> None:
    sources, _ = read_bibliography([("b.bib", BOOK)])
    assert [problem.path for problem in unfit_sources(sources, {SourceKey("child")})] == ["alone"]
