"""Who may do what: role, act, agency and unit from the register, denied by default; deputies say for whom they act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from in_hand import CALENDAR, IDS, InHand, Question, register, standing
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command
from zhifa.engine.custody_forms import Receipt
from zhifa.engine.decide import decide, options
from zhifa.engine.instants import legal_day
from zhifa.engine.people import Assignment, Auxiliary, Deputy, Officer
from zhifa.engine.period import Period
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.receiving import receipt_refusals
from zhifa.engine.refusals import (
    ACT_NOT_PERMITTED,
    ADMINISTRATOR_BARRED,
    AUXILIARY_BARRED,
    DEPUTY_NOT_DECLARED,
    NO_ROLE,
    NOT_A_DEPUTY,
    OUT_OF_UNIT,
    UNKNOWN_ACTOR,
    Reason,
)
from zhifa.engine.register import Register
from zhifa.engine.sealing import Imprint, ToSeal, sealing_refusals
from zhifa.engine.standing import Doing, holds, rights, units_of
from zhifa.engine.standing import standing as stands
from zhifa.engine.vocabulary import Role, Transition
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.roles import PUBLISHER, REGISTRAR, REVIEWER, ROLES, UNIT_HEAD
from zhifa.workflows.summary import SUMMARY

ALWAYS = Period(start=date(2020, 1, 1))
ENDED = Period(start=date(2020, 1, 1), end=date(2026, 1, 31))
STEPS = tuple(t for w in (ORDINARY, SUMMARY) for t in w.transitions if not t.of_itself)
POSTS = tuple(role for role in ROLES if role is not REGISTRAR)
OWN, OTHER = "执法一科", "执法二科"
"""The unit of the handlers of the case, and another."""


def post(who: str, role: Role, *, unit: str = OWN, valid: Period = ALWAYS, **changes: Any) -> Assignment:
    return Assignment(**{"officer_id": who, "role": role.name, "unit": unit, "valid": valid, "scope": "unit"} | changes)


def deputy(who: str, of: str, role: Role, *, valid: Period = ALWAYS) -> Deputy:
    return Deputy(principal_id=of, deputy_id=who, role=role.name, reason="学习", valid=valid)


@cache
def people() -> Mapping[str, Officer]:
    names = ("甲", "乙", "丙", "丁")
    made = (Officer(id=n, staff_number=n, name=n, unit=OWN, post="科员", valid=ALWAYS) for n in names)
    return {one.id: one for one in made} | dict(register().officers)


def kept(*posts: Assignment, deputies: tuple[Deputy, ...] = (), **changes: Any) -> Register:
    """The demonstration register with people 甲 to 丁, who have these posts alone."""
    given = {"officers": people(), "assignments": (*register().assignments, *posts), "deputies": deputies}
    return replace(register(), **given | changes)


@cache
def investigated() -> CaseFile:
    """A case handled by two of 执法一科."""
    return standing("investigating").case


def asked(who: str, step: Transition, by: Register, **changes: Any) -> Doing:
    return Doing(
        **{"case": investigated(), "register": by, "actor": who, "day": date(2026, 3, 2), "label": step.label, "roles": step.roles} | changes
    )  # fmt: skip


def code(doing: Doing) -> str | None:
    found = stands(doing)
    assert bool(found.roles) != bool(found.refusals)
    return found.refusals[0].code if found.refusals else None


HEAD_OF = post("甲", UNIT_HEAD)
KINDS: Mapping[str, Any] = {
    "own unit": lambda role: (kept(post("甲", role)), {}, None),
    "a unit above": lambda role: (kept(post("甲", role, unit="支队"), officers=_in("支队/一科")), {}, None),
    "the whole agency": lambda role: (kept(post("甲", role, unit=OTHER, scope="agency")), {}, None),
    "not stated": lambda role: (kept(post("甲", role, unit=OTHER, scope=None)), {}, None),
    "another unit": lambda role: (kept(post("甲", role, unit=OTHER)), {}, OUT_OF_UNIT),
    "a unit of like name": lambda role: (kept(post("甲", role, unit="执法")), {}, OUT_OF_UNIT),
    "another act": lambda role: (kept(post("甲", role, acts=frozenset({"licence"}))), {}, ACT_NOT_PERMITTED),
    "this act": lambda role: (kept(post("甲", role, acts=frozenset({"licence", "penalty"}))), {}, None),
    "ended": lambda role: (kept(post("甲", role, valid=ENDED)), {}, NO_ROLE),
    "deputy": lambda role: (_deputised(role), {"on_behalf_of": "乙"}, None),
    "deputy who does not say so": lambda role: (_deputised(role), {}, DEPUTY_NOT_DECLARED),
    "ended deputy": lambda role: (_deputised(role, valid=ENDED), {"on_behalf_of": "乙"}, NOT_A_DEPUTY),
    "ended deputy who does not say so": lambda role: (_deputised(role, valid=ENDED), {}, NO_ROLE),
    "deputy of one whose post ended": lambda role: (_deputised(role, of=ENDED), {"on_behalf_of": "乙"}, NOT_A_DEPUTY),
    "deputy of one of another unit": lambda role: (_deputised(role, unit=OTHER), {"on_behalf_of": "乙"}, OUT_OF_UNIT),
    "deputy of a deputy": lambda role: (
        kept(post("丙", role), deputies=(deputy("乙", "丙", role), deputy("甲", "乙", role))),
        {"on_behalf_of": "乙"},
        NOT_A_DEPUTY,
    ),
    "registrar": lambda role: (kept(post("甲", role), post("甲", REGISTRAR)), {}, ADMINISTRATOR_BARRED),
}
"""By what somebody would act, and what is said against it where his role is one of the step's."""


