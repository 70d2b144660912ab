"""A case on its page: what stands above every tab, the phase bar, and the steps that may be taken or why not. Made once a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from zhifa.engine.at_desk import AtDesk
from zhifa.engine.decide import Option
from zhifa.engine.docket_page import light_of as docketed
from zhifa.engine.fields import NotStated
from zhifa.engine.history import HistoryLine
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import NO_ROLE
from zhifa.engine.vocabulary import Phase, Transition
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.desk import paths
from zhifa.web.desk.lights import Light, light_of
from zhifa.web.desk.moments import moment
from zhifa.web.desk.step_pages import path_of
from zhifa.web.masking import HIDDEN
from zhifa.workflows import dossier
from zhifa.workflows.forms.start import Report
from zhifa.workflows.forms.values import Party

NOT_STATED = "〔来源未载〕"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMark:
    """A phase on the bar."""

    label: str
    mark: str
    """``is-done``, ``is-here``, ``is-next``."""
    told: str
    """The same in words, for those who do not see the colour: 已经过, 现处…, 未到."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the procedure as it stands for whoever looks."""

    name: str
    label: str
    path: str
    onward: bool
    """Whether it leads on; otherwise the case stays where it is."""
    here: bool
    """Whether it starts from where the case stands."""
    roles: str
    papers: int
    """How many papers it makes."""
    refusals: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals

    @property
    def for_others(self) -> bool:
        """Whether it is another post's, whatever else may stand in its way."""
        return any(refusal.code == NO_ROLE.code for refusal in self.refusals)


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
    def changed_at(self) -> str:
        return moment(self.laid.rows.case.updated_at)

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
        return light_of(docketed(line.due, today, waits=line.waits), days)

    @cached_property
    def record(self) -> tuple[HistoryLine, ...]:
        return self.laid.history

    def name(self, officer_id: str) -> str:
        """The name of an officer, as the register has it."""
        known = self.laid.register.officers.get(officer_id)
        return known.name if known else officer_id

    @cached_property
    def phases(self) -> tuple[PhaseMark, ...]:
        """The phases of the procedure in order."""
        workflow, state = self.laid.case.workflow, self.laid.case.state
        has = [phase for phase in Phase if any(one.phase is phase for one in workflow.states)]
        here = has.index(state.phase) if state else 0
        return tuple(self._marked(phase, place, here) for place, phase in enumerate(has))

    def _marked(self, phase: Phase, place: int, here: int) -> PhaseMark:
        if place < here:
            return PhaseMark(label=phase.label, mark="is-done", told="已经过")
        if place == here:
            return PhaseMark(label=phase.label, mark="is-here", told=f"现处{self.state}")
        return PhaseMark(label=phase.label, mark="is-next", told="不再经过" if self.ended else "未到")

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step that somebody takes; what comes about by law is the system's to record, and stands with its term."""
        return tuple(self._step(one) for one in self.laid.options if not one.transition.of_itself)

    def _step(self, option: Option) -> Step:
        step = option.transition
        return Step(
            name=step.name,
            label=step.label,
            path=self._path(step),
            onward=bool(step.targets),
            here=self.laid.case.state in step.sources,
            roles="、".join(role.label for role in step.roles),
            papers=len(step.papers),
            refusals=tuple(map(reason_of, option.refusals)),
        )

    def _path(self, step: Transition) -> str:
        """Where the step is taken."""
        return path_of(self.laid.case.workflow, self.id, step, on_behalf_of=self.laid.on_behalf_of)

    @property
    def allowed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.allowed)

    @property
    def barred(self) -> tuple[Step, ...]:
        """Steps that start from here and are the officer's, but may not be taken yet."""
        return tuple(step for step in self.steps if step.here and not step.allowed and not step.for_others)

    @property
    def of_others(self) -> tuple[Step, ...]:
        """Steps that start from here and are another post's."""
        return tuple(step for step in self.steps if step.here and step.for_others)

    @property
    def elsewhere(self) -> tuple[Step, ...]:
        """Steps that start from somewhere else."""
        return tuple(step for step in self.steps if not step.here)

    @cached_property
    def standing_in(self) -> tuple[tuple[str, str], ...]:
        """Id and name of everybody whose deputy the officer is today."""
        told = self.laid.register.deputised(self.laid.actor, legal_day(self.laid.at))
        return tuple((one, self.name(one)) for one in dict.fromkeys(deputy.principal_id for deputy in told))

    @property
    def corrects(self) -> bool:
        """Whether one of the officer's posts may enter a correction in a case of this procedure; the engine decides when it is entered."""
        return bool(self._roles & {role.name for role in self.laid.case.workflow.correctors})

    @property
    def heads(self) -> bool:
        """Whether one of the officer's posts approves for others here: unit heads and heads."""
        return bool(self._roles & {role.name for role in self.laid.case.workflow.approvers})

    @property
    def _roles(self) -> frozenset[str]:
        return self.laid.register.roles(self.laid.actor, legal_day(self.laid.at))

    def private(self, value: str | None) -> str:
        """A private particular as this officer sees it."""
        return (value if self.whole else HIDDEN) if value else ""

    def since(self, version: int) -> Iterator[HistoryLine]:
        """Entries that came after this version of the case."""
        behind = self.version - version
        yield from self.record[-behind:] if behind > 0 else ()


def stated(value: str | NotStated | None) -> str:
    """A particular, or that the published source of a replay does not state it."""
    if value is None:
        return ""
    return NOT_STATED if isinstance(value, NotStated) else value
