"""The words in which a procedure is declared: frozen, typed, followable by go-to-definition.

Guards, conditions and forms are plain functions and classes, named where they are used; :mod:`zhifa.engine.workflow` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel

from zhifa.engine.refusals import Reason, Refusal
from zhifa.engine.register import Policy
from zhifa.engine.terms import Term

if TYPE_CHECKING:
    from zhifa.engine.ask import Ask


class Phase(StrEnum):
    """The six phases of an enforcement case, in order."""

    START = "start"
    INVESTIGATE = "investigate"
    REVIEW = "review"
    DECIDE = "decide"
    SERVE = "serve"
    PUBLISH = "publish"

    @property
    def label(self) -> str:
        return _PHASE_LABELS[self]


_PHASE_LABELS = {
    Phase.START: "启动",
    Phase.INVESTIGATE: "调查",
    Phase.REVIEW: "审核",
    Phase.DECIDE: "决定",
    Phase.SERVE: "送达",
    Phase.PUBLISH: "履行与公示",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A post from which a step may be taken. ``handles``: acting in it makes one unfit to review the case (invariant 3).
    ``gathers``: who holds it brings evidence in without handling the case; no part of the digest, since nothing is decided by it.
    ``administers``: who holds it keeps the agency's registers and takes no step of a case."""

    name: str
    label: str
    handles: bool = False
    gathers: bool = False
    administers: bool = False


SYSTEM = Role(name="system", label="系统")
"""No post, and no register can give it: who records what comes about by law when a term runs out (:mod:`zhifa.engine.expiry`). Its name is
also the id of the actor."""

REGISTRAR = Role(name="registrar", label="名录管理员", administers=True)
"""Keeps the agency's register, and takes no step of enforcement, whatever the procedure (convention)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a case stands. An ended state keeps the phase it ended in, and is left only for another ended one (归档), or to decide anew."""

    name: str
    label: str
    phase: Phase
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A term whose duty cannot lawfully be done while a track is open: its days go on, but nobody is late, and people are told the cause."""

    term: Term
    cause: str
    """In Chinese: 决定书尚未送达."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A small life beside the state: any number at once, each under a key of its own; closing asks that all have ended."""

    name: str
    label: str
    stops: tuple[Term, ...] = ()
    """Terms that stand still while it is open, and whose end then moves by the days they stood still."""
    excluded_as: str = ""
    """Name of the exclusion, of a rule or of the agency's policy, by which they do; the term's explanation tells it."""
    holds: tuple[Hold, ...] = ()
    """Terms that wait for it; no part of the digest, since it changes what people are told and nothing that is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A check that must have nothing to object before a transition is taken.

    ``check`` answers with a tuple of refusals, empty when it has no objection; any other answer counts as a refusal. ``refuses`` lists every
    reason it can give. ``early``: it can be asked before the facts are known, so :meth:`Office.options` asks it.
    """

    name: str
    label: str
    article: str
    check: Callable[[Ask], tuple[Refusal, ...]]
    refuses: tuple[Reason, ...]
    early: bool = False
    looks_beyond: bool = False
    """It asks about other cases of the party, which are looked up for it."""
    reads_papers: bool = False
    """It reads the papers of the case, whose text is looked up for it."""
    of_review: bool = False
    """It judges the standing of a review; a correction, which voids reviews anyway, does not ask it again."""
    at_entry: bool = False
    """It keeps a wrong figure from being entered. What has happened since stays as it is, so a correction asks it of the corrected act alone."""
    all_tracks: bool = False
    """It refuses while any track is open but those the step closes itself; the proof that no track stays open for good rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A question that chooses among targets or says whether a term or track begins; it refuses nothing."""

    name: str
    label: str
    holds: Callable[[Ask], bool]


