"""Times in the facts agree with the time of the step (处罚法 47)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from pydantic import BaseModel

from zhifa.engine.ask import Ask
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.reasons.times import TIMES_UNFIT

_AHEAD = frozenset({"due_on", "hearing_at", "appear_at"})
"""Fields that name a day to come."""


def _fit(ask: Ask) -> tuple[Refusal, ...]:
    """What is told has happened by the time it is told; what is set lies ahead."""
    return tuple(_unfit(ask.submitted, "", ask)) if ask.submitted else ()


def _unfit(value: object, path: str, ask: Ask) -> Iterator[Refusal]:
    if isinstance(value, BaseModel):
        for name, inner in value:
            yield from _unfit(inner, f"{path}.{name}" if path else name, ask)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _unfit(inner, f"{path}.{index}", ask)
    elif isinstance(value, date):
        past = value <= ask.at if isinstance(value, datetime) else value <= ask.day
        if path.split(".")[-1] in _AHEAD:
            ahead = value > ask.at if isinstance(value, datetime) else value >= ask.day
            if not ahead:
                yield TIMES_UNFIT.refuse(field=path, value=_shown(value), detail="早于办理时间")
        elif not past:
            yield TIMES_UNFIT.refuse(field=path, value=_shown(value), detail="晚于办理时间")


def _shown(value: date) -> str:
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()


TIMES_FIT = Guard(
    name="times_fit",
    label="填报时间与办理时间相合",
    article="行政处罚法第四十七条",
    check=_fit,
    refuses=(TIMES_UNFIT,),
)
