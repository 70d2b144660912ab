"""The watch on both databases: what fires when, that nothing fires twice, and what one look at a damaged row does to the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest import mock

import pytest

from case_desk import Desk, a_day
from crashes import WAYS, Crash, Way, crash_after
from office_rows import Rows
from watched import TODAY, plant, warned, wrong
from zhifa.engine import sweeping
from zhifa.engine.command import Opening
from zhifa.engine.handover import HandingOver
from zhifa.engine.ladder import day_begins
from zhifa.engine.swept import Swept
from zhifa.engine.watch import LOST
from zhifa.storage.channel import Count
from zhifa.storage.errors import StorageError

OVERDUE = tuple(f"overdue-d{day}" for day in range(1, 6))
NOTHING = Swept()


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as opened:
        yield opened


@pytest.fixture
def rows(migrated_url: str) -> Iterator[Rows]:
    with Rows(migrated_url) as opened:
        yield opened


def on(desk: Desk, day: date) -> datetime:
    """Nine in the morning of that day, to which the desk's clock moves."""
    desk.clock.set(day_begins(day) + timedelta(hours=9))
    return desk.clock.now()


@pytest.fixture
def stopping(migrated_url: str) -> Iterator[Desk]:
    """The desk of an agency whose rules let a suspension stop the period of the decision."""
    with Desk(migrated_url, policy={"exclusions": ["suspension"]}) as opened:
        yield opened


def swept(desk: Desk, day: date) -> Swept:
    on(desk, day)
    return desk.office.sweep(channels=("mail",))


