"""The feed of new and revised cases (RSS 2.0)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from casewright.model.case import Case
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import FEED, record_address

MOST_ITEMS = 50
_ATOM = "http://www.w3.org/2005/Atom"


def feed(linked: LinkedLibrary, *, site_name: str, site_address: str) -> str:
    """Return the feed: the newest cases first, by the day of their last change that matters to readers."""
    ET.register_namespace("atom", _ATOM)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", site_name)
    _text(channel, "link", site_address)
    _text(channel, "description", f"New and revised cases of {site_name}")
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=f"{site_address}{FEED}", rel="self", type="application/rss+xml")
    cases = sorted(linked.library.cases, key=lambda case: case.id)
    for case in sorted(cases, key=lambda case: case.last_change.first, reverse=True)[:MOST_ITEMS]:
        _item(channel, case, site_address)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _item(channel: ET.Element, case: Case, site_address: str) -> None:
    item = ET.SubElement(channel, "item")
    day = case.last_change.first
    _text(item, "title", f"{case.title} (revised)" if case.revised else case.title)
    _text(item, "link", f"{site_address}{record_address(case.ref)}")
    _text(item, "description", escape(case.summary.plain, quote=False))  # readers take it for HTML
    _text(item, "pubDate", format_datetime(datetime.combine(day, time(12), UTC)))
    guid = ET.SubElement(item, "guid", isPermaLink="false")
    guid.text = f"{case.id}@{day.isoformat()}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
