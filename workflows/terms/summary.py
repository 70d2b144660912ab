"""The terms of the summary procedure (处罚法 52, 71)."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Mark, Term, Unit

RECORD_FILING = Term(
    code="record_filing",
    label="报所属机关备案的期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第五十二条第三款（法律未定期限，由机关规定）",
    duty=Duty.AGENCY,
    start="当场作出决定之日",
    effect="应当报所属行政机关备案",
    mark=Mark.MEMORY,
)
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
