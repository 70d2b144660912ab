"""Power, jurisdiction, identity of the party, limitation (处罚法 17-22, 36)."""

from __future__ import annotations

from datetime import date

from stdnum.cn import uscc

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.terms import reckon
from zhifa.engine.vocabulary import Guard
from zhifa.identity_numbers import told_by_resident_id
from zhifa.workflows import dossier
from zhifa.workflows.forms.start import Filing
from zhifa.workflows.forms.summary import Catch
from zhifa.workflows.guards.people import reported
from zhifa.workflows.reasons.start import IDENTITY_CHECK_DIGIT, NO_POWER, OUTSIDE_REGION, TIME_BARRED, VIOLATION_NOT_YET
from zhifa.workflows.terms import LIMITATION, LONG_LIMITATION


def _power(ask: Ask) -> tuple[Refusal, ...]:
    matter = reported(ask).matter
    if ask.register.power(matter, ask.day) is None:
        return (NO_POWER.refuse(day=ask.day, matter=matter),)
    return ()


POWER = Guard(
    name="power",
    label="有法定职权或者有效委托",
    article="行政处罚法第十七条至第二十一条",
    check=_power,
    refuses=(NO_POWER,),
)


def _jurisdiction(ask: Ask) -> tuple[Refusal, ...]:
    """In our region, or designated to us by the common superior (处罚法 25(2))."""
    area, region = reported(ask).area, ask.register.agency.region
    if not area.startswith(region) and not dossier.designated(ask.case):
        return (OUTSIDE_REGION.refuse(area=area, region=region),)
    return ()


JURISDICTION = Guard(
    name="jurisdiction",
    label="属于本机关管辖",
    article="行政处罚法第二十二条、第二十五条",
    check=_jurisdiction,
    refuses=(OUTSIDE_REGION,),
)


def _identity(ask: Ask) -> tuple[Refusal, ...]:
    """Check digits, only where the kind of number has one; passports, none and masked numbers pass."""
    party = reported(ask).party
    number = party.identity_number or ""
    if party.identity_kind == "uscc" and not uscc.is_valid(number):
        kind = "统一社会信用代码"
    elif party.identity_kind == "resident_id" and told_by_resident_id(number) is None:
        kind = "公民身份号码"
    else:
        return ()
    return (IDENTITY_CHECK_DIGIT.refuse(kind=kind, number=number or "（未填）"),)


IDENTITY = Guard(
    name="identity",
    label="当事人证件号码校验位正确",
    article="GB 32100-2015、GB 11643-1999",
    check=_identity,
    refuses=(IDENTITY_CHECK_DIGIT,),
)


def _limitation(ask: Ask) -> tuple[Refusal, ...]:
    facts = ask.facts(Catch) if ask.transition.facts is Catch else ask.facts(Filing)
    ended, discovered = facts.violation_ended_on, reported(ask).discovered_on
    if not isinstance(ended, date):
        return ()
    if ended > ask.day:
        return (VIOLATION_NOT_YET.refuse(ended=ended, day=ask.day),)
    due = reckon(LONG_LIMITATION if facts.long_limitation else LIMITATION, ended, ask.calendar).due
    if discovered > due:
        return (TIME_BARRED.refuse(ended=ended, due=due, discovered=discovered),)
    return ()


WITHIN_LIMITATION = Guard(
    name="within_limitation",
    label="未超过追诉时效",
    article="行政处罚法第三十六条",
    check=_limitation,
    refuses=(TIME_BARRED, VIOLATION_NOT_YET),
)
