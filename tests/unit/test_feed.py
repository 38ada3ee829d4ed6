"""The feed of new and revised cases."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from casewright.edges.starter import starter_files
from casewright.export.feed import feed
from casewright.model.prose import Prose
from casewright.read.library import read_library
from casewright.resolve.linked import resolve

LIBRARY, _ = read_library(starter_files())


def test_signs_of_a_summary_are_no_html_in_a_reader() -> None:
    said = 'costs < 3 & "odd" <img src=x>'
    case = replace(LIBRARY.cases[0], summary=Prose(text=said, plain=said))
    linked, _ = resolve(replace(LIBRARY, cases=(case,)))
    read = etree.fromstring(feed(linked, site_name="Springfield", site_address="https://example.org/").encode())
    description = read.findtext("channel/item/description") or ""
    assert etree.fromstring(f"<p>{description}</p>").text == said
