"""Every reason the engine itself can give is given somewhere: to a command, a correction, a handing-over, or at the issue of papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from in_hand import InHand, ready, standing
from on_the_spot import spot
from small_procedure import guard
from zhifa.engine.expiry import expiry_refusals
from zhifa.engine.issue import Issuer
from zhifa.engine.linked import Link, link_refusals
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.refusals import ENGINE_REASONS, Refusal
from zhifa.workflows.ordinary import ORDINARY

NOBODY = "00000000-0000-4000-8000-00000000ffff"
EVIDENCE = {
    "key": "证9", "kind": "书证", "description": "材料", "source": "当事人", "obtained_on": "2026-03-02", "proves": "面积",
    "verified": True, "digest": "0" * 64,
}  # fmt: skip


def _unknown() -> tuple[Refusal, ...]:
    asked = standing("filed").asking("assign")
    return replace(asked, command=replace(asked.command, transition="levitate")).refusals()


def _corrected(case: InHand, **changes: object) -> tuple[Refusal, ...]:
    answer = case.correcting(**changes)
    assert isinstance(answer, Refused)
    return answer.refusals


def _broken_guard() -> tuple[Refusal, ...]:
    broken = replace(ORDINARY.by_name["assign"], guards=(guard(lambda _: None),))
    steps = tuple(broken if t.name == "assign" else t for t in ORDINARY.transitions)
    return standing("filed").asking("assign").refusals(replace(ORDINARY, transitions=steps))


def _issued(case: InHand, step: str, free: int = 1, **changes: Any) -> tuple[Refusal, ...]:
    """What is said against the papers of a step that the core allows, with every counter of numbers at ``free``."""
    asked = case.asking(step, **changes)
    plan = asked.answer()
    assert isinstance(plan, Plan)
    issuer = Issuer(case=asked.case, plan=plan, register=case.register, files=None)
    papers = issuer.papers(dict.fromkeys(issuer.counters(), free))
    return papers.refusals if isinstance(papers, Refused) else issuer.proof(papers).refusals


GIVEN: Mapping[str, Callable[[], tuple[Refusal, ...]]] = {
    "late_entry": lambda: standing("concluded").asking("notify", recorded=timedelta(days=1)).refusals(),
    "unknown_transition": _unknown,
    "wrong_state": lambda: standing("reported").asking("assign").refusals(),
    "case_ended": lambda: standing("archived").asking("archive").refusals(),
    "no_role": lambda: standing("filed").asking("assign", by="审核人甲").refusals(),
    "unknown_actor": lambda: standing("filed").asking("assign", by=NOBODY).refusals(),
    "facts_invalid": lambda: standing("filed").asking("assign", officers=[]).refusals(),
    "occurred_in_future": lambda: standing("filed").asking("assign", recorded=timedelta(seconds=-1)).refusals(),
    "occurred_before_predecessor": lambda: (
        standing("filed").wait(days=-5).asking("assign", recorded=timedelta(days=5)).refusals()
    ),
    "not_stated_outside_replay": lambda: ready("inspect").asking("inspect", place={"not_stated": "place"}).refusals(),
    "guard_fault": _broken_guard,
    "review_missing": lambda: standing("reviewing").asking("decide_penalty").refusals(),
    "track_not_open": lambda: standing("investigating").asking("recheck").refusals(),
    "track_already_open": lambda: (
        standing("verifying").do("order_correction", key="甲").asking("order_correction", key="甲").refusals()
    ),
    "not_of_this_case": lambda: _corrected(standing("investigating"), actor="承办人丙"),
    "barred": lambda: (
        standing("investigating")
        .do("request_recusal")
        .do("decide_recusal", granted=True)
        .asking("interview", by="承办人乙")
        .refusals()
    ),
    "correction_target": lambda: _corrected(standing("investigating"), seq=99),
    "correction_after_decision": lambda: _corrected(standing("decided")),
    "correction_approver": lambda: _corrected(standing("investigating"), approver="承办人乙"),
    "hand_over_target": lambda: standing("investigating").handing_over(new="审核人甲"),
    "unknown_officer": lambda: _issued(standing("investigating"), "inspect", recorder=NOBODY),
    "paper_not_issuable": lambda: _issued(ready("inspect"), "inspect", findings="\U000f0000"),
    "amounts_differ": lambda: _issued(
        ready("conclude"), "conclude", draft__items=[{"kind": "罚款", "amount": 54_500, "text": "罚款伍佰元整"}]
    ),
    "paper_faulty": lambda: _issued(standing("concluded").correct(seq=0, path="party.name", new="不详"), "notify"),
    "pad_missing": lambda: _issued(spot("told"), "decide_on_spot", by="承办人乙"),
    "pad_used_up": lambda: _issued(spot("told"), "decide_on_spot", free=51),
    "file_unknown": lambda: _issued(standing("investigating"), "extract", evidence=[EVIDENCE]),
    "related_unknown": lambda: tuple(link_refusals("本案", (Link(case_id="另案", relation="原案"),), known=())),
    "related_itself": lambda: tuple(link_refusals("本案", (Link(case_id="本案", relation="原案"),), known=("本案",))),
    "nothing_at_expiry": lambda: tuple(
        expiry_refusals(standing("filed").case, standing("filed").case.terms[0], today=date.max)
    ),
}


def test_every_reason_of_the_engine_is_given_here() -> None:
    assert GIVEN.keys() == {reason.code for reason in ENGINE_REASONS}


@pytest.mark.parametrize("code", GIVEN)
def test_the_reason_is_given(code: str) -> None:
    assert code in {refusal.code for refusal in GIVEN[code]()}


def test_what_nothing_is_said_against_is_issued() -> None:
    assert _issued(ready("inspect"), "inspect") == ()
