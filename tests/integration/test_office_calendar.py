"""A calendar file taken in: it rules every office at once, and moves the running terms that rest on its days, each on record."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from case_desk import Desk
from crashes import Crash, crash_after
from office_rows import Rows
from zhifa.engine.bundle_check import check_bundle
from zhifa.engine.calendar import Overlay, YearSchedule
from zhifa.engine.calendar.file import read_calendar_file
from zhifa.engine.calendar_room import Recounted
from zhifa.engine.errors import CalendarNotPublished, CalendarSuperseded, CommandRefused
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.recounting import Recounter

SAMPLE = Path(__file__).parents[2] / "examples" / "calendar" / "2027-sample.json"
FEBRUARY = datetime(2027, 2, 1, 9, tzinfo=SHANGHAI)
"""So that the days off of the sample's 春节 lie within the term of the statement of a case brought to the defence."""


def _sample() -> YearSchedule:
    read = read_calendar_file(SAMPLE.read_text(encoding="utf-8"))
    assert isinstance(read, YearSchedule)
    return read


def _desk(url: str, at: datetime = FEBRUARY, **more: Any) -> Desk:
    desk = Desk(url, **more)
    desk.clock.advance(at - desk.clock.now())
    return desk


def _agency(desk: Desk) -> str:
    (register,) = desk.office.registers()
    return register.agency.id


def _take(desk: Desk, file: YearSchedule | Overlay) -> Recounted:
    return desk.office.calendars.take(_agency(desk), file, actor=desk.ids["承办人甲"])


def _running(desk: Desk, case_id: str) -> dict[str, tuple[str, str, int]]:
    terms = desk.office.terms(case_id)
    return {
        term.code: (term.start_on, term.due, term.provisional) for term in terms if term.status in ("open", "suspended")
    }


def _lines(done: Recounted) -> set[tuple[str, str, str]]:
    return {(one.move.row.code, one.move.old.due, one.move.new.due) for one in done.moved}


MOVED = {("decision", "2027-05-03", "2027-05-06"), ("statement", "2027-02-15", "2027-02-17")}


