"""交付送达, 送达, 公示; 履行 and 结案 where the source states that the penalty was carried out."""

from __future__ import annotations

from zhifa.replay.cast import COLLECTOR
from zhifa.replay.facts.operative import payable
from zhifa.replay.inputs import Assumed, Facts, Node, played, silent, silent_text
from zhifa.replay.scene import Scene
from zhifa.replay.source import Source
from zhifa.replay.stated_days import WAY_OF_SERVICE

_SHOWN = {
    "party.name": "当事人名称",
    "facts_summary": "违法事实",
    "statutes_basis": "处理依据",
    "decision_items": "处理内容",
    "document_number": "决定书文号",
    "dates.decided": "决定日期",
    "agency.name": "决定机关",
}
"""What the collection keeps of a publication, in the words of 公示."""


def dispatch(scene: Scene) -> Facts:
    return {"method": played("unstated"), "officers": scene.cast.handlers()}


def service(scene: Scene) -> Facts:
    """As the source words it; what a way of service must prove, no publication tells."""
    return {
        "place": silent("service.place"),
        "officers": scene.cast.handlers(),
        "proof": {"method": played("unstated"), "detail": scene.source.stated(WAY_OF_SERVICE)},
    }


def publication_review(scene: Scene) -> Facts:
    return {
        "collector": scene.cast.person(COLLECTOR),
        "shown": _shown(scene.source),
        "redactions": played(["来源已作的脱敏，照录"]),
    }


def publication(scene: Scene) -> Facts:
    address = scene.source.stated("source_url")
    return {
        "channel": silent_text("publication.channel"),
        "address": address if scene.source.holds("source_url") else silent_text("source_url"),
    }


def payment(scene: Scene) -> Facts:
    """All that the decision asks for, on the stated day of its execution."""
    whole = Assumed(value=payable(scene.source), reason="来源载明已经执行，推定款项全部缴清")
    return {
        "amount": whole,
        "receipt_number": silent_text("payment.receipt_number"),
        "payer": silent_text("payment.payer"),
    }


def performance(scene: Scene) -> Facts:
    return {"note": scene.source.drawn("来源载明已经执行", "dates.executed")}


def closing(scene: Scene) -> Facts:
    return {
        "ground": Assumed(value="处罚决定执行完毕", reason="来源载明已经执行"),
        "performance": scene.source.drawn("来源载明已经执行", "dates.executed"),
        "officers": scene.cast.handlers(),
        **scene.head_opinion("同意结案。"),
    }


def _shown(source: Source) -> list[Node]:
    return [source.drawn(label, path) for path, label in _SHOWN.items() if source.holds(path)]
