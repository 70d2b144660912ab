"""Ways round the law that other case systems were found to leave open, each shut: whatever the values, the gate holds.

Suspensions have their own in ``tests/unit/test_suspension.py``; two commands at once, crashes and failed writes in ``tests/integration``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_hand import CALENDAR, COMPLEX, IDS, InHand, new_case, standing
from penalty_steps import Plot
from zhifa.engine.vocabulary import Guard, State
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.states import ARCHIVED_UNCLOSED, DEFENCE, ENDED_UNCLOSED, HEARING

FEW = settings(max_examples=25)
"""Each example plays a case in memory."""

FINES = st.integers(1, 990_000)
ENDED = [state for state in ORDINARY.states if state.ended]


def _told(fine: int) -> InHand:
    """A case whose party was told of this fine and let the time for a defence go by."""
    return standing("concluded").to("defence") if fine == 100_000 else new_case(Plot(fine=fine)).to("defence")


def _drafted(case: InHand, fine: int) -> InHand:
    return case.do("revise", draft__items=[{"kind": "罚款", "amount": fine, "text": f"罚款{fine}分。"}])


@FEW
@given(told=FINES, drafted=FINES)
def test_a_fine_above_the_last_notice_never_goes_on_and_one_up_to_it_does(told: int, drafted: int) -> None:
    case = _drafted(_told(told), drafted).wait(days=20)

    heavier = "heavier_than_notice" in case.asking("submit_review").codes()
    assert heavier == (drafted > told)


@FEW
@given(told=FINES, more=st.integers(1, 5_000_000))
def test_a_new_notice_does_not_raise_the_fine_without_new_evidence(told: int, more: int) -> None:
    case = _drafted(_told(told), told + more)

    assert "heavier_without_new_evidence" in case.asking("notify").codes()


def test_a_hearing_asked_for_on_an_earlier_notice_still_blocks_after_a_second() -> None:
    heard = standing("hearing").do("notify").do("serve_notice").wait(days=30)

    assert heard.case.state is HEARING
    assert "wrong_state" in heard.asking("submit_review").codes()
    assert "hearing_pending" in heard.having(state=DEFENCE).asking("submit_review").codes()


@FEW
@given(day=st.dates(date(2026, 3, 10), date(2026, 11, 30)))
def test_the_last_day_of_the_defence_blocks_and_the_next_does_not(day: date) -> None:
    served = standing("notifying").on(day.isoformat()).do("serve_notice")
    last = CALENDAR.add_working_days(day, 5)

    assert "statement_window_open" in served.on(last.isoformat(), "23:00").asking("submit_review").codes()
    after = served.on((last + timedelta(days=1)).isoformat())
    assert "statement_window_open" not in after.asking("submit_review").codes()


@FEW
@given(gone=st.sampled_from(["承办人甲", "承办人乙"]), state=st.sampled_from(["investigating", "concluded", "defence"]))
def test_who_once_handled_the_case_never_reviews_it_not_even_after_handing_it_over(gone: str, state: str) -> None:
    handed = standing(state).hand_over(old=gone, new="审核人乙").hand_over(old="审核人乙", new="承办人丙")
    case = handed.to("reviewing")

    assert "reviewer_involved" in case.asking("agree", by="审核人乙").codes()
    assert case.asking("agree", by="审核人甲").codes() == set()


@pytest.mark.parametrize("step", ["inspect", "interview", "extract"])
def test_one_officer_named_twice_is_not_two(step: str) -> None:
    twice = [IDS["承办人甲"], IDS["承办人甲"]]

    assert "too_few_officers" in standing("investigating").asking(step, officers=twice).codes()


@pytest.mark.parametrize("said", ["", "   "])
def test_an_empty_record_of_discussion_opens_no_gate(said: str) -> None:
    heads = ("机关负责人甲", "机关负责人乙", "机关负责人丙")
    empty = [{"officer": IDS[head], "opinion": said} for head in heads]
    discussing = standing("discussing", COMPLEX)

    assert "facts_invalid" in discussing.asking("discuss", speakers=empty).codes()
    assert "facts_invalid" in discussing.asking("discuss", speakers=[]).codes()
    assert "discussion_missing" not in discussing.do("discuss").asking("decide_penalty").codes()


def test_what_was_published_is_not_published_again_so_that_the_first_day_stands() -> None:
    published = standing("performing").do("review_publication").do("publish")

    assert "track_not_open" in published.wait(days=30).asking("publish").codes()


def test_what_was_not_served_is_not_published() -> None:
    for state in ("decided", "serving"):
        assert "wrong_state" in standing(state).asking("publish").codes()


@pytest.mark.parametrize("end", ENDED, ids=lambda state: state.name)
def test_an_ended_case_stays_ended_unless_its_decision_is_to_be_made_anew(end: State) -> None:
    leaving = [t for t in ORDINARY.transitions if end in t.sources and not t.reopens]
    assert all(target.state.ended for t in leaving for target in t.targets)


@pytest.mark.parametrize("end", ENDED_UNCLOSED, ids=lambda state: state.name)
def test_a_case_that_ended_without_being_closed_is_archived_and_nothing_else(end: State) -> None:
    assert [t.name for t in ORDINARY.transitions if end in t.sources] == ["archive_ended"]
    assert not [t.name for t in ORDINARY.transitions if ARCHIVED_UNCLOSED in t.sources]


def test_the_heads_direct_word_is_no_approval_of_a_preservation() -> None:
    assert "not_approved_by_head" in standing("investigating").asking("preserve").codes()


@pytest.mark.parametrize("given_back", [None, True, False, 0, "", []])
def test_a_guard_that_answers_anything_but_refusals_refuses(given_back: Any) -> None:
    broken = Guard(name="broken", label="演示", article="演示", check=lambda _: given_back, refuses=())
    steps = tuple(replace(t, guards=(*t.guards, broken)) if t.decides else t for t in ORDINARY.transitions)
    question = standing("approving").asking("decide_penalty")

    assert question.codes() == set()
    assert question.codes(replace(ORDINARY, transitions=steps)) == {"guard_fault"}
