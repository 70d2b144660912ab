"""Pages of the desk: templates, and what every page is given besides its own."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from zhifa.web.access import site_of
from zhifa.web.desk.moments import moment
from zhifa.web.desk.navigation import menu, standing_in
from zhifa.web.shell.assets import address
from zhifa.web.shell.proofs import proof_of

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("zhifa.web.desk", "templates"), autoescape=select_autoescape(default=True),
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip

_ENVIRONMENT.globals["asset"] = address


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the desk. Beside ``context`` it knows the person, the proof of its forms and whether this is a demonstration."""
    person = getattr(request.state, "person", None)
    rooms = menu(person)
    told = {
        "menu": rooms,
        "standing_in": standing_in(rooms, request.url.path),
        "person": person,
        "proof": proof_of(request),
        "demo": _demonstration(request),
        "path": request.url.path,
        **context,
    }
    return HTMLResponse(_ENVIRONMENT.get_template(template).render(told), status_code=status)


def _demonstration(request: Request) -> str:
    """The time by the clock of a demonstration, or nothing where this is none."""
    site = site_of(request)
    return moment(site.office.accounts.now()) if site.settings.demo else ""
