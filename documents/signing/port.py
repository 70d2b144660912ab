"""The port: PDF bytes go in, signed PDF bytes come out. Who holds the key is the site's affair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


class Signer(Protocol):
    """Signs papers for one agency."""

    def sign(self, pdf: bytes, shown: Shown) -> bytes:
        """The signed file: `pdf` unchanged as its beginning, the signature appended.

        Two calls give two different files, since a signature holds its time and a random number: keep the file.
        Raises :class:`~zhifa.documents.signing.errors.SigningError`; then nothing was signed.
        """
        ...
