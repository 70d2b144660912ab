"""Scenarios of one agency that go on at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Done
from zhifa.engine.office import Office
from zhifa.scenario.errors import ScenarioFaulty
from zhifa.scenario.file import Scenario, read
from zhifa.scenario.player import Player
from zhifa.scenario.registers import import_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """A scenario that is played up to a moment and then left lying."""

    path: Path
    until: datetime


class SideBySide:
    """Cases of one agency that go on at the same time, step by step in the order of their times."""

    def __init__(self, office: Office, clock: FixedClock, cases: Iterable[Underway]) -> None:
        """Give the office the register of the scenarios, as of their first step.

        Raises :class:`ScenarioFaulty` for a file that cannot be read and for scenarios of several registers or policies.
        """
        told = [(one, read(one.path)) for one in cases]
        steps = (
            (step.taken_at, place, number, step)
            for place, (one, scenario) in enumerate(told)
            for number, step in enumerate(scenario.steps, start=1)
            if step.taken_at <= one.until
        )
        self._ahead = sorted(steps, key=lambda step: step[:3], reverse=True)
        clock.set(self._ahead[-1][0])
        register = import_first(office, *_common_register(told))
        self._players = [Player(office, register, clock, scenario, one.path.parent) for one, scenario in told]

    @property
    def cases(self) -> tuple[tuple[Scenario, Done], ...]:
        """The scenarios that have begun, each with what its last step led to."""
        return tuple((player.scenario, player.done) for player in self._players if player.done)

    def go_on(self, until: datetime) -> None:
        """Take every step up to a moment.

        Raises :class:`ScenarioFailed` as :func:`play` does; ``StaleCase`` where the watch has the system record a step in between.
        """
        while self._ahead and self._ahead[-1][0] <= until:
            _, place, number, step = self._ahead.pop()
            self._players[place].play(step, number)


def _common_register(told: Sequence[tuple[Underway, Scenario]]) -> tuple[Path, dict[str, Any]]:
    """The register of all of them, and what each of their agencies has set."""
    files = {(one.path.parent / scenario.register_file).resolve() for one, scenario in told}
    set_here = [(name, value) for _, scenario in told for name, value in scenario.policy.items()]
    policy = dict(set_here)
    if len(files) != 1 or any(policy[name] != value for name, value in set_here):
        names = "、".join(one.path.name for one, _ in told)
        raise ScenarioFaulty(
            f"情景 {names} 不能在同一机关同时办理：register 不是同一文件，或者 policy 中同一项的值不同"
        )
    return files.pop(), policy
