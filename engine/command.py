"""What an officer asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.instants import instant_text

_LONGEST = 200


def require_name(text: str, *, field: str) -> None:
    """Refuse what is no name: ``ValueError`` for a text that is empty, too long or holds a character that no reader sees."""
    if not 0 < len(text) <= _LONGEST or not text.isprintable():
        raise ValueError(f"{field}={text[:60]!r}: 1 to {_LONGEST} visible characters are needed")


def behalf(officer: str | None) -> dict[str, JSON]:
    """What the digest of a request says of the officer as whose deputy the actor acts; nothing where he acts for himself."""
    return {"on_behalf_of": officer} if officer is not None else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One officer's request that one step be taken in one case.

    ``occurred_at`` is when the step was taken (aware; the office adds when it was recorded). ``expected_version`` is the version of the case
    the officer saw: another one makes the command stale. ``key`` makes a repeated command harmless: the same key with the same command
    answers what was done, with another command it is refused. ``facts`` are checked by the transition's form. ``ValueError`` names a field
    that is no visible text of 1 to 200 characters, or a time without its UTC offset.
    """

    case_id: str
    transition: str
    actor: str
    occurred_at: datetime
    expected_version: int
    key: str
    facts: Mapping[str, JSON] = field(default_factory=dict)
    on_behalf_of: str | None = None
    """Id of the officer as whose deputy the actor acts (代行职权); part of the digest only when it is set."""

    def __post_init__(self) -> None:
        for name in (
            "case_id",
            "transition",
            "actor",
            "key",
            *(("on_behalf_of",) if self.on_behalf_of is not None else ()),
        ):
            require_name(getattr(self, name), field=name)
        instant_text(self.occurred_at, field="occurred_at")

    def digest(self) -> str:
        """What tells this command from another one under the same key."""
        content: dict[str, JSON] = {
            "case": self.case_id,
            "transition": self.transition,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
            "expected_version": self.expected_version,
            "facts": dict(self.facts),
            **behalf(self.on_behalf_of),
        }
        return digest("command/1", canonical(content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A request to open a case: the facts of the procedure's first step."""

    workflow: str
    actor: str
    occurred_at: datetime
    key: str
    facts: Mapping[str, JSON]
    replay: bool = False
    """Opened as a replay of a published case; fixed for the life of the case."""
    on_behalf_of: str | None = None
    """As in a :class:`Command`."""

    def command(self, case_id: str, transition: str) -> Command:
        """The first step of the case to be opened."""
        return Command(
            case_id=case_id,
            transition=transition,
            actor=self.actor,
            occurred_at=self.occurred_at,
            expected_version=0,
            key=self.key,
            facts=self.facts,
            on_behalf_of=self.on_behalf_of,
        )

    def digest(self) -> str:
        """What tells this request from another one under the same key."""
        content: dict[str, JSON] = {
            "workflow": self.workflow,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
            "facts": dict(self.facts),
            "replay": self.replay,
            **behalf(self.on_behalf_of),
        }
        return digest("opening/1", canonical(content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: the case as it now stands."""

    case_id: str
    version: int
    seq: int
    """Number of the entry in the case's record."""
    state: str
    repeated: bool = False
    """The same command under the same key had been performed before; nothing was done again."""
    notes: tuple[str, ...] = ()
    """What was noticed about the papers it issued and did not keep them back, in Chinese; a repeated command tells none."""
