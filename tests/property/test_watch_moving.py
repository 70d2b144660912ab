"""However a term is moved between sweeps: of the due date it ends up with everything is said, and of no due date anything twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import count

from hypothesis import event, given, settings
from hypothesis import strategies as st

from case_desk import Desk, a_day
from office_rows import Rows
from watched import said, wrong
from zhifa.engine.calendar import Overlay
from zhifa.engine.errors import CommandRefused
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import legal_day
from zhifa.engine.ladder import day_begins

NINE = timedelta(hours=9)
NAMES = ("承办人甲", "承办人乙", "承办人丙")


class Life:
    """One case that is moved about while it is watched, from the first step of its ladder on."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.case_id = desk.bring_to("investigating")
        self._overlays = count(1)
        desk.clock.set(day_begins(self.due - a_day(27)) + NINE)
        desk.office.sweep(channels=("mail",))

    @property
    def due(self) -> date:
        term = self.desk.office.case(self.case_id).term("decision")
        assert term is not None
        return term.due_day

    def approach(self) -> None:
        """A tenth of what is left goes by, a day at least, and somebody sweeps."""
        self.lie()
        self.desk.office.sweep(channels=("mail",))

    def lie(self) -> None:
        """The same, and nobody sweeps."""
        left = self.due - legal_day(self.desk.clock.now())
        self.desk.clock.advance(max(a_day(), a_day(left.days // 10)))

    def set_back(self) -> None:
        """Somebody sweeps by a clock that is two days behind."""
        self.desk.office.sweep(self.desk.clock.now() - a_day(2))

    def suspend(self) -> None:
        self._do("suspend")

    def resume(self) -> None:
        self._do("resume")

    def stop_for_a_moment(self) -> None:
        """It stands still and runs on the same day: another row, and the same due date."""
        self.suspend()
        self.resume()

    def extend(self) -> None:
        self._do("extend_decision")

    def close_office(self) -> None:
        """The last day of the term becomes a day off."""
        self._take({"off": frozenset({self.due})})

    def open_office(self) -> None:
        """The day before the end, and the three days before that, are worked whatever they are."""
        self._take({"working": frozenset(self.due - a_day(day) for day in range(1, 5))})

    def hand_over(self) -> None:
        case, ids = self.desk.office.case(self.case_id), self.desk.ids
        handlers = case.workflow.handlers(case)
        old, new = min(handlers), next(ids[name] for name in NAMES if ids[name] not in handlers)
        with suppress(CommandRefused):
            self.desk.office.hand_over(
                HandingOver(
                    case_id=self.case_id, old=old, new=new, reason="岗位调整。", actor=ids["承办机构负责人甲"],
                    occurred_at=self.desk.clock.now(), expected_version=case.version, key=self.desk.key(),
                )
            )  # fmt: skip

    def _do(self, step: str) -> None:
        self.desk.clock.advance(timedelta(minutes=1))
        try:
            self.desk.do(self.case_id, step)
        except CommandRefused:
            event(f"{step} refused")
        else:
            event(step)

    def _take(self, days: Mapping[str, frozenset[date]]) -> None:
        number = f"〔样例〕{next(self._overlays)}号"
        (register,) = self.desk.office.registers()
        file = Overlay(name="样例", document_number=number, **days)
        assert self.desk.office.calendars.take(register.agency.id, file, actor=self.desk.ids["承办人甲"]).left == ()


MOVES = (
    Life.stop_for_a_moment, Life.approach, Life.approach, Life.lie, Life.set_back, Life.suspend, Life.resume, Life.extend, Life.close_office,
    Life.open_office, Life.hand_over,
)  # fmt: skip
WHOLE = {
    *((1, name) for name in ("before-30", "before-10", "before-1wd", "due")),
    *((2, name) for name in ("before-10", "due")),
    *((level, f"overdue-d{day}") for level in (1, 2, 3) for day in range(1, 6)),
    *((level, "overdue-w1") for level in (1, 2, 3, 4)),
}


def watched_all_along(url: str, moves: list[Callable[[Life], None]]) -> None:
    with Desk(url, policy={"pack": "samr"}) as desk, Rows(url) as rows:
        life = Life(desk)
        for move in (*moves, Life.resume):
            move(life)
        last = max(life.due + a_day(12), legal_day(desk.clock.now()))
        for day in (life.due, last):
            desk.clock.set(max(desk.clock.now(), day_begins(day) + NINE))
            desk.office.sweep(channels=("mail",))

        told = said(rows, life.case_id, "decision")
        assert [(due, one) for due, all_of_it in told.items() for one, n in Counter(all_of_it).items() if n > 1] == []
        assert set(told[life.due]) >= WHOLE
        assert wrong(rows) == {}
        assert rows.wrong() == {}
        assert desk.office.verify(life.case_id) == ()


def test_however_a_term_is_moved_everything_is_said_of_its_due_date_and_nothing_twice(
    new_migrated_url: Callable[[], str], *, proving: bool
) -> None:
    @settings(max_examples=100 if proving else 10)
    @given(moves=st.lists(st.sampled_from(MOVES), min_size=6, max_size=14))
    def walk(moves: list[Callable[[Life], None]]) -> None:
        watched_all_along(new_migrated_url(), moves)

    walk()
