"""What comes to pass in a case if nobody acts: which terms end when, what their end brings, and what then begins by law.

Nothing is written and nothing is decided: the case file goes in as a value, and where the law itself brings a step about (公告期满视为送达,
民事诉讼法 95) that step is taken on a copy, so that the terms it begins are counted as they will be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Final

from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.decide import decide
from zhifa.engine.expiry import expiry_command, expiry_refusals, first_day_after
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day, parse_instant
from zhifa.engine.ladder import Level, Manner, Span, Step, climb, day_begins, manner
from zhifa.engine.plan import Plan, TermStarted
from zhifa.engine.planning import run_on
from zhifa.engine.register import Register
from zhifa.engine.terms import Reckoning, Term
from zhifa.engine.units import Duty

_DAY: Final = timedelta(days=1)
_WEEKLY: Final = "overdue-w"


class What(StrEnum):
    """What comes to pass."""

    BEGINS = "begins"
    WARNS = "warns"
    WAITS = "waits"
    ENDS = "ends"
    DEEMED = "deemed"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]


_LABELS: Final = {
    What.BEGINS: "起算",
    What.WARNS: "预警",
    What.WAITS: "待送达",
    What.ENDS: "届满",
    What.DEEMED: "依法视为",
    What.OVERDUE: "超期",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One thing that comes to pass on a legal day."""

    on: date
    what: What
    code: str
    """The term it is about."""
    key: str
    label: str
    duty: Duty
    due: str
    """ISO day on which the term ends, or UTC instant for a term in hours."""
    provisional: bool
    """The end rests on a year whose schedule is not published."""
    begun: bool
    """The term has a row today; otherwise the law begins it later."""
    text: str
    """What it means, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What comes to pass in one case from ``since`` to ``until``, both included, in order of days."""

    case_id: str
    since: date
    until: date
    coming: tuple[Coming, ...]
    standing_still: tuple[TermState, ...]
    """Terms that stand still, whose end nobody knows before they run on."""


def forecast(case: CaseFile, *, register: Register, calendar: Calendar, now: datetime, until: date) -> Forecast:
    """Follow the terms of a case to the end of ``until``.

    What the law brings about at the end of a term is decided as the sweep will decide it then, guards and all; what is refused there does not
    come. A term that has ended before today is told on its day. Raises ValueError naming field, value and rule for a naive ``now`` and for an
    ``until`` before today.
    """
    today = legal_day(now, field="now")
    if until < today:
        raise ValueError(f"until={until.isoformat()}: a forecast ends on {today.isoformat()} or later")
    course = _Course(case=case, register=register, calendar=calendar, now=now, until=until)
    coming = sorted(course.follow(), key=lambda one: (one.on, _ORDER[one.what], one.due, one.code, one.key))
    still = tuple(term for term in case.terms if course.stands_still(term))
    return Forecast(case_id=case.id, since=today, until=until, coming=tuple(coming), standing_still=still)


_ORDER: Final = {What.ENDS: 0, What.OVERDUE: 1, What.WAITS: 1, What.DEEMED: 2, What.BEGINS: 3, What.WARNS: 4}
"""On one day: what ends comes before what begins by its end."""


