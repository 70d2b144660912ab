"""Headers of every answer: what a browser may do with it, and that nothing of it is kept."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhifa.web.settings import Settings

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Content-Security-Policy of every answer that names none of its own: nothing inline, nothing from elsewhere, in nobody's frame."""

_ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
_YEAR: Final = "max-age=31536000"


class Headers:
    """Adds the headers that an answer lacks; one that a route sets itself stands.

    Behind https a browser is told to come back by https alone.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        secure = settings.public_url.startswith("https://")
        self._always = {**_ALWAYS, **({"Strict-Transport-Security": _YEAR} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = scope.get("zhifa.request_id", "")
                for cookie in scope.get("zhifa.cookies", ()):
                    headers.append("Set-Cookie", cookie)
            await send(message)

        await self.app(scope, receive, sending)
