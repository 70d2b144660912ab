"""加处罚款 never exceeds the fine, never falls, and stands still while a remedy is pending (处罚法 72(1)(1), 73(3))."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zhifa.workflows.surcharging import Span, accrued, running

FINE = st.integers(min_value=1, max_value=10**13)
DAYS = st.integers(min_value=0, max_value=400)
FIRST = date(2026, 4, 17)

offsets = st.tuples(st.integers(-30, 400), st.integers(0, 200))
pending = st.lists(offsets, max_size=4).map(
    lambda pairs: [(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length)) for start, length in pairs]
)


@given(fine=FINE, days=DAYS)
def test_three_per_cent_a_day_of_a_fine_that_is_not_paid(fine: int, days: int) -> None:
    assert accrued([fine] * days, cap=fine) == min(fine * days * 3 // 100, fine)


@given(fine=FINE, unpaid=st.lists(FINE, max_size=100))
def test_it_is_never_more_than_the_fine(fine: int, unpaid: list[int]) -> None:
    assert 0 <= accrued(unpaid, cap=fine) <= fine


@given(fine=FINE, unpaid=st.lists(FINE, max_size=60), more=FINE)
def test_another_day_never_makes_it_less(fine: int, unpaid: list[int], more: int) -> None:
    assert accrued(unpaid, cap=fine) <= accrued([*unpaid, more], cap=fine)


@given(fine=FINE, days=DAYS, part=st.integers(min_value=0, max_value=10**13))
def test_a_part_payment_never_makes_it_more(fine: int, days: int, part: int) -> None:
    assert accrued([max(fine - part, 0)] * days, cap=fine) <= accrued([fine] * days, cap=fine)


@given(fine=FINE)
def test_after_thirty_four_days_the_fine_is_reached(fine: int) -> None:
    assert accrued([fine] * 34, cap=fine) == fine


@given(days=DAYS, spans=pending)
def test_a_day_counts_once_and_only_outside_every_remedy(days: int, spans: list[Span]) -> None:
    last = FIRST + timedelta(days=days)
    counted = list(running(FIRST, last, spans))
    everything = [FIRST + timedelta(days=offset) for offset in range(days + 1)]

    assert counted == [day for day in everything if all(not begun <= day <= ended for begun, ended in spans)]


@given(days=DAYS, spans=pending)
def test_the_order_of_remedies_does_not_matter_and_a_day_in_two_is_lost_once(days: int, spans: list[Span]) -> None:
    last = FIRST + timedelta(days=days)

    assert list(running(FIRST, last, spans)) == list(running(FIRST, last, [*reversed(spans), *spans]))


@given(days=st.integers(0, 100))
def test_a_remedy_that_lasts_as_long_leaves_nothing(days: int) -> None:
    last = FIRST + timedelta(days=days)

    assert list(running(FIRST, last, [(FIRST, last)])) == []