@dataclass(slots=True, kw_only=True)
class _Course:
    """The case as it goes on of itself; ``case`` is moved on by what the law brings about."""

    case: CaseFile
    register: Register
    calendar: Calendar
    now: datetime
    until: date
    told: set[str] = field(default_factory=set)

    @property
    def today(self) -> date:
        return legal_day(self.now)

    def follow(self) -> Iterator[Coming]:
        """Everything that comes, term by term in the order in which they end."""
        begun = {term.id for term in self.case.terms}
        while (term := self._next()) is not None:
            self.told.add(term.id)
            step = self._by_law(term)
            yield from self._of(term, begun=term.id in begun, step=step)
            if step is not None:
                text = f"{step.transition.label}：依法发生，由系统登记"
                yield self._coming(What.DEEMED, term, legal_day(step.at), begun=term.id in begun, text=text)
                self.case = _taken(self.case, step)

    def _by_law(self, term: TermState) -> Plan | None:
        """What the end of the term brings about with nobody doing anything."""
        if any(expiry_refusals(self.case, term, today=self.until)):
            return None
        command = expiry_command(self.case, term)
        answer = decide(self.case, command, register=self.register, calendar=self.calendar, now=command.occurred_at)
        return answer if isinstance(answer, Plan) else None

    def stands_still(self, term: TermState) -> bool:
        """Whether it is stopped, and by nothing that ends of itself before ``until``."""
        return term.status == "suspended" and self.case.stopped(term.code, self.until)

    def _next(self) -> TermState | None:
        """The running term that ends first of those not told of yet."""
        left = (term for term in self.case.terms if term.running and term.id not in self.told)
        ending = (self._run_on(term) for term in left if not self.stands_still(term))
        return min(ending, key=lambda term: (term.due_day, term.code, term.key), default=None)

    def _run_on(self, term: TermState) -> TermState:
        """The term; one whose stop ends on a day set beforehand, with the end it then has."""
        if term.status == "open":
            return term
        counted = run_on(term, self.case, self.calendar, on=self.until)
        return replace(term, status="open", nominal=_text(counted.nominal), due=_text(counted.due), safe=_safe(counted))

    def _of(self, term: TermState, *, begun: bool, step: Plan | None) -> Iterator[Coming]:
        """What a term brings within the days that are asked about."""
        declared, starts = self._declared(term), date.fromisoformat(term.start_on[:10])
        if self.today < starts <= self.until or not begun:
            yield self._coming(What.BEGINS, term, starts, begun=begun, text=f"{declared.start}（{declared.article}）")
        if term.due_day <= self.until:
            yield self._coming(What.ENDS, term, term.due_day, begun=begun, text=declared.effect)
        cause = self.case.waits(term.code)
        if cause is None:
            last = legal_day(step.at) if step else self.until
            yield from self._warnings(term, begun=begun, last=last)
        first_late = max(first_day_after(term), self.today)
        if step is None and _manner(declared) is Manner.CHASED and first_late <= self.until:
            late = (self.today - term.due_day).days
            text = f"已超期{late}日" if late > 0 else "仍未办理的，自本日起超期"
            what = What.WAITS if cause else What.OVERDUE
            yield self._coming(what, term, first_late, begun=begun, text=cause or text)

    def _warnings(self, term: TermState, *, begun: bool, last: date) -> Iterator[Coming]:
        """The steps of its ladder from now to the last day; of those that come every week the first speaks for all."""
        span, until = self._span(term), day_begins(last + _DAY)
        look = partial(climb, span, self.calendar, ladder=self.register.agency.policy.ladder(term.code))
        fired: dict[tuple[int, str], datetime] = {}
        at, reached = self.now, look(now=self.now, fired=fired)
        while reached.next_at is not None and reached.next_at < until:
            fired |= {(step.level, step.occurrence): at for step, _ in reached.steps}
            at = reached.next_at
            reached = look(now=at, fired=fired)
            steps = [step for step, _ in reached.steps]
            yield self._coming(What.WARNS, term, legal_day(at), begun=begun, text=_warning(steps))
            if steps[0].occurrence.startswith(_WEEKLY):
                return

    def _span(self, term: TermState) -> Span:
        declared = self._declared(term)
        return Span(
            start=_moment(term.start_on), due=_moment(term.due), safe=date.fromisoformat(term.safe) if term.safe else None,
            unit=declared.unit, manner=_manner(declared),
        )  # fmt: skip

    def _coming(self, what: What, term: TermState, on: date, *, begun: bool, text: str) -> Coming:
        return Coming(
            on=on,
            what=what,
            code=term.code,
            key=term.key,
            label=term.label,
            duty=self._declared(term).duty,
            due=term.due,
            provisional=term.provisional,
            begun=begun,
            text=text,
        )

    def _declared(self, term: TermState) -> Term:
        return self.case.workflow.as_set(term.code, term.label, version=term.rule_version, length=term.length)


def _taken(case: CaseFile, step: Plan) -> CaseFile:
    """The case file as the step leaves its state, its terms and its tracks."""
    over = {ended.id: ended for ended in step.ended}
    kept = (
        replace(term, status=over[term.id].status, ended_on=over[term.id].on.isoformat()) if term.id in over else term
        for term in case.terms
    )
    started = tuple(_row(begun, case.next_seq) for begun in step.started)
    on, closed = legal_day(step.at).isoformat(), {track.id for track in step.closed}
    tracks = tuple(replace(track, closed_on=on) if track.id in closed else track for track in case.tracks)
    return replace(step.after, state=step.target, terms=(*kept, *started), tracks=tracks, next_seq=case.next_seq + 1)


def _row(begun: TermStarted, seq: int) -> TermState:
    """A term that has no row yet, under an id that no row has."""
    counted = begun.reckoning
    return TermState(
        id=f"{seq}/{counted.term.code}/{begun.key}",
        code=counted.term.code,
        key=begun.key,
        label=counted.term.label,
        start_on=_text(counted.start),
        start_seq=seq,
        length=counted.term.length,
        nominal=_text(counted.nominal),
        due=_text(counted.due),
        provisional=counted.provisional,
        safe=_safe(counted),
        rule_version=counted.term.rule_version,
        status="suspended" if begun.suspended else "open",
    )


def _manner(declared: Term) -> Manner:
    return manner(declared.duty, declared.consequence)


def _warning(steps: list[Step]) -> str:
    """Whom the steps of one moment reach, and why, in Chinese."""
    return f"{_occasion(steps[0].occurrence)}，告知{'、'.join(_WARNED[step.level] for step in steps)}"


_WARNED: Final = {
    Level.HANDLER: "承办人",
    Level.UNIT_HEAD: "承办机构负责人",
    Level.HEAD: "机关负责人",
    Level.SUPERVISOR: "监督机构",
}


def _occasion(occurrence: str) -> str:
    if occurrence in _OCCASIONS:
        return _OCCASIONS[occurrence]
    if occurrence.startswith(_WEEKLY):
        return "仍在超期的，此后每周"
    number = occurrence.removeprefix("before-").removeprefix("overdue-d")
    return f"剩余百分之{number}" if occurrence.startswith("before-") else f"超期第{number}日"


_OCCASIONS: Final = {
    "before-1wd": "届满前一个工作日",
    "due": "届满之日",
    "ended": "期限已经届满",
    f"{_WEEKLY}1": "超期满一周，此后每周",
}


def _moment(text: str) -> date | datetime:
    """A day, or an instant in Beijing time, as a row holds it."""
    return date.fromisoformat(text) if len(text) == 10 else parse_instant(text).astimezone(SHANGHAI)


def _safe(counted: Reckoning) -> str | None:
    return counted.safe.isoformat() if counted.safe else None


def _text(moment: date | datetime) -> str:
    """As a row holds it: a day, or an instant in UTC."""
    return instant_text(moment) if isinstance(moment, datetime) else moment.isoformat()
