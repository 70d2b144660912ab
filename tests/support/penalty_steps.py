"""Valid facts for every step of the ordinary penalty procedure, and which step a diligent agency takes next.

``facts(step, scene)`` gives facts that no guard objects to where the step is due; a test changes what it is about. People are named by role
and come from ``examples/register.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import steps_of_collection
import steps_of_expiry
import steps_of_inquiry
import steps_of_performance
import steps_of_recording
import steps_of_review
import steps_of_summary
import steps_of_transfer
import steps_of_weighing
from scene import AREA, LAW, PLACE, Facts, Plot, Scene, record
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.vocabulary import Transition
from zhifa.workflows import dossier
from zhifa.workflows.dues import owed
from zhifa.workflows.forms.investigate import Interview, PreservationApproval
from zhifa.workflows.forms.notice import (
    HearingNotice,
    HearingRecord,
    HearingRequest,
    StatementReceived,
    StatementReview,
)
from zhifa.workflows.forms.publish import PublicationReview
from zhifa.workflows.forms.serve import Announcement, FailedService
from zhifa.workflows.guards.service import issued_at
from zhifa.workflows.states import ENDED_UNCLOSED

__all__ = [
    "BY_ROLE",
    "HEADS",
    "HEARING_AHEAD",
    "STEPS",
    "Facts",
    "Next",
    "Plot",
    "Scene",
    "actor",
    "draft",
    "facts",
    "next_step",
]

HEADS = ("机关负责人甲", "机关负责人乙", "机关负责人丙")
BY_ROLE: Mapping[str, str] = {
    "handler": "承办人甲",
    "unit_head": "承办机构负责人甲",
    "reviewer": "审核人甲",
    "review_head": "审核机构负责人甲",
    "head": "机关负责人甲",
    "hearing_officer": "听证主持人甲",
    "archivist": "立卷人甲",
    "publication_checker": "公示审核人甲",
    "publisher": "公示发布人甲",
}
"""Who takes a step as a rule, by the first role the step names."""

REVIEW_ITEMS = (
    "主体与资格", "职权范围", "事实与证据", "法律适用与裁量基准", "程序", "文书", "涉嫌犯罪移送", "其他",
)  # fmt: skip


def facts(step: str, scene: Scene) -> Facts:
    """Facts for the step that are valid in the scene where the step is due."""
    given = _FACTS.get(step) or steps_of_summary.FACTS[step]
    return given(scene)


def actor(transition: Transition, scene: Scene) -> str:
    """The id of an officer who may take the step; the name of the system where it comes about of itself."""
    role = transition.roles[0].name
    if transition.of_itself:
        return role
    if transition.name == "decide_on_spot":
        return scene.ids[BY_ROLE[role]]  # who holds a pad of numbered papers
    if role == "handler" and scene.case and scene.case.version:
        handlers = sorted(dossier.handlers(scene.case))
        return handlers[0] if handlers else scene.ids[BY_ROLE[role]]
    return scene.ids[BY_ROLE[role]]


# --- start -----------------------------------------------------------------------------------------------------------


def _report(scene: Scene) -> Facts:
    return {
        "source": "监督检查",
        "party": {
            "kind": "individual",
            "name": "当事人甲",
            "identity_kind": "none",
            "address": "示例市示例区示例村（演示地址）",
            "phone": "0000-7654321",
            "sex": "男",
        },
        "content": "巡查发现有人露天焚烧秸秆。",
        "cause": "露天焚烧秸秆",
        "matter": "大气污染防治监管",
        "area": AREA,
        "discovered_on": scene.day.isoformat(),
        "suggestion": "建议指派人员核查。",
    }


def _assignment(scene: Scene) -> Facts:
    return {"officers": [scene.ids["承办人甲"], scene.ids["承办人乙"]]}


def _file(scene: Scene) -> Facts:
    return {
        "officers": scene.officers,
        "found": "有违法事实，应予处罚，属本机关管辖，未超过追诉时效。",
        "violation_ended_on": (scene.day - timedelta(days=2)).isoformat(),
        "suspected": [{"law": LAW, "article": "第七十七条"}],
        "proposal": "建议立案。",
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意立案。",
    }


def _decline(scene: Scene) -> Facts:
    return {
        "officers": scene.officers,
        "found": "没有违法事实。",
        "reason": "违法事实不成立。",
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意不予立案。",
    }


# --- investigation ---------------------------------------------------------------------------------------------------


def _inspect(scene: Scene) -> Facts:
    return {
        **record(scene),
        "present": {"name": "当事人甲", "relation": "当事人"},
        "findings": "地块内有新鲜焚烧痕迹，面积不足一亩。",
        "evidence": [scene.evidence("勘验笔录、现场笔录")],
    }


def _interview(scene: Scene) -> Facts:
    return {
        **record(scene),
        "person": {"name": "当事人甲", "relation": "当事人"},
        "identity": "出示居民身份证；住示例市示例区示例村",
        "recusal_asked": True,
        "exchanges": [{"question": "秸秆是否由你点燃？", "answer": "是我点燃的。"}],
        "confirmation": "以上笔录我看过，与我说的一致。",
        "evidence": [scene.evidence("当事人的陈述")],
    }


def _extract(scene: Scene) -> Facts:
    return {
        "place": PLACE,
        "provider": "当事人甲",
        "provider_confirmed": True,
        "originals": "当事人处",
        "officers": scene.officers,
        "evidence": [scene.evidence()],
    }


def _address(_: Scene) -> Facts:
    return {
        "address": "示例市示例区示例村（演示地址）",
        "recipient": "当事人甲",
        "phone": "0000-7654321",
        "electronic_consent": False,
        "signature": {"signed": True},
    }


GOODS: list[Facts] = [{"name": "残留秸秆", "specification": "一袋", "quantity": "1", "condition": "已燃"}]


def _approve_preservation(scene: Scene) -> Facts:
    key = f"保存{len(scene.file.tracks) + 1}"
    return {"key": key, "reason": "证据可能灭失。", "items": GOODS, "proposal": "建议先行登记保存。"}


def _preserve(scene: Scene) -> Facts:
    approved = scene.file.last(PreservationApproval)
    return {
        "key": approved.facts.key if approved else "没有批准的一项",
        "reason": "证据可能灭失。",
        "items": GOODS,
        "place": PLACE,
        "manner": "就地保存",
        "keeper": "承办人甲",
        "officers": scene.officers,
        "signature": {"signed": True},
    }


def _open_key(scene: Scene, track: str) -> str:
    return next((t.key for t in scene.file.open_tracks() if t.track == track), "没有这一项")


def _handle_preserved(scene: Scene) -> Facts:
    return {
        "key": _open_key(scene, "preservation"),
        "disposal": "退还",
        "reason": "不再需要保存。",
        "officers": scene.officers,
    }


def _order_correction(scene: Scene) -> Facts:
    return {
        "key": f"改正{len(scene.file.tracks) + 1}",
        "violation": "露天焚烧秸秆。",
        "violated": [{"law": LAW, "article": "第七十七条"}],
        "content": "立即停止焚烧。",
        "due_on": (scene.day + timedelta(days=10)).isoformat(),
        "consequence": "逾期不改正的，依法处理。",
        "officers": scene.officers,
    }


def _recheck(scene: Scene) -> Facts:
    return {**_inspect(scene), "order": _open_key(scene, "correction"), "corrected": True}


def draft(scene: Scene) -> Facts:
    """The draft of the decision the plot leads to, resting on all verified evidence."""
    verified = [key for key, item in dossier.evidence(scene.file).items() if item.verified]
    fine = scene.plot.fine
    items = [{"kind": "罚款", "amount": fine, "text": "罚款"}] if fine else [{"kind": "警告", "text": "警告"}]
    items += [steps_of_performance.CONFISCATION] if scene.plot.goods else []
    return {
        "kind": "penalty" if scene.plot.penalty else "no_penalty",
        "facts": "当事人在示例市示例区示例村露天焚烧秸秆，面积不足一亩。",
        "evidence": verified,
        "violated": [{"law": LAW, "article": "第七十七条"}],
        "basis": [{"law": LAW, "article": "第一百一十九条第一款"}],
        "items": items if scene.plot.penalty else [],
        "ground": None if scene.plot.penalty else "minor_and_corrected",
        "discretion": f"焚烧面积小、时间短，当事人配合调查（第{scene.file.version}稿）。",
        "correction": None,
        "education": None if scene.plot.penalty else "教育当事人遵守法律。",
    }


def _conclude(scene: Scene) -> Facts:
    return {
        "course": "巡查发现，立案后经现场检查、询问查明事实。",
        "nature": "露天焚烧秸秆，违反大气污染防治法的规定。",
        "draft": draft(scene),
        "complex_or_major": "情节复杂" if scene.plot.complex else None,
        "unit_opinion": scene.opinion(),
    }


def _revise(scene: Scene) -> Facts:
    return {
        "draft": draft(scene),
        "reason": "按审核意见补正。",
        "unit_opinion": scene.opinion(),
        "complex_or_major": "情节复杂" if scene.plot.complex else None,
    }


def _withdraw(scene: Scene) -> Facts:
    return {
        "reason": "违法事实不能成立。",
        "basis": [{"law": "中华人民共和国行政处罚法", "article": "第五十七条第一款第（三）项"}],
        "items_disposal": "没有涉案财物。",
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意撤案。",
    }


# --- notice, statement, hearing --------------------------------------------------------------------------------------


def _notify(scene: Scene) -> Facts:
    rights = ["statement", "defence", "hearing"] if scene.plot.fine >= 1_000_000 else ["statement", "defence"]
    return {"rights": rights, "contact": "承办人甲", "contact_phone": "0000-1234567"}


def _announced_on(scene: Scene) -> date | None:
    made = [act for act in scene.file.each(Announcement) if act.seq > issued_at(scene.file)]
    return legal_day(made[0].at) if made else None


def _service(scene: Scene) -> Facts:
    announced = _announced_on(scene)
    direct = {
        "method": "direct",
        "recipient": {"name": "当事人甲", "relation": "本人"},
        "receipt_signed": True,
    }
    proof = {"method": "announcement", "announced_on": announced.isoformat()} if announced else direct
    return {"place": PLACE, "officers": scene.officers, "proof": proof}


def _failed(scene: Scene) -> Facts:
    tried = any(act.seq > issued_at(scene.file) for act in scene.file.each(FailedService))
    return {
        "method": "post" if tried else "direct",
        "place": PLACE,
        "officers": scene.officers,
        "reason": "受送达人不在，邻居不知去向。",
    }


def _announce(_: Scene) -> Facts:
    return {
        "ground": "other_means_failed",
        "explanation": "直接送达、邮寄送达均未成功。",
        "channels": ["本机关门户网站"],
        "collect_at": "示例市示例路1号",
    }


def _hear_statement(scene: Scene) -> Facts:
    return {
        "deponent": "当事人甲",
        "content": "焚烧面积很小，请求从轻。",
        "place": PLACE,
        "officers": scene.officers,
        "recorder": scene.officers[1],
        "signature": {"signed": True},
    }


def _review_statement(_: Scene) -> Facts:
    return {"examined": "从轻的请求。", "result": "部分采纳", "reasons": "面积小，予以考虑。"}


def _waive(_: Scene) -> Facts:
    declaration = "放弃陈述、申辩和听证的权利。"
    return {"statement": True, "hearing": True, "declaration": declaration, "signature": {"signed": True}}


def _request_hearing(_: Scene) -> Facts:
    return {"applicant": "当事人甲", "grounds": "罚款过重。"}


HEARING_AHEAD = timedelta(days=25)
"""Beyond seven working days even over the longest holidays."""


def _schedule(scene: Scene) -> Facts:
    return {
        "hearing_at": instant_text(scene.at + HEARING_AHEAD),
        "place": "示例市生态环境局会议室",
        "hearing_officer": scene.ids["听证主持人甲"],
        "recorder": scene.ids["记录人甲"],
        "public": True,
    }


def _hold(scene: Scene) -> Facts:
    notice = scene.file.last(HearingNotice)
    started = notice.facts.hearing_at if notice else scene.at
    return {
        "started_at": instant_text(started),
        "ended_at": instant_text(started + timedelta(hours=2)),
        "place": "示例市生态环境局会议室",
        "attendants": ["当事人甲", "承办人甲"],
        "investigators_case": "当事人露天焚烧秸秆。",
        "party_case": "面积很小。",
        "examination": "双方对证据没有异议。",
        "last_words": "请求从轻。",
        "signature": {"signed": True},
    }


def _report_hearing(_: Scene) -> Facts:
    findings = "证据真实、合法、有关联。"
    return {"course": "听证依法举行。", "issues": "裁量。", "evidence_findings": findings, "opinion": "维持拟处罚。"}


def _abandon(_: Scene) -> Facts:
    return {"how": "撤回申请", "note": "当事人书面撤回。"}


# --- review ----------------------------------------------------------------------------------------------------------


def _submit(_: Scene) -> Facts:
    return {"situation": "拟作出决定，送请审核。", "materials": ["调查终结报告", "证据材料"]}


def _items(*, passed: bool) -> list[Facts]:
    checked: list[Facts] = [{"item": item, "passed": True, "reason": "经审查无误。"} for item in REVIEW_ITEMS]
    if not passed:
        checked[2] |= {"passed": False, "reason": "裁量理由说明不足。"}
    return checked


def _agree(scene: Scene) -> Facts:
    return {"received_on": scene.day.isoformat(), "items": _items(passed=True), "opinion": "同意。"}


def _problems(scene: Scene) -> Facts:
    told = {"received_on": scene.day.isoformat(), "items": _items(passed=False), "opinion": "存在问题。"}
    return {**told, "instruction": "补正"}


def _dispute(_: Scene) -> Facts:
    return {"points": "裁量理由是否充分。", "reasons": "承办机构认为已经充分。"}


def _discussion(scene: Scene) -> Facts:
    return {
        "held_at": scene.moment(hours=1),
        "place": "示例市生态环境局会议室",
        "chair": scene.ids[HEADS[0]],
        "speakers": [{"officer": scene.ids[name], "opinion": "同意。"} for name in HEADS],
        "report": "承办人汇报案情。",
        "conclusion": "adopt",
        "conclusion_text": "同意草案。",
    }


def _proceed(scene: Scene) -> Facts:
    return {"unit_opinion": scene.opinion()}


# --- decision, service, performance ----------------------------------------------------------------------------------


def _decide(scene: Scene) -> Facts:
    return {
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意。",
        "contact": "承办人甲",
        "contact_phone": "0000-1234567",
    }


def _send_back(_: Scene) -> Facts:
    return {"reason": "裁量理由请再充实。"}


def _dispatch(scene: Scene) -> Facts:
    return {"method": "direct", "officers": scene.officers}


def _pay(scene: Scene) -> Facts:
    return {"amount": owed(scene.file) or 1, "receipt_number": "演示票据0001", "payer": "当事人甲"}


def _performed(_: Scene) -> Facts:
    return {"note": "已经履行。"}


def _review_publication(scene: Scene) -> Facts:
    shown = ["决定书文号", "违法行为", "处罚内容", "决定日期"]
    return {"collector": scene.ids["公示采集人甲"], "shown": shown, "redactions": ["当事人姓名、住址"]}


def _publish(_: Scene) -> Facts:
    return {"channel": "本机关门户网站", "address": "行政执法公示专栏"}


def _close(scene: Scene) -> Facts:
    return {
        "ground": "处罚决定执行完毕" if scene.plot.penalty else "不予处罚决定已送达",
        "performance": "已经履行完毕。",
        "officers": scene.officers,
        "unit_opinion": scene.opinion(),
        "head_opinion": "同意结案。",
    }


def _archive(scene: Scene) -> Facts:
    return {
        "fonds": "示例市生态环境局",
        "archive_number": "20260001",
        "retention": "30年",
        "pages": 46,
        "archivist": scene.ids["立卷人甲"],
        "checker": scene.ids["承办机构负责人甲"],
        "remarks": "本卷材料齐全完整，无缺损。",
    }


_FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "report": _report, "verify": _assignment, "file": _file, "decline_filing": _decline, "assign": _assignment,
    "inspect": _inspect, "interview": _interview, "extract": _extract, "confirm_address": _address,
    "approve_preservation": _approve_preservation, "preserve": _preserve, "handle_preserved": _handle_preserved, "order_correction": _order_correction,
    "recheck": _recheck, "conclude": _conclude, "revise": _revise, "withdraw": _withdraw,
    "notify": _notify, "serve_notice": _service, "fail_notice_service": _failed, "announce_notice": _announce,
    "hear_statement": _hear_statement, "review_statement": _review_statement, "waive": _waive,
    "request_hearing": _request_hearing, "schedule_hearing": _schedule, "hold_hearing": _hold,
    "report_hearing": _report_hearing, "abandon_hearing": _abandon,
    "submit_review": _submit, "agree": _agree, "find_problems": _problems, "raise_dispute": _dispute,
    "settle_dispute": _discussion, "proceed": _proceed, "discuss": _discussion,
    "decide_penalty": _decide, "decide_no_penalty": _decide, "send_back": _send_back,
    "withdraw_at_approval": _withdraw,
    "dispatch": _dispatch, "serve_decision": _service, "fail_service": _failed, "announce": _announce,
    "pay": _pay, "confirm_performance": _performed, "review_publication": _review_publication,
    "publish": _publish, "close": _close, "archive": _archive, "archive_ended": _archive,
    "serve_further": _service, "fail_further_service": _failed, "announce_further": _announce,
    **steps_of_collection.FACTS,
    **steps_of_expiry.FACTS,
    **steps_of_inquiry.FACTS,
    **steps_of_performance.FACTS,
    **steps_of_recording.FACTS,
    **steps_of_review.FACTS,
    **steps_of_transfer.FACTS,
    **steps_of_weighing.FACTS,
}  # fmt: skip
STEPS = frozenset(_FACTS)
"""Names of all steps with facts here; a test compares them with the procedure."""


# --- what comes next -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The step a diligent agency takes next, not before ``wait`` has gone by."""

    step: str
    wait: timedelta = timedelta(hours=3)


