"""Valid facts for what may happen beside the straight investigation: recusal, appraisal, samples, assistance, jurisdiction, suspension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from scene import Facts, Scene, record
from zhifa.engine.instants import instant_text

RULE = {"law": "示例部门行政处罚程序规定", "article": "第四十六条"}
"""Made up: a rule (规章) that knows suspension and excluded periods."""
CHECKSUM = "0123456789abcdef" * 4

ENDED_BY: Mapping[str, str] = {
    "recusal": "decide_recusal",
    "appraisal": "report_appraisal",
    "assistance": "record_assistance",
    "jurisdiction": "settle_jurisdiction",
}
"""By which step an inquiry of a name ends."""

_HELD_UP_BY: Mapping[str, frozenset[str]] = {
    "verifying": frozenset({"jurisdiction"}),
    "investigating": frozenset({"appraisal", "assistance", "jurisdiction"}),
    "defence": frozenset({"appraisal", "assistance"}),
    "rectifying": frozenset({"appraisal", "assistance"}),
    "approving": frozenset({"recusal"}),
}
"""Open inquiries without whose end a case does not leave a state."""


def next_of_inquiry(scene: Scene) -> str | None:
    """The step that ends what keeps the case from going on; None when nothing does."""
    state = scene.file.state
    held_up = _HELD_UP_BY.get(state.name, frozenset()) if state else frozenset()
    return next((ENDED_BY[track.track] for track in scene.file.open_tracks() if track.track in held_up), None)


def _open_key(scene: Scene, track: str) -> str:
    return next((t.key for t in scene.file.open_tracks() if t.track == track), f"没有{track}")


def _new_key(scene: Scene, name: str) -> str:
    return f"{name}{len(scene.file.tracks) + 1}"


def _in_days(scene: Scene, days: int) -> str:
    return (scene.day + timedelta(days=days)).isoformat()


def _approved(scene: Scene) -> Facts:
    return {"unit_opinion": scene.opinion(), "head_opinion": "同意。"}


# --- suspension ------------------------------------------------------------------------------------------------------


def _suspend(scene: Scene) -> Facts:
    return {"ground": "须以另一案的审理结果为依据。", "basis": [RULE], **_approved(scene)}


def _resume(scene: Scene) -> Facts:
    return {"reason": "另一案已经审结。", **_approved(scene)}


def _extend(scene: Scene) -> Facts:
    told = {
        "added": 30,
        "ground": "案情复杂，违法所得尚需核实。",
        "basis": [RULE],
        "approval_number": None,
        "discussants": [],
    }
    return {**told, **_approved(scene)}


def _terminate(scene: Scene) -> Facts:
    told = {"ground": "当事人死亡，没有承受其义务的人。", "basis": [RULE], "items_disposal": "没有涉案财物。"}
    return {**told, **_approved(scene)}


# --- recusal ---------------------------------------------------------------------------------------------------------


def _request_recusal(scene: Scene) -> Facts:
    open_ = {track.key for track in scene.file.open_tracks() if track.track == "recusal"}
    challenged = next(o for o in (scene.ids["承办人乙"], *scene.ids.values()) if o not in open_)
    return {
        "officer": challenged,
        "requested_by": "party",
        "ground": "有其他关系可能影响公正执法",
        "reason": "当事人称该人员与其有纠纷。",
        "materials": ["当事人的书面申请"],
    }


def _decide_recusal(scene: Scene) -> Facts:
    officer = next((t.key for t in scene.file.open_tracks() if t.track == "recusal"), scene.ids["承办人乙"])
    return {"officer": officer, "granted": False, "reason": "所称的纠纷没有依据。"}


# --- appraisal, assistance -------------------------------------------------------------------------------------------


def _entrust(scene: Scene) -> Facts:
    return {
        "key": _new_key(scene, "检测"),
        "kind": "检测",
        "institution": "示例检测中心",
        "qualification": "检验检测机构资质认定证书（演示0001）",
        "matter": "残留物的成分。",
        "requirement": "按国家标准检测，出具检测报告。",
        "samples": [{"name": "残留物", "specification": "一袋", "quantity": "1", "condition": "封存完好"}],
        "due_on": _in_days(scene, 20),
    }


def _tell_period(scene: Scene) -> Facts:
    key = _open_key(scene, "appraisal")
    return {"key": key, "starts_on": scene.day.isoformat(), "due_on": _in_days(scene, 20), "basis": [RULE]}


def _report_appraisal(scene: Scene) -> Facts:
    return {
        "key": _open_key(scene, "appraisal"),
        "outcome": "出具意见",
        "conclusion": "残留物为秸秆燃烧产物。",
        "objection": "对结果有异议的，可以自收到本告知书之日起七个工作日内申请复检。",
        "evidence": [scene.evidence("鉴定意见")],
    }


def _request_assistance(scene: Scene) -> Facts:
    return {
        "key": _new_key(scene, "协助"),
        "agency": "示例市农业农村局",
        "matter": "请提供该地块的承包信息。",
        "due_on": _in_days(scene, 15),
        "contact": "承办人甲",
        "contact_phone": "0000-1234567",
    }


def _record_assistance(scene: Scene) -> Facts:
    return {
        "key": _open_key(scene, "assistance"),
        "outcome": "已协助",
        "document_number": "示市农函〔2026〕3号",
        "answer": "该地块由当事人承包。",
        "evidence": [scene.evidence()],
    }


# --- ways to gather evidence -----------------------------------------------------------------------------------------


def _summon(scene: Scene) -> Facts:
    return {
        "person": {"name": "当事人甲", "relation": "当事人"},
        "matter": "焚烧秸秆的经过。",
        "appear_at": instant_text(scene.at + timedelta(days=2)),
        "place": "示例市生态环境局询问室",
        "bring": ["身份证件"],
        "contact": "承办人甲",
        "contact_phone": "0000-1234567",
        "officers": scene.officers,
    }


def _take_samples(scene: Scene) -> Facts:
    return {
        **record(scene),
        "sampled_from": {"name": "当事人甲", "relation": "当事人"},
        "samples": [
            {
                "name": "残留物", "specification": "一袋", "batch": "无批号", "quantity": "2", "population": "约20公斤",
                "unit_price": None, "seal": "封条编号演示01", "reserve": "备份样品一袋，由当事人保管",
            }
        ],
        "cost": "不支付费用",
        "method": "随机选取三点，每点取样。",
        "basis": [RULE],
        "evidence": [scene.evidence("物证")],
    }  # fmt: skip


def _extract_data(scene: Scene) -> Facts:
    return {
        **record(scene),
        "holder": {"name": "当事人甲", "relation": "当事人"},
        "object": "手机中拍摄于焚烧当日的视频一段。",
        "medium": "手机一部（演示序列号0001）",
        "method": "以只读方式连接后复制。",
        "tool": "电子数据提取工具（演示）",
        "algorithm": "SHA-256",
        "checksum": CHECKSUM,
        "witness": "见证人甲",
        "attachments": ["提取内容光盘一张"],
        "recording": "执法记录仪演示0001",
        "evidence": [scene.evidence("电子数据")],
    }


# --- jurisdiction ----------------------------------------------------------------------------------------------------


def _raise_jurisdiction(_: Scene) -> Facts:
    return {
        "other_agency": "另一市生态环境局",
        "ground": "违法行为跨两市。",
        "negotiation": "两机关协商未达成一致。",
        "superior": "示例省生态环境厅",
    }


def _settle_jurisdiction(scene: Scene) -> Facts:
    return {
        "outcome": "ours",
        "how": "指定",
        "agency": "示例市生态环境局",
        "decided_by": "示例省生态环境厅",
        "document_number": "示环指管〔2026〕1号",
        "received_on": scene.day.isoformat(),
    }


def _assign_down(scene: Scene) -> Facts:
    return {
        "kind": "指定管辖",
        "receiving_agency": "示例区生态环境局",
        "reason": "两区就管辖发生争议，协商不成。",
        "basis": [{"law": "中华人民共和国行政处罚法", "article": "第二十五条第二款"}],
        "due_on": _in_days(scene, 5),
        "materials": ["案件来源登记表", "核查材料"],
        **_approved(scene),
    }


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "suspend": _suspend, "resume": _resume, "terminate": _terminate, "extend_decision": _extend,
    "request_recusal": _request_recusal, "report_recusal": _request_recusal, "decide_recusal": _decide_recusal,
    "entrust_appraisal": _entrust, "tell_appraisal_period": _tell_period, "report_appraisal": _report_appraisal,
    "request_assistance": _request_assistance, "record_assistance": _record_assistance,
    "summon": _summon, "take_samples": _take_samples, "extract_data": _extract_data,
    "raise_jurisdiction": _raise_jurisdiction, "settle_jurisdiction": _settle_jurisdiction, "assign_down": _assign_down,
}  # fmt: skip
"""Facts of each step."""
