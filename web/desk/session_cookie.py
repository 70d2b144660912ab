"""The cookies by which a browser is known: of a session, until it ends; of the device, so that others' failures do not bar who signed in there."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from zhifa.identity.devices import KEPT_S
from zhifa.identity.door import Caller
from zhifa.identity.sessions import Begun
from zhifa.web.access import site_of
from zhifa.web.desk.doormen import address_of
from zhifa.web.identify import cookie_name, over_https

_DEVICE: Final = "_device"


def secret_of(request: Request) -> str:
    """What the browser brought; empty where it brought none."""
    return request.cookies.get(_name(request), "")


def set_session(request: Request, response: Response, begun: Begun) -> None:
    """Have the browser keep the session: no script reads it, and no other site sends it along with a form."""
    keep(request, response, _name(request), begun.secret)
    if begun.device:
        keep(request, response, _name(request) + _DEVICE, begun.device, for_s=KEPT_S)


def drop_session(request: Request, response: Response) -> None:
    """Have the browser forget it; the device stays known."""
    drop(request, response, _name(request))


def caller_of(request: Request) -> Caller:
    """From where somebody signs in."""
    device = request.cookies.get(_name(request) + _DEVICE, "")
    return Caller(address=address_of(request), agent=request.headers.get("user-agent", ""), device=device)


def keep(request: Request, response: Response, name: str, value: str, *, for_s: int | None = None) -> None:
    """Set a cookie that no script reads; ``for_s``: how many seconds it is kept, until the browser is closed where not told."""
    secure = over_https(site_of(request).settings)
    response.set_cookie(name, value, max_age=for_s, path="/", httponly=True, samesite="lax", secure=secure)


def drop(request: Request, response: Response, name: str) -> None:
    """Take it away."""
    secure = over_https(site_of(request).settings)
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=secure)


def _name(request: Request) -> str:
    return cookie_name(site_of(request).settings)
