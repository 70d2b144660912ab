"""From a published case to the steps of the procedure, in order, each dated by the source or left to be placed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhifa.engine.workflow import Workflow
from zhifa.replay import ordinary_course, stated_days, summary_course
from zhifa.replay.facts import operative
from zhifa.replay.source import Source
from zhifa.replay.step import Step
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY

Course = Callable[[Source, str | None], Iterator[Step]]
"""The steps of a case in one procedure, up to the decision of a kind or, without one, as far as the source goes."""

_ORDINARY = (ORDINARY, ordinary_course.steps)
_SERVING: Mapping[str, tuple[Workflow, Course]] = {
    **dict.fromkeys(("ordinary", "ordinary_hearing", "unstated"), _ORDINARY),
    "summary": (SUMMARY, summary_course.steps),
}
"""The procedure that serves a case, by its ``procedure_code``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The steps of one case, and where they end."""

    workflow: Workflow
    steps: tuple[Step, ...]
    ends_at: str
    """``penalty``, ``no_penalty``, or ``not_stated:`` and the path of what the source lacks."""
    missing: operative.Missing | None
    """What the source lacks for a decision."""
    number_year: int | None
    """Year of the decision by its number, where the day is not stated."""
    not_played: tuple[str, ...]
    """Stated dates of the file that no step takes up, and what is ordered besides penalties and their correction."""

    @property
    def decision(self) -> int | None:
        """Position of the step that decides."""
        return next((n for n, step in enumerate(self.steps) if self.workflow.by_name[step.do].decides), None)


def script(source: Source) -> Script:
    """The steps of a published case. A source without operative part ends in the investigation."""
    missing = operative.missing(source)
    kind = "no_penalty" if operative.no_penalty(source) else "penalty"
    workflow, course = _SERVING[source.case.procedure_code]
    steps = tuple(course(source, None if missing else kind))
    return Script(
        workflow=workflow,
        steps=steps,
        ends_at=f"not_stated:{missing.path}" if missing else kind,
        missing=missing,
        number_year=None if source.case.dates.decided else stated_days.number_year(source),
        not_played=tuple(_left_over(source, steps)),
    )


def _left_over(source: Source, steps: Sequence[Step]) -> Iterator[str]:
    taken = {step.dated.path for step in steps if step.dated} | {stated_days.violation_path(source)}
    if any(step.do == "serve_decision" for step in steps):
        taken.add(stated_days.WAY_OF_SERVICE)
    yield from (path for path in stated_days.paths(source) if path not in taken)
    yield from operative.left_out(source)