def next_step(scene: Scene) -> Next | None:
    """What brings the case nearer to its end; None when it has ended."""
    state = scene.file.state
    assert state is not None, "a case on file has a state"
    if scene.file.workflow.name == "penalty_summary":
        following = steps_of_summary.next_of_summary(scene)
        return Next(step=following, wait=timedelta(minutes=10)) if following else None
    referral = steps_of_transfer.next_of_crime(scene)
    if referral:
        return Next(step=referral)
    inquiry = steps_of_inquiry.next_of_inquiry(scene)
    if inquiry:
        return Next(step=inquiry)
    beside = steps_of_performance.next_of_performance(scene)
    if beside:
        return Next(step=beside)
    chosen = _NEXT.get(state.name)
    return chosen(scene) if chosen else None


def _investigate(scene: Scene) -> Next:
    return Next(step="conclude" if scene.file.last(Interview) else "interview", wait=timedelta(days=1))


def _concluded(scene: Scene) -> Next:
    told = dossier.draft(scene.file)
    unread = scene.plot.review_first and not scene.file.cleared
    return Next(step="submit_review" if unread or (told and told.kind == "no_penalty") else "notify")


def _serve(scene: Scene, *, attempt: str, announce: str, serve: str) -> Next:
    since = issued_at(scene.file)
    if not scene.plot.announced:
        return Next(step=serve)
    if len(dossier.failed_attempts(scene.file, since)) < 2:
        return Next(step=attempt)
    if _announced_on(scene) is None:
        return Next(step=announce)
    period = scene.file.term("announcement")
    return Next(step=serve, wait=timedelta(days=(period.due_day - scene.day).days + 1 if period else 0))


