"""Handing a case over to another agency (处罚法 22, 25)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.transfer import CaseTransfer
from zhifa.workflows.reasons.transfer import RECEIVER_IS_SENDER


def _another(ask: Ask) -> tuple[Refusal, ...]:
    receiver, agency = ask.facts(CaseTransfer).receiver, ask.register.agency
    return (RECEIVER_IS_SENDER.refuse(receiver=receiver),) if receiver == agency.name else ()


RECEIVER_IS_ANOTHER = Guard(
    name="receiver_is_another",
    label="接收机关不是本机关",
    article="行政处罚法第二十二条、第二十五条",
    check=_another,
    refuses=(RECEIVER_IS_SENDER,),
)
