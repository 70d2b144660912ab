"""Paying the fine later or in parts: the schedule comes to what is left of it, and the parts are paid in order (处罚法 66(2)).

The law speaks of the fine alone: confiscated gains and surcharges are not postponed.
"""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.money import yuan
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.postponement import Instalment, PostponementDecided, instalments
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.reasons.postponement import INSTALMENT_ORDER, NOTHING_TO_POSTPONE, SCHEDULE_SUM


def _owing(ask: Ask) -> tuple[Refusal, ...]:
    return (NOTHING_TO_POSTPONE.refuse(),) if dues.fine_owed(ask.case) == 0 else ()


SOMETHING_OWED = Guard(
    name="something_owed",
    label="有尚未缴清的罚款",
    article="行政处罚法第六十六条第二款",
    check=_owing,
    refuses=(NOTHING_TO_POSTPONE,),
    early=True,
)


def _sums(ask: Ask) -> tuple[Refusal, ...]:
    schedule, owed = ask.facts(PostponementDecided).schedule, dues.fine_owed(ask.case)
    total = sum(part.amount for part in schedule)
    if not schedule or owed is None or total == owed:
        return ()
    return (SCHEDULE_SUM.refuse(total=total, owed=owed),)


SCHEDULE_COVERS = Guard(
    name="schedule_covers",
    label="各期合计等于尚未缴纳的罚款",
    article="行政处罚法第六十六条第二款",
    check=_sums,
    refuses=(SCHEDULE_SUM,),
)


def _in_order(ask: Ask) -> tuple[Refusal, ...]:
    """A payment entered as an instalment is the earliest that is unpaid, in full; any other payment names none."""
    paid, unpaid = ask.facts(Payment), _unpaid(ask.case)
    entered = paid.instalment
    if entered is None:
        return ()
    first = next(iter(unpaid), None)
    if first != entered:
        detail = f"应先缴{first}" if first else "没有批准的分期，或者各期已经了结"
    elif paid.amount < unpaid[entered].amount:
        detail = f"该期应缴{yuan(unpaid[entered].amount)}，所缴为{yuan(paid.amount)}"
    else:
        return ()
    return (INSTALMENT_ORDER.refuse(instalment=entered, detail=detail),)


def _unpaid(case: CaseFile) -> dict[str, Instalment]:
    """What is left of the schedule last granted, in order, by name."""
    here = dossier.present(case)
    granted = [act for act in here.each(PostponementDecided) if act.facts.schedule]
    if not granted:
        return {}
    since = (act.facts for act in here.acts if act.seq > granted[-1].seq)
    paid = {made.instalment for made in since if isinstance(made, Payment)}
    facts = granted[-1].facts
    return {key: part for key, part in zip(instalments(facts), facts.schedule, strict=True) if key not in paid}


INSTALMENTS_IN_ORDER = Guard(
    name="instalments_in_order",
    label="分期款项依次、足额缴纳",
    article="行政处罚法第六十六条第二款",
    check=_in_order,
    refuses=(INSTALMENT_ORDER,),
)
GRANTED = Condition(
    name="postponement_granted",
    label="批准延期或者分期",
    holds=lambda ask: bool(ask.facts(PostponementDecided).schedule),
)
