"""Numbers on a database: what became of each, printed ones that are voided, and eight processes that take them and are killed at it."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from case_desk import Desk
from crashes import WAYS, Crash, Way, crash_after
from number_writers import hand_out, nursery
from office_rows import Rows
from office_workers import PATIENCE, PROCESSES, started
from on_the_spot import FINED
from zhifa.engine.errors import CommandRefused
from zhifa.engine.number_report import NumberReport
from zhifa.engine.voids import Voided, Voiding
from zhifa.storage.errors import StorageError
from zhifa.workflows.summary import SUMMARY

EIGHT = 8


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url, workflow=SUMMARY) as opened:
        yield opened


def report(desk: Desk, **asked: Any) -> NumberReport:
    (register,) = desk.office.registers()
    return desk.office.numbers.report(register.agency.id, **asked)


def voiding(desk: Desk, ordinal: int, officer: str = "承办人甲") -> Voiding:
    on = date(2026, 3, 2)
    return Voiding(officer=desk.ids[officer], series="当罚", year=2026, ordinal=ordinal, reason="打印污损", on=on)


def void(desk: Desk, ordinal: int) -> Voided:
    return desk.office.numbers.void(voiding(desk, ordinal))


def refused(desk: Desk, asked: Voiding) -> tuple[str, str]:
    with pytest.raises(CommandRefused) as caught:
        desk.office.numbers.void(asked)
    (refusal,) = caught.value.refusals
    return refusal.code, refusal.text


def fine(desk: Desk) -> str | None:
    """The number of a decision on the spot."""
    case_id = desk.bring_to("decided", FINED)
    return next(paper.number for paper in desk.office.papers(case_id) if paper.code == "D34")


# --- voiding ---------------------------------------------------------------------------------------------------------


def test_the_next_paper_takes_the_number_after_a_voided_one(desk: Desk, migrated_url: str) -> None:
    assert fine(desk) == "示市环当罚〔2026〕101号"
    assert void(desk, 102).use == "2026-03-02作废（打印污损；承办人甲）"
    assert void(desk, 103).ordinal == 103
    assert fine(desk) == "示市环当罚〔2026〕104号"

    (pad,) = [one for one in report(desk).accounted if one.stretch.series == "当罚"]
    assert [paper.ordinal for paper in pad.issued] == [101, 104]
    assert [void.ordinal for void in pad.voided] == [102, 103]
    assert (pad.stretch.next, pad.stretch.rest, pad.lacking) == (105, 46, ())
    assert report(desk).findings == report(desk, year=2025).findings == ()
    with Rows(migrated_url) as rows:
        assert rows.wrong() == {}


def test_what_may_not_be_voided_is_told_and_nothing_is_written(desk: Desk, migrated_url: str) -> None:
    fine(desk)
    void(desk, 102)
    with Rows(migrated_url) as rows:
        before = rows.snapshot()
        assert refused(desk, voiding(desk, 101))[0] == "number_used"
        assert "（D34，案件" in refused(desk, voiding(desk, 101))[1]
        assert "2026-03-02作废" in refused(desk, voiding(desk, 102))[1]
        assert refused(desk, voiding(desk, 104))[0] == "number_not_next"
        assert refused(desk, voiding(desk, 999))[0] == "number_not_on_pad"
        assert refused(desk, voiding(desk, 103, "承办人乙"))[0] == "number_not_on_pad"
        nobody = Voiding(officer="谁", series="当罚", year=2026, ordinal=103, reason="污损", on=date(2026, 3, 2))
        assert refused(desk, nobody)[0] == "unknown_actor"
        assert rows.snapshot() == before


@pytest.mark.parametrize("way", WAYS)
def test_a_void_cut_short_leaves_all_as_it_was(desk: Desk, migrated_url: str, way: Way) -> None:
    with Rows(migrated_url) as rows:
        before = rows.snapshot()
        for changes in range(2):
            with crash_after(changes, way), pytest.raises((Crash, StorageError)):
                void(desk, 101)
            assert rows.snapshot() == before
    assert void(desk, 101).ordinal == 101


def test_of_those_who_void_one_number_at_once_one_does_and_the_others_are_told(desk: Desk) -> None:
    def at_once(_: int) -> str:
        try:
            return desk.office.numbers.void(voiding(desk, 101)).reason
        except CommandRefused as caught:
            return caught.refusals[0].code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(at_once, range(4))) == [*["number_used"] * 3, "打印污损"]
    assert report(desk).findings == ()


def test_a_paper_taken_out_by_force_leaves_a_lacking_number(desk: Desk, migrated_url: str) -> None:
    fine(desk)
    fine(desk)
    with Rows(migrated_url) as rows, rows.unlocked():
        rows.run("DELETE FROM zf_paper WHERE ordinal = 101")
    (finding,) = report(desk).findings
    assert (finding.kind, finding.text) == (
        "lacking",
        "当罚〔2026〕101号已经编出，既没有文书，也没有作废记录",
    )


# --- eight writers ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    with Writers() as opened:
        yield opened


@pytest.mark.timeout(3600)
def test_eight_writers_killed_at_any_moment_leave_every_number_accounted_for(
    writers: Writers, migrated_url: str, proving: bool
) -> None:
    kills, least = (200, 4000) if proving else (10, 60)
    chance, fallen = random.Random(20261122), 0
    with Desk(migrated_url) as desk:
        hand_out(desk.office)
    there = [writers.start(migrated_url, f"writer {number}") for number in range(EIGHT)]
    with Desk(migrated_url, import_register=False, busy_timeout_ms=PATIENCE * 1000) as desk, Rows(migrated_url) as rows:
        while fallen < kills or used(rows) < least:
            time.sleep(chance.uniform(0.02, 0.2))
            if used(rows) * kills >= fallen * least:  # on a loaded machine a process gets less done before it is killed
                writers.kill(there[fallen % EIGHT])
                fallen += 1
                there[(fallen - 1) % EIGHT] = writers.start(migrated_url, f"successor {fallen}")
            assert report(desk).findings == ()
        for writer in there:
            writers.kill(writer)
        assert_all_accounted_for(desk, rows)


class Writers:
    """Processes that write numbers, forked by one that is warm."""

    def __enter__(self) -> Writers:
        self._orders, theirs = PROCESSES.Pipe()
        self._nursery = started(nursery, theirs)
        theirs.close()
        self._alive: set[int] = set()
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._alive:  # a test that failed left them
            os.kill(writer, signal.SIGKILL)
        self._orders.send(None)
        self._nursery.join(PATIENCE)
        self._orders.close()

    def start(self, url: str, seed: str) -> int:
        self._orders.send((url, seed))
        writer = int(self._orders.recv())
        self._alive.add(writer)
        return writer

    def kill(self, writer: int) -> None:
        """Kill -9; a writer that had ended by itself fails the test."""
        self._alive.remove(writer)
        os.kill(writer, signal.SIGKILL)
        self._orders.send(writer)
        assert self._orders.recv() == -signal.SIGKILL


def assert_all_accounted_for(desk: Desk, rows: Rows) -> None:
    wait_for_the_server(rows)
    found = report(desk)
    assert found.findings == ()
    assert rows.wrong() == {}
    assert {one.stretch.series for one in found.accounted if one.issued} >= {"责改", "当罚"}
    assert sum(len(one.voided) for one in found.accounted) == rows.one("SELECT count(*) FROM zf_voided_number") > 0
    assert sum(len(one.issued) + len(one.voided) for one in found.accounted) == used(rows)
    cases = rows.all("SELECT id FROM zf_case ORDER BY updated_at DESC, id LIMIT 10")
    assert [finding for (case_id,) in cases for finding in desk.office.verify(case_id)] == []


def used(rows: Rows) -> int:
    """How many numbers were taken."""
    return int(rows.one("SELECT coalesce(sum(next - 1), 0) FROM zf_number"))


def wait_for_the_server(rows: Rows) -> None:
    """Until PostgreSQL has noticed that its clients are gone: a commit may be under way."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    while not rows.sqlite and rows.one(others):
        time.sleep(0.005)
