"""Notice, statement and defence, hearing (处罚法 44, 45, 62-65)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.terms import latest_notice_day, reckon
from zhifa.workflows import dossier
from zhifa.workflows.forms.decide import Decision
from zhifa.workflows.forms.notice import (
    HearingAbandoned,
    HearingNotice,
    HearingRecord,
    HearingRequest,
    PriorNotice,
    StatementReceived,
    StatementReview,
    Waiver,
)
from zhifa.workflows.forms.serve import DeemedService, Service
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.hearing_scope import hearing_due
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
from zhifa.workflows.scrutiny.people import facing
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import not_come, penalised
from zhifa.workflows.severity import heavier, uncovered
from zhifa.workflows.terms import HEARING_NOTICE, HEARING_REQUEST, STATEMENT


def _noticed(view: View) -> Iterator[Finding]:
    notice, served, decision = view.notice, view.notice_served, view.decision
    assert decision is not None, "asked after the decision"
    if notice is None:
        yield Fault(text="作出处罚决定之前没有告知", entries=(decision.seq,))
        return
    if served is None or legal_day(served.at) > view.decided_on:
        yield Fault(text="作出处罚决定之前告知书没有送达", entries=(notice.seq, decision.seq))
    missing = [label for right, label in _RIGHTS.items() if right not in notice.facts.rights]
    if missing:
        yield Fault(text=f"告知书没有告知{'、'.join(missing)}的权利", entries=(notice.seq,), papers=("D24",))
    yield from _content(view)
    yield from _heard(view)


_RIGHTS = {"statement": "陈述", "defence": "申辩"}


def _content(view: View) -> Iterator[Finding]:
    """Facts, law and intended penalty as told against those decided; of what became lighter the grounds may differ."""
    assert view.notice is not None, "asked of a notice"
    told, decided = dossier.notified(view.case, view.notice), view.draft
    if told is None or decided is None:
        yield unknown("没有决定草案，不能与告知的内容比较", view.notice.seq)
        return
    changed = [label for field, label in _GROUNDS.items() if getattr(decided, field) != getattr(told, field)]
    if changed and not _lighter(decided, told):
        yield Fault(text=f"决定的{'、'.join(changed)}与告知的不同", entries=(view.notice.seq,), papers=("D24",))
    beyond = () if heavier(decided.items, told.items) else uncovered(decided.items, told.items)
    if beyond:
        yield Fault(text=f"没有告知：{'；'.join(beyond)}", entries=(view.notice.seq,), papers=("D24",))


_GROUNDS = {"facts": "违法事实", "violated": "违反的规定", "basis": "处罚依据"}


def _lighter(decided: Draft, told: Draft) -> bool:
    return bool(uncovered(told.items, decided.items)) and not uncovered(decided.items, told.items)


def _heard(view: View) -> Iterator[Finding]:
    """What the party said is examined before the decision; silence only counts once the time told is over (处罚法 45, 62)."""
    case, notice, decision = view.at_decision, view.notice, view.decision
    assert notice is not None and decision is not None, "asked of a notice and a decision"  # noqa: PT018
    said = [act for act in case.each(StatementReceived) if act.seq > notice.seq]
    if said:
        examined = case.last(StatementReview)
        if examined is None or examined.seq < said[-1].seq:
            yield Fault(text="当事人的陈述、申辩没有复核", entries=(said[-1].seq, decision.seq))
        return
    window = case.term(STATEMENT.code)
    if window and view.decided_on <= window.due_day and "statement" not in dossier.waived(case):
        text = f"告知的陈述、申辩期限{window.due}届满，{view.decided_on}即作出决定，当事人未陈述，也没有明确放弃"
        yield Fault(text=text, entries=(window.start_seq, decision.seq))


NOTICED = Check(
    id="R15",
    label="决定之前送达告知书，事实、理由、依据、拟处罚和权利告知齐全，陈述申辩经复核",
    severity=Severity.FATAL,
    article="行政处罚法第四十四条、第四十五条、第六十二条",
    asked=penalised,
    run=_noticed,
    upon=(PriorNotice, Service, DeemedService, StatementReceived, StatementReview, Waiver, Decision),
)


def _not_heavier(view: View) -> Iterator[Finding]:
    notice, decided = view.notice, view.draft
    told = dossier.notified(view.case, notice) if notice else None
    if notice is None or told is None or decided is None:
        yield unknown("没有告知书或者决定草案，不能比较")
        return
    more = heavier(decided.items, told.items)
    if more:
        yield Fault(text=f"处罚重于所告知的，没有重新告知：{'；'.join(more)}", entries=(notice.seq,), papers=("D24",))


NOT_HEAVIER = Check(
    id="R16",
    label="处罚不重于告知的拟处罚，加重的重新告知",
    severity=Severity.FATAL,
    article="行政处罚法第四十五条第二款",
    asked=penalised,
    run=_not_heavier,
    upon=(PriorNotice, Decision),
)


def _hearing_asked(view: View) -> Unjudged | None:
    if view.holds(HearingRequest, HearingNotice, HearingRecord):
        return None
    if view.notice is None and not view.penalty:
        return inapplicable("决定不是行政处罚") if view.decision else not_come(view, "告知")
    told = view.notice is not None and "hearing" in view.notice.facts.rights
    if told or hearing_due(view.at_decision, view.register.agency.policy):
        return None
    return inapplicable("不属于第六十三条所列的处罚（数额界限按本机关标准）")


def _hearing(view: View) -> Iterator[Finding]:
    rights = view.notice.facts.rights if view.notice else ()
    if view.notice and hearing_due(view.at_decision, view.register.agency.policy) and "hearing" not in rights:
        text = "应当告知听证权利而没有告知"
        yield Fault(text=text, entries=(view.notice.seq,), papers=("D24",))
    request = view.at_decision.last(HearingRequest)
    if request and not _answered(view.at_decision, request):
        text = "当事人要求听证，没有举行"
        yield Fault(text=text, entries=(request.seq,)) if view.decision else pending("听证尚未举行", request.seq)
    for record in view.case.each(HearingRecord):
        yield from _held(view, record)


def _answered(case: CaseFile, request: Act[HearingRequest]) -> bool:
    answers = (act for act in case.acts if act.transition.facts in (HearingRecord, HearingAbandoned))
    return any(act.seq > request.seq for act in answers)


def _held(view: View, record: Act[HearingRecord]) -> Iterator[Finding]:
    notices = [act for act in view.case.each(HearingNotice) if act.seq < record.seq]
    if not notices:
        yield Fault(text="举行听证没有通知", entries=(record.seq,))
        return
    notice = notices[-1]
    latest = latest_notice_day(legal_day(record.facts.started_at), HEARING_NOTICE, view.calendar).due
    if legal_day(notice.at) > latest:
        text = f"听证至迟应于{latest}通知，{legal_day(notice.at)}才通知"
        yield Fault(text=text, entries=(notice.seq, record.seq), papers=("D28",))
    for officer in sorted({record.actor, notice.facts.hearing_officer} & _investigators(view.case, record.seq)):
        yield Fault(text=f"听证主持人{view.name(officer)}是本案调查人员", entries=(notice.seq, record.seq))


def _investigators(case: CaseFile, until: int) -> frozenset[str]:
    """Everybody who handled the case or was named at a step that gathers evidence, before that entry (处罚法 64(4))."""
    then = case.before(until)
    named = {one for act in facing(then) for one in dossier.named_officers(act.facts)}
    handed = {one for change in then.handed_over for one in (change.old, change.new)}
    return frozenset(named | handed | dossier.handlers(then))


HEARING = Check(
    id="R17",
    label="应当听证的告知听证权利，申请的组织听证，七个工作日前通知，主持人不是调查人员，有笔录",
    severity=Severity.FATAL,
    article="行政处罚法第六十三条至第六十五条、第八十五条",
    asked=_hearing_asked,
    spot=Verdict.NOT_APPLICABLE,
    run=_hearing,
    upon=(PriorNotice, HearingRequest, HearingNotice, HearingRecord),
    beyond="听证笔录是否由当事人核对签名",
)


def _window_asked(view: View) -> Unjudged | None:
    if not view.decision:
        return not_come(view, "作出决定")
    if view.notice is None or "hearing" not in view.notice.facts.rights:
        return inapplicable("没有告知听证权利")
    return None


def _window(view: View) -> Iterator[Finding]:
    """The decision waits until the five working days are over, unless the party asked for the hearing or waived it."""
    case, notice, served, decision = view.at_decision, view.notice, view.notice_served, view.decision
    assert notice is not None and decision is not None, "asked of a notice and a decision"  # noqa: PT018
    if any(act.seq > notice.seq for act in case.each(HearingRequest)) or "hearing" in dossier.waived(case):
        return
    if served is None:
        yield unknown("告知书没有送达，听证申请期限无从起算", notice.seq)
        return
    due = reckon(HEARING_REQUEST, legal_day(served.at), view.calendar).due
    if view.decided_on <= due:
        text = f"听证申请期限{due}届满，{view.decided_on}即作出决定，当事人没有明确放弃"
        yield Fault(text=text, entries=(served.seq, decision.seq))


WINDOW = Check(
    id="R18",
    label="决定在听证申请期限届满之后（当事人明确放弃的除外）",
    severity=Severity.FATAL,
    article="行政处罚法第六十四条第一项、第八十五条",
    asked=_window_asked,
    spot=Verdict.NOT_APPLICABLE,
    run=_window,
    upon=(PriorNotice, Service, DeemedService, HearingRequest, Waiver, Decision),
)