def _deputised(role: Role, *, valid: Period = ALWAYS, of: Period = ALWAYS, unit: str = OWN) -> Register:
    return kept(post("乙", role, valid=of, unit=unit), deputies=(deputy("甲", "乙", role, valid=valid),))


def _in(unit: str) -> Mapping[str, Officer]:
    """The handlers of the case are of another unit."""
    handlers = investigated().workflow.handlers(investigated())
    return {one.id: replace(one, unit=unit) if one.id in handlers else one for one in people().values()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_role_grants_its_own_steps_and_no_others(kind: str) -> None:
    for role in POSTS:
        by, changes, against = KINDS[kind](role)
        for step in STEPS:
            answer = code(asked("甲", step, by, **changes))
            if role in step.roles:
                assert answer == (against.code if against else None), (kind, role.name, step.name)
            else:
                assert answer in _DENIED, (kind, role.name, step.name)


_DENIED = {NO_ROLE.code, NOT_A_DEPUTY.code, ADMINISTRATOR_BARRED.code}


@pytest.mark.parametrize(
    ("who", "changes", "reason"),
    [
        ("甲", {}, NO_ROLE),
        ("丁", {"valid": ENDED}, UNKNOWN_ACTOR),
        ("谁", {}, UNKNOWN_ACTOR),
        ("辅01", {}, AUXILIARY_BARRED),
    ],
    ids=["on the register without a post", "no more on the register", "unknown", "auxiliary"],
)
def test_who_has_no_post_may_take_no_step(who: str, changes: dict[str, Any], reason: Reason) -> None:
    helper = Auxiliary(number="辅01", name="辅助人员甲", unit=OWN, tasks=("摄录",), valid=ALWAYS)
    officers = dict(people()) | ({who: replace(people()[who], **changes)} if changes else {})
    by = kept(auxiliaries=(helper,), officers=officers)
    assert {code(asked(who, step, by)) for step in STEPS} == {reason.code}


def test_a_step_that_names_no_role_is_nobodys() -> None:
    assert code(asked("甲", replace(STEPS[0], roles=()), kept(HEAD_OF))) == NO_ROLE.code


def test_a_guest_reviews_and_does_nothing_else() -> None:
    guest = replace(people()["甲"], home="示例市司法局")
    by = kept(post("甲", REVIEWER, scope="agency"), officers={**people(), "甲": guest})
    assert {step.name for step in STEPS if code(asked("甲", step, by)) is None} == {
        step.name for step in STEPS if REVIEWER in step.roles
    }


def test_who_keeps_the_register_acts_in_a_procedure_that_enforces_nothing() -> None:
    keeping = replace(investigated().workflow, enforces=False)
    by = kept(post("甲", UNIT_HEAD), post("甲", REGISTRAR))
    case = replace(investigated(), workflow=keeping)
    assert code(asked("甲", ORDINARY.by_name["assign"], by, case=case)) is None


def test_a_handler_of_the_case_is_never_out_of_his_unit() -> None:
    mine = IDS["承办人甲"]
    moved = tuple(replace(a, unit=OTHER, scope="unit") if a.officer_id == mine else a for a in register().assignments)
    by = replace(register(), assignments=moved)
    assert code(asked(mine, ORDINARY.by_name["inspect"], by)) is None
    assert code(asked(mine, ORDINARY.by_name["inspect"], by, case=standing("reported").case)) == OUT_OF_UNIT.code


def test_before_there_are_handlers_a_case_is_of_the_unit_that_opened_it() -> None:
    case, day = standing("reported").case, date(2026, 3, 2)
    assert units_of(case, register(), day) == {OWN}
    assert units_of(replace(case, acts=()), register(), day) == frozenset()
    assert (
        code(asked("甲", ORDINARY.by_name["verify"], kept(post("甲", UNIT_HEAD, unit=OTHER)), case=case))
        == OUT_OF_UNIT.code
    )


def test_anybody_with_the_role_opens_a_case_of_his_own_unit() -> None:
    fresh = replace(standing("reported").case, acts=(), state=None)
    by = kept(post("甲", ORDINARY.opening.roles[0], unit=OTHER))
    assert code(asked("甲", ORDINARY.opening, by, case=fresh)) is None


def test_where_nobody_of_the_unit_is_left_the_case_is_every_units() -> None:
    left = {**people(), **{IDS[name]: replace(people()[IDS[name]], valid=ENDED) for name in ("承办人甲", "承办人乙")}}
    by = kept(post("甲", UNIT_HEAD, unit=OTHER), officers=left)
    assert code(asked("甲", ORDINARY.by_name["assign"], by)) is None


def test_a_refusal_names_the_units_and_the_acts() -> None:
    step = ORDINARY.by_name["assign"]
    (out,) = stands(asked("甲", step, kept(post("甲", UNIT_HEAD, unit=OTHER)))).refusals
    (act,) = stands(asked("甲", step, kept(post("甲", UNIT_HEAD, acts=frozenset({"licence"}))))).refusals
    assert (
        out.text == "甲在2026-03-02的承办机构负责人岗位只办理执法二科的案件，本案由执法一科承办，不能办理“确定承办人”"
    )
    assert act.text == "甲在2026-03-02的承办机构负责人岗位不办理行政处罚案件，不能办理“确定承办人”"


def test_who_stands_in_for_several_is_told_all_of_them() -> None:
    both = (deputy("甲", "乙", UNIT_HEAD), deputy("甲", "丙", UNIT_HEAD), deputy("甲", "乙", UNIT_HEAD))
    by = kept(post("乙", UNIT_HEAD), post("丙", UNIT_HEAD), deputies=both)
    (refusal,) = stands(asked("甲", ORDINARY.by_name["assign"], by)).refusals
    assert "只能代乙、丙办理" in refusal.text


def test_whom_the_facts_name_speaks_by_a_post_of_his_own() -> None:
    step = ORDINARY.by_name["assign"]
    assert holds(asked("甲", step, kept(HEAD_OF)))
    assert not holds(asked("甲", step, _deputised(UNIT_HEAD)))
    assert not holds(asked("甲", step, kept(HEAD_OF, post("甲", REGISTRAR))))


def test_the_rights_of_an_officer_are_his_posts_and_those_he_stands_in_for() -> None:
    own, given, day = post("甲", REVIEWER), post("乙", UNIT_HEAD), date(2026, 3, 2)
    standing_in = deputy("甲", "乙", UNIT_HEAD)
    by = kept(own, given, post("乙", REVIEWER), deputies=(standing_in,))
    assert [(right.post, right.deputy) for right in rights(by, "甲", day)] == [(own, None), (given, standing_in)]


# --- through the core ------------------------------------------------------------------------------------------------

STANDING_CODES = {
    reason.code
    for reason in (
        ACT_NOT_PERMITTED, ADMINISTRATOR_BARRED, AUXILIARY_BARRED, DEPUTY_NOT_DECLARED, NO_ROLE, NOT_A_DEPUTY, OUT_OF_UNIT,
        UNKNOWN_ACTOR,
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("who", "behalf"),
    [("甲", None), ("甲", "乙"), ("乙", None), ("丙", None), ("谁", None), (IDS["机关负责人甲"], None)],
    ids=["deputy", "deputy for one", "principal", "registrar", "nobody", "another"],
)
def test_what_an_officer_is_told_beforehand_is_what_he_is_told_then(who: str, behalf: str | None) -> None:
    by = kept(
        post("乙", UNIT_HEAD), post("丙", REGISTRAR), post("甲", REVIEWER), deputies=(deputy("甲", "乙", UNIT_HEAD),)
    )  # fmt: skip
    case, at = investigated(), standing("investigating").at
    told = options(case, who, register=by, calendar=CALENDAR, now=at, on_behalf_of=behalf)
    for option in told:
        command = Command(
            case_id=case.id, transition=option.transition.name, actor=who, occurred_at=at, expected_version=case.version, key="k",
            on_behalf_of=behalf,
        )  # fmt: skip
        answer = decide(case, command, register=by, calendar=CALENDAR, now=at)
        assert isinstance(answer, Refused)
        assert _of_standing(option.refusals) == _of_standing(answer.refusals)


def _of_standing(refusals: tuple[Any, ...]) -> set[str]:
    return {refusal.code for refusal in refusals} & STANDING_CODES


def _by_deputy(case: InHand, step: str, who: str, of: str, role: Role) -> Question:
    """The step taken by somebody as the deputy of another."""
    given = (Deputy(principal_id=IDS[of], deputy_id=IDS[who], role=role.name, reason="学习", valid=ALWAYS),)
    asked = case.but(register=replace(case.register, deputies=given)).asking(step, by=who)
    return replace(asked, command=replace(asked.command, on_behalf_of=IDS[of]))


def test_a_deputy_takes_the_step_in_the_name_of_another() -> None:
    asked = _by_deputy(standing("filed"), "assign", "承办人丙", "承办机构负责人甲", UNIT_HEAD)
    plan = asked.answer()
    assert isinstance(plan, Plan)
    assert plan.after.acts[-1].officers == (IDS["承办人丙"], IDS["承办机构负责人甲"])


def test_deputy_and_principal_have_both_taken_part() -> None:
    plan = _by_deputy(standing("filed"), "assign", "承办人丙", "承办机构负责人甲", UNIT_HEAD).answer()
    assert isinstance(plan, Plan)
    involved = ORDINARY.involved(replace(plan.after, acts=plan.after.acts[-1:]))
    assert {IDS["承办人丙"], IDS["承办机构负责人甲"]} <= involved.keys()


def test_nobody_has_a_case_reviewed_for_him_that_he_handled() -> None:
    case = standing("reviewing")
    asked = _by_deputy(case, "agree", "审核人乙", "承办机构负责人甲", REVIEWER)
    reviewing = post(IDS["承办机构负责人甲"], REVIEWER, scope="agency")
    by = replace(asked.register, assignments=(*asked.register.assignments, reviewing))
    assert replace(asked, register=by).codes() == {"reviewer_involved"}


def test_who_checked_a_publication_does_not_have_it_published_by_a_deputy() -> None:
    case = standing("performing").do("review_publication")
    checker = Assignment(
        officer_id=IDS["公示审核人甲"], role="publisher", unit="演示科", valid=ALWAYS
    )  # fmt: skip
    case = case.but(register=replace(case.register, assignments=(*case.register.assignments, checker)))
    asked = _by_deputy(case, "publish", "承办人丙", "公示审核人甲", PUBLISHER)
    assert "same_person" in asked.codes()


def test_who_keeps_the_register_neither_receives_evidence_nor_seals() -> None:
    by, now = kept(post("甲", REGISTRAR)), standing("investigating").at
    receipt = Receipt(case_id="c", key="证1", name="照片.jpg", actor="甲", obtained_at=now)
    letter, sample = ToSeal(title="通知书", external=True, placed=True), Imprint(sample=True)
    received = {one.code for one in receipt_refusals(receipt, investigated(), register=by, now=now)}
    sealed = {one.code for one in sealing_refusals(investigated(), letter, "甲", imprint=sample, register=by, now=now)}
    assert received == sealed == {"administrator_barred"}


def test_for_one_who_must_withdraw_no_deputy_acts() -> None:
    withdrawn = replace(ORDINARY, barred=lambda _: {IDS["承办机构负责人甲"]: "被决定回避"})
    asked = _by_deputy(standing("filed"), "assign", "承办人丙", "承办机构负责人甲", UNIT_HEAD)
    assert asked.codes(withdrawn) == {"barred"}


def test_a_case_is_handed_over_by_the_deputy_of_the_head_of_its_unit() -> None:
    case = standing("investigating")
    given = (
        Deputy(
            principal_id=IDS["承办机构负责人甲"],
            deputy_id=IDS["承办人丙"],
            role="unit_head",
            reason="学习",
            valid=ALWAYS,
        ),
    )
    case = case.but(register=replace(case.register, deputies=given))
    behalf = {"actor": "承办人丙", "on_behalf_of": IDS["承办机构负责人甲"]}
    assert case.handing_over(**behalf) == ()
    assert [r.code for r in case.handing_over(actor="承办人丙")] == ["deputy_not_declared"]


def test_the_day_of_the_step_decides_and_not_the_day_it_is_recorded() -> None:
    case = standing("filed")
    day = legal_day(case.at)
    given = Deputy(
        principal_id=IDS["承办机构负责人甲"], deputy_id=IDS["承办人丙"], role="unit_head", reason="学习",
        valid=Period(start=day, end=day),
    )  # fmt: skip
    case = case.but(register=replace(case.register, deputies=(given,)))
    assert _taken(case, "承办人丙") == set()
    assert _taken(case.wait(days=1), "承办人丙") == {"not_a_deputy"}


def _taken(case: InHand, who: str) -> set[str]:
    asked = case.asking("assign", by=who)
    return replace(asked, command=replace(asked.command, on_behalf_of=IDS["承办机构负责人甲"])).codes()
