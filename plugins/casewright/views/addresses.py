"""Addresses of the site, relative to its root. They never change meaning."""

from __future__ import annotations

import hashlib
import re

from casewright.model.ids import Kind, Ref, SourceKey

FACETS = (
    *("places", "levels", "governance", "it-roles", "policy-areas", "methods", "organisations", "status", "evidence"),
    "began",
)
"""Vocabularies whose terms have pages, in the order in which readers meet them."""

CLAIMS = "claims/"
EXPLORE = "explore/"
COMPARE = "compare/"
FIT = "fit/"
GLOSSARY = "glossary/"
FIELDS = "contribute/fields/"
READING_LIST = "reading-list/"
PROBLEMS = "contribute/problems/"

BIBLIOGRAPHY = "bibliography/"
WEIGHING = "weighing/"
LEADERSHIP = "leadership/"
RELATIONS = "relations/"
COVERAGE = "coverage/"
PATHWAYS = "pathways/"
"""There where there is a pathway."""

EDITIONS = "editions/"
"""There where there is an edition."""

FEED = "feed.xml"
LLMS = "llms.txt"
API = "api/v1/"
BRIEF, HANDOUT, BOOKLET, GUIDE = "brief.pdf", "handout.pdf", "booklet.pdf", "guide.pdf"
"""The sheets of records: of a case or lesson the brief, of a module the others; the guide is for instructors."""
MARKDOWN = "index.md"
SITE_IMAGE = "share.png"
_FOLDERS = {kind.value: kind.folder for kind in Kind}
_SAFE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def record_address(ref: Ref) -> str:
    """Return the address of a record's page: ``cases/ID/``."""
    return f"{_FOLDERS[ref.kind]}/{ref.id}/"


def data_file(ref: Ref) -> str:
    """Return the address of a record's page as data: ``api/v1/cases/ID.json``."""
    return f"{API}{Kind(ref.kind).folder}/{ref.id}.json"


def term_address(vocabulary: str, term: str) -> str:
    """Return the address of a term's page, or nothing where its vocabulary has none."""
    return f"{vocabulary}/{term}/" if vocabulary in FACETS else ""


def edition_address(tag: str) -> str:
    """Return the address of an edition's page: ``editions/TAG/``. Its data are beside it: ``editions/TAG.json``."""
    return f"{EDITIONS}{tag}/"


def skos_address(vocabulary: str) -> str:
    """Return the address of a vocabulary as SKOS: ``vocabularies/ID.ttl``."""
    return f"vocabularies/{vocabulary}.ttl"


def source_address(key: SourceKey) -> str:
    """Return the address of a source's page."""
    return f"sources/{source_name(key)}/"


def source_name(key: SourceKey) -> str:
    """Return a key as part of addresses. One that cannot be part of any gets a short digest instead of the rest."""
    if _SAFE_KEY.match(key):
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{_UNSAFE.sub('-', key).strip('-')}-{digest}"


def filter_address(facet: str, value: str, base: str = BIBLIOGRAPHY) -> str:
    """Return the address of the sources that have a value in common: ``bibliography/type/report/``."""
    return f"{base}{facet}/{value}/"


def all_sources_file(ending: str, base: str = BIBLIOGRAPHY) -> str:
    """Return the address of a file with all sources: ``bibliography/sources.bib``."""
    return f"{base}sources.{ending}"


def cite_file(ref: Ref, ending: str) -> str:
    """Return the address of a file that says how to cite a record: ``cases/ID/cite.bib``."""
    return f"{record_address(ref)}cite.{ending}"


def references_file(ref: Ref, ending: str) -> str:
    """Return the address of a file with the sources that a record's page cites: ``cases/ID/references.bib``."""
    return f"{record_address(ref)}references.{ending}"


def preview_file(address: str) -> str:
    """Return the address of what a link to a page tells before it is followed: ``cases/ID/preview.json``."""
    return f"{address}preview.json"


def brief_file(ref: Ref) -> str:
    """Return the address of the one-page brief of a case or a lesson: ``cases/ID/brief.pdf``."""
    return f"{record_address(ref)}{BRIEF}"


def decision_address(case: str) -> str:
    """Return the address of a case up to its decision: ``cases/ID/decision/``."""
    return f"cases/{case}/decision/"


def slides_address(module: str) -> str:
    """Return the address of the slides of a module: ``modules/ID/slides/``."""
    return f"modules/{module}/slides/"


def embed_address(ref: Ref) -> str:
    """Return the address of the card of a record for other sites: ``embed/ID/`` of a case, else ``embed/lessons/ID/``.

    A case is named by its id alone, as in links between records; so no two records share an address, ever.
    """
    return f"embed/{ref.id}/" if ref.kind == Kind.CASE.value else f"embed/{record_address(ref)}"


def sheet_file(ref: Ref, name: str) -> str:
    """Return the address of a sheet of a record: ``modules/ID/handout.pdf``."""
    return f"{record_address(ref)}{name}"


def markdown_file(ref: Ref) -> str:
    """Return the address of a record's page as Markdown: ``cases/ID/index.md``."""
    return f"{record_address(ref)}{MARKDOWN}"


def share_image(ref: Ref) -> str:
    """Return the address of the picture that stands for a record in shared links: ``cases/ID/share.png``."""
    return f"{record_address(ref)}{SITE_IMAGE}"


def problem_address(number: str) -> str:
    """Return the address of the page that explains a kind of problem: ``contribute/problems/CW112/``."""
    return f"{PROBLEMS}{number}/"


def mentions_address(ref: Ref) -> str:
    """Return the address of the list of records that link to one, whose first page is part of that record's page."""
    return f"{record_address(ref)}mentioned-in/"


def claim_address(case: str, claim: str) -> str:
    """Return the address of a claim on its case's page."""
    return f"cases/{case}/#claim-{claim}"


def claims_address(by: str, term: str) -> str:
    """Return the address of the list of claims that have a term, such as ``claims/reporter/self/``."""
    return f"{CLAIMS}{by}/{term}/"


def research_address(lesson: str, index: int) -> str:
    """Return the address of research on a lesson, counted from 0, on the lesson's page."""
    return f"lessons/{lesson}/#outside-research-{index + 1}"


def bearing_address(case: str, index: int) -> str:
    """Return the address of a case's bearing, counted from 0, on the case's page."""
    return f"cases/{case}/#bearing-{index + 1}"
