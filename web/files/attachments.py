"""Files as answers: under a name that no header and no file system trips over."""

from __future__ import annotations

import re
from typing import Final, Literal
from urllib.parse import quote

from fastapi import Response

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST: Final = 120


def attached(
    content: bytes, *, media_type: str, name: str, how: Literal["attachment", "inline"] = "attachment"
) -> Response:
    """The bytes, to be kept under this name or shown; nobody guesses another type from what they hold."""
    headers = {"Content-Disposition": disposition(name, how=how), "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)


def disposition(name: str, *, how: Literal["attachment", "inline"] = "attachment") -> str:
    """The header for a name (RFC 6266): in UTF-8, and in ASCII for who knows no other."""
    safe = _UNSAFE.sub("_", name).strip(". ")[-_LONGEST:] or "file"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", safe).strip("_.") or "file"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
