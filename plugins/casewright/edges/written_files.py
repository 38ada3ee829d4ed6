"""Files of a casebook are written whole or not at all, and never against the will of whoever owns them."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def write_in_place(path: Path, before: bytes, after: bytes) -> str:
    """Put new content into a file that still holds what it held before. Returns why it was left as it is, if it was."""
    if path.is_symlink():
        return "it is a link"
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return "it is read-only"
    if path.read_bytes() != before:
        return "it was changed meanwhile"
    number, name = tempfile.mkstemp(prefix=".casewright-", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as draft:
            draft.write(after)
            draft.flush()
            os.fsync(draft.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        return str(error.strerror)
    return ""
