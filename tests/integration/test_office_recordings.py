"""A deputy's step and a filed recording, through the whole office: kept, told in the record, found again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from case_desk import Desk, register_text
from command_line import EXAMPLES
from steps_of_recording import FILE
from zhifa.cli.app import app
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import on_the_register
from zhifa.engine import installed
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.handover import HandingOver
from zhifa.workflows.ordinary import ORDINARY

BOOKS: dict[str, list[dict[str, Any]]] = {
    "deputy": [
        {"principal": "010", "deputy": "003", "role": "unit_head", "reason": "学习", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    ],
    "av_matrix": [
        {
            "workflow": "*", "step": "interview", "matter": "询问", "level": "full", "until": "conclude", "effect": "blocks",
            "upload_hours": 24, "valid_from": "2026-01-01",
        }
    ],
    "device": [
        {"number": "记录仪01", "kind": "body_camera", "unit": "执法一科", "holder": "辅01", "valid_from": "2026-01-01"}
    ],
    "auxiliary": [
        {"number": "辅01", "name": "辅助人员甲", "unit": "执法一科", "tasks": ["摄录"], "valid_from": "2026-01-01"}
    ],
}  # fmt: skip


@pytest.fixture
def desk(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    with Desk(migrated_sqlite_url, files=tmp_path / "files", workflow=ORDINARY, import_register=False) as made:
        made.office.import_register(json.dumps(json.loads(register_text()) | {"books": BOOKS}, ensure_ascii=False))
        yield made


Zhifa = Callable[..., Result]


@pytest.fixture
def zhifa(desk: Desk, migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Zhifa:
    """The program in this process, with the procedure of today among those at hand."""
    monkeypatch.setattr(installed, "workflows", lambda: desk.office.workflows)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--database", migrated_sqlite_url], catch_exceptions=False)

    return run


def test_the_record_tells_for_whom_a_deputy_acted(desk: Desk) -> None:
    deputy, head = desk.ids["承办人丙"], desk.ids["承办机构负责人甲"]
    case = desk.bring_to("filed")
    desk.do(case, "assign", actor=deputy, on_behalf_of=head)

    line = desk.office.history(case)[-1]
    act = desk.office.case(case).acts[-1]

    assert (line.actor, line.on_behalf_of) == ("承办人丙", "承办机构负责人甲")
    assert act.officers == (deputy, head)
    assert {deputy, head} <= ORDINARY.involved(desk.office.case(case)).keys()
    assert desk.office.verify(case) == ()


def test_corrections_and_handings_over_are_entered_by_deputies_too(desk: Desk) -> None:
    deputy, head = desk.ids["承办人丙"], desk.ids["承办机构负责人甲"]
    case = desk.bring_to("investigating")
    found, at = desk.office.case(case), desk.clock.now()
    desk.office.correct(
        Correction(
            case_id=case,
            seq=0,
            path="content",
            new="更正后的内容。",
            reason="登记有误。",
            actor=deputy,
            approver=desk.ids["机关负责人甲"],
            occurred_at=at,
            expected_version=found.version,
            key=desk.key(),
            on_behalf_of=head,
        )
    )
    found = desk.office.case(case)
    desk.office.hand_over(
        HandingOver(
            case_id=case,
            old=desk.ids["承办人乙"],
            new=deputy,
            reason="另有任务。",
            actor=deputy,
            occurred_at=at,
            expected_version=found.version,
            key=desk.key(),
            on_behalf_of=head,
        )
    )

    assert [line.on_behalf_of for line in desk.office.history(case)][-2:] == ["承办机构负责人甲"] * 2
    assert found.corrections[-1].on_behalf_of == head
    assert desk.office.verify(case) == ()


def test_a_deputy_who_does_not_say_so_is_told_to(desk: Desk) -> None:
    case = desk.bring_to("filed")
    with pytest.raises(CommandRefused) as refused:
        desk.do(case, "assign", actor=desk.ids["承办人丙"])
    assert [one.code for one in refused.value.refusals] == ["deputy_not_declared"]
    offered = desk.office.options(case, desk.ids["承办人丙"], on_behalf_of=desk.ids["承办机构负责人甲"])
    assert "assign" in {option.transition.name for option in offered if option.allowed}


def test_a_recording_that_the_store_does_not_keep_is_not_filed(desk: Desk) -> None:
    case = desk.bring_to("investigating")
    desk.do(case, "interview")
    with pytest.raises(CommandRefused) as refused:
        desk.do(case, "file_recording", facts=_recording(desk, case))
    assert [one.code for one in refused.value.refusals] == ["file_unknown"]


def _recording(desk: Desk, case: str, **changes: Any) -> dict[str, Any]:
    interview = desk.office.case(case).acts[-1]
    told = interview.facts.model_dump(mode="json")
    return {
        "acts": [interview.seq], "digest": FILE, "description": "录像", "medium": "video", "device": "记录仪01",
        "started_at": told["started_at"], "ended_at": told["ended_at"], "recorded_by": desk.ids["承办人乙"],
    } | changes  # fmt: skip


def test_a_recording_is_filed_from_the_command_line_and_lets_the_case_go_on(
    desk: Desk, zhifa: Zhifa, tmp_path: Path
) -> None:
    case = desk.bring_to("investigating")
    desk.do(case, "interview")
    with pytest.raises(CommandRefused):
        desk.do(case, "conclude")
    told, seq = _recording(desk, case), str(desk.office.case(case).acts[-1].seq)
    (tmp_path / "interview.mp4").write_bytes(b"a film")
    filed = zhifa("recording", "file", case, seq, str(tmp_path / "interview.mp4"), "--device", "记录仪01",
        "--from", told["started_at"], "--to", told["ended_at"], "--as", "001", "--at", (desk.clock.now() + timedelta(minutes=1)).isoformat(),
        "--files", str(tmp_path / "files"), "--by", "辅助人员甲", "--json",
    )  # fmt: skip
    listed = zhifa("recording", "list", case, "--json")
    shown = zhifa("recording", "list", case)
    desk.clock.advance(timedelta(minutes=10))

    assert filed.exit_code == 0, filed.output
    assert desk.office.case(case).acts[-1].facts.model_dump()["recorded_by"] == "辅01"
    (step,) = json.loads(listed.stdout)["recordings"]
    assert (step["met"], step["level"], [one["late"] for one in step["recordings"]]) == (True, "full", [True])
    assert "齐全；未按时上传" in shown.stdout
    assert desk.do(case, "conclude").state == "concluded"
    assert desk.office.verify(case) == ()


def test_who_worked_the_camera_is_an_officer_or_an_auxiliary_by_number_or_name(desk: Desk) -> None:
    register = desk.office.registers()[0]
    (helper,) = register.auxiliaries
    namesakes = replace(register, auxiliaries=(helper, replace(helper, number="辅02")))

    told = [on_the_register(register, text, field="--by") for text in ("002", "承办人乙", "辅01", "辅助人员甲")]
    assert told == [desk.ids["承办人乙"]] * 2 + ["辅01"] * 2
    for text, rule in (("辅助人员甲", "编号 辅01、辅02"), ("辅03", "不在")):
        with pytest.raises(Unusable, match=rule):
            on_the_register(namesakes, text, field="--by")


def test_a_gap_in_the_whole_is_excused_from_the_command_line_by_a_head_alone(desk: Desk, zhifa: Zhifa) -> None:
    case = desk.bring_to("investigating")
    desk.do(case, "interview")
    seq, at = str(desk.office.case(case).acts[-1].seq), desk.clock.now().isoformat()
    answering = ("recording", "answer-waiver", case, seq, "--opinion", "同意", "--at", at, "--json")
    asked = zhifa("recording", "ask-waiver", case, seq, "--reason", "记录仪损坏", "--as", "001", "--at", at)
    by_unit = zhifa(*answering, "--as", "003", "--for", "010")
    by_head = zhifa(*answering, "--as", "030")
    (step,) = json.loads(zhifa("recording", "list", case, "--json").stdout)["recordings"]
    shown = zhifa("recording", "list", case).stdout

    assert (asked.exit_code, by_head.exit_code) == (0, 0), by_head.output
    assert [one["code"] for one in json.loads(by_unit.stdout)["refusals"]] == ["not_a_deputy"]
    assert (step["met"], step["excused"], step["waived"], step["waiver_asked"]) == (False, True, False, False)
    assert "没有音像记录；机关负责人同意继续办理" in shown
    assert desk.do(case, "conclude").state == "concluded"


def test_the_rights_of_an_officer_are_told(zhifa: Zhifa) -> None:
    told = zhifa("register", "rights", "003", "--on", "2026-03-02", "--json")
    shown = zhifa("register", "rights", "003", "--on", "2026-03-02")

    rights = json.loads(told.stdout)["rights"]
    assert [(one["role"], one["for"], one["valid_to"]) for one in rights] == [
        ("handler", None, None),
        ("unit_head", "承办机构负责人甲", "2026-12-31"),
    ]
    assert "承办机构负责人甲" in shown.stdout


@pytest.mark.parametrize(
    ("seqs", "store", "rule"),
    [("5;7", True, "应为环节的记录序号"), ("", True, "应为环节的记录序号"), ("5", False, "要给出证据文件库")],
    ids=["wrongly parted", "none", "no store"],
)
def test_what_cannot_be_filed_is_said_before_the_file_is_kept(
    zhifa: Zhifa, tmp_path: Path, seqs: str, store: bool, rule: str
) -> None:
    (tmp_path / "a.mp4").write_bytes(b"a film")
    at, files = "2026-03-02T10:00:00+08:00", tmp_path / "files"
    given = ("--device", "记录仪01", "--from", at, "--to", at, "--as", "001", "--at", at)
    with pytest.raises(Unusable, match=rule):
        zhifa(
            "recording",
            "file",
            "abcd",
            seqs,
            str(tmp_path / "a.mp4"),
            *given,
            *(("--files", str(files)) if store else ()),
        )
    assert not any(path.is_file() and path.stat().st_size == len(b"a film") for path in files.rglob("*"))


def test_who_opens_a_case_for_another_must_be_his_deputy(desk: Desk, zhifa: Zhifa, tmp_path: Path) -> None:
    opening = json.loads((EXAMPLES / "report.json").read_text(encoding="utf-8"))
    (tmp_path / "report.json").write_text(json.dumps(opening | {"for": "010"}, ensure_ascii=False), encoding="utf-8")
    answer = zhifa("case", "new", str(tmp_path / "report.json"), "--json")

    assert [one["code"] for one in json.loads(answer.stdout)["refusals"]] == ["not_a_deputy"]
    assert desk.office.cases() == ()


def test_what_only_marks_is_told_beforehand(desk: Desk, zhifa: Zhifa) -> None:
    marking = BOOKS | {"av_matrix": [BOOKS["av_matrix"][0] | {"effect": "marks"}]}
    desk.office.import_register(json.dumps(json.loads(register_text()) | {"books": marking}, ensure_ascii=False))
    case = desk.bring_to("investigating")
    desk.do(case, "interview")
    told = json.loads(zhifa("case", "options", case, "--as", "001", "--json").stdout)

    assert [option["allowed"] for option in told["options"] if option["transition"] == "conclude"] == [True]
    assert [note.endswith("没有音像记录，最迟于调查终结前归档") for note in told["notes"]] == [True]
    assert "提示　　　第" in zhifa("case", "options", case, "--as", "001").stdout
