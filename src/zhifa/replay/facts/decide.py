"""法制审核, 集体讨论, 负责人审批, 决定."""

from __future__ import annotations

from typing import get_args

from zhifa.replay.cast import HEAD, LEADERS
from zhifa.replay.inputs import Facts, played, silent_text, wording
from zhifa.replay.scene import Scene
from zhifa.workflows.forms.values import ReviewItem

_ITEMS: tuple[str, ...] = get_args(ReviewItem.model_fields["item"].annotation)


def submission(_: Scene) -> Facts:
    return {
        "situation": wording("调查终结，提请法制审核。"),
        "materials": played(["调查终结报告（推定）", "证据材料（推定）"]),
    }


def agreement(scene: Scene) -> Facts:
    return {
        "received_on": scene.today(),
        "items": [_passed(item) for item in _ITEMS],
        "opinion": wording("同意。"),
    }


def discussion(scene: Scene) -> Facts:
    speakers = [{"officer": scene.cast.person(name), "opinion": wording("同意。")} for name in (HEAD, *LEADERS)]
    return {
        "held_at": scene.now(),
        "place": silent_text("collective_discussion.place"),
        "chair": scene.cast.person(HEAD),
        "speakers": speakers,
        "report": wording("汇报案情和审核意见。"),
        "conclusion": played("adopt"),
        "conclusion_text": wording("同意处理意见。"),
    }


def decision(scene: Scene) -> Facts:
    """Of a penalty and of a decision not to punish alike: the draft says what is decided."""
    return {
        **scene.head_opinion("同意所拟决定。"),
        "contact": silent_text("decision.contact"),
        "contact_phone": silent_text("decision.contact_phone"),
    }


def _passed(item: str) -> Facts:
    return {"item": played(item), "passed": played(value=True), "reason": wording("经审查无误。")}
