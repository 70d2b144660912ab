"""R07, R08, R09, R10, R11: records, evidence, preservation."""

from __future__ import annotations

import json
from typing import Any

from in_hand import InHand, due, ready, standing
from scrutinised import also, altered, finds, judged, lacking, moved, passes, taken_by
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.evidence import FOUNDED, ONE_PLACE, PRESERVED, RECORDS, TRACEABLE

UNSTATED = {"not_stated": "evidence.0"}


def _archived() -> InHand:
    return standing("archived")


def _said(case: InHand, step: str) -> Any:
    return json.loads(next(act.raw for act in case.case.acts if act.transition.name == step))


@passes(RECORDS)
def test_a_record_holds_all_it_must() -> InHand:
    return _archived()


@passes(RECORDS)
def test_a_refusal_to_sign_that_is_noted_will_do() -> InHand:
    return altered(_archived(), "inspect", "signature", {"signed": False, "note": "当事人拒绝签名。"})


@finds(RECORDS, "“现场检查”笔录缺出示执法证件的记载")
def test_credentials_not_shown_are_found_though_no_form_would_take_it() -> InHand:
    return altered(_archived(), "inspect", "credentials_shown", False)


@finds(RECORDS, "缺权利告知的记载")
def test_rights_not_told_are_found() -> InHand:
    return altered(_archived(), "interview", "rights_told", None)


@finds(RECORDS, "缺地点、两名执法人员、被检查、询问人签名或者拒签的注明")
def test_everything_a_record_lacks_is_named() -> InHand:
    case = altered(_archived(), "inspect", "place", None)
    case = altered(case, "inspect", "officers", [])
    return altered(case, "inspect", "signature", {"signed": False})


def test_a_time_the_source_does_not_state_is_not_judged() -> None:
    unstated = altered(_archived(), "inspect", "started_at", {"not_stated": "inspection.started_at"})

    assert judged(RECORDS, unstated).unjudged[0].reason == "来源未载“现场检查”笔录的起始时间"
    assert judged(ONE_PLACE, unstated).verdict is Verdict.NOT_AUTOMATABLE


@passes(ONE_PLACE)
def test_officers_were_in_one_place_at_a_time() -> InHand:
    return _archived()


def _at_once(place: str) -> InHand:
    case = _archived()
    for field in ("started_at", "ended_at"):
        case = altered(case, "interview", field, _said(case, "inspect")[field])
    return altered(case, "interview", "place", place)


@finds(ONE_PLACE, "同一时段在“示例市示例区示例村”和“询问室”制作笔录")
def test_an_officer_in_two_places_at_once_is_found() -> InHand:
    return _at_once("询问室")


@passes(ONE_PLACE)
def test_two_records_at_once_in_one_place_are_possible() -> InHand:
    return _at_once("示例市示例区示例村")


@passes(TRACEABLE)
def test_evidence_has_source_time_and_confirmation() -> InHand:
    return due("extract").do("extract")


@finds(TRACEABLE, "电子数据“证1”没有校验值")
def test_electronic_data_without_checksum_are_found() -> InHand:
    return altered(_archived(), "inspect", "evidence.0.kind", "电子数据")


EXTRACTED = {
    "holder": {"name": "当事人甲", "relation": "当事人"}, "object": "交易记录。", "medium": "硬盘一块", "method": "复制。", "tool": "演示工具",
    "algorithm": "SHA-256", "checksum": "0" * 64, "witness": "见证人甲", "attachments": ["截屏"],
}  # fmt: skip


@passes(TRACEABLE)
def test_the_record_of_an_extraction_holds_the_checksum_of_electronic_data() -> InHand:
    case = standing("investigating")
    record = _said(case.do("inspect"), "inspect")
    kept = {name: record[name] for name in ("started_at", "ended_at", "place", "officers", "recorder", "signature")}
    told = {"credentials_shown": True, "rights_told": True, "evidence": [case.scene().evidence("电子数据")]}
    return also(case, "extract_data", EXTRACTED | kept | told)


@finds(TRACEABLE, "取得日2027-01-01晚于入卷日")
def test_evidence_obtained_after_it_came_to_the_file_is_found() -> InHand:
    return altered(_archived(), "inspect", "evidence.0.obtained_on", "2027-01-01")


@finds(TRACEABLE, "没有证据“证1”经提供人核对的记载")
def test_evidence_its_provider_did_not_confirm_is_found() -> InHand:
    return due("extract").do("extract", provider_confirmed=False)


def test_what_a_replay_does_not_state_of_evidence_is_not_judged() -> None:
    unconfirmed = due("extract").do("extract", provider_confirmed=False).having(replay=True)
    unstated = altered(_archived(), "inspect", "evidence.0.source", UNSTATED)

    assert judged(TRACEABLE, unconfirmed).verdict is Verdict.NOT_AUTOMATABLE
    assert judged(TRACEABLE, unstated).unjudged[0].reason == "来源未载证据“证1”的来源"


@passes(FOUNDED)
def test_the_facts_rest_on_verified_evidence() -> InHand:
    return _archived()


@finds(FOUNDED, "所引证据“证1”未经查证属实")
def test_unverified_evidence_is_found() -> InHand:
    return altered(_archived(), "inspect", "evidence.0.verified", False)


@finds(FOUNDED, "所引证据“证9”不在卷内")
def test_evidence_that_is_not_on_file_is_found() -> InHand:
    return altered(_archived(), "conclude", "draft.evidence", ["证9"])


@finds(FOUNDED, "没有列明证据")
def test_facts_without_evidence_are_found() -> InHand:
    return altered(_archived(), "conclude", "draft.evidence", [])


def test_evidence_the_source_does_not_state_is_not_judged() -> None:
    result = judged(FOUNDED, altered(_archived(), "conclude", "draft.evidence", UNSTATED))

    assert result.unjudged[0].reason == "来源未载认定事实所依据的证据"


@passes(PRESERVED)
def test_goods_were_preserved_with_approval_and_dealt_with_in_time() -> InHand:
    return ready("handle_preserved").do("handle_preserved")


@finds(PRESERVED, "没有批准")
def test_a_preservation_nobody_approved_is_found() -> InHand:
    return lacking(ready("handle_preserved"), "approve_preservation")


@finds(PRESERVED, "不是机关负责人")
def test_a_preservation_approved_by_a_handler_is_found() -> InHand:
    return taken_by(ready("handle_preserved"), "approve_preservation", "承办人甲")


@finds(PRESERVED, "先实施、后批准")
def test_an_approval_after_the_act_is_found() -> InHand:
    return moved(ready("handle_preserved"), "approve_preservation", days=1)


@finds(PRESERVED, "至今没有处理")
def test_goods_nobody_dealt_with_are_found() -> InHand:
    return ready("handle_preserved").wait(days=20)


@finds(PRESERVED, "期满没有处理，自动解除")
def test_a_preservation_that_lapsed_was_not_dealt_with_in_time() -> InHand:
    return ready("lapse_preservation").do("lapse_preservation")


@finds(PRESERVED, "才处理")
def test_goods_dealt_with_too_late_are_found() -> InHand:
    return ready("handle_preserved").wait(days=20).do("handle_preserved")


def test_goods_that_may_still_be_dealt_with_are_no_fault() -> None:
    assert judged(PRESERVED, ready("handle_preserved")).verdict is Verdict.NOT_YET
