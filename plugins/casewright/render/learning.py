"""What the head of a module's page tells search engines of it: a ``LearningResource`` of schema.org, as JSON-LD.

The terms are those that schema.org took over from LRMI. What comes before a module is told as ``requires``, what it
trains as ``teaches``; both name the vocabulary of competencies as their framework. Nothing in it is for instructors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from casewright.model.ids import Kind, Ref, TermId
from casewright.model.module import Module
from casewright.resolve.linked import LinkedLibrary
from casewright.views.addresses import record_address
from casewright.views.module import COMPETENCIES, LEVELS
from casewright.views.terms import Terms

if TYPE_CHECKING:  # it puts this into pages
    from casewright.render.page import Publication

Values = dict[str, Any]
_TYPE = "training module"


def learning_resource(module: Module, linked: LinkedLibrary, publication: Publication) -> str:
    """Return the element of the head that describes a module."""
    values = {name: value for name, value in _values(module, linked, publication).items() if value}
    return f'<script type="application/ld+json">{_in_script(values)}</script>'


def duration(minutes: int) -> str:
    """Return minutes as a duration of ISO 8601: ``PT1H30M``."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _values(module: Module, linked: LinkedLibrary, publication: Publication) -> Values:
    terms = Terms(linked.library.vocabularies)
    required = tuple(_required(module, linked))
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": module.title,
        "description": module.summary.plain,
        "url": publication.cited(record_address(module.ref)),
        "inLanguage": "en",
        "learningResourceType": _TYPE,
        "educationalLevel": terms.view(LEVELS, module.level).label,
        "timeRequired": duration(int(module.duration)),
        "teaches": [objective.text.plain for objective in module.objectives],
        "competencyRequired": [terms.view(COMPETENCIES, term).label for term in required],
        "educationalAlignment": [
            *(_alignment("teaches", term, terms) for term in module.competencies),
            *(_alignment("requires", term, terms) for term in required),
        ],
        "audience": [{"@type": "EducationalAudience", "audienceType": name} for name in module.audience],
        "isBasedOn": [_case(Ref(Kind.CASE.value, use.case), linked, publication) for use in module.cases],
        "author": [_person(person.name, person.orcid or "") for person in module.contributors],
        "datePublished": module.published.first.isoformat() if module.published.is_day else module.published.text,
        "dateModified": module.last_change.first.isoformat() if module.last_change.is_day else module.last_change.text,
        "isPartOf": {"@type": "WebSite", "name": publication.name, **_url(publication.cited(""))},
    }


def _required(module: Module, linked: LinkedLibrary) -> Iterator[TermId]:
    """Yield the competencies that the modules before it train, each once."""
    found: dict[TermId, None] = {}
    for id_ in module.prerequisites:
        target = linked.targets.get(Ref(Kind.MODULE.value, id_))
        before = linked.records[target] if target else None
        if isinstance(before, Module):
            found |= dict.fromkeys(before.competencies)
    yield from found


def _alignment(kind: str, term: TermId, terms: Terms) -> Values:
    view = terms.view(COMPETENCIES, term)
    return {
        "@type": "AlignmentObject",
        "alignmentType": kind,
        "educationalFramework": terms.title(COMPETENCIES),
        "targetName": view.label,
        **({"targetDescription": view.definition} if view.definition else {}),
    }


def _case(ref: Ref, linked: LinkedLibrary, publication: Publication) -> Values:
    target = linked.targets.get(ref)
    if target is None:
        return {"@type": "CreativeWork", "name": ref.id}
    address = publication.cited(record_address(target))
    return {"@type": "CreativeWork", "name": linked.records[target].title, **_url(address)}


def _person(name: str, orcid: str) -> Values:
    return {"@type": "Person", "name": name, **({"sameAs": f"https://orcid.org/{orcid}"} if orcid else {})}


def _url(address: str) -> Values:
    return {"url": address} if address else {}


def _in_script(values: Values) -> str:
    """Return JSON in which nothing ends the element that it stands in."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
