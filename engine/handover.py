"""Handing a case over from one handler to another (移交承办)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import behalf
from zhifa.engine.entering import entering_faults
from zhifa.engine.fields import Fits, Form, Identifier, Text
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.naming import Naming
from zhifa.engine.refusals import HAND_OVER_TARGET, Refusal
from zhifa.engine.register import Register


def _handling(naming: Naming) -> frozenset[str]:
    """Who handles the case."""
    return naming.case.workflow.handlers(naming.case)


def _taking_over(naming: Naming) -> frozenset[str]:
    """Who may handle the case, does not, and has not reviewed it."""
    may = naming.holders(naming.case.workflow.case_bound)
    return may - _handling(naming) - {review.reviewer for review in naming.case.reviews}


class HandingOverForm(Form):
    """What is entered with a handing-over."""

    old: Annotated[Identifier, Fits(_handling)]
    new: Annotated[Identifier, Fits(_taking_over)]
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
    """One handler of a case is replaced by another."""

    case_id: str
    old: str
    new: str
    reason: str
    actor: str
    occurred_at: datetime
    expected_version: int
    key: str
    on_behalf_of: str | None = None
    """Id of the officer as whose deputy the actor enters it."""

    def digest(self) -> str:
        """What tells this request from another command under the same key."""
        content: dict[str, JSON] = {
            "case": self.case_id,
            "old": self.old,
            "new": self.new,
            "reason": self.reason,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
            "expected_version": self.expected_version,
            **behalf(self.on_behalf_of),
        }
        return digest("hand_over/1", canonical(content))


def decide_hand_over(case: CaseFile, change: HandingOver, *, register: Register, now: datetime) -> tuple[Refusal, ...]:
    """Every reason against the change; none when it may be made."""
    content: dict[str, JSON] = {"old": change.old, "new": change.new, "reason": change.reason}
    entering = entering_faults(
        case, change.actor, change.occurred_at, label="移交承办", roles=case.workflow.approvers,
        form=HandingOverForm, content=content, register=register, now=now, on_behalf_of=change.on_behalf_of,
    )  # fmt: skip
    return (*entering, *_parties(case, change, register))


def _parties(case: CaseFile, change: HandingOver, register: Register) -> Iterator[Refusal]:
    """One who handles the case gives it to one who may handle it and has not reviewed it (invariant 3)."""
    handlers = case.workflow.handlers(case)
    held = register.roles(change.new, legal_day(change.occurred_at))
    if change.old not in handlers:
        yield HAND_OVER_TARGET.refuse(officer=_name(register, change.old), detail="不是本案现任承办人")
    if change.new in handlers:
        yield HAND_OVER_TARGET.refuse(officer=_name(register, change.new), detail="已是本案承办人")
    if not held & case.workflow.case_bound:
        yield HAND_OVER_TARGET.refuse(officer=_name(register, change.new), detail="当日没有承办岗位")
    why = case.barred.get(change.new)
    if why:
        yield HAND_OVER_TARGET.refuse(officer=_name(register, change.new), detail=why)
    if any(review.reviewer == change.new for review in case.reviews):
        yield HAND_OVER_TARGET.refuse(officer=_name(register, change.new), detail="审核过本案，不得承办")


def _name(register: Register, officer_id: str) -> str:
    officer = register.officers.get(officer_id)
    return officer.name if officer else officer_id[:60]
