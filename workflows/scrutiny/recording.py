"""Recordings in sound and picture (处罚法 47; 国办发〔2018〕118号)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.books.recording import AV_MATRIX
from zhifa.engine.units import Mark
from zhifa.workflows.forms.recording import GapExcused, RecordingFiled, WaiverAnswered
from zhifa.workflows.recorded import recorded, wanted_in
from zhifa.workflows.scrutiny.check import Check, Fault, Finding, Severity, Unjudged, inapplicable, pending, unknown
from zhifa.workflows.scrutiny.view import View


def _listed(view: View) -> Unjudged | None:
    if not view.register.shelf.lines(AV_MATRIX.name):
        return unknown("本机关没有录入音像记录事项清单")
    if all(step.facts is not RecordingFiled for step in view.case.workflow.transitions):
        return unknown("本案适用的程序版本不登记音像记录")
    if not wanted_in(view.case, view.register):
        reason = "没有音像记录事项清单所列的环节"
        return inapplicable(reason) if view.ended else pending(f"案件至今{reason}")
    return None


def _recordings(view: View) -> Iterator[Finding]:
    """That a head lets the case go on without a recording does not make it be there: it is found all the same."""
    for one in recorded(view.case, view.register, view.calendar):
        step, lacking, until = one.wanted.taken, one.wanted.lacking, one.wanted.demand.until.label
        if lacking and one.overdue:
            known = "（机关负责人同意继续办理）" if one.wanted.excused else ""
            yield Fault(text=f"第{step.seq}号“{step.label}”{lacking}{known}", entries=(step.seq,))
        elif lacking:
            yield pending(f"第{step.seq}号“{step.label}”{lacking}，最迟于{until}归档", step.seq)
        for late in one.late:
            yield Fault(text=f"第{step.seq}号“{step.label}”的音像未按时上传", entries=(step.seq, late.seq))


RECORDINGS = Check(
    id="R29",
    label="应当音像记录的环节有已归档的音像，校验值一致，按时上传",
    severity=Severity.MAJOR,
    article="行政处罚法第四十七条；国办发〔2018〕118号",
    asked=_listed,
    spot=None,
    run=_recordings,
    upon=(RecordingFiled, WaiverAnswered, GapExcused),
    mark=Mark.SECONDARY,
    beyond="音像的内容；文件是否完好，由 zhifa evidence verify 核对",
)
