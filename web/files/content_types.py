"""As what a file of evidence may be sent: nobody looked into it, so a browser is told to run nothing of it and to guess nothing."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = "application/octet-stream"
INLINE: Final = frozenset({
    "application/pdf",
    "audio/aac", "audio/amr", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm", "audio/x-wav",
    "image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp",
    "video/mp4", "video/mpeg", "video/ogg", "video/quicktime", "video/webm",
})  # fmt: skip
"""What a browser shows without running anything of it."""
_KEPT: Final = INLINE | {
    "application/msword", "application/vnd.ms-excel", "application/zip", "text/csv", "text/plain",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
"""What is sent under its own type; everything else, and whatever could run (SVG, HTML, XML), is only bytes."""

CONFINED: Final = "default-src 'none'; sandbox"
_SHOWN: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; object-src 'self'; frame-ancestors 'self'"


def content_type(told: str | None, name: str | None) -> str:
    """The type of a file as it was told, else by its name; :data:`UNKNOWN` for any that is not known as harmless."""
    given = (told or "").partition(";")[0].strip().lower()
    guessed = mimetypes.guess_type(name or "", strict=True)[0] if not given else None
    found = given or guessed or UNKNOWN
    return found if found in _KEPT else UNKNOWN


def headers(media_type: str, *, attached: bool) -> Mapping[str, str]:
    """What is sent with the bytes of this type."""
    confined = attached or media_type not in INLINE
    policy = (
        {"Content-Security-Policy": CONFINED}
        if confined
        else {"Content-Security-Policy": _SHOWN, "X-Frame-Options": "SAMEORIGIN"}
    )
    return {**policy, "X-Content-Type-Options": "nosniff"}
