"""What a refusal rests on: the stated facts behind it, or nothing when anything assumed is among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import BEFORE_WHAT_IT_BUILDS_ON, Refusal
from zhifa.replay.findings import BUILDS_ON, DISCOVERY, OF_THE_VIOLATION, facts_in_question
from zhifa.replay.inputs import Stated
from zhifa.replay.run import PlayedStep, Trial
from zhifa.replay.source import Source
from zhifa.replay.stated_days import violation_path


def resting_on(refusal: Refusal, trial: Trial, taken: Sequence[PlayedStep], source: Source) -> tuple[str, ...]:
    """Paths of the stated facts behind the refusal of a step on a day, after the steps taken; none when it rests on anything assumed."""
    in_question = facts_in_question(refusal, source)
    if in_question:
        return in_question if all(source.holds(path) for path in in_question) else ()
    since, until = _measured_from(refusal, trial.day, taken, source), trial.rests_on
    if refusal.code == "time_barred":
        until = DISCOVERY if source.holds(DISCOVERY) else None
    return tuple(dict.fromkeys((since, until))) if since and until else ()


def _measured_from(refusal: Refusal, day: date, taken: Sequence[PlayedStep], source: Source) -> str | None:
    """Path of the stated day from which the refused day is measured."""
    if refusal.code in OF_THE_VIOLATION:
        return violation_path(source)
    if refusal.code == BEFORE_WHAT_IT_BUILDS_ON.code:  # out of order by stated days alone, whatever lies between
        later = (step.day for step in reversed(taken) if legal_day(step.at) > day)
        return next((stated.paths[0] for stated in later if isinstance(stated, Stated)), None)
    wanted = BUILDS_ON.get(refusal.code)
    for step in reversed(taken):
        if step.step.do == wanted or (wanted is None and step.transition.targets):
            return step.day.paths[0] if isinstance(step.day, Stated) else None
    return None