@dataclass(frozen=True, slots=True)
class Target:
    """A state a transition may lead to. ``cleared``: only while a passed review of the present draft stands."""

    state: State
    when: Condition | None = None
    cleared: bool = False

    @property
    def default(self) -> bool:
        return self.when is None and not self.cleared


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A term that a transition starts. It runs from the day the step occurred unless ``since`` reads another day from the facts."""

    term: Term
    length: Callable[[Policy], int] | None = None
    """Where the agency's policy sets the length."""
    since: Callable[[BaseModel], date] | None = None
    key: Callable[[BaseModel], str] | None = None
    each: Callable[[BaseModel], Mapping[str, date]] | None = None
    """Instead of ``since`` and ``key``: one term for every key, from its day (分期)."""
    reckoned_from: Callable[[Ask], date | None] | None = None
    """Instead of ``since``: the day is read out of the case file, and may lie ahead, as the end of another term; ``None``: it does not begin."""
    when: Condition | None = None
    hastened: bool = False
    """The agency's catalogue of major decisions may shorten it; only where the same step asks that catalogue (:attr:`Transition.assesses`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A term that a transition ends, if it is open; with ``key``, only the one under that key."""

    term: Term
    key: Callable[[BaseModel], str] | None = None
    when: Condition | None = None
    lapses: bool = False
    """A right of the party, or a time that only has to go by: after its due day it counts as lapsed, not late."""
    voids: bool = False
    """It is set aside, because another takes its place or what it served is gone: it counts neither as met nor as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """A running term that a transition extends, by so many of its units; who may and how far, a guard asks."""

    term: Term
    by: Callable[[BaseModel], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A track that a transition opens. It is refused while one under the same key is open."""

    track: Track
    key: Callable[[BaseModel], str] | None = None
    when: Condition | None = None
    until: Callable[[BaseModel], date] | None = None
    """The last day on which it stops the terms of its track, however long it is open; ``None``: as long as it is. A term counts on from the
    next day, though its row says so only once the track closes."""
    during: Term | None = None
    """Instead of ``until``: it stops them no longer than this term runs, which the same step starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A track that a transition closes. It is refused when none under that key is open."""

    track: Track
    key: Callable[[BaseModel], str] | None = None
    when: Condition | None = None


class Outcome(StrEnum):
    """What a legal review concludes."""

    AGREED = "agreed"
    PROBLEMS = "problems"


class Review(StrEnum):
    """When a decision of a kind needs a passed legal review."""

    ALWAYS = "always"
    BY_CATALOGUE = "by_catalogue"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionKind:
    """A kind of decision. ``exempt_article`` is given exactly when review is EXEMPT."""

    name: str
    label: str
    review: Review = Review.ALWAYS
    exempt_article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A step of the procedure.

    ``sources`` empty: it opens the case. ``targets`` empty: the case stays where it is. ``papers`` names the document types rendered, or
    ``no_paper`` gives the reason there is none. ``voids_review``: it can change draft, amount or evidence, so an opinion given before does
    not stand after it (invariant 2).
    """

    name: str
    label: str
    sources: tuple[State, ...]
    targets: tuple[Target, ...] = ()
    roles: tuple[Role, ...]
    guards: tuple[Guard, ...] = ()
    papers: tuple[str, ...] = ()
    no_paper: str | None = None
    starts: tuple[Start, ...] = ()
    ends: tuple[End, ...] = ()
    extends: tuple[Extend, ...] = ()
    opens: tuple[Open, ...] = ()
    closes: tuple[Close, ...] = ()
    opinion: Outcome | None = None
    voids_review: bool = False
    decides: DecisionKind | None = None
    assesses: bool = False
    """The agency's catalogue of major decisions is asked about the draft as the step leaves it, and its answer goes on record."""
    prompt: bool = False
    """It is recorded on the day it occurs: its paper carries a number and a date that nobody may set back."""
    reopens: bool = False
    """What was decided is to be decided anew: the decision stays on record, and nothing that led to it clears the next one."""
    final: str | None = None
    """Why its act is not corrected but done anew, and how; ``None``: it can be corrected."""
    facts: type[BaseModel]

    @property
    def looks_beyond(self) -> bool:
        """Whether a guard of it asks about other cases of the party."""
        return any(guard.looks_beyond for guard in self.guards)

    @property
    def reads_papers(self) -> bool:
        """Whether a guard of it reads the papers of the case."""
        return any(guard.reads_papers for guard in self.guards)

    @property
    def grants_review(self) -> bool:
        """Whether it is the act by which a legal review passes."""
        return self.opinion is Outcome.AGREED

    @property
    def opens_case(self) -> bool:
        return not self.sources

    @property
    def of_itself(self) -> bool:
        """Whether it comes about by law, and only the system records it."""
        return SYSTEM in self.roles
