"""Handing a case over from one handler to another (移交承办)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.refusals import CASE_ENDED, FACTS_INVALID, HAND_OVER_TARGET, NO_ROLE, UNKNOWN_ACTOR, Refusal
from zhifa.engine.register import Register


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
        }
        return digest("hand_over/1", canonical(content))


def decide_hand_over(case: CaseFile, change: HandingOver, *, register: Register, now: datetime) -> tuple[Refusal, ...]:
    """Every reason against the change; none when it may be made."""
    return tuple(_objections(case, change, register, now))


def _objections(case: CaseFile, change: HandingOver, register: Register, now: datetime) -> Iterator[Refusal]:
    day = legal_day(change.occurred_at)
    if case.state is not None and case.state.ended:
        yield CASE_ENDED.refuse(state=case.state.label)
    actor = register.officer(change.actor, day)
    approvers = case.workflow.approvers
    if actor is None:
        yield UNKNOWN_ACTOR.refuse(actor=change.actor, day=day)
    elif not register.roles(change.actor, day) & {role.name for role in approvers}:
        roles = "、".join(role.label for role in approvers)
        yield NO_ROLE.refuse(transition="移交承办", roles=roles, actor=actor.name, day=day)
    if change.old not in case.workflow.handlers(case):
        yield HAND_OVER_TARGET.refuse(officer=change.old, detail="不是本案现任承办人")
    if change.new in case.workflow.handlers(case):
        yield HAND_OVER_TARGET.refuse(officer=change.new, detail="已是本案承办人")
    if not register.roles(change.new, day) & {role.name for role in case.workflow.correctors}:
        yield HAND_OVER_TARGET.refuse(officer=change.new, detail="当日没有承办岗位")
    if not change.reason.strip():
        yield FACTS_INVALID.refuse(field="reason", value="「」", rule="应写明移交理由")
    if change.occurred_at > now:
        yield FACTS_INVALID.refuse(field="occurred_at", value=change.occurred_at.isoformat(), rule="不得晚于登记时间")
