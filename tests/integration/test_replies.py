"""A reply stands beside the case in page, Markdown and data, as somebody else's words, and moves no verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from casewright.build import Casebook, build, check
from casewright.edges.starter import copy_starter
from casewright.model.case import Case
from casewright.model.ids import Ref
from casewright.problems import Code
from casewright.render.page import Publication
from tests.support.html import select, text

CASE = "cases/springfield-desk.md"
REPLY = """replies:
  - organisation: springfield-city
    role: City manager's office
    date: 2026-11-22
    text:
      - The desk has moved since; see `*` and <b>not bold</b>.
      - 40 people work at it, as we told [@city2026reply].
    received: By e-mail from the city's address; the editors keep the original.
    source: city2026reply
    answer: [The move is noted, the figure is not ours.]
    answered: 2026-11-23
  - organisation: springfield-city
    role: Mayor's office
    date: 2026-11-21
    text: [An earlier word on Springfield sister desk.]
    received: By post to the editors, who keep the letter.
review:
"""
ENTRY = """
@misc{city2026reply,
  author = {{City of Springfield}},
  title = {To the casebook},
  year = {2026},
  url = {https://example.org/reply},
  urldate = {2026-11-22},
  read = {full},
}
"""


def write(folder: Path, reply: str) -> None:
    copy_starter(folder)
    path = folder / CASE
    before = path.read_text(encoding="utf-8")
    sister = before.replace("id: springfield-desk", "id: sister").replace(
        "Springfield front desk (an invented example)", "Springfield sister desk"
    )
    (folder / "cases/sister.md").write_text(sister, encoding="utf-8")
    reply = reply.replace("<b>not bold</b>", "&lt;b&gt;not bold&lt;/b&gt;")
    path.write_text(before.replace("review:\n", reply), encoding="utf-8")
    bib = folder / "bibliography/example.bib"
    bib.write_text(bib.read_text(encoding="utf-8") + ENTRY, encoding="utf-8")


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("replies")
    write(folder, REPLY)
    publication = Publication(name="Casebook", address="https://example.org/", has_markdown=True)
    with closing(build(folder, publication)) as built:
        yield built


def test_the_page_tells_replies_apart_from_the_casebook(casebook: Casebook) -> None:
    page = next(page for page in casebook.site.pages if page.ref == Ref("case", "springfield-desk"))
    rendered = casebook.rendered(page)
    tree = html.fromstring(rendered.html)
    (section,) = select(tree, '//section[@aria-labelledby="replies"]')
    (before,) = select(section, "./preceding-sibling::section[1]")
    assert before.get("aria-labelledby") == "claims"
    first, second = select(section, './div[@class="cw-reply"]')
    assert "21 November 2026" in text(first)  # the oldest first
    assert "City manager's office" in text(second)
    quote, second_paragraph = select(second, "./blockquote/p")
    assert "<b>not bold</b>" in text(quote)
    assert not select(quote, ".//b")
    assert select(second_paragraph, './/*[contains(@class, "cw-cite")]')
    assert "The move is noted" in text(select(second, './div[@class="cw-reply__answer"]')[0])
    assert select(tree, '//nav//a[@href="#replies"]')
    assert "## Replies of those described" in rendered.markdown
    assert "> An earlier word" in rendered.markdown


def test_data_and_sources_know_the_reply(casebook: Casebook) -> None:
    files = dict(casebook.files())
    replies = json.loads(files["api/v1/cases/springfield-desk.json"])["replies"]
    assert [reply["date"] for reply in replies] == ["2026-11-22", "2026-11-21"]
    assert replies[0]["source"] == "city2026reply"
    page = next(page for page in casebook.site.pages if page.address == "sources/city2026reply/")
    assert "Reply of City of Springfield" in text(html.fromstring(casebook.rendered(page).html))


def test_it_counts_for_nothing(casebook: Casebook, tmp_path: Path) -> None:
    write(tmp_path, "review:\n")
    without, _ = check(tmp_path)
    for lesson in casebook.site.linked.library.lessons:
        assert casebook.site.linked.evidence[lesson.id].balance == without.evidence[lesson.id].balance
    case = casebook.site.linked.records[Ref("case", "springfield-desk")]
    assert isinstance(case, Case)
    assert len(case.replies) == 2
    faults = [problem for problem in casebook.problems if problem.path.startswith("replies")]
    assert not faults, faults  # nobody is told to mend, cite or link the words of others
    assert not [item for item in casebook.problems if item.code is Code.UNLINKED and item.where.path == CASE]
