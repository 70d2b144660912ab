"""Appraisal: its time counts only where the party was told of it."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.workflows.forms.appraisal import AppraisalEntrusted, AppraisalPeriod, AppraisalReport
from zhifa.workflows.scrutiny.check import Check, Fault, Finding, Severity, Unjudged, inapplicable
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.tracks import APPRAISAL_PERIOD


def _entrusted(view: View) -> Unjudged | None:
    excluded = any(track.track == APPRAISAL_PERIOD.name for track in view.case.tracks)
    return None if excluded or view.holds(AppraisalEntrusted) else inapplicable("没有委托检测、检验、检疫、鉴定")


def _told(view: View) -> Iterator[Finding]:
    """Every time the term of the decision stood still for an appraisal has its notice of the period, on file as a paper."""
    for track in view.case.tracks:
        if track.track != APPRAISAL_PERIOD.name:
            continue
        notices = [act for act in view.case.each(AppraisalPeriod) if act.facts.key == track.key]
        if not notices:
            yield Fault(
                text=f"扣除了“{track.key}”的鉴定期间，没有期间告知书", entries=(track.opened_seq,), papers=("D13-2",)
            )
        for act in notices:
            if view.missing_papers(act):
                yield Fault(text=f"“{track.key}”的期间告知书不在卷内", entries=(act.seq,), papers=("D13-2",))


APPRAISAL = Check(
    id="R13",
    label="扣除鉴定期间的，有鉴定期间告知书",
    severity=Severity.MAJOR,
    article="行政强制法第二十五条第三款",
    asked=_entrusted,
    spot=None,
    run=_told,
    upon=(AppraisalEntrusted, AppraisalPeriod, AppraisalReport),
    beyond="规章是否规定鉴定期间不计入办案期限",
)
