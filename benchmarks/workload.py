"""What both sides of the benchmark play: the steps of one whole case, from its report to the archive, on a fresh case each time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.instants import parse_instant
from zhifa.engine.office import Office
from zhifa.engine.register import Register
from zhifa.engine.register_file import file_of
from zhifa.scenario import read
from zhifa.storage.channel import Count

_EXAMPLES = Path(__file__).parents[1] / "examples"
_SCENARIO = _EXAMPLES / "scenarios" / "straight.json"
_REGISTER = _EXAMPLES / "register.json"
_BEGUN = parse_instant("2026-01-01T00:00:00Z")


class Side(Protocol):
    """One of the two that are compared."""

    @property
    def count(self) -> Count:
        """What it asked the database to do."""
        ...

    def play(self, key: str) -> list[float]:
        """Take every step of one fresh case; seconds of each. ``key`` is of this case alone."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step of the case, as an officer's desk would hand it over."""

    transition: str
    actor: str
    at: datetime
    facts: dict[str, Any]


def moves(register: Register) -> tuple[Move, ...]:
    """The steps of the scenario that are performed; those that it expects to be refused are left out."""
    scenario = read(_SCENARIO)
    ids = {officer.name: officer.id for officer in register.officers.values()}
    return tuple(
        Move(transition=s.do, actor=ids[s.by], at=parse_instant(s.at), facts=_named(s.facts, ids))
        for s in scenario.steps
        if s.refused is None
    )


def _named(facts: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    text = json.dumps(facts, ensure_ascii=False)
    for name, officer in ids.items():
        text = text.replace(f'"@{name}"', f'"{officer}"')
    named: dict[str, Any] = json.loads(text)
    return named


def prepare(url: str) -> None:
    """Make the schema and the register, so that both sides find the same database: to the hash of the register, which every entry names."""
    with Office.open(url, create=True, clock=FixedClock(_BEGUN)) as office:
        office.import_register(_register_text())


def _register_text() -> str:
    return _REGISTER.read_text(encoding="utf-8")


class Product:
    """zhifa as a host uses it: an open office, a command a step."""

    def __init__(self, url: str) -> None:
        self._clock = FixedClock(_BEGUN)
        self.office = Office.open(url, clock=self._clock)
        register = self.office.agency_register(file_of(_register_text()).agency_id)
        self._moves: Sequence[Move] = moves(register)
        self.count = Count()
        self.office._database.count = self.count  # noqa: SLF001 - the hook is for this benchmark

    def play(self, key: str) -> list[float]:
        seconds, done = [], None
        for position, move in enumerate(self._moves):
            self._clock.set(move.at)
            begun = perf_counter()
            done = self._take(move, f"{key}/{position}", done)
            seconds.append(perf_counter() - begun)
        return seconds

    def _take(self, move: Move, key: str, done: Done | None) -> Done:
        if done is None:
            opening = Opening(
                workflow="penalty_ordinary", actor=move.actor, occurred_at=move.at, key=key, facts=move.facts
            )
            return self.office.register(opening)
        command = Command(
            case_id=done.case_id, transition=move.transition, actor=move.actor, occurred_at=move.at,
            expected_version=done.version, key=key, facts=move.facts,
        )  # fmt: skip
        return self.office.perform(command)

    def close(self) -> None:
        self.office.close()
