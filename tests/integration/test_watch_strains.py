"""The watch under strain: a clock that was wrong, rows that were damaged, sweeps that were killed, days without a sweep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest import mock

import pytest

from case_desk import Desk, a_day
from office_rows import Rows
from watched import TODAY, plant, warned, wrong
from zhifa.couriers import health
from zhifa.engine import sweeping
from zhifa.engine.instants import instant_text
from zhifa.engine.ladder import day_begins
from zhifa.engine.watch import LEFT, LOST


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture
def rows(migrated_url: str) -> Iterator[Rows]:
    with Rows(migrated_url) as opened:
        yield opened


class Killed(BaseException):
    """Nothing in the product catches it."""


def on(desk: Desk, day: date) -> datetime:
    desk.clock.set(day_begins(day) + timedelta(hours=9))
    return desk.clock.now()


def sweep_and_be_killed(desk: Desk) -> None:
    """Warn of some terms, and die before the digests are made."""
    with (
        mock.patch.object(sweeping, "BATCH", 10),
        mock.patch.object(sweeping.Sweeping, "_end", side_effect=Killed),
        pytest.raises(Killed),
    ):
        desk.office.sweep(channels=("mail",))


def test_a_sweep_by_a_clock_a_year_ahead_holds_no_later_warning_back(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    on(desk, date(2027, 3, 11))
    ahead = desk.office.sweep()
    assert ahead.fired

    fired = 0
    for day in range(180):
        on(desk, date(2026, 3, 11) + timedelta(days=day))
        fired += desk.office.sweep().fired
    names = [name for _, _, name, _ in warned(rows, case_id)]
    assert fired == len(names) - ahead.fired
    assert {"before-30", "before-10", "before-1wd", "due", "overdue-d1", "overdue-w1"} <= set(names)
    assert wrong(rows) == {}


def test_what_a_clock_that_ran_ahead_put_off_is_carried_once_it_is_right_again(desk: Desk, rows: Rows) -> None:
    plant(desk, 5, 5)
    on(desk, date(2027, 3, 11))
    desk.office.sweep(channels=("mail",))
    rows.run("UPDATE zf_outbox SET next_try_at = '2027-03-11T02:00:00.000Z'")
    now = on(desk, TODAY)
    desk.office.sweep(channels=("mail",))
    assert {at for (at,) in rows.all("SELECT next_try_at FROM zf_outbox")} == {instant_text(now)}


def test_a_watch_whose_last_sweep_lies_ahead_is_not_alive(desk: Desk) -> None:
    desk.bring_to("investigating")
    on(desk, date(2027, 3, 11))
    desk.office.sweep()
    on(desk, date(2026, 3, 11))
    assert not health(desk.office, clock=desk.clock).alive

    desk.office.sweep()
    assert health(desk.office, clock=desk.clock).alive
    on(desk, date(2026, 6, 20))
    assert not health(desk.office, clock=desk.clock).alive


@pytest.mark.parametrize("column", ["fired_at", "next_at"])
def test_a_row_that_cannot_be_read_stops_nobody_elses_look(desk: Desk, rows: Rows, column: str) -> None:
    plant(desk, 30, 21)
    if column == "fired_at":
        desk.office.sweep(day_begins(TODAY))
    with rows.unlocked():
        if column == "fired_at":
            rows.run(
                "UPDATE zf_warning SET fired_at = '2026-03-x' WHERE term_id = (SELECT min(term_id) FROM zf_warning)"
            )
        else:
            rows.run(
                "UPDATE zf_watch SET next_at = '2026-02-3x' WHERE id = (SELECT min(id) FROM zf_watch WHERE next_at <= '2026-03-02')"
            )

    swept = desk.office.sweep(day_begins(TODAY + a_day(1)))
    assert (swept.looked, swept.faults) == (21, 1)
    assert len(desk.office.watch_status(day_begins(TODAY + a_day(1))).faulty) == 1


def test_a_lost_sweep_is_left_for_a_day_to_those_who_can_carry_its_digests(desk: Desk, rows: Rows) -> None:
    plant(desk, 40, 30)
    sweep_and_be_killed(desk)
    desk.clock.advance(LOST)
    desk.office.sweep()
    assert rows.one("SELECT count(*) FROM zf_outbox") == 0

    desk.office.sweep(channels=("mail",))
    assert rows.one("SELECT count(*) FROM zf_outbox") > 0


def test_a_lost_sweep_that_nobody_can_carry_ends_after_a_day(desk: Desk, rows: Rows) -> None:
    plant(desk, 40, 30)
    sweep_and_be_killed(desk)
    desk.clock.advance(LEFT)
    desk.office.sweep()
    assert rows.all("SELECT id FROM zf_sweep WHERE finished_at IS NULL") == []


def test_a_lost_sweep_whose_warning_cannot_be_read_ends_all_the_same(desk: Desk, rows: Rows) -> None:
    plant(desk, 40, 30)
    sweep_and_be_killed(desk)
    with rows.unlocked():
        rows.run("UPDATE zf_warning SET body = 'x' WHERE term_id = (SELECT min(term_id) FROM zf_warning)")
    desk.clock.advance(LOST)
    desk.office.sweep(channels=("mail",))
    assert rows.all("SELECT faults FROM zf_sweep WHERE id <> 'idle' AND finished_at IS NULL") == []
    assert max(faults for (faults,) in rows.all("SELECT faults FROM zf_sweep")) == 1


def test_what_came_about_in_days_without_a_sweep_is_told_in_one_digest(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("serving")
    for step in ("fail_service", "fail_service", "announce"):
        desk.clock.advance(timedelta(hours=1))
        desk.do(case_id, step)
    desk.clock.advance(timedelta(days=60))

    first = desk.office.sweep(channels=("mail",))
    assert first.deemed == 1
    assert "payment" in {code for code, _, _, _ in warned(rows, case_id)}
    assert rows.one("SELECT max(n) FROM (SELECT count(*) AS n FROM zf_outbox GROUP BY officer_id) AS told") == 1
    assert desk.office.sweep(channels=("mail",)).looked == 0
