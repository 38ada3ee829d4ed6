"""RIS files, as databases and Zotero write them."""

from __future__ import annotations

import pytest

from casewright.problems import Code
from casewright.read.bibliography import read_bibliography

RECORD = """TY  - JOUR
ID  - vries2016
AU  - de Vries, Hanna
A1  - Bekkers, V.
AU  - National Audit Office
TI  - Innovation in the Public Sector: A
 Systematic Review
T2  - Public Administration
PY  - 2016/03//
VL  - 94
IS  - 1
SP  - 146
EP  - 166
SN  - 0033-3298
DO  - https://doi.org/10.1111/padm.12209
UR  - https://repub.eur.nl/pub/89576
LA  - en-GB
KW  - innovation
N1  - A note & <b>more</b> 5% {x}
N1  - read: abstract
N1  - note_read: The abstract_only was read.
ER  -
"""


def test_a_record() -> None:
    sources, problems = read_bibliography([("bibliography/x.ris", RECORD.encode())])
    (source,) = sources.values()
    assert source.item == {
        "id": "vries2016",
        "type": "article-journal",
        "author": [
            {"family": "Vries", "given": "Hanna", "non-dropping-particle": "de"},
            {"family": "Bekkers", "given": "V."},
            {"literal": "National Audit Office"},
        ],
        "title": "Innovation in the Public Sector: A Systematic Review",
        "title-short": "Innovation in the Public Sector",
        "container-title": "Public Administration",
        "issued": {"date-parts": [[2016, 3]]},
        "volume": "94",
        "issue": "1",
        "page": "146-166",
        "ISSN": "0033-3298",
        "DOI": "10.1111/padm.12209",
        "URL": "https://repub.eur.nl/pub/89576",
        "language": "en",
        "note": "A note & <\u2060b>more<\u2060/b> 5% {x}",
    }
    assert (source.type, source.read, source.note) == ("article", "abstract", "The abstract_only was read.")
    assert source.fields["journaltitle"] == "Public Administration"
    assert (source.where.line, source.places["title"].line) == (1, 6)
    assert [(problem.code, problem.where.line) for problem in problems] == [(Code.DOI_AS_ADDRESS, 15)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("TY  - CHAP\nT2  - A Book\nA2  - Roe, R.", {"type": "chapter", "container-title": "A Book",
                                                     "editor": [{"family": "Roe", "given": "R."}]}),
        ("TY  - RPRT\nPB  - The Office\nM1  - 12", {"type": "report", "publisher": "The Office", "number": "12"}),
        ("TY  - THES\nPB  - A University\nM3  - PhD thesis", {"genre": "PhD thesis", "publisher": "A University"}),
        ("TY  - ELEC\nT2  - A Site\nUR  - https://example.org", {"type": "webpage", "container-title": "A Site"}),
        ("TY  - NEWS\nJO  - The Herald\nDA  - 2012/07/04/", {"type": "article-newspaper",
                                                             "container-title": "The Herald",
                                                             "issued": {"date-parts": [[2012, 7, 4]]}}),
        ("TY  - BOOK\nCY  - Paris\nET  - 2\nT3  - A Series", {"publisher-place": "Paris", "edition": "2",
                                                             "collection-title": "A Series"}),
        ("TY  - STAT\nTI  - The Act", {"type": "legislation", "title": "The Act"}),
        ("TY  - GEN\nA4  - Roe, R.\nY2  - 2015-03-02", {"translator": [{"family": "Roe", "given": "R."}],
                                                       "accessed": {"date-parts": [[2015, 3, 2]]}}),
    ],
)  # fmt: skip
def test_kinds_of_records(lines: str, expected: dict[str, object]) -> None:
    first, rest = lines.split("\n", 1)
    sources, problems = read_bibliography([("bibliography/x.ris", f"{first}\nID  - a\n{rest}\nER  - \n".encode())])
    (source,) = sources.values()
    assert {name: source.item.get(name) for name in expected} == expected
    assert not problems
