"""The options of the plugin ``casewright-citations``."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config

from casewright.render.cited_bibliography import BibliographyWords
from casewright.render.cited_pages import Titles
from casewright.render.citing import CitationSettings

_TITLES = Titles()
_WORDS = BibliographyWords()


class CitationsConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """Options of the plugin. Paths are relative to the folder of the configuration file.

    Beside the plugin ``casewright``, its bibliography, style and language are used, and its pages of sources.
    """

    bibliography = config_options.Type((str, list), default="bibliography/*.bib")
    """Files that hold the sources: a path, a pattern such as ``refs/**/*.bib``, or a list of them."""

    style = config_options.Type(str, default=CitationSettings().style)
    """Citation style: ``apa``, another shipped one, or the path of a .csl file."""

    language = config_options.Type(str, default=CitationSettings().language)
    """Language of citations, references and the words of locators (BCP 47), such as ``en-GB`` or ``fr-FR``."""

    pandoc = config_options.Type(str, default="")
    """Path of the pandoc that formats citations; empty for the one installed with casewright, else that on the PATH."""

    bibliography_page = config_options.Type(str, default="bibliography/")
    """Address of the page that lists all sources with every sentence that cites them; empty for no such page."""

    bibliography_title = config_options.Type(str, default=_WORDS.title)
    """Title of that page."""

    bibliography_lists = config_options.Type(bool, default=True)
    """Whether there are also lists of the sources of each letter, type, decade and way of reading. Their names are
    in the language of the site where that is English, French, German or Spanish, else English."""

    uncited = config_options.Type(str, default=_WORDS.uncited)
    """What that page says of a source that nobody cites."""

    references_title = config_options.Type(str, default=_TITLES.references)
    """Heading of the reference list at the end of a page; a page that writes ``[bibliography]`` has its own."""

    notes_title = config_options.Type(str, default=_TITLES.notes)
    """Name of the list of notes, in styles that cite in notes."""

    back_title = config_options.Type(str, default=_TITLES.back)
    """Name of the links that lead from a reference back to the text."""

    more_title = config_options.Type(str, default=_TITLES.more)
    """Words of the link that leads from a reference to its place in the bibliography."""

    downloads_title = config_options.Type(str, default=_TITLES.downloads)
    """Words before the links to the references as files (BibTeX, RIS, CSL-JSON); empty for no such files."""

    page_downloads = config_options.Type(bool, default=False)
    """Whether each page that cites has such files too, beside those of the whole bibliography: three for each page."""

    assets = config_options.Type(bool, default=True)
    """Whether pages load the plugin's style sheets and the script that shows a reference at its citation; ``false``
    for a site that brings its own. They go before the site's own style sheets, so these have the last word."""

    def files(self) -> tuple[str, ...]:
        """Return the paths and patterns of the bibliography."""
        written = self.bibliography
        return (written,) if isinstance(written, str) else tuple(map(str, written))

    def titles(self) -> Titles:
        """Return the words around citations."""
        return Titles(
            references=self.references_title,
            notes=self.notes_title,
            back=self.back_title,
            more=self.more_title,
            downloads=self.downloads_title,
        )

    def words(self) -> BibliographyWords:
        """Return what the bibliography says."""
        return BibliographyWords(title=self.bibliography_title, uncited=self.uncited, downloads=self.downloads_title)
