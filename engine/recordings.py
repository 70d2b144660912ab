"""Which steps of a case must be recorded in sound and picture, and whether they were (处罚法 47; 国办发〔2018〕118号).

The agency's list asks by the day of each step. What is on file is taken as it was entered: no recording is watched here, so its beginning
and end are those that were stated with it (our convention).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from zhifa.engine.books.finding import Finding
from zhifa.engine.books.recording import AV_MATRIX, EVERY, Demand, Level
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.calendar import Calendar
from zhifa.engine.custody import is_late
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.workflow import Workflow


class Span(NamedTuple):
    """From one instant to another, both included; the same twice is a moment."""

    start: datetime
    end: datetime

    def meets(self, other: Span) -> bool:
        return self.start <= other.end and other.start <= self.end

    @property
    def text(self) -> str:
        """In Beijing time, to the second."""
        start, end = (moment.astimezone(SHANGHAI) for moment in self)
        alike = start.date() == end.date()
        return f"{start:%Y-%m-%d %H:%M:%S}至{end:{'%H:%M:%S' if alike else '%Y-%m-%d %H:%M:%S'}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as it was taken."""

    seq: int
    step: str
    label: str
    at: datetime
    lasted: Span | None = None
    """From when to when, where its record states it."""

    @property
    def day(self) -> date:
        return legal_day(self.at)

    @property
    def span(self) -> Span:
        """What a recording of the whole of it must cover: the moment of the step where its record states no more."""
        return self.lasted or Span(self.at, self.at)

    @property
    def when(self) -> str:
        """From when to when as its record states it, else the day."""
        return self.lasted.text if self.lasted else self.day.isoformat()

    def beside(self, recorded: Span) -> bool:
        """Whether what was recorded then cannot be of this step; where its record states no times, by the day alone."""
        if self.lasted:
            return not self.lasted.meets(recorded)
        return not legal_day(recorded.start) <= self.day <= legal_day(recorded.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording on file."""

    seq: int
    """The entry that filed it."""
    acts: frozenset[int]
    """Entries of the steps that it records."""
    medium: str
    device: str
    digest: str
    span: Span
    recorded_at: datetime
    """When it was entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A step that the list speaks of, and what there is of it."""

    taken: Taken
    demand: Demand
    recordings: tuple[Recording, ...]
    """Those that count."""
    waived: bool
    excused: bool
    """Whether a head lets the case go on without; what lacks is lacking all the same."""

    @property
    def missing(self) -> bool:
        """There is nothing of it, though there should be."""
        return not (self.recordings or self.waived or self.demand.level is Level.OPTIONAL)

    @property
    def holes(self) -> tuple[Span, ...]:
        """What is not covered, where the whole is to be recorded and something is."""
        if self.demand.level is not Level.FULL or not self.recordings:
            return ()
        return holes(self.taken.span, (recording.span for recording in self.recordings))

    @property
    def met(self) -> bool:
        return not (self.missing or self.holes)

    @property
    def holds_back(self) -> bool:
        """Whether something lacks that nobody excused; whether the case waits for it the list says."""
        return not (self.met or self.excused)

    @property
    def lacking(self) -> str:
        """What there is not, in Chinese; empty when there is all."""
        if self.missing:
            return "没有音像记录"
        return f"音像记录缺 {'、'.join(hole.text for hole in self.holes)}" if self.holes else ""

    def late(self, *, days: int, calendar: Calendar) -> tuple[Recording, ...]:
        """Those that came in after their time: so many hours after their end, or ``days`` working days where the list names no hours."""
        return tuple(recording for recording in self.recordings if self._late(recording, days, calendar))

    def _late(self, recording: Recording, days: int, calendar: Calendar) -> bool:
        ended, hours = recording.span.end, self.demand.upload_hours
        if hours is not None:
            return recording.recorded_at > ended + timedelta(hours=hours)
        return is_late(legal_day(ended), legal_day(recording.recorded_at), days=days, calendar=calendar)


def demanded(shelf: Shelf, workflow: str, step: str, day: date) -> Demand | None:
    """What the list asks of a step on that day: of several lines the strictest."""
    lines = [d for d in shelf.values_of(AV_MATRIX, "step", step, day) if d.workflow in (workflow, EVERY)]
    return min(lines, key=lambda demand: list(Level).index(demand.level), default=None)


def wanted(
    taken: Iterable[Taken],
    recordings: Sequence[Recording],
    waived: Set[int],
    *,
    excused: Set[int] = frozenset(),
    shelf: Shelf,
    workflow: str,
) -> tuple[Wanted, ...]:
    """The steps that the list speaks of, in their order. ``waived``: entries for which an approved waiver stands; it does not help where the
    whole is to be recorded. ``excused``: entries whose gap a head excused."""
    found = []
    for one in taken:
        demand = demanded(shelf, workflow, one.step, one.day)
        if demand is not None:
            counting = tuple(recording for recording in recordings if _counts(recording, one, demand))
            found.append(
                Wanted(
                    taken=one,
                    demand=demand,
                    recordings=counting,
                    waived=one.seq in waived and demand.level is not Level.FULL,
                    excused=one.seq in excused,
                )
            )
    return tuple(found)


def misnamed(shelf: Shelf, day: date, workflows: Iterable[Workflow]) -> Iterator[Finding]:
    """Lines of the list that name a procedure or a step that is not at hand: nobody would ever be asked for their recordings."""
    at_hand = tuple(workflows)
    for demand in shelf.values(AV_MATRIX, day):
        named = [workflow for workflow in at_hand if demand.workflow in (EVERY, workflow.name)]
        if not any(demand.step in workflow.by_name for workflow in named):
            text = f"“{demand.matter}”所写的步骤 {demand.step} 在程序 {demand.workflow} 中没有，不会有人被要求录音录像"
            yield Finding(book=AV_MATRIX.name, text=text, article=AV_MATRIX.article, mark="C", level="fault")


def _counts(recording: Recording, of: Taken, demand: Demand) -> bool:
    """Whether it is one of that step, and in a medium that the list names."""
    fits = of.seq in recording.acts and not of.beside(recording.span)
    return fits and (not demand.media or recording.medium in demand.media)


def holes(span: Span, parts: Iterable[Span]) -> tuple[Span, ...]:
    """What of ``span`` none of the parts covers, in order; parts that overlap cover no more than once."""
    meeting = sorted(part for part in parts if part.meets(span))
    if not meeting:
        return (span,)
    found, reached = [], span.start
    for part in meeting:
        if part.start > reached:
            found.append(Span(reached, part.start))
        reached = max(reached, part.end)
    if reached < span.end:
        found.append(Span(reached, span.end))
    return tuple(found)
