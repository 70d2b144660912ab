"""How one version of a procedure takes over the cases of another: under which names it knows their states and steps (invariant 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Declared beside a version, and no part of its digest: cases of version ``of`` may be moved to it, and back.

    ``states`` and ``steps`` give the name here of what was renamed; everything else keeps its name. Raises ValueError where two names would
    become one: nobody could tell them apart when the case is moved back.
    """

    of: int
    states: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, renamed in (("states", self.states), ("steps", self.steps)):
            if len(set(renamed.values())) < len(renamed):
                raise ValueError(f"{kind}={dict(renamed)!r}: two names do not become one")

    def state(self, name: str) -> str | None:
        """The name here of a state there; ``None`` when the name has been given to another."""
        return followed(self.states, name)

    def step(self, name: str) -> str | None:
        """The name here of a step there; ``None`` when the name has been given to another."""
        return followed(self.steps, name)

    def back(self, version: int) -> Succession:
        """The way back: how the version succeeded takes over cases of ``version``, which succeeds it."""
        return Succession(of=version, states=_turned(self.states), steps=_turned(self.steps))


def succession(old: Workflow, new: Workflow) -> Succession | None:
    """How cases pass from one declaration to the other, onwards or back; ``None`` when neither says so."""
    if old.name != new.name:
        return None
    if new.succeeds is not None and new.succeeds.of == old.version:
        return new.succeeds
    if old.succeeds is not None and old.succeeds.of == new.version:
        return old.succeeds.back(old.version)
    return None


def followed(renamed: Mapping[str, str], name: str) -> str | None:
    """What a name has become; ``None`` when it now names something else."""
    return renamed.get(name) or (None if name in renamed.values() else name)


def _turned(renamed: Mapping[str, str]) -> dict[str, str]:
    return {new: old for old, new in renamed.items()}
