"""The demand and the application to the court: after the periods, of what is owed, in time (强制法 35, 53, 54; 处罚法 72)."""

from __future__ import annotations

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.money import yuan
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import reckon
from zhifa.engine.vocabulary import Condition, Guard, Track
from zhifa.workflows import court_period, dossier, dues
from zhifa.workflows.forms.enforcement import CourtApplication, CourtResult, Demand
from zhifa.workflows.forms.remedies import RemedyOutcome
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.guards.service import issued_at
from zhifa.workflows.reasons.enforcement import (
    COURT_LATE,
    COURT_RESULT,
    DEMAND_AMOUNT,
    DEMAND_NOT_DIRECT,
    NOT_APPLIED,
    NOT_DEMANDED,
    NOT_ENFORCED,
    NOTHING_TO_SERVE,
    NOTHING_UNPERFORMED,
    PERIOD_RUNNING,
    REMEDY_PENDING,
)
from zhifa.workflows.terms import LITIGATION, RECONSIDERATION
from zhifa.workflows.terms.enforcement import COURT_APPLICATION, DEMAND
from zhifa.workflows.terms.remedies import LITIGATION_AFTER_RECONSIDERATION
from zhifa.workflows.tracks import COURT, FURTHER_SERVICE, PAYING, PERFORMANCE, REMEDY


def _unperformed(ask: Ask) -> tuple[Refusal, ...]:
    if dues.unenforceable(ask.case):
        return (NOT_ENFORCED.refuse(),)
    owing = dues.owed(ask.case) != 0 or dossier.is_open(ask.case, PERFORMANCE)
    return () if owing else (NOTHING_UNPERFORMED.refuse(),)


UNPERFORMED = Guard(
    name="unperformed",
    label="尚有义务没有履行",
    article="行政强制法第三十五条、第五十三条",
    check=_unperformed,
    refuses=(NOTHING_UNPERFORMED, NOT_ENFORCED),
    early=True,
)


def _enforced(ask: Ask) -> tuple[Refusal, ...]:
    return (NOT_ENFORCED.refuse(),) if dues.unenforceable(ask.case) else ()


STILL_ENFORCED = Guard(
    name="still_enforced",
    label="人民法院没有终局地不予执行",
    article="行政强制法第五十八条；行政处罚法第七十二条",
    check=_enforced,
    refuses=(NOT_ENFORCED,),
    early=True,
)


def _of_deeds_alone(ask: Ask) -> bool:
    """Whether a demand claims no money: duties besides it do not wait for the time to pay (处罚法 66 and 67 speak of the fine).

    An application that follows such a demand is for those duties alone.
    """
    file = ask.after if isinstance(ask.submitted, Demand) else ask.case
    told = dossier.present(file).last(Demand)
    return dossier.is_open(ask.case, PERFORMANCE) and told is not None and not dues.money_demanded(file)


def _period_over(ask: Ask) -> tuple[Refusal, ...]:
    """Where no time to pay ever began, no money is owed."""
    due = dues.period_end(ask.case)
    over = due is None or ask.day > due or _of_deeds_alone(ask)
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
    at_entry=True,
)


def _direct_first(ask: Ask) -> tuple[Refusal, ...]:
    """A demand is served directly; other ways only once it was refused or could not be (强制法 38). An announcement had to prove that
    before it was made: the party cannot be found, or was tried in vain."""
    demand = dossier.present(ask.case).last(Demand)
    if demand is None or not _demand_served(ask) or ask.facts(Service).proof.method in _DIRECT_OR_ANNOUNCED:
        return ()
    tried = any(act.facts.method == "direct" for act in dossier.failed_attempts(ask.case, demand.seq))
    return () if tried else (DEMAND_NOT_DIRECT.refuse(),)


_DIRECT_OR_ANNOUNCED = ("direct", "on_spot", "left", "announcement")

