"""A case on its page: what stands above every tab, the phase bar, and the steps that may be taken or why not. Made once a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from zhifa.engine.at_desk import AtDesk
from zhifa.engine.decide import Option
from zhifa.engine.docket_page import urgency_of
from zhifa.engine.history import HistoryLine
from zhifa.engine.instants import legal_day
from zhifa.engine.private import masked, masked_at
from zhifa.engine.todo import onward
from zhifa.engine.vocabulary import Phase, Transition
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.desk import paths
from zhifa.web.desk.lights import Light, light_of
from zhifa.web.desk.moments import moment
from zhifa.web.desk.step_pages import path_of
from zhifa.workflows import dossier
from zhifa.workflows.forms.start import Report
from zhifa.workflows.forms.values import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMark:
    """A phase on the bar."""

    label: str
    mark: str
    """``is-done``, ``is-here``, ``is-next``."""
    told: str
    """The same in words, for those who do not see the colour: 已经过, 现处…, 未到, 未经过."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the procedure as it stands for whoever looks."""

    name: str
    label: str
    path: str
    moves: bool
    """Whether the case goes to another state by it; otherwise it stays where it is."""
    here: bool
    """Whether it starts from where the case stands."""
    for_others: bool
    """Whether it is another post's, whatever else may stand in its way."""
    roles: str
    refusals: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, kw_only=True)
