"""The terms of money that the officers collect themselves (处罚法 71)."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Term, Unit

HAND_IN = Term(
    code="hand_in",
    label="当场收缴的罚款交至行政机关的期限",
    length=2,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第七十一条、第八十五条",
    duty=Duty.AGENCY,
    start="收缴罚款之日；水上收缴的，抵岸之日",
    effect="执法人员应当在期限内交至行政机关",
)
DEPOSIT = Term(
    code="deposit",
    label="罚款缴付指定银行的期限",
    length=2,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第七十一条、第八十五条",
    duty=Duty.AGENCY,
    start="执法人员交至行政机关之日",
    effect="行政机关应当在期限内缴付指定的银行",
)
