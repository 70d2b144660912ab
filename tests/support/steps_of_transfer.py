"""Valid facts for the steps by which a case leaves the agency: handed over, or referred as a suspected crime; and what comes next then."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scene import Facts, Scene
from zhifa.workflows import dossier
from zhifa.workflows.guards.crime import undecided, undelivered
from zhifa.workflows.guards.referral import reply_awaited
from zhifa.workflows.ordinary.crime import PENDING
from zhifa.workflows.states import REFERRED

_CONTACT: Facts = {"contact": "承办人甲", "contact_phone": "0000-1234567"}
GOODS: list[Facts] = [{"name": "点火器", "specification": "手持", "quantity": "1", "condition": "完好"}]


def _transfer(scene: Scene) -> Facts:
    return {
        "receiver": "示例市农业农村局",
        "reason": "经查，该违法行为的查处属接收机关职权，不属本机关管辖。",
        "basis": [{"law": "中华人民共和国行政处罚法", "article": "第二十二条"}],
        "enclosures": ["案件卷宗一册", "全过程记录包一份"],
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意移送。",
        **_CONTACT,
    }


def _propose(scene: Scene) -> Facts:
    return {
        "officers": scene.officers,
        "charge": "失火罪",
        "facts": "当事人露天焚烧秸秆引发火情，情节涉嫌构成犯罪。",
        "relied_on": list(dossier.evidence(scene.file))[:1],
        "basis": [{"law": "中华人民共和国刑法", "article": "第一百一十五条第二款"}],
        "proposal": "建议移送公安机关。",
    }


def _decide(_: Scene) -> Facts:
    return {"approved": True, "reasons": "同意移送公安机关。"}


def enclosures(*, goods: bool) -> list[Facts]:
    """The five enclosures of a referral; there is no expert opinion."""
    return [
        {"item": "涉嫌犯罪案件移送书", "given": True},
        {"item": "涉嫌犯罪案件情况的调查报告", "given": True},
        {"item": "涉案物品清单", "given": goods, "note": None if goods else "没有涉案物品"},
        {"item": "有关检验报告或者鉴定意见", "given": False, "note": "未作鉴定"},
        {"item": "其他有关涉嫌犯罪的材料", "given": True, "note": "现场照片"},
    ]


def _deliver(scene: Scene) -> Facts:
    return {
        "police": "示例市公安局示例分局",
        "procuratorate": "示例市示例区人民检察院",
        "enclosures": enclosures(goods=True),
        "goods": GOODS,
        "officers": scene.officers,
        **_CONTACT,
    }


def _reply(scene: Scene) -> Facts:
    return {
        "result": "不予立案",
        "document_number": "演示公不立字第1号",
        "received_on": scene.day.isoformat(),
        "content": "犯罪事实显著轻微，不需要追究刑事责任。",
    }


def _challenge(_: Scene) -> Facts:
    return {"reasons": "本机关认为依法应当立案。"}


def _supervision(scene: Scene) -> Facts:
    return {"procuratorate": "示例市示例区人民检察院", **_challenge(scene)}


def _hand_over(scene: Scene) -> Facts:
    return {"receiver": "示例市公安局示例分局", "received_by": "接收人甲", "officers": scene.officers}


def _return(scene: Scene) -> Facts:
    return {
        "ground": "不予立案",
        "authority": "示例市公安局示例分局",
        "document_number": "演示公不立字第1号",
        "received_on": scene.day.isoformat(),
        "content": "退回案卷材料，由行政机关依法处理。",
    }


def _end(scene: Scene) -> Facts:
    return {
        "authority": "示例市示例区人民法院",
        "document_number": "演示刑初字第1号",
        "received_on": scene.day.isoformat(),
        "judgment": "依法追究刑事责任。",
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意终结。",
    }


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "transfer_early": _transfer,
    "transfer_case": _transfer,
    "propose_crime_transfer": _propose,
    "decide_crime_transfer": _decide,
    "deliver_to_police": _deliver,
    "record_police_reply": _reply,
    "ask_police_reconsideration": _challenge,
    "propose_supervision": _supervision,
    "hand_over_goods": _hand_over,
    "return_from_justice": _return,
    "end_referral": _end,
}


def next_of_crime(scene: Scene) -> str | None:
    """What a diligent agency does next about a referral: decide it, deliver it, record the reply, take the case back."""
    if scene.file.state is REFERRED:
        return "record_police_reply" if reply_awaited(scene.file) else "return_from_justice"
    if scene.file.state not in PENDING:
        return None
    if undecided(scene.file):
        return "decide_crime_transfer"
    return "deliver_to_police" if undelivered(scene.file) else None
