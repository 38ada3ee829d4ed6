"""LaTeX → Unicode, by the table in latex.yml; markup; sentence case."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from casewright.model.rich_text import is_balanced, literal, plain
from casewright.read.latex import to_rich_text, to_text
from casewright.read.sentence_case import title_text

TABLE: list[tuple[str, str]] = yaml.safe_load(Path(__file__).with_name("latex.yml").read_text(encoding="utf-8"))


def test_the_table_has_ninety_cases() -> None:
    assert len({latex for latex, _ in TABLE}) >= 90


@pytest.mark.parametrize(("latex", "text"), TABLE)
def test_latex(latex: str, text: str) -> None:
    assert to_text(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\emph{Nature} says", "<i>Nature</i> says"),
        (r"\textbf{A} H$_2$O 1\textsuperscript{st}", "<b>A</b> H<sub>2</sub>O 1<sup>st</sup>"),
        (r"\emph{a \enquote{b}}", "<i>a “b”</i>"),
        ("<b>no tag</b> 1 < 2", "<\u2060b>no tag<\u2060/b> 1 < 2"),
        (r"\textless i>", "<\u2060i>"),
        ("\ue010i\ue011", "i"),
    ],
)
def test_markup(latex: str, text: str) -> None:
    assert to_rich_text(latex) == text
    assert is_balanced(text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ('<i>a</i> <span class="nocase">b</span>', "a b"),
        (literal("<b>x</b> <script>"), "<b>x</b> <script>"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
    ],
)
def test_plain(text: str, bare: str) -> None:
    assert plain(text) == bare


@pytest.mark.parametrize("text", ["<i>a", "a</i>", "<i><b>a</i></b>", '<span class="nocase">a</i>'])
def test_not_balanced(text: str) -> None:
    assert not is_balanced(text)


@pytest.mark.parametrize(
    ("title", "lowered"),
    [
        ("Idea to Retire: {IT}-Led Service Innovation", "Idea to retire: IT-led service innovation"),
        ("Beyond Red vs. Blue: The Political Typology", "Beyond red vs. blue: The political typology"),
        ("Lean: A Failed Theory for Public Services?", "Lean: A failed theory for public services?"),
        (
            "Lean: a Failed Theory: {eBay}: eBay: van {Gogh}",
            'Lean: A failed theory: <span class="nocase">eBay</span>: eBay: Van Gogh',
        ),
        ("How {Denver's} Peak Academy Saves", "How Denver’s peak academy saves"),
        ("NASA and eBay Go to {New York}", "NASA and eBay go to New York"),
        ("What I Learned in the U.S. Public Sector", "What I learned in the U.S. public sector"),
        ("Theory X and a Plan B. For A City", "Theory X and a plan B. for a city"),
        ("Who Leads? The Budget Office, or ``The {Mayor}''", "Who leads? The budget office, or “the Mayor”"),
        ("Why It Works---The Case of {Lisbon}", "Why it works—The case of Lisbon"),
        ("The {eBay} Way", 'The <span class="nocase">eBay</span> way'),
        ("The {van Gogh} Case {in} Court", 'The <span class="nocase">van Gogh</span> case in court'),
        ("{\\'E}tudes of {\\'E}tat and \\'Etude", "Études of État and étude"),
        ('Gel{\\"o}st in {M{\\"u}nchen}', "Gelöst in München"),
        ("On \\emph{Homo Sapiens} and \\enquote{Muddling Through}", "On <i>Homo Sapiens</i> and “muddling through”"),
        ("{iP}hone {e}-Government", "iPhone e-government"),
        ("It's the {O'Neill} Report's Turn", "It’s the O’Neill report’s turn"),
        ("{All of It Is Kept As It Stands}", "All of It Is Kept As It Stands"),
        ("{all of It Is Kept}", '<span class="nocase">all of It Is Kept</span>'),
        ("{La Guardia}'s Law", "La Guardia’s law"),
        (r"A Desk for {Springfield} \& {Sons} \o {Co}", "A desk for Springfield & Sons øCo"),
    ],
)
def test_sentence_case(title: str, lowered: str) -> None:
    assert title_text(title, is_lowered=True) == lowered


def test_other_languages_keep_their_capitals() -> None:
    assert title_text("Die Digitalisierung der Verwaltung", is_lowered=False) == "Die Digitalisierung der Verwaltung"
