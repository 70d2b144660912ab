"""A site: the whole of desk and API, or the API alone for a host to mount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.types import Lifespan

from zhifa.engine.office import Office
from zhifa.web import api as api_rooms
from zhifa.web import desk, problems
from zhifa.web.access import Identify, Site, by_hand
from zhifa.web.api import document
from zhifa.web.identify import identify as by_keeper
from zhifa.web.settings import Settings
from zhifa.web.shell import assets, health
from zhifa.web.shell.answers import Answers
from zhifa.web.shell.gate import Gate
from zhifa.web.shell.headers import Headers
from zhifa.web.shell.journal import Journal
from zhifa.web.shell.limits import Limits
from zhifa.web.shell.meter import Meter
from zhifa.web.shell.proofs import proved
from zhifa.web.shell.standing import Standing

if TYPE_CHECKING:
    from zhifa.identity.keeper import Keeper

_TITLE: Final = "zhifa 执法"
_PROVED: Final = [Depends(proved)]
_BY_HAND: Final = [Depends(by_hand), *_PROVED]


def create_site(
    office: Office, *, settings: Settings, keeper: Keeper | None = None, identify: Identify | None = None,
    lifespan: Lifespan[FastAPI] | None = None,
) -> FastAPI:  # fmt: skip
    """Desk and API: ``/``, ``/desk/…``, ``/api/v1/…``, ``/healthz``, ``/readyz`` and ``/metrics``.

    Who asks is told by ``identify``, or else found in the sessions and tokens of ``keeper``. ``lifespan`` is entered when the site starts.
    """
    site = Site(office=office, settings=settings, identify=identify or by_keeper, keeper=keeper)
    app = _bare(site, prefix="/api/v1", lifespan=lifespan)
    for router in (assets.router, health.router, _FRONT):
        _answer_heads(router)
        app.include_router(router)
    for router in desk.ROUTERS:
        _answer_heads(router)
        app.include_router(router, include_in_schema=False, dependencies=_BY_HAND)
    return app


def create_api(office: Office, *, identify: Identify, settings: Settings | None = None) -> FastAPI:
    """The API alone (``/v1/…``), for a host that tells who asks and mounts it where it likes.

    Without ``settings`` it answers under whatever name the host program does.
    """
    return _bare(Site(office=office, settings=settings or Settings(public_url=""), identify=identify), prefix="/v1")


def _bare(site: Site, *, prefix: str, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The shell with the API in it."""
    meter = Meter()
    site.office.meters.add(meter)
    around = [
        Middleware(Journal, meter=meter),
        Middleware(Headers, settings=site.settings),
        Middleware(Answers),
        Middleware(Gate, settings=site.settings, api=f"{prefix}/"),
        Middleware(Limits, settings=site.settings),
    ]
    app = FastAPI(
        title=_TITLE,
        openapi_url=f"{prefix}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=around,
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.meter = meter
    app.state.standing = Standing(site.office)
    problems.install(app)
    for router in api_rooms.ROUTERS:
        app.include_router(router, prefix=prefix, dependencies=_PROVED)
    document.describe(app, prefix=prefix)
    return app


def _answer_heads(router: APIRouter) -> None:
    """HEAD is answered as GET is, without the body; the framework would refuse it."""
    for route in router.routes:
        if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
            route.methods.add("HEAD")


_FRONT = APIRouter(include_in_schema=False)


@_FRONT.get("/")
def front(request: Request) -> RedirectResponse:
    """The address that people type."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/desk", 303)
