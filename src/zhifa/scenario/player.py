"""Playing a scenario: its steps are taken through the office, and held against what the scenario says of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.handover import HandingOver
from zhifa.engine.identity import SeededIdentities
from zhifa.engine.installed import workflows
from zhifa.engine.instants import parse_instant
from zhifa.engine.office import Office
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.scenario.errors import ScenarioFailed, ScenarioFaulty
from zhifa.scenario.file import Scenario, Step, read
from zhifa.scenario.registers import change, import_first
from zhifa.storage.records import PaperRecord, TermRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One step as it went."""

    step: Step
    done: Done | None = None
    """``None`` for a step that was refused, and for a change of the register."""
    version: int | None = None
    """Of the register that the step made, where it changed that."""
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A scenario that went as it says."""

    scenario: Scenario
    case_id: str
    state: str
    beside: Mapping[str, Done]
    """What the last step of each case beside it led to."""
    steps: tuple[Played, ...]
    papers: tuple[PaperRecord, ...]
    terms: tuple[TermRecord, ...]
    """Of its case, then of those beside it."""


def play(
    path: Path, database: str, *, files: Path | None = None, on_step: Callable[[Played], None] | None = None
) -> Outcome:
    """Play the scenario into the database, which is made if need be. Raises :class:`ScenarioFailed`, :class:`ScenarioFaulty`.

    ``files``: the evidence store of a scenario that keeps files; where none is given it is gone with the last step.
    """
    scenario = read(path)
    clock = FixedClock(parse_instant(scenario.steps[0].at))
    with ExitStack() as stack:
        if scenario.keeps_files and files is None:
            files = Path(stack.enter_context(TemporaryDirectory()))
        office = stack.enter_context(Office.open(
            database, files=files, workflows=workflows(), clock=clock,
            identities=SeededIdentities(path.read_text(encoding="utf-8")), create=True,
        ))  # fmt: skip
        register = import_first(office, path.parent / scenario.register_file, scenario.policy)
        player = Player(office, register, clock, scenario, path.parent)
        played = []
        for number, step in enumerate(scenario.steps, start=1):
            played.append(player.play(step, number))
            if on_step:
                on_step(played[-1])
        return player.outcome(tuple(played))


class Player:
    """Plays the steps of one scenario on its cases."""

    def __init__(self, office: Office, register: Register, clock: FixedClock, scenario: Scenario, folder: Path) -> None:
        """``folder``: from which the scenario names files."""
        self._office = office
        self._clock = clock
        self._folder = folder
        self._register = register
        self._procedures = dict(scenario.procedures())
        self.scenario: Final = scenario
        self._done: dict[str | None, Done] = {}

    @property
    def done(self) -> Done | None:
        """What the last step that was taken of the scenario's own case led to."""
        return self._done.get(None)

    def play(self, step: Step, number: int) -> Played:
        self._clock.set(step.taken_at)
        try:
            played = self._taken(step, f"{self.scenario.title}/{number}")
        except CommandRefused as refusal:
            return self._as_expected(step, number, refusal)
        if step.refused is not None:
            raise ScenarioFailed(f"第{number}步 {step.do} 应被拒绝（{'、'.join(step.refused)}），却办理成功")
        return played

    def outcome(self, played: tuple[Played, ...]) -> Outcome:
        self._require_end(None, self.scenario.ends_at)
        for name, one in self.scenario.beside.items():
            self._require_end(name, one.ends_at)
        own = self._done[None]
        return Outcome(
            scenario=self.scenario,
            case_id=own.case_id,
            state=own.state,
            beside={name: self._done[name] for name in self.scenario.beside},
            steps=played,
            papers=self._office.papers(own.case_id),
            terms=tuple(term for done in self._done.values() for term in self._office.terms(done.case_id)),
        )

    def _require_end(self, name: str | None, expected: str) -> None:
        done = self._done.get(name)
        if done is None or done.state != expected:
            which = f"案件“{name}”" if name else ""
            raise ScenarioFailed(f"{which}应止于 {expected}，实际止于 {done.state if done else '未立起'}")

    def _as_expected(self, step: Step, number: int, refusal: CommandRefused) -> Played:
        got = {r.code for r in refusal.refusals}
        if got != set(step.refused or ()):
            expected = "、".join(step.refused or ()) or "不被拒绝"
            reasons = "；".join(f"{r.code}：{r.text}" for r in refusal.refusals)
            raise ScenarioFailed(f"第{number}步 {step.do} 应{expected}，实际被拒绝：{reasons}")
        return Played(step=step, refusals=refusal.refusals)

    def _taken(self, step: Step, key: str) -> Played:
        actor = self._officer(step.by)
        if step.changes_register:
            self._register = change(self._office, self._register, self._folder, actor, step.facts)
            return Played(step=step, version=self._register.version)
        done = self._done[step.case] = self._perform(step, actor, key)
        return Played(step=step, done=done)

    def _perform(self, step: Step, actor: str, key: str) -> Done:
        at, facts, before = parse_instant(step.at), self._facts(step), self._done.get(step.case)
        if before is None:
            procedure = self._procedures[step.case]
            return self._office.register(Opening(workflow=procedure, actor=actor, occurred_at=at, key=key, facts=facts))
        case_id, version = before.case_id, before.version
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
        found = next((one.id for one in self._register.officers.values() if one.name == name), None)
        if found is None:
            raise ScenarioFaulty(f"人员“{name}”不在人员名录中")
        return found

    def _facts(self, step: Step) -> dict[str, Any]:
        """The facts with ``@name`` put in the place of ids, and with the digests of the files, which are kept now."""
        digests = {name: self._office.evidence.attach(text.encode()) for name, text in step.files.items()}
        return {name: self._named(value) for name, value in step.facts.items()} | digests

    def _named(self, facts: Any) -> Any:
        if isinstance(facts, str) and facts.startswith("@"):
            return self._officer(facts[1:])
        if isinstance(facts, dict):
            return {name: self._named(value) for name, value in facts.items()}
        if isinstance(facts, list):
            return [self._named(value) for value in facts]
        return facts
