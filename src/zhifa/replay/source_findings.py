"""What a source says against itself, or against a rule that needs no step to be broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.documents.numbering import departures
from zhifa.replay.findings import PENALTY_LAW, REVIEW_LAW, Finding, in_force_from
from zhifa.replay.source import Source
from zhifa.replay.stated_days import Dated, dated, number_year
from zhifa.workflows.reasons.evidence import PAYMENT_TERM

_TERM_OF_PAYMENT = 15
_TERM_OF_REVIEW = 60
"""Days."""


def of_source(source: Source, *, law_modelled: bool) -> Iterator[Finding]:
    """What the source says against itself, without any step."""
    yield from _number_form(source)
    yield from _payment_term(source) if law_modelled else ()
    yield from _review_term(source)
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


def _payment_term(source: Source) -> Iterator[Finding]:
    days, working = source.case.payment_days, source.case.payment_unit == "working_day"
    if days is None or (days == _TERM_OF_PAYMENT and not working):
        return
    yield Finding(
        code=PAYMENT_TERM.code,
        severity="fault",
        article=PAYMENT_TERM.article,
        in_force_from=PENALTY_LAW,
        text=f"来源载明缴纳罚款的期限为{days}{'个工作日' if working else '日'}，法定期限为十五日",
        evidence=("payment_days", "payment_unit") if working else ("payment_days",),
    )


def _review_term(source: Source) -> Iterator[Finding]:
    """Statutes may give the party more than sixty days to apply for review, none fewer (行政复议法 20(1))."""
    days = source.case.appeals.days.get("review_days") if source.case.appeals else None
    decided, year = dated(source, "dates.decided"), number_year(source)
    by_number = Dated(path="document_number", day=date(year, 1, 1)) if year else None
    when = decided or by_number
    if days is None or days >= _TERM_OF_REVIEW or when is None or when.day < REVIEW_LAW:
        return
    yield Finding(
        code="remedy_period",
        severity="fault",
        article="行政复议法第二十条第一款",
        in_force_from=REVIEW_LAW,
        text=f"来源载明申请行政复议的期限为{days}日，少于法定的六十日",
        evidence=("appeals.days.review_days", when.path),
    )
