"""Confiscated goods (处罚法 74)."""

from __future__ import annotations

import pytest

from guard_proofs import proves
from in_hand import InHand, Question, new_case, ready, standing, undone
from steps_of_performance import CONFISCATION
from zhifa.workflows.guards.goods import MANNER_FITS
from zhifa.workflows.reasons.goods import GOODS_MANNER


def open_tracks(case: InHand) -> set[str]:
    return {track.track for track in case.case.open_tracks()}


def test_a_decision_that_confiscates_goods_waits_for_what_becomes_of_them() -> None:
    case = ready("dispose_goods")
    assert "confiscated_goods" in open_tracks(case)
    assert (
        "tracks_open" in case.do("confirm_performance").do("review_publication").do("publish").asking("close").codes()
    )
    assert "confiscated_goods" not in open_tracks(case.do("dispose_goods"))


def test_a_decision_that_confiscates_nothing_waits_for_nothing() -> None:
    assert "confiscated_goods" not in open_tracks(standing("performing"))
    assert standing("performing").asking("dispose_goods").codes() >= {"track_not_open"}


def test_a_replay_whose_source_ends_with_the_decision_does_not_wait_for_the_goods() -> None:
    drafted = new_case(replay=True).to("investigating").do("interview").do("conclude", draft__items=[CONFISCATION])
    assert "confiscated_goods" not in open_tracks(drafted.to("performing"))


@proves(MANNER_FITS, GOODS_MANNER, "dispose_goods")
def test_confiscated_goods_do_not_go_back(step: str) -> Question:
    return ready(step).asking(step, manner="退还")


@proves(MANNER_FITS, GOODS_MANNER, "dispose_goods")
@pytest.mark.parametrize("manner", ["拍卖", "销毁", "上缴", "其他"])
def test_goods_that_are_confiscated_no_more_go_back(step: str, manner: str) -> Question:
    return undone(ready(step)).asking(step, manner=manner)


def test_goods_go_back_once_the_decision_is_annulled() -> None:
    assert undone(ready("dispose_goods")).asking("dispose_goods", manner="退还").codes() == set()


def test_goods_go_back_in_a_reopened_case_or_wait_for_its_decision() -> None:
    reopened = undone(ready("dispose_goods"), effect="责令重作").do("redo")
    assert reopened.asking("dispose_goods", manner="退还").codes() == set()
    assert reopened.asking("dispose_goods", manner="销毁").codes() == {"goods_manner"}
    for state in ("concluded", "defence", "approving"):
        assert reopened.to(state).asking("dispose_goods", manner="退还").codes() == set(), state
    again = reopened.do("conclude", draft__items=[CONFISCATION]).to("performing")
    assert again.asking("dispose_goods", manner="销毁").codes() == set()
