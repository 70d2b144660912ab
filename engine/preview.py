"""What a step, an opening, a correction or a handing-over would do before it is done: papers marked and without their numbers, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.rendering import Rendering
from zhifa.engine.casefile import CaseFile
from zhifa.engine.plan import CorrectionPlan, TermMoved
from zhifa.engine.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be done."""

    papers: tuple[Rendering, ...] = ()
    """In the order of issue; their text says that they are none."""
    issued_on: date
    refusals: tuple[Refusal, ...] = ()
    """Why the papers would be kept back, though they can be made."""
    notes: tuple[str, ...] = ()
    """What the officer should look at."""
    effects: tuple[str, ...] = ()
    """What follows of a correction besides the value itself, in Chinese."""


def told_effects(case: CaseFile, plan: CorrectionPlan) -> tuple[str, ...]:
    """What a correction brings with it: where the case goes, reviews that fall, terms and tracks that stand otherwise."""
    return tuple(_effects(case, plan))


def _effects(case: CaseFile, plan: CorrectionPlan) -> Iterator[str]:
    if plan.target is not plan.source:
        yield f"案件从“{plan.source.label}”退回“{plan.target.label}”"
    if plan.voids_review and case.cleared:
        yield "已经同意的法制审核意见失效，决定之前须重新送审"
    yield from (_moved(case, one) for one in plan.moved)
    yield from (f"期限“{one.label}”（{one.due_day}到期）不再存在" for one in case.terms if one.id in plan.voided)
    yield from (f"事项“{one.track.label}”重新开始" for one in plan.opened)
    yield from (f"事项“{one.track.label}”结束" for one in plan.closed)
    if plan.fine_ended or plan.fine is not None:
        yield "本案罚款随之变动，当事人其他案件据此核对"


def _moved(case: CaseFile, moved: TermMoved) -> str:
    due, old = moved.reckoning.due, next((one for one in case.terms if one.id == moved.old_id), None)
    day = f"{due:%Y-%m-%d %H:%M}" if isinstance(due, datetime) else due.isoformat()
    before = f"，原为{old.due_day}" if old else ""
    return f"期限“{moved.reckoning.term.label}”改为{day}到期{before}"
