"""The templates of the site, and the environment they run in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casewright.cache import digest
from casewright.read.shipped import templates_folder
from casewright.read.words import Words, read_words

__all__ = ["environment", "templates_folder"]

_WORDS = "words"
"""Under which name an environment keeps the catalogue; what it says to templates is `say`."""


def shapes_file() -> Path:
    """Return the file of the shapes of countries that goes with the templates."""
    return templates_folder() / "vendor" / "world-atlas" / "countries-110m.json"


def environment(overrides: Path | None = None) -> Environment:
    """Return an environment that escapes everything and takes no undefined name.

    Templates in ``overrides`` go before those of the package, so that a casebook can change one page and keep the rest.
    """
    folders = [templates_folder()] if overrides is None else [overrides, templates_folder()]
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder / "pages") for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    return with_words(env, read_words(overrides))


def with_words(env: Environment, words: Words) -> Environment:
    """Let templates say what stands in a catalogue, from now on."""
    env.globals |= {"say": words.say, _WORDS: words}
    return env


def say_of(env: Environment) -> Callable[..., Markup]:
    """Return what says a text of the catalogue, by its key and the values in it."""
    return cast("Callable[..., Markup]", env.globals["say"])


def say_with(env: Environment, texts: Mapping[str, str | Mapping[str, str]]) -> Callable[..., Markup]:
    """Return the same where some texts are in another language."""
    return words_of(env).with_texts(texts).say if texts else say_of(env)


def words_of(env: Environment) -> Words:
    """Return the catalogue whose texts templates say."""
    return cast("Words", env.globals[_WORDS])


def pinned(env: Environment) -> tuple[Environment, str]:
    """Return an environment with the templates as they are now, and a digest of them and of what they say.

    Where a folder of templates is a link, they cannot be listed: then there is no digest, and they stay as they are.
    """
    if env.loader is None or any(map(_has_links, _folders(env.loader))):
        return env, ""
    sources: dict[str, str] = {}
    for name in sorted(env.list_templates()):
        with suppress(UnicodeDecodeError):  # no template
            sources[name] = env.loader.get_source(env, name)[0]
    return env.overlay(loader=DictLoader(sources), auto_reload=False), digest(sources, words_of(env).pages)


def _folders(loader: BaseLoader) -> Iterator[str]:
    if isinstance(loader, ChoiceLoader):
        for one in loader.loaders:
            yield from _folders(one)
    elif isinstance(loader, FileSystemLoader):
        yield from loader.searchpath


def _has_links(folder: str) -> bool:
    """Return whether a folder in it is a link; the folder itself may be one."""
    return any(os.path.islink(f"{path}/{name}") for path, names, _ in os.walk(folder) for name in names)  # noqa: PTH114
