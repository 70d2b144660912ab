"""A procedure, whole: states, transitions and what they promise.

Making a :class:`Workflow` proves it sound (:mod:`zhifa.engine.check`), so a faulty procedure cannot be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.check import check
from zhifa.engine.fined import Fine
from zhifa.engine.fingerprint import fingerprint
from zhifa.engine.heading import Heading
from zhifa.engine.linked import Link
from zhifa.engine.rules import RulePack, as_set
from zhifa.engine.succession import Succession
from zhifa.engine.terms import Term
from zhifa.engine.vocabulary import Review, Role, State, Track, Transition

if TYPE_CHECKING:
    from zhifa.engine.assessment import Inputs
    from zhifa.engine.casefile import CaseFile
    from zhifa.engine.register import Register


def _nobody(_: CaseFile) -> Mapping[str, str]:
    return {}


def _unknown(_: CaseFile) -> None:
    return None


def _no_links(_: BaseModel) -> tuple[Link, ...]:
    return ()


def _no_inputs(_: CaseFile, __: Register) -> None:
    return None


def _by_its_procedure(case: CaseFile) -> Heading:
    return Heading(cause=case.workflow.label)


@dataclass(frozen=True, kw_only=True, eq=False)
class Workflow:
    """A whole procedure. Making one proves it sound or raises :class:`~zhifa.engine.check.DefinitionFault` with the path that shows why."""

    name: str
    version: int
    label: str
    act: str
    """Kind of enforcement act, as certificates name it: penalty, licence, coercion, …"""
    enforces: bool = True
    """Whether its cases are enforcement, in which who keeps the register takes no step; no part of the digest."""
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    review_state: State
    """Where a correction sends a case that has left review without a decision."""
    draft: Callable[[CaseFile], Mapping[str, JSON] | None]
    """What legal review reads: the draft of the decision as it now stands, or ``None`` before there is one."""
    handlers: Callable[[CaseFile], frozenset[str]]
    """Ids of the officers who handle the case now."""
    involved: Callable[[CaseFile], Mapping[str, str]]
    """Everybody who ever handled the case, with what they did: barred from reviewing it (invariant 3)."""
    barred: Callable[[CaseFile], Mapping[str, str]] = _nobody
    """Everybody who may do nothing more in the case, with why: those who must withdraw (回避)."""
    party: Callable[[CaseFile], str | None] = _unknown
    """Digest by which the party is found in other cases; ``None`` where it cannot be told from others."""
    fine: Callable[[CaseFile], Fine | None] = _unknown
    """The fine that stands in the case; ``None`` before a decision imposes one, and once it is annulled or changed to none."""
    heading: Callable[[CaseFile], Heading] = _by_its_procedure
    """What lists show of a case and find it by; no part of the digest."""
    links: Callable[[BaseModel], tuple[Link, ...]] = _no_links
    """What the facts of a step say of other cases."""
    inputs: Callable[[CaseFile, Register], Inputs | None] = _no_inputs
    """What the catalogue of major decisions is asked of the draft as it stands; ``None`` before there is one."""
    case_bound: frozenset[str]
    """Names of posts that act only in cases of their own: handlers."""
    correctors: tuple[Role, ...]
    """Who may enter a correction."""
    approvers: tuple[Role, ...]
    """Who may approve one; never who enters it."""
    decision_papers: Mapping[str, str] = field(default_factory=dict)
    """Document type of each decision kind."""
    packs: tuple[RulePack, ...] = ()
    """The rule packs an agency may choose from; a term keeps the version it was set by, so they are no part of the digest."""
    usual: Mapping[State, tuple[Transition, ...]] = field(default_factory=dict)
    """What a case waits for in each state, the furthest step first; of a state that is not named, every step that leads out of it. No part of the digest."""
    succeeds: Succession | None = None
    """The version whose cases may be moved to this one, and back; no part of the digest."""

    def __post_init__(self) -> None:
        check(self)

    @cached_property
    def by_name(self) -> Mapping[str, Transition]:
        return {transition.name: transition for transition in self.transitions}

    @cached_property
    def state_by_name(self) -> Mapping[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def leaving(self) -> Mapping[str, frozenset[str]]:
        """Names of the steps that start from each state, by its name."""
        return {
            state.name: frozenset(step.name for step in self.transitions if state in step.sources)
            for state in self.states
        }

    def starting_from(self, state: State | None) -> tuple[Transition, ...]:
        """The steps that start from a state, in their order; of a case that stands in none, there are none."""
        names = self.leaving[state.name] if state else frozenset[str]()
        return tuple(step for step in self.transitions if step.name in names)

    def usual_from(self, state: State) -> tuple[Transition, ...]:
        """The steps of the usual way from a state, the furthest first, as this version declares them."""
        named = tuple(self.by_name[step.name] for step in self.usual.get(state, ()))
        leading = (step for step in self.starting_from(state) if step.targets)
        return named or tuple(step for step in leading if not step.of_itself and not step.reopens)

    @cached_property
    def track_by_name(self) -> Mapping[str, Track]:
        """The tracks that its steps open."""
        return {opens.track.name: opens.track for step in self.transitions for opens in step.opens}

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Every role that something in its cases asks for, once."""
        of_steps = (role for step in self.transitions for role in step.roles)
        return tuple(dict.fromkeys((*of_steps, *self.correctors, *self.approvers)))

    @cached_property
    def gatherers(self) -> tuple[Role, ...]:
        """Those of them from which evidence is brought in."""
        return tuple(role for role in self.roles if role.handles or role.gathers)

    @cached_property
    def opening(self) -> Transition:
        """The transition that opens a case."""
        return next(t for t in self.transitions if t.opens_case)

    def term(self, code: str, label: str) -> Term:
        """The declared term of a row; several may share a code, and then go by their label. ``LookupError`` for a code that no step starts."""
        known = self._terms.get(code)
        if known is None:
            raise LookupError(f"流程“{self.label}”第{self.version}版没有期限 {code}")
        return known.get(label) or next(iter(known.values()))

    def as_set(self, code: str, label: str, *, version: str, length: int) -> Term:
        """The declared term of a row as it was set: by the rule of that version, and as long as it was then."""
        return as_set(self.packs, self.term(code, label), version=version, length=length)

    @cached_property
    def _terms(self) -> Mapping[str, Mapping[str, Term]]:
        found: dict[str, dict[str, Term]] = {}
        for term in (start.term for step in self.transitions for start in step.starts):
            found.setdefault(term.code, {}).setdefault(term.label, term)
        return found

    @cached_property
    def holds(self) -> Mapping[str, Mapping[str, str]]:
        """For the code of each term that may have to wait: the tracks it waits for while they are open, each with the cause in Chinese."""
        found: dict[str, dict[str, str]] = {}
        for track in (opening.track for step in self.transitions for opening in step.opens):
            for hold in track.holds:
                found.setdefault(hold.term.code, {})[track.name] = hold.cause
        return found

    def waits(self, code: str, open_tracks: Set[str]) -> str | None:
        """Why nobody is late by a term of this code while tracks of these names are open, in Chinese; ``None``: it does not wait."""
        causes = self.holds.get(code, {})
        return next((cause for track, cause in causes.items() if track in open_tracks), None)

    @cached_property
    def told_stops(self) -> Mapping[str, frozenset[str]]:
        """For the code of each term whose stop may end with nobody recording so: the tracks that stop it up to a day told beforehand."""
        found: dict[str, set[str]] = {}
        for opening in (
            opening for step in self.transitions for opening in step.opens if opening.until or opening.during
        ):
            for stopped in opening.track.stops:
                found.setdefault(stopped.code, set()).add(opening.track.name)
        return {code: frozenset(tracks) for code, tracks in found.items()}

    @cached_property
    def deemed(self) -> Mapping[str, tuple[Transition, ...]]:
        """What comes about by law when a term of this code runs out: steps that the system takes, no two of them from one state."""
        found: dict[str, tuple[Transition, ...]] = {}
        for step in self.transitions:
            for end in step.ends if step.of_itself else ():
                found[end.term.code] = (*found.get(end.term.code, ()), step)
        return found

    @property
    def asks_catalogue(self) -> bool:
        """Whether it says what the catalogue of major decisions is to be asked."""
        return self.inputs is not _no_inputs

    @cached_property
    def catalogued(self) -> bool:
        """Whether a decision of some kind is reviewed only where the catalogue of major decisions asks for it."""
        return any(step.decides is not None and step.decides.review is Review.BY_CATALOGUE for step in self.transitions)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the declaration: names, edges, roles, guards, papers, terms and forms."""
        return fingerprint(self)
