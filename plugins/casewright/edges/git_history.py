"""The history of records from one look at git's log, kept until there is another commit."""

from __future__ import annotations

from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from casewright.cache import Cache, digest
from casewright.edges.revision import NoRevisionError, ask_git
from casewright.model.history import History
from casewright.model.ids import Kind
from casewright.read.history import FORMAT, read_history

_KIND = "histories"
_PLAIN = ("-c", "log.showSignature=false", "-c", "core.quotePath=true", "-c", "i18n.logOutputEncoding=UTF-8")
"""Whatever a person has set for git, the answer is the same."""
_LOG = ("log", "--no-color", "--no-ext-diff", "--find-renames=50%", "--name-status", "--relative", "--no-merges")
log = get_plugin_logger("casewright")


def history_of(folder: Path, cache: Cache) -> History:
    """Return what git knows of the changes of a casebook's records; nothing where there is none, and the log says so.

    Changes that are not committed are no part of it, so that the same commit gives the same site.
    """
    try:
        head = ask_git(folder, "rev-parse", "--verify", "--quiet", "HEAD", is_needed=False)
        if head is None:
            log.info("there is no git repository with a commit, so that pages tell no history")
            return History()
        place = ask_git(folder, "rev-parse", "--is-shallow-repository", "--show-prefix") or b""
        is_whole = place.startswith(b"false")
        name = digest(head.decode(), place.decode(errors="replace"), FORMAT)
        written = cache.get_bytes(_KIND, name)
        if written is None:
            folders = [kind.folder for kind in Kind]
            written = ask_git(folder, *_PLAIN, *_LOG, f"--format={FORMAT}", "HEAD", "--", *folders) or b""
            cache.put_bytes(_KIND, name, written)
    except NoRevisionError as error:
        log.info("pages tell no history: %s", error)
        return History()
    if not is_whole:
        log.info("this copy of the repository does not know the oldest changes, and pages say so")
    return read_history(written.decode("utf-8", "replace"), is_whole=is_whole)
