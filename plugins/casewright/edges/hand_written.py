"""The hand-written pages of a casebook that cite, read before any page is made, since pages of sources list them.

The check reads what the build reads: the files as they stand, with the extensions of Markdown that need nothing but
the text. What other programs add to a page while it is made (macros, snippets of files, docstrings) is not seen here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files
from mkdocs.utils.meta import get_data

from casewright.edges.markdown_citations import CitationFinder
from casewright.edges.markdown_extension import NAME
from casewright.edges.site_file import site_settings
from casewright.model.page import WrittenPage
from casewright.read.language import SETTINGS, read_language
from casewright.render.marked_html import marked_page

_BUILT_IN = ("toc", "tables", "fenced_code")
"""Extensions that MkDocs always has."""
_OWN = ("markdown.extensions.", "pymdownx.")
"""How the modules of Python-Markdown's and PyMdown's extensions begin."""
_READING_FILES = frozenset(["pymdownx.b64", "pymdownx.snippets"])
_ENGINE = ("docs_dir", "exclude_docs", "draft_docs")
"""Settings that decide which pages there are."""


def pages_of_build(config: MkDocsConfig, files: Files, language: str) -> tuple[WrittenPage, ...]:
    """Return the pages that cite in a site that is being built."""
    extensions = [str(name) for name in config.markdown_extensions]  # an extension may stand for its name
    return tuple(_citing(files, extensions, language)) if NAME in [*config.plugins, *extensions] else ()


def pages_of_folder(folder: Path, language: str) -> tuple[WrittenPage, ...]:
    """Return the pages that cite in the site whose mkdocs.yml is in a folder; nothing that it names is run.

    Where the settings do not lead to pages there are none: the build will tell what is wrong.
    """
    settings = site_settings(folder)
    extensions = [*_BUILT_IN, *_names(settings.get("markdown_extensions"))]
    if NAME not in [*_names(settings.get("plugins")), *extensions]:
        return ()
    return tuple(_citing(files_of_folder(folder), extensions, language))


def files_of_folder(folder: Path) -> Files:
    """Return the files that the engine would find for the site whose mkdocs.yml is in a folder, none if it cannot."""
    settings = site_settings(folder)
    config = MkDocsConfig(config_file_path=str(folder.resolve() / SETTINGS))
    written = {name: settings[name] for name in _ENGINE if name in settings}
    config.load_dict({"site_name": folder.name, "plugins": [], "use_directory_urls": True, **written})
    faults, _ = config.validate()
    return Files([]) if faults else get_files(config)


def _names(entries: Any) -> Iterator[str]:
    """Yield the names in a list of plugins or extensions, some of which come with options."""
    for entry in entries if isinstance(entries, list | dict) else [entries]:
        yield from map(str, entry if isinstance(entry, dict) else [entry])


def _citing(files: Files, extensions: Iterable[str], language: str) -> Iterator[WrittenPage]:
    finder = CitationFinder(read_language(language)[0])
    converter = Markdown(extensions=[*filter(_needs_only_text, extensions), finder])
    written = (file for file in files.documentation_pages() if file.generated_by is None)
    for file in sorted(written, key=_address):
        try:
            text = file.content_string
        except (OSError, UnicodeDecodeError):  # told of elsewhere
            continue
        page = _page(file, text, converter.reset(), finder)
        if page.citations:
            yield page


def _needs_only_text(extension: str) -> bool:
    """Return whether an extension comes with Python-Markdown or PyMdown, and reads no files."""
    module = extension if "." in extension else f"{_OWN[0]}{extension}"
    if not module.startswith(_OWN) or module in _READING_FILES:
        return False
    try:
        return hasattr(import_module(module), "makeExtension")
    except ImportError:
        return False


def _page(file: File, written: str, converter: Markdown, finder: CitationFinder) -> WrittenPage:
    text, meta = get_data(written)
    found = marked_page(converter.convert(text), finder.take())
    headings: list[dict[str, Any]] = getattr(converter, "toc_tokens", [])
    heading = next((unescape(item["name"]) for item in headings if item["level"] == 1), "")
    title = str(meta.get("title") or heading or file.name.replace("-", " ").capitalize())
    return WrittenPage(title=title, address=_address(file), citations=found.citations)


def _address(file: File) -> str:
    return file.url.removeprefix("./")
