"""What officers have typed and not handed in yet: theirs alone, one for each step, bounded, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from case_desk import Desk
from zhifa.engine.jottings import FORGOTTEN, LIMIT, Jottings, JottingTooLarge, opening_place
from zhifa.storage.jottings import KEPT

CASE = "7a2cb3a4-2c7e-4b0f-9d6a-0f4f6d1f7e11"


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as desk:
        yield desk


def keep(desk: Desk, who: str = "承办人甲", **changes: object) -> None:
    told: dict[str, object] = {"place": CASE, "step": "inspect", "version": 3, "typed": {"facts.a": "甲\n乙😀"}}
    agency = desk.office.registers()[0].agency.id
    desk.office.jottings.keep(desk.ids[who], agency, **(told | changes))  # type: ignore[arg-type]


@pytest.fixture
def jottings(desk: Desk) -> Jottings:
    return desk.office.jottings


def test_what_was_typed_comes_back_as_it_was_and_the_newest_counts(desk: Desk, jottings: Jottings) -> None:
    keep(desk)
    desk.clock.set(desk.clock.now() + timedelta(minutes=5))
    keep(desk, version=4, typed={"facts.a": "后来"})
    found = jottings.one(desk.ids["承办人甲"], CASE, "inspect")
    assert found is not None
    assert (found.version, found.typed, found.saved_at) == (4, {"facts.a": "后来"}, desk.clock.now())
    assert found.opens is None


def test_nobody_sees_what_another_typed(desk: Desk, jottings: Jottings) -> None:
    keep(desk)
    assert jottings.one(desk.ids["承办人乙"], CASE, "inspect") is None
    assert jottings.of(desk.ids["承办人乙"]) == ()
    jottings.drop(desk.ids["承办人乙"], CASE, "inspect")
    assert jottings.one(desk.ids["承办人甲"], CASE, "inspect") is not None


def test_lists_tell_where_and_when_and_not_what(desk: Desk, jottings: Jottings) -> None:
    keep(desk)
    desk.clock.set(desk.clock.now() + timedelta(minutes=5))
    keep(desk, place=opening_place("penalty_summary"), step="catch", version=0)
    me = desk.ids["承办人甲"]
    assert [(one.opens, one.step, one.typed) for one in jottings.of(me)] == [
        ("penalty_summary", "catch", {}),
        (None, "inspect", {}),
    ]
    assert [one.step for one in jottings.of_case(me, CASE)] == ["inspect"]


def test_it_is_gone_once_it_is_dropped_and_dropping_twice_is_harmless(desk: Desk, jottings: Jottings) -> None:
    keep(desk)
    for _ in range(2):
        jottings.drop(desk.ids["承办人甲"], CASE, "inspect")
    assert jottings.of(desk.ids["承办人甲"]) == ()


def test_too_much_is_refused_with_its_size_and_what_was_there_stays(desk: Desk, jottings: Jottings) -> None:
    keep(desk)
    with pytest.raises(JottingTooLarge, match="不得超过1048576字节"):
        keep(desk, typed={"facts.a": "字" * (LIMIT // 3)})
    found = jottings.one(desk.ids["承办人甲"], CASE, "inspect")
    assert found is not None
    assert found.typed == {"facts.a": "甲\n乙😀"}


def test_the_oldest_of_an_officer_go_and_of_nobody_else(desk: Desk, jottings: Jottings) -> None:
    keep(desk, who="承办人乙")
    for number in range(KEPT + 2):
        desk.clock.set(desk.clock.now() + timedelta(seconds=1))
        keep(desk, step=f"step-{number}")
    mine = jottings.of(desk.ids["承办人甲"])
    assert [one.step for one in mine][-1] == "step-2"
    assert len(mine) == KEPT
    assert len(jottings.of(desk.ids["承办人乙"])) == 1


def test_what_nobody_touched_for_half_a_year_goes_whoever_typed_it(desk: Desk, jottings: Jottings) -> None:
    keep(desk, who="承办人乙")
    desk.clock.advance(FORGOTTEN)
    keep(desk)
    assert len(jottings.of(desk.ids["承办人乙"])) == 1
    desk.clock.advance(timedelta(hours=2))
    keep(desk, step="interview")
    assert jottings.of(desk.ids["承办人乙"]) == ()
    assert len(jottings.of(desk.ids["承办人甲"])) == 2
