"""What a replay finds: refusals that rest on stated facts alone, and what the source says against itself.

A refusal that rests on anything assumed is no finding: it says something of the replay, not of the case. A rule is applied from the day it came
into force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhifa.documents.numbering import departures
from zhifa.engine.refusals import PAPER_NOT_ISSUABLE, Refusal
from zhifa.engine.units import Mark
from zhifa.replay.source import Source
from zhifa.storage.records import TermRecord
from zhifa.workflows.reasons import PAYMENT_TERM

PENALTY_LAW = date(2021, 7, 15)
"""行政处罚法 (2021) in force."""

Severity = Literal["fault", "notice"]

_IN_FORCE = (
    ("行政处罚法", PENALTY_LAW),
    ("国办发〔2018〕118号", date(2018, 12, 5)),
    ("GB/T 9704-2012", date(2012, 7, 1)),
    ("GB 32100-2015", date(2015, 10, 1)),
    ("民事诉讼法", date(2024, 1, 1)),
)

_FACTS: Mapping[str, tuple[str, ...]] = {
    "identity_check_digit": ("party.uscc_or_id",),
    "payment_term": ("payment_days",),
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

DISCOVERY = "dates.source"

_DEPENDS: Mapping[str, str] = {
    "statement_window_open": "法律没有规定天数，这里按默认的天数；当事人是否明确放弃，来源未载",
    "hearing_window_open": "当事人是否明确放弃，来源未载",
    "time_barred": "是否属于适用五年时效的情形，来源未载",
}
"""Refusals that depend on what no source tells as well, by code: they are noted, with what is left open."""

_LATE = {
    "decision": "filing_to_decision_over_90_days",
    "publication": "publication_late",
    "preservation": "preservation_not_handled_in_7_working_days",
    "service": "service_late",
}
"""Findings of an agency's term that ended late, by the term's code."""


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


def facts_in_question(refusal: Refusal) -> tuple[str, ...]:
    """Where the fact stands that is refused whatever the day; empty for a refusal of the day."""
    if refusal.code == PAPER_NOT_ISSUABLE.code and "draft.items[" in refusal.text:  # words and figures differ
        return ("decision_items",)
    return _FACTS.get(refusal.code, ())


def refused(refusal: Refusal, evidence: tuple[str, ...], on: date) -> Finding | None:
    """The finding of a refusal of stated facts; ``None`` when its rule was not yet in force on that day."""
    since = in_force_from(refusal.article)
    if since is not None and on < since:
        return None
    left_open = _DEPENDS.get(refusal.code)
    return Finding(
        code=refusal.code,
        severity="notice" if left_open else "fault",
        article=refusal.article,
        in_force_from=since,
        text=f"{refusal.text}（{left_open}）" if left_open else refusal.text,
        evidence=evidence,
    )


def in_force_from(article: str) -> date | None:
    """The day the rule came into force, as far as it is recorded here."""
    return next((since for law, since in _IN_FORCE if law in article), None)


def of_source(source: Source, *, law_modelled: bool) -> Iterator[Finding]:
    """What the source says against itself, without any step."""
    yield from _number_form(source)
    if source.case.payment_unit == "working_day" and law_modelled:
        refusal = PAYMENT_TERM.refuse(days=f"{source.case.payment_days}个工作")
        yield Finding(
            code=refusal.code,
            severity="fault",
            article=refusal.article,
            in_force_from=PENALTY_LAW,
            text=refusal.text.replace("草案", "来源"),
            evidence=("payment_days", "payment_unit"),
        )
    if source.case.outcome == "annulled":
        yield Finding(
            code="later_annulled",
            severity="notice",
            article="来源所载结果",
            in_force_from=None,
            text="来源载明该决定其后被撤销",
            evidence=("outcome",),
        )


def _number_form(source: Source) -> Iterator[Finding]:
    number = source.case.document_number
    if number is None or "*" in number:
        return
    for departure in departures(number):
        article = "GB/T 9704-2012 第7.2.5条"
        yield Finding(
            code="number_format",
            severity="notice",
            article=article,
            in_force_from=in_force_from(article),
            text=f"文号“{number}”：{departure}",
            evidence=("document_number",),
        )


def of_terms(terms: Iterable[TermRecord], stated: Mapping[int, tuple[str, date]]) -> Iterator[Finding]:
    """Agency's terms that ended late between two stated days. ``stated``: path and day of each entry that the source dates."""
    for term in terms:
        code = _LATE.get(term.code)
        if code is None or term.ended_seq is None or not {term.start_seq, term.ended_seq} <= stated.keys():
            continue
        (start_path, started), (end_path, ended) = stated[term.start_seq], stated[term.ended_seq]
        since = in_force_from(term.article)
        if ended <= date.fromisoformat(term.nominal) or (since and started < since):
            continue
        late = ended > date.fromisoformat(term.due) and term.mark == Mark.VERIFIED.value
        yield Finding(
            code=code,
            severity="fault" if late else "notice",
            article=term.article,
            in_force_from=since,
            text=f"{term.label}：自{started}起，至{term.due}届满，{ended}才办理",
            evidence=(start_path, end_path),
        )
