"""What an officer asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.instants import instant_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One officer's request that one step be taken in one case.

    ``occurred_at`` is when the step was taken (aware; the office adds when it was recorded). ``expected_version`` is the version of the case
    the officer saw: another one makes the command stale. ``key`` makes a repeated command harmless: the same key with the same command
    answers what was done, with another command it is refused. ``facts`` are checked by the transition's form.
    """

    case_id: str
    transition: str
    actor: str
    occurred_at: datetime
    expected_version: int
    key: str
    facts: Mapping[str, JSON] = field(default_factory=dict)
    on_behalf_of: str | None = None

    def __post_init__(self) -> None:
        if not self.key or len(self.key) > 200:
            raise ValueError(
                f"key {self.key[:20]!r}: 1 to 200 characters are needed to make a repeated command harmless"
            )
        instant_text(self.occurred_at)

    def digest(self) -> str:
        """What tells this command from another one under the same key."""
        content: dict[str, JSON] = {
            "case": self.case_id,
            "transition": self.transition,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
            "expected_version": self.expected_version,
            "facts": dict(self.facts),
            "on_behalf_of": self.on_behalf_of,
        }
        return digest("command/1", canonical(content))
