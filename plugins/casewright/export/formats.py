"""The formats in which references can be taken away, and the files that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from casewright.export.bibtex import bibtex
from casewright.export.csl_json import csl_json
from casewright.export.ris import ris
from casewright.model.ids import Ref, SourceKey
from casewright.model.source import Source
from casewright.views.addresses import all_sources_file, cite_file, references_file

WRITERS: Mapping[str, Callable[[Iterable[Source]], str]] = MappingProxyType(
    {"bib": bibtex, "ris": ris, "json": csl_json}
)
"""How sources are written, by the ending of the file."""


def reference_files(
    sources: Mapping[SourceKey, Source],
    cited: Mapping[Ref, Iterable[SourceKey]],
    own: Mapping[Ref, Source],
) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of every file of references: all sources, those that each record cites, the record itself.

    ``own`` are the records as sources. A record that cites nothing has no file of references.
    """
    for ending, write in WRITERS.items():
        yield all_sources_file(ending), write(sources.values())
        for ref, source in own.items():
            yield cite_file(ref, ending), write([source])
        for ref, keys in cited.items():
            known = [sources[key] for key in keys if key in sources]
            if known:
                yield references_file(ref, ending), write(known)
