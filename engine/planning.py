"""How a lawful step changes terms, tracks, reviews and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from zhifa.engine.ask import Ask
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile, TermState, TrackState
from zhifa.engine.gate import assessed, not_due
from zhifa.engine.instants import legal_day
from zhifa.engine.machine import destination
from zhifa.engine.plan import (
    AssessmentGiven,
    DecisionTaken,
    Plan,
    ReviewGiven,
    TermEnded,
    TermMoved,
    TermStarted,
    TrackClosed,
    TrackOpened,
)
from zhifa.engine.refusals import TRACK_ALREADY_OPEN, TRACK_NOT_OPEN, Refusal
from zhifa.engine.rules import as_set, by_agency, pack_named
from zhifa.engine.terms import Reckoning, Stop, Term, Unit, reckon
from zhifa.engine.vocabulary import Close, End, Open, Outcome, Review, Start, Track

MAIN = "main"
"""Key of a term or track that a case has one of."""

Key = Callable[[BaseModel], str] | None


def plan(ask: Ask, facts: BaseModel) -> Plan:
    """The plan of a step that nothing objects to."""
    transition, case = ask.transition, ask.case
    after = ask.after
    fined, fine = (None, None) if case.replay else (case.workflow.fine(case), case.workflow.fine(after))
    cleared = transition.grants_review or (case.cleared if _chooses_by_review(ask) else False)
    return Plan(
        transition=transition,
        source=case.state,
        target=destination(ask, cleared=cleared),
        facts=facts,
        at=ask.at,
        recorded_at=ask.now,
        late=legal_day(ask.now) > ask.day,
        papers=transition.papers,
        started=tuple(_started(ask, facts)),
        ended=tuple(_ended(ask, facts)),
        resumed=(*_resumed(ask, facts), *_extended(ask, facts)),
        opened=tuple(_opened(ask, facts)),
        closed=tuple(_closed(ask, facts)),
        draft_digest=after.draft_digest
        if transition.voids_review or transition.opinion or transition.decides or transition.assesses
        else None,
        review=_review(ask),
        assessment=_assessment(ask),
        decision=_decision(ask),
        fine=fine if fine != fined else None,
        fine_ended=fined is not None and fine != fined,
        links=case.workflow.links(facts),
        after=after,
    )


def track_refusals(ask: Ask, facts: BaseModel) -> Iterator[Refusal]:
    """A track that is to open while it is open, unless the step closes it first, or to close while it is not."""
    renewed = {(closing.track.name, closing.key) for closing in _closed(ask, facts)}
    for opening in ask.transition.opens:
        key = _key(opening.key, facts)
        if (
            _wanted(opening, ask)
            and _open_track(ask.case, opening.track.name, key)
            and (opening.track.name, key) not in renewed
        ):
            yield TRACK_ALREADY_OPEN.refuse(track=opening.track.label, key=key)
    for closing in ask.transition.closes:
        key = _key(closing.key, facts)
        if _wanted(closing, ask) and not _open_track(ask.case, closing.track.name, key):
            yield TRACK_NOT_OPEN.refuse(track=closing.track.label, key=key)


@dataclass(frozen=True, slots=True)
class Begun:
    """A term that a step starts, with its key and the day it runs from."""

    start: Start
    key: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a step begins and ends by its own declaration, each track under its key."""

    starts: tuple[Begun, ...]
    ends: tuple[End, ...]
    opens: tuple[TrackOpened, ...]
    closes: tuple[tuple[Track, str], ...]


def effects(ask: Ask, facts: BaseModel) -> Effects:
    transition = ask.transition
    return Effects(
        starts=tuple(starts_of(ask, facts)),
        ends=tuple(end for end in transition.ends if _wanted(end, ask)),
        opens=tuple(_opened(ask, facts)),
        closes=tuple((close.track, _key(close.key, facts)) for close in transition.closes if _wanted(close, ask)),
    )


def reckoned(begun: Begun, ask: Ask, *, stops: Iterable[Stop] = ()) -> Reckoning:
    """The term as it begins, by the rule in force on the day it runs from, of the length that the agency's policy now sets."""
    return _counted(_ruled(begun, ask), begun, ask, stops, 0)


def restarted(begun: Begun, ask: Ask, *, row: TermState, stops: Iterable[Stop], extended_by: int) -> Reckoning:
    """The term reckoned anew from corrected facts or by another calendar: by the rule and as long as it was set then, with all the days it
    stood still and was extended by."""
    return _counted(_as_row(begun.start.term, row, ask.case), begun, ask, stops, extended_by)


def _counted(term: Term, begun: Begun, ask: Ask, stops: Iterable[Stop], extended_by: int) -> Reckoning:
    start = ask.at if _in_hours(term) else begun.since
    return reckon(term, start, ask.calendar, stops=stops, extended_by=extended_by)


