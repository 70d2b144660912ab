"""A migration as it is asked for, and what comes of it: a case that goes on under another version of its procedure (流程版本变更)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile, TermState
from zhifa.engine.fields import Form, Text
from zhifa.engine.instants import instant_text
from zhifa.engine.refusals import Refusal
from zhifa.engine.succession import Succession
from zhifa.engine.vocabulary import State, Transition

LABEL = "流程版本变更"
"""What the entry of a migration is called."""


class MigrationForm(Form):
    """What is entered with a migration."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A case is to go on under another version of its procedure."""

    case_id: str
    version: int
    """The version it is to go on under."""
    reason: str
    actor: str
    occurred_at: datetime
    expected_version: int
    """The version of the case file, as with any command."""

    @property
    def key(self) -> str:
        """One version of a case file is moved to one version of the procedure once."""
        return f"migration/{self.version}/{self.case_id}/{self.expected_version}"

    def digest(self) -> str:
        """What tells this request from another under the same key."""
        content: dict[str, JSON] = {
            "case": self.case_id,
            "version": self.version,
            "reason": self.reason,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
            "expected_version": self.expected_version,
        }
        return digest("migration/1", canonical(content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a check that a step did not have before says against it now."""

    step: Transition
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationPlan:
    """What a migration makes of a case."""

    before: CaseFile
    after: CaseFile
    """The same file, read by the other version."""
    renamed: Succession
    """By which names it is read from then on."""
    gained: tuple[Transition, ...]
    """Steps that start from here, and did not before."""
    lost: tuple[Transition, ...]
    """Steps that started from here, and do no more."""
    objections: tuple[Objection, ...]
    """What the checks that are new to the other steps would say now, as far as can be said before the facts."""

    @property
    def source(self) -> State:
        return here(self.before)

    @property
    def target(self) -> State:
        """Where the case stands, by the name it has in the other version."""
        return here(self.after)

    @property
    def terms(self) -> tuple[TermState, ...]:
        """The terms that run: each goes on as it was set."""
        return tuple(term for term in self.after.terms if term.running)

    @property
    def review_falls(self) -> bool:
        """Whether a review that has passed clears the draft no more, because the other version reads it otherwise."""
        return self.before.cleared and not self.after.cleared


def here(case: CaseFile) -> State:
    """Where a case on file stands."""
    assert case.state is not None, "a case on file stands somewhere"
    return case.state
