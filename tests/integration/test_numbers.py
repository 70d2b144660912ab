"""Numbers on a database: what became of each, printed ones that are voided, and eight processes that take them and are killed at it."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from case_desk import Desk
from crashes import WAYS, Crash, Way, crash_after
from number_writers import hand_out, nursery
from office_rows import Rows
from office_workers import PATIENCE, PROCESSES, started
from office_workers import order as corrected
from on_the_spot import FINED
from zhifa.engine.errors import CommandRefused
from zhifa.engine.number_report import NumberReport
from zhifa.engine.number_starts import Starting
from zhifa.engine.performing import Performer
from zhifa.engine.voids import Voided, Voiding
from zhifa.storage.advance import NumberClaim
from zhifa.storage.errors import NumberTaken, StorageError
from zhifa.storage.numbers import NumberRows
from zhifa.storage.store import Store
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


def starting(desk: Desk, following: int, **changes: Any) -> Starting:
    lawful = {"officer": desk.ids["承办人甲"], "series": "责改", "year": 2026, "reason": "上半年用纸质台账编号"}
    return Starting(**(lawful | {"next": following} | changes))


def test_a_series_goes_on_behind_the_numbers_used_before_and_can_be_begun_so_only_once(
    migrated_url: str,
) -> None:
    with Desk(migrated_url) as desk:
        begun = desk.office.numbers.start(starting(desk, 58))
        case_id = desk.bring_to("investigating")
        desk.office.perform(corrected(desk, case_id, "改正"))

        (one,) = [one for one in report(desk).accounted if one.stretch.series == "责改"]
        assert [paper.number for paper in one.issued] == ["示市环责改〔2026〕58号"]
        assert (one.begun, one.lacking, report(desk).findings) == (begun, (), ())
        assert report(desk).head == (begun.seq, begun.hash)
        for asked in (starting(desk, 70), starting(desk, 70, series="罚", year=2027)):
            with pytest.raises(CommandRefused):
                desk.office.numbers.start(asked)
        assert [(chain.rows, chain.findings) for chain in desk.office.numbers.chains()] == [(1, ())]


def test_a_paper_that_is_issued_while_its_series_is_told_to_begin_later_takes_the_number_told(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk(migrated_url) as desk:
        case_id, read = desk.bring_to("investigating"), Performer._free_numbers

        def read_and_begin(self: Performer, agency_id: str, counters: Any) -> Any:
            found = read(self, agency_id, counters)
            if found.get(("责改", 2026)) == 1:
                desk.office.numbers.start(starting(desk, 58))
            return found

        monkeypatch.setattr(Performer, "_free_numbers", read_and_begin)
        desk.office.perform(corrected(desk, case_id, "改正"))
        assert [paper.ordinal for paper in desk.office.papers(case_id) if paper.series == "责改"] == [58]


def test_a_number_that_an_imported_past_decision_bears_too_is_named(desk: Desk, migrated_url: str) -> None:
    fine(desk)
    with Rows(migrated_url) as rows, rows.unlocked():
        (agency,) = (register.agency.id for register in desk.office.registers())
        rows.run(
            "INSERT INTO zf_import (id, agency_id, file, digest, kind, columns, columns_digest, taken, warned, skipped, imported_at)"
            f" VALUES ('i', '{agency}', '往年.xlsx', '{'1' * 64}', 'k', '[]', '{'1' * 64}', 2, 0, '[]', 'x')"
        )
        for number, day in ((2, "2025-07-01"), (3, rows.one("SELECT issued_on FROM zf_paper WHERE ordinal = 101"))):
            rows.run(
                "INSERT INTO zf_past_decision (id, agency_id, import_id, row_number, document_number, decided_on)"
                f" VALUES ('d{number}', '{agency}', 'i', {number}, '示市环当罚〔2026〕101号', '{day}')"
            )

    (finding,) = report(desk).findings
    assert (finding.kind, finding.ordinal) == ("borne_before", 101)
    assert "往年.xlsx第2行，2025-07-01作出" in finding.text
    assert report(desk, year=2025).findings == ()


def test_a_forged_void_of_the_next_number_is_passed_over_and_told_and_does_not_stop_the_agency(
    migrated_url: str,
) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        (agency,) = (register.agency.id for register in desk.office.registers())
        rows.run(
            "INSERT INTO zf_pad (id, agency_id, officer_id, series, year, first, last, valid_from)"
            f" VALUES ('p', '{agency}', '{desk.ids['承办人甲']}', '责改', 2026, 1, 9, '2026-01-01')"
        )
        rows.run(
            f"INSERT INTO zf_number (agency_id, series, year, id, next) VALUES ('{agency}', '责改/1', 2026, 'n', 2)"
        )
        rows.run(
            "INSERT INTO zf_voided_number (agency_id, seq, id, hash, series, year, ordinal, counter, place, officer_id, voided_on, body, recorded_at)"
            f" VALUES ('{agency}', 1, 'v', '{'1' * 64}', '责改', 2026, 1, '责改/1', 1, 'o', '2026-03-02', '{{}}', 'x')"
        )
        case_id = desk.bring_to("investigating")
        desk.office.perform(corrected(desk, case_id, "改正"))

        assert [paper.number for paper in desk.office.papers(case_id) if paper.series == "责改"] == [
            "示市环责改〔2026〕2号"
        ]
        assert "void_forged" in {finding.kind for finding in report(desk).findings}


def test_a_forged_beginning_of_a_series_is_told_and_does_not_stop_the_agency(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        (agency,) = (register.agency.id for register in desk.office.registers())
        rows.run(
            "INSERT INTO zf_voided_number (agency_id, seq, id, hash, series, year, ordinal, counter, place, officer_id, voided_on, body, recorded_at)"
            f" VALUES ('{agency}', 1, 'v', '{'1' * 64}', '责改', 2026, 57, '责改', 57, 'o', '2026-03-02', '{{}}', 'x')"
        )
        assert {finding.kind for finding in report(desk).findings} == {"void_forged", "begun_amiss"}
        with pytest.raises(CommandRefused, match="下一号是责改〔2026〕58号"):
            desk.office.numbers.start(starting(desk, 58))
        count_on, asked = Store.count_on, list[NumberClaim]()

        def at_the_second_attempt(self: Store, counter: NumberClaim) -> None:
            asked.append(counter)
            if len(asked) == 1:  # as when another command did so at the same time
                raise NumberTaken(counter.series, counter.year)
            count_on(self, counter)

        monkeypatch.setattr(Store, "count_on", at_the_second_attempt)
        case_id = desk.bring_to("investigating")
        desk.office.perform(corrected(desk, case_id, "改正"))

        assert [paper.ordinal for paper in desk.office.papers(case_id) if paper.series == "责改"] == [58]
        assert {finding.kind for finding in report(desk).findings} == {"void_forged"}


def test_who_begins_a_series_of_which_a_paper_was_issued_meanwhile_is_told_so(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk(migrated_url) as desk:
        desk.office.perform(corrected(desk, desk.bring_to("investigating"), "改正"))
        counters, looked = NumberRows.counters, list[int]()

        def too_early(self: NumberRows, agency_id: str, year: int | None = None) -> Any:
            looked.append(1)
            return counters(self, agency_id, year) if len(looked) > 1 else ()

        monkeypatch.setattr(NumberRows, "counters", too_early)
        with pytest.raises(CommandRefused, match="下一号是责改〔2026〕2号"):
            desk.office.numbers.start(starting(desk, 70))
        assert len(looked) == 2


def test_a_void_before_the_day_of_the_number_before_it_is_refused(desk: Desk) -> None:
    fine(desk)
    (paper,) = [paper for one in report(desk).accounted for paper in one.issued]
    earlier = date.fromisoformat(paper.issued_on) - timedelta(days=1)

    assert refused(desk, replace(voiding(desk, 102), on=earlier))[0] == "voided_before_its_turn"
    assert void(desk, 102).seq == 1


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
