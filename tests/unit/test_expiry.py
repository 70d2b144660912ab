"""What comes about by law when a term runs out: how such a step is declared, and how the system asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from in_hand import InHand, ready, standing
from small_procedure import BEGUN, KIND, MENDING, READING, SETTLED, SUBMIT, WAITING, WEEK, but, step, with_steps
from zhifa.engine.casefile import TermState
from zhifa.engine.check import DefinitionFault
from zhifa.engine.expiry import Expiry, expiry_command, expiry_key, expiry_refusals, first_day_after
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.terms import Duty, Term, Unit
from zhifa.engine.vocabulary import SYSTEM, End, Outcome, Start, Target
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.roles import ROLES, SUPERVISOR

HOURS = Term(
    code="hours", label="二十四小时", length=24, unit=Unit.HOUR, article="演示", duty=Duty.AGENCY, start="始", effect="无"
)  # fmt: skip
LONG_AFTER = date(2027, 12, 31)
LAPSE = step("lapse", BEGUN, MENDING, roles=(SYSTEM,), ends=(End(term=WEEK),), facts=Expiry)


def running(case: InHand, code: str) -> TermState:
    return next(term for term in case.case.terms if term.code == code and term.status == "open")


# --- declared --------------------------------------------------------------------------------------------------------


def test_a_procedure_tells_what_comes_about_by_the_end_of_each_term() -> None:
    assert dict(with_steps(LAPSE).deemed) == {WEEK.code: (LAPSE,)}
    assert dict(with_steps().deemed) == {}


def test_no_register_can_give_the_part_of_the_system_and_the_supervisor_takes_no_step() -> None:
    assert SYSTEM not in ROLES
    assert SUPERVISOR in ROLES
    assert not any(SUPERVISOR in step.roles for step in ORDINARY.transitions)


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        (but(LAPSE, roles=(SYSTEM, *SUBMIT.roles)), "由系统登记的环节不由人员办理"),
        (but(LAPSE, opinion=Outcome.AGREED), "系统不立案，不作决定，不提审核意见"),
        (
            but(LAPSE, sources=(WAITING,), targets=(Target(SETTLED),), decides=KIND),
            "系统不立案，不作决定，不提审核意见",
        ),
        (but(LAPSE, reopens=True, voids_review=True), "系统不立案，不作决定，不提审核意见"),
        (but(LAPSE, no_paper=None, papers=("D01",)), "由系统登记的环节不制作文书，可以事后登记"),
        (but(LAPSE, prompt=True), "由系统登记的环节不制作文书，可以事后登记"),
        (but(LAPSE, facts=SUBMIT.facts), "由系统登记的环节只填届满的期限"),
        (but(LAPSE, ends=()), "由系统登记的环节应当了结一个以日计算的期限"),
        (but(LAPSE, ends=(End(term=HOURS),)), "由系统登记的环节应当了结一个以日计算的期限"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_system_judges_nothing_and_signs_nothing(faulty: Any, told: str) -> None:
    with pytest.raises(DefinitionFault) as raised:
        with_steps(faulty, but(SUBMIT, starts=(Start(term=HOURS),)))
    assert raised.value.fault == told
    assert raised.value.path == ("lapse",)


def test_one_end_does_not_bring_two_things_about() -> None:
    with pytest.raises(DefinitionFault) as raised:
        with_steps(LAPSE, but(LAPSE, name="lapse_again", sources=(MENDING, READING)))
    assert raised.value.fault == "期限 week 届满，在状态 mending 有 2 个由系统登记的环节"


# --- asked for -------------------------------------------------------------------------------------------------------


def test_the_system_asks_for_what_the_end_brings_where_the_case_stands() -> None:
    case = ready("deem_notice_served")
    term = running(case, "announcement")
    command = expiry_command(case.case, term)

    assert command.transition == "deem_notice_served"
    assert command.actor == "system"
    assert command.facts == {"key": "main", "since": term.start_on, "until": term.due}
    assert command.occurred_at == datetime.combine(first_day_after(term), datetime.min.time(), SHANGHAI)
    assert command.key == expiry_key(term)


def test_each_end_that_a_term_has_had_is_its_own_command() -> None:
    term = running(ready("deem_notice_served"), "announcement")
    assert expiry_key(term) != expiry_key(replace(term, due="2026-12-31"))


def test_where_the_end_brings_nothing_about_the_command_is_refused_as_any_other() -> None:
    case = ready("deem_notice_served")
    elsewhere = case.having(state=ORDINARY.state_by_name["investigating"])
    command = expiry_command(elsewhere.case, running(case, "announcement"))

    assert command.transition == "deem_notice_served"
    assert "wrong_state" in replace(case.asking("deem_notice_served"), case=elsewhere.case, command=command).codes()


def test_a_measure_that_ended_while_the_case_went_on_is_recorded_after_the_step_in_between() -> None:
    case = ready("lapse_preservation").do("interview").do("conclude")
    command = expiry_command(case.case, running(case, "preservation"))

    assert command.occurred_at == case.case.acts[-1].at
    assert replace(case.asking("lapse_preservation"), command=command).codes() == set()


@pytest.mark.parametrize("code", ["decision", "hearing_request"])
def test_a_term_whose_end_leaves_everything_to_people_is_refused(code: str) -> None:
    term = replace(running(standing("investigating"), "decision"), code=code)
    assert [r.code for r in expiry_refusals(standing("investigating").case, term, today=LONG_AFTER)] == [
        "nothing_at_expiry"
    ]


@pytest.mark.parametrize("status", ["met", "late", "lapsed", "void", "suspended"])
def test_a_term_that_does_not_run_brings_nothing_about(status: str) -> None:
    case = ready("deem_notice_served")
    term = replace(running(case, "announcement"), status=status)
    assert [r.code for r in expiry_refusals(case.case, term, today=LONG_AFTER)] == ["nothing_at_expiry"]


def test_the_end_of_an_announcement_comes_on_the_day_after_its_last() -> None:
    case = ready("deem_notice_served")
    term = running(case, "announcement")

    assert tuple(expiry_refusals(case.case, term, today=first_day_after(term))) == ()
    assert [r.code for r in expiry_refusals(case.case, term, today=term.due_day)] == ["nothing_at_expiry"]


def test_in_a_replay_nothing_happens_that_its_source_does_not_tell() -> None:
    case = ready("deem_notice_served")
    replayed = case.having(replay=True).case
    said = expiry_refusals(replayed, running(case, "announcement"), today=LONG_AFTER)

    assert [r.code for r in said] == ["nothing_at_expiry"]
