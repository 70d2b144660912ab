"""Entries that are no step: a correction of what was registered wrongly, and the handing-over of a case to another handler."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.canonical import JSON
from zhifa.engine.correct import OCCURRED_AT, Correction, CorrectionForm
from zhifa.engine.handover import HandingOver, HandingOverForm
from zhifa.engine.instants import legal_day
from zhifa.engine.reads import What
from zhifa.told.labels import path_label
from zhifa.web.access import Here, Signed
from zhifa.web.desk import act_task, jotted, paths
from zhifa.web.desk.act_offers import offers
from zhifa.web.desk.act_sheet import Posted, Sheet
from zhifa.web.desk.act_task import Facts, Task
from zhifa.web.desk.acting import crumbs, lead
from zhifa.web.desk.case_page import Opened, open_case
from zhifa.web.desk.forms.tree import ROOT, Choice, Field, Group, Kind, Leaf, Many, fields_of
from zhifa.web.desk.forms.typed import NOT_STATED
from zhifa.web.desk.forms.values import written_value
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound
from zhifa.web.masking import masked_at
from zhifa.web.person import Person

router = APIRouter(prefix="/desk/cases/{case_id}")

_NEW: Final = "new"
_LONGEST_PATH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One value of an entry that may have been registered wrongly."""

    label: str
    value: str
    path: str
    """Of the page that corrects it."""


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
        return act_task.asked(request, _correction(opened, person, act, path))
    return page(
        request, "act/values.html", act=act, values=list(_values(opened, act)), crumbs=crumbs(opened), lead=lead(opened),
        back=f"{opened.view.path}/correct", at=moment(act.at), final=act.transition.final,
    )  # fmt: skip


@router.post("/correct/{seq}")
def enter_correction(
    request: Request, site: Here, person: Signed, case_id: str, seq: int, handed: Posted,
    path: Annotated[str, Query(min_length=1, max_length=_LONGEST_PATH)],
) -> Response:  # fmt: skip
    """Check, correct, keep aside, or show the form with a row more or less."""
    opened = open_case(site, person, case_id)
    return act_task.handled(request, _correction(opened, person, _act(opened, seq), path), handed)


@router.post("/correct/{seq}/keep")
def keep_correction(
    site: Here, person: Signed, case_id: str, seq: int, handed: Posted, path: Annotated[str, Query(min_length=1, max_length=_LONGEST_PATH)],
) -> Response:  # fmt: skip
    """Keep aside what is being typed."""
    opened = open_case(site, person, case_id)
    return act_task.kept_quietly(_correction(opened, person, _act(opened, seq), path), handed)


@router.get("/hand-over")
def hand_over(request: Request, site: Here, person: Signed, case_id: str) -> Response:
    """The form by which one handler takes the place of another."""
    return act_task.asked(request, _handing_over(open_case(site, person, case_id), person))


@router.post("/hand-over")
def enter_hand_over(request: Request, site: Here, person: Signed, case_id: str, handed: Posted) -> Response:
    """Check, hand over, or keep aside."""
    return act_task.handled(request, _handing_over(open_case(site, person, case_id), person), handed)


@router.post("/hand-over/keep")
def keep_hand_over(site: Here, person: Signed, case_id: str, handed: Posted) -> Response:
    """Keep aside what is being typed."""
    return act_task.kept_quietly(_handing_over(open_case(site, person, case_id), person), handed)


# --- corrections ------------------------------------------------------------------------------------------------------


def _act(opened: Opened, seq: int) -> Act[BaseModel]:
    act = next((act for act in opened.view.laid.case.acts if act.seq == seq), None)
    if act is None:
        raise NotFound("案件没有这一号可以更正的记录")
    return act


def _values(opened: Opened, act: Act[BaseModel]) -> Iterator[Entered]:
    """What the entry says, value by value; private ones hidden from those who do not see them."""
    yield Entered(label="办理时间", value=moment(act.at), path=paths.correction(opened.view.id, act.seq, OCCURRED_AT))
    facts = json.loads(act.facts.model_dump_json())
    for path, field, value in _found(fields_of(act.transition.facts), facts, ""):
        told = value if opened.view.whole else masked_at(path, value)
        yield Entered(
            label=path_label(act.transition.facts, path), value=_told(field, told), path=paths.correction(opened.view.id, act.seq, path)
        )  # fmt: skip


def _found(group: Group, facts: Mapping[str, Any], before: str) -> Iterator[tuple[str, Field, Any]]:
    """Every value that has a field of its own, with its path and what stands there."""
    for field in group.fields:
        if field.name in facts:
            yield from _found_in(field, facts[field.name], f"{before}.{field.name}" if before else field.name)