def _notifying(scene: Scene) -> Next:
    return _serve(scene, attempt="fail_notice_service", announce="announce_notice", serve="serve_notice")


def _serving(scene: Scene) -> Next:
    return _serve(scene, attempt="fail_service", announce="announce", serve="serve_decision")


def _defence(scene: Scene) -> Next:
    case, notice = scene.file, dossier.last_notice(scene.file)
    since = notice.seq if notice else -1
    request, said, examined = case.last(HearingRequest), case.last(StatementReceived), case.last(StatementReview)
    if said and said.seq > since and not (examined and examined.seq > said.seq):
        return Next(step="review_statement")
    if scene.plot.statement and not (said and said.seq > since):
        return Next(step="hear_statement")
    told = notice is not None and "hearing" in notice.facts.rights
    if scene.plot.hearing and told and not (request and request.seq > since):
        return Next(step="request_hearing")
    window = [t.due_day for t in case.terms if t.code in {"statement", "hearing_request"} and t.status == "open"]
    days = max(((due - scene.day).days + 1 for due in window), default=0)
    return Next(step="proceed" if case.cleared else "submit_review", wait=timedelta(days=max(days, 0), hours=1))


def _hearing(scene: Scene) -> Next:
    case = scene.file
    request, notice, record = case.last(HearingRequest), case.last(HearingNotice), case.last(HearingRecord)
    since = request.seq if request else -1
    if notice is None or notice.seq < since:
        return Next(step="schedule_hearing")
    if record is None or record.seq < since:
        return Next(step="hold_hearing", wait=HEARING_AHEAD + timedelta(hours=3))
    return Next(step="report_hearing")


