"""The templates of the site: where they are, and the environment they run in."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).parents[1]


def templates_folder() -> Path:
    """Return the folder of what readers see: in an installed package beside the code, in the repository at the top."""
    installed = _PACKAGE / "site_templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "site_templates"


def shapes_file() -> Path:
    """Return the file of the shapes of countries that goes with the templates."""
    return templates_folder() / "vendor" / "world-atlas" / "countries-110m.json"


def environment(overrides: Path | None = None) -> Environment:
    """Return an environment that escapes everything and takes no undefined name.

    Templates in ``overrides`` go before those of the package, so that a casebook can change one page and keep the rest.
    """
    folders = [templates_folder()] if overrides is None else [overrides, templates_folder()]
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder / "pages") for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
