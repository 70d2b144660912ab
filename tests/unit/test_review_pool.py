"""Who may be given a case for review, and that cases are shared out evenly by an order that never changes (处罚法 58; invariant 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from in_hand import IDS, register
from zhifa.engine.people import Assignment, Officer, Qualification
from zhifa.engine.period import Period
from zhifa.engine.register import Register
from zhifa.engine.review_pool import Load, Unfit, candidates

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
ALWAYS = Period(start=date(2015, 1, 1))


def staff(number: int) -> Register:
    """An agency of so many qualified reviewers."""
    ids = [f"{index:03}" for index in range(number)]
    officers = {
        one: Officer(id=one, staff_number=one, name=f"审核人{one}", unit="法规科", post="科员", valid=ALWAYS)
        for one in ids
    }
    return replace(
        register(), officers=officers, certificates=(), pads=(),
        assignments=tuple(Assignment(officer_id=one, role="reviewer", unit="法规科", valid=ALWAYS) for one in ids),
        qualifications=tuple(
            Qualification(officer_id=one, kind="legal_professional", number=one, valid=ALWAYS) for one in ids
        ),
    )  # fmt: skip


def order(of: Register, loads: dict[str, Load], **barred: str) -> list[str]:
    return [one.officer.id for one in candidates(of, loads, day=DAY, barred=barred) if not one.unfit]


def test_the_demonstration_register_tells_who_may_review() -> None:
    found = candidates(register(), {}, day=DAY, barred={IDS["审核人乙"]: "承办本案"})

    assert [(one.officer.name, one.unfit) for one in found] == [
        ("审核人甲", ()),
        ("审核人乙", (Unfit.INVOLVED,)),
        ("审核人丙", (Unfit.UNQUALIFIED,)),
    ]


def test_nobody_is_a_reviewer_before_the_post_is_held() -> None:
    assert candidates(register(), {}, day=date(2000, 1, 1), barred={}) == ()


@pytest.mark.parametrize(
    ("loads", "expected"),
    [
        ({}, ["000", "001", "002"]),
        ({"000": Load(open=1)}, ["001", "002", "000"]),
        ({"000": Load(last=NOON), "001": Load(last=NOON - timedelta(days=1))}, ["002", "001", "000"]),
        ({"000": Load(open=1, last=NOON), "001": Load(last=NOON), "002": Load(open=2)}, ["001", "000", "002"]),
    ],
)
def test_who_has_least_on_hand_is_due_first(loads: dict[str, Load], expected: list[str]) -> None:
    assert order(staff(3), loads) == expected


@pytest.mark.parametrize("why", Unfit)
def test_why_somebody_is_left_out_is_told(why: Unfit) -> None:
    assert why.label


@given(
    number=st.integers(1, 5),
    ends=st.lists(st.booleans(), min_size=1, max_size=30),
    parts=st.lists(st.sets(st.integers(0, 4), max_size=2), min_size=1, max_size=30),
)
def test_cases_are_shared_out_evenly_whoever_finishes_when(
    number: int, ends: list[bool], parts: list[set[int]]
) -> None:
    """Whoever is next never has more on hand than anybody else who may be given the case."""
    agency, loads = staff(number), dict.fromkeys([f"{index:03}" for index in range(number)], Load())
    for step, (ended, involved) in enumerate(zip(ends, parts, strict=False)):
        barred = {f"{index:03}": "承办本案" for index in involved}
        ready = order(agency, loads, **barred)
        assert ready == order(agency, dict(reversed(loads.items())), **barred)
        assert set(ready) == loads.keys() - barred.keys()
        if ready:
            assert loads[ready[0]].open == min(loads[one].open for one in ready)
            loads[ready[0]] = Load(open=loads[ready[0]].open + 1, last=NOON + timedelta(hours=step))
        busy = [one for one in sorted(loads) if loads[one].open]
        if ended and busy:
            loads[busy[0]] = replace(loads[busy[0]], open=loads[busy[0]].open - 1)


@given(number=st.integers(1, 5), cases=st.integers(0, 17))
def test_in_turn_nobody_is_given_two_cases_more_than_another(number: int, cases: int) -> None:
    agency, loads = staff(number), dict.fromkeys([f"{index:03}" for index in range(number)], Load())
    for step in range(cases):
        following = order(agency, loads)[0]
        loads[following] = Load(open=loads[following].open + 1, last=NOON + timedelta(hours=step))

    given_out = [load.open for load in loads.values()]
    assert max(given_out) - min(given_out) <= 1
