"""The case file as the core reads it: acts, terms, tracks, reviews and papers of one case at one version. Immutable, and free of storage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar, cast

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.draft import draft_digest
from zhifa.engine.fined import Fine
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.rules import as_set
from zhifa.engine.terms import Mark, Stop
from zhifa.engine.vocabulary import State, Track
from zhifa.engine.workflow import Workflow

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermState:
    """A term of the case as its row stands."""

    id: str
    code: str
    key: str
    label: str
    start_on: str
    start_seq: int
    length: int
    nominal: str
    due: str
    """ISO day, or UTC instant for a term in hours."""
    provisional: bool
    status: str
    """open, suspended, met, late, lapsed or void."""
    ended_on: str | None = None
    safe: str | None = None
    rule_version: str = ""
    """The version of the rule it was set by, as its row keeps it."""

    @property
    def running(self) -> bool:
        """Not ended; it may stand still for a time."""
        return self.status in ("open", "suspended")

    @property
    def due_day(self) -> date:
        """The legal day on which it ends."""
        return due_day(self.due)


def due_day(due: str) -> date:
    """The legal day on which a term ends that ends on a day, or at an instant."""
    return date.fromisoformat(due) if len(due) == 10 else legal_day(parse_instant(due))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackState:
    id: str
    track: str
    key: str
    opened_seq: int
    opened_on: str
    closed_on: str | None = None
    closed_seq: int | None = None

    @property
    def open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRound:
    """A finished round of legal review."""

    round: int
    draft_digest: str
    outcome: str
    reviewer: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentMade:
    """What the catalogue of major decisions made of a draft."""

    id: str
    draft_digest: str
    due: bool
    rules_digest: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    kind: str
    draft_digest: str
    decided_at: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOnFile:
    id: str
    code: str
    title: str
    number: str | None
    issued_on: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One handler replaced by another."""

    seq: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionMade:
    """A correction on file: who entered it, who approved it, which act it mended."""

    seq: int
    target: int
    actor: str
    approver: str
    voids_review: bool
    on_behalf_of: str | None = None
    """As whose deputy the actor entered it."""


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One case at one version. A case about to be opened has version 0, no acts and no state."""

    id: str
    agency_id: str
    workflow: Workflow
    state: State | None
    version: int
    replay: bool
    opened_at: datetime
    acts: tuple[Act[BaseModel], ...] = ()
    terms: tuple[TermState, ...] = ()
    tracks: tuple[TrackState, ...] = ()
    reviews: tuple[ReviewRound, ...] = ()
    assessments: tuple[AssessmentMade, ...] = ()
    decisions: tuple[DecisionMade, ...] = ()
    papers: tuple[PaperOnFile, ...] = ()
    handed_over: tuple[HandOver, ...] = ()
    corrections: tuple[CorrectionMade, ...] = ()
    next_seq: int = 0
    head_hash: str | None = None
    template_versions: Mapping[str, str] = field(default_factory=dict)
    """Version of each document type's template in force."""
    fines: tuple[Fine, ...] = ()
    """Fines on the party in other cases, where a guard asks for them."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Text of the issued papers by their id, line by line as printed, where a guard reads them."""
    profile: Mapping[str, str] = field(default_factory=dict)
    """What the agency's register has printed in decisions: payee, review body, court."""
    calendar_version: int = 0
    """Version of the agency's calendar when the case was read; 0: it took no file in."""
    opened_version: int | None = None
    """Version of the procedure that the case was opened under; ``None``: that of ``workflow``. It stays the same when the case is moved."""

    def each(self, form: type[F]) -> Iterator[Act[F]]:
        """Every act with facts of exactly this form, oldest first."""
        return (cast("Act[F]", act) for act in self.acts if act.transition.facts is form)

    def last(self, form: type[F]) -> Act[F] | None:
        """The latest act with facts of exactly this form."""
        for act in reversed(self.acts):
            if act.transition.facts is form:
                return cast("Act[F]", act)
        return None

    def before(self, seq: int) -> CaseFile:
        """The file as it stood before entry ``seq``, later corrections of what was on it included."""
        return replace(
            self,
            acts=tuple(act for act in self.acts if act.seq < seq),
            terms=tuple(term for term in self.terms if term.start_seq < seq),
            tracks=tuple(
                replace(track, closed_on=None) if track.closed_seq is not None and track.closed_seq >= seq else track
                for track in self.tracks
                if track.opened_seq < seq
            ),
            reviews=tuple(review for review in self.reviews if review.seq < seq),
            assessments=tuple(assessment for assessment in self.assessments if assessment.seq < seq),
            decisions=tuple(decision for decision in self.decisions if decision.seq < seq),
            papers=tuple(paper for paper in self.papers if paper.seq < seq),
            handed_over=tuple(change for change in self.handed_over if change.seq < seq),
            corrections=tuple(correction for correction in self.corrections if correction.seq < seq),
            next_seq=seq,
        )

    def as_told(self, seq: int) -> CaseFile:
        """The file as it showed itself just before entry ``seq``: what was corrected later still stands uncorrected."""
        then = self.before(seq)
        return replace(then, acts=tuple(act.as_of(seq) for act in then.acts))

    def amended(self, seq: int, facts: BaseModel) -> CaseFile:
        """The file with other facts in the act of entry ``seq``."""
        acts = tuple(act.saying(facts, at=act.at) if act.seq == seq else act for act in self.acts)
        return replace(self, acts=acts)

    def term(self, code: str) -> TermState | None:
        """The latest term of this code that was not made void."""
        found = [term for term in self.terms if term.code == code and term.status != "void"]
        return max(found, key=lambda term: term.start_seq, default=None)

    def extended_by(self, term: TermState) -> int:
        """Units by which acts on file have extended the term since it began, and before another took its place."""
        alike = (t.start_seq for t in self.terms if (t.code, t.key) == (term.code, term.key))
        until = min((seq for seq in alike if seq > term.start_seq), default=self.next_seq)
        acts = (act for act in self.acts if term.start_seq < act.seq < until)
        return sum(e.by(act.facts) for act in acts for e in act.transition.extends if e.term.code == term.code)

    def stops(self, code: str, until: date) -> tuple[Stop, ...]:
        """When terms of this code stood still, and by what; a time that still runs is counted up to ``until``, one set beforehand no longer
        than that."""
        return tuple(
            Stop(
                date.fromisoformat(track.opened_on),
                min(date.fromisoformat(track.closed_on) if track.closed_on else until, self._stops_until(track)),
                self._ground(declared, code),
            )
            for track, declared in self._stopping(code, self.tracks)
        )

    def stopped(self, code: str, on: date) -> bool:
        """Whether terms of this code stand still on that day."""
        return bool(self.stopped_by(code, on))

    def stopped_by(self, code: str, on: date) -> tuple[str, ...]:
        """What keeps terms of this code standing still on that day, each with the provision that allows it, in Chinese."""
        open_now = self._stopping(code, self.open_tracks())
        return tuple(self._ground(declared, code) for track, declared in open_now if on <= self._stops_until(track))

    def waits(self, code: str) -> str | None:
        """Why nobody is late by terms of this code now, in Chinese: 决定书尚未送达."""
        return self.workflow.waits(code, {track.track for track in self.open_tracks()})

    def _stopping(self, code: str, among: tuple[TrackState, ...]) -> Iterator[tuple[TrackState, Track]]:
        """Those of these tracks that stop terms of this code, as they are declared."""
        declared = {o.track.name: o.track for t in self.workflow.transitions for o in t.opens} if among else {}
        for track in among:
            if track.track in declared and code in {term.code for term in declared[track.track].stops}:
                yield track, declared[track.track]

    def _stops_until(self, track: TrackState) -> date:
        """The last day on which it stops a term; the end of all days where none was set beforehand."""
        began = next((act for act in self.acts if act.seq == track.opened_seq), None)
        openings = began.transition.opens if began else ()
        opening = next((opening for opening in openings if opening.track.name == track.track), None)
        if began is None or opening is None:
            return date.max
        if opening.during is not None:
            return self._last_day(opening.during.code, began.seq)
        return opening.until(began.facts) if opening.until else date.max

    def _last_day(self, code: str, seq: int) -> date:
        """The day on which the term of this code ends that entry ``seq`` began; the latest row of it counts."""
        rows = [term for term in self.terms if (term.code, term.start_seq) == (code, seq)]
        standing = [term for term in rows if term.status != "void"] or rows
        return max((term.due_day for term in standing), default=date.max)

    def _ground(self, track: Track, code: str) -> str:
        """What stops the term, and by what provision: the rule by which the term was set or, where that names no such time, the agency's own."""
        row = self.term(code)
        if row is None or not track.excluded_as:
            return track.label
        declared = next(term for term in track.stops if term.code == code)
        rule = as_set(self.workflow.packs, declared, version=row.rule_version, length=row.length)
        named = next((exclusion for exclusion in rule.exclusions if exclusion.name == track.excluded_as), None)
        ground = f"{named.article}；{named.mark.label}" if named else Mark.AGENCY.label
        return f"{track.label}（{ground}）"

    def open_tracks(self) -> tuple[TrackState, ...]:
        return tuple(track for track in self.tracks if track.open)

    @cached_property
    def revision(self) -> int:
        """How often draft, amount or evidence may have changed; part of the draft's digest, so A → B → A needs a new review."""
        return sum(act.transition.voids_review for act in self.acts) + sum(c.voids_review for c in self.corrections)

    @cached_property
    def barred(self) -> Mapping[str, str]:
        """Everybody who may do nothing more in the case, with why."""
        return self.workflow.barred(self)

    @cached_property
    def draft_digest(self) -> str | None:
        """Digest of the draft as it stands; ``None`` before there is one."""
        return draft_digest(self)

    @property
    def decided(self) -> bool:
        """Whether a decision stands that no later step reopened."""
        reopened = max((act.seq for act in self.acts if act.transition.reopens), default=-1)
        return any(decision.seq > reopened for decision in self.decisions)

    @property
    def last_review(self) -> ReviewRound | None:
        """The last finished round of review."""
        return max(self.reviews, key=lambda review: review.round, default=None)

    @property
    def cleared(self) -> bool:
        """Whether the last round of review agreed to this very draft (处罚法 58; invariant 2)."""
        last = self.last_review
        return last is not None and last.outcome == "agreed" and self.stands(last)

    def stands(self, review: ReviewRound) -> bool:
        """Whether the opinion is about the draft as it now stands: any change of the draft voids it (invariant 2)."""
        return review.draft_digest == self.draft_digest