class CaseOnDesk:
    """One case for one officer. ``whole``: whether private particulars are shown."""

    laid: AtDesk
    whole: bool

    @property
    def id(self) -> str:
        return self.laid.case.id

    @property
    def version(self) -> int:
        return self.laid.case.version

    @property
    def path(self) -> str:
        return paths.case(self.id)

    def tab(self, name: str, **asked: str) -> str:
        """The address of one of its tabs."""
        return paths.case(self.id, name, **asked)

    @cached_property
    def report(self) -> Report | None:
        """The report that opened it; ``None`` for a case of a host's own procedure."""
        return dossier.report(self.laid.case)

    @property
    def party(self) -> Party | None:
        return self.report.party if self.report else None

    @property
    def cause(self) -> str:
        return self.laid.line.cause

    @property
    def party_name(self) -> str:
        return self.laid.line.party or ""

    @property
    def workflow(self) -> str:
        workflow = self.laid.case.workflow
        return f"{workflow.label}（第{workflow.version}版）"

    @property
    def state(self) -> str:
        state = self.laid.case.state
        return state.label if state else ""

    @property
    def ended(self) -> bool:
        state = self.laid.case.state
        return bool(state and state.ended)

    @property
    def replay(self) -> bool:
        return self.laid.case.replay

    @property
    def opened_at(self) -> str:
        return moment(self.laid.case.opened_at)

    @property
    def number(self) -> str:
        """案号; until the case has one, the beginning of its id."""
        return self.laid.line.case_number or f"未编号（{self.id[:8]}）"

    @cached_property
    def handlers(self) -> tuple[str, ...]:
        """Names of those who handle it now."""
        return tuple(self.name(one) for one in sorted(self.laid.case.workflow.handlers(self.laid.case)))

    @property
    def light(self) -> Light:
        """The light that lists show of the case."""
        today, line = legal_day(self.laid.at), self.laid.line
        days = (line.due - today).days if line.due else None
        return light_of(urgency_of(line.due, today, waits=line.waits), days)

    @cached_property
    def record(self) -> tuple[HistoryLine, ...]:
        return self.laid.history

    def name(self, officer_id: str) -> str:
        """The name of an officer, as the register has it."""
        return self.laid.register.name_of(officer_id)

    @cached_property
    def phases(self) -> tuple[PhaseMark, ...]:
        """The phases of the procedure in order; what the case came through, its record says."""
        workflow, state = self.laid.case.workflow, self.laid.case.state
        states = workflow.state_by_name
        been = {states[line.to_state].phase for line in self.record if line.to_state in states}
        has = [phase for phase in Phase if any(one.phase is phase for one in workflow.states)]
        here = has.index(state.phase) if state else 0
        return tuple(self._marked(phase, place - here, been) for place, phase in enumerate(has))

    def _marked(self, phase: Phase, ahead: int, been: set[Phase]) -> PhaseMark:
        """``ahead``: by how many places it comes after the phase in which the case stands; ``been``: those it came through."""
        if ahead == 0:
            return PhaseMark(
                label=phase.label, mark="is-here", told=f"{'终结于' if self.ended else '现处'}{self.state}"
            )
        if phase in been:
            return PhaseMark(label=phase.label, mark="is-done", told="已经过" if ahead < 0 else "到过，已退回")
        return PhaseMark(label=phase.label, mark="is-next", told="未经过" if self.ended or ahead < 0 else "未到")

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step that somebody takes; what comes about by law is the system's to record, and stands with its term."""
        return self._shown(self.laid.options)

    @cached_property
    def here(self) -> tuple[Step, ...]:
        """Those of them that start from where the case stands."""
        return self._shown(self.laid.here)

    @property
    def count(self) -> int:
        """How many steps there are."""
        return sum(not (one.of_itself or one.opens_case) for one in self.laid.case.workflow.transitions)

    def _shown(self, options: Iterable[Option]) -> tuple[Step, ...]:
        return tuple(self._step(one) for one in options if not one.transition.of_itself)

    def _step(self, option: Option) -> Step:
        step = option.transition
        return Step(
            name=step.name,
            label=step.label,
            path=self._path(step),
            moves=bool(step.targets),
            here=self.laid.case.state in step.sources,
            for_others=option.for_others,
            roles="、".join(role.label for role in step.roles),
            refusals=tuple(map(reason_of, option.refusals)),
        )

    def _path(self, step: Transition) -> str:
        """Where the step is taken."""
        return path_of(self.laid.case.workflow, self.id, step, on_behalf_of=self.laid.on_behalf_of)

    @cached_property
    def awaited(self) -> tuple[Step, ...]:
        """The steps that the case waits for, the one that leads furthest first, whoever takes them and whatever stands in their way."""
        case = self.laid.case
        if case.state is None:
            return ()
        known = {step.name: step for step in self.here}
        open_now = {track.track for track in case.open_tracks()}
        return tuple(known[step.name] for step in onward(case.workflow, case.state.name, open_now))

    @property
    def onward(self) -> tuple[Step, ...]:
        """Those of them that the officer may take."""
        return tuple(step for step in self.awaited if step.allowed)

    @property
    def waits_for(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Where the officer may take none of them: the posts that are waited for, each with what it is to do."""
        others = () if self.onward else tuple(step for step in self.awaited if step.for_others)
        posts = dict.fromkeys(step.roles for step in others)
        return tuple((post, tuple(step.label for step in others if step.roles == post)) for post in posts)

    @property
    def allowed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.here if step.allowed)

    @property
    def beside(self) -> tuple[Step, ...]:
        """Steps that the officer may take, but that the case does not wait for."""
        return tuple(step for step in self.allowed if step not in self.awaited)

    @property
    def barred(self) -> tuple[Step, ...]:
        """Steps that start from here and are the officer's, but may not be taken yet; those that the case waits for first."""
        here = [step for step in self.here if not step.allowed and not step.for_others]
        return tuple(sorted(here, key=lambda step: step not in self.awaited))

    @property
    def of_others(self) -> tuple[Step, ...]:
        """Steps that start from here and are another post's."""
        return tuple(step for step in self.here if step.for_others)

    @property
    def elsewhere(self) -> tuple[Step, ...]:
        """Steps that start from somewhere else."""
        return tuple(step for step in self.steps if not step.here)

    @cached_property
    def standing_in(self) -> tuple[tuple[str, str], ...]:
        """Id and name of everybody whose deputy the officer is today."""
        told = self.laid.register.deputised(self.laid.actor, legal_day(self.laid.at))
        return tuple((one, self.name(one)) for one in dict.fromkeys(deputy.principal_id for deputy in told))

    @cached_property
    def corrects(self) -> bool:
        """Whether one of the officer's posts may enter a correction in this case; the engine decides when it is entered."""
        workflow = self.laid.case.workflow
        posts = self._roles & {role.name for role in workflow.correctors}
        bound = self.laid.actor not in workflow.handlers(self.laid.case)
        return not self.ended and bool(posts - workflow.case_bound if bound else posts)

    @cached_property
    def hands_over(self) -> bool:
        """Whether one of the officer's posts may give the case to another handler; the engine decides when it is entered."""
        return self.heads and bool(self.handlers) and not self.ended

    @cached_property
    def heads(self) -> bool:
        """Whether one of the officer's posts approves for others here: unit heads and heads."""
        return bool(self._roles & {role.name for role in self.laid.case.workflow.approvers})

    @property
    def _roles(self) -> frozenset[str]:
        return self.laid.register.roles(self.laid.actor, legal_day(self.laid.at))

    def as_seen(self, form: type[BaseModel], facts: Any) -> Any:
        """Facts of this form (JSON) as this officer sees them: what is private is hidden where the case is not seen whole."""
        return facts if self.whole else masked(form, facts)

    def as_seen_at(self, form: type[BaseModel], path: str, value: Any) -> Any:
        """The value at a dotted path of such facts, likewise."""
        return value if self.whole else masked_at(form, path, value)

    def since(self, version: int) -> Iterator[HistoryLine]:
        """Entries that came after this version of the case."""
        behind = self.version - version
        yield from self.record[-behind:] if behind > 0 else ()
