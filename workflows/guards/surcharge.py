"""加处罚款: after the period, once for each day, by the arithmetic of the law (处罚法 72(1)(1), 73(3))."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.money import yuan
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.surcharge import Surcharge
from zhifa.workflows.reasons.surcharge import NO_FINE, SURCHARGE_AMOUNT, SURCHARGE_EARLY, SURCHARGE_TWICE
from zhifa.workflows.surcharging import running


def _fined(ask: Ask) -> tuple[Refusal, ...]:
    return () if dues.fine(ask.case) else (NO_FINE.refuse(),)


FINED = Guard(
    name="fined",
    label="决定处以罚款",
    article="行政处罚法第七十二条第一款第一项",
    check=_fined,
    refuses=(NO_FINE,),
    early=True,
)


def _overdue(ask: Ask) -> tuple[Refusal, ...]:
    begins, due = ask.facts(Surcharge).from_on, dues.period_end(ask.case)
    if due is not None and begins > due:
        return ()
    return (SURCHARGE_EARLY.refuse(from_on=begins, period=f"至{due}届满" if due else "尚未起算"),)


SURCHARGE_AFTER_PERIOD = Guard(
    name="surcharge_after_period",
    label="缴款期限届满后起算",
    article="行政处罚法第六十六条、第六十七条第三款、第七十二条第一款第一项",
    check=_overdue,
    refuses=(SURCHARGE_EARLY,),
)


def _once(ask: Ask) -> tuple[Refusal, ...]:
    begins = ask.facts(Surcharge).from_on
    counted = max((act.facts.until_on for act in dossier.present(ask.case).each(Surcharge)), default=None)
    if counted is None or begins > counted:
        return ()
    return (SURCHARGE_TWICE.refuse(from_on=begins, until_on=counted),)


SURCHARGE_ONCE = Guard(
    name="surcharge_once",
    label="同一日不重复加处",
    article="行政处罚法第七十二条第一款第一项",
    check=_once,
    refuses=(SURCHARGE_TWICE,),
)


def _reckoned(ask: Ask) -> tuple[Refusal, ...]:
    """Days that are refused anyway, before the period has ended or ahead, are not counted: there may be millions."""
    facts, due = ask.facts(Surcharge), dues.period_end(ask.case)
    if due is None or facts.from_on <= due or facts.until_on > ask.day:
        return ()
    return tuple(_differences(ask, facts))


def _differences(ask: Ask, facts: Surcharge) -> Iterator[Refusal]:
    days = (facts.until_on - facts.from_on).days + 1
    counted = sum(1 for _ in running(facts.from_on, facts.until_on, dues.pending(ask.case, facts.until_on)))
    for what, told, stated, reckoned in (
        ("罚款数额", yuan, facts.principal, dues.fine(ask.case)),
        ("不予计算的天数", str, facts.excluded_days, days - counted),
        ("加处罚款数额", yuan, facts.amount, dues.surcharge_due(ask.case, facts.from_on, facts.until_on)),
    ):
        if stated != reckoned:
            yield SURCHARGE_AMOUNT.refuse(what=what, stated=told(stated), reckoned=told(reckoned))


SURCHARGE_RECKONED = Guard(
    name="surcharge_reckoned",
    label="加处罚款计算正确",
    article="行政处罚法第七十二条第一款第一项、第七十三条第三款",
    check=_reckoned,
    refuses=(SURCHARGE_AMOUNT,),
    at_entry=True,
)
