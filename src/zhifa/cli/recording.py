"""``zhifa recording list``, ``file``, ``ask-waiver``, ``answer-waiver``: recordings in sound and picture of the steps of a case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import Actor, AsJson, At, Behalf, Case, DatabaseUrl, FilesFolder, Key, Version
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import behalf, case_id, moment, officer, on_the_register
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, say, show_table
from zhifa.cli.sending import announced, carry_out, seen_version, standing
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.casefile import CaseFile
    from zhifa.engine.office import Office
    from zhifa.workflows.recorded import Recorded

Seqs = Annotated[
    str, typer.Argument(metavar="记录号", help="所录环节的记录序号，见 zhifa case history；几个的用逗号分开")
]
Seq = Annotated[int, typer.Argument(metavar="记录号", help="环节的记录序号，见 zhifa case history")]
RecordingFile = Annotated[Path, typer.Argument(metavar="文件", help="音像文件")]
Device = Annotated[str, typer.Option("--device", metavar="编号", help="设备编号，见本机关的音像设备名录")]
Began = Annotated[str, typer.Option("--from", metavar="时间", help="录制开始的时间，带时区")]
Ended = Annotated[str, typer.Option("--to", metavar="时间", help="录制结束的时间，带时区；照相的可与开始时间相同")]
Medium = Annotated[str, typer.Option(metavar="方式", help="video 录像、audio 录音、photo 照相、monitoring 视频监控")]
RecordedBy = Annotated[
    str | None, typer.Option("--by", metavar="人员", help="摄录人，执法人员或者辅助人员；不写即办理人")
]
Description = Annotated[str | None, typer.Option(metavar="说明", help="录的是什么；不写则取文件名")]
Gap = Annotated[str | None, typer.Option("--gap", metavar="理由", help="录制中断的理由")]
Reason = Annotated[str, typer.Option(metavar="理由", help="为什么文字足以全面有效记录；应当全程音像的，音像为什么缺失")]
Opinion = Annotated[str, typer.Option(metavar="意见", help="同意或者不同意的意见")]
Refused = Annotated[bool, typer.Option("--refuse", help="不同意")]


def list_(*, case: Case, database: DatabaseUrl, json: AsJson = False) -> None:
    """列出案件中音像记录事项清单所列的环节：应当怎样录、录了没有、是否迟交。"""
    with open_office(database) as office:
        found = case_id(office, case)
        kept = office.recordings(found)
    if json:
        emit({"case": found, "recordings": [_told(one) for one in kept]})
        return
    heads = ("记录", "环节", "办理时间", "要求", "最迟", "音像", "情况")
    show_table(heads, (_row(one) for one in kept))
    lacking = sum(not one.wanted.met for one in kept)
    say("", f"清单所列 {len(kept)} 个环节，{lacking} 个缺音像记录" if kept else "没有音像记录事项清单所列的环节")


def file(
    *, case: Case, seqs: Seqs, file: RecordingFile, device: Device, began: Began, ended: Ended, actor: Actor, at: At,
    database: DatabaseUrl, medium: Medium = "video", recorded_by: RecordedBy = None, description: Description = None, gap: Gap = None,
    files: FilesFolder = None, version: Version = None, key: Key = None, json: AsJson = False,
) -> None:  # fmt: skip
    """归档一个音像文件：存入证据文件库，写明所录的环节和起止时间；迟于时限的标明，不拒收。"""
    if files is None:
        raise Unusable("归档音像要给出证据文件库：--files 目录")
    told: dict[str, Any] = {
        "acts": _entries(seqs), "description": description or file.name, "medium": medium, "device": device,
        "started_at": moment(began, field="--from").isoformat(), "ended_at": moment(ended, field="--to").isoformat(),
    }  # fmt: skip
    if gap is not None:
        told["gap_reason"] = gap
    occurred_at = moment(at, field="--at")
    with open_office(database, files) as office, file.open("rb") as content:
        found, register = standing(office, case)
        if recorded_by is None:
            told["recorded_by"] = officer(register, actor, field="--as")
        else:
            told["recorded_by"] = on_the_register(register, recorded_by, field="--by")
        told["digest"] = office.evidence.attach(content)
        _take(office, found, "file_recording", actor, occurred_at, told, version=version, key=key, json=json)


def ask_waiver(
    *, case: Case, seq: Seq, reason: Reason, actor: Actor, at: At, database: DatabaseUrl, version: Version = None, key: Key = None,
    json: AsJson = False,
) -> None:  # fmt: skip
    """申请一个环节不作音像记录：文字足以全面有效记录的；或者应当全程音像而音像缺失、无法补录的。"""
    occurred_at = moment(at, field="--at")
    with open_office(database) as office:
        found, _ = standing(office, case)
        facts = {"act": seq, "reason": reason}
        _take(office, found, "ask_waiver", actor, occurred_at, facts, version=version, key=key, json=json)


def answer_waiver(
    *, case: Case, seq: Seq, opinion: Opinion, actor: Actor, at: At, database: DatabaseUrl, refuse: Refused = False,
    principal: Behalf = None, version: Version = None, key: Key = None, json: AsJson = False,
) -> None:  # fmt: skip
    """答复不作音像记录的申请，由申请人以外的承办机构负责人作出；应当全程音像的，由机关负责人决定案件是否继续办理。"""
    occurred_at = moment(at, field="--at")
    with open_office(database) as office:
        found, _ = standing(office, case)
        facts = {"act": seq, "granted": not refuse, "opinion": opinion}
        taken = (_answering(office, found, seq), actor, occurred_at, facts)
        _take(office, found, *taken, principal=principal, version=version, key=key, json=json)


def _answering(office: Office, found: CaseFile, seq: int) -> str:
    """The step that answers; that of a waiver where the list does not speak of the entry."""
    asked = (one for one in office.recordings(found.id) if one.wanted.taken.seq == seq)
    return next((one.answered_by for one in asked), "approve_waiver")


def _take(
    office: Office, found: CaseFile, step: str, actor: str, occurred_at: datetime, facts: dict[str, Any], *, version: int | None,
    key: str | None, json: bool, principal: str | None = None,
) -> None:  # fmt: skip
    from zhifa.engine.command import Command

    register, expected = office.agency_register(found.agency_id), seen_version(found, version, key)
    command = Command(
        case_id=found.id,
        transition=step,
        actor=officer(register, actor, field="--as"),
        occurred_at=occurred_at,
        expected_version=expected,
        key=announced(key, expected),
        facts=facts,
        on_behalf_of=behalf(register, principal),
    )
    carry_out(office, lambda: office.perform(command), json=json, before=expected)


def _entries(text: str) -> list[int]:
    parts = text.replace("，", ",").split(",")
    if not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise Unusable(f"记录号的值{shown(text)}不合要求：应为环节的记录序号，几个的用逗号分开：5,7")
    return [int(part) for part in parts]


def _row(one: Recorded) -> tuple[str, ...]:
    step, demand = one.wanted.taken, one.wanted.demand
    spans = "；".join(recording.span.text for recording in one.wanted.recordings)
    return (str(step.seq), step.label, local(step.at), demand.level.label, demand.until.label, spans, _state(one))


def _state(one: Recorded) -> str:
    wanted = one.wanted
    without = "批准不作音像记录" if wanted.waived else "可以不录"
    parts = [wanted.lacking or ("齐全" if wanted.recordings else without)]
    parts += ["机关负责人同意继续办理"] if wanted.excused else []
    parts += ["未按时上传"] if one.late else []
    parts += ["申请等待答复"] if one.asked else []
    return "；".join(parts)


def _told(one: Recorded) -> dict[str, Any]:
    step, demand, late = one.wanted.taken, one.wanted.demand, {recording.seq for recording in one.late}
    return {
        "seq": step.seq,
        "step": step.step,
        "label": step.label,
        "level": demand.level,
        "until": demand.until,
        "effect": demand.effect,
        "met": one.wanted.met,
        "lacking": one.wanted.lacking,
        "waived": one.wanted.waived,
        "excused": one.wanted.excused,
        "waiver_asked": one.asked is not None,
        "recordings": [
            {
                "seq": r.seq,
                "digest": r.digest,
                "device": r.device,
                "medium": r.medium,
                "span": r.span.text,
                "late": r.seq in late,
            }
            for r in one.wanted.recordings
        ],
    }
