"""Valid facts for every step that the summary procedure has of its own, and the step its officers take next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scene import AREA, LAW, PLACE, Facts, Scene
from steps_of_collection import taken
from steps_of_performance import next_of_performance
from zhifa.workflows.forms.publish import PublicationReview
from zhifa.workflows.forms.summary import SpotDecision, SpotStatement


def _catch(scene: Scene) -> Facts:
    return {
        "source": "监督检查",
        "party": {
            "kind": "individual",
            "name": "当事人甲",
            "identity_kind": "none",
            "address": "示例市示例区示例村（演示地址）",
        },
        "content": "巡查时当场看见当事人点燃秸秆。",
        "cause": "露天焚烧秸秆",
        "matter": "大气污染防治监管",
        "area": AREA,
        "discovered_on": scene.day.isoformat(),
        "suggestion": "当场处罚。",
        "officers": scene.officers,
        "place": PLACE,
        "violation_ended_on": scene.day.isoformat(),
        "credentials_shown": True,
        "evidence": [
            {
                "key": "证1",
                "kind": "视听资料",
                "description": "现场照片和录像",
                "source": "执法人员现场拍摄",
                "obtained_on": scene.day.isoformat(),
                "proves": "当事人点燃秸秆",
                "verified": True,
            }
        ],
    }


def spot_draft(scene: Scene) -> Facts:
    """The penalty the plot leads to: a fine, or a warning."""
    fine = scene.plot.fine
    items = [{"kind": "罚款", "amount": fine, "text": "罚款"}] if fine else [{"kind": "警告", "text": "警告"}]
    return {
        "kind": "penalty",
        "facts": "当事人在示例市示例区示例村露天焚烧秸秆，面积不足一分。",
        "evidence": ["证1"],
        "violated": [{"law": LAW, "article": "第七十七条"}],
        "basis": [{"law": LAW, "article": "第一百一十九条第一款"}],
        "items": items,
        "discretion": "面积小，当场熄灭。",
    }


def _tell(scene: Scene) -> Facts:
    return {"officers": scene.officers, "draft": spot_draft(scene), "rights": ["statement", "defence"]}


def _hear(scene: Scene) -> Facts:
    return {
        "officers": scene.officers,
        "deponent": "当事人甲",
        "content": "不知道不能烧。",
        "result": "不予采纳",
        "reasons": "不知法律不是从轻的理由。",
        "signature": {"signed": True},
    }


def _decide(scene: Scene) -> Facts:
    heard = scene.file.last(SpotStatement) is not None
    return {"officers": scene.officers, "statement": "heard" if heard else "none"}


def _deliver(scene: Scene) -> Facts:
    person = {"name": "当事人甲", "relation": "本人"}
    return {"officers": scene.officers, "place": PLACE, "recipient": person, "signature": {"signed": True}}


def _turn(_: Scene) -> Facts:
    return {"ground": "not_conclusive", "reason": "当事人否认点火，需要调查。", "new_case": "普通程序案件甲"}


def _redo(scene: Scene) -> Facts:
    told = "同意另案重新办理。"
    return {
        "reason": "复议决定责令重作。",
        "new_case": "普通程序案件甲",
        "unit_opinion": scene.opinion(told),
        "head_opinion": told,
    }


def _record(scene: Scene) -> Facts:
    return {"received_by": scene.ids["立卷人甲"], "materials": ["当场行政处罚决定书", "现场照片"]}


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "catch": _catch, "tell": _tell, "hear": _hear, "decide_on_spot": _decide, "deliver": _deliver,
    "turn_ordinary": _turn, "collect_on_spot": taken, "file_record": _record, "redo_ordinary": _redo,
}  # fmt: skip
"""Facts of each step."""


def next_of_summary(scene: Scene) -> str | None:
    """The step that brings a case under the summary procedure nearer to its end; None when it has ended."""
    state = scene.file.state
    assert state is not None, "a case on file has a state"
    if state.name == "told":
        unheard = scene.plot.statement and scene.file.last(SpotStatement) is None
        return "hear" if unheard else "decide_on_spot"
    begun = next_of_performance(scene)
    if begun:
        return {"redo": _before_redoing(scene)}.get(begun, begun)
    if state.name == "performing":
        return _performing(scene)
    return {"caught": "tell", "decided": "deliver", "closed": "archive", "turned": "archive_ended"}.get(state.name)


def _before_redoing(scene: Scene) -> str:
    """A case that is turned over has nothing left to do here."""
    unfiled = any(track.track == "record_filing" for track in scene.file.open_tracks())
    return "file_record" if unfiled else "redo_ordinary"


def _performing(scene: Scene) -> str:
    """Money first, then the filing with the agency, then publication."""
    open_tracks = {track.track for track in scene.file.open_tracks()}
    made, checked = scene.file.last(SpotDecision), scene.file.last(PublicationReview)
    steps = {
        "payment": "collect_on_spot" if made and made.facts.collection else "pay",
        "further_service": "serve_further",
        "performance": "confirm_performance",
        "record_filing": "file_record",
        "publication": "publish" if checked else "review_publication",
    }
    return next((step for track, step in steps.items() if track in open_tracks), "close")
