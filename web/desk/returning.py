"""Where somebody is led after signing in: to the page that was asked for, if it is one of ours."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

HOME: Final = "/desk"
_AROUND: Final = ("/login", "/logout", "/oidc", "/password")
"""Addresses that lead somewhere themselves."""
_LONGEST: Final = 2000


def own_address(text: str) -> str:
    """The address if it is a path of this site, and the first page of the desk for anything else."""
    if not text.startswith("/") or text.startswith("//") or len(text) > _LONGEST:
        return HOME
    if "\\" in text or not text.isprintable() or " " in text or not _is_path(text):
        return HOME
    return HOME if text.startswith(_AROUND) else text


def leading(path: str, then: str) -> str:
    """An address of ours that leads on to another afterwards."""
    return path if then == HOME else f"{path}?next={quote(then, safe='')}"


def _is_path(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
