"""The proof that a form was asked for by the one who sends it: without it nothing that changes something is done (CSRF).

A proof is bound to the session, or where there is none to a random cookie of the browser. One kind outlives signing in: that of the page on which what
was typed waits for it, good in that browser, for that address alone (:func:`proof_to_send_again`). Proofs are masked anew for each page, so that no
compression on the way gives them away. Requests that a browser cannot be made to send need none: those with a token.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import AsyncIterator
from typing import Final, TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from zhifa.web.access import recognised, site_of
from zhifa.web.errors import Forbidden, NotSignedIn
from zhifa.web.person import Person
from zhifa.web.shell.forms import close_form, form_of
from zhifa.web.shell.gate import SAFE
from zhifa.web.shell.limits import allow

FIELD: Final = "proof"
HEADER: Final = "X-Zhifa-Proof"
_COOKIE: Final = "zhifa_proof"
_NONCE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_DOMAIN: Final = b"zhifa proof 1\0"
_AGAIN: Final = b"zhifa proof again 1\0"
_SIZE: Final = 32
_STREAMS: Final = "zhifa_streams"
_Route = TypeVar("_Route")


def streams(route: _Route) -> _Route:
    """Mark a route that reads its body itself, as files of evidence are: it calls :func:`require`, unless the proof came as a header."""
    setattr(route, _STREAMS, True)
    return route


def proof_of(request: Request) -> str:
    """A proof for the forms of this answer. Where no session binds it, the answer sets a cookie that does."""
    return _masked(_mac(request))


def proof_to_send_again(request: Request) -> str:
    """A proof for sending the very same form again after signing in; whoever has signed in already gets the usual one."""
    person = _recognised(request)
    return proof_of(request) if person and person.session_id else _masked(_mac_again(request, _nonce(request)))


def _masked(mac: bytes) -> str:
    mask = secrets.token_bytes(_SIZE)
    hidden = bytes(a ^ b for a, b in zip(mask, mac, strict=True))
    return base64.urlsafe_b64encode(mask + hidden).rstrip(b"=").decode()


def require(request: Request, told: object) -> None:
    """Raises ``Forbidden`` unless ``told`` is a proof for this request."""
    if not isinstance(told, str) or not told:
        raise Forbidden("proof_missing", "提交中没有本页的校验信息，没有办理；从本站的页面重新提交")
    if not _fits(request, told):
        raise Forbidden("proof_wrong", "本页打开之后登录状态已经变了，没有办理；填写的内容还在，核对后重新提交")


async def proved(request: Request) -> AsyncIterator[None]:
    """A dependency of every route: whoever comes by a session or with a cookie brings the proof. Raises ``Forbidden``.

    Files that came with a form are closed when the answer is out.
    """
    try:
        await _require_proof(request)
        yield
    finally:
        await close_form(request)


async def _require_proof(request: Request) -> None:
    if request.method in SAFE:
        return
    person = await run_in_threadpool(_recognised, request)
    taking_files = hasattr(request.scope.get("endpoint"), _STREAMS)
    if taking_files:
        allow(request, site_of(request).settings.upload_limit)
    if person is not None and person.via == "token":
        return
    if _of_api(request) and (person is None or "cookie" not in request.headers):
        return  # nobody, whom the route itself refuses; or a program that a host knows by what no browser sends of itself
    told = request.headers.get(HEADER)
    if told is None and taking_files and not _of_api(request):
        return
    await run_in_threadpool(require, request, told if told is not None else await _field(request))


async def _field(request: Request) -> object:
    return (await form_of(request)).get(FIELD)


def _of_api(request: Request) -> bool:
    return bool(request.scope.get("zhifa.api", False))


def _recognised(request: Request) -> Person | None:
    """Who asks, found once a request."""
    try:
        return recognised(request)
    except NotSignedIn:
        return None


def _fits(request: Request, told: str) -> bool:
    try:
        both = base64.b64decode(told + "=" * (-len(told) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    if len(both) != 2 * _SIZE:
        return False
    mac = bytes(a ^ b for a, b in zip(both[:_SIZE], both[_SIZE:], strict=True))
    kept = request.cookies.get(_cookie(request), "")
    again = bool(_NONCE.fullmatch(kept)) and hmac.compare_digest(mac, _mac_again(request, kept))
    return hmac.compare_digest(mac, _mac(request)) or again


def _mac_again(request: Request, nonce: str) -> bytes:
    key = site_of(request).settings.secret or nonce.encode()
    return hmac.digest(key, _AGAIN + f"{nonce} {request.method} {request.url.path}".encode(), "sha256")


def _mac(request: Request) -> bytes:
    person = _recognised(request)
    binding = f"session {person.session_id}" if person and person.session_id else f"browser {_nonce(request)}"
    key = site_of(request).settings.secret or _nonce(request).encode()
    return hmac.digest(key, _DOMAIN + binding.encode(), "sha256")


def _nonce(request: Request) -> str:
    """What the browser is known by where there is no session; a new one is set with the answer."""
    kept: str | None = request.scope.get("zhifa.nonce") or request.cookies.get(_cookie(request))
    if kept is None or not _NONCE.fullmatch(kept):
        kept = secrets.token_urlsafe(_SIZE)
        request.scope.setdefault("zhifa.cookies", []).append(_set_cookie(request, kept))
    request.scope["zhifa.nonce"] = kept
    return kept


def _secure(request: Request) -> bool:
    return (site_of(request).settings.public_url or str(request.base_url)).startswith("https://")


def _cookie(request: Request) -> str:
    return f"__Host-{_COOKIE}" if _secure(request) else _COOKIE


def _set_cookie(request: Request, nonce: str) -> str:
    secure = "; Secure" if _secure(request) else ""
    return f"{_cookie(request)}={nonce}; Path=/; HttpOnly; SameSite=Lax{secure}"
