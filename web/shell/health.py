"""How the site stands, for the programs that look after it: ``/healthz``, ``/readyz`` and ``/metrics``."""

from __future__ import annotations

import hmac
import ipaddress
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from zhifa.web.access import Here, Site
from zhifa.web.errors import NotFound
from zhifa.web.shell.meter import MEDIA_TYPE
from zhifa.web.shell.standing import Standing

_FORWARDED: Final = ("x-forwarded", "forwarded", "via", "x-real-ip")
"""How the headers begin by which a proxy shows."""

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz() -> JSONResponse:
    """The process answers; nothing else is asked."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """Whether requests can be served: the database answers at the wanted schema and the file store can be written; a watch that lags is told."""
    standing: Standing = request.app.state.standing
    checks = standing.checks()
    ready = all(checks[name] == "ok" for name in ("database", "files"))
    return JSONResponse({"status": "ok" if ready else "failing", **checks}, status_code=200 if ready else 503)


@router.get("/metrics")
def metrics(request: Request, site: Here) -> Response:
    """The figures of this site, to who knows the token of the settings; where there is none, on this machine alone."""
    if not _may_read(request, site):
        raise NotFound("没有这个地址；核对地址，或者从首页进入")
    standing: Standing = request.app.state.standing
    standing.measure(request.app.state.meter)
    return Response(request.app.state.meter.exposition(), media_type=MEDIA_TYPE)


def _may_read(request: Request, site: Site) -> bool:
    """Whether the token is told. Without one in the settings only who asks from this machine for this machine may: never where the site is
    reached under another name, since a proxy on this machine is somebody else's mouth."""
    token = site.settings.metrics_token
    if token:
        told = request.headers.get("authorization", "")
        return hmac.compare_digest(told.encode(), f"Bearer {token}".encode())
    forwarded = any(name.startswith(_FORWARDED) for name in request.headers)
    names = (urlsplit(site.settings.public_url).hostname, request.url.hostname)
    client = request.client.host if request.client else None
    return not forwarded and all(map(_local, (*names, client)))


def _local(name: str | None) -> bool:
    """Whether a name or address is that of this machine alone."""
    try:
        return name == "localhost" or (name is not None and ipaddress.ip_address(name).is_loopback)
    except ValueError:
        return False
