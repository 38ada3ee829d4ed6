"""The files of references that readers of a page made elsewhere can take away."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from casewright.export.formats import WRITERS, WrittenSources
from casewright.model.ids import SourceKey
from casewright.render.take_away import DownloadFile, downloads

_NAMES = ("references", "cited-references")
"""What the files are called; the second where a site has such a file of its own."""


def add_reference_files(
    files: Files, config: MkDocsConfig, page: Page, cited: Iterable[SourceKey], written: WrittenSources
) -> tuple[DownloadFile, ...]:
    """Add a file in each format of the sources that a page cites; return them with addresses as seen from the page."""
    known = [key for key in sorted(set(cited)) if key in written.sources]
    if not known:
        return ()
    path = PurePosixPath(page.file.src_uri)
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    name = next((n for n in _NAMES if not _is_taken(files, folder, n)), _NAMES[-1])
    listed = downloads(lambda ending: (folder / f"{name}.{ending}").as_posix())
    for one in listed:
        files.append(File.generated(config, one.address, content=written.file(one.ending, known)))
    return tuple(
        DownloadFile(label=one.label, ending=one.ending, address=get_relative_url(one.address, page.url))
        for one in listed
    )


def _is_taken(files: Files, folder: PurePosixPath, name: str) -> bool:
    return any(files.get_file_from_path((folder / f"{name}.{ending}").as_posix()) for ending in WRITERS)
