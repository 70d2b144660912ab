"""Discretion, the decision's content and time, the order to correct (处罚法 28, 34, 59, 60)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from zhifa.engine.act import Act
from zhifa.engine.books.discretion import BENCHMARK
from zhifa.engine.instants import legal_day
from zhifa.engine.terms import reckon
from zhifa.workflows import discretion, discretion_notes, dossier
from zhifa.workflows.discretion import Weighed
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.decide import Decision
from zhifa.workflows.forms.investigate import Conclusion, CorrectionOrder, Recheck, Revision
from zhifa.workflows.forms.start import Filing
from zhifa.workflows.forms.values import PAYABLE, Draft
from zhifa.workflows.forms.weighing import Weighing
from zhifa.workflows.packs.ruling import ruled
from zhifa.workflows.scrutiny.check import (
    Check,
    Fault,
    Finding,
    Severity,
    Unjudged,
    Verdict,
    inapplicable,
    pending,
    silent,
    unknown,
)
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import concluded, decided, filed, not_come
from zhifa.workflows.terms import DECISION


def _reasoned(view: View) -> Iterator[Finding]:
    draft, day = view.draft, view.decided_on
    if draft is None or isinstance(draft.discretion, NotStated):
        yield silent("裁量理由")
    elif view.register.shelf.keeps(BENCHMARK, day):
        yield from _weighed(view)
    elif any(item.fen is not None for item in draft.items):
        yield unknown("载明了裁量理由；裁量基准的区间没有录入，金额是否在区间之内不能判断")
    else:
        yield unknown("载明了裁量理由；裁量基准没有录入，裁量是否相合不能判断")


def _weighed(view: View) -> Iterator[Finding]:
    """The weighing on which it was decided, held against the benchmarks of the day."""
    act = dossier.weighing(view.at_decision)
    scale = discretion.scale(view.at_decision, view.register.shelf, view.decided_on)
    if act is None or scale is None:
        asked = any(step.facts is Weighing for step in view.case.workflow.transitions)
        entries = view.entries(Conclusion, Revision)
        lacking = Fault(text="载明了裁量理由，没有对照裁量基准的裁量说明", entries=entries)
        yield (
            lacking if asked else unknown("本案所依的程序没有裁量说明，金额是否在裁量基准的区间之内不能判断", *entries)
        )
        return
    for weighed in scale.weighed(act.facts):
        yield from _within(weighed, act)
        if weighed.statute and weighed.statute.outside and not scale.mitigated(act.facts, weighed):
            yield Fault(text=f"第{weighed.place}项超出法定幅度：{weighed.statute.text}", entries=(act.seq,))
    yield from (unknown(note, act.seq) for note in discretion_notes.notes(scale, act.facts))


def _within(weighed: Weighed, act: Act[Weighing]) -> Iterator[Finding]:
    """Whether it lies in its tier. That leave was given to depart is on file; whether it was rightly given is left to people."""
    told, leave, place = weighed.told, act.facts.departure, f"第{weighed.place}项"
    if told is None or told.none_reason:
        yield unknown(f"{place}没有适用裁量基准{f'：{told.none_reason}' if told else ''}", act.seq)
    elif weighed.verdict is None:
        yield Fault(
            text=f"{place}所适用的裁量基准 {told.benchmark} 没有阶次“{told.tier}”，或者不在施行", entries=(act.seq,)
        )
    elif weighed.verdict.outside and leave:
        yield unknown(f"{place}{weighed.verdict.text}，经批准偏离裁量基准：{leave.reason}", act.seq)
    elif weighed.verdict.outside:
        yield Fault(text=f"{place}{weighed.verdict.text}，没有经批准偏离", entries=(act.seq,))
    elif weighed.verdict.where == "unstated":
        yield silent(f"{place}的金额或者计算的基数", act.seq)


REASONED = Check(
    id="R14",
    label="调查终结报告写明裁量理由，金额在裁量基准的区间之内",
    severity=Severity.MAJOR,
    article="行政处罚法第三十四条",
    asked=concluded,
    spot=Verdict.NOT_APPLICABLE,
    run=_reasoned,
    upon=(Conclusion, Revision, Weighing),
)


def _contents(view: View) -> Iterator[Finding]:
    decision, draft = view.decision, view.draft
    assert decision is not None, "asked after the decision"
    if draft is None:
        yield unknown("没有决定草案", decision.seq)
        return
    lacking = list(_lacking(view, draft))
    if lacking:
        yield Fault(text=f"决定书缺{'、'.join(lacking)}", entries=(decision.seq,), papers=_code(view))
    told = dossier.report(view.at_decision)
    if told and isinstance(told.party.address, NotStated):
        yield silent("当事人地址", decision.seq)
    yield from _remedies(view, decision.seq)
    yield from _paper(view, decision.seq)


def _code(view: View) -> tuple[str, ...]:
    code = view.case.workflow.decision_papers.get(view.decision.kind) if view.decision else None
    return (code,) if code else ()


def _lacking(view: View, draft: Draft) -> Iterator[str]:
    if not draft.basis:
        yield "依据"
    if draft.kind == "penalty" and not draft.violated:
        yield "违反的规定"
    payable = any(item.kind in PAYABLE for item in draft.items)
    if payable and not view.case.replay and not view.case.profile.get("payee"):
        yield "代收机构（履行方式）"


def _remedies(view: View, seq: int) -> Iterator[Finding]:
    """Without the ways of remedy the decision fails altogether, whatever else it holds."""
    lacking = [label for name, label in _REMEDIES.items() if not view.case.profile.get(name)]
    if lacking and view.case.replay:
        yield silent("、".join(lacking), seq)
    elif lacking:
        text = f"决定书没有写明{'、'.join(lacking)}"
        yield Fault(text=text, entries=(seq,), papers=_code(view), severity=Severity.FATAL)


_REMEDIES = {"review_body": "行政复议机关", "court": "管辖的人民法院"}


def _paper(view: View, seq: int) -> Iterator[Finding]:
    """The paper itself is on file, under a number no other paper of the case bears."""
    issued = [paper for paper in view.case.papers if paper.seq == seq and paper.code in _code(view)]
    if not issued:
        yield Fault(text="卷内没有决定书", entries=(seq,), papers=_code(view))
    elif issued[0].number is None:
        lacking = Fault(text="决定书没有文号", entries=(seq,), papers=_code(view))
        yield silent("决定书文号", seq) if view.case.replay else lacking
    numbers = Counter(paper.number for paper in view.case.papers if paper.number)
    for number, times in numbers.items():
        if times > 1:
            bearing = [paper for paper in view.case.papers if paper.number == number]
            entries = tuple(dict.fromkeys(paper.seq for paper in bearing))
            yield Fault(text=f"文号{number}用于{times}份文书", entries=entries, papers=tuple(p.code for p in bearing))


CONTENTS = Check(
    id="R22",
    label="决定书要素齐全，有文号且不重复，写明复议机关、法院和期限",
    severity=Severity.MAJOR,
    article="行政处罚法第五十九条",
    asked=decided,
    run=_contents,
    upon=(Decision,),
    beyond="印章；复议机关是否正确；他案有无相同文号",
)


def _in_time(view: View) -> Iterator[Finding]:
    """Ninety days, or what the departmental rule has by which the term was set; later where it was extended or stood still under it."""
    filing, row = view.filing, view.case.term(DECISION.code)
    assert filing is not None, "asked after filing"
    term = ruled(DECISION, row, view.case) if row else DECISION
    due = max(reckon(term, legal_day(filing.at), view.calendar).due, _on_file(view))
    if view.decision and view.decided_on > due:
        text = f"应于{due}前作出决定，{view.decided_on}才作出"
        yield Fault(text=text, entries=(filing.seq, view.decision.seq))
    elif not view.decision and view.ended:
        yield inapplicable(f"案件止于“{view.ended}”，没有作出决定")
    elif not view.decision and view.case.stopped(DECISION.code, view.day):
        yield pending("办案期限中止", filing.seq)
    elif not view.decision and view.day > due:
        yield Fault(text=f"应于{due}前作出决定，至今没有作出", entries=(filing.seq,))
    elif not view.decision:
        yield pending(f"作出决定的期限至{due}", filing.seq)


def _on_file(view: View) -> date:
    """Where the term on file ends, with the days for which one that is still stopped stood still."""
    term = view.case.term(DECISION.code)
    if term is None:
        return date.min
    if term.status != "suspended":
        return term.due_day
    start, stops = date.fromisoformat(term.start_on), view.case.stops(DECISION.code, view.day)
    added = view.case.extended_by(term)
    return reckon(ruled(DECISION, term, view.case), start, view.calendar, stops=stops, extended_by=added).due


IN_TIME = Check(
    id="R23",
    label="自立案之日起九十日内作出决定（依法延长、中止的除外）",
    severity=Severity.MAJOR,
    article="行政处罚法第六十条",
    asked=filed,
    spot=Verdict.NOT_APPLICABLE,
    run=_in_time,
    upon=(Filing, Decision),
)


def _correction_asked(view: View) -> Unjudged | None:
    if view.holds(CorrectionOrder) or view.penalty:
        return None
    return inapplicable("没有给予处罚，也没有责令改正") if view.decision or view.ended else not_come(view, "责令改正")


def _corrected(view: View) -> Iterator[Finding]:
    """Where nothing was ordered the record cannot tell whether there was anything left to correct."""
    orders = list(view.case.each(CorrectionOrder))
    if not orders and not (view.draft and view.draft.correction):
        yield unknown("没有责令改正的记录；违法行为是否已经终了、改正而无须责令，由评查人员核对")
    for order in orders:
        key, due = order.facts.key, order.facts.due_on
        checked = [act for act in view.case.each(Recheck) if act.facts.order == key and act.seq > order.seq]
        if checked:
            continue
        if view.day > due or view.ended:
            yield Fault(text=f"责令改正“{key}”定于{due}前改正，没有复查", entries=(order.seq,))
        else:
            yield pending(f"责令改正“{key}”期限至{due}，尚待复查", order.seq)


CORRECTED = Check(
    id="R32",
    label="处罚的同时责令改正，并有复查",
    severity=Severity.MAJOR,
    article="行政处罚法第二十八条第一款",
    asked=_correction_asked,
    run=_corrected,
    upon=(Conclusion, Revision, CorrectionOrder, Recheck),
)
