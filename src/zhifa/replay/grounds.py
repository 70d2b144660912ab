"""What a refusal rests on, and how it is told: by the stated facts behind it; it rests on nothing when anything assumed is among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import BEFORE_WHAT_IT_BUILDS_ON, Refusal
from zhifa.replay.findings import BUILDS_ON, DISCOVERY, OF_ORDER, OF_THE_VIOLATION, facts_in_question
from zhifa.replay.inputs import Assumed, Stated
from zhifa.replay.run import Attempt, PlayedStep, Trial
from zhifa.replay.source import Source
from zhifa.replay.stated_days import violation_path
from zhifa.replay.wording import path as in_words


def resting_on(refusal: Refusal, trial: Trial, taken: Sequence[PlayedStep], source: Source) -> tuple[str, ...]:
    """Paths of the stated facts behind the refusal of a step on a day, after the steps taken; none when it rests on anything assumed."""
    in_question = facts_in_question(refusal, source)
    if in_question:
        return in_question if all(source.holds(path) for path in in_question) else ()
    since, until = _measured_from(refusal, trial.day, taken, source), trial.rests_on
    if refusal.code == "time_barred":
        until = DISCOVERY if source.holds(DISCOVERY) else None
    return tuple(dict.fromkeys((since, until))) if since and until else ()


def in_stated_words(refusal: Refusal, evidence: tuple[str, ...], attempt: Attempt, source: Source) -> str:
    """The refusal as a finding tells it: an order of days by the stated days alone, and a day that is assumed marked as such."""
    if refusal.code in OF_ORDER and evidence:
        later, earlier = (f"{in_words(path)}{source.at(path)}" for path in (evidence[0], evidence[-1]))
        return f"来源所载{later}晚于{earlier}，与程序的次序不符"
    of_the_day = refusal.code not in OF_THE_VIOLATION and not facts_in_question(refusal, source)
    if of_the_day and isinstance(attempt.day, Assumed):
        day = legal_day(attempt.at)
        return f"{refusal.text}（“{attempt.transition.label}”的日期来源未载，推定至迟为{day}）"
    return refusal.text


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
