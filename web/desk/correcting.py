"""Corrections: the choice of what was registered wrongly, and the form that puts another value beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.canonical import JSON
from zhifa.engine.correct import OCCURRED_AT, Correction, CorrectionForm
from zhifa.engine.instants import legal_day
from zhifa.engine.naming import Naming
from zhifa.engine.reads import What
from zhifa.told.labels import path_label
from zhifa.web.access import Here, Signed
from zhifa.web.desk import act_pages, entered, jotted, paths
from zhifa.web.desk.act_offers import offers
from zhifa.web.desk.act_sheet import Posted, Sheet
from zhifa.web.desk.act_task import Facts, Task
from zhifa.web.desk.acting import crumbs, lead
from zhifa.web.desk.carrying import aside_of
from zhifa.web.desk.case_page import Opened, open_case
from zhifa.web.desk.forms.tree import ROOT, Field, Group, Kind, Leaf, Many, fields_of
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/desk/cases/{case_id}")

_NEW: Final = "new"
_LONGEST_PATH: Final = 200


@router.get("/correct")
def entries(request: Request, site: Here, person: Signed, case_id: str) -> Response:
    """The entries of the case, to choose the wrong one."""
    opened = open_case(site, person, case_id)
    acts = [
        (act, moment(act.at), opened.view.name(act.actor), paths.correction(case_id, act.seq))
        for act in reversed(opened.view.laid.case.acts)
    ]
    return page(request, "act/entries.html", acts=acts, crumbs=crumbs(opened), lead=lead(opened), back=opened.view.path)


@router.get("/correct/{seq}")
def correct(
    request: Request, site: Here, person: Signed, case_id: str, seq: int, path: Annotated[str, Query(max_length=_LONGEST_PATH)] = "",
) -> Response:  # fmt: skip
    """The values of an entry, to choose the wrong one; with ``path`` the form that corrects it."""
    opened = open_case(site, person, case_id)
    act = _act(opened, seq)
    site.office.reads.note(opened.reader.officer_id, case_id, What.CASE)
    if path:
        return act_pages.asked(request, _correction(opened, act, path))
    return page(
        request, "act/values.html", act=act, values=list(entered.values_of(opened, act)), crumbs=crumbs(opened), lead=lead(opened),
        back=f"{opened.view.path}/correct", at=moment(act.at), final=act.transition.final,
    )  # fmt: skip


@router.post("/correct/{seq}")
def enter_correction(
    request: Request, site: Here, person: Signed, case_id: str, seq: int, handed: Posted,
    path: Annotated[str, Query(min_length=1, max_length=_LONGEST_PATH)],
) -> Response:  # fmt: skip
    """Check, correct, keep aside, or show the form with a row more or less."""
    opened = open_case(site, person, case_id)
    return act_pages.handled(request, _correction(opened, _act(opened, seq), path), handed)


@router.post("/correct/{seq}/keep")
def keep_correction(
    site: Here, person: Signed, case_id: str, seq: int, handed: Posted, path: Annotated[str, Query(min_length=1, max_length=_LONGEST_PATH)],
) -> Response:  # fmt: skip
    """Keep aside what is being typed."""
    opened = open_case(site, person, case_id)
    return act_pages.kept_quietly(_correction(opened, _act(opened, seq), path), handed)


# --- the form ---------------------------------------------------------------------------------------------------------


def _act(opened: Opened, seq: int) -> Act[BaseModel]:
    act = next((act for act in opened.view.laid.case.acts if act.seq == seq), None)
    if act is None:
        raise NotFound("案件没有这一号可以更正的记录")
    return act


_TIME: Final = Leaf(name=OCCURRED_AT, label="办理时间", kind=Kind.MOMENT)


def _correction(opened: Opened, act: Act[BaseModel], path: str) -> Task:
    """The correction of one value as something to be entered. Raises :class:`NotFound` for a path that leads to none."""
    view, form = opened.view, act.transition.facts
    facts = json.loads(act.facts.model_dump_json())
    every = {
        OCCURRED_AT: (_TIME, act.at.isoformat()),
        **{at: (one, value) for at, one, value in entered.found(fields_of(form), facts, "")},
    }
    if path not in every:
        raise NotFound("这一号记录没有这一填报项")
    field, old = every[path]
    label = path_label(form, path)
    tree = _tree(field, label)
    shown = view.as_seen_at(form, path, old)
    naming = Naming(
        case=view.laid.case, register=view.laid.register, day=legal_day(view.laid.at), actor=view.laid.actor
    )

    def correction(sheet: Sheet, told: Facts) -> Correction:
        return Correction(
            case_id=view.id, seq=act.seq, path=path, new=_new(field, told), reason=str(told.get("reason", "")),
            actor=view.laid.actor, approver=str(told.get("approver", "")), occurred_at=sheet.instant, expected_version=sheet.version,
            key=sheet.key, on_behalf_of=sheet.behalf or None,
        )  # fmt: skip

    return Task(
        aside=aside_of(opened, jotted.correction_step(act.seq, path)),
        label=f"更正第{act.seq}号记录“{act.transition.label}”的{label}", lead=lead(opened), form=CorrectionForm, labels=form, tree=tree,
        path=paths.correction(view.id, act.seq, path), keeping=paths.correction(view.id, act.seq, path, rest="/keep"), back=paths.case(view.id, "corrections"), version=view.version, now=view.laid.at,
        crumbs=(*crumbs(opened), ("更正", f"{view.path}/correct")),
        pickers=offers(naming),
        prefilled={_NEW: old} if shown == old and old is not None else {}, replay=view.replay, principals=view.standing_in,
        perform=lambda sheet, told: opened.site.office.correct(correction(sheet, told)),
        preview=lambda sheet, told: opened.site.office.preview(correction(sheet, told), rows=view.laid.rows), since=lambda seen: tuple(view.since(seen)),
        renamed=lambda told: _NEW + told.removeprefix(path) if told == path or told.startswith(f"{path}.") else told,
        notes=(f"原来登记的是：{entered.told(field, shown)}", "更正另立一条记录，原记录不变；期限随之重算，决定之前的法制审核意见失效。"),
        checked=_reason_and_approver,
    )  # fmt: skip


def _tree(field: Field, label: str) -> Group:
    entered = {one.name: one for one in fields_of(CorrectionForm).fields}
    new = replace(field, name=_NEW, label=f"{label}（改为）", required=field.required, default=None)
    return Group(name=ROOT, label="", form=CorrectionForm, fields=(new, entered["reason"], entered["approver"]))


def _new(field: Field, told: Facts) -> JSON:
    """The new value: nothing where the field was left blank, and may be."""
    blank: JSON = [] if isinstance(field, Many) else None
    return told.get(_NEW, blank)


def _reason_and_approver(facts: Facts) -> Facts:
    """What the engine's own form for corrections looks at."""
    return {"path": _NEW, **{name: facts[name] for name in ("reason", "approver") if name in facts}}
