"""A case reopened is undecided again: the proof, the file and corrections all say so (invariants 1, 2, 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from in_hand import CALENDAR, folded, register
from small_procedure import PARTS, SETTLE, SETTLED, WAITING, WEEK, Nothing, Words, but, procedure, step, with_steps
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.check import DefinitionFault
from zhifa.engine.planning import plan
from zhifa.engine.vocabulary import End, Phase, State
from zhifa.engine.workflow import Workflow

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
DONE = State(name="done", label="已决定", phase=Phase.DECIDE)
STATES = (*PARTS["states"], DONE)
AGAIN = step("again", DONE, to=PARTS["states"][0], voids_review=True, reopens=True)
STEPS = (but(SETTLE, targets=(replace(SETTLE.targets[0], state=DONE),)), AGAIN, step("end", DONE, to=SETTLED))


def reopening() -> Workflow:
    return with_steps(*STEPS, states=STATES)


def after(*names: str, workflow: Workflow | None = None) -> CaseFile:
    """The case after these steps, one a day."""
    case = CaseFile(
        id="case", agency_id="agency", workflow=workflow or reopening(), state=None, version=0, replay=False,
        opened_at=MONDAY, template_versions={"D33": "1"},
    )  # fmt: skip
    for day, name in enumerate(names):
        at, facts = MONDAY + timedelta(days=day), Words(words=f"第{day}稿") if name == "write" else Nothing()
        ask = Ask(
            case=case, transition=case.workflow.by_name[name], actor="officer", at=at, now=at, register=register(),
            calendar=CALENDAR, submitted=facts,
        )  # fmt: skip
        case = folded(case, plan(ask, facts))
    return case


FIRST = ("begin", "write", "submit", "agree", "settle")


def test_a_case_is_decided_from_its_decision_on_and_undecided_again_once_reopened() -> None:
    decided = after(*FIRST)
    reopened = after(*FIRST, "again")

    assert not after(*FIRST[:-1]).decided
    assert decided.decided
    assert not reopened.decided
    assert reopened.decisions == decided.decisions, "the decision stays on record"
    assert after(*FIRST, "again", "write", "submit", "agree", "settle").decided


def test_the_review_of_the_first_decision_does_not_clear_the_reopened_case() -> None:
    assert after(*FIRST).cleared
    assert not after(*FIRST, "again").cleared


def test_a_second_decision_names_the_round_of_its_own_review() -> None:
    twice = after(*FIRST, "again", "write", "submit", "agree", "settle")

    assert [review.round for review in twice.reviews] == [1, 2]
    assert len({decision.draft_digest for decision in twice.decisions}) == 2


def test_a_reopened_case_does_not_come_to_the_decide_phase_uncleared() -> None:
    with pytest.raises(DefinitionFault) as raised:
        with_steps(STEPS[0], but(AGAIN, targets=(replace(AGAIN.targets[0], state=WAITING),)), STEPS[2], states=STATES)

    assert raised.value.fault == "未经法制审核可以到达决定阶段的状态 waiting"
    assert raised.value.path[-3:] == ("done", "[again]", "waiting")


def test_a_step_that_reopens_voids_the_review() -> None:
    with pytest.raises(DefinitionFault) as raised:
        with_steps(*STEPS[:1], but(AGAIN, voids_review=False), STEPS[2], states=STATES)

    assert raised.value.fault == "重新作出决定的环节应使原审核意见失效（voids_review）"
    assert raised.value.path == ("again",)


def test_reopening_and_setting_aside_move_the_digest_of_a_procedure() -> None:
    plain = with_steps(*STEPS[:1], but(AGAIN, reopens=False), STEPS[2], states=STATES)
    aside = with_steps(but(SETTLE, ends=(End(term=WEEK, voids=True),)))

    assert plain.digest != reopening().digest
    assert aside.digest != procedure().digest


def test_a_term_set_aside_is_void_whether_it_was_kept_or_not() -> None:
    aside = with_steps(but(SETTLE, ends=(End(term=WEEK, voids=True),)))

    assert [term.status for term in after(*FIRST, workflow=aside).terms] == ["void"]
    assert [term.status for term in after(*FIRST).terms] == ["met"]
