"""Terms of enforcement: by the agency itself (强制法 第四章), and of its application to the court (第五章)."""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Direction, Duty, Term, Unit

DEMAND = Term(
    code="demand",
    label="催告后等待履行的期间",
    length=10,
    unit=Unit.WORKING_DAY,
    article="行政强制法第五十四条、第六十九条",
    duty=Duty.PARTY,
    start="催告书送达之日",
    effect="届满仍未履行的，可以申请人民法院强制执行",
    consequence=Consequence.REMINDER,
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
    consequence=Consequence.RIGHT_LAPSES,
    then=("court_acceptance",),
    rolls=True,
    rule_version="2012-01-01",
)
SURCHARGE_ENFORCEMENT = Term(
    code="surcharge_enforcement",
    label="加处罚款、滞纳金满三十日可以强制执行",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第四十五条、第四十六条第一款",
    duty=Duty.PARTY,
    start="实施加处罚款或者滞纳金之日",
    effect="超过三十日，经催告仍不履行的，有权的行政机关可以强制执行，没有的应当申请人民法院强制执行",
    consequence=Consequence.REMINDER,
    rule_version="2012-01-01",
)
SUBSTITUTE_DEMAND = Term(
    code="substitute_demand",
    label="代履行前再次催告的期限",
    length=3,
    unit=Unit.WORKING_DAY,
    article="行政强制法第五十一条第一款、第六十九条",
    duty=Duty.AGENCY,
    start="实施代履行之日",
    effect="未提前催告的，不得实施代履行，依法立即代履行的除外",
    direction=Direction.BACKWARD,
    rule_version="2012-01-01",
)
ENFORCEMENT_SUSPENDED = Term(
    code="enforcement_suspended",
    label="中止执行的最长期间",
    length=3,
    unit=Unit.YEAR,
    article="行政强制法第三十九条第二款",
    duty=Duty.AGENCY,
    start="中止执行之日",
    effect="没有明显社会危害，当事人确无能力履行，中止执行满三年未恢复执行的，不再执行",
    consequence=Consequence.RIGHT_LAPSES,
    rule_version="2012-01-01",
)
