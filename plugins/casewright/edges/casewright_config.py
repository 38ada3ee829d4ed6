"""The options of the plugin ``casewright``, and what else its settings say."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.exceptions import PluginError

from casewright.export.form_editor import TRIAL, is_repository
from casewright.render.citing import CitationSettings


class CasewrightConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """Options of the plugin."""

    casebook = config_options.Type(str, default="")
    """Folder that holds cases/, lessons/ and so on, relative to the configuration file; empty for its own folder."""

    style = config_options.Type(str, default=CitationSettings().style)
    """Citation style: ``apa``, another shipped one, or the path of a .csl file relative to the casebook."""

    language = config_options.Type(str, default=CitationSettings().language)
    """Language of citations and references (BCP 47), such as ``en-GB`` or ``fr-FR``."""

    pandoc = config_options.Type(str, default="")
    """Path of the pandoc that formats citations; empty for the one installed with casewright, else that on the PATH."""

    edit_address = config_options.Type(str, default="")
    """Address under which a record's file can be edited on the web; its path is added. Empty for no edit button."""

    briefs = config_options.Type(bool, default=True)
    """Whether cases, lessons and modules have briefs and sheets as PDF (typst). The first build waits for them."""

    markdown = config_options.Type(bool, default=True)
    """Whether the page of each record is there as Markdown too (``cases/ID/index.md``), for programs that read text."""

    share_images = config_options.Type(bool, default=True)
    """Whether each record has a picture that stands for it where its address is passed on (typst draws them), if the
    site is public. The first build waits for them."""

    form_editor = config_options.Type(str, default="")
    """The repository on GitHub (``owner/name``, with ``@branch`` if that is not ``main``) in which the form editor at
    ``/edit/`` opens pull requests; ``trial`` to see the form and save nothing. Empty for no form editor."""

    history = config_options.Type(bool, default=False)
    """Whether the page of each record tells when its file was changed, by whom and why, as git knows it."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Refuse a repository that cannot be one."""
        failed, warned = super().validate()
        if self.form_editor and not is_repository(self.form_editor):
            msg = f'"{self.form_editor}" is no repository such as owner/name or owner/name@branch, nor "{TRIAL}"'
            failed.append(("form_editor", ValidationError(msg)))
        return failed, warned


def edition_day() -> date | None:
    """Return the day that the builder names for the edition (SOURCE_DATE_EPOCH, in seconds), or None."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    if not named:
        return None
    try:
        return datetime.fromtimestamp(int(named), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        msg = f'SOURCE_DATE_EPOCH is "{named}", which is no number of seconds since 1970'
        raise PluginError(msg) from error


def full_address(site_url: str | None) -> str:
    """Return the address at which the site will stand, with a slash at its end; nothing where none is given."""
    return "" if not site_url else site_url if site_url.endswith("/") else f"{site_url}/"