def _ruled(begun: Begun, ask: Ask) -> Term:
    """The declared term as the agency's pack has it on the day it runs from; a number the agency set itself goes before the pack's, and its
    catalogue of major decisions may shorten either."""
    declared, length, policy = begun.start.term, begun.start.length, ask.register.agency.policy
    pack = pack_named(ask.case.workflow.packs, policy.pack)
    term, rule = pack.on(declared, begun.since), pack.rule(declared.code, begun.since)
    own = length(policy) if length is not None and policy.sets(length) else None
    if length is not None and own is None and (rule is None or rule.length is None):
        term = replace(term, length=length(policy))
    whole = term.length if own is None else own
    days = min(whole, _hastened(begun.start, term, ask) or whole)
    return term if own is None and days == term.length else by_agency(term, days)


def _hastened(start: Start, term: Term, ask: Ask) -> int | None:
    """The working days that the catalogue of major decisions gives for the review of this draft; nothing where the pack counts other days."""
    answer = assessed(ask, ask.after) if start.hastened and term.unit is Unit.WORKING_DAY else None
    return answer.clock_days if answer else None


def _as_row(declared: Term, row: TermState, case: CaseFile) -> Term:
    return as_set(case.workflow.packs, declared, version=row.rule_version, length=row.length)


def _chooses_by_review(ask: Ask) -> bool:
    return not ask.transition.voids_review and any(target.cleared for target in ask.transition.targets)


def _key(key: Key, facts: BaseModel) -> str:
    return key(facts) if key else MAIN


def _wanted(change: Open | Close | Start | End, ask: Ask) -> bool:
    return change.when is None or change.when.holds(ask)


def _in_hours(term: Term) -> bool:
    return term.unit is Unit.HOUR


def starts_of(ask: Ask, facts: BaseModel) -> Iterator[Begun]:
    """The terms the step starts."""
    for start in ask.transition.starts:
        if not _wanted(start, ask):
            continue
        if start.each is not None:
            yield from (Begun(start, key, day) for key, day in start.each(facts).items())
        elif (day := _first_day(start, ask, facts)) is not None:
            yield Begun(start, _key(start.key, facts), day)


def _first_day(start: Start, ask: Ask, facts: BaseModel) -> date | None:
    if start.reckoned_from is not None:
        return start.reckoned_from(ask)
    return start.since(facts) if start.since else ask.day


def _started(ask: Ask, facts: BaseModel) -> Iterator[TermStarted]:
    for begun in starts_of(ask, facts):
        still = _stands_still(begun.start.term.code, ask, facts)
        yield TermStarted(reckoning=reckoned(begun, ask), key=begun.key, suspended=still)


def _stands_still(code: str, ask: Ask, facts: BaseModel) -> bool:
    """Whether a track that stops terms of this code is open after the step."""
    closing = {track.id for track in _closed(ask, facts)}
    kept = replace(ask.case, tracks=tuple(track for track in ask.case.tracks if track.id not in closing))
    return kept.stopped(code, ask.day) or code in _newly_stopped(ask, facts)


def _newly_stopped(ask: Ask, facts: BaseModel) -> set[str]:
    """Codes of the terms that the tracks stop which the step opens."""
    return {term.code for opened in _opened(ask, facts) for term in opened.track.stops}


def _ended(ask: Ask, facts: BaseModel) -> Iterator[TermEnded]:
    """Running terms that the step ends: those named, those it starts anew, and those that now stand still."""
    renewed = {(begun.start.term.code, begun.key) for begun in starts_of(ask, facts)}
    stopped = _newly_stopped(ask, facts)
    endings = [end for end in ask.transition.ends if _wanted(end, ask)]
    for term in ask.case.terms:
        if not term.running:
            continue
        ending = next((end for end in endings if names(end, term.code, term.key, facts)), None)
        if ending is not None:
            yield TermEnded(id=term.id, code=term.code, status=_status(ending, term, ask), on=ask.day)
        elif (term.code, term.key) in renewed:
            yield TermEnded(id=term.id, code=term.code, status="void", on=ask.day)
        elif term.code in stopped and term.status == "open":
            yield TermEnded(id=term.id, code=term.code, status="suspended", on=ask.day)


def _resumed(ask: Ask, facts: BaseModel) -> Iterator[TermMoved]:
    """Terms that stood still and run on, because the last track that stopped them closes, none takes its place and nothing else ends them."""
    closing = {track.id for track in _closed(ask, facts)}
    if not closing:
        return
    ended, stopped = {term.id for term in _ended(ask, facts)}, _newly_stopped(ask, facts)
    after = replace(
        ask.case,
        tracks=tuple(
            replace(track, closed_on=ask.day.isoformat()) if track.id in closing else track for track in ask.case.tracks
        ),
    )
    for term in after.terms:
        still = term.code in stopped or after.stopped(term.code, ask.day)
        if term.status == "suspended" and term.id not in ended and not still:
            yield TermMoved(
                old_id=term.id,
                reckoning=run_on(term, after, ask.calendar, on=ask.day),
                key=term.key,
                status="open",
                ended_on=None,
                start_seq=term.start_seq,
            )


