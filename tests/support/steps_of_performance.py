"""Valid facts for what may happen after the decision is served: arrears, postponement, the court, remedies, deciding anew; and what comes next then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from scene import Facts, Scene
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.remedies import RemedyLodged
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.rectifiable import DECISIONS
from zhifa.workflows.surcharging import running

_CONTACT: Facts = {"contact": "承办人甲", "contact_phone": "0000-1234567"}

CONFISCATION: Facts = {"kind": "没收非法财物", "amount": 5_000, "text": "没收点火器一件"}
GAINS: Facts = {"kind": "没收违法所得", "amount": 40_000, "text": "没收违法所得"}

ENDED_BY: Mapping[str, str] = {
    "afloat": "land",
    "hand_in": "hand_in",
    "deposit": "deposit",
    "remedy": "record_remedy",
    "postponement": "approve_postponement",
    "court": "record_court",
    "confiscated_goods": "dispose_goods",
    "withdrawal": "withdraw_publication",
    "refund": "record_refund",
    "redo": "redo",
}
"""By which step what is open under a name ends."""


def next_of_performance(scene: Scene) -> str | None:
    """The step that ends what was begun after the decision was served; None when nothing was."""
    state = scene.file.state
    if state is None or state.name not in ("performing", "closed"):
        return None
    tracks = {track.track for track in scene.file.open_tracks()}
    if _to_annul(scene) and scene.file.last(RemedyLodged) is None:
        return "lodge_remedy"
    return next((step for track, step in ENDED_BY.items() if track in tracks), None)


def _to_annul(scene: Scene) -> bool:
    state = scene.file.state
    performing = state is not None and state.name == "performing"
    return scene.plot.remedied and performing and dossier.reopened(scene.file) < 0


def _open_key(scene: Scene, track: str) -> str:
    return next((t.key for t in scene.file.open_tracks() if t.track == track), "没有这一项")


def _lodge(scene: Scene) -> Facts:
    number = sum(track.track == "remedy" for track in scene.file.tracks) + 1
    return {
        "key": f"复议{number}",
        "kind": "行政复议",
        "body": "示例市人民政府",
        "number": f"示政复〔2026〕{number}号",
        "lodged_on": scene.day.isoformat(),
    }


def _outcome(scene: Scene) -> Facts:
    return {
        "key": _open_key(scene, "remedy"),
        "effect": "责令重作" if _to_annul(scene) else "维持",
        "document": "示政复决〔2026〕1号行政复议决定书",
        "effective_on": scene.day.isoformat(),
        "content": "维持本机关的行政处罚决定。",
    }


def _withdraw_publication(_: Scene) -> Facts:
    return {"channel": "本机关门户网站", "reason": "该决定已被依法撤销。"}


def _refund(scene: Scene) -> Facts:
    amount = dues.to_refund(scene.file) or 1
    return {"amount": amount, "receipt_number": "演示退款凭证0001", "payee": "当事人甲"}


def _redo(scene: Scene) -> Facts:
    told = "同意重新调查处理。"
    return {"reason": "复议决定责令重作。", "unit_opinion": scene.opinion(told), "head_opinion": told}


def _surcharge(scene: Scene) -> Facts:
    case = scene.file
    counted = [act.facts.until_on for act in dossier.present(case).each(Surcharge)]
    begins = max((day for day in (*counted, dues.period_end(case)) if day), default=scene.day) + timedelta(days=1)
    until = max(scene.day, begins)
    days = sum(1 for _ in running(begins, until, dues.pending(case, until)))
    return {
        "principal": dues.fine(case) or 1,
        "from_on": begins.isoformat(),
        "until_on": until.isoformat(),
        "excluded_days": (until - begins).days + 1 - days,
        "amount": dues.surcharge_due(case, begins, until) or 1,
        **_CONTACT,
    }


def _request(_: Scene) -> Facts:
    proofs = ["收入证明", "医疗费用票据"]
    return {"applicant": "当事人甲", "wanted": "延期", "grounds": "家中有人患病，一时无力缴纳。", "proofs": proofs}


def in_parts(scene: Scene, *amounts: int) -> list[Facts]:
    """A schedule of these amounts, a month apart."""
    dates = (scene.day + timedelta(days=30 * number) for number in range(1, len(amounts) + 1))
    return [{"due_on": on.isoformat(), "amount": amount} for on, amount in zip(dates, amounts, strict=True)]


def _approve(scene: Scene) -> Facts:
    return {
        "result": "延期",
        "schedule": in_parts(scene, dues.fine_owed(scene.file) or 1),
        "reasons": "确有经济困难。",
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意延期。",
    }


def _demand(scene: Scene) -> Facts:
    return {
        "obligations": "缴清罚款。",
        "due_on": (scene.day + timedelta(days=20)).isoformat(),
        "manner": "缴至决定书写明的代收机构",
        "amount": dues.owed(scene.file) or 0,
        "surcharge": dues.surcharged(scene.file),
        **_CONTACT,
    }


def _rectify(scene: Scene) -> Facts:
    decisions = (paper for paper in reversed(scene.file.papers) if paper.code in DECISIONS)
    mended = next(decisions, None)
    return {
        "paper": mended.id if mended else "没有决定书",
        "slips": [{"where": "正文", "wrong": "行政诉讼", "right": "行政案件诉讼"}],
        "reason": "制作时笔误。",
        "legal_opinion": {**scene.opinion("确属笔误。"), "by": scene.ids["审核人甲"]},
        "unit_opinion": scene.opinion("拟补正。"),
        "head_opinion": "同意补正。",
        **_CONTACT,
    }


def _apply(scene: Scene) -> Facts:
    return {
        "court": "示例市示例区人民法院",
        "requests": "强制执行罚款。",
        "facts": "当事人露天焚烧秸秆，本机关依法决定罚款。",
        "party_view": "经催告，当事人没有提出意见，也没有履行。",
        "subject": "应缴罚款。",
        "attachments": ["行政处罚决定书", "催告书及送达回证"],
        "unit_opinion": scene.opinion("同意申请。"),
    }


def _court(scene: Scene) -> Facts:
    result = "终结执行" if dues.owed(scene.file) != 0 else "执行完毕"
    return {"result": result, "document": "（2026）示例执1号裁定书", "note": "演示。"}


def _dispose(scene: Scene) -> Facts:
    return {
        "manner": "退还" if dues.annulled(scene.file) or not scene.file.decided else "销毁",
        "items": [{"name": "点火器", "specification": "手持", "quantity": "1", "condition": "完好"}],
        "place": "示例市示例区罚没物品仓库",
        "course": "当场处理。",
        "officers": scene.officers,
        "supervisor": "财务监督人员甲",
        "receipt_number": "演示处理记录0001",
    }


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "lodge_remedy": _lodge,
    "record_remedy": _outcome,
    "withdraw_publication": _withdraw_publication,
    "record_refund": _refund,
    "redo": _redo,
    "impose_surcharge": _surcharge,
    "request_postponement": _request,
    "approve_postponement": _approve,
    "demand_performance": _demand,
    "rectify_paper": _rectify,
    "apply_court": _apply,
    "record_court": _court,
    "dispose_goods": _dispose,
}
