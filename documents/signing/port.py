"""The port: PDF bytes go in, signed PDF bytes come out, and what the signature says can be read again. Who holds the key is the site's affair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

Level: TypeAlias = Literal["B-B", "B-T", "B-LTA"]
"""Levels of PAdES (ETSI EN 319 142-1): signed; with a time stamp; with all that later verification needs, time-stamped again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPlace:
    """Where the middle of the seal stands, in millimetres from the left and the upper edge of the sheet."""

    page: int
    """Counted from 1."""
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the signature shows to a reader."""

    agency: str
    """The name of the agency (机关名称) as it stands under the paper."""
    issued_on: date
    """The date of the paper (成文日期)."""
    place: SealPlace | None = None
    """None: the paper has no place for a seal, and the signature is not visible on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What the signature of a file says of itself."""

    level: str
    """A :data:`Level`, or what a site calls its own kind of signature."""
    certificate: str
    """SHA-256 of the signer's certificate, lower-case hexadecimal."""
    sample: bool
    """Whether it calls itself 样章: without legal effect."""
    claimed_at: datetime | None = None
    """The time that the signer claims, aware."""
    stamped_at: datetime | None = None
    """The time that a time-stamp service witnesses, aware."""


class Signer(Protocol):
    """Signs papers for one agency."""

    def sign(self, pdf: bytes, shown: Shown) -> bytes:
        """The signed file: `pdf` unchanged as its beginning, the signature appended.

        Two calls give two different files, since a signature holds its time and a random number: keep the file.
        Raises :class:`~zhifa.documents.signing.errors.SigningError`; then nothing was signed.
        """
        ...

    def read(self, signed: bytes) -> Signature:
        """What the one signature of `signed`, a file that :meth:`sign` made, says of itself, read from its bytes.

        Raises :class:`~zhifa.documents.signing.errors.SigningError` when it has another number of signatures or was changed since.
        """
        ...
