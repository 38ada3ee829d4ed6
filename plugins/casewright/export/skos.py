"""Vocabularies as SKOS in Turtle: what libraries, registers and other casebooks read lists of terms from.

A term is called by the address of this file and its id, so that whoever follows its name gets what is said of it from
any web server. Turtle, because editors of vocabularies open it and people can read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casewright.model.library import Library
from casewright.model.vocabulary import Term, Vocabulary
from casewright.views.addresses import skos_address, term_address

_PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9.-]*\Z")
_SIGNS = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def skos_files(library: Library, *, lang: str, site_address: str = "") -> Iterator[tuple[str, str]]:
    """Yield (address, text) of every vocabulary; names are full where the address of the site is known."""
    for vocabulary in library.vocabularies.values():
        yield skos_address(vocabulary.id), skos(vocabulary, lang=lang, site_address=site_address)


def skos(vocabulary: Vocabulary, *, lang: str, site_address: str = "") -> str:
    """Return a vocabulary as SKOS: a concept scheme, its terms, and what they are called in lists of others.

    ``lang`` is the language of labels and definitions (BCP 47). What a term names and the file lacks is left out.
    """
    site_address = site_address if _WEB.match(site_address) else ""
    writer = _Writer(vocabulary, lang, site_address)
    base = f"@base <{site_address}{skos_address(vocabulary.id)}> .\n" if site_address else ""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items())
    return "\n".join([base + prefixes, *writer.nodes()])


class _Writer:
    """Writes one vocabulary. A name in it is ``<#id>``; no id holds the dot of those for the lists of others."""

    def __init__(self, vocabulary: Vocabulary, lang: str, site_address: str) -> None:
        self.vocabulary, self.lang, self.site_address = vocabulary, lang, site_address
        self.terms = [term for term in vocabulary.terms if vocabulary.get(term.id) is term]

    def nodes(self) -> Iterator[str]:
        """Yield the scheme, then each term, then the lists of others that terms name."""
        tops = [f"<#{term.id}>" for term in self.terms if not self._broader(term)]
        yield _node(
            "<>",
            "skos:ConceptScheme",
            ("dct:title", self._text(self.vocabulary.title)),
            ("dct:description", self._text(self.vocabulary.definition)),
            *([("skos:hasTopConcept", ", ".join(tops))] if tops else []),
        )
        for term in self.terms:
            yield _node(f"<#{term.id}>", "skos:Concept", *self._term(term))
        schemes = {mapping.partition(":")[0] for term in self.terms for mapping in term.mappings if _is_code(mapping)}
        for scheme in sorted(schemes):
            yield _node(f"<#list.{scheme}>", "skos:ConceptScheme", ("dct:title", _literal(scheme)))

    def _term(self, term: Term) -> Iterator[tuple[str, str]]:
        broader = self._broader(term)
        yield ("skos:inScheme", "<>") if broader else ("skos:topConceptOf", "<>")
        yield "skos:notation", _literal(term.id)
        yield "skos:prefLabel", self._text(term.label)
        yield "skos:definition", self._text(term.definition)
        if broader:
            yield "skos:broader", f"<#{broader}>"
        for mapping in term.mappings:
            yield "skos:exactMatch", _match(mapping)
        if term.is_deprecated:
            yield "owl:deprecated", "true"
        if term.is_deprecated and term.replaced_by and self.vocabulary.get(term.replaced_by):
            yield "dct:isReplacedBy", f"<#{term.replaced_by}>"
        if self.site_address and (page := term_address(self.vocabulary.id, term.id)):
            yield "foaf:page", f"<{self.site_address}{page}>"

    def _broader(self, term: Term) -> str:
        return term.broader if term.broader and self.vocabulary.get(term.broader) else ""

    def _text(self, text: str) -> str:
        return f"{_literal(text)}@{self.lang}"


def _node(name: str, type_: str, *about: tuple[str, str]) -> str:
    lines = [f"{name} a {type_}", *(f"    {predicate} {value}" for predicate, value in about)]
    return " ;\n".join(lines) + " .\n"


def _match(mapping: str) -> str:
    """Return the same thing elsewhere: by its address, or by its code in a list; nobody's addresses are made up."""
    if _WEB.match(mapping):
        return f"<{mapping}>"
    scheme, _, code = mapping.partition(":")
    where = f" ; skos:inScheme <#list.{scheme}>" if _is_code(mapping) else ""
    return f"[ a skos:Concept ; skos:notation {_literal(code if where else mapping)}{where} ]"


def _is_code(mapping: str) -> bool:
    scheme, _, code = mapping.partition(":")
    return bool(code) and not _WEB.match(mapping) and _SCHEME.match(scheme) is not None


def _literal(text: str) -> str:
    escaped = "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in text.translate(_SIGNS))
    return f'"{escaped}"'
