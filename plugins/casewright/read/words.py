"""The catalogue of what the interface says: pages and views ask for a text by its key, scripts get those of their area.

It is one file, ``site_templates/words/en.yml``. A casebook can have one of that name in its own ``site_templates``, and
what stands there goes before ours, text by text. Both are as trusted as templates are: a text may hold HTML.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from casewright.read.shipped import templates_folder

CATALOGUE = Path("words") / "en.yml"
PAGES, VIEWS, SCRIPTS = "pages", "views", "scripts"
"""The parts of the catalogue."""
ONE, OTHER = "one", "other"
"""The forms of a text that counts something, named as in the Unicode CLDR."""

Text = Markup | Mapping[str, Markup]
PlainText = str | Mapping[str, str]
Say = Callable[..., str]
"""What gives a text of views, by its key and the values in it."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Words:
    """What the interface says, in one language."""

    pages: Mapping[str, Text] = field(default_factory=dict)
    """By area and name, such as ``case.gaps``."""
    scripts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By area: texts, texts with forms, and groups of texts."""
    views: Mapping[str, PlainText] = field(default_factory=dict)
    """Plain text by area and name: what is said of what the library works out."""

    def say(self, key: str, /, **values: object) -> Markup:
        """Return a text with values in the places of their names in braces; they are escaped unless they are HTML.

        Of a text with forms the one is taken that ``count`` asks for. Raises KeyError where there is no such text, or a
        value that it names is not given.
        """
        text = self.pages[key]
        if not isinstance(text, Markup):
            text = text[ONE if values["count"] == 1 else OTHER]
        return text.format(**values) if values else text

    def tell(self, key: str, /, **values: object) -> str:
        """Return a text of views with values in it, all of it plain; else as `say`."""
        text = self.views[key]
        if not isinstance(text, str):
            text = text[ONE if values["count"] == 1 else OTHER]
        return text.format(**values) if values else text

    def with_texts(self, texts: Mapping[str, str | Mapping[str, str]]) -> Words:
        """Return the catalogue with some texts of pages in another language."""
        return Words({**self.pages, **{key: _text(text) for key, text in texts.items()}}, self.scripts, self.views)

    def script(self, area: str) -> str:
        """Return the module that gives a script its texts."""
        return f"export const WORDS = {json.dumps(self.scripts[area], ensure_ascii=False, indent=1)};\n"


def read_words(overrides: Path | None = None) -> Words:
    """Return the catalogue; ``overrides`` is a folder whose texts go before those of the package."""
    folders = [templates_folder()] if overrides is None else [templates_folder(), overrides]
    pages: dict[str, Text] = {}
    views: dict[str, PlainText] = {}
    scripts: dict[str, dict[str, Any]] = {}
    for path in (folder / CATALOGUE for folder in folders):
        if not path.is_file():
            continue
        written = yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 - a safe loader
        pages.update((key, _text(text)) for key, text in _flat(written.get(PAGES, {})))
        views.update(_flat(written.get(VIEWS, {})))
        for area, texts in written.get(SCRIPTS, {}).items():
            scripts.setdefault(area, {}).update(texts)
    return Words(pages, scripts, views)


@cache
def our_words() -> Words:
    """Return the catalogue of the package."""
    return read_words()


def _flat(areas: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, PlainText]]:
    for area, texts in areas.items():
        for name, text in texts.items():
            yield f"{area}.{name}", text


def _text(written: str | Mapping[str, str]) -> Text:
    if isinstance(written, str):
        return Markup(written)  # noqa: S704 - as trusted as a template
    return {form: Markup(text) for form, text in written.items()}  # noqa: S704 - likewise