def _found_in(field: Field, value: Any, path: str) -> Iterator[tuple[str, Field, Any]]:
    match field:
        case Group() if isinstance(value, Mapping) and NOT_STATED not in value:
            yield from _found(field, value, path)
        case Choice() if isinstance(value, Mapping):
            chosen = field.chosen(str(value.get(field.tag)))
            yield from _found(chosen, value, path) if chosen else ()
        case Many() if isinstance(value, list) and not isinstance(field.item, Leaf):
            for number, row in enumerate(value):
                yield from _found_in(field.item, row, f"{path}.{number}")
        case Leaf() | Many():
            yield path, field, value


def _told(field: Field, value: Any) -> str:
    if value is None or value == []:
        return "（未填）"
    if isinstance(value, Mapping) and NOT_STATED in value:
        return "〔来源未载〕"
    if isinstance(value, list):
        return "、".join(_told(field.item, one) for one in value) if isinstance(field, Many) else str(value)
    if isinstance(field, Leaf):
        text = written_value(field, value) if field.kind is not Kind.OFFICER else str(value)
        return dict((*field.choices, ("yes", "是"), ("no", "否"))).get(text, text)
    return str(value)


_TIME: Final = Leaf(name=OCCURRED_AT, label="办理时间", kind=Kind.MOMENT)


def _correction(opened: Opened, person: Person, act: Act[BaseModel], path: str) -> Task:
    """The correction of one value as something to be entered. Raises :class:`NotFound` for a path that leads to none."""
    view, form = opened.view, act.transition.facts
    facts = json.loads(act.facts.model_dump_json())
    every = {
        OCCURRED_AT: (_TIME, act.at.isoformat()),
        **{at: (one, value) for at, one, value in _found(fields_of(form), facts, "")},
    }
    if path not in every:
        raise NotFound("这一号记录没有这一填报项")
    field, old = every[path]
    label = path_label(form, path)
    tree = _tree(field, label)
    shown = old if view.whole else masked_at(path, old)
    day = legal_day(view.laid.at)

    def correction(sheet: Sheet, told: Facts) -> Correction:
        return Correction(
            case_id=view.id, seq=act.seq, path=path, new=_new(field, told), reason=str(told.get("reason", "")),
            actor=view.laid.actor, approver=str(told.get("approver", "")), occurred_at=sheet.instant, expected_version=sheet.version,
            key=sheet.key, on_behalf_of=sheet.behalf or None,
        )  # fmt: skip

    return Task(
        office=opened.site.office, officer_id=view.laid.actor, agency_id=person.agency_id, place=view.id, step=jotted.correction_step(act.seq, path),
        label=f"更正第{act.seq}号记录“{act.transition.label}”的{label}", lead=lead(opened), form=CorrectionForm, labels=form, tree=tree,
        path=paths.correction(view.id, act.seq, path), keeping=paths.correction(view.id, act.seq, path, rest="/keep"), back=paths.case(view.id, "corrections"), version=view.version, now=view.laid.at,
        crumbs=(*crumbs(opened), ("更正", f"{view.path}/correct")),
        pickers=offers(view.laid.case, view.laid.register, day, ()),
        prefilled={_NEW: old} if shown == old and old is not None else {}, replay=view.replay, principals=view.standing_in,
        perform=lambda sheet, told: opened.site.office.correct(correction(sheet, told)), since=lambda seen: tuple(view.since(seen)),
        renamed=lambda told: _NEW + told.removeprefix(path) if told == path or told.startswith(f"{path}.") else told,
        notes=(f"原来登记的是：{_told(field, shown)}", "更正另立一条记录，原记录不变；期限随之重算，决定之前的法制审核意见失效。"),
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


# --- handing over -----------------------------------------------------------------------------------------------------


def _handing_over(opened: Opened, person: Person) -> Task:
    view = opened.view
    handlers = sorted(view.laid.case.workflow.handlers(view.laid.case))

    def change(sheet: Sheet, told: Facts) -> HandingOver:
        return HandingOver(
            case_id=view.id, old=str(told.get("old", "")), new=str(told.get("new", "")), reason=str(told.get("reason", "")),
            actor=view.laid.actor, occurred_at=sheet.instant, expected_version=sheet.version, key=sheet.key, on_behalf_of=sheet.behalf or None,
        )  # fmt: skip

    return Task(
        office=opened.site.office, officer_id=view.laid.actor, agency_id=person.agency_id, place=view.id, step=jotted.HAND_OVER, label="移交承办人",
        lead=lead(opened), form=HandingOverForm, tree=fields_of(HandingOverForm), path=f"{view.path}/hand-over", back=view.path,
        version=view.version, now=view.laid.at, crumbs=crumbs(opened),
        pickers=offers(view.laid.case, view.laid.register, legal_day(view.laid.at), ()),
        prefilled={"old": handlers[0]} if len(handlers) == 1 else {}, principals=view.standing_in,
        perform=lambda sheet, told: opened.site.office.hand_over(change(sheet, told)), since=lambda seen: tuple(view.since(seen)),
    )  # fmt: skip
