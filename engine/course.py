"""What the acts of a case file begin and end, followed from the first to the last, and in what two such courses differ.

The rows of terms and tracks were written one act after the other. When an act is corrected, another course follows from the file: a track
that a payment closed may be open after all, or the term that it ended. A correction brings the rows to where the corrected course leads.
What it cannot bring there, because something would have begun at another time or been set aside, is named and refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile, TermState, TrackState
from zhifa.engine.instants import legal_day
from zhifa.engine.plan import TermMoved, TrackClosed, TrackOpened
from zhifa.engine.planning import Begun, Effects, effects, names, restarted
from zhifa.engine.terms import Reckoning
from zhifa.engine.vocabulary import End, Track


class _Place(NamedTuple):
    """A term by the entry that began it."""

    seq: int
    code: str
    key: str


class _Ending(NamedTuple):
    """How a term ended: ``end`` as declared, ``None`` when it was begun anew."""

    end: End | None
    on: date


@dataclass(slots=True, kw_only=True)
class Course:
    """Where the acts of a file lead."""

    asks: list[tuple[Ask, BaseModel]] = field(default_factory=list)
    """What each step was asked, on the tracks that then were open, with its facts."""
    open: dict[tuple[str, str], tuple[Track, TrackState]] = field(default_factory=dict)
    """Tracks that stay open, by name and key."""
    begun: dict[_Place, tuple[Begun, Ask]] = field(default_factory=dict)
    ended: dict[_Place, _Ending] = field(default_factory=dict)

    def take(self, ask: Ask, facts: BaseModel, seq: int) -> None:
        """Go on by one act."""
        done = effects(ask, facts)
        self.asks.append((ask, facts))
        for track, key in done.closes:
            self.open.pop((track.name, key), None)
        for opened in done.opens:
            state = TrackState(
                id="", track=opened.track.name, key=opened.key, opened_seq=seq, opened_on=ask.day.isoformat()
            )
            self.open[opened.track.name, opened.key] = (opened.track, state)
        self._take_terms(done, ask, facts, seq)

    def beginning(self, row: TermState) -> tuple[Begun, Ask] | None:
        """How the course begins the term of this row, and what was asked then; ``None`` where it begins no such term."""
        return self.begun.get(_Place(row.start_seq, row.code, row.key))

    def _take_terms(self, done: Effects, ask: Ask, facts: BaseModel, seq: int) -> None:
        anew = {(begun.start.term.code, begun.key): begun for begun in done.starts}
        for place in self.begun.keys() - self.ended.keys():
            ending = next((end for end in done.ends if names(end, place.code, place.key, facts)), None)
            if ending is not None or (place.code, place.key) in anew:
                self.ended[place] = _Ending(ending, ask.day)
        self.begun |= {_Place(seq, code, key): (begun, ask) for (code, key), begun in anew.items()}


def followed(case: CaseFile, asking: Callable[[Act[BaseModel], CaseFile], Ask]) -> Course:
    """The course of a file; ``asking`` puts the question of an act on the file as it then stood."""
    course = Course()
    for act in case.acts:
        tracks = tuple(state for _, state in course.open.values())
        course.take(asking(act, replace(case, tracks=tracks)), act.facts, act.seq)
    return course


def tracks_opened(case: CaseFile, before: Course, after: Course) -> Iterator[TrackOpened]:
    """Tracks that the corrected course leaves open and the other does not."""
    already = {(track.track, track.key) for track in case.open_tracks()}
    for (name, key), (track, _) in after.open.items():
        if (name, key) not in before.open and (name, key) not in already:
            yield TrackOpened(track=track, key=key)


def tracks_closed(case: CaseFile, before: Course, after: Course) -> Iterator[TrackClosed]:
    """Tracks that the corrected course closes and the other does not."""
    for row in case.open_tracks():
        left = before.open.get((row.track, row.key))
        if left is not None and (row.track, row.key) not in after.open:
            yield TrackClosed(id=row.id, track=left[0], key=row.key)


def terms_moved(case: CaseFile, before: Course, after: Course) -> Iterator[TermMoved]:
    """Terms that in the corrected course run from another day, because what they follow moved, or end otherwise, or not at all any more."""
    later = (
        place for place in before.begun.keys() & after.begun.keys() if _since(before, place) != _since(after, place)
    )
    for place in sorted({*later, *_otherwise_ended(before, after)}):
        row, (begun, ask) = _row(case, place), after.begun[place]
        if row is None:
            continue
        stops = (stop for stop in case.stops(row.code, date.max) if stop.end < date.max)
        reckoning = restarted(begun, ask, row=row, stops=stops, extended_by=case.extended_by(row))
        status, ended_on = _standing(row, reckoning, after.ended.get(place))
        yield TermMoved(
            old_id=row.id,
            reckoning=reckoning,
            key=row.key,
            status=status,
            ended_on=ended_on,
            start_seq=row.start_seq,
        )


def beyond_correction(before: Course, after: Course) -> Iterator[str]:
    """What differs and cannot be brought about by a correction, in Chinese."""
    for place in sorted(before.begun.keys() ^ after.begun.keys()):
        begun, _ = (before.begun | after.begun)[place]
        yield f"更正会改变期限“{begun.start.term.label}”的开始"
    for place in _otherwise_ended(before, after):
        endings = (before.ended.get(place), after.ended.get(place))
        stopped = any(place.code in {term.code for term in track.stops} for track, _ in after.open.values())
        if stopped or any(ending and (ending.end is None or ending.end.voids) for ending in endings):
            yield f"更正会改变期限“{after.begun[place][0].start.term.label}”的了结"
    for name in sorted(before.open.keys() ^ after.open.keys()):
        track, _ = (before.open | after.open)[name]
        if track.stops:
            yield f"更正会改变“{track.label}”，其间有期限停止计算"


def _otherwise_ended(before: Course, after: Course) -> tuple[_Place, ...]:
    both = before.begun.keys() & after.begun.keys()
    return tuple(sorted(place for place in both if before.ended.get(place) != after.ended.get(place)))


def _row(case: CaseFile, place: _Place) -> TermState | None:
    return next((t for t in case.terms if (t.start_seq, t.code, t.key) == place and t.status != "void"), None)


def _since(course: Course, place: _Place) -> date:
    return course.begun[place][0].since


def _standing(row: TermState, reckoning: Reckoning, ending: _Ending | None) -> tuple[str, str | None]:
    """The status of the term and the day it ended; one that ran and still does stays as it stands."""
    if ending is not None:
        return _status(reckoning, ending), ending.on.isoformat()
    return (row.status, row.ended_on) if row.running else ("open", None)


def _status(reckoning: Reckoning, ending: _Ending) -> str:
    last = legal_day(reckoning.due) if isinstance(reckoning.due, datetime) else reckoning.due
    if ending.on <= last:
        return "met"
    return "lapsed" if ending.end is not None and ending.end.lapses else "late"
