"""Extending the days for the decision: only where the rule by which the term was set knows it, before its end, and as that rule has it approved.

The rule is that of the term's own version: a pack chosen later neither gives nor takes an extension of a term that runs.
"""

from __future__ import annotations

from datetime import date

from zhifa.engine.allowances import Extension
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import TermState
from zhifa.engine.planning import run_on
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import Term
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.extension import DecisionExtension
from zhifa.workflows.heads import among_heads
from zhifa.workflows.packs.ruling import ruled
from zhifa.workflows.reasons.extension import (
    EXTENSION_TOO_LATE,
    EXTENSION_TOO_LONG,
    EXTENSION_UNAPPROVED,
    EXTENSION_UNFOUNDED,
    EXTENSIONS_USED_UP,
)
from zhifa.workflows.terms import DECISION


def _row(ask: Ask) -> TermState | None:
    row = ask.case.term(DECISION.code)
    return row if row and row.running else None


def _granted(ask: Ask, row: TermState) -> int:
    """How often the term was extended."""
    return sum(act.seq > row.start_seq for act in ask.case.each(DecisionExtension))


def _allowed(ask: Ask) -> tuple[Term, Extension, int] | None:
    """The term as it was set, its extension, and the number this one would have; ``None`` where there is none to give."""
    row = _row(ask)
    if row is None:
        return None
    term = ruled(DECISION, row, ask.case)
    return (term, term.extension, _granted(ask, row) + 1) if term.extension else None


def _founded(ask: Ask) -> tuple[Refusal, ...]:
    row = _row(ask)
    if row is None:
        return ()
    term = ruled(DECISION, row, ask.case)
    if term.extension is None:
        return (EXTENSION_UNFOUNDED.refuse(rule=term.article),)
    granted = _granted(ask, row)
    if granted >= term.extension.cap:
        return (EXTENSIONS_USED_UP.refuse(times=granted, article=term.extension.article),)
    return ()


EXTENSION_FOUNDED = Guard(
    name="extension_founded",
    label="规章规定可以延长，次数没有用完",
    article="行政处罚法第六十条",
    check=_founded,
    refuses=(EXTENSION_UNFOUNDED, EXTENSIONS_USED_UP),
    early=True,
)


def _in_time(ask: Ask) -> tuple[Refusal, ...]:
    row = ask.case.term(DECISION.code)
    if row is None:
        return ()
    due = _last_day(row, ask)
    return () if row.running and ask.day <= due else (EXTENSION_TOO_LATE.refuse(due=due),)


def _last_day(row: TermState, ask: Ask) -> date:
    """Of one that stands still, with the days it stood still so far: past the last day that was set for that, it runs."""
    return run_on(row, ask.case, ask.calendar, on=ask.day).due if row.status == "suspended" else row.due_day


EXTENSION_IN_TIME = Guard(
    name="extension_in_time",
    label="办案期限尚未届满",
    article="行政处罚法第六十条",
    check=_in_time,
    refuses=(EXTENSION_TOO_LATE,),
    early=True,
)


def _short_enough(ask: Ask) -> tuple[Refusal, ...]:
    found, added = _allowed(ask), ask.facts(DecisionExtension).added
    if found is None:
        return ()
    term, extension, number = found
    if number > extension.times or added <= extension.length:
        return ()
    told = {"added": added, "most": extension.length, "unit": term.unit.label, "article": extension.article}
    return (EXTENSION_TOO_LONG.refuse(**told),)


EXTENSION_SHORT_ENOUGH = Guard(
    name="extension_short_enough",
    label="延长不超过规定的时间",
    article="行政处罚法第六十条",
    check=_short_enough,
    refuses=(EXTENSION_TOO_LONG,),
)


def _approved(ask: Ask) -> tuple[Refusal, ...]:
    """By the head of the agency, who takes the step; else with the document from above, or the heads who discussed it."""
    found = _allowed(ask)
    if found is None or found[2] > found[1].cap:
        return ()
    _, extension, number = found
    last = extension.further if number > extension.times else None
    superior, approver = (last.superior, last.approver) if last else (extension.superior, extension.approver)
    lacking = _no_document(ask) if superior else _too_few(ask) if last else None
    if lacking is None:
        return ()
    told = {"number": number, "approver": approver, "article": extension.article, "detail": lacking}
    return (EXTENSION_UNAPPROVED.refuse(**told),)


def _no_document(ask: Ask) -> str | None:
    return None if ask.facts(DecisionExtension).approval_number else "没有写明批准文号"


def _too_few(ask: Ask) -> str | None:
    named = set(ask.facts(DecisionExtension).discussants) - dossier.recused(ask.case).keys()
    heads = among_heads(ask.register, named, ask.day)
    needed = ask.register.agency.policy.discussants
    return None if len(heads) >= needed else f"参加讨论的负责人{len(heads)}人，本机关规定至少{needed}人"


EXTENSION_APPROVED = Guard(
    name="extension_approved",
    label="延长经有权的人批准",
    article="行政处罚法第六十条",
    check=_approved,
    refuses=(EXTENSION_UNAPPROVED,),
)
