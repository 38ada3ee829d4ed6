"""Where a casebook keeps what: the names of its folders and of the file of its settings."""

from __future__ import annotations

from casewright.model.ids import Kind

SETTINGS = "mkdocs.yml"
BIBLIOGRAPHY, VOCABULARIES, TEMPLATES = "bibliography", "vocabularies", "site_templates"
EDITIONS = "editions"
BIBLIOGRAPHY_SUFFIXES = BIB, RIS, JSON = ".bib", ".ris", ".json"
"""How the names of the files of a bibliography end."""
MOST_BIBLIOGRAPHY_BYTES = 20_000_000
FOLDERS = (*(kind.folder for kind in Kind), BIBLIOGRAPHY, VOCABULARIES, EDITIONS, TEMPLATES)
"""All that the site of a casebook is made from, beside its hand-written pages."""
