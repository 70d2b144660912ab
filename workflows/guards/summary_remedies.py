"""Remedies against a decision made on the spot: reconsideration comes before an action (复议法 23(1)(1))."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows.forms.remedies import RemedyLodged, RemedyOutcome
from zhifa.workflows.guards.outcome import FIRST_PERIOD_RUNS
from zhifa.workflows.reasons.summary import RECONSIDERATION_SKIPPED

_SINCE: Final = date(2024, 1, 1)
"""Decisions made on the spot from this day on are reconsidered first: the 行政复议法 as revised in 2023 is in force."""


def _reconsidered_first(ask: Ask) -> tuple[Refusal, ...]:
    """An action follows a reconsideration that was asked for and not taken back.

    Whether one that is still pending has gone unanswered for too long is for the court to judge.
    """
    lodged = ask.facts(RemedyLodged)
    if lodged.kind != "行政诉讼" or _older_than_the_rule(ask.case):
        return ()
    asked = [act for act in _reconsiderations(ask.case) if act.facts.lodged_on <= lodged.lodged_on]
    if any(not _taken_back(ask.case, act) for act in asked):
        return ()
    detail = "，当事人撤回了行政复议申请" if asked else "，当事人没有申请行政复议"
    return (RECONSIDERATION_SKIPPED.refuse(detail=detail),)


def _reconsiderations(case: CaseFile) -> list[Act[RemedyLodged]]:
    return [act for act in case.each(RemedyLodged) if act.facts.kind == "行政复议"]


def _taken_back(case: CaseFile, lodged: Act[RemedyLodged]) -> bool:
    outcomes = (o for o in case.each(RemedyOutcome) if o.seq > lodged.seq and o.facts.key == lodged.facts.key)
    return any(outcome.facts.effect == "撤回申请" for outcome in outcomes)


RECONSIDERED_FIRST = Guard(
    name="reconsidered_first",
    label="对当场作出的处罚决定先申请复议",
    article="行政复议法第二十三条第一款第一项",
    check=_reconsidered_first,
    refuses=(RECONSIDERATION_SKIPPED,),
)


def _older_than_the_rule(case: CaseFile) -> bool:
    """Whether the decision was made while the party could still choose between the two remedies."""
    made = case.decisions[-1] if case.decisions else None
    return made is not None and legal_day(parse_instant(made.decided_at)) < _SINCE


SUABLE_AT_ONCE = Condition(
    name="suable_at_once",
    label="决定作出于2024年1月1日之前，可以直接起诉",
    holds=lambda ask: _older_than_the_rule(ask.case) and FIRST_PERIOD_RUNS.holds(ask),
)