def test_a_case_that_lies_is_warned_of_step_by_step_and_each_step_once(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    for days in range(120):
        swept(desk, date(2026, 3, 2) + timedelta(days=days))
    assert warned(rows, case_id) == [
        ("decision", 1, "before-30", ()),
        ("decision", 1, "before-10", ()),
        ("decision", 2, "before-10", ()),
        ("decision", 1, "before-1wd", ()),
        ("decision", 1, "due", ()),
        ("decision", 2, "due", ()),
        *(("decision", level, name, ()) for name in OVERDUE for level in (1, 2, 3)),
        *(
            ("decision", level, name, ())
            for name in ("overdue-w1", "overdue-w2", "overdue-w3")
            for level in (1, 2, 3, 4)
        ),
    ]
    assert wrong(rows) == {}
    assert desk.office.verify(case_id) == ()


def test_each_level_reaches_its_post_and_the_next_one_up_where_nobody_holds_it(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    swept(desk, date(2026, 6, 14))
    names = {officer: name for name, officer in desk.ids.items()}
    reached = rows.all(
        "SELECT w.level, i.officer_id FROM zf_inbox i JOIN zf_warning w ON w.id = i.warning_id WHERE i.case_id = ? ORDER BY w.level",
        case_id,
    )
    found = {level: {names[officer] for at, officer in reached if at == level} for level, _ in reached}
    assert found[1] == {"承办人甲", "承办人乙"}
    assert found[2] == {"承办机构负责人甲"}
    assert found[3]
    assert found[4] == {"监督人员甲"}


def test_after_days_of_downtime_each_level_hears_the_newest_and_each_person_gets_one_digest(
    desk: Desk, rows: Rows
) -> None:
    cases = [desk.bring_to("investigating") for _ in range(3)]
    done = swept(desk, date(2026, 6, 10))
    assert (done.looked, done.fired, done.faults) == (3, 9, 0)
    for case_id in cases:
        assert warned(rows, case_id) == [
            ("decision", 1, "overdue-d5", ("before-30", "before-10", "before-1wd", "due", *OVERDUE[:4])),
            ("decision", 2, "overdue-d5", ("before-10", "due", *OVERDUE[:4])),
            ("decision", 3, "overdue-d5", OVERDUE[:4]),
        ]
    told = rows.all("SELECT officer_id, count(*) FROM zf_outbox GROUP BY officer_id")
    assert told
    assert {count for _, count in told} == {1}
    assert desk.office.sweep(channels=("mail",)) == NOTHING


def test_a_clock_that_jumps_back_fires_nothing_again(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    swept(desk, date(2026, 6, 3))
    before = warned(rows, case_id)
    for moment in (day_begins(date(2026, 6, 2)) + timedelta(hours=10), day_begins(date(2026, 6, 3))):
        desk.clock.set(moment)
        assert desk.office.sweep(channels=("mail",)).fired == 0
    assert warned(rows, case_id) == before
    for day in (date(2026, 5, 20), date(2026, 4, 30), date(2026, 6, 3)):
        swept(desk, day)
    assert wrong(rows) == {}, "what a clock far ahead had held back is told, and nothing twice"


def test_a_term_that_was_met_fires_no_more(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("closed")
    swept(desk, date(2026, 12, 1))
    assert not [code for code, *_ in warned(rows, case_id) if code in {"decision", "service", "legal_review"}]
    assert rows.all(
        "SELECT x.id FROM zf_watch x JOIN zf_term t ON t.id = x.id WHERE t.code = 'decision' AND x.next_at IS NULL"
    )


def test_the_period_of_the_party_tells_the_handlers_that_it_has_ended(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("performing")
    payment = desk.office.case(case_id).term("payment")
    assert payment is not None
    for days in range(1, 40):
        swept(desk, payment.due_day + timedelta(days=days))
    assert [one for one in warned(rows, case_id) if one[0] == "payment"] == [("payment", 1, "ended", ())]


def test_a_term_that_stands_still_is_silent_and_warns_anew_once_it_runs_on(stopping: Desk, rows: Rows) -> None:
    case_id = stopping.bring_to("investigating")
    stopping.office.sweep()
    on(stopping, date(2026, 3, 9))
    stopping.do(case_id, "suspend")
    for day in (date(2026, 5, 29), date(2026, 6, 1), date(2026, 7, 1)):
        assert swept(stopping, day).fired == 0
    stopping.do(case_id, "resume")
    moved = stopping.office.case(case_id).term("decision")
    assert moved is not None
    assert moved.due_day > date(2026, 9, 1)
    assert swept(stopping, moved.due_day).fired == 2
    assert [(level, occurrence) for _, level, occurrence, _ in warned(rows, case_id)] == [(1, "due"), (2, "due")]
    assert stopping.office.verify(case_id) == ()


def test_a_term_reckoned_anew_to_the_same_day_repeats_nothing(stopping: Desk, rows: Rows) -> None:
    case_id = stopping.bring_to("investigating")
    swept(stopping, date(2026, 4, 30))
    stopping.do(case_id, "suspend")
    stopping.do(case_id, "resume")
    before, now = stopping.office.terms(case_id)
    assert {before.status, now.status} == {"void", "open"}
    assert before.due == now.due
    assert swept(stopping, date(2026, 5, 4)).fired == 0
    assert swept(stopping, date(2026, 5, 20)).fired == 2
    assert [occurrence for _, _, occurrence, _ in warned(rows, case_id)] == ["before-30", "before-10", "before-10"]
    assert stopping.office.verify(case_id) == ()


def test_what_the_law_brings_about_is_recorded_by_the_sweep_and_told_to_the_handlers(desk: Desk, rows: Rows) -> None:
    case_id = announced(desk)
    last = end_of_announcement(desk, case_id)
    assert swept(desk, last).deemed == 0
    assert swept(desk, last + a_day()).deemed == 1
    assert desk.office.history(case_id)[-1].transition == "deem_notice_served"
    assert ("announcement", 1, "ended", ()) in warned(rows, case_id)
    assert swept(desk, last + a_day(2)).deemed == 0
    assert rows.wrong() == {}
    assert desk.office.verify(case_id) == ()


def test_what_could_not_be_recorded_is_told_and_tried_again_within_the_hour(desk: Desk, rows: Rows) -> None:
    case_id = announced(desk)
    on(desk, end_of_announcement(desk, case_id) + a_day())
    with mock.patch.object(desk.office._performer, "expire", side_effect=StorageError("lost")):
        done = desk.office.sweep()
    assert (done.deemed, done.faults, done.fired) == (0, 1, 1)
    assert [one.fault for one in desk.office.watch_status().faulty] == ["StorageError: lost"]
    desk.clock.advance(timedelta(hours=1))
    done = desk.office.sweep()
    assert (done.deemed, done.faults, done.fired) == (1, 0, 0)
    assert desk.office.watch_status().faulty == ()
    assert desk.office.history(case_id)[-1].transition == "deem_notice_served"
    assert wrong(rows) == {}


def end_of_announcement(desk: Desk, case_id: str) -> date:
    term = desk.office.case(case_id).term("announcement")
    assert term is not None
    return term.due_day


def announced(desk: Desk) -> str:
    """A case whose notice was announced."""
    case_id = desk.bring_to("notifying")
    for step in ("fail_notice_service", "fail_notice_service", "announce_notice"):
        desk.clock.advance(timedelta(hours=1))
        desk.do(case_id, step)
    return case_id


def test_who_handles_the_case_now_is_kept_beside_it(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    asked = "SELECT officer_id FROM zf_assignee WHERE case_id = ? ORDER BY officer_id"
    assert [one for (one,) in rows.all(asked, case_id)] == sorted([desk.ids["承办人甲"], desk.ids["承办人乙"]])
    case = desk.office.case(case_id)
    desk.office.hand_over(
        HandingOver(
            case_id=case_id, old=desk.ids["承办人乙"], new=desk.ids["承办人丙"], reason="岗位调整。", actor=desk.ids["承办机构负责人甲"],
            occurred_at=desk.clock.now(), expected_version=case.version, key=desk.key(),
        )
    )  # fmt: skip
    assert [one for (one,) in rows.all(asked, case_id)] == sorted([desk.ids["承办人甲"], desk.ids["承办人丙"]])


def test_nobody_is_warned_of_a_case_that_is_only_replayed(desk: Desk, rows: Rows) -> None:
    opening: Opening = desk.opening(replay=True)
    desk.office.register(opening)
    assert rows.all("SELECT * FROM zf_watch x JOIN zf_case c ON c.id = x.case_id WHERE c.replay = 1") == []


def test_a_row_that_makes_no_sense_is_put_aside_with_its_reason_and_stops_no_other(desk: Desk, rows: Rows) -> None:
    plant(desk, 30, 21)
    due = "SELECT x.id FROM zf_watch x WHERE x.next_at <= '2026-03-02' AND {} (SELECT count(*) FROM zf_watch y WHERE y.case_id = x.case_id AND y.next_at <= '2026-03-02') ORDER BY x.id"
    ids = [one for (one,) in (*rows.all(due.format("1 <"))[:2], *rows.all(due.format("1 =")))]
    with rows.unlocked():
        rows.run("UPDATE zf_term SET due = 'kaputt' WHERE id = ?", ids[0])
        rows.run("UPDATE zf_term SET code = 'unheard' WHERE id = ?", ids[1])
        rows.run(
            "UPDATE zf_case SET workflow = 'nowhere' WHERE id = (SELECT case_id FROM zf_term WHERE id = ?)", ids[2]
        )
    done = desk.office.sweep(day_begins(TODAY))
    assert (done.looked, done.fired, done.faults) == (21, 36, 3)
    status = desk.office.watch_status()
    assert {one.id for one in status.faulty} == set(ids)
    assert "unheard" in next(one.fault for one in status.faulty if one.id == ids[1])
    assert status.waiting == 0
    assert desk.office.sweep(day_begins(TODAY + a_day())).faults == 3


def test_a_row_that_the_database_refuses_is_put_aside_and_stops_no_other(desk: Desk, rows: Rows) -> None:
    plant(desk, 30, 10)
    ids = [one for (one,) in rows.all("SELECT id FROM zf_watch WHERE next_at <= '2026-03-02' ORDER BY id")]
    rows.run("UPDATE zf_watch SET head_seq = 5, head_hash = ? WHERE id = ?", "f" * 64, ids[4])
    done = desk.office.sweep(day_begins(TODAY))
    assert (done.looked, done.fired, done.faults) == (10, 18, 1)
    (fault,) = desk.office.watch_status().faulty
    assert (fault.id, "chain of warnings" in fault.fault) == (ids[4], True)


def test_verify_finds_a_warning_that_was_changed_or_taken_out(desk: Desk, rows: Rows) -> None:
    case_id = desk.bring_to("investigating")
    swept(desk, date(2026, 6, 10))
    with rows.unlocked():
        rows.run("UPDATE zf_warning SET body = replace(body, '机关负责人', '承办人') WHERE level = 3")
        assert [finding.kind for finding in desk.office.verify(case_id)] == ["warning_forged"]
        rows.run("DELETE FROM zf_inbox WHERE warning_id IN (SELECT id FROM zf_warning WHERE level = 3)")
        rows.run("DELETE FROM zf_warning WHERE level = 3")
        assert [finding.kind for finding in desk.office.verify(case_id)] == ["warning_missing"]
        rows.run("DELETE FROM zf_inbox")
        rows.run("DELETE FROM zf_warning WHERE level = 1")
        assert {finding.kind for finding in desk.office.verify(case_id)} == {"warning_missing", "warning_forged"}
        rows.run("DELETE FROM zf_warning")
        rows.run("DELETE FROM zf_watch")
        assert [finding.kind for finding in desk.office.verify(case_id)] == ["watch_missing"]


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE zf_warning SET occurrence = 'due'",
        "DELETE FROM zf_warning",
        "UPDATE zf_inbox SET officer_id = 'x'",
        "DELETE FROM zf_watch",
        "UPDATE zf_watch SET case_id = 'x'",
        "INSERT INTO zf_warning SELECT term_id, 9, 'x', agency_id, case_id, prev_hash, hash, level, 'x', due, overdue, body, fired_at FROM zf_warning",
    ],
)
def test_the_database_refuses_to_change_what_was_warned(desk: Desk, rows: Rows, forgery: str) -> None:
    desk.bring_to("investigating")
    swept(desk, date(2026, 6, 10))
    with pytest.raises(Exception, match="ZF"):
        rows.run(forgery)


def test_an_idle_sweep_reads_once_and_writes_at_most_once_a_minute(desk: Desk) -> None:
    desk.bring_to("investigating")
    desk.office.sweep()
    desk.office.sweep()
    desk.office._database.count = count = Count()
    assert desk.office.sweep() == NOTHING
    assert (count.commits, count.statements - (desk.office._database.dialect == "sqlite")) == (
        0,
        1,
    )  # SQLite counts BEGIN
    desk.clock.advance(timedelta(seconds=61))
    assert desk.office.sweep() == NOTHING
    assert count.commits == 1
    swept_at = desk.office.watch_status().swept_at
    assert swept_at is not None
    assert desk.clock.now() - swept_at < timedelta(seconds=1)


@pytest.mark.parametrize("way", WAYS)
def test_a_sweep_cut_short_at_any_statement_leaves_all_as_it_was_and_the_next_does_it_all(
    desk: Desk, rows: Rows, way: Way
) -> None:
    case_id = desk.bring_to("investigating")
    on(desk, date(2026, 6, 10))
    before = rows.snapshot()
    for changes in range(4):
        with crash_after(changes, way), pytest.raises((Crash, StorageError)):
            desk.office.sweep(channels=("mail",))
        assert rows.snapshot() == before
    assert desk.office.sweep(channels=("mail",)).fired == 3
    assert wrong(rows) == {}
    assert len(warned(rows, case_id)) == 3


def test_the_digests_of_a_sweep_that_was_killed_are_made_by_the_next(desk: Desk, rows: Rows) -> None:
    plant(desk, 40, 30)
    with (
        mock.patch.object(sweeping, "BATCH", 10),
        mock.patch.object(sweeping.Sweeping, "_end", side_effect=Crash),
        pytest.raises(Crash),
    ):
        desk.office.sweep(channels=("mail",))
    assert rows.one("SELECT count(*) FROM zf_warning") == 60
    assert rows.one("SELECT count(*) FROM zf_outbox") == 0
    desk.office.sweep(channels=("mail",))
    assert rows.one("SELECT count(*) FROM zf_outbox") == 0
    desk.clock.advance(LOST)
    desk.office.sweep(channels=("mail",))
    told = rows.all("SELECT officer_id, count(*) FROM zf_outbox GROUP BY officer_id")
    assert [count for _, count in told] == [1] * len(told)
    assert len(told) == rows.one("SELECT count(DISTINCT officer_id) FROM zf_inbox")


def test_a_sweep_taken_for_lost_goes_on_under_a_new_row_and_loses_no_digest(desk: Desk, rows: Rows) -> None:
    plant(desk, 40, 30)
    looks = sweeping.Sweeping._batch

    def ended_by_another(self: sweeping.Sweeping, most: int) -> bool:
        more = looks(self, most)
        if rows.one("SELECT count(*) FROM zf_warning") == 20:
            desk.office.sweep(desk.clock.now() + LOST - timedelta(days=1), channels=("mail",))
            rows.run("UPDATE zf_sweep SET started_at = '2026-01-01T00:00:00.000Z' WHERE finished_at IS NULL")
            sweeping.Sweeping(means=self.means, now=self.now, channels=self.channels).end_lost(
                rows.one("SELECT id FROM zf_sweep WHERE finished_at IS NULL")
            )
        return more

    with mock.patch.object(sweeping, "BATCH", 10), mock.patch.object(sweeping.Sweeping, "_batch", ended_by_another):
        assert desk.office.sweep(channels=("mail",)).fired == 60
    digested = "SELECT count(*) FROM zf_inbox i WHERE EXISTS (SELECT 1 FROM zf_outbox o WHERE o.sweep_id = i.sweep_id AND o.officer_id = i.officer_id)"
    assert rows.one(digested) == rows.one("SELECT count(*) FROM zf_inbox")
    assert rows.one("SELECT count(*) FROM zf_sweep WHERE finished_at IS NULL") == 0


def test_a_naive_time_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="now="):
        desk.office.sweep(datetime(2026, 6, 1))  # noqa: DTZ001 - what is refused
