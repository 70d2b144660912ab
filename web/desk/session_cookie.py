"""The cookie by which a browser is known: set when a session begins, taken away when it ends."""

from __future__ import annotations

from fastapi import Request, Response

from zhifa.identity.door import Caller
from zhifa.identity.sessions import Begun
from zhifa.web.access import site_of
from zhifa.web.identify import cookie_name, over_https


def secret_of(request: Request) -> str:
    """What the browser brought; empty where it brought none."""
    return request.cookies.get(cookie_name(site_of(request).settings), "")


def set_session(request: Request, response: Response, begun: Begun) -> None:
    """Have the browser keep the session: no script reads it, and no other site sends it along with a form."""
    settings = site_of(request).settings
    response.set_cookie(
        cookie_name(settings), begun.secret, path="/", httponly=True, samesite="lax", secure=over_https(settings)
    )


def drop_session(request: Request, response: Response) -> None:
    """Have the browser forget it."""
    settings = site_of(request).settings
    response.delete_cookie(cookie_name(settings), path="/", httponly=True, samesite="lax", secure=over_https(settings))


def caller_of(request: Request) -> Caller:
    """From where somebody signs in."""
    return Caller(address=request.client.host if request.client else "", agent=request.headers.get("user-agent", ""))
