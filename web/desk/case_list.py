"""All cases within reach, narrowed down by filters that stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhifa.engine.office import Office
from zhifa.engine.reader import Reader
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.listing import LABELS, PAGE, Filters, asked_by, filters_of, lines, offered, place_of, place_text
from zhifa.web.desk.pages import page

router = APIRouter(prefix="/desk")
HERE: Final = "/desk/cases"


@router.get("/cases", response_class=HTMLResponse)
def case_list(request: Request, site: Here, person: Signed, after: str = "") -> HTMLResponse:
    """A page of the list."""
    return listed(request, site, site.reader(person), filters_of(request.query_params), after=after)


def listed(
    request: Request, site: Site, reader: Reader, filters: Filters, *, after: str = "", status: int = 200, typed: Mapping[str, Any] | None = None,
) -> HTMLResponse:  # fmt: skip
    """The page of a list so narrowed. ``typed``: a name for it that was refused, with why."""
    choices, begin = offered(site.office, reader), place_of(after)
    found = reader.docket(asked_by(filters, choices), after=begin, limit=PAGE)
    chips = [
        {"label": LABELS[name], "value": choices.label(name, value), "without": _without(filters.given, name)}
        for name, value in filters.given.items()
    ]
    following = place_text(found.after)
    return page(
        request, "cases.html", status=status, filters=filters, offered=choices, chips=chips, lines=lines(site.office, reader, found.lines),
        first=filters.address(HERE) if begin else "", following=filters.address(HERE, after=following) if following else "",
        saved=saved(site.office, reader), typed=typed,
    )  # fmt: skip


def saved(office: Office, reader: Reader) -> list[dict[str, str]]:
    """The officer's saved filters, each with its address."""
    mine = office.saved_filters.of(reader.officer_id)
    return [{"name": one.name, "path": f"{HERE}?{one.asked}" if one.asked else HERE} for one in mine]


def _without(given: Mapping[str, str], name: str) -> str:
    """The address of the list without one of its filters."""
    rest = {one: value for one, value in given.items() if one != name}
    return f"{HERE}?{urlencode(rest)}" if rest else HERE
