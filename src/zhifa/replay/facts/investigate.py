"""现场检查, 询问, 提取证据, 调查终结."""

from __future__ import annotations

from zhifa.replay.cast import RECORDER
from zhifa.replay.facts.citations import citations
from zhifa.replay.facts.operative import correction, items, no_penalty, payment_days, reasons
from zhifa.replay.inputs import Assumed, Facts, Leaf, Node, Stated, played, silent, silent_text
from zhifa.replay.scene import Scene
from zhifa.replay.source import Source

_KINDS = {
    "书证": "书证",
    "物证": "物证",
    "视听资料": "视听资料",
    "电子数据": "电子数据",
    "证人证言": "证人证言",
    "鉴定意见": "鉴定意见",
    "当事人陈述": "当事人的陈述",
    "询问笔录": "当事人的陈述",
    "现场笔录": "勘验笔录、现场笔录",
    "勘验笔录": "勘验笔录、现场笔录",
    "现场检查": "勘验笔录、现场笔录",
    "查验记录": "勘验笔录、现场笔录",
    "检测报告": "鉴定意见",
    "照片": "视听资料",
}
"""The kinds of the collection by the eight of 处罚法 46(1); any other is a document."""


def inspection(scene: Scene) -> Facts:
    return {
        **_record(scene, "inspection"),
        "present": scene.unknown_person("inspection.present"),
        "findings": silent("inspection.findings"),
    }


def interview(scene: Scene) -> Facts:
    exchange = {"question": silent_text("interview.question"), "answer": silent_text("interview.answer")}
    return {
        **_record(scene, "interview"),
        "person": scene.unknown_person("interview.person"),
        "identity": silent("interview.identity"),
        "recusal_asked": played(value=True),
        "exchanges": [exchange],
        "confirmation": silent_text("interview.confirmation"),
    }


def extraction(scene: Scene) -> Facts:
    source = scene.source
    return {
        "place": silent("extraction.place"),
        "provider": silent("extraction.provider"),
        "provider_confirmed": played(value=False),
        "originals": silent("extraction.originals"),
        "officers": scene.cast.handlers(),
        "evidence": [piece(source, position) for position, _ in enumerate(source.case.evidence)],
    }


def conclusion(scene: Scene) -> Facts:
    told: dict[str, Node] = {
        "course": silent("conclusion.course"),
        "nature": silent("conclusion.nature"),
        "draft": draft(scene.source),
        "unit_opinion": scene.unit_opinion(),
    }
    if scene.source.case.dates.collective_discussion:
        told["complex_or_major"] = scene.source.drawn("来源载明经集体讨论", "dates.collective_discussion")
    return told


def _record(scene: Scene, name: str) -> dict[str, Node]:
    return {
        "started_at": silent(f"{name}.started_at"),
        "ended_at": silent(f"{name}.ended_at"),
        "place": silent(f"{name}.place"),
        "officers": scene.cast.handlers(),
        "recorder": scene.cast.person(RECORDER),
        "credentials_shown": played(value=True),
        "rights_told": played(value=True),
        "signature": scene.unsigned(),
    }


def piece(source: Source, position: int) -> Facts:
    path = f"evidence.{position}"
    return {
        "key": Assumed(value=f"证{position + 1}", reason="按来源次序编号"),
        "kind": _kind(source, position),
        "description": source.stated(f"{path}.description"),
        "source": silent(f"{path}.source"),
        "obtained_on": silent(f"{path}.obtained_on"),
        "proves": silent(f"{path}.proves"),
        "verified": Assumed(value=True, reason="机关据以作出决定，推定已经查证"),
    }


def _kind(source: Source, position: int) -> Leaf:
    published = source.case.evidence[position].kind
    kind = _KINDS.get(published, "书证")
    if kind == published:
        return source.stated(f"evidence.{position}.kind")
    return Assumed(value=kind, reason=f"来源称“{published}”，归入行政处罚法第四十六条所列种类")


def draft(source: Source) -> Facts:
    keys = [f"证{position + 1}" for position, _ in enumerate(source.case.evidence)]
    told: dict[str, Node] = {
        "kind": _draft_kind(source),
        "facts": source.stated("facts_summary"),
        "evidence": source.stated("evidence", keys),
        "violated": citations(source, "statutes_violated"),
        "basis": citations(source, "statutes_basis"),
        "items": items(source),
        "discretion": reasons(source),
        "payment_days": payment_days(source),
    }
    ground, order = no_penalty(source), correction(source)
    if ground:
        told |= {"ground": ground, "education": silent("draft.education")}
    return told | {"correction": order} if order else told


def _draft_kind(source: Source) -> Stated:
    return source.drawn("no_penalty" if no_penalty(source) else "penalty", "decision_items")
