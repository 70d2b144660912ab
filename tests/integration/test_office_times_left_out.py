"""Announcement and hearing that do not count towards the days for the decision: rows, record and what a person is shown, on both databases."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from case_desk import Desk, register_text
from command_line import CommandLine
from office_rows import Rows
from penalty_steps import Plot
from zhifa.engine.calendar import Overlay
from zhifa.engine.instants import legal_day
from zhifa.storage.records import TermRecord

RULE = "市场监督管理行政处罚程序规定第六十四条；默认参数（待机关核定）：仅经第二手来源核对"
HEARD = Plot(hearing=True, fine=2_000_000)


def _announced(desk: Desk) -> str:
    """A case whose notice, which offers a hearing, is announced."""
    case_id = desk.bring_to("notifying", HEARD)
    for step in ("fail_notice_service", "fail_notice_service", "announce_notice"):
        desk.clock.advance(timedelta(hours=1))
        desk.do(case_id, step, HEARD)
    return case_id


def _served(desk: Desk) -> None:
    """The announcement ran out, and the sweep recorded it."""
    desk.clock.advance(timedelta(days=31))
    desk.office.sweep()


def _decision(desk: Desk, case_id: str) -> list[TermRecord]:
    """Its rows, the first written first: each that followed ends later."""
    return sorted(
        (term for term in desk.office.terms(case_id) if term.code == "decision"), key=lambda term: term.nominal
    )


def _moved(desk: Desk, case_id: str) -> int:
    first, *_, last = _decision(desk, case_id)
    return (date.fromisoformat(last.nominal) - date.fromisoformat(first.nominal)).days


def test_an_announcement_and_a_hearing_move_the_end_and_the_record_holds(migrated_url: str) -> None:
    with Desk(migrated_url, policy={"pack": "samr"}) as desk, Rows(migrated_url) as rows:
        case_id = _announced(desk)
        assert [term.status for term in _decision(desk, case_id)] == ["suspended"]

        _served(desk)
        assert [term.status for term in _decision(desk, case_id)] == ["void", "open"]
        assert _moved(desk, case_id) == 30

        desk.office.import_register(register_text({"pack": "national"}))
        told = legal_day(desk.clock.now())
        desk.bring_to("archived", HEARD, case_id=case_id)
        stops = [
            stop for stop in desk.office.case(case_id).stops("decision", date.max) if stop.label.startswith("听证期间")
        ]
        assert len(stops) == 1, "a term keeps the rule it was set by"
        assert stops[0].start >= told
        assert _moved(desk, case_id) == 30 + (stops[0].end - stops[0].start).days

        assert [term.status for term in _decision(desk, case_id)] == ["void", "void", "met"]
        assert desk.office.case(case_id).open_tracks() == ()
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}


def test_under_the_national_rules_neither_moves_it(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case_id = _announced(desk)
        assert [term.status for term in _decision(desk, case_id)] == ["open"]
        _served(desk)
        desk.bring_to("defence", HEARD, case_id=case_id)
        assert [term.nominal for term in _decision(desk, case_id)] == [_decision(desk, case_id)[0].nominal]
        assert desk.office.case(case_id).stops("decision", date.max) == ()


def test_the_command_line_tells_what_stood_still_and_by_which_rule(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy={"pack": "samr"}) as desk:
        case_id = _announced(desk)
        last = legal_day(desk.clock.now()) + timedelta(days=30)
        _served(desk)
    told = CommandLine(folder=tmp_path, database=migrated_url).done("term", "explain", case_id, "--json").json["terms"]

    (lines,) = (term["explanation"] for term in told if term["code"] == "decision")
    assert f"扣除：告知书公告期间（{RULE}），{last - timedelta(days=29)}至{last}停止计算，计30日" in lines


def test_the_command_line_tells_what_keeps_a_term_standing_still(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url, policy={"exclusions": ["suspension"]}) as desk:
        case_id = desk.bring_to("investigating")
        desk.do(case_id, "suspend")
    zhifa = CommandLine(folder=tmp_path, database=migrated_url)
    told = {term["code"]: term["stopped_by"] for term in zhifa.done("term", "explain", case_id, "--json").json["terms"]}

    assert told["decision"] == ["中止调查（机关参数：由本机关名录所定）"]
    assert "停止计算：中止调查（机关参数：由本机关名录所定）" in zhifa.done("term", "explain", case_id).out


def test_a_calendar_taken_in_keeps_the_days_left_out(migrated_url: str) -> None:
    with Desk(migrated_url, policy={"pack": "samr"}) as desk:
        case_id = _announced(desk)
        _served(desk)
        (running,) = (term for term in _decision(desk, case_id) if term.status == "open")
        due = date.fromisoformat(running.due)
        (register,) = desk.office.registers()
        rest = Overlay(name="地方节日（样例）", document_number="〔样例〕1号", off=frozenset({due}))
        desk.office.calendars.take(register.agency.id, rest, actor=desk.ids["承办人甲"])

        (moved,) = (term for term in _decision(desk, case_id) if term.status == "open")
        assert (moved.nominal, date.fromisoformat(moved.due) > due) == (running.nominal, True)
        assert json.loads(moved.explanation)[3] == json.loads(running.explanation)[3]
        assert desk.office.verify(case_id) == ()