def _rectifying(scene: Scene) -> Next:
    last = max(scene.file.reviews, key=lambda review: review.round, default=None)
    same = last is not None and last.draft_digest == scene.file.draft_digest
    return Next(step="revise" if same else "submit_review", wait=timedelta(days=1))


def _approving(scene: Scene) -> Next:
    told = dossier.draft(scene.file)
    return Next(step="decide_no_penalty" if told and told.kind == "no_penalty" else "decide_penalty")


def _performing(scene: Scene) -> Next:
    open_tracks = {track.track for track in scene.file.open_tracks()}
    checked = dossier.present(scene.file).last(PublicationReview) is not None
    if "further_service" in open_tracks:
        return _serve(scene, attempt="fail_further_service", announce="announce_further", serve="serve_further")
    steps = {
        "payment": "pay",
        "performance": "confirm_performance",
        "publication": "publish" if checked else "review_publication",
        "preservation": "handle_preserved",
        "correction": "recheck",
    }
    return Next(step=next((step for track, step in steps.items() if track in open_tracks), "close"))


def _closed(scene: Scene) -> Next:
    """A remedy that came after the closing may have left something to be paid."""
    paying = any(track.track == "payment" for track in scene.file.open_tracks())
    return Next(step="pay" if paying else "archive")


def _always(step: str) -> Callable[[Scene], Next]:
    return lambda _: Next(step=step)


def _verifying(scene: Scene) -> Next:
    return Next(step="file" if dossier.evidence(scene.file) else "inspect")


_NEXT: Mapping[str, Callable[[Scene], Next]] = {
    "reported": _always("verify"),
    "verifying": _verifying,
    "filed": _always("assign"),
    "investigating": _investigate,
    "suspended": _always("resume"),
    "concluded": _concluded,
    "notifying": _notifying,
    "defence": _defence,
    "hearing": _hearing,
    "reviewing": _always("agree"),
    "rectifying": _rectifying,
    "disputed": _always("settle_dispute"),
    "discussing": _always("discuss"),
    "approving": _approving,
    "decided": _always("dispatch"),
    "serving": _serving,
    "performing": _performing,
    "closed": _closed,
    **{state.name: _always("archive_ended") for state in ENDED_UNCLOSED},
}
