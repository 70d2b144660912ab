"""Performance, publication and closing (处罚法 47, 48, 67)."""

from __future__ import annotations

import pytest

from guard_proofs import proves
from in_hand import IDS, InHand, Question, standing
from penalty_steps import Plot
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.guards.closing import (
    ALL_TRACKS_ENDED,
    COLLECTOR_DOES_NOT_CHECK,
    DECISION_SERVED,
    NOT_OVERPAID,
    PUBLICATION_CHECKED,
)
from zhifa.workflows.reasons import COLLECTOR_CHECKS, NOT_SERVED, OVERPAID, PUBLICATION_UNCHECKED, TRACKS_OPEN

WITHHELD = {"shown": [], "redactions": [], "withheld_reason": "涉及个人隐私。"}


@proves(NOT_OVERPAID, OVERPAID, "pay")
def test_more_than_the_fine_is_not_taken(step: str) -> Question:
    return standing("performing").asking(step, amount=100_001)


@proves(NOT_OVERPAID, OVERPAID, "pay")
def test_more_than_the_rest_of_the_fine_is_not_taken(step: str) -> Question:
    return standing("performing").do("pay", amount=60_000).asking(step, amount=40_001)


def test_the_fine_is_paid_in_parts_to_the_last_fen() -> None:
    part = standing("performing").do("pay", amount=60_000)
    assert [t.track for t in part.case.open_tracks()] == ["publication", "payment"]
    assert [t.track for t in part.do("pay", amount=40_000).case.open_tracks()] == ["publication"]


@proves(DECISION_SERVED, NOT_SERVED, "publish")
def test_a_decision_is_not_published_before_it_is_served(step: str) -> Question:
    checked = standing("performing").do("review_publication")
    unserved = tuple(a for a in checked.case.acts if a.transition.facts is not Service or a.seq < 10)
    return checked.having(acts=unserved).asking(step)


@proves(DECISION_SERVED, NOT_SERVED, "publish")
def test_without_a_decision_there_is_nothing_to_publish(step: str) -> Question:
    return standing("performing").do("review_publication").having(decisions=()).asking(step)


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish")
def test_what_nobody_checked_is_not_published(step: str) -> Question:
    return standing("performing").asking(step)


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish")
def test_what_is_withheld_is_not_published(step: str) -> Question:
    return standing("performing").do("review_publication", **WITHHELD).asking(step)


def test_what_was_served_and_checked_is_published() -> None:
    assert standing("performing").do("review_publication").asking("publish").codes() == set()


@proves(COLLECTOR_DOES_NOT_CHECK, COLLECTOR_CHECKS, "review_publication")
def test_who_collects_does_not_check(step: str) -> Question:
    return standing("performing").asking(step, collector=IDS["公示审核人甲"])


def test_two_different_persons_collect_and_check() -> None:
    assert standing("performing").asking("review_publication").codes() == set()


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close")
def test_a_case_with_an_unpaid_fine_is_not_closed(step: str) -> Question:
    return _published(standing("performing")).asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close")
def test_a_case_that_is_not_published_is_not_closed(step: str) -> Question:
    return standing("performing").do("pay").asking(step)


@proves(ALL_TRACKS_ENDED, TRACKS_OPEN, "close")
@pytest.mark.parametrize(("measure", "state"), [("preserve", "investigating"), ("order_correction", "investigating")])
def test_a_case_with_a_measure_open_is_not_closed(step: str, measure: str, state: str) -> Question:
    return _published(standing(state).do(measure).to("performing").do("pay")).asking(step)


def test_a_measure_ended_lets_the_case_be_closed() -> None:
    measured = standing("investigating").do("preserve").do("order_correction").to("performing")
    ended = _published(measured.do("pay")).do("handle_preserved").do("recheck")
    assert ended.asking("close").codes() == set()


def test_a_decision_withheld_from_the_public_closes_like_a_published_one() -> None:
    withheld = standing("performing").do("pay").do("review_publication", **WITHHELD)
    assert withheld.asking("close").codes() == set()


@pytest.mark.parametrize("plot", [Plot(fine=0), Plot(penalty=False)], ids=["warning", "no penalty"])
def test_where_nothing_is_owed_publication_alone_is_waited_for(plot: Plot) -> None:
    assert _published(standing("performing", plot)).asking("close").codes() == set()


def _published(case: InHand) -> InHand:
    return case.do("review_publication").do("publish")
