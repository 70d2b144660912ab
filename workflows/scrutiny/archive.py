"""The dossier: what it holds and in which order things happened (处罚法 47)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.units import Mark
from zhifa.workflows.forms.investigate import Conclusion
from zhifa.workflows.forms.publish import Archiving, Closing
from zhifa.workflows.forms.start import Filing, Report
from zhifa.workflows.forms.values import Opinion
from zhifa.workflows.scrutiny.check import Check, Fault, Finding, Severity
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import always, archived


def _bound(view: View) -> Iterator[Finding]:
    bindings = list(view.case.each(Archiving))
    if len(bindings) > 1:
        yield Fault(text=f"一案归档{len(bindings)}次", entries=tuple(act.seq for act in bindings))
    for act in view.case.acts:
        missing = view.missing_papers(act)
        if missing:
            text = f"“{act.transition.label}”的文书不在卷内：{'、'.join(missing)}"
            yield Fault(text=text, entries=(act.seq,), papers=missing)
    last, issued = bindings[-1], len(view.case.papers)
    if last.facts.pages < issued:
        text = f"卷内{issued}份文书，备考表只记{last.facts.pages}页"
        yield Fault(text=text, entries=(last.seq,), papers=("D50",))
    if last.facts.archivist == last.facts.checker:
        text = f"备考表的立卷人和检查人同为{view.name(last.facts.archivist)}"
        yield Fault(text=text, entries=(last.seq,), papers=("D50",))


BOUND = Check(
    id="R31",
    label="各步骤的文书均在卷内，页数、立卷人、检查人有记载，一案一卷",
    severity=Severity.MINOR,
    article="行政处罚法第四十七条；归档规范",
    asked=archived,
    spot=None,
    run=_bound,
    upon=(Archiving,),
    mark=Mark.CONVENTION,
    beyond="实物卷的目录、逐页编号和签名",
)


def _in_order(view: View) -> Iterator[Finding]:
    moving = [act for act in view.case.acts if act.transition.targets]
    for one, other in pairwise(moving):
        if other.at < one.at:
            text = f"“{other.transition.label}”（{_moment(other)}）早于此前的“{one.transition.label}”（{_moment(one)}）"
            yield Fault(text=text, entries=(one.seq, other.seq))
    for act in view.case.acts:
        opinion = getattr(act.facts, "unit_opinion", None)
        if isinstance(opinion, Opinion) and opinion.on > legal_day(act.at):
            text = f"承办机构意见（{opinion.on}）晚于“{act.transition.label}”（{legal_day(act.at)}）"
            yield Fault(text=text, entries=(act.seq,))
        if act.at > act.recorded_at:
            yield Fault(text=f"“{act.transition.label}”的办理时间晚于登记时间", entries=(act.seq,))
    yield from _milestones(view)


def _moment(act: Act[BaseModel]) -> str:
    return f"{act.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


_STONES: tuple[type[BaseModel], ...] = (Report, Filing, Conclusion)


def _milestones(view: View) -> Iterator[Finding]:
    """登记、立案、终结、决定、结案、归档 were entered in this order, those that there are."""
    first: list[Act[BaseModel]] = []
    for form in _STONES:
        first += [act for act in view.case.acts if act.transition.facts is form][:1]
    first += [act for act in view.case.acts if act.transition.decides][:1]
    for form in (Closing, Archiving):
        first += [act for act in view.case.acts if act.transition.facts is form][:1]
    for one, other in pairwise(first):
        if other.seq < one.seq:
            text = f"“{other.transition.label}”记在“{one.transition.label}”之前"
            yield Fault(text=text, entries=(other.seq, one.seq))


IN_ORDER = Check(
    id="R35",
    label="办理时间依次：登记、立案、终结、告知、审核、讨论、决定、送达、结案、归档；审批不晚于实施",
    severity=Severity.MAJOR,
    article="行政处罚法第四十七条",
    asked=always,
    spot=None,
    run=_in_order,
    upon=(BaseModel,),
    mark=Mark.CONVENTION,
)
