"""Terms come and go: deprecated ones are told, records move to what replaces them, and SKOS says all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, SKOS

from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.export.schema import schema_of
from casewright.export.skos import skos
from casewright.model.vocabulary import Term, Vocabulary
from casewright.read.folder import read_terms

SITE = "https://example.org/casebook/"
CASE, METHODS, BIB = "cases/springfield-desk.md", "vocabularies/methods.yml", "bibliography/example.bib"
FLOW = """  - id: flow
    label: Flow
    definition: An invented successor of two others.
  - id: kaizen-old
    label: Kaizen
    definition: Invented.
    status: deprecated
    replaced_by: flow
  - id: gone
    label: Gone
    definition: Invented, and replaced by nothing.
    status: deprecated
"""
LEAN = "  - id: lean\n"
DEPRECATED_LEAN = f"{FLOW}{LEAN}    status: deprecated\n    replaced_by: flow\n"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """Return a casebook in which `lean` has given way to `flow`."""
    copy_starter(tmp_path)
    change(tmp_path, METHODS, LEAN, DEPRECATED_LEAN)
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--folder", str(folder), *arguments])


def test_a_record_moves_at_the_very_spot(casebook: Path) -> None:
    change(casebook, CASE, "methods: [lean]", "methods:   # lean was first\n  - 'lean'  # and stayed\n")
    before = (casebook / CASE).read_text(encoding="utf-8")
    dry, shown = run(casebook, "--dry-run"), run(casebook, "--diff")
    assert (casebook / CASE).read_text(encoding="utf-8") == before
    assert dry.output.endswith("1 term in 1 file to be replaced, 0 left.\n")
    assert "-  - 'lean'  # and stayed\n+  - 'flow'  # and stayed\n" in shown.output
    assert (dry.exit_code, shown.exit_code) == (1, 1)
    done = run(casebook)
    assert done.exit_code == 0, done.output
    assert done.output == f"{CASE}:13:5: methods[0]: lean -> flow\n1 term in 1 file replaced, 0 left.\n"
    assert (casebook / CASE).read_text(encoding="utf-8") == before.replace("'lean'", "'flow'")
    again = run(casebook)
    assert (again.exit_code, again.output) == (0, "No deprecated term is used.\n")


def test_a_record_that_cannot_be_built_moves_too(casebook: Path) -> None:
    change(casebook, CASE, "last_verified: ", "# ")
    assert run(casebook).output == f"{CASE}:12:11: methods[0]: lean -> flow\n1 term in 1 file replaced, 0 left.\n"


def test_a_faulty_vocabulary_is_refused_and_not_called_free_of_deprecated_terms(casebook: Path) -> None:
    change(
        casebook,
        METHODS,
        f"{LEAN}    status: deprecated\n    replaced_by: flow",
        f"{LEAN}    status: deprecated\n    replaced_by: none",
    )
    before = (casebook / CASE).read_bytes()
    for arguments in ((), ("--diff",), ("--dry-run",)):
        result = run(casebook, *arguments)
        assert result.exit_code == 1
        assert result.output.startswith(f"Error: {METHODS} cannot be relied on; nothing was written.")
    assert (casebook / CASE).read_bytes() == before


def test_what_cannot_move_is_told(casebook: Path) -> None:
    change(casebook, CASE, "methods: [lean]", "methods: [kaizen-old, lean, gone]")
    done = run(casebook)
    assert done.exit_code == 1
    assert "methods[0]: kaizen-old -> flow" in done.output
    assert 'methods[1]: left as it is: the list names "flow" already: remove "lean"' in done.output
    assert 'methods[2]: left as it is: no term takes the place of "gone"' in done.output
    assert done.output.endswith("1 term in 1 file replaced, 2 left.\n")
    assert "methods: [flow, lean, gone]" in (casebook / CASE).read_text(encoding="utf-8")


def test_windows_line_ends_and_passed_over_terms_stay(casebook: Path) -> None:
    path = casebook / CASE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(casebook).exit_code == 0
    assert b"methods: [flow]\r\n" in path.read_bytes()
    change(casebook, CASE, "methods: [flow]", "methods: [lean]\nignore: [{code: CW306, because: Its own word.}]")
    done = run(casebook)
    assert 'methods[0]: left as it is: "lean" is passed over: Its own word.' in done.output
    assert done.exit_code == 1


def test_an_entry_of_the_bibliography_moves(casebook: Path) -> None:
    path = casebook / "vocabularies/read-levels.yml"
    full = "  - id: full\n"
    change(casebook, "vocabularies/read-levels.yml", full, f"{full}    status: deprecated\n    replaced_by: whole\n")
    whole = "  - id: whole\n    label: Whole\n    definition: All of it was read.\n"
    path.write_text(path.read_text(encoding="utf-8") + whole, encoding="utf-8")
    done = run(casebook)
    assert "doe2013desk.read: full -> whole" in done.output
    assert "read = {whole}" in (casebook / BIB).read_text(encoding="utf-8")


def test_fix_moves_too_and_schemas_tell(casebook: Path) -> None:
    CliRunner().invoke(main, ["check", "--fix", str(casebook)])
    assert "methods: [flow]" in (casebook / CASE).read_text(encoding="utf-8")
    terms = {row["const"]: row for row in schema_of("case", read_terms(casebook))["$defs"]["terms-of-methods"]["oneOf"]}
    assert terms["lean"]["deprecated"] is True
    assert "deprecated" not in terms["flow"]


def test_skos_says_what_the_vocabulary_says(casebook: Path) -> None:
    """Read by another program: every term with its words, its broader term, its state and its like elsewhere."""
    library = read_terms(casebook)
    for vocabulary in library.vocabularies.values():
        base = f"{SITE}vocabularies/{vocabulary.id}.ttl"
        graph = Graph().parse(data=skos(vocabulary, lang="en", site_address=SITE), format="turtle")
        scheme = URIRef(base)
        assert set(graph.subjects(SKOS.inScheme | SKOS.topConceptOf, scheme)) == {
            URIRef(f"{base}#{term.id}") for term in vocabulary.terms
        }
        assert graph.value(scheme, DCTERMS.title) == Literal(vocabulary.title, lang="en")
        for term in vocabulary.terms:
            node = URIRef(f"{base}#{term.id}")
            assert graph.value(node, SKOS.prefLabel) == Literal(term.label, lang="en")
            assert graph.value(node, SKOS.definition) == Literal(term.definition, lang="en")
            assert graph.value(node, SKOS.broader) == (URIRef(f"{base}#{term.broader}") if term.broader else None)
            assert graph.value(node, OWL.deprecated) == (Literal(lexical_or_value=True) if term.is_deprecated else None)
            replaced = URIRef(f"{base}#{term.replaced_by}") if term.replaced_by else None
            assert graph.value(node, DCTERMS.isReplacedBy) == replaced
            matches = [graph.value(match, SKOS.notation) for match in graph.objects(node, SKOS.exactMatch)]
            assert sorted(map(str, matches)) == sorted(item.partition(":")[2] for item in term.mappings)
    place = URIRef(f"{SITE}vocabularies/methods.ttl#lean")
    graph = Graph().parse(data=skos(library.vocabularies["methods"], lang="en", site_address=SITE), format="turtle")
    assert graph.value(place, FOAF.page) == URIRef(f"{SITE}methods/lean/")


def test_skos_of_hostile_words_is_read_as_they_are() -> None:
    words = 'A "quote", \\ a backslash\N{NO-BREAK SPACE}, \N{SNAKE} <b>" .\n<#x> a <#y>'
    mappings = ("https://example.org/x#y", 'odd scheme:"1', "https://example.org/a b> .", "plain")
    term = Term(id="one", label=words, definition=words, mappings=mappings, broader="two")
    vocabulary = Vocabulary(id="v", title=words, definition=words, terms=(term,))
    graph = Graph().parse(data=skos(vocabulary, lang="de-CH"), format="turtle", publicID=SITE)
    assert graph.value(URIRef(f"{SITE}#one"), SKOS.prefLabel) == Literal(words, lang="de-CH")
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes == {URIRef(SITE), URIRef(f"{SITE}#list.https")}  # an address with a blank is none
    assert URIRef(f"{SITE}#x") not in set(graph.subjects())
    assert URIRef("https://example.org/x#y") in set(graph.objects(URIRef(f"{SITE}#one"), SKOS.exactMatch))
    assert not list(graph.subject_objects(SKOS.broader))
