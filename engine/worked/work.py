"""Works one example: its term, then each event in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from zhifa.engine.calendar import Calendar
from zhifa.engine.terms import Reckoning
from zhifa.engine.units import Unit
from zhifa.engine.worked.accruing import accruing, accruing_told
from zhifa.engine.worked.claims import Assertion, Surcharge
from zhifa.engine.worked.comparing import asserted, compared, standing
from zhifa.engine.worked.counting import Unworkable, counted, lasting, part_of, reckoned, refuse_unlawful, term_of
from zhifa.engine.worked.events import Checkpoint, Extend, Following, Suspend, Then
from zhifa.engine.worked.file import read_worked_file
from zhifa.engine.worked.forms import Event, Example
from zhifa.engine.worked.moments import day_of, moment_text
from zhifa.engine.worked.parts import Expecting
from zhifa.engine.worked.results import Check, Worked

__all__ = ["work", "work_file"]

_OF_THE_FILE: Final = ("依据：", "后果：", "参数：")
"""Beginnings of lines that an explanation takes from a declaration; here the file is the declaration."""


def work_file(text: str, calendar: Calendar) -> tuple[Worked, ...]:
    """Every example of a file in its order; one that cannot be worked tells its faults and leaves the others as they are.

    Raises :class:`~zhifa.engine.worked.WorkedFileFaulty` for a text that holds no examples.
    """
    return tuple(one if isinstance(one, Worked) else _worked_or_faulty(one, calendar) for one in read_worked_file(text))


def _worked_or_faulty(example: Example, calendar: Calendar) -> Worked:
    try:
        return work(example, calendar)
    except Unworkable as error:
        return Worked(id=example.id, law=example.law, article=example.article, faults=(str(error),))


def work(example: Example, calendar: Calendar) -> Worked:
    """The example with everything it expects beside what comes out.

    Stops and extensions move the term; a checkpoint, and what an event itself expects, is held against the term with the events
    written before it; every other event rests on how a term ends: the main one, or one that follows it. Raises :class:`~zhifa.engine.worked.counting.Unworkable`.
    """
    refuse_unlawful(example, calendar)
    course = _Course(example=example, calendar=calendar, main=reckoned(example, example.events, calendar))
    parts = tuple(course.parts())
    return Worked(
        id=example.id,
        law=example.law,
        article=example.article,
        checks=tuple(check for checks, _ in parts for check in checks),
        explanation=tuple(line for _, lines in parts for line in lines),
    )


_Part = tuple[Sequence[Check], Sequence[str]]
_Ends = dict[str, date | datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    example: Example
    calendar: Calendar
    main: Reckoning

    def parts(self) -> Iterator[_Part]:
        """Checks and lines of the main term, then of each event."""
        yield tuple(compared(self.example, self.main)), self._lines()
        ends: _Ends = {"main": self.main.due}
        last = "main"
        for number, event in enumerate(self.example.events):
            if isinstance(event, Following):
                name = _new_name(event, number, ends)
                part, ends[name] = self._following(event, self._begins(event, ends, last))
                last = name if isinstance(event, Then) else last
            else:
                part = self._part(event, number, ends)
            yield part[0], (*part[1], *_words(event))

    def _begins(self, event: Following, ends: _Ends, last: str) -> date | datetime | None:
        """On the day it names; else a delivery with the main term, and what follows at the end of the last or of the one it names."""
        if event.start is not None:
            return event.start
        return _end(ends, event.after or last) if isinstance(event, Then) else self.example.start_date

    def _part(self, event: Suspend | Extend | Checkpoint | Surcharge | Assertion, number: int, ends: _Ends) -> _Part:
        match event:
            case Surcharge():
                due = day_of(_known_end(ends, event.after or list(ends)[-1]))
                return tuple(accruing(event, due)), (accruing_told(event, due),)
            case Assertion():
                checks = tuple(asserted(event, _known_end(ends, event.after or "main")))
                return checks, tuple(f"断言：{check.what} 应为{check.expected}" for check in checks)
            case _:
                return self._at(event, self.example.events[: number + 1])

    def _at(self, event: Suspend | Extend | Checkpoint, events: Sequence[Event]) -> _Part:
        """How the term, or the part of it that a checkpoint is about, stands with the events so far."""
        name = event.name or event.reason or _CALLED[event.type]
        so_far = reckoned(_asked(self.example, event), events, self.calendar)
        checks = [*compared(event, so_far, of=f"{name}："), *self._own(event, so_far, of=f"{name}：")]
        return checks, (*_told(event, so_far, name), *_lenient(event))

    def _own(self, event: Suspend | Extend | Checkpoint, so_far: Reckoning, *, of: str) -> Iterator[Check]:
        """What only this kind of event expects."""
        if isinstance(event, Checkpoint):
            yield from standing(event, so_far, self.calendar, of=of)
        elif isinstance(event, Suspend) and event.days is not None:
            days = lasting(event, so_far.term.unit, self.calendar)
            yield Check(what=of + "期间天数", expected=str(event.days), computed=str(days))

    def _following(self, event: Following, start: date | datetime | None) -> tuple[_Part, date | datetime | None]:
        """A term of its own, and its end, from which a next one begins; no end where the file tells no beginning."""
        name = event.name or f"{event.term}{event.unit.label}"
        if start is None or (event.unit is Unit.HOUR and not isinstance(start, datetime)):
            if _expects(event):
                raise Unworkable("start_date", "（未填）", f"“{name}”从何日何时起算，文件没有写明")
            return ((), (f"接续：{name}，文件没有写明从何日何时起算，不计算",)), None
        term = term_of(
            event,
            law=event.law or self.example.law,
            article=event.article or self.example.article,
            start=event.start_event or ("届满之日" if event.start is None and isinstance(event, Then) else "起算之日"),
            rolls=self.main.term.rolls,
        )
        reckoning = counted(term, start, self.calendar)
        lines = (
            f"接续：{name}，依据{term.article}",
            *(f"　　{line}" for line in _arithmetic(reckoning)),
            *_lenient(event),
        )
        return (tuple(compared(event, reckoning, of=f"{name}：")), lines), reckoning.due

    def _lines(self) -> tuple[str, ...]:
        example = self.example
        told = (("出处", example.authority), ("说明", example.explanation), ("注", example.note))
        return (
            f"依据：{self.main.term.article}，{self.main.term.span}",
            *_arithmetic(self.main),
            *_lenient(example),
            *(f"{word}：{text}" for word, text in told if text),
        )


_CALLED: Final = {"suspend": "停止计算", "extend": "延长", "checkpoint": "核对"}


def _asked(example: Example, event: Suspend | Extend | Checkpoint) -> Example:
    if not isinstance(event, Checkpoint) or event.term is None or event.unit is None:
        return example
    return part_of(example, event.term, event.unit)


def _end(ends: _Ends, name: str) -> date | datetime | None:
    if name not in ends:
        raise Unworkable("after", name, f"前面没有这一期限；有 {'、'.join(ends)}")
    return ends[name]


def _known_end(ends: _Ends, name: str) -> date | datetime:
    end = _end(ends, name)
    if end is None:
        raise Unworkable("after", name, "文件没有写明它从何日何时起算，算不出届满")
    return end


def _new_name(event: Following, number: int, ends: _Ends) -> str:
    name = event.name or f"events.{number}"
    if name in ends:
        raise Unworkable("name", name, "前面已有同名的期限")
    return name


def _words(event: Event) -> Iterator[str]:
    """What the file says beside the figures."""
    if event.words:
        yield f"载明：{'；'.join(event.words)}"


def _told(event: Suspend | Extend | Checkpoint, so_far: Reckoning, name: str) -> Iterator[str]:
    if isinstance(event, Suspend) and event.written_notice is False:
        yield f"不扣除：{name}，没有书面告知所需时间"
    if isinstance(event, Extend):
        yield f"延长：{event.units}{so_far.term.unit.label}（{event.approver or '见说明'}），名义届满 {moment_text(so_far.nominal)}"
    if isinstance(event, Checkpoint):
        yield f"核对：{name}{f'（{event.on}）' if event.on else ''}，届满 {moment_text(so_far.due)}"


def _arithmetic(reckoning: Reckoning) -> Iterator[str]:
    return (line for line in reckoning.explain() if not line.startswith(_OF_THE_FILE))


def _lenient(expecting: Expecting) -> tuple[str, ...]:
    if expecting.expected_lenient is None:
        return ()
    return (f"另一种读法：{moment_text(expecting.expected_lenient)}，不作执法依据",)


def _expects(event: Expecting) -> bool:
    expected = (event.expected_due, event.expected_nominal, event.expected_safe, event.provisional, event.steps)
    return any(value is not None for value in expected)
