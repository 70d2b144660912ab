"""The inbox: warnings that reached this officer, and taking note of them (签收). Taking note stops no term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhifa.engine.agenda_page import day_of
from zhifa.engine.docket_page import DocketLine, Urgency, urgency_of
from zhifa.engine.errors import AcknowledgedBefore, CommandRefused, WarningUnknown
from zhifa.engine.inbox import Received
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk import paths
from zhifa.web.desk.lights import Light, light_of
from zhifa.web.desk.listing import place_of, place_text
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.errors import BadRequest, NotFound
from zhifa.web.person import Person

router = APIRouter(prefix="/desk")
_PAGE: Final = 25
_LEVELS: Final = {1: "承办人", 2: "承办机构负责人", 3: "机关负责人", 4: "监督"}


@router.get("/inbox", response_class=HTMLResponse)
def inbox(request: Request, site: Here, person: Signed, all: str = "", after: str = "") -> HTMLResponse:  # noqa: A002 - the name in the address
    """Warnings not acknowledged; with ``all=yes`` the others too."""
    return _page(request, site, person, every=all == "yes", after=after)


@router.post("/inbox", response_class=HTMLResponse)
def acknowledge_page(site: Here, person: Signed, form: Form) -> Response:
    """Take note of all warnings of a page at once, without notes; of one that was acknowledged meanwhile nothing changes. 404 for one that did not
    reach this officer: those named before it are acknowledged."""
    officer, chosen = site.reader(person).officer_id, form.every("warning")
    if not 1 <= len(chosen) <= _PAGE:
        raise BadRequest("warnings_faulty", f"一次可以签收1至{_PAGE}条预警，这里有{len(chosen)}条")
    for one in chosen:
        with suppress(AcknowledgedBefore):
            _acknowledged(site, one, officer)
    return _noted()


@router.post("/inbox/{warning_id}", response_class=HTMLResponse)
def acknowledge(request: Request, site: Here, person: Signed, warning_id: str, form: Form) -> Response:
    """Take note of a warning, with a note of one's own. 404 for one that did not reach this officer; 422 for a faulty note, which is kept."""
    officer = site.reader(person).officer_id
    note = form.one("note")
    try:
        _acknowledged(site, warning_id, officer, note)
    except CommandRefused as refusal:
        typed = {"id": warning_id, "note": note, "faults": [one.text for one in refusal.refusals]}
        return _page(request, site, person, status=422, typed=typed)
    return _noted()


def _acknowledged(site: Site, warning_id: str, officer: str, note: str = "") -> None:
    try:
        site.office.inbox.acknowledge(warning_id, officer, note or None)
    except WarningUnknown as error:
        raise NotFound("没有发给本人的这条预警") from error


def _noted() -> Response:
    return RedirectResponse("/desk/inbox?noted=yes", status_code=303)


def _page(
    request: Request, site: Site, person: Person, *, every: bool = False, after: str = "", status: int = 200,
    typed: Mapping[str, object] | None = None,
) -> HTMLResponse:  # fmt: skip
    officer, begin = site.reader(person).officer_id, place_of(after)
    found = site.office.inbox.page(officer, acknowledged=every, after=begin, limit=_PAGE)
    here = "/desk/inbox?all=yes" if every else "/desk/inbox"
    following = place_text(found.after)
    return page(
        request, "inbox.html", status=status, warnings=_told(site, person, found.warnings), more=found.more, every=every, typed=typed,
        noted=request.query_params.get("noted") == "yes", first=here if begin else "",
        following=f"{here}{'&' if every else '?'}after={following}" if following else "",
    )  # fmt: skip


def _told(site: Site, person: Person, warnings: Iterable[Received]) -> list[dict[str, object]]:
    """The warnings with their cases, as far as the officer may still see those."""
    kept, today = tuple(warnings), site.office.agenda.today
    lines = site.reader(person).lines(tuple({one.case_id for one in kept}))
    return [_shown(one, lines.get(one.case_id), today) for one in kept]


def _shown(one: Received, line: DocketLine | None, today: date) -> dict[str, object]:
    """A warning as the page has it."""
    return {
        "called": "　".join(filter(None, (line.cause, line.party, line.case_number)))
        if line
        else f"案件 {one.case_id[:8]}",
        "id": one.warning_id,
        "text": one.body["text"],
        "case": paths.case(one.case_id, "terms"),
        "received": moment(one.received_at),
        "level": _LEVELS.get(one.level, str(one.level)),
        "light": _light(one, today),
        "noted": moment(one.acknowledged_at) if one.acknowledged_at else "",
        "note": one.note,
        "goes_on": one.overdue and one.running,
    }


def _light(one: Received, today: date) -> Light:
    days = (day_of(one.due) - today).days
    if not one.running:
        return Light(kind="quiet", text="期限已了结")
    if one.overdue:
        return light_of(Urgency.OVERDUE, days)
    if days < 0:
        return Light(kind="quiet", text=f"已届满{-days}天")
    return light_of(urgency_of(day_of(one.due), today, waits=False), days)