DIRECT_FIRST = Guard(
    name="direct_first",
    label="催告书直接送达，拒收或者无法直接送达的除外",
    article="行政强制法第三十八条",
    check=_direct_first,
    refuses=(DEMAND_NOT_DIRECT,),
)


def _further_unserved(ask: Ask) -> tuple[Refusal, ...]:
    return () if dossier.is_open(ask.case, FURTHER_SERVICE) else (NOTHING_TO_SERVE.refuse(),)


FURTHER_UNSERVED = Guard(
    name="further_unserved",
    label="有尚待送达的后续文书",
    article="行政强制法第三十八条；行政处罚法第六十一条",
    check=_further_unserved,
    refuses=(NOTHING_TO_SERVE,),
    early=True,
)


def _otherwise_owed(ask: Ask, demand: Act[Demand]) -> bool:
    """Whether other duties are to be performed than were demanded: the decision was changed, and of money, more was added to it or taken off.

    Of deeds the sum is nothing. What was paid since needs no other demand.
    """
    here = dossier.present(ask.case)
    changed = (act.seq for act in here.each(RemedyOutcome) if act.facts.effect == "变更")
    if any(seq > demand.seq for seq in changed):
        return True
    if _of_deeds_alone(ask):
        return False
    added = any(act.seq > demand.seq for act in here.each(Surcharge))
    told, then = demand.facts, ask.case.before(demand.seq)
    return added or told.surcharge != dues.surcharged(ask.case) or dues.owed(then) not in (None, told.amount)


def _demanded(ask: Ask) -> tuple[Refusal, ...]:
    demand = dossier.present(ask.case).last(Demand)
    if demand is None:
        return (NOT_DEMANDED.refuse(detail="没有催告当事人履行义务"),)
    if _otherwise_owed(ask, demand):
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
    if last:
        return (REMEDY_PENDING.refuse(detail=f"{last.label}至{last.due}届满"),)
    until = court_period.seekable_until(ask.case)  # one taken back ends its term, not the time for another
    return (
        (REMEDY_PENDING.refuse(detail=f"申请复议、起诉的法定期限至{until}届满"),) if until and ask.day <= until else ()
    )


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


def _applied(ask: Ask) -> tuple[Refusal, ...]:
    return () if dossier.is_open(ask.case, COURT) else (NOT_APPLIED.refuse(),)


COURT_APPLIED = Guard(
    name="court_applied",
    label="已经申请人民法院强制执行",
    article="行政强制法第五十三条",
    check=_applied,
    refuses=(NOT_APPLIED,),
    early=True,
)


def _result(ask: Ask) -> tuple[Refusal, ...]:
    if ask.facts(CourtResult).result != "执行完毕":
        return ()
    owed = dues.owed(ask.case) if dues.money_applied_for(ask.case) else 0
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


def _given_up(ask: Ask, track: Track) -> bool:
    return ask.facts(CourtResult).result in dues.GIVEN_UP and dossier.is_open(ask.case, track)


PAYING_GIVEN_UP = Condition(
    name="given_up_with_payment",
    label="不再执行而缴款未了结",
    holds=lambda ask: _given_up(ask, PAYING) and dues.money_applied_for(ask.case),
)
PERFORMANCE_GIVEN_UP = Condition(
    name="given_up_with_performance",
    label="不再执行而履行未了结",
    holds=lambda ask: _given_up(ask, PERFORMANCE),
)
ALL_APPLIED_FOR = Condition(
    name="all_applied_for",
    label="申请执行全部未履行的义务",
    holds=lambda ask: dues.money_demanded(ask.case) or dues.owed(ask.case) == 0,
)
COURT_DONE = Condition(
    name="court_done", label="法院的程序结束", holds=lambda ask: ask.facts(CourtResult).result != "准予执行"
)


def _demand_served(ask: Ask) -> bool:
    issued = issued_at(ask.case)
    return any(act.seq == issued for act in ask.case.each(Demand))


DEMAND_SERVED = Condition(name="demand_served", label="送达的是催告书", holds=_demand_served)
