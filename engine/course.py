"""What the acts of a case file begin and end, followed from the first to the last, and in what two such courses differ.

The rows of terms and tracks were written one act after the other. When an act is corrected, another course follows from the file: a track
that a payment closed may be open after all, or the term that it ended. A correction brings the rows to where the corrected course
leads: terms begin, end, are set aside or not, as they would have. What stops a term it does not open or close: that is named and refused.
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
from zhifa.engine.instants import day_text, legal_day
from zhifa.engine.plan import TermMoved, TrackClosed, TrackOpened
from zhifa.engine.planning import Begun, Effects, effects, names, reckoned, restarted
from zhifa.engine.terms import Reckoning, Stop, Unit
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


class _Stood(NamedTuple):
    """A time during which terms stood still."""

    track: Track
    key: str
    opened_on: str
    closed_on: str


@dataclass(slots=True, kw_only=True)
class Course:
    """Where the acts of a file lead."""

    asks: list[tuple[Ask, BaseModel]] = field(default_factory=list)
    """What each step was asked, on the tracks that then were open, with its facts."""
    open: dict[tuple[str, str], tuple[Track, TrackState]] = field(default_factory=dict)
    """Tracks that stay open, by name and key."""
    stood: set[_Stood] = field(default_factory=set)
    """Tracks that stopped terms and are closed again."""
    begun: dict[_Place, tuple[Begun, Ask]] = field(default_factory=dict)
    ended: dict[_Place, _Ending] = field(default_factory=dict)

    def take(self, ask: Ask, facts: BaseModel, seq: int) -> None:
        """Go on by one act."""
        done = effects(ask, facts)
        self.asks.append((ask, facts))
        for track, key in done.closes:
            closed = self.open.pop((track.name, key), None)
            if closed and track.stops:
                self.stood.add(_Stood(track, key, closed[1].opened_on, ask.day.isoformat()))
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
        then = replace(case, tracks=tracks, terms=tuple(_terms(case, course)))
        course.take(asking(act, then), act.facts, act.seq)
    return course


def _terms(case: CaseFile, course: Course) -> Iterator[TermState]:
    """The terms as the course has left them so far."""
    for place, (begun, ask) in course.begun.items():
        row, ending = _row(case, place), course.ended.get(place)
        reckoning = _reckoning(case, place, begun, ask, ending)
        status, ended_on = _standing(row, reckoning, ending)
        as_reckoned = TermState(
            id=row.id if row else "",
            code=place.code,
            key=place.key,
            label=reckoning.term.label,
            start_on=day_text(reckoning.start),
            start_seq=place.seq,
            length=reckoning.term.length,
            nominal=day_text(reckoning.nominal),
            due=day_text(reckoning.due),
            rule_version=reckoning.term.rule_version,
            provisional=reckoning.provisional,
            status=status,
            ended_on=ended_on,
        )
        yield replace(row, status=status, ended_on=ended_on) if row and _unmoved(row, begun) else as_reckoned


def _unmoved(row: TermState, begun: Begun) -> bool:
    """Whether the row still says when the term began; one in hours is moved with its own act."""
    return begun.start.term.unit is Unit.HOUR or row.start_on == begun.since.isoformat()


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
    """Terms that in the corrected course run from another day, because what they follow moved, or end otherwise, or not at all any more; and
    those that begin in it alone, or are set aside in it no longer."""
    for place in _otherwise(before, after):
        if place not in after.begun or _set_aside(after, place):
            continue
        (begun, ask), row, ending = after.begun[place], _row(case, place), after.ended.get(place)
        reckoning = _reckoning(case, place, begun, ask, ending)
        status, ended_on = _standing(row, reckoning, ending)
        yield TermMoved(
            old_id=row.id if row and row.status != "void" else None,
            reckoning=reckoning,
            key=place.key,
            status=status,
            ended_on=ended_on,
            start_seq=place.seq,
        )


def terms_voided(case: CaseFile, before: Course, after: Course) -> Iterator[str]:
    """Ids of the terms that in the corrected course do not begin, or are set aside."""
    for place in _otherwise(before, after):
        row = _row(case, place)
        if row and row.status != "void" and (place not in after.begun or _set_aside(after, place)):
            yield row.id


def beyond_correction(before: Course, after: Course) -> Iterator[str]:
    """What differs and cannot be brought about by a correction, in Chinese."""
    stopped = {term.code for track, _ in after.open.values() for term in track.stops}
    for place in _otherwise(before, after):
        if place.code in stopped and before.ended.get(place) != after.ended.get(place):
            begun, _ = (before.begun | after.begun)[place]
            yield f"更正会改变期限“{begun.start.term.label}”的了结"
    otherwise = {(before.open | after.open)[name][0] for name in before.open.keys() ^ after.open.keys()}
    otherwise |= {stood.track for stood in before.stood ^ after.stood}
    for track in sorted((track for track in otherwise if track.stops), key=lambda track: track.name):
        yield f"更正会改变“{track.label}”，其间有期限停止计算"


def _otherwise(before: Course, after: Course) -> tuple[_Place, ...]:
    """Terms that begin in one course alone, or begin or end otherwise in the one than in the other."""
    either = before.begun.keys() | after.begun.keys()
    return tuple(sorted(place for place in either if _life(before, place) != _life(after, place)))


def _life(course: Course, place: _Place) -> tuple[date | None, _Ending | None]:
    begun = course.begun.get(place)
    return begun and begun[0].since, course.ended.get(place)


def _set_aside(course: Course, place: _Place) -> bool:
    ending = course.ended.get(place)
    return ending is not None and (ending.end is None or ending.end.voids)


def _row(case: CaseFile, place: _Place) -> TermState | None:
    """The row of the term; where it was set aside, the last one."""
    rows = [term for term in case.terms if (term.start_seq, term.code, term.key) == place]
    return next((row for row in rows if row.status != "void"), rows[-1] if rows else None)


def stops_counted(case: CaseFile, row: TermState) -> Iterator[Stop]:
    """The stops that the dates of a running row rest on. What keeps it standing still now counts only as far as an extension has counted it:
    the rest is given to the term when it runs on."""
    return _stops(case, row.code, _counted_until(case, row))


def _counted_until(case: CaseFile, row: TermState | None) -> date:
    if row is None or row.status != "suspended" or row.ended_on is None:
        return date.max
    since = (act for act in case.acts if act.seq > row.start_seq)
    extended = (legal_day(act.at) for act in since if row.code in {e.term.code for e in act.transition.extends})
    return max((date.fromisoformat(row.ended_on), *extended))


def _stops(case: CaseFile, code: str, until: date) -> Iterator[Stop]:
    """What stopped terms of this code before ``until``; one that is open and has no last day is not over by any."""
    for stop in case.stops(code, until):
        end = min(stop.end, until)
        if stop.start < end < date.max:
            yield stop._replace(end=end)


def _reckoning(case: CaseFile, place: _Place, begun: Begun, ask: Ask, ending: _Ending | None) -> Reckoning:
    """As long as the term was set when it began; where it begins only now, as the agency's policy sets it. What stops it after its ending
    moves nothing."""
    row = _row(case, place)
    stops = _stops(case, place.code, ending.on if ending else _counted_until(case, row))
    if row is None:
        return reckoned(begun, ask, stops=stops)
    return restarted(begun, ask, row=row, stops=stops, extended_by=case.extended_by(row))


def _standing(row: TermState | None, reckoning: Reckoning, ending: _Ending | None) -> tuple[str, str | None]:
    """The status of the term and the day it ended; one that ran and still does stays as it stands."""
    if ending is not None:
        return _status(reckoning, ending), ending.on.isoformat()
    return (row.status, row.ended_on) if row and row.running else ("open", None)


def _status(reckoning: Reckoning, ending: _Ending) -> str:
    if ending.end is None or ending.end.voids:
        return "void"
    last = legal_day(reckoning.due) if isinstance(reckoning.due, datetime) else reckoning.due
    if ending.on <= last:
        return "met"
    return "lapsed" if ending.end.lapses else "late"
