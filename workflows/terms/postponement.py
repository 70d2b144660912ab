"""Terms of paying later or in parts."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Term, Unit

INSTALMENT = Term(
    code="instalment",
    label="延期、分期缴纳的期限",
    length=0,
    unit=Unit.FIXED_DATE,
    article="行政处罚法第六十六条第二款",
    duty=Duty.PARTY,
    start="批准延期、分期缴纳时所定日期",
    effect="全部期限届满不缴纳的，每日按罚款数额的百分之三加处罚款，不超过罚款数额",
    then=("court_application",),
)
