"""The files of the desk besides its pages: style, scripts, pictures. Their address bears the digest of their content, so that a browser keeps them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from fastapi import APIRouter, Request, Response

from zhifa.web.errors import NotFound

ROOT: Final = "/desk/assets"
_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
"""What is served, by the end of the name; every other file beside them (licences) is not."""
_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_SMALL: Final = 1024

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it is served."""

    content: bytes
    squeezed: bytes | None
    """Compressed by gzip, where that is worth it."""
    media_type: str
    mark: str
    """Beginning of the digest of its content."""


@cache
def shelf() -> Mapping[str, Asset]:
    """Every asset by its name; read once a process."""
    folder = files("zhifa.web.desk").joinpath("assets")
    return {one.name: _asset(one) for one in folder.iterdir() if _type_of(one.name)}


def address(name: str) -> str:
    """Where an asset is found, below the site. Raises ``KeyError`` for one that does not exist: a fault of a template."""
    return f"{ROOT}/{shelf()[name].mark}/{name}"


@router.get(f"{ROOT}/{{mark}}/{{name}}")
def asset(request: Request, mark: str, name: str) -> Response:
    """One file. An address of an older version gives what the file is now, and is not kept."""
    found = shelf().get(name)
    if found is None:
        raise NotFound("没有这个文件")
    headers = {"ETag": f'"{found.mark}"', "Vary": "Accept-Encoding"}
    headers["Cache-Control"] = _FOR_GOOD if mark == found.mark else "no-cache"
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if found.squeezed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.squeezed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.content, media_type=found.media_type, headers=headers)


def _asset(file: Traversable) -> Asset:
    content = file.read_bytes()
    media_type = _type_of(file.name)
    text = media_type.startswith(("text/", "image/svg")) and len(content) > _SMALL
    return Asset(
        content=content, squeezed=gzip.compress(content, mtime=0) if text else None, media_type=media_type,
        mark=hashlib.sha256(content).hexdigest()[:16],
    )  # fmt: skip


def _type_of(name: str) -> str:
    return next((kind for end, kind in _TYPES.items() if name.endswith(end)), "")
