"""The formats in which references can be taken away, and the files that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from casewright.export.bibtex import bibtex, bibtex_entry
from casewright.export.csl_json import csl_json, item_text, listed
from casewright.export.ris import ris, ris_record
from casewright.model.ids import Ref, SourceKey
from casewright.model.source import Source
from casewright.views.addresses import all_sources_file, cite_file, references_file

WRITERS: Mapping[str, Callable[[Iterable[Source]], str]] = MappingProxyType(
    {"bib": bibtex, "ris": ris, "json": csl_json}
)
"""How sources are written, by the ending of the file."""
_PARTS: Mapping[str, tuple[Callable[[Source], str], Callable[[Iterable[str]], str]]] = MappingProxyType(
    {"bib": (bibtex_entry, "\n".join), "ris": (ris_record, "".join), "json": (item_text, listed)}
)
"""How one source is written, and how what is written becomes a file."""


@dataclass(slots=True)
class WrittenSources:
    """Sources in all formats: each is written once, however many files it goes into."""

    sources: Mapping[SourceKey, Source]
    _texts: dict[tuple[str, SourceKey], str] = field(default_factory=dict)

    def file(self, ending: str, keys: Iterable[SourceKey]) -> str:
        """Return a file of the sources with these keys; those that are in no bibliography are left out."""
        write, join = _PARTS[ending]
        texts = []
        for key in keys:
            if key in self.sources:
                text = self._texts.get((ending, key))
                if text is None:
                    text = self._texts[ending, key] = write(self.sources[key])
                texts.append(text)
        return join(texts)


def reference_files(
    sources: Mapping[SourceKey, Source],
    cited: Mapping[Ref, Iterable[SourceKey]],
    own: Mapping[Ref, Source],
) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of every file of references: all sources, those that each record cites, the record itself.

    ``own`` are the records as sources. A record that cites nothing has no file of references.
    """
    written = WrittenSources(sources)
    for ending, write in WRITERS.items():
        yield all_sources_file(ending), written.file(ending, sources)
        for ref, source in own.items():
            yield cite_file(ref, ending), write([source])
        for ref, keys in cited.items():
            known = [key for key in keys if key in sources]
            if known:
                yield references_file(ref, ending), written.file(ending, known)
