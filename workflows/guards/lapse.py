"""What ends by itself when its time is over: a measure only where a rule of the field says so (处罚法 56 does not)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import TermState
from zhifa.engine.refusals import Refusal
from zhifa.engine.rules import as_set
from zhifa.engine.terms import Consequence
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.investigate import PreservationLapsed
from zhifa.workflows.reasons.lapse import MEASURE_STANDS, PERIOD_NOT_OVER
from zhifa.workflows.terms import PRESERVATION


def _lapsed(ask: Ask) -> tuple[Refusal, ...]:
    told = ask.facts(PreservationLapsed)
    period = next((t for t in ask.case.terms if _names(told, t)), None)
    if period is None or not _lapses(ask, period):
        return (MEASURE_STANDS.refuse(measure=told.key),)
    return () if ask.day > period.due_day else (PERIOD_NOT_OVER.refuse(measure=told.key, due=period.due),)


def _names(told: PreservationLapsed, term: TermState) -> bool:
    """Whether it is the term that the system says ran out, as it now stands."""
    named = (PRESERVATION.code, told.key, told.since.isoformat())
    return (term.code, term.key, term.start_on) == named and term.status != "void"


def _lapses(ask: Ask, period: TermState) -> bool:
    """By the rule that was in force when the term began, whatever the agency has chosen since."""
    rule = as_set(ask.case.workflow.packs, PRESERVATION, version=period.rule_version, length=period.length)
    return rule.consequence is Consequence.MEASURE_LAPSES


PRESERVATION_LAPSES = Guard(
    name="preservation_lapses",
    label="规章规定先行登记保存期满自动解除，且期限已经届满",
    article="行政处罚法第五十六条；所适用的规则包",
    check=_lapsed,
    refuses=(MEASURE_STANDS, PERIOD_NOT_OVER),
)
