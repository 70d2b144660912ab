"""Terms of the demand and of the application to the court."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Term, Unit

DEMAND = Term(
    code="demand",
    label="催告后等待履行的期间",
    length=10,
    unit=Unit.WORKING_DAY,
    article="行政强制法第五十四条、第六十九条",
    duty=Duty.PARTY,
    start="催告书送达之日",
    effect="届满仍未履行的，可以申请人民法院强制执行",
    rule_version="2012-01-01",
)
COURT_APPLICATION = Term(
    code="court_application",
    label="申请人民法院强制执行的期限",
    length=3,
    unit=Unit.MONTH,
    article="行政强制法第五十三条；行政处罚法第七十二条第二款",
    duty=Duty.AGENCY,
    start="法定起诉期限届满之日；批准延期、分期缴纳的，该期限结束之日",
    effect="逾期申请的，人民法院不予受理，有正当理由的除外",
    rolls=True,
    rule_version="2012-01-01",
)
