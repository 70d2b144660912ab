"""Times in the facts agree with the time of the step: what is told has happened, what is set lies ahead (处罚法 47)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guard_proofs import proves
from in_hand import Question, ready
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.reasons.times import TIMES_UNFIT

PAST = {
    "report": "discovered_on",
    "hold_hearing": "ended_at",
    "discuss": "held_at",
    "settle_dispute": "held_at",
    "inspect": "ended_at",
    "interview": "ended_at",
    "recheck": "ended_at",
    "extract": "evidence__0__obtained_on",
    "hear_statement": "evidence",
    "serve_notice": "proof",
    "serve_decision": "proof",
    "serve_further": "proof",
    "lodge_remedy": "lodged_on",
    "record_remedy": "effective_on",
    "impose_surcharge": "until_on",
    "take_samples": "ended_at",
    "extract_data": "ended_at",
    "report_appraisal": "evidence__0__obtained_on",
    "record_assistance": "evidence__0__obtained_on",
    "settle_jurisdiction": "received_on",
}
"""A field of each step that tells of what has happened."""

AHEAD = {
    "verify": "due_on",
    "assign": "due_on",
    "order_correction": "due_on",
    "demand_performance": "due_on",
    "approve_postponement": "schedule__0__due_on",
    "schedule_hearing": "hearing_at",
    "entrust_appraisal": "due_on",
    "tell_appraisal_period": "due_on",
    "request_assistance": "due_on",
    "summon": "appear_at",
    "assign_down": "due_on",
}
"""A field of each step that sets what is to come."""


def _written(field: str, step: str, *, hours: int) -> Question:
    """The step with the field so many hours from now, as a day or an instant as the field is one."""
    case = ready(step)
    at = case.wait(hours=hours).at
    day = case.wait(hours=hours).scene().day.isoformat()
    item = {
        "key": "证9", "kind": "书证", "description": "材料", "source": "当事人", "proves": "面积", "verified": True,
    }  # fmt: skip
    values: dict[str, object] = {
        "evidence": [item | {"obtained_on": day}],
        "proof": {
            "method": "post",
            "tracking_number": "演示0001",
            "received_on": day,
            "recipient": {"name": "当事人甲", "relation": "本人"},
        },
    }
    value = values.get(field, day if field.endswith("_on") else at.isoformat())
    return case.asking(step, **{field: value})


@proves(TIMES_FIT, TIMES_UNFIT, *PAST)
def test_what_is_told_does_not_lie_ahead(step: str) -> Question:
    return _written(PAST[step], step, hours=24)


@proves(TIMES_FIT, TIMES_UNFIT, *AHEAD)
def test_what_is_set_does_not_lie_behind(step: str) -> Question:
    return _written(AHEAD[step], step, hours=-24)


@pytest.mark.parametrize("step", PAST)
def test_what_happened_this_moment_or_today_may_be_told(step: str) -> None:
    assert "times_unfit" not in _written(PAST[step], step, hours=0).codes()


@pytest.mark.parametrize("step", [step for step in AHEAD if AHEAD[step].endswith("due_on")])
def test_a_day_set_may_be_today(step: str) -> None:
    assert "times_unfit" not in _written(AHEAD[step], step, hours=0).codes()


def test_a_hearing_is_not_set_for_this_very_moment() -> None:
    case = ready("schedule_hearing")
    assert "times_unfit" in case.asking("schedule_hearing", hearing_at=case.at.isoformat()).codes()
    later = (case.at + timedelta(seconds=1)).isoformat()
    assert "times_unfit" not in case.asking("schedule_hearing", hearing_at=later).codes()


def test_the_refusal_names_field_and_value_in_beijing_time() -> None:
    case = ready("inspect").on("2026-03-02", "15:00")
    asked = case.asking("inspect", ended_at="2026-03-02T08:00:00+00:00")
    assert [r.text for r in asked.refusals() if r.code == "times_unfit"] == [
        "所填“ended_at”2026-03-02 16:00晚于办理时间"
    ]
