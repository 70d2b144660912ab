"""Legal review, collective discussion, suspected crime (处罚法 27, 57, 58)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zhifa.engine.casefile import DecisionMade, ReviewRound
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.units import Mark
from zhifa.engine.vocabulary import Review
from zhifa.workflows import dossier
from zhifa.workflows.forms.crime import CrimeDecision, CrimeDelivery, CrimeProposal
from zhifa.workflows.forms.decide import Decision
from zhifa.workflows.forms.investigate import Revision
from zhifa.workflows.forms.notice import HearingRecord
from zhifa.workflows.forms.review import Agreement, Discussion, DisputeSettled, Problems
from zhifa.workflows.heads import among_heads
from zhifa.workflows.scrutiny.check import (
    Check,
    Fault,
    Finding,
    Severity,
    Unjudged,
    Verdict,
    inapplicable,
    pending,
    unknown,
)
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import decided, not_come


def _reviewed(view: View) -> Iterator[Finding]:
    for decision in view.case.decisions:
        act = view.act(decision.seq)
        kind = act.transition.decides if act else None
        if kind is None or kind.review is not Review.EXEMPT:
            yield from _review_of(view, decision)


def _review_of(view: View, decision: DecisionMade) -> Iterator[Finding]:
    rounds = [one for one in view.case.reviews if one.seq < decision.seq]
    last = max(rounds, key=lambda one: one.round, default=None)
    if last is None:
        yield Fault(text="作出决定之前没有法制审核意见", entries=(decision.seq,))
        return
    entries = (last.seq, decision.seq)
    if last.outcome != "agreed":
        yield Fault(text=f"决定之前的第{last.round}轮审核意见为存在问题", entries=entries)
    elif last.draft_digest != decision.draft_digest:
        yield Fault(text="审核同意的不是所作决定的这一稿", entries=entries)
    yield from _timely(view, last, decision)
    yield from _by_whom(view, last, decision)


def _timely(view: View, last: ReviewRound, decision: DecisionMade) -> Iterator[Finding]:
    """Before the decision, and of a case that was heard, after the hearing."""
    act = view.act(last.seq)
    if act and act.at > parse_instant(decision.decided_at):
        yield Fault(text="审核意见在决定之后", entries=(last.seq, decision.seq))
    heard = view.case.before(decision.seq).last(HearingRecord)
    if heard and heard.seq > last.seq:
        yield Fault(text="听证之后没有再经法制审核", entries=(last.seq, heard.seq))


def _by_whom(view: View, last: ReviewRound, decision: DecisionMade) -> Iterator[Finding]:
    name = view.name(last.reviewer)
    why = dossier.involvement(view.case.before(decision.seq + 1)).get(last.reviewer)
    if why:
        yield Fault(text=f"审核人{name}{why}", entries=(last.seq,))
    act = view.act(last.seq)
    day = legal_day(act.at) if act else view.decided_on
    if view.register_at(last.seq).qualification(last.reviewer, day) is None:
        yield Fault(text=f"审核人{name}在{day}没有法律职业资格，也没有此前从事审核的记载", entries=(last.seq,))


REVIEWED = Check(
    id="R19",
    label="决定之前对这一稿有“同意”的法制审核意见，审核人没有办案，具有资格，听证案件在听证之后审核",
    severity=Severity.FATAL,
    article="行政处罚法第五十八条",
    asked=decided,
    spot=Verdict.NOT_APPLICABLE,
    run=_reviewed,
    upon=(Agreement, Problems, Decision),
)


def _objected(view: View) -> Unjudged | None:
    if any(one.outcome == "problems" for one in view.case.reviews):
        return None
    return inapplicable("没有存在问题的审核意见") if view.case.reviews else not_come(view, "法制审核")


def _answered(view: View) -> Iterator[Finding]:
    """Another draft, or the same one upheld in discussion, comes to a new round; the case may also end without a decision."""
    rounds = sorted(view.case.reviews, key=lambda one: one.round)
    for one, following in zip(rounds, (*rounds[1:], None), strict=True):
        if one.outcome == "agreed":
            continue
        if following is None:
            yield from _unanswered(view, one)
        elif following.draft_digest == one.draft_digest and not _upheld(view, one.seq, following.seq):
            text = f"第{one.round}轮审核意见为存在问题，没有改动也没有讨论，又送审"
            yield Fault(text=text, entries=(one.seq, following.seq))


def _unanswered(view: View, last: ReviewRound) -> Iterator[Finding]:
    if view.decision and view.decision.seq > last.seq:
        text = f"第{last.round}轮审核意见为存在问题，没有再次送审即作出决定"
        yield Fault(text=text, entries=(last.seq, view.decision.seq))
    elif view.ended is None:
        yield pending(f"第{last.round}轮审核意见为存在问题，尚待处理", last.seq)


def _upheld(view: View, since: int, until: int) -> bool:
    return any(since < act.seq < until for act in view.case.each(DisputeSettled))


ANSWERED = Check(
    id="R20",
    label="审核意见“存在问题”的，有处理和再次送审或者讨论的记录",
    severity=Severity.MAJOR,
    article="国办发〔2018〕118号",
    asked=_objected,
    spot=Verdict.NOT_APPLICABLE,
    run=_answered,
    upon=(Problems, Revision, DisputeSettled, Agreement),
    mark=Mark.SECONDARY,
)


def _discussion_asked(view: View) -> Unjudged | None:
    if view.decision is None:
        return not_come(view, "作出决定")
    if not view.penalty or dossier.discussion_due(view.at_decision) is None:
        return inapplicable("没有认定情节复杂或者违法行为重大而给予处罚")
    return None


def _discussed(view: View) -> Iterator[Finding]:
    case = view.at_decision
    cleared_at = max((one.seq for one in case.reviews), default=-1)
    held = case.last(Discussion)
    if held is None or held.seq < cleared_at or held.facts.conclusion != "adopt":
        text = f"{dossier.discussion_due(case)}，审核之后没有负责人集体讨论通过的记录"
        yield Fault(text=text, entries=(view.decision.seq,) if view.decision else ())
        return
    register = view.register_at(held.seq)
    heads = among_heads(register, (one.officer for one in held.facts.speakers), legal_day(held.at))
    wanted = register.agency.policy.discussants
    if len(heads) < wanted:
        text = f"参加讨论的负责人{len(heads)}人，少于本机关规定的{wanted}人"
        yield Fault(text=text, entries=(held.seq,), papers=("D31",))


DISCUSSED = Check(
    id="R21",
    label="情节复杂或者重大违法行为给予处罚，有负责人集体讨论记录",
    severity=Severity.FATAL,
    article="行政处罚法第五十七条第二款",
    asked=_discussion_asked,
    spot=Verdict.NOT_APPLICABLE,
    run=_discussed,
    upon=(Discussion, Decision),
    beyond="参加人是否签名；情节是否复杂、违法是否重大",
)


def _crime_asked(view: View) -> Unjudged | None:
    return None if _opinions(view) or view.holds(CrimeProposal) else not_come(view, "法制审核")


def _opinions(view: View) -> list[tuple[int, Agreement | Problems]]:
    given = [(act.seq, act.facts) for act in view.case.each(Agreement)]
    return sorted([*given, *((act.seq, act.facts) for act in view.case.each(Problems))], key=lambda one: one[0])


def _referred(view: View) -> Iterator[Finding]:
    """A crime is suspected where a referral was proposed, or where the seventh of the eight items of the opinion says so."""
    for proposal in view.case.each(CrimeProposal):
        yield from _carried_through(view, proposal.seq)
    if _opinions(view) and not view.holds(CrimeProposal):
        yield from _suspected(view)


def _carried_through(view: View, proposed: int) -> Iterator[Finding]:
    """Decided on, and once approved delivered within twenty-four hours; why it was not approved stands in the decision (令310 §5)."""
    answer = next((act for act in view.case.each(CrimeDecision) if act.seq > proposed), None)
    if answer is None:
        yield from _left(view, "移送涉嫌犯罪案件的报告没有作出决定", proposed)
    elif answer.facts.approved:
        delivery = next((act for act in view.case.each(CrimeDelivery) if act.seq > answer.seq), None)
        if delivery is None:
            yield from _left(view, "批准移送后没有移送", proposed, answer.seq)
        elif delivery.at > answer.at + _DELIVERED_WITHIN:
            yield Fault(text="批准移送后超过二十四小时才移送", entries=(answer.seq, delivery.seq))


_DELIVERED_WITHIN = timedelta(hours=24)


def _left(view: View, text: str, *entries: int) -> Iterator[Finding]:
    """Not done: a fault once the case went on to a decision or ended, else still to come."""
    if view.decision and view.decision.seq > entries[0]:
        yield Fault(text=f"{text}即作出决定", entries=(*entries, view.decision.seq))
    else:
        yield Fault(text=text, entries=entries) if view.ended else pending(text, *entries)


def _suspected(view: View) -> Iterator[Finding]:
    seq, last = _opinions(view)[-1]
    item = next(one for one in last.items if one.item == "涉嫌犯罪移送")
    if item.passed and getattr(last, "instruction", None) != "移送":
        return
    if view.penalty and view.decision and view.decision.seq > seq:
        yield Fault(text=f"审核意见指出应当移送（{item.reason}），没有移送即处罚", entries=(seq, view.decision.seq))
    else:
        yield unknown("审核意见指出涉嫌犯罪移送的问题，没有移送的报告，也没有不移送的理由", seq)


REFERRED = Check(
    id="R28",
    label="涉嫌犯罪的移送并附材料，或者写明不移送的理由",
    severity=Severity.FATAL,
    article="行政处罚法第二十七条；国务院令第310号第五条、第六条",
    asked=_crime_asked,
    run=_referred,
    upon=(Agreement, Problems, CrimeProposal, CrimeDecision, CrimeDelivery),
)
