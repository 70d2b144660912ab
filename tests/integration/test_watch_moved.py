"""What moves a term between two sweeps, on both databases: of the old due date nothing more is said, of the new one everything, and nothing
twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from case_desk import Desk, a_day
from office_rows import Rows
from watched import said, wrong
from zhifa.engine.calendar import Overlay, YearSchedule
from zhifa.engine.calendar.file import read_calendar_file
from zhifa.engine.correct import Correction
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day

SAMPLE = Path(__file__).parents[2] / "examples" / "calendar" / "2027-sample.json"
IN_2027 = datetime(2027, 2, 1, 9, tzinfo=SHANGHAI)
"""Dates of this year are provisional until the sample is taken in."""
HOLIDAY = Overlay(
    name="地方节日（样例）", document_number="〔样例〕1号", off=frozenset({date(2026, 6, 1), date(2026, 6, 2)})
)
"""Where the ninety days of a case filed on 2 or 3 March 2026 end."""

WHOLE = {
    *((1, name) for name in ("before-30", "before-10", "before-1wd", "due")),
    *((2, name) for name in ("before-10", "due")),
    *((level, f"overdue-d{day}") for level in (1, 2, 3) for day in range(1, 6)),
    *((level, "overdue-w1") for level in (1, 2, 3, 4)),
}
"""All that is said of one due date of a duty of the agency, up to twelve days after it."""

Told = dict[date, list[tuple[int, str]]]


def sample() -> YearSchedule:
    read = read_calendar_file(SAMPLE.read_text(encoding="utf-8"))
    assert isinstance(read, YearSchedule)
    return read


@contextmanager
def placed(url: str, policy: Mapping[str, Any] | None = None) -> Iterator[tuple[Desk, Rows]]:
    with Desk(url, policy=policy) as desk, Rows(url) as rows:
        yield desk, rows


def filed_late(desk: Desk) -> str:
    """A case filed on 3 March, which was recorded two days later."""
    case_id = desk.open_case()
    for _ in ("verify", "inspect"):
        desk.go_on(case_id)
    desk.clock.advance(a_day())
    filing = desk.command(case_id, "file")
    desk.clock.advance(a_day(2))
    desk.office.perform(filing)
    return desk.bring_to("investigating", case_id=case_id)


def decision(desk: Desk, case_id: str) -> date:
    """The due date of the running term of the decision."""
    term = desk.office.case(case_id).term("decision")
    assert term is not None
    return term.due_day


def sweep_daily(desk: Desk, until: date) -> None:
    """A sweep a day, from now to that day, both included."""
    while legal_day(desk.clock.now()) <= until:
        desk.office.sweep(channels=("mail",))
        desk.clock.advance(a_day())


def sweep_until(desk: Desk, rows: Rows, case_id: str, occurrence: str) -> Told:
    """A sweep a day, from a month before the end, until this step of the ladder fires; what was said till then."""
    due = decision(desk, case_id)
    desk.clock.set(datetime.combine(due - a_day(30), desk.clock.now().timetz()))
    while (1, occurrence) not in said(rows, case_id, "decision").get(due, []):
        desk.office.sweep(channels=("mail",))
        desk.clock.advance(a_day())
    return said(rows, case_id, "decision")


def sound(desk: Desk, rows: Rows, case_id: str) -> None:
    """Whatever rows a term has had, nothing was said twice of one due date, and the record holds."""
    assert [one for one, times in Counter(map(tuple, rows.all(_HEARD, case_id))).items() if times > 1] == []
    assert wrong(rows) == {}
    assert rows.wrong() == {}
    assert desk.office.verify(case_id) == ()


_HEARD = """
SELECT t.code, t.key, w.due, w.level, w.occurrence, i.officer_id FROM zf_inbox i
  JOIN zf_warning w ON w.id = i.warning_id JOIN zf_term t ON t.id = w.term_id WHERE i.case_id = ?"""


# --- the due date moves ----------------------------------------------------------------------------------------------


def correct_filing(desk: Desk, case_id: str) -> None:
    """The case was filed a day later than was recorded."""
    case = desk.office.case(case_id)
    filed = next(act for act in case.acts if act.transition.name == "file")
    desk.office.correct(
        Correction(
            case_id=case_id, seq=filed.seq, path="occurred_at", new=instant_text(filed.at + a_day()), reason="登记有误。",
            actor=desk.ids["承办人甲"], approver=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(),
            expected_version=case.version, key=desk.key(),
        )
    )  # fmt: skip


def take(desk: Desk, file: Overlay | YearSchedule) -> None:
    (register,) = desk.office.registers()
    done = desk.office.calendars.take(register.agency.id, file, actor=desk.ids["承办人甲"])
    assert (done.cases, done.left) == (1, ())


def extend(desk: Desk, case_id: str) -> None:
    desk.do(case_id, "extend_decision")


def suspend_for_ten_days(desk: Desk, case_id: str) -> None:
    desk.do(case_id, "suspend")
    sweep_daily(desk, legal_day(desk.clock.now()) + a_day(9))
    desk.do(case_id, "resume")


class Mover(NamedTuple):
    """What moves the due date, by how many days, and in what agency."""

    move: Callable[[Desk, str], None]
    days: int
    policy: Mapping[str, Any]


MOVERS = {
    "correction": Mover(correct_filing, 1, {}),
    "calendar": Mover(lambda desk, _: take(desk, HOLIDAY), 2, {}),
    "extension": Mover(extend, 30, {"pack": "samr"}),
    "suspension": Mover(suspend_for_ten_days, 10, {"exclusions": ["suspension"]}),
}


@pytest.mark.parametrize("told", ["before-30", "before-1wd"])
@pytest.mark.parametrize("moved_by", MOVERS)
def test_of_the_old_due_date_nothing_more_is_said_and_of_the_new_one_everything_once(
    migrated_url: str, moved_by: str, told: str
) -> None:
    move, days, policy = MOVERS[moved_by]
    with placed(migrated_url, policy) as (desk, rows):
        case_id = filed_late(desk)
        old = decision(desk, case_id)
        before = sweep_until(desk, rows, case_id, told)

        move(desk, case_id)
        new = decision(desk, case_id)
        sweep_daily(desk, new + a_day(12))
        after = said(rows, case_id, "decision")

        assert new >= old + a_day(days)
        assert after.keys() == {old, new}
        assert after[old] == before[old]
        assert (set(after[new]), len(after[new])) == (WHOLE, len(WHOLE))
        sound(desk, rows, case_id)


def test_a_due_date_that_comes_back_goes_on_where_its_ladder_was_left(migrated_url: str) -> None:
    opened = Overlay(name="照常上班（样例）", document_number="〔样例〕2号", working=HOLIDAY.off)
    with placed(migrated_url) as (desk, rows):
        case_id = filed_late(desk)
        due = decision(desk, case_id)
        before = sweep_until(desk, rows, case_id, "before-30")
        take(desk, HOLIDAY)
        desk.office.sweep()
        take(desk, opened)
        sweep_daily(desk, due + a_day(12))
        after = said(rows, case_id, "decision")

        assert decision(desk, case_id) == due
        assert after[due][:1] == before[due]
        assert (set(after[due]), len(after[due])) == (WHOLE, len(WHOLE))
        sound(desk, rows, case_id)


def test_an_overdue_term_that_is_moved_into_the_future_is_no_longer_called_overdue(migrated_url: str) -> None:
    with placed(migrated_url, {"exclusions": ["suspension"]}) as (desk, rows):
        case_id = filed_late(desk)
        desk.do(case_id, "suspend")
        desk.clock.advance(a_day(10))
        old = decision(desk, case_id)
        sweep_daily(desk, old + a_day(2))
        desk.do(case_id, "resume")
        new = decision(desk, case_id)
        sweep_daily(desk, new - a_day())

        assert new > old
        assert not [name for _, name in said(rows, case_id, "decision").get(new, []) if name.startswith("overdue")]
        assert said(rows, case_id, "decision").get(old, []) == []
        sound(desk, rows, case_id)


# --- the due date stays ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", ["before-30", "overdue-d2"])
def test_a_term_that_only_becomes_final_is_not_warned_of_again(migrated_url: str, told: str) -> None:
    with placed(migrated_url) as (desk, rows):
        desk.clock.set(IN_2027 + a_day(7))
        case_id = desk.bring_to("investigating")
        due = decision(desk, case_id)
        before = sweep_until(desk, rows, case_id, told)
        take(desk, sample())
        now = desk.office.terms(case_id)
        sweep_daily(desk, due + a_day(12))
        after = said(rows, case_id, "decision")

        assert {(term.status, term.due, term.provisional) for term in now} == {
            ("void", due.isoformat(), 1),
            ("open", due.isoformat(), 0),
        }
        assert after[due][: len(before[due])] == before[due]
        assert (set(after[due]), len(after[due])) == (WHOLE, len(WHOLE))
        sound(desk, rows, case_id)


# --- the people change -----------------------------------------------------------------------------------------------


def heard(rows: Rows, desk: Desk, case_id: str, name: str) -> list[str]:
    """What somebody has of this case in the inbox, in the order it came."""
    found = rows.all(
        "SELECT w.occurrence FROM zf_inbox i JOIN zf_warning w ON w.id = i.warning_id"
        " WHERE i.case_id = ? AND i.officer_id = ? ORDER BY w.fired_at",
        case_id,
        desk.ids[name],
    )
    return [occurrence for (occurrence,) in found]


def hand_over(desk: Desk, case_id: str, old: str, new: str) -> None:
    desk.office.hand_over(
        HandingOver(
            case_id=case_id, old=desk.ids[old], new=desk.ids[new], reason="岗位调整。", actor=desk.ids["承办机构负责人甲"],
            occurred_at=desk.clock.now(), expected_version=desk.office.case(case_id).version, key=desk.key(),
        )
    )  # fmt: skip


def test_who_takes_the_case_over_gets_the_next_warning_and_who_left_it_none(migrated_url: str) -> None:
    with placed(migrated_url) as (desk, rows):
        case_id = filed_late(desk)
        sweep_until(desk, rows, case_id, "before-30")
        hand_over(desk, case_id, "承办人乙", "承办人丙")
        sweep_daily(desk, decision(desk, case_id))

        assert heard(rows, desk, case_id, "承办人甲") == ["before-30", "before-10", "before-1wd", "due"]
        assert heard(rows, desk, case_id, "承办人乙") == ["before-30"]
        assert heard(rows, desk, case_id, "承办人丙") == ["before-10", "before-1wd", "due"]
        sound(desk, rows, case_id)


def test_a_case_handed_over_while_nobody_swept_warns_the_new_handler_alone(migrated_url: str) -> None:
    with placed(migrated_url) as (desk, rows):
        case_id = filed_late(desk)
        desk.clock.set(datetime.combine(decision(desk, case_id), desk.clock.now().timetz()))
        hand_over(desk, case_id, "承办人乙", "承办人丙")
        desk.office.sweep()

        assert heard(rows, desk, case_id, "承办人乙") == []
        assert heard(rows, desk, case_id, "承办人丙") == ["due"]
        sound(desk, rows, case_id)


def test_handlers_and_due_date_that_change_at_once_lose_no_warning(migrated_url: str) -> None:
    with placed(migrated_url) as (desk, rows):
        case_id = filed_late(desk)
        sweep_until(desk, rows, case_id, "before-10")
        hand_over(desk, case_id, "承办人乙", "承办人丙")
        correct_filing(desk, case_id)
        sweep_daily(desk, decision(desk, case_id))

        assert heard(rows, desk, case_id, "承办人乙") == ["before-30", "before-10"]
        assert heard(rows, desk, case_id, "承办人丙") == ["before-10", "before-1wd", "due"]
        sound(desk, rows, case_id)
