"""The gate: a request for another host, from another site, or with an address that no browser of ours makes is refused before any route sees it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from zhifa.engine.quoted import legible
from zhifa.web.errors import BadRequest, Forbidden
from zhifa.web.settings import Settings

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""What programs look after the site by; they may come by its bare address."""

_HOST: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?P<port>:[0-9]{1,5})?")
_HIDDEN: Final = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST: Final = 4096
"""Bytes of an address with its query."""


class Gate:
    """Lets in what is meant for this site. Raises ``BadRequest`` and ``Forbidden``."""

    def __init__(self, app: ASGIApp, *, settings: Settings, api: str) -> None:
        """``api``: how the addresses of the API begin, which is told to everything within (``zhifa.api`` of the scope)."""
        self.app = app
        self._api = api
        public = urlsplit(settings.public_url)
        self._origin = _origin(settings.public_url)
        self._names = frozenset({(public.hostname or "").lower(), *(name.lower() for name in settings.hosts)})
        self._public_url = settings.public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            scope["zhifa.api"] = _below(scope).startswith(self._api)
            _require_address(scope)
            if _below(scope) not in PROBES:
                self._require_host(headers)
            if scope["method"] not in SAFE:
                self._require_origin(headers)
            elif slashed(_below(scope)):
                await RedirectResponse(_unslashed(scope), 308)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _require_host(self, headers: Headers) -> None:
        if not self._public_url:
            return  # the host program that mounts the API looks after its own names
        given = headers.getlist("host")
        told = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        if told is None or told["name"].strip("[]").lower() not in self._names:
            shown = legible(given[0]) if given else ""
            raise BadRequest(
                "host_unknown",
                f"本站的地址是 {self._public_url}，不以“{shown}”作答；管理员可以在设置中用 public_url、hosts 改",
                421,
            )

    def _require_origin(self, headers: Headers) -> None:
        """What changes something must come from a page of this site, or from a program that a browser cannot be made to be."""
        if headers.get("authorization", "").lower().startswith("bearer "):
            return  # no browser sends it by itself
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            raise _foreign(site)
        if origin is not None and not self._ours(origin, headers):
            raise _foreign(origin)
        if site is None and origin is None and "cookie" in headers:
            raise Forbidden(
                "origin_missing",
                "请求没有写明从哪个页面来（Origin），不能确认是本站的页面；换用较新的浏览器，或者从本站的页面提交",
            )

    def _ours(self, origin: str, headers: Headers) -> bool:
        told = _origin(origin)
        if told is None or told == self._origin:
            return told is not None
        same_scheme = self._origin is None or told[0] == self._origin[0]
        return same_scheme and told[1:] == _authority(headers.get("host", ""), told[0])


def _foreign(told: str) -> Forbidden:
    return Forbidden("origin_foreign", f"请求从别的站点来（{legible(told)}），没有办理；从本站的页面重新提交")


def _origin(text: str) -> tuple[str, str, int] | None:
    """Scheme, name and port of an origin; ``None`` for what is none."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.scheme, parts.hostname.lower(), port or _usual(parts.scheme)


def _authority(host: str, scheme: str) -> tuple[str, int] | None:
    told = _HOST.fullmatch(host)
    if told is None:
        return None
    return told["name"].strip("[]").lower(), int(told["port"][1:]) if told["port"] else _usual(scheme)


def _usual(scheme: str) -> int:
    return 443 if scheme == "https" else 80


# --- the address ------------------------------------------------------------------------------------------------------


def _require_address(scope: Scope) -> None:
    """Raises ``BadRequest`` for an address that is too long, is not UTF-8, or holds hidden characters or steps."""
    raw = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    if len(raw) + len(query) > _LONGEST:
        raise BadRequest("address_too_long", f"地址长于{_LONGEST}个字节", 414)
    path, asked = _text(raw), _text(query.replace(b"+", b" "))
    if _HIDDEN.search(path) or "\0" in asked:
        raise BadRequest("address_hidden", "地址中有控制字符")
    if "\\" in path or "//" in path or any(part in (".", "..") for part in path.split("/")):
        raise BadRequest("address_steps", "地址中有“//”、“..”或者反斜杠；用本站页面上的链接")


def _text(raw: bytes) -> str:
    try:
        return unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise BadRequest("address_not_utf8", "地址不是 UTF-8 编码") from None


def _below(scope: Scope) -> str:
    """The path below the place where a host has mounted the app."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


def slashed(path: str) -> bool:
    """Whether a path ends in a slash that no route of ours has."""
    return path != "/" and path.endswith("/")


def _unslashed(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").rstrip("/") + (f"?{query}" if query else "")
