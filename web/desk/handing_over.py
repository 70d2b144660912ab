"""The handing-over of a case to another handler (移交承办)."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from zhifa.engine.handover import HandingOver, HandingOverForm
from zhifa.engine.instants import legal_day
from zhifa.engine.naming import Naming
from zhifa.web.access import Here, Signed
from zhifa.web.desk import act_pages
from zhifa.web.desk.act_offers import offers
from zhifa.web.desk.act_sheet import Posted, Sheet
from zhifa.web.desk.act_task import Facts, Task
from zhifa.web.desk.acting import crumbs, lead
from zhifa.web.desk.carrying import aside_of
from zhifa.web.desk.case_page import Opened, open_case
from zhifa.web.desk.forms.tree import fields_of
from zhifa.web.desk.jotted import HAND_OVER

router = APIRouter(prefix="/desk/cases/{case_id}")


@router.get("/hand-over")
def hand_over(request: Request, site: Here, person: Signed, case_id: str) -> Response:
    """The form by which one handler takes the place of another."""
    return act_pages.asked(request, _handing_over(open_case(site, person, case_id)))


@router.post("/hand-over")
def enter_hand_over(request: Request, site: Here, person: Signed, case_id: str, handed: Posted) -> Response:
    """Check, hand over, or keep aside."""
    return act_pages.handled(request, _handing_over(open_case(site, person, case_id)), handed)


@router.post("/hand-over/keep")
def keep_hand_over(site: Here, person: Signed, case_id: str, handed: Posted) -> Response:
    """Keep aside what is being typed."""
    return act_pages.kept_quietly(_handing_over(open_case(site, person, case_id)), handed)


def _handing_over(opened: Opened) -> Task:
    view = opened.view
    handlers = sorted(view.laid.case.workflow.handlers(view.laid.case))
    naming = Naming(
        case=view.laid.case, register=view.laid.register, day=legal_day(view.laid.at), actor=view.laid.actor
    )

    def change(sheet: Sheet, told: Facts) -> HandingOver:
        return HandingOver(
            case_id=view.id, old=str(told.get("old", "")), new=str(told.get("new", "")), reason=str(told.get("reason", "")),
            actor=view.laid.actor, occurred_at=sheet.instant, expected_version=sheet.version, key=sheet.key, on_behalf_of=sheet.behalf or None,
        )  # fmt: skip

    return Task(
        aside=aside_of(opened, HAND_OVER), label="移交承办人",
        lead=lead(opened), form=HandingOverForm, tree=fields_of(HandingOverForm), path=f"{view.path}/hand-over", back=view.path,
        version=view.version, now=view.laid.at, crumbs=crumbs(opened),
        pickers=offers(naming),
        prefilled={"old": handlers[0]} if len(handlers) == 1 else {}, principals=view.standing_in,
        perform=lambda sheet, told: opened.site.office.hand_over(change(sheet, told)),
        preview=lambda sheet, told: opened.site.office.preview(change(sheet, told), rows=view.laid.rows), since=lambda seen: tuple(view.since(seen)),
    )  # fmt: skip