def test_a_notice_makes_running_terms_final_and_moves_them_over_its_days_off(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("defence")
        before = _running(desk, case_id)
        done = _take(desk, _sample())

        assert (_lines(done), done.cases, done.looked, done.left, done.repeated) == (MOVED, 1, 1, (), False)
        assert {code: provisional for code, (_, _, provisional) in before.items()} == {"decision": 1, "statement": 1}
        assert _running(desk, case_id) == {
            "decision": ("2027-02-01", "2027-05-06", 0),
            "statement": (before["statement"][0], "2027-02-17", 0),
        }
        assert rows.all("SELECT seq, finished_at IS NULL, looked, cases, moved FROM zf_calendar_run") == [
            (1, 0 if rows.sqlite else False, 1, 1, 2)
        ]


def test_the_entry_tells_file_and_dates_and_the_record_holds(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("defence")
        _take(desk, _sample())

        line = desk.office.history(case_id)[-1]
        told = json.loads(rows.one("SELECT body FROM zf_facts WHERE case_id = ? AND seq = ?", case_id, line.seq))
        assert (line.kind, line.label, line.to_state) == ("calendar", "日历变更，期限重算", "defence")
        assert told["document_number"] == _sample().document_number
        assert {(one["code"], one["old"]["due"], one["new"]["due"]) for one in told["terms"]} == MOVED
        assert desk.office.verify(case_id) == ()
        assert check_bundle(desk.office.bundle(case_id)).findings == ()
        assert rows.wrong() == {}


def test_a_case_goes_on_after_its_terms_moved(migrated_url: str) -> None:
    with _desk(migrated_url) as desk:
        case_id = desk.bring_to("defence")
        _take(desk, _sample())
        desk.bring_to("archived", case_id=case_id)
        assert desk.office.verify(case_id) == ()


def test_the_same_file_again_changes_nothing(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        desk.bring_to("defence")
        _take(desk, _sample())
        before = rows.snapshot()
        again = _take(desk, _sample())
        assert (again.repeated, again.moved) == (True, ())
        assert rows.snapshot() == before


def test_a_preview_tells_what_would_move_and_writes_nothing(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        desk.bring_to("defence")
        before = rows.snapshot()
        done = desk.office.calendars.preview(_agency(desk), _sample())
        assert (_lines(done), done.file) == (MOVED, None)
        assert rows.snapshot() == before


def test_a_term_that_has_ended_stays_as_it_ended(migrated_url: str) -> None:
    with _desk(migrated_url) as desk:
        case_id = desk.bring_to("performing")
        ended = [term for term in desk.office.terms(case_id) if term.status == "met"]
        _take(desk, _sample())
        assert ended
        assert [term for term in desk.office.terms(case_id) if term.status == "met"] == ended


def test_another_office_counts_by_the_new_calendar_at_its_next_command(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, _desk(migrated_url, seed="other", import_register=False) as other:
        case_id = other.bring_to("notifying")
        _take(desk, _sample())
        other.bring_to("defence", case_id=case_id)
        assert _running(other, case_id)["statement"][1:] == ("2027-02-17", 0)
        assert _running(other, other.bring_to("filed"))["decision"][1:] == ("2027-05-06", 0)


@pytest.mark.parametrize("changes", [0, 3, 99])
def test_a_run_that_was_killed_is_finished_by_the_same_file(
    migrated_url: str, changes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        cases = [desk.bring_to("filed") for _ in range(3)]
        with monkeypatch.context() as patched:
            patched.setattr(Recounter, "move", _lost_at(2, changes))
            with pytest.raises(Crash):
                _take(desk, _sample())
        assert rows.all("SELECT cases, finished_at FROM zf_calendar_run") == [(1, None)]

        done = _take(desk, _sample())

        assert (done.repeated, done.cases) == (True, 2)
        assert {_running(desk, case_id)["decision"][1:] for case_id in cases} == {("2027-05-06", 0)}
        assert rows.all("SELECT cases, moved FROM zf_calendar_run WHERE finished_at IS NOT NULL") == [(3, 3)]
        assert [desk.office.verify(case_id) for case_id in cases] == [()] * 3
        assert rows.wrong() == {}


def _lost_at(turn: int, changes: int) -> Any:
    whole, turns = Recounter.move, count(1)

    def move(self: Recounter, *arguments: Any) -> Any:
        if next(turns) != turn:
            return whole(self, *arguments)
        with crash_after(changes, "raised"):
            return whole(self, *arguments)

    return move


def test_a_case_that_moved_on_meanwhile_is_counted_again(migrated_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with _desk(migrated_url) as desk, _desk(migrated_url, seed="other", import_register=False) as other:
        case_id = desk.bring_to("filed")
        other.clock.advance(desk.clock.now() - other.clock.now())
        whole, turns = Inscriber.recount, count(1)

        def recount(self: Inscriber, *arguments: Any, **named: Any) -> Any:
            if next(turns) == 1:
                other.go_on(case_id)
            return whole(self, *arguments, **named)

        monkeypatch.setattr(Inscriber, "recount", recount)
        done = _take(desk, _sample())

        assert next(turns) == 3
        assert (done.cases, done.left) == (1, ())
        assert _running(desk, case_id)["decision"][1:] == ("2027-05-06", 0)
        assert desk.office.verify(case_id) == ()


def test_two_imports_at_once_move_each_term_once(migrated_url: str) -> None:
    with (
        _desk(migrated_url) as desk,
        _desk(migrated_url, seed="other", import_register=False) as other,
        Rows(migrated_url) as rows,
    ):
        cases = [desk.bring_to("filed") for _ in range(4)]
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda each: _take(each, _sample()), (desk, other)))
        assert [one.left for one in done] == [(), ()]
        assert rows.one("SELECT count(*) FROM zf_calendar") == 1
        assert rows.one("SELECT count(*) FROM zf_entry WHERE kind = 'calendar'") == 4
        assert [desk.office.verify(case_id) for case_id in cases] == [()] * 4


def test_an_overlay_moves_a_term_and_a_later_one_rules_over_it(migrated_url: str) -> None:
    closed = Overlay(name="地方节日（样例）", document_number="〔样例〕1号", off=frozenset({date(2027, 2, 9)}))
    opened = Overlay(name="照常上班（样例）", document_number="〔样例〕2号", working=frozenset({date(2027, 2, 9)}))
    with _desk(migrated_url) as desk:
        case_id = desk.bring_to("defence")
        due = [_running(desk, case_id)["statement"][1]]
        for overlay in (closed, opened):
            _take(desk, overlay)
            due.append(_running(desk, case_id)["statement"][1])
        assert due == ["2027-02-15", "2027-02-16", "2027-02-15"]
        assert desk.office.verify(case_id) == ()


def test_an_earlier_notice_of_the_year_is_refused_by_the_later_ones_number(migrated_url: str) -> None:
    later, earlier = _sample(), replace(_sample(), document_number="〔样例〕旧", published_on=date(2026, 11, 1))
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        _take(desk, later)
        before = rows.snapshot()
        with pytest.raises(CalendarSuperseded, match=later.document_number):
            _take(desk, earlier)
        assert rows.snapshot() == before


def test_a_notice_that_is_not_out_yet_is_refused_and_shuts_no_other_out(migrated_url: str) -> None:
    coming = replace(_sample(), document_number="〔样例〕误写日期", published_on=date(2027, 12, 25))
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        before = rows.snapshot()
        for tried in (desk.office.calendars.preview, partial(desk.office.calendars.take, actor=desk.ids["承办人甲"])):
            with pytest.raises(
                CalendarNotPublished, match="「2027-12-25」 不合要求：〔样例〕误写日期的公布日期晚于今日2027-02-01"
            ):
                tried(_agency(desk), coming)
        assert rows.snapshot() == before
        out_today = replace(_sample(), published_on=date(2027, 2, 1))
        assert _take(desk, out_today).repeated is False


def test_a_file_that_a_later_one_contradicts_is_said_to_rule_no_longer(migrated_url: str) -> None:
    closed = Overlay(name="地方节日（样例）", document_number="〔样例〕1号", off=frozenset({date(2027, 2, 9)}))
    opened = Overlay(name="照常上班（样例）", document_number="〔样例〕2号", working=frozenset({date(2027, 2, 9)}))
    again = replace(closed, document_number="〔样例〕3号")
    notice = replace(_sample(), document_number="〔样例〕旧", published_on=date(2026, 11, 1))
    with _desk(migrated_url) as desk:
        first = [_take(desk, file).overruled_by for file in (closed, opened, notice, _sample())]
        assert first == [None] * 4
        assert desk.office.calendars.preview(_agency(desk), closed).overruled_by == "〔样例〕2号"
        assert [_take(desk, file).overruled_by for file in (closed, opened)] == ["〔样例〕2号", None]
        assert _take(desk, notice).overruled_by == _sample().document_number
        assert [_take(desk, file).overruled_by for file in (again, opened)] == [None, "〔样例〕3号"]
        assert not desk.office.calendars.of(_agency(desk)).is_working_day(date(2027, 2, 9))


def test_nobody_unknown_takes_a_file_in(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        before = rows.snapshot()
        with pytest.raises(CommandRefused):
            desk.office.calendars.take(_agency(desk), _sample(), actor="nobody")
        assert rows.snapshot() == before


def test_a_case_of_an_unknown_procedure_is_named_and_stops_no_other(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        strange, case_id = desk.bring_to("filed"), desk.bring_to("filed")
        with rows.unlocked():
            rows.run("UPDATE zf_case SET workflow = 'elsewhere' WHERE id = ?", strange)
        done = _take(desk, _sample())
        assert [(left.case_id, "elsewhere" in left.reason) for left in done.left] == [(strange, True)]
        assert _running(desk, case_id)["decision"][2] == 0
        assert rows.one("SELECT finished_at FROM zf_calendar_run") is None


def test_a_kept_file_can_be_neither_changed_nor_deleted(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, Rows(migrated_url) as rows:
        _take(desk, _sample())
        for sql in (
            "UPDATE zf_calendar SET body = ''",
            "DELETE FROM zf_calendar",
            "UPDATE zf_calendar_run SET started_at = ''",
        ):
            with pytest.raises(Exception, match="ZF"):
                rows.run(sql)


def _to_be_filed(desk: Desk) -> str:
    """A case of which no term runs yet."""
    case_id = desk.bring_to("verifying")
    desk.do(case_id, "inspect")
    return case_id


def test_a_term_decided_while_a_file_comes_in_is_counted_by_the_file(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _desk(migrated_url) as desk, _desk(migrated_url, seed="other", import_register=False) as other:
        case_id = _to_be_filed(desk)
        written = Inscriber.step

        def meanwhile(*told: Any, **more: Any) -> Any:
            monkeypatch.setattr(Inscriber, "step", written)
            advance = written(*told, **more)
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(_take, other, _sample()).result().looked == 0
            return advance

        monkeypatch.setattr(Inscriber, "step", meanwhile)
        desk.do(case_id, "file")

        assert _running(desk, case_id)["decision"][1:] == ("2027-05-06", 0)
        assert desk.office.verify(case_id) == ()


def test_files_that_come_in_while_cases_are_filed_leave_no_term_behind(migrated_url: str) -> None:
    with _desk(migrated_url) as desk, _desk(migrated_url, seed="other", import_register=False) as other:
        cases = [_to_be_filed(desk) for _ in range(12)]
        with ThreadPoolExecutor(2) as pool:
            filed = pool.submit(lambda: [desk.do(case_id, "file") for case_id in cases])
            taken = pool.submit(_take, other, _sample())
            filed.result()
            assert taken.result().left == ()

        assert {_running(desk, case_id)["decision"][2] for case_id in cases} == {0}
        assert desk.office.calendars.preview(_agency(desk), _sample()).moved == ()
