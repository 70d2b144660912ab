"""A file on its way in, and why it could not go on.

UploadError
├── UploadBusy
├── UploadDiffers
├── UploadTooLarge
├── UploadUnfinished
├── UploadUnknown
├── UploadsTooLarge
└── UploadsTooMany
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from zhifa.engine.instants import stored_instant
from zhifa.storage.records import UploadRecord


class UploadError(Exception):
    """The upload stays as it was."""


class UploadBusy(UploadError):
    """Another request is writing to it, receives it or takes it away."""


class UploadDiffers(UploadError):
    """Its content is not what was announced. ``whole``: of the finished file, which is gone now; otherwise of the last piece, which is left out."""

    def __init__(self, told: str, found: str, *, whole: bool) -> None:
        super().__init__(f"announced {told}, found {found}")
        self.told = told
        self.found = found
        self.whole = whole


class UploadTooLarge(UploadError):
    """More bytes than are taken, or than were announced."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class UploadUnfinished(UploadError):
    """It is not whole yet."""

    def __init__(self, received: int, length: int) -> None:
        super().__init__(f"{received} of {length} bytes")
        self.received = received
        self.length = length


class UploadUnknown(UploadError):
    """This officer has no such upload: it never was, became evidence, was given up, or is another's."""


class UploadsTooMany(UploadError):
    """The officer has too many under way."""


class UploadsTooLarge(UploadError):
    """With this one the officer, or his whole agency, would have more bytes under way than anybody may."""

    def __init__(self, limit: int, *, whose: Literal["officer", "agency"]) -> None:
        super().__init__(f"more than {limit} bytes under way for the {whose}")
        self.limit = limit
        self.whose = whose


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way in."""

    id: str
    name: str
    media_type: str | None
    length: int
    received: int
    """Bytes that are on the disk for good."""
    announced: str | None
    """SHA-256 that was told beforehand."""
    digest: str | None
    """SHA-256 as it was reckoned; ``None`` until it is whole."""
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFile:
    """A file that came in whole, and its SHA-256 as reckoned here."""

    path: Path
    digest: str


def upload_of(row: UploadRecord) -> Upload:
    """The upload of a row."""
    return Upload(
        id=row.id, name=row.name, media_type=row.media_type, length=row.length, received=row.received, announced=row.announced,
        digest=row.digest, created_at=stored_instant(row.created_at), expires_at=stored_instant(row.expires_at),
    )  # fmt: skip
