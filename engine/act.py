"""One step of a case as it is on file: who, when, what was said, and what was corrected since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar, cast

from pydantic import BaseModel

from zhifa.engine.vocabulary import Transition

F = TypeVar("F", bound=BaseModel)


class Superseded(NamedTuple):
    """What an act said until a correction: the entry that corrected it, and the facts and time as they stood before."""

    until: int
    raw: str
    at: datetime


class Act(Generic[F]):
    """One step taken. The facts are parsed when first asked for, if they are not given."""

    __slots__ = ("_facts", "actor", "at", "on_behalf_of", "raw", "recorded_at", "seq", "superseded", "transition")

    def __init__(
        self,
        *,
        seq: int,
        transition: Transition,
        actor: str,
        at: datetime,
        recorded_at: datetime,
        raw: str,
        facts: F | None = None,
        superseded: tuple[Superseded, ...] = (),
        on_behalf_of: str | None = None,
    ) -> None:
        self.seq = seq
        self.transition = transition
        self.actor = actor
        """Id of the officer who took it."""
        self.on_behalf_of = on_behalf_of
        """Id of the officer whose post it was taken from, where the actor is that one's deputy (代行职权)."""
        self.at = at
        """When it occurred, as corrected."""
        self.recorded_at = recorded_at
        self.raw = raw
        """The facts as JSON text, as corrected."""
        self.superseded = superseded
        """What it said before each correction, oldest first."""
        self._facts = facts

    @property
    def facts(self) -> F:
        if self._facts is None:
            self._facts = cast("F", self.transition.facts.model_validate_json(self.raw))
        return self._facts

    @property
    def officers(self) -> tuple[str, ...]:
        """Ids of all who answer for it: who took it and, where that was a deputy, whose post it was."""
        return (self.actor, self.on_behalf_of) if self.on_behalf_of else (self.actor,)

    def saying(self, facts: BaseModel, *, at: datetime) -> Act[BaseModel]:
        """The act with these facts, at this time; what it said before earlier corrections stays with it."""
        return Act(
            seq=self.seq,
            transition=self.transition,
            actor=self.actor,
            at=at,
            recorded_at=self.recorded_at,
            raw=facts.model_dump_json(),
            facts=facts,
            superseded=self.superseded,
            on_behalf_of=self.on_behalf_of,
        )

    def as_of(self, seq: int) -> Act[F]:
        """The act as the file showed it just before entry ``seq``."""
        for old in self.superseded:
            if old.until >= seq:
                return self._version(old)
        return self

    def versions(self) -> Iterator[Act[F]]:
        """Everything the act ever said, the present version last."""
        for old in self.superseded:
            yield self._version(old)
        yield self

    def _version(self, old: Superseded) -> Act[F]:
        return Act(
            seq=self.seq,
            transition=self.transition,
            actor=self.actor,
            at=old.at,
            recorded_at=self.recorded_at,
            raw=old.raw,
            on_behalf_of=self.on_behalf_of,
        )
