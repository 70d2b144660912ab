"""What a lawful command will do: everything the office must write, decided before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel

from zhifa.engine.assessment import Assessment
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.fined import Fine
from zhifa.engine.linked import Link
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import Reckoning
from zhifa.engine.vocabulary import Outcome, State, Track, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class TermStarted:
    reckoning: Reckoning
    key: str
    suspended: bool = False
    """It begins while a track that stops it is open, and runs once that closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEnded:
    id: str
    code: str
    status: str
    """met, or late when it ended after its due day; lapsed for a right; void when begun anew; suspended while it stands still."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMoved:
    """A term reckoned anew because what it started from was corrected, because it stood still for a time, or because it was extended."""

    old_id: str | None
    """The row that it replaces; ``None`` where it begins only now, or was set aside."""
    reckoning: Reckoning
    key: str
    status: str
    ended_on: str | None
    start_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackOpened:
    track: Track
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackClosed:
    id: str
    track: Track
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGiven:
    round: int
    outcome: Outcome
    draft_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentGiven:
    """What the catalogue of major decisions makes of the draft as the step leaves it."""

    assessment: Assessment
    draft_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """A decision with the review that clears it, the article that exempts it, or the assessment that it needs no review."""

    kind: str
    draft_digest: str
    review_round: int | None
    exempt_article: str | None
    assessment_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One step, ready to be carried out. Nothing in it depends on a later look at the case."""

    transition: Transition
    source: State | None
    target: State
    facts: BaseModel
    at: datetime
    recorded_at: datetime
    late: bool
    """Recorded on a later legal day than it occurred (补录)."""
    papers: tuple[str, ...]
    after: CaseFile
    """The case file with the step taken, for the papers that tell of it."""
    started: tuple[TermStarted, ...] = ()
    ended: tuple[TermEnded, ...] = ()
    resumed: tuple[TermMoved, ...] = ()
    """Terms that run on after standing still, or longer because they were extended."""
    opened: tuple[TrackOpened, ...] = ()
    closed: tuple[TrackClosed, ...] = ()
    draft_digest: str | None = None
    """Digest of the draft after the step."""
    review: ReviewGiven | None = None
    assessment: AssessmentGiven | None = None
    decision: DecisionTaken | None = None
    fine: Fine | None = None
    """The fine that the step imposes, for other cases to be held against."""
    fine_ended: bool = False
    """The fine that stood before the step is gone: annulled, or changed to none."""
    links: tuple[Link, ...] = ()
    """What the step says of other cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Every reason why a command is refused, at once."""

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPlan:
    """A correction, ready to be recorded."""

    source: State
    target: State
    seq: int
    path: str
    old: JSON
    new: JSON
    voids_review: bool
    moved: tuple[TermMoved, ...]
    voided: tuple[str, ...]
    """Ids of terms that the corrected file does not begin, or sets aside."""
    opened: tuple[TrackOpened, ...]
    """Tracks that an act closed, as it was entered, and that the corrected file leaves open."""
    closed: tuple[TrackClosed, ...]
    facts: BaseModel
    """The facts of the corrected step, as they should have been."""
    fine: Fine | None
    """The fine that stands by the corrected file and did not before, for other cases to be held against."""
    fine_ended: bool
    at: datetime
    recorded_at: datetime
