"""Scenarios: whole demonstration cases written down as JSON, played through the office with an injected clock.

A scenario names its register, its steps and, where a step must be refused, the codes it must be refused with. People are named by role; in
facts ``@承办人甲`` stands for that officer's id. One is played to its end by :func:`play`; several of one agency go on beside each other
in :class:`SideBySide`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.forms import faults
from zhifa.engine.handover import HandingOver
from zhifa.engine.identity import SeededIdentities
from zhifa.engine.installed import workflows
from zhifa.engine.instants import parse_instant
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.office import Office
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.storage.records import PaperRecord, TermRecord


class ScenarioFaulty(ValueError):
    """A scenario file that cannot be read; names file, field, value and rule."""


class ScenarioFailed(Exception):
    """A scenario that did not go as it says: a step was refused that should not be, or not refused that should be."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Step(_Part):
    """One command of a scenario."""

    do: str
    """Name of the transition, or ``correct``, or ``hand_over``."""
    by: str
    at: str
    """When it occurred, with its UTC offset."""
    recorded_at: str | None = None
    """When it was recorded, if later (补录)."""
    facts: dict[str, Any] = Field(default_factory=dict)
    refused: tuple[str, ...] | None = None
    """Codes it must be refused with, all of them and no other."""
    note: str | None = None

    @property
    def taken_at(self) -> datetime:
        """When somebody takes it: when it is recorded."""
        return parse_instant(self.recorded_at or self.at)

    @model_validator(mode="after")
    def _times_are_aware(self) -> Step:
        for field in ("at", "recorded_at"):
            text = getattr(self, field)
            if text is not None:
                parse_instant(text, field=field)
        return self


class Scenario(_Part):
    """A demonstration case."""

    title: str
    mark: Literal["演示"]
    register_file: str = Field(alias="register")
    workflow: str
    policy: dict[str, Any] = Field(default_factory=dict)
    """What this scenario's agency has set differently from the register."""
    steps: tuple[Step, ...]
    ends_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One step as it went."""

    step: Step
    done: Done | None
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A scenario that went as it says."""

    scenario: Scenario
    case_id: str
    state: str
    steps: tuple[Played, ...]
    papers: tuple[PaperRecord, ...]
    terms: tuple[TermRecord, ...]


def read(path: Path) -> Scenario:
    """The scenario in a file. Raises :class:`ScenarioFaulty`."""
    try:
        text = path.read_text(encoding="utf-8")
        given = read_json(text)
    except (OSError, UnicodeDecodeError, JSONFaulty) as error:
        raise ScenarioFaulty(f"{path.name}：{error}") from error
    try:
        return Scenario.model_validate_json(text)
    except ValidationError as error:
        listed = "；".join(fault.text for fault in faults(error, given))
        raise ScenarioFaulty(f"{path.name}：{listed}") from error


def play(
    path: Path, database: str, *, files: Path | None = None, on_step: Callable[[Played], None] | None = None
) -> Outcome:
    """Play the scenario into the database, which is made if need be. Raises :class:`ScenarioFailed`, :class:`ScenarioFaulty`."""
    scenario = read(path)
    clock = FixedClock(parse_instant(scenario.steps[0].at))
    with Office.open(
        database, files=files, workflows=workflows(), clock=clock,
        identities=SeededIdentities(path.read_text(encoding="utf-8")), create=True,
    ) as office:  # fmt: skip
        register = office.import_register(_register_text(path.parent / scenario.register_file, scenario.policy))
        player = _Player(office, register, clock, scenario)
        played = []
        for number, step in enumerate(scenario.steps, start=1):
            played.append(player.play(step, number))
            if on_step:
                on_step(played[-1])
        return player.outcome(tuple(played))


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
        register = office.import_register(_common_register(told))
        self._players = [_Player(office, register, clock, scenario) for _, scenario in told]

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


def _common_register(told: Sequence[tuple[Underway, Scenario]]) -> str:
    """The register of all of them, with what each of their agencies has set."""
    files = {(one.path.parent / scenario.register_file).resolve() for one, scenario in told}
    set_here = [(name, value) for _, scenario in told for name, value in scenario.policy.items()]
    policy = dict(set_here)
    if len(files) != 1 or any(policy[name] != value for name, value in set_here):
        names = "、".join(one.path.name for one, _ in told)
        raise ScenarioFaulty(
            f"情景 {names} 不能在同一机关同时办理：register 不是同一文件，或者 policy 中同一项的值不同"
        )
    return _register_text(files.pop(), policy)


