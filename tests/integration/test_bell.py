"""The bell wakes the watch: at start, again and again, one ring at a time, whatever a ring meets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from threading import Event, Thread

import pytest

from case_desk import Desk
from outgoing import Carrier, written
from zhifa.couriers import Bell, Watchman, health
from zhifa.storage.database import Database

PATIENCE = 30
"""Seconds."""


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as desk:
        yield desk


def until(holds: Callable[[], object]) -> None:
    late = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < late, "nobody rang"
        time.sleep(0.02)


def test_the_bell_wakes_the_watch_which_goes_by_the_clock_it_was_given(desk: Desk) -> None:
    desk.bring_to("filed")
    carrier, handler = Carrier(), desk.ids["承办人甲"]
    bell = Bell(Watchman(desk.office, (carrier,), clock=desk.clock).round, every=timedelta(seconds=1))
    assert not health(desk.office, clock=desk.clock).alive

    bell.start()
    try:
        until(lambda: health(desk.office, clock=desk.clock).alive)
        assert carrier.carried == []
        desk.clock.advance(timedelta(days=365))
        until(lambda: carrier.carried)
    finally:
        bell.stop()

    received = desk.office.inbox.of(handler)
    assert [one.overdue for one in received] == [True] * len(received)
    (digest,) = [message for message in carrier.carried if message.officer_id == handler]
    assert {warned["id"] for warned in digest.digest["warnings"]} == {one.warning_id for one in received}


def test_once_a_day_a_round_lets_sqlite_look_at_what_there_is(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, closing(Database.open(migrated_sqlite_url)) as database:
        desk.bring_to("filed")

        def known(table: str = "zf_docket") -> int:
            asked = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = ?"
            with database.connection() as connection:
                return int(connection.exec_driver_sql(asked, (table,)).scalar_one())

        with database.connection() as connection:
            connection.exec_driver_sql("CREATE TABLE of_a_host (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
            connection.exec_driver_sql("INSERT INTO of_a_host (name) VALUES ('甲')")
        Watchman(desk.office, clock=desk.clock).round()  # each in a process of its own, as far as it knows
        assert known()
        assert not known("of_a_host")
        with database.connection() as connection:
            connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        Watchman(desk.office, clock=desk.clock).round()  # each in a process of its own, as far as it knows
        assert not known()
        desk.clock.advance(timedelta(days=1))
        Watchman(desk.office, clock=desk.clock).round()  # each in a process of its own, as far as it knows
        assert known()


def test_it_rings_at_once_and_one_at_a_time() -> None:
    rung, at_once, most = [], [], []

    def ring() -> None:
        at_once.append(1)
        most.append(len(at_once))
        time.sleep(1.3)  # longer than the interval
        rung.append(time.monotonic())
        at_once.pop()

    bell, before = Bell(ring, every=timedelta(seconds=1)), time.monotonic()
    bell.start()
    until(lambda: len(rung) == 2)
    bell.stop()

    assert most == [1] * len(most)
    assert rung[0] - before < 3
    assert at_once == []  # what was under way was finished


def test_a_ring_that_fails_is_told_and_does_not_stop_the_bell() -> None:
    told, rung = [], Event()

    def ring() -> None:
        if not told:
            raise OSError("数据库没有回答")
        rung.set()

    bell = Bell(ring, every=timedelta(seconds=1), fault=told.append)
    bell.start()
    try:
        assert rung.wait(PATIENCE)
    finally:
        bell.stop()
    assert [str(error) for error in told] == ["数据库没有回答"]


def test_without_anybody_to_tell_a_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def ring() -> None:
        raise OSError("数据库没有回答")

    bell = Bell(ring)
    bell.start()
    try:
        until(lambda: "zhifa.couriers" in {record.name for record in caplog.records})
    finally:
        bell.stop()


def test_a_bell_in_the_foreground_ends_when_it_is_stopped() -> None:
    rung = Event()
    bell = Bell(rung.set, every=timedelta(hours=1))
    thread = Thread(target=bell.run)
    thread.start()
    assert rung.wait(PATIENCE)
    bell.stop()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_bell_rings_once_and_not_more_often_than_every_second() -> None:
    with pytest.raises(ValueError, match="every second"):
        Bell(lambda: None, every=timedelta(milliseconds=10))
    bell = Bell(lambda: None)
    bell.start()
    try:
        with pytest.raises(RuntimeError, match="already"):
            bell.start()
    finally:
        bell.stop()


def test_the_watch_is_dead_when_three_rings_were_missed(desk: Desk) -> None:
    Watchman(desk.office, clock=desk.clock).round()
    for minutes, alive in ((3, True), (1, False)):
        desk.clock.advance(timedelta(minutes=minutes))
        assert health(desk.office, every=timedelta(seconds=60), clock=desk.clock).alive is alive
    assert health(desk.office, every=timedelta(hours=1), clock=desk.clock).alive


def test_what_waits_is_carried_also_when_the_sweep_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("巡查不成")

    written(desk)
    carrier = Carrier()
    monkeypatch.setattr(desk.office, "sweep", fails)
    with pytest.raises(RuntimeError, match="巡查不成"):
        Watchman(desk.office, (carrier,), clock=desk.clock).round()
    assert len(carrier.carried) == 1
