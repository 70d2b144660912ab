"""The demand and the application to the court: after the periods, of what is owed, in time (强制法 35, 53, 54; 处罚法 72)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.money import yuan
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import reckon
from zhifa.engine.vocabulary import Condition, Guard, Track
from zhifa.workflows import court_period, dossier, dues
from zhifa.workflows.forms.enforcement import CourtApplication, CourtResult, Demand
from zhifa.workflows.forms.remedies import RemedyOutcome
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.reasons.enforcement import (
    COURT_LATE,
    COURT_RESULT,
    DEMAND_AMOUNT,
    DEMAND_NOT_DIRECT,
    NOT_DEMANDED,
    NOTHING_UNPERFORMED,
    PERIOD_RUNNING,
    REMEDY_PENDING,
)
from zhifa.workflows.terms import LITIGATION, RECONSIDERATION
from zhifa.workflows.terms.enforcement import COURT_APPLICATION, DEMAND
from zhifa.workflows.terms.remedies import LITIGATION_AFTER_RECONSIDERATION
from zhifa.workflows.tracks import PAYING, PERFORMANCE, REMEDY


def _unperformed(ask: Ask) -> tuple[Refusal, ...]:
    owing = dues.owed(ask.case) != 0 or dossier.is_open(ask.case, PERFORMANCE)
    return () if owing and not unenforceable(ask.case) else (NOTHING_UNPERFORMED.refuse(),)


UNPERFORMED = Guard(
    name="unperformed",
    label="尚有义务没有履行",
    article="行政强制法第三十五条、第五十三条",
    check=_unperformed,
    refuses=(NOTHING_UNPERFORMED,),
    early=True,
)


def _of_deeds_alone(ask: Ask) -> bool:
    """Whether a demand claims no money: duties besides it do not wait for the time to pay (处罚法 66 and 67 speak of the fine)."""
    demand = ask.submitted if isinstance(ask.submitted, Demand) else dossier.present(ask.case).last(Demand)
    told = demand.facts if isinstance(demand, Act) else demand
    return dossier.is_open(ask.case, PERFORMANCE) and told is not None and not told.amount and not told.surcharge


def _period_over(ask: Ask) -> tuple[Refusal, ...]:
    due = dues.period_end(ask.case)
    over = due is None or ask.day > due or (ask.transition.facts is not Surcharge and _of_deeds_alone(ask))
    return () if over else (PERIOD_RUNNING.refuse(due=due),)


PERIOD_OVER = Guard(
    name="period_over",
    label="缴款期限已经届满",
    article="行政处罚法第六十六条、第六十七条第三款、第七十二条第一款",
    check=_period_over,
    refuses=(PERIOD_RUNNING,),
)


def _amounts(ask: Ask) -> tuple[Refusal, ...]:
    told, owed = ask.facts(Demand), dues.owed(ask.case)
    if _of_deeds_alone(ask):
        return ()
    pairs = (("数额", told.amount, owed), ("加处罚款", told.surcharge, dues.surcharged(ask.case)))
    return tuple(
        DEMAND_AMOUNT.refuse(what=what, stated=stated, owed=due)
        for what, stated, due in pairs
        if due is not None and stated != due
    )


DEMAND_FITS = Guard(
    name="demand_fits",
    label="催告的数额与应缴余额一致",
    article="行政强制法第三十五条第三项",
    check=_amounts,
    refuses=(DEMAND_AMOUNT,),
)


def _direct_first(ask: Ask) -> tuple[Refusal, ...]:
    """A demand is served directly; other ways only once it was refused or could not be (强制法 38)."""
    demand = dossier.present(ask.case).last(Demand)
    directly = isinstance(ask.submitted, Service) and ask.submitted.proof.method in _DIRECT
    if demand is None or not _demand_served(ask) or directly:
        return ()
    tried = any(act.facts.method == "direct" for act in dossier.failed_attempts(ask.case, demand.seq))
    return () if tried else (DEMAND_NOT_DIRECT.refuse(),)


_DIRECT = ("direct", "on_spot", "left")

DIRECT_FIRST = Guard(
    name="direct_first",
    label="催告书直接送达，拒收或者无法直接送达的除外",
    article="行政强制法第三十八条",
    check=_direct_first,
    refuses=(DEMAND_NOT_DIRECT,),
)


def _more_owed(case: CaseFile) -> Iterator[Act[Any]]:
    """What changed the sum that the party is to pay: surcharges, and remedies that changed the decision."""
    here = dossier.present(case)
    yield from here.each(Surcharge)
    yield from (act for act in here.each(RemedyOutcome) if act.facts.effect == "变更")


def _demanded(ask: Ask) -> tuple[Refusal, ...]:
    demand = dossier.present(ask.case).last(Demand)
    if demand is None:
        return (NOT_DEMANDED.refuse(detail="没有催告当事人履行义务"),)
    lowered = not _of_deeds_alone(ask) and demand.facts.surcharge != dues.surcharged(ask.case)
    if lowered or any(act.seq > demand.seq for act in _more_owed(ask.case)):
        return (NOT_DEMANDED.refuse(detail="催告之后应履行的数额已经改变，应按改变后的数额催告"),)
    waited = next((t for t in ask.case.terms if t.code == DEMAND.code and t.start_seq > demand.seq), None)
    if waited is None:
        return (NOT_DEMANDED.refuse(detail="催告书尚未送达"),)
    if ask.day <= waited.due_day:
        return (NOT_DEMANDED.refuse(detail=f"催告书送达后的十个工作日至{waited.due}届满"),)
    return ()


DEMANDED = Guard(
    name="demanded",
    label="催告书送达满十个工作日",
    article="行政强制法第五十四条、第六十九条",
    check=_demanded,
    refuses=(NOT_DEMANDED,),
    early=True,
)


def _no_remedy(ask: Ask) -> tuple[Refusal, ...]:
    if dossier.is_open(ask.case, REMEDY):
        return (REMEDY_PENDING.refuse(detail="复议或者诉讼尚未结束"),)
    codes = (RECONSIDERATION.code, LITIGATION.code, LITIGATION_AFTER_RECONSIDERATION.code)
    running = [t for t in court_period.terms_of(ask.case, *codes) if t.running and ask.day <= t.due_day]
    last = max(running, key=lambda term: term.due_day, default=None)
    return (REMEDY_PENDING.refuse(detail=f"{last.label}至{last.due}届满"),) if last else ()


NO_REMEDY_LEFT = Guard(
    name="no_remedy_left",
    label="没有未结的复议、诉讼，法定期限届满",
    article="行政强制法第五十三条",
    check=_no_remedy,
    refuses=(REMEDY_PENDING,),
    early=True,
)


def _in_time(ask: Ask) -> tuple[Refusal, ...]:
    since = court_period.runs_from(ask.case)
    if isinstance(ask.submitted, CourtApplication) and ask.submitted.late_reason:
        return ()
    due = reckon(COURT_APPLICATION, since, ask.calendar).due if since else ask.day
    return (COURT_LATE.refuse(since=since, due=due, day=ask.day),) if ask.day > due else ()


WITHIN_COURT_PERIOD = Guard(
    name="within_court_period",
    label="在申请期限之内",
    article="行政强制法第五十三条；行政处罚法第七十二条第二款",
    check=_in_time,
    refuses=(COURT_LATE,),
)


def _result(ask: Ask) -> tuple[Refusal, ...]:
    if ask.facts(CourtResult).result != "执行完毕":
        return ()
    owed = dues.owed(ask.case)
    refusals = [COURT_RESULT.refuse(detail=f"尚有{yuan(owed)}没有登记缴清")] if owed else []
    if dossier.is_open(ask.case, PERFORMANCE):
        refusals.append(COURT_RESULT.refuse(detail="缴款以外的义务没有确认履行"))
    return tuple(refusals)


COURT_RESULT_FITS = Guard(
    name="court_result_fits",
    label="执行完毕的，款项和义务均已登记",
    article="行政处罚法第七十二条",
    check=_result,
    refuses=(COURT_RESULT,),
)

GIVEN_UP = ("不准予执行", "终结执行")
"""Results after which the decision is not enforced any further."""


def unenforceable(case: CaseFile) -> bool:
    """Whether the court's last word on the decision is that it is not enforced any further."""
    last = dossier.present(case).last(CourtResult)
    return last is not None and last.facts.result in GIVEN_UP


def _given_up(track: Track) -> Condition:
    def holds(ask: Ask) -> bool:
        return ask.facts(CourtResult).result in GIVEN_UP and dossier.is_open(ask.case, track)

    return Condition(name=f"given_up_with_{track.name}", label=f"不再执行而{track.label}未了结", holds=holds)


PAYING_GIVEN_UP = _given_up(PAYING)
PERFORMANCE_GIVEN_UP = _given_up(PERFORMANCE)
COURT_DONE = Condition(
    name="court_done", label="法院的程序结束", holds=lambda ask: ask.facts(CourtResult).result != "准予执行"
)


def _demand_served(ask: Ask) -> bool:
    issued = [act for act in dossier.present(ask.case).acts if act.transition.facts in (Demand, Surcharge)]
    return bool(issued) and issued[-1].transition.facts is Demand


DEMAND_SERVED = Condition(name="demand_served", label="送达的是催告书", holds=_demand_served)
