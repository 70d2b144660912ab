"""Keeping a narrowed-down list under a name, and letting it go."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import QueryParams

from zhifa.engine.errors import CommandRefused
from zhifa.web.access import Here, Signed
from zhifa.web.desk.case_list import listed
from zhifa.web.desk.listing import asked_by, filters_of, offered
from zhifa.web.desk.posted import Form

router = APIRouter(prefix="/desk")


@router.post("/filters", response_class=HTMLResponse)
def keep(request: Request, site: Here, person: Signed, form: Form) -> Response:
    """Keep the filters that the form names; 422 for a name that will not do, with the list and the name as they were."""
    reader, name = site.reader(person), form.one("name")
    filters = filters_of(QueryParams(form.flat))
    asked_by(filters, offered(site.office, reader))
    try:
        site.office.saved_filters.keep(reader.officer_id, reader.agency_id, name=name, asked=urlencode(filters.given))
    except CommandRefused as refusal:
        typed = {"name": name, "faults": [one.text for one in refusal.refusals]}
        return listed(request, site, reader, filters, status=422, typed=typed)
    return RedirectResponse(filters.address("/desk/cases"), status_code=303)


@router.post("/filters/drop", response_class=HTMLResponse)
def drop(site: Here, person: Signed, form: Form) -> Response:
    """Forget the filter of this name."""
    site.office.saved_filters.drop(site.reader(person).officer_id, form.one("name"))
    return RedirectResponse("/desk/cases", status_code=303)
