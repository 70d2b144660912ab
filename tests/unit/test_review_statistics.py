"""What the reviews of a time come to: counted by hand in the tests, each figure apart."""

from __future__ import annotations

from typing import Any

import pytest

from zhifa.engine.review_statistics import OpinionGiven, Share, statistics


def opinion(case: str = "a", round_: int = 1, *failed: str, **changes: Any) -> OpinionGiven:
    lawful: dict[str, Any] = {
        "case_id": case, "round": round_, "agreed": not failed, "reviewer": "甲", "failed": failed, "days": 4, "late": False,
    }  # fmt: skip
    return OpinionGiven(**(lawful | changes))


GIVEN = (
    opinion("a", 1, "程序", "文书"),
    opinion("a", 2, days=1),
    opinion("b", 1, days=12, late=True, reviewer="乙"),
    opinion("c", 3, "程序", reviewer="乙", days=None),
)


def test_opinions_are_counted_and_cases_once() -> None:
    found = statistics(GIVEN)

    assert (found.whole.opinions, found.whole.agreed, found.cases) == (4, 2, 3)


def test_only_first_rounds_say_how_many_passed_at_first() -> None:
    found = statistics(GIVEN)

    assert (found.first, found.agreed_at_first) == (2, 1)


def test_a_case_counts_by_its_last_round() -> None:
    assert statistics(GIVEN).rounds == {1: 1, 2: 1, 3: 1}


def test_what_failed_most_often_comes_first() -> None:
    assert list(statistics(GIVEN).failed.items()) == [("程序", 2), ("文书", 1)]


def test_an_opinion_without_a_clock_is_left_out_of_the_time_it_took() -> None:
    whole = statistics(GIVEN).whole

    assert (whole.timed, whole.days, whole.late) == (3, 17, 1)
    assert whole.mean_tenths == 57


def test_each_reviewer_has_a_share() -> None:
    shares = statistics(GIVEN).by_reviewer

    assert list(shares) == ["乙", "甲"]
    assert (shares["乙"].opinions, shares["乙"].late, shares["甲"].agreed) == (2, 1, 1)


def test_a_time_without_reviews_comes_to_nothing() -> None:
    found = statistics(())

    assert (found.cases, found.failed, found.by_reviewer, found.whole.mean_tenths) == (0, {}, {}, None)


@pytest.mark.parametrize(("days", "timed", "tenths"), [(1, 3, 3), (1, 4, 3), (3, 20, 2), (10, 1, 100)])
def test_averages_are_rounded_half_up(days: int, timed: int, tenths: int) -> None:
    assert Share(opinions=timed, agreed=0, late=0, timed=timed, days=days).mean_tenths == tenths
