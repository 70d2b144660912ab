"""What somebody may read: what his posts reach, what he handles, and nothing by a post that is none of his today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from in_hand import IDS, register
from zhifa.engine.people import Assignment, Deputy
from zhifa.engine.period import Period
from zhifa.engine.reach import Area, Reach, reach_of, within
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import REGISTRAR

DAY = date(2026, 3, 2)
ALWAYS, ENDED = Period(start=date(2020, 1, 1)), Period(start=date(2020, 1, 1), end=date(2026, 3, 1))
ME, BOSS = IDS["承办人丙"], IDS["承办机构负责人甲"]
OWN, OTHER = "执法一科", "执法二科"


def post(who: str = ME, role: str = "handler", **changes: Any) -> Assignment:
    return Assignment(**{"officer_id": who, "role": role, "unit": OWN, "valid": ALWAYS, "scope": "unit"} | changes)


def held(*posts: Assignment, deputies: tuple[Deputy, ...] = (), **officer: Any) -> Register:
    known = register()
    mine = replace(known.officers[ME], **officer)
    return replace(known, officers={**known.officers, ME: mine}, assignments=posts, deputies=deputies)


def reach(*posts: Assignment, **given: Any) -> Reach:
    return reach_of(held(*posts, **given), ME, DAY)


@pytest.mark.parametrize(
    ("given", "act", "units", "seen"),
    [
        ({}, "penalty", {OWN}, True),
        ({}, "penalty", {OTHER}, False),
        ({}, "penalty", {OTHER, f"{OWN}/一组"}, True),
        ({}, "penalty", {f"{OWN}二"}, False),
        ({}, "penalty", set(), True),
        ({"acts": frozenset({"licence"})}, "penalty", {OWN}, False),
        ({"acts": frozenset({"licence", "penalty"})}, "penalty", {OWN}, True),
        ({"scope": None}, "penalty", {OTHER}, True),
        ({"scope": "agency"}, "penalty", {OTHER}, True),
        ({"valid": ENDED}, "penalty", {OWN}, False),
    ],
)
def test_a_post_reaches_its_unit_and_its_kinds_of_act(given: Any, act: str, units: set[str], seen: bool) -> None:
    assert reach(post(**given)).covers(act, units, ()) is seen


def test_the_cases_one_handles_or_reviews_are_always_in_reach() -> None:
    assert reach().covers("penalty", {OTHER}, {ME})
    assert not reach().covers("penalty", {OTHER}, {BOSS})
    assert not reach().whole
    assert not reach().empty


def test_a_deputy_reaches_what_the_principal_does() -> None:
    line = Deputy(principal_id=BOSS, deputy_id=ME, role="unit_head", reason="学习", valid=ALWAYS)
    mine = reach(post(BOSS, "unit_head", scope="agency"), deputies=(line,))
    assert mine.areas == (Area(role="unit_head", principal=BOSS),)
    assert mine.whole
    assert reach(post(BOSS, "head"), deputies=(line,)).areas == ()


def test_a_guest_reads_what_is_assigned_and_nothing_else() -> None:
    guest = reach(post(scope="agency"), home="示例市司法局")
    assert guest.areas == ()
    assert guest.covers("penalty", {OWN}, {ME})


def test_who_keeps_the_register_reads_no_case_of_enforcement() -> None:
    keeper = held(post(), post(role=REGISTRAR.name, scope=None))
    mine = reach_of(keeper, ME, DAY, apart=frozenset({"upkeep"}))
    assert mine.covers("upkeep", {OTHER}, ())
    assert not mine.covers("penalty", {OWN}, {ME})
    assert reach_of(keeper, ME, DAY).empty


def test_who_is_not_on_the_register_that_day_reads_nothing() -> None:
    gone = reach(post(), valid=ENDED)
    assert gone.empty
    assert not gone.covers("penalty", {OWN}, {ME})
    assert reach_of(register(), "nobody", DAY).empty


def test_a_unit_lies_within_itself_and_what_is_above_it() -> None:
    assert within("支队/一科", "支队")
    assert within("支队", "支队")
    assert not within("支队", "支队/一科")
    assert not within("支队二", "支队")
