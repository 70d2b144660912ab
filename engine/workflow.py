"""A procedure, whole: states, transitions and what they promise.

Making a :class:`Workflow` proves it sound (:mod:`zhifa.engine.check`), so a faulty procedure cannot be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.check import check
from zhifa.engine.fined import Fine
from zhifa.engine.fingerprint import fingerprint
from zhifa.engine.linked import Link
from zhifa.engine.rules import RulePack
from zhifa.engine.vocabulary import Role, State, Transition

if TYPE_CHECKING:
    from zhifa.engine.casefile import CaseFile


def _nobody(_: CaseFile) -> Mapping[str, str]:
    return {}


def _unknown(_: CaseFile) -> None:
    return None


def _no_links(_: BaseModel) -> tuple[Link, ...]:
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Workflow:
    """A whole procedure. Making one proves it sound or raises :class:`~zhifa.engine.check.DefinitionFault` with the path that shows why."""

    name: str
    version: int
    label: str
    act: str
    """Kind of enforcement act, as certificates name it: penalty, licence, coercion, …"""
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
    links: Callable[[BaseModel], tuple[Link, ...]] = _no_links
    """What the facts of a step say of other cases."""
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

    def __post_init__(self) -> None:
        check(self)

    @cached_property
    def by_name(self) -> Mapping[str, Transition]:
        return {transition.name: transition for transition in self.transitions}

    @cached_property
    def state_by_name(self) -> Mapping[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def opening(self) -> Transition:
        """The transition that opens a case."""
        return next(t for t in self.transitions if t.opens_case)

    @cached_property
    def deemed(self) -> Mapping[str, tuple[Transition, ...]]:
        """What comes about by law when a term of this code runs out: steps that the system takes, no two of them from one state."""
        found: dict[str, tuple[Transition, ...]] = {}
        for step in self.transitions:
            for end in step.ends if step.of_itself else ():
                found[end.term.code] = (*found.get(end.term.code, ()), step)
        return found

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the declaration: names, edges, roles, guards, papers, terms and forms."""
        return fingerprint(self)
