"""Paying later or in parts (处罚法 66(2))."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, due, ready, standing
from steps_of_performance import GAINS, in_parts
from zhifa.engine.plan import CorrectionPlan
from zhifa.workflows import dues
from zhifa.workflows.guards.postponement import INSTALMENTS_IN_ORDER, SCHEDULE_COVERS, SOMETHING_OWED
from zhifa.workflows.reasons.postponement import INSTALMENT_ORDER, NOTHING_TO_POSTPONE, SCHEDULE_SUM

NO: dict[str, Any] = {"result": "不予批准", "schedule": []}


FINE: dict[str, Any] = {"kind": "罚款", "amount": 100_000, "text": "罚款"}


def with_gains(*items: dict[str, Any]) -> InHand:
    return standing("investigating").do("interview").do("conclude", draft__items=list(items)).to("performing")


def in_thirds() -> InHand:
    """A thousand yuan in three parts."""
    case = ready("approve_postponement")
    return case.do("approve_postponement", result="分期", schedule=in_parts(case.scene(), 30_000, 30_000, 40_000))


def parts(case: InHand) -> dict[str, str]:
    return {term.key: term.status for term in case.case.terms if term.code == "instalment"}


@proves(SOMETHING_OWED, NOTHING_TO_POSTPONE, "request_postponement")
def test_what_is_paid_is_not_postponed(step: str) -> Question:
    return due(step).do("pay").asking(step)


@proves(SCHEDULE_COVERS, SCHEDULE_SUM, "approve_postponement")
@pytest.mark.parametrize("last", [39_999, 40_001])
def test_the_parts_come_to_what_is_owed(step: str, last: int) -> Question:
    case = ready(step)
    return case.asking(step, result="分期", schedule=in_parts(case.scene(), 60_000, last))


@proves(SOMETHING_OWED, NOTHING_TO_POSTPONE, "request_postponement")
def test_confiscated_gains_are_not_postponed(step: str) -> Question:
    return with_gains(GAINS).asking(step)


@proves(SCHEDULE_COVERS, SCHEDULE_SUM, "approve_postponement")
def test_the_parts_come_to_the_fine_without_confiscated_gains(step: str) -> Question:
    case = with_gains(FINE, GAINS).do("request_postponement")
    return case.asking(step, schedule=in_parts(case.scene(), 140_000))


@proves(SCHEDULE_COVERS, SCHEDULE_SUM, "approve_postponement")
def test_the_parts_come_to_the_fine_without_surcharges(step: str) -> Question:
    late = ready("impose_surcharge").do("impose_surcharge").do("serve_further").do("request_postponement")
    return late.asking(step, schedule=in_parts(late.scene(), dues.owed(late.case) or 0))


def test_a_postponed_fine_leaves_confiscated_gains_to_be_paid() -> None:
    granted = with_gains(FINE, GAINS).do("request_postponement").do("approve_postponement")
    paid = granted.do("pay", amount=100_000, instalment="第1期")
    assert parts(paid) == {"第1期": "met"}
    assert "payment" in {t.track for t in paid.case.open_tracks()}
    assert "payment" not in {t.track for t in paid.do("pay").case.open_tracks()}


def test_after_a_payment_the_rest_is_owed_in_parts() -> None:
    case = due("pay").do("pay", amount=20_000).do("request_postponement")
    parted = {"result": "分期", "schedule": in_parts(case.scene(), 40_000, 40_000)}
    assert case.asking("approve_postponement", **parted).codes() == set()


def test_a_date_that_is_past_is_no_date_to_pay_by() -> None:
    case = ready("approve_postponement")
    assert "times_unfit" in case.asking("approve_postponement", schedule__0__due_on="2026-03-02").codes()


@pytest.mark.parametrize(("result", "dates"), [("延期", 2), ("延期", 0), ("分期", 1), ("不予批准", 1)])
def test_the_schedule_fits_the_result(result: str, dates: int) -> None:
    case = ready("approve_postponement")
    schedule = in_parts(case.scene(), *[100_000 // dates] * dates) if dates else []
    assert case.asking("approve_postponement", result=result, schedule=schedule).codes() == {"facts_invalid"}


def test_the_dates_of_a_schedule_follow_each_other() -> None:
    case = ready("approve_postponement")
    backwards = list(reversed(in_parts(case.scene(), 50_000, 50_000)))
    assert case.asking("approve_postponement", result="分期", schedule=backwards).codes() == {"facts_invalid"}


def test_a_granted_postponement_takes_the_place_of_the_fifteen_days() -> None:
    case = ready("approve_postponement").do("approve_postponement")
    assert [t.status for t in case.case.terms if t.code == "payment"] == ["void"]
    assert parts(case) == {"第1期": "open"}
    assert dues.period_end(case.case) == case.scene().day + timedelta(days=30)


def test_a_refused_one_leaves_the_fifteen_days() -> None:
    case = ready("approve_postponement").do("approve_postponement", **NO)
    assert [t.status for t in case.case.terms if t.code == "payment"] == ["open"]
    assert parts(case) == {}
    assert "postponement" not in {t.track for t in case.case.open_tracks()}


def test_a_second_schedule_takes_the_place_of_the_first() -> None:
    case = in_thirds().do("request_postponement").do("approve_postponement")
    assert sorted((t.key, t.status) for t in case.case.terms if t.code == "instalment") == [
        ("第1期", "open"),
        ("第1期", "void"),
        ("第2期", "void"),
        ("第3期", "void"),
    ]


# --- paying in parts -------------------------------------------------------------------------------------------------


def test_each_part_ends_its_own_term() -> None:
    first = in_thirds().do("pay", amount=30_000, instalment="第1期")
    assert parts(first) == {"第1期": "met", "第2期": "open", "第3期": "open"}
    second = first.wait(days=70).do("pay", amount=30_000, instalment="第2期")
    assert parts(second) == {"第1期": "met", "第2期": "late", "第3期": "open"}
    last = second.do("pay", amount=40_000, instalment="第3期")
    assert parts(last) == {"第1期": "met", "第2期": "late", "第3期": "met"}
    assert "payment" not in {t.track for t in last.case.open_tracks()}


def test_who_pays_all_at_once_has_paid_every_part() -> None:
    assert set(parts(in_thirds().do("pay")).values()) == {"met"}


def test_a_payment_that_names_no_part_ends_none() -> None:
    assert set(parts(in_thirds().do("pay", amount=10_000)).values()) == {"open"}


@proves(INSTALMENTS_IN_ORDER, INSTALMENT_ORDER, "pay")
def test_the_parts_are_paid_in_order(step: str) -> Question:
    return in_thirds().asking(step, amount=30_000, instalment="第2期")


@proves(INSTALMENTS_IN_ORDER, INSTALMENT_ORDER, "pay")
def test_a_part_is_paid_in_full(step: str) -> Question:
    return in_thirds().asking(step, amount=29_999, instalment="第1期")


@proves(INSTALMENTS_IN_ORDER, INSTALMENT_ORDER, "pay")
def test_without_a_schedule_there_are_no_parts(step: str) -> Question:
    return standing("performing").asking(step, instalment="第1期")


def test_a_part_that_is_paid_is_not_paid_again() -> None:
    first = in_thirds().do("pay", amount=30_000, instalment="第1期")
    assert first.asking("pay", amount=30_000, instalment="第1期").codes() == {"instalment_order"}


def test_what_came_before_the_parts_can_still_be_corrected() -> None:
    paid = in_thirds().do("pay", amount=30_000, instalment="第1期")
    served = next(act.seq for act in paid.case.acts if act.transition.name == "serve_decision")
    assert isinstance(paid.correcting(seq=served, path="place", new="示例市示例区示例村委会"), CorrectionPlan)


def test_a_demand_waits_for_the_last_date() -> None:
    postponed = in_thirds().wait(days=60)
    assert "period_running" in postponed.asking("demand_performance").codes()
    assert postponed.wait(days=40).asking("demand_performance").codes() == set()
