"""Plain text and quoted sentences: a link without words reads as the title of its record."""

from __future__ import annotations

import pytest

from casewright.edges.starter import starter_files
from casewright.model.ids import Ref
from casewright.read.citing_sentences import LONGEST_SENTENCE
from casewright.read.library import read_library
from casewright.resolve.linked import LinkedLibrary, resolve

CASE = "cases/springfield-desk.md"
LINK = "See [[lesson:staff-led-improvement]]."
TITLE = "Let staff improve their own work (an invented example)"
MARKS = ("\ue000", "\ue001")


def linked(text: str) -> LinkedLibrary:
    files = starter_files()
    written = files[CASE].decode()
    assert written.count(LINK) == 1
    files[CASE] = written.replace(LINK, text).encode()
    return resolve(read_library(files)[0])[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("See [[lesson:staff-led-improvement]].", f"See {TITLE}."),
        ("It ended. [[lesson:staff-led-improvement]] did not.", f"{TITLE} did not."),
        ("That is told in [[lesson:staff-led-improvement|the lesson]].", "That is told in the lesson."),
    ],
)
def test_a_mention_quotes_the_title(text: str, sentence: str) -> None:
    [mention] = linked(text).mentions[Ref("lesson", "staff-led-improvement")]
    assert mention.sentence == sentence


def test_a_citing_sentence_and_the_plain_text_hold_the_title() -> None:
    library = linked("As [[lesson:staff-led-improvement]] says [@doe2013desk].").library
    body = library.cases[0].body
    assert body.citations[-1].sentence == f"As {TITLE} says."
    assert f"As {TITLE} says." in body.plain


def test_a_link_that_leads_nowhere_leaves_the_words_of_its_id() -> None:
    assert "See no such case." in linked("See [[no-such-case]].").library.cases[0].body.plain


def test_a_former_id_has_the_present_title() -> None:
    files = starter_files()
    path = "lessons/staff-led-improvement.md"
    files[path] = files[path].replace(b"\ntitle:", b"\naliases: [old-name]\ntitle:", 1)
    files[CASE] = files[CASE].replace(b"[[lesson:staff-led-improvement]]", b"[[lesson:old-name]]")
    body = resolve(read_library(files)[0])[0].library.cases[0].body
    assert f"See {TITLE}." in body.plain


@pytest.mark.parametrize("before", [*range(LONGEST_SENTENCE // 2 - 45, LONGEST_SENTENCE // 2 + 5, 3), 700])
def test_no_mark_is_left_in_a_shortened_sentence(before: int) -> None:
    text = f"{'a' * before} [[lesson:staff-led-improvement]] {'b' * before} [@doe2013desk] {'c' * before}"
    library = linked(f"Text [@doe2013desk] {text}.").library
    body = library.cases[0].body
    sentences = [*(item.sentence for item in body.citations), *(item.sentence for item in body.links)]
    assert not any(sign in sentence for sentence in sentences for sign in MARKS)
