"""Word files as archives whose bytes depend on their members alone."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_TYPES: Final = "[Content_Types].xml"
_UNIX: Final = 3
"""The system an entry says it was made on: always this one, wherever it is made."""


def packed(members: Mapping[str, bytes]) -> bytes:
    """The members as a ZIP file: the types first, as readers like it, the others by name, all with the earliest date a ZIP file knows."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in sorted(members, key=lambda name: (name != _TYPES, name)):
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            archive.writestr(entry, members[name])
    return stream.getvalue()


def repacked(made: IO[bytes]) -> bytes:
    """The same members without the time at which they were written."""
    with ZipFile(made) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
