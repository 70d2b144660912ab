"""The periods of 行政许可法, all in working days (第八十二条), and what stops them (第四十五条)."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Extension, Term, Unit
from zhifa.engine.vocabulary import Track

ACCEPTANCE = Term(
    code="permit_acceptance",
    label="告知补正的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政许可法第三十二条第一款第四项、第八十二条",
    duty=Duty.AGENCY,
    start="收到申请材料之日",
    effect="逾期不告知的，自收到申请材料之日起即为受理",
    rule_version="2019-04-23",
)
DECISION = Term(
    code="permit_decision",
    label="作出许可决定的期限",
    length=20,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十二条第一款、第八十二条",
    duty=Duty.AGENCY,
    start="受理之日",
    effect="应当在期限内作出决定",
    extension=Extension(length=10, approver="本机关负责人", article="行政许可法第四十二条第一款"),
    rule_version="2019-04-23",
)
DELIVERY = Term(
    code="permit_delivery",
    label="颁发、送达许可证件的期限",
    length=10,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十四条、第八十二条",
    duty=Duty.AGENCY,
    start="作出准予许可决定之日",
    effect="应当在期限内颁发、送达",
    rule_version="2019-04-23",
)
EXPERTS = Track(name="permit_experts", label="专家评审", stops=(DECISION,))
"""The time it takes does not count (第四十五条)."""
