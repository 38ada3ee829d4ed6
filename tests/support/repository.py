"""Git repositories for tests: none of the settings of whoever runs them has a say."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_PERSON = {
    "GIT_AUTHOR_NAME": "Jane Doe",
    "GIT_AUTHOR_EMAIL": "jane@example.org",
    "GIT_COMMITTER_NAME": "Jane Doe",
    "GIT_COMMITTER_EMAIL": "jane@example.org",
}


def git(folder: Path, *arguments: str, author: str = "", day: str = "2027-01-01") -> str:
    """Run git in a folder and return what it prints; a commit is of the given day, by ``Name <address>``."""
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    name, _, address = author.partition(" <")
    person = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address.rstrip(">")} if author else {}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **_PERSON, **alone, **when, **person},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def commit(folder: Path, message: str, *, author: str = "", day: str = "2027-01-01") -> str:
    """Commit everything in a folder and return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, author=author, day=day)
    return git(folder, "rev-parse", "HEAD").strip()
