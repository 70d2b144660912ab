"""What the tus protocol writes in headers (https://tus.io/protocols/resumable-upload, 1.0.0): read strictly, written as it asks."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Final

from zhifa.engine.quoted import shown
from zhifa.engine.upload import Upload
from zhifa.web.errors import BadRequest

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,termination,checksum,expiration"
PIECE: Final = "application/offset+octet-stream"

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,15}")
_KEY: Final = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_CHECKSUM: Final = re.compile(r"([A-Za-z0-9]+) ([A-Za-z0-9+/=]{1,200})")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_LONGEST: Final = 4000


def require_version(told: str | None) -> None:
    """Raises ``BadRequest`` 412 for another version of the protocol, or none."""
    if told != VERSION:
        raise BadRequest("tus_version", f"写明 Tus-Resumable: {VERSION}；这里只有这一版的续传协议", 412)


def number(told: str | None, name: str) -> int:
    """A number of bytes. Raises ``BadRequest`` for what is none."""
    if told is None or not _NUMBER.fullmatch(told):
        raise BadRequest("tus_number", f"{name} 应为字节数（十进制整数），所写为{shown(told or '')}")
    return int(told)


def metadata(told: str | None) -> dict[str, str]:
    """What ``Upload-Metadata`` says by name. Raises ``BadRequest`` for what the protocol does not write so."""
    if not told:
        return {}
    if len(told) > _LONGEST:
        raise BadRequest("tus_metadata", f"Upload-Metadata 至多{_LONGEST}个字符")
    found: dict[str, str] = {}
    for pair in told.split(","):
        key, _, value = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise BadRequest("tus_metadata", f"Upload-Metadata 的名称{shown(key)}不合要求：应为英文字母，各写一次")
        found[key] = _text(key, value)
    return found


def announced(told: str | None) -> str | None:
    """The SHA-256 that a file is announced with. Raises ``BadRequest`` for what is none."""
    if told is not None and not _DIGEST.fullmatch(told):
        raise BadRequest("tus_sha256", f"sha256 应为 64 位小写十六进制，所写为{shown(told)}")
    return told


def checksum(told: str | None) -> str | None:
    """The SHA-256 of a piece from ``Upload-Checksum``, in hexadecimal. Raises ``BadRequest`` for another algorithm and for what is none."""
    if told is None:
        return None
    parts = _CHECKSUM.fullmatch(told)
    if parts is None or parts[1].lower() != "sha256":
        raise BadRequest("tus_checksum", "Upload-Checksum 应为 sha256、空格、base64 的校验值；这里只用 sha256")
    try:
        digest = base64.b64decode(parts[2], validate=True)
    except binascii.Error:
        digest = b""
    if len(digest) != 32:
        raise BadRequest("tus_checksum", "Upload-Checksum 的校验值应为 32 个字节的 base64")
    return digest.hex()


def standing(upload: Upload) -> dict[str, str]:
    """The headers that tell how far an upload has come."""
    return {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(upload.received),
        "Upload-Length": str(upload.length),
        "Upload-Expires": format_datetime(upload.expires_at, usegmt=True),
        "Cache-Control": "no-store",
    }


def written(values: Mapping[str, str]) -> str:
    """``Upload-Metadata`` of these values."""
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def _text(key: str, value: str) -> str:
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise BadRequest("tus_metadata", f"Upload-Metadata 的 {key} 应为 base64 的 UTF-8 文字") from None
    if "\0" in text:
        raise BadRequest("tus_metadata", f"Upload-Metadata 的 {key} 含有空字符")
    return text