def _register_text(file: Path, policy: Mapping[str, Any]) -> str:
    register = _register(file)
    register["agency"].setdefault("policy", {}).update(policy)
    return json.dumps(register, ensure_ascii=False)


def _register(file: Path) -> dict[str, Any]:
    try:
        told = read_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, JSONFaulty) as error:
        raise ScenarioFaulty(f"人员名录 {file}：{error}") from error
    if not isinstance(told, dict) or not isinstance(told.get("agency"), dict):
        raise ScenarioFaulty(f"人员名录 {file}：没有 agency 一项，不是人员名录")
    return told


class _Player:
    """Plays the steps of one scenario on one case."""

    def __init__(self, office: Office, register: Register, clock: FixedClock, scenario: Scenario) -> None:
        self._office = office
        self._clock = clock
        self.scenario: Final = scenario
        self._ids: Mapping[str, str] = {officer.name: officer.id for officer in register.officers.values()}
        self.done: Done | None = None
        """What the last step that was taken led to."""

    def play(self, step: Step, number: int) -> Played:
        self._clock.set(step.taken_at)
        try:
            done = self._perform(step, f"{self.scenario.title}/{number}")
        except CommandRefused as refusal:
            return self._as_expected(step, number, refusal)
        if step.refused is not None:
            raise ScenarioFailed(f"第{number}步 {step.do} 应被拒绝（{'、'.join(step.refused)}），却办理成功")
        self.done = done
        return Played(step=step, done=done)

    def outcome(self, played: tuple[Played, ...]) -> Outcome:
        if self.done is None or self.done.state != self.scenario.ends_at:
            state = self.done.state if self.done else "未立起"
            raise ScenarioFailed(f"应止于 {self.scenario.ends_at}，实际止于 {state}")
        case_id = self.done.case_id
        return Outcome(
            scenario=self.scenario,
            case_id=case_id,
            state=self.done.state,
            steps=played,
            papers=self._office.papers(case_id),
            terms=self._office.terms(case_id),
        )

    def _as_expected(self, step: Step, number: int, refusal: CommandRefused) -> Played:
        got = {r.code for r in refusal.refusals}
        if got != set(step.refused or ()):
            expected = "、".join(step.refused or ()) or "不被拒绝"
            reasons = "；".join(f"{r.code}：{r.text}" for r in refusal.refusals)
            raise ScenarioFailed(f"第{number}步 {step.do} 应{expected}，实际被拒绝：{reasons}")
        return Played(step=step, done=None, refusals=refusal.refusals)

    def _perform(self, step: Step, key: str) -> Done:
        actor, at, facts = self._officer(step.by), parse_instant(step.at), self._named(step.facts)
        if self.done is None:
            opening = Opening(workflow=self.scenario.workflow, actor=actor, occurred_at=at, key=key, facts=facts)
            return self._office.register(opening)
        case_id, version = self.done.case_id, self.done.version
        if step.do == "correct":
            return self._office.correct(
                Correction(case_id=case_id, actor=actor, occurred_at=at, expected_version=version, key=key, **facts)
            )
        if step.do == "hand_over":
            return self._office.hand_over(
                HandingOver(case_id=case_id, actor=actor, occurred_at=at, expected_version=version, key=key, **facts)
            )
        command = Command(
            case_id=case_id,
            transition=step.do,
            actor=actor,
            occurred_at=at,
            expected_version=version,
            key=key,
            facts=facts,
        )
        return self._office.perform(command)

    def _officer(self, name: str) -> str:
        if name not in self._ids:
            raise ScenarioFaulty(f"人员“{name}”不在人员名录中")
        return self._ids[name]

    def _named(self, facts: Any) -> Any:
        """The facts with ``@name`` put in the place of ids."""
        if isinstance(facts, str) and facts.startswith("@"):
            return self._officer(facts[1:])
        if isinstance(facts, dict):
            return {name: self._named(value) for name, value in facts.items()}
        if isinstance(facts, list):
            return [self._named(value) for value in facts]
        return facts
