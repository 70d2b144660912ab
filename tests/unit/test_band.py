"""Bands: bounds that belong or do not, what lies between them, and shares of a sum."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine.band import Band, gaps, overlap, span, times

CLOSED = Band(low=100, high=200)


@pytest.mark.parametrize(
    ("band", "inside", "outside"),
    [
        (CLOSED, (100, 200), (99, 201)),
        (Band(low=100, high=200, low_in=False), (101, 200), (100,)),
        (Band(low=100, high=200, high_in=False), (100, 199), (200,)),
        (Band(low=100), (100, 10**15), (99,)),
        (Band(low=0, high=200, low_in=False), (1,), (0,)),
    ],
)
def test_the_bounds_belong_unless_they_are_said_not_to(
    band: Band, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    assert all(band.holds(amount) for amount in inside)
    assert not any(band.holds(amount) for amount in outside)


@pytest.mark.parametrize(
    ("band", "empty"),
    [
        (Band(low=5, high=5), False),
        (Band(low=5, high=5, low_in=False), True),
        (Band(low=5, high=5, high_in=False), True),
        (Band(low=6, high=5), True),
        (Band(low=5, high=6, low_in=False, high_in=False), True),
        (Band(low=5, high=6, low_in=False, high_in=False, shares=True), False),
        (Band(low=5, high=5, low_in=False, shares=True), True),
        (Band(low=5), False),
    ],
)
def test_between_two_fen_there_is_nothing_and_between_two_shares_there_is(band: Band, empty: bool) -> None:
    assert band.empty is empty


def test_a_share_becomes_fen_without_what_is_less_than_a_fen() -> None:
    shares = Band(low=1500, high=2500, low_in=False, high_in=False, shares=True)

    assert shares.of(333) == Band(low=499, high=832, low_in=False, high_in=False)
    assert Band(low=1500, shares=True).of(1000) == Band(low=1500)
    assert CLOSED.of(333) == CLOSED


def test_what_tiers_leave_out_is_told() -> None:
    tiers = [Band(low=100, high=150, high_in=False), Band(low=160, high=180)]

    assert list(gaps(tiers, CLOSED)) == [
        Band(low=150, high=160, high_in=False),
        Band(low=180, high=200, low_in=False),
    ]
    assert list(gaps([], CLOSED)) == [CLOSED]
    assert list(gaps([Band(low=0)], CLOSED)) == []
    assert list(gaps([CLOSED], Band(low=50))) == [
        Band(low=50, high=100, high_in=False),
        Band(low=200, low_in=False),
    ]


def test_one_fen_after_the_other_leaves_nothing_out() -> None:
    assert list(gaps([Band(low=100, high=149), Band(low=150, high=200)], CLOSED)) == []


def test_one_share_after_the_other_leaves_something_out() -> None:
    whole = Band(low=1000, high=3000, shares=True)
    tiers = [Band(low=1000, high=1999, shares=True), Band(low=2000, high=3000, shares=True)]

    assert [missing.text for missing in gaps(tiers, whole)] == ["1.999倍（不含）至2倍（不含）"]


def test_what_two_bands_share_is_told() -> None:
    assert overlap(CLOSED, Band(low=200, high=300)) == Band(low=200, high=200)
    assert overlap(CLOSED, Band(low=200, high=300, low_in=False)) is None
    assert overlap(CLOSED, Band(low=150)) == Band(low=150, high=200)
    assert overlap(Band(low=1), Band(low=2)) == Band(low=2)


def test_what_lies_beyond_the_whole_is_told_on_both_sides() -> None:
    assert list(Band(low=50, high=250).outside(CLOSED)) == [
        Band(low=50, high=100, high_in=False),
        Band(low=200, high=250, low_in=False),
    ]
    assert list(Band(low=0, high=200, low_in=False).outside(Band(low=1, high=200))) == []
    assert list(Band(low=100).outside(CLOSED)) == [Band(low=200, low_in=False)]


@pytest.mark.parametrize(
    ("one", "other", "lighter"),
    [
        (Band(low=50, high=200), CLOSED, True),
        (Band(low=100, high=150), CLOSED, True),
        (Band(low=100, high=200, high_in=False), CLOSED, True),
        (CLOSED, CLOSED, False),
        (Band(low=50, high=250), CLOSED, False),
        (CLOSED, Band(low=100), True),
    ],
)
def test_a_band_is_lighter_when_one_bound_is_lower_and_none_is_higher(one: Band, other: Band, lighter: bool) -> None:
    assert one.lighter_than(other) is lighter


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (Band(low=500_000, high=1_000_000, low_in=False), "5000.00元（不含）至10000.00元（含）"),
        (Band(low=100), "1.00元（含）以上"),
        (Band(low=500, high=1500, shares=True, high_in=False), "50%（含）至1.5倍（不含）"),
    ],
)
def test_a_band_is_told_in_yuan_or_in_times_of_its_sum(band: Band, text: str) -> None:
    assert band.text == text


@pytest.mark.parametrize(
    ("permille", "text"), [(2000, "2倍"), (1005, "1.005倍"), (300, "30%"), (25, "2.5%"), (0, "0%")]
)
def test_shares_are_told_as_people_say_them(permille: int, text: str) -> None:
    assert times(permille) == text


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True).map(sorted),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.integers(-1, 41),
)
def test_tiers_cut_at_any_bounds_hold_each_amount_once(cuts: list[int], sides: list[bool], amount: int) -> None:
    """Each cut belongs to the tier below it or to the one above."""
    tiers = [
        Band(
            low=low,
            high=high,
            low_in=index == 0 or not sides[index - 1],
            high_in=index == len(cuts) - 2 or sides[index],
        )
        for index, (low, high) in enumerate(pairwise(cuts))
    ]
    whole = span(tiers)

    assert list(gaps(tiers, whole)) == []
    assert not any(overlap(one, other) for one, other in pairwise(tiers))
    assert sum(tier.holds(amount) for tier in tiers) == whole.holds(amount)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans(), st.booleans()), max_size=4))
def test_an_amount_lies_in_a_tier_or_in_a_gap_and_never_in_both(bounds: list[tuple[int, int, bool, bool]]) -> None:
    tiers = [Band(low=low, high=high, low_in=low_in, high_in=high_in) for low, high, low_in, high_in in bounds]
    whole = Band(low=0, high=20)
    missing = list(gaps([tier for tier in tiers if not tier.empty], whole))

    for amount in range(21):
        assert any(tier.holds(amount) for tier in tiers) is not any(gap.holds(amount) for gap in missing)
