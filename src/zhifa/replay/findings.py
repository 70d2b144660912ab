"""What a replay finds: here, the refusals that rest on stated facts alone.

A refusal that rests on anything assumed is no finding: it says something of the replay, not of the case. A rule is applied from the day it came
into force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhifa.engine.refusals import AMOUNTS_DIFFER, BEFORE_WHAT_IT_BUILDS_ON, Refusal
from zhifa.replay.facts.operative import place
from zhifa.replay.source import Source
from zhifa.workflows.reasons.evidence import PAYMENT_TERM

PENALTY_LAW = date(2021, 7, 15)
"""行政处罚法 (2021) in force."""

REVIEW_LAW = date(2024, 1, 1)
"""行政复议法 (2023) in force."""

Severity = Literal["fault", "notice"]

_IN_FORCE = (
    ("行政处罚法", PENALTY_LAW),
    ("行政复议法", REVIEW_LAW),
    ("国办发〔2018〕118号", date(2018, 12, 5)),
    ("GB/T 9704-2012", date(2012, 7, 1)),
    ("GB 32100-2015", date(2015, 10, 1)),
    ("民事诉讼法", date(2024, 1, 1)),
)

_FACTS: Mapping[str, tuple[str, ...]] = {
    "identity_check_digit": ("party.uscc_or_id",),
    "payment_term": ("payment_days",),
    "beyond_summary_limit": ("party.kind", "decision_items"),
    "beyond_summary_kinds": ("decision_items",),
}
"""Refusals of a fact whatever the day, by code: where that fact stands."""

BUILDS_ON: Mapping[str, str] = {
    "statement_window_open": "serve_notice",
    "hearing_window_open": "serve_notice",
    "hearing_request_late": "serve_notice",
    "hearing_pending": "request_hearing",
    "hearing_not_appointed": "schedule_hearing",
    "hearing_unreported": "hold_hearing",
}
"""Refusals of a day, by code: the earlier step it is measured from. Others are measured from the step before."""

OF_THE_VIOLATION = frozenset({"time_barred", "violation_after_discovery"})
"""Refusals measured from the day of the violation, the former up to the day of discovery."""

OF_ORDER = frozenset({BEFORE_WHAT_IT_BUILDS_ON.code, "violation_after_discovery"})
"""Refusals of two days that stand in the wrong order; the days that the office names may be assumed."""

DISCOVERY = "dates.source"

_DEPENDS: Mapping[str, str] = {
    "statement_window_open": "法律没有规定天数，这里按默认的天数；当事人是否明确放弃，来源未载",
    "hearing_window_open": "听证的数额标准由机关规定，这里按默认的标准；当事人是否明确放弃，来源未载",
    "time_barred": "是否属于适用五年时效的情形，来源未载",
}
"""Refusals that depend on what no source tells as well, by code: they are noted, with what is left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something against the law, or worth a note, that rests on stated facts alone."""

    code: str
    severity: Severity
    article: str
    in_force_from: date | None
    text: str
    evidence: tuple[str, ...]
    """Paths in the source; every one exists."""


def facts_in_question(refusal: Refusal, source: Source) -> tuple[str, ...]:
    """Where the fact stands that is refused whatever the day; empty for a refusal of the day."""
    if refusal.code == AMOUNTS_DIFFER.code:
        item = place(source, int(dict(refusal.operands)["item"]) - 1)
        return (f"{item}.text", f"{item}.amount_yuan")
    return _FACTS.get(refusal.code, ())


def remark(refusal: Refusal, evidence: tuple[str, ...], on: date) -> str | None:
    """Why a refusal is no finding; ``None`` when it is one, or the source alone shows it."""
    if not evidence:
        return "其中有推定的内容，不作为发现"
    since = in_force_from(refusal.article)
    if since is not None and on < since:
        return f"所依据的规定自{since}起施行，当时法律未收录，不作为发现"
    return None


def refused(refusal: Refusal, text: str, evidence: tuple[str, ...], on: date) -> Finding | None:
    """The finding of a refusal of stated facts, in words that name nothing assumed as stated; ``None`` when it is none, or is found in the source."""
    if remark(refusal, evidence, on) or refusal.code == PAYMENT_TERM.code:
        return None
    left_open = _DEPENDS.get(refusal.code)
    return Finding(
        code=refusal.code,
        severity="notice" if left_open else "fault",
        article=refusal.article,
        in_force_from=in_force_from(refusal.article),
        text=f"{text}（{left_open}）" if left_open else text,
        evidence=evidence,
    )


def in_force_from(article: str) -> date | None:
    """The day the rule came into force, as far as it is recorded here."""
    return next((since for law, since in _IN_FORCE if law in article), None)
