"""Files of a bibliography in one order and one form: what is written, what stays as it is, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.export.bibtex import bibtex
from casewright.mend.tidy_bib import LeftAsItIs, tidied
from casewright.read.bibliography import read_bibliography

BEFORE = r"""% What this file is about. Mail: desk@example.org

@string{jms = "Journal of Made-Up Studies"} % a name
% On the later one.
%
%   @book{not-an-entry, title = {Commented out}}
@Article( roe2014 , Title="Some {D}esks:
   and {\"a} break", JOURNAL = jms # " B", odd = {kept}, year = 2014, author = {Roe, Rita}
) % behind it
@string(b = "B")
@comment{ jabref-meta: x

  y }
@book{Poe2012, title = {On Tables}, year=2012,note = b}

% --- A heading ---


@inbook{lee2011, crossref = "Poe2012", author = {Lee, Ann}, title = {A Part}, title = {Twice}}
@preamble{"\newcommand{\x}{}"}

@comment{jabref-entrytype: z}
% The end.
"""
AFTER = r"""% What this file is about. Mail: desk@example.org

@string{jms = "Journal of Made-Up Studies"} % a name

@string(b = "B")
@preamble{"\newcommand{\x}{}"}

% --- A heading ---
@inbook{lee2011,
  author = {Lee, Ann},
  title = {A Part},
  title = {Twice},
  crossref = "Poe2012",
}

% On the later one.
%
%   @book{not-an-entry, title = {Commented out}}
@article{roe2014,
  author = {Roe, Rita},
  title = "Some {D}esks:
   and {\"a} break",
  journal = jms # " B",
  year = 2014,
  odd = {kept},
} % behind it

@comment{ jabref-meta: x

  y }
@book{Poe2012,
  title = {On Tables},
  year = 2012,
  note = b,
}

@comment{jabref-entrytype: z}
% The end.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cite", "tidy", *arguments], prog_name="casewright")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    monkeypatch.chdir(folder)
    path = Path("bibliography/more.bib")
    path.write_text(BEFORE, encoding="utf-8", newline="\n")
    return path


def test_a_file_is_put_in_order(file: Path) -> None:
    check = run("--check")
    assert (check.exit_code, check.stdout) == (1, f"{file}: not in order\n")
    assert check.stderr == "2 files: 1 to be put in order.\n"
    difference = run("--diff", str(file))
    assert difference.exit_code == 1
    assert "+@inbook{lee2011,\n" in difference.stdout
    assert file.read_text(encoding="utf-8") == BEFORE
    assert (run().exit_code, file.read_text(encoding="utf-8")) == (0, AFTER)
    again = run("--check")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "2 files: 0 to be put in order.\n")


def test_ends_of_lines_and_a_mark_at_the_beginning_stay() -> None:
    data = b"\xef\xbb\xbf" + BEFORE.replace("\n", "\r\n").encode()
    assert tidied("a.bib", data) == b"\xef\xbb\xbf" + AFTER.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@book{b, title = {B}}\n@book{a, title {A}}\n", 'bibliography/more.bib:2:16: entry "a" is skipped'),
        ("@book{b, title = {B}\n", 'bibliography/more.bib:1:1: entry "b" is skipped'),
        ("@book{b, % one\n title = {B}}\n", "bibliography/more.bib:1:"),
        ('@string{x = "1"}\n@book{b, note = x}\n@string{x = "2"}\n@book{a, note = x}\n', "abbreviations would mean"),
        ("@book{b, title = {\xff}}\n", "UTF-8"),
    ],
)
def test_what_is_not_understood_stays_as_it_is(file: Path, text: str, says: str) -> None:
    data = text.encode("latin-1")
    file.write_bytes(data)
    result = run()
    assert (result.exit_code, file.read_bytes()) == (1, data)
    assert result.stderr.startswith(f"{file}: left as it is: ")
    assert says in result.stderr
    assert result.stderr.endswith("2 files: 0 put in order, 1 left as it is.\n")


def test_what_is_no_file_of_ours_is_refused(file: Path) -> None:
    other = file.with_name("other.ris")
    other.write_text("TY  - RPRT\n", encoding="utf-8")
    assert run(str(other)).exit_code == 2
    file.unlink()
    file.symlink_to("elsewhere.bib")
    file.with_name("elsewhere.bib").write_text(BEFORE, encoding="utf-8")
    assert "it is a link" in run(str(file)).stderr


def test_nothing_to_put_in_order() -> None:
    for text in ("", "\n\n", "% only a comment\n\n\n", '@string{a = "b"}\n'):
        assert tidied("a.bib", text.encode()) == text.encode()


def test_what_we_write_ourselves_is_in_order() -> None:
    sources, _ = read_bibliography([("a.ris", RIS.encode())])
    text = bibtex(sources[key] for key in sorted(sources, key=str.casefold)).encode()
    assert text.count(b"\n  ") > 20
    assert not isinstance(tidied("a.bib", text), LeftAsItIs)
    assert tidied("a.bib", text) == text


RIS = """TY  - JOUR
ID  - roe2014
AU  - Roe, Rita
ED  - Poe, Ann
TI  - Desks
JO  - Journal
PB  - Publisher
CY  - Springfield
PY  - 2014/03/04
Y2  - 2020/01/02
VL  - 3
IS  - 4
SP  - 5
EP  - 6
SN  - 1234-5678
DO  - 10.5555/1
UR  - https://example.org/1
AB  - Short
LA  - de
N1  - read: full
N1  - note_read: Read twice.
ER  -

TY  - RPRT
ID  - poe2011
AU  - Poe, Ann
TI  - Tables
PB  - City
PY  - 2011
ET  - 2
M1  - 12
M3  - Working paper
UR  - https://example.org/2
N1  - retracted: It was wrong.
N1  - archiveurl: https://web.archive.org/web/2013/https://example.org/2
ER  -
"""
