"""Files → a zip archive that is the same, byte for byte, whenever it is made of the same files by the same library."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import IO
from xml.etree import ElementTree as ET

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can name: there is no other that follows from the files."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_READABLE = 0o100644 << 16
_UNIX = 3


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of (name, content), in their order."""
    packed = BytesIO()
    write_archive(packed, files)
    return packed.getvalue()


def write_archive(target: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive of (name, content), in their order, which are taken one at a time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _READABLE
            packed.writestr(entry, data)


def xml_file(root: ET.Element) -> bytes:
    """Return an XML document as it lies in a package."""
    ET.indent(root)
    return f"{_DECLARATION}\n{ET.tostring(root, encoding='unicode')}\n".encode()
