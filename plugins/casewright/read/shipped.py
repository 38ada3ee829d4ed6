"""What comes with the package for readers to see, and where it is."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def templates_folder() -> Path:
    """Return the folder of what readers see: in an installed package beside the code, in the repository at the top."""
    installed = PACKAGE / "site_templates"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "site_templates"
