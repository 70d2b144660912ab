"""Who fits where a form names officers: the marks agree with the guards, and a field that names somebody has one or is open for a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from case_desk import START
from form_facts import shipped_forms
from in_hand import COMPLEX, IDS, InHand, new_case, ready, register, standing
from zhifa.engine.correct import CorrectionForm
from zhifa.engine.fields import Fits
from zhifa.engine.handover import HandingOverForm
from zhifa.engine.instants import legal_day
from zhifa.engine.naming import Naming
from zhifa.engine.people import Assignment
from zhifa.engine.period import Period
from zhifa.engine.plan import Refused
from zhifa.engine.refusals import BARRED, CORRECTION_APPROVER, HAND_OVER_TARGET, Reason
from zhifa.engine.register import Register
from zhifa.web.desk.act_offers import leaves
from zhifa.web.desk.forms.tree import Kind, fields_of
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.reasons.assignment import NO_SUCH_REVIEWER
from zhifa.workflows.reasons.decision import TOO_FEW_DISCUSSANTS
from zhifa.workflows.reasons.hearing import HEARING_NOT_APPOINTED, HEARING_OFFICER_INVESTIGATED
from zhifa.workflows.reasons.people import CERTIFICATE_INVALID, OPINION_UNFOUNDED, TOO_FEW_OFFICERS
from zhifa.workflows.reasons.rectification import LEGAL_OPINION_UNFOUNDED
from zhifa.workflows.reasons.recusal import RECUSED
from zhifa.workflows.reasons.review import REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED
from zhifa.workflows.reasons.weighing import DEPARTURE_UNAPPROVED
from zhifa.workflows.summary import SUMMARY

ANYBODY: Mapping[str, str] = {
    **dict.fromkeys(
        (f"{form}.recorder" for form in (
            "DataExtraction", "Inspection", "Interview", "Recheck", "Sampling", "StatementReceived",
        )),
        "现场笔录由在场的任何人记录，法律不要求岗位",
    ),
    "Archiving.checker": "只要不是立卷人",
    "Closing.officers": "结案不是执法活动，不核对执法证件",
    "HandedIn.received_by": "机关收款的人，没有岗位要求",
    "HearingNotice.assessors": "听证员没有登记的岗位",
    "PublicationReview.collector": "只要不是审核人自己",
    "RecordFiled.received_by": "机关收件的人，没有岗位要求",
    "RecusalDecision.officer": "任何人都可能应当回避",
    "RecusalRequest.officer": "任何人都可能应当回避",
}  # fmt: skip
"""Fields that anybody fits, each with why."""


def test_a_field_that_names_officers_says_who_fits_or_is_open_for_a_reason() -> None:
    named = {leaf for form in shipped_forms() for leaf in leaves(fields_of(form)) if leaf.kind is Kind.OFFICER}
    assert {f"{one.owner.__name__}.{one.name}" for one in named if one.fits is None and one.owner} == ANYBODY.keys()


# --- the guards -------------------------------------------------------------------------------------------------------


@cache
def people() -> Register:
    """The demonstration register with posts that reach another unit alone, a head who handles and a handler who presides over hearings."""
    since = Period(start=START.date().replace(year=2015))
    more = (
        Assignment(officer_id=IDS["立卷人甲"], role="leader", unit="办公室", scope="unit", valid=since),
        Assignment(officer_id=IDS["记录人甲"], role="hearing_officer", unit="法规科", scope="unit", valid=since),
        Assignment(officer_id=IDS["公示发布人甲"], role="unit_head", unit="办公室", scope="unit", valid=since),
        Assignment(officer_id=IDS["公示采集人甲"], role="reviewer", unit="办公室", valid=since),
        Assignment(officer_id=IDS["承办人甲"], role="reviewer", unit="执法一科", valid=since),
        Assignment(officer_id=IDS["机关负责人丙"], role="handler", unit="局领导", valid=since),
        Assignment(officer_id=IDS["承办人甲"], role="hearing_officer", unit="执法一科", valid=since),
        Assignment(officer_id=IDS["监督人员甲"], role="unit_head", unit="执法监督科", acts=frozenset({"licence"}), valid=since),
    )  # fmt: skip
    return replace(register(), assignments=(*register().assignments, *more))


def among(case: InHand) -> InHand:
    """The case among these people."""
    books = case.register.shelf, case.register.agency
    return case.but(register=replace(people(), shelf=books[0], agency=books[1]))


def barring(case: InHand, *names: str) -> InHand:
    """These must withdraw from the case."""
    for name in names:
        case = case.do("request_recusal", officer=IDS[name], requested_by="party", by="承办人甲")
        case = case.do("decide_recusal", officer=IDS[name], granted=True, by="机关负责人甲")
    return case


def fitting(case: InHand, mark: Fits, actor: str) -> set[str]:
    found = mark.who(Naming(case=case.case, register=case.register, day=legal_day(case.at), actor=actor))
    return {name for name, one in IDS.items() if one in found}


def mark_at(form: Any, path: str) -> Fits:
    """The mark of the field at this path; a list and its items are one."""
    field = fields_of(form)
    for name in path.split("."):
        inner = getattr(field, "item", field)
        field = next(one for one in inner.fields if one.name == name)
    mark = getattr(field, "item", field).fits
    assert mark is not None, path
    return mark


def pair(one: str) -> dict[str, Any]:
    other = IDS["承办人甲"] if one != IDS["承办人甲"] else IDS["承办人乙"]
    return {"officers": [one, other]}


def opinion(field: str) -> Callable[[str], dict[str, Any]]:
    return lambda one: {f"{field}__by": one}


def departure(one: str) -> dict[str, Any]:
    told = {"by": one, "text": "同意。", "on": legal_day(ready("weigh").at).isoformat()}
    return {"departure": {"reason": "当事人困难。", "opinion": told}}


def chairing(one: str) -> dict[str, Any]:
    others = [IDS[f"机关负责人{name}"] for name in "甲乙丙"]
    said = [{"officer": who, "opinion": "同意。"} for who in dict.fromkeys((*others, one))]
    return {"chair": one, "speakers": said}


def discussing(one: str) -> dict[str, Any]:
    """Beside two heads, so that the third counts."""
    others = [one_of for one_of in (IDS[f"机关负责人{name}"] for name in "甲乙丙") if one_of != one][:2]
    said = [{"officer": who, "opinion": "同意。"} for who in (*others, one)]
    return {"chair": others[0], "speakers": said}


CERTIFICATES = (CERTIFICATE_INVALID, RECUSED, TOO_FEW_OFFICERS)
HEARING = (HEARING_NOT_APPOINTED, HEARING_OFFICER_INVESTIGATED)
REVIEWING = (NO_SUCH_REVIEWER, REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED)
LEGAL = (LEGAL_OPINION_UNFOUNDED, REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED)


def inspected() -> InHand:
    """By one who also presides over hearings, and reviewed by nobody yet; one who could approve or inspect must withdraw."""
    return barring(standing("investigating").do("inspect", officers=[IDS["承办人甲"], IDS["听证主持人乙"]]), "承办人丙")


CHECKED: Mapping[str, tuple[Callable[[], InHand], str, str, Callable[[str], dict[str, Any]], tuple[Reason, ...]]] = {
    "officers": (inspected, "inspect", "officers", pair, CERTIFICATES),
    "unit opinion": (inspected, "conclude", "unit_opinion.by", opinion("unit_opinion"), (OPINION_UNFOUNDED,)),
    "hearing officer": (
        lambda: barring(
            new_case(replace(COMPLEX, complex=False, hearing=True, fine=2_000_000)).to("investigating")
            .do("inspect", officers=[IDS["承办人甲"], IDS["听证主持人乙"]]), "承办人丙",
        ).to("hearing"),
        "schedule_hearing", "hearing_officer", lambda one: {"hearing_officer": one}, HEARING,
    ),
    "reviewer": (
        lambda: new_case(workflow=ORDINARY).to("reviewing"), "assign_reviewer", "reviewer", lambda one: {"reviewer": one}, REVIEWING,
    ),
    "legal opinion": (
        lambda: ready("rectify_paper"), "rectify_paper", "legal_opinion.by", opinion("legal_opinion"), LEGAL,
    ),
    "departure": (lambda: ready("weigh"), "weigh", "departure.opinion.by", departure, (DEPARTURE_UNAPPROVED,)),
    "chair": (lambda: standing("discussing"), "discuss", "chair", chairing, (TOO_FEW_DISCUSSANTS,)),
    "speaker": (lambda: standing("discussing"), "discuss", "speakers.officer", discussing, (TOO_FEW_DISCUSSANTS,)),
}  # fmt: skip
"""By what it is about: the case, the step, the field, facts that name somebody there, and the reasons for which its guard refuses him."""


@pytest.mark.parametrize("what", CHECKED)
def test_who_fits_is_whom_the_guard_lets_pass(what: str) -> None:
    made, step, path, naming, reasons = CHECKED[what]
    case = among(made())
    actor = case.asking(step).command.actor
    codes = {reason.code for reason in reasons}
    passing = {name for name, one in IDS.items() if not case.asking(step, **naming(one)).codes() & codes}
    assert fitting(case, mark_at(case.case.workflow.by_name[step].facts, path), actor) == passing
    assert passing
    assert passing != IDS.keys()


def test_before_the_place_is_known_a_certificate_of_the_act_is_enough() -> None:
    assert fitting(
        among(new_case(workflow=SUMMARY)), mark_at(SUMMARY.opening.facts, "officers"), IDS["承办人甲"]
    ) == fitting(among(inspected()), mark_at(ORDINARY.by_name["inspect"].facts, "officers"), "") | {"承办人丙"}


@pytest.mark.parametrize("actor", ["承办人甲", "承办机构负责人甲"])
def test_who_fits_to_approve_a_correction_is_whom_the_engine_takes(actor: str) -> None:
    case, codes = among(inspected()), {CORRECTION_APPROVER.code, BARRED.code}

    def passes(name: str) -> bool:
        answer = case.correcting(actor=actor, approver=name)
        return not isinstance(answer, Refused) or not {one.code for one in answer.refusals} & codes

    assert fitting(case, mark_at(CorrectionForm, "approver"), IDS[actor]) == set(filter(passes, IDS))


@pytest.mark.parametrize("field", ["old", "new"])
def test_who_fits_in_a_handing_over_is_whom_the_engine_takes(field: str) -> None:
    case = among(barring(standing("reviewing").do("find_problems", by="审核人乙"), "承办人乙", "承办人丙"))
    told = {"old": "承办人甲", "new": "机关负责人丙"}

    def passes(name: str) -> bool:
        found = {one.code for one in case.handing_over(**{**told, field: name})}
        return HAND_OVER_TARGET.code not in found

    assert fitting(case, mark_at(HandingOverForm, field), "") == set(filter(passes, IDS))