def _extended(ask: Ask, facts: BaseModel) -> Iterator[TermMoved]:
    """Running terms that the step extends, from their old start; one that stands still goes on standing still."""
    added = {extend.term.code: extend.by(facts) for extend in ask.transition.extends}
    for term in ask.case.terms:
        if term.running and term.code in added:
            yield TermMoved(
                old_id=term.id,
                reckoning=run_on(term, ask.case, ask.calendar, on=ask.day, added=added[term.code]),
                key=term.key,
                status=term.status,
                ended_on=term.ended_on,
                start_seq=term.start_seq,
            )


def run_on(term: TermState, case: CaseFile, calendar: Calendar, *, on: date, added: int = 0) -> Reckoning:
    """The term from its old start, as the step that began it declares it, by the rule and as long as it was set then, with the days it
    stood still before ``on`` and was extended by, and ``added`` units more."""
    begun = next(act.transition for act in case.acts if act.seq == term.start_seq)
    declared = next(start.term for start in begun.starts if start.term.code == term.code)
    return reckon(
        _as_row(declared, term, case),
        date.fromisoformat(term.start_on),
        calendar,
        stops=case.stops(term.code, on),
        extended_by=case.extended_by(term) + added,
    )


def runs_on(term_id: str, case: CaseFile, calendar: Calendar, *, on: date) -> Reckoning | None:
    """A term of the case that stands still by its row, as it is counted ``on`` a day by which every stop of it has ended; ``None`` while one
    has not. A stop whose end was told beforehand ends with nobody recording so (:attr:`zhifa.engine.vocabulary.Open.until`)."""
    row = next(row for row in case.terms if row.id == term_id)
    return None if case.stopped(row.code, on) else run_on(row, case, calendar, on=on)


def names(end: End, code: str, key: str, facts: BaseModel) -> bool:
    """Whether the ending is of the term of this code under this key."""
    return end.term.code == code and (end.key is None or end.key(facts) == key)


def _status(end: End, term: TermState, ask: Ask) -> str:
    """How the term ends; one that stands still has been given the days it stood still so far."""
    if end.voids:
        return "void"
    moved = run_on(term, ask.case, ask.calendar, on=ask.day).due if term.status == "suspended" else term.due_day
    if ask.day <= moved:
        return "met"
    return "lapsed" if end.lapses else "late"


def _opened(ask: Ask, facts: BaseModel) -> Iterator[TrackOpened]:
    for opening in ask.transition.opens:
        if _wanted(opening, ask):
            yield TrackOpened(track=opening.track, key=_key(opening.key, facts))


def _closed(ask: Ask, facts: BaseModel) -> Iterator[TrackClosed]:
    for closing in ask.transition.closes:
        key = _key(closing.key, facts)
        track = _open_track(ask.case, closing.track.name, key) if _wanted(closing, ask) else None
        if track:
            yield TrackClosed(id=track.id, track=closing.track, key=key)


def _open_track(case: CaseFile, name: str, key: str) -> TrackState | None:
    return next((t for t in case.tracks if t.open and t.track == name and t.key == key), None)


def _review(ask: Ask) -> ReviewGiven | None:
    opinion, digest = ask.transition.opinion, ask.case.draft_digest if ask.transition.opinion else None
    if opinion is None or digest is None:
        return None
    rounds = max((review.round for review in ask.case.reviews), default=0)
    return ReviewGiven(round=rounds + 1, outcome=Outcome(opinion), draft_digest=digest)


def _assessment(ask: Ask) -> AssessmentGiven | None:
    answer = assessed(ask, ask.after) if ask.transition.assesses else None
    digest = ask.after.draft_digest
    return AssessmentGiven(assessment=answer, draft_digest=digest) if answer and digest else None


def _decision(ask: Ask) -> DecisionTaken | None:
    """A passed review goes before what the catalogue says, since it says more."""
    kind, case = ask.transition.decides, ask.case
    if kind is None or case.draft_digest is None:
        return None
    unreviewed = None if case.cleared else not_due(ask)
    last = None if kind.review is Review.EXEMPT or unreviewed else case.last_review
    return DecisionTaken(
        kind=kind.name,
        draft_digest=case.draft_digest,
        review_round=last.round if last else None,
        exempt_article=kind.exempt_article,
        assessment_id=unreviewed.id if unreviewed else None,
    )
