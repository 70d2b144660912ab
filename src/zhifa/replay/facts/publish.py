"""交付送达, 公示."""

from __future__ import annotations

from zhifa.replay.cast import COLLECTOR
from zhifa.replay.inputs import Facts, Node, played, silent_text
from zhifa.replay.scene import Scene
from zhifa.replay.source import Source

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


def _shown(source: Source) -> list[Node]:
    return [source.drawn(label, path) for path, label in _SHOWN.items() if source.holds(path)]
