"""The terms of the penalty procedures, each with the article that sets it. What is not verified law says so in its mark.

Terms of other subjects stand in modules of their own; :mod:`zhifa.workflows.terms.catalogue` lists all, and :mod:`zhifa.workflows.packs` says
what the rules (规章) of a field make of them.
"""

from __future__ import annotations

from dataclasses import replace

from zhifa.engine.terms import Consequence, Direction, Duty, Mark, Term, Unit
from zhifa.engine.vocabulary import End

LIMITATION = Term(
    code="limitation",
    label="追诉时效",
    length=2,
    unit=Unit.YEAR,
    article="行政处罚法第三十六条第一款",
    duty=Duty.AGENCY,
    start="违法行为发生或者终了之日",
    effect="届满未被发现的，不再给予行政处罚",
    consequence=Consequence.RIGHT_LAPSES,
)
LONG_LIMITATION = Term(
    code="long_limitation",
    label="追诉时效（五年）",
    length=5,
    unit=Unit.YEAR,
    article="行政处罚法第三十六条第一款",
    duty=Duty.AGENCY,
    start="违法行为发生或者终了之日",
    effect="届满未被发现的，不再给予行政处罚",
    consequence=Consequence.RIGHT_LAPSES,
)
DECISION = Term(
    code="decision",
    label="作出处罚决定的期限",
    length=90,
    unit=Unit.CALENDAR_DAY,
    article="行政处罚法第六十条",
    duty=Duty.AGENCY,
    start="立案之日",
    effect="届满未作出决定的，属于超期办案",
    rolls=True,
)
PRESERVATION = Term(
    code="preservation",
    label="先行登记保存证据的处理期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第五十六条、第八十五条",
    duty=Duty.AGENCY,
    start="先行登记保存之日",
    effect="应当在期限内作出处理决定",
)
CORRECTION = Term(
    code="correction",
    label="责令改正的期限",
    length=0,
    unit=Unit.FIXED_DATE,
    article="行政处罚法第二十八条第一款",
    duty=Duty.PARTY,
    start="责令改正通知书所定日期",
    effect="届满后应当复查",
    consequence=Consequence.REMINDER,
)
STATEMENT = Term(
    code="statement",
    label="陈述、申辩的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第四十四条、第四十五条（法律未定期限，由机关规定）",
    duty=Duty.PARTY,
    start="告知书送达之日",
    effect="届满未提出的，视为未在期限内陈述、申辩，不等于明确放弃",
    consequence=Consequence.REMINDER,
    mark=Mark.MEMORY,
)
HEARING_REQUEST = Term(
    code="hearing_request",
    label="要求听证的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第六十四条第一项、第八十五条",
    duty=Duty.PARTY,
    start="告知书送达之日",
    effect="届满前不得作出决定，当事人明确放弃的除外",
    consequence=Consequence.RIGHT_LAPSES,
)
HEARING_NOTICE = Term(
    code="hearing_notice",
    label="听证通知的提前期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第六十四条第二项、第八十五条",
    duty=Duty.AGENCY,
    start="举行听证之日",
    effect="未提前通知的，不得举行",
    direction=Direction.BACKWARD,
)
LEGAL_REVIEW = Term(
    code="legal_review",
    label="法制审核的期限",
    length=10,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第五十八条（审核期限由机关规定）",
    duty=Duty.AGENCY,
    start="送法制审核之日",
    effect="届满未提出意见的，应当催办",
    mark=Mark.SECONDARY,
)
SERVICE = Term(
    code="service",
    label="送达决定书的期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第六十一条、第八十五条",
    duty=Duty.AGENCY,
    start="作出决定之日",
    effect="应当在期限内开始送达并留存凭证",
)
PUBLICATION = Term(
    code="publication",
    label="公示决定的期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="国办发〔2018〕118号",
    duty=Duty.AGENCY,
    start="作出决定之日",
    effect="送达之前不得公示，期间注明待送达",
    mark=Mark.SECONDARY,
    rule_version="2018",
)
PUBLICATION_AFTER_SERVICE = replace(
    PUBLICATION,
    label="公示决定的期限（自送达另计）",
    article="国办发〔2018〕118号（自作出决定之日起的期限届满时尚未送达的，自送达之日另计，法律未定）",
    start="决定书送达之日",
    effect="应当公示决定信息；不予公示的，应当写明理由",
    mark=Mark.CONVENTION,
)
"""The same term of the case as :data:`PUBLICATION`, where service alone outlasted it: nothing could be shown before."""
ANNOUNCEMENT = Term(
    code="announcement",
    label="公告送达的期间",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="民事诉讼法第九十五条、行政处罚法第六十一条",
    duty=Duty.AGENCY,
    start="发出公告之日",
    effect="经过三十日，即视为送达",
    consequence=Consequence.DEEMED,
    then=("payment", "reconsideration", "litigation"),
    rule_version="2022-01-01",
)
PAYMENT = Term(
    code="payment",
    label="缴纳罚款的期限",
    length=15,
    unit=Unit.CALENDAR_DAY,
    article="行政处罚法第六十七条第三款",
    duty=Duty.PARTY,
    start="收到行政处罚决定书之日",
    effect="届满不缴纳的，每日按罚款数额的百分之三加处罚款，不超过罚款数额",
    then=("surcharge_enforcement",),
    rolls=True,
)
STATED_PAYMENT = Term(
    code="payment",
    label="决定书所定的缴款期限",
    length=0,
    unit=Unit.FIXED_DATE,
    article="行政处罚法第五十九条第一款第四项（第六十七条第三款的十五日只对罚款）",
    duty=Duty.PARTY,
    start="行政处罚决定书所定日期",
    effect="届满不缴纳的，可以催告并申请人民法院强制执行；没有罚款的，不加处罚款",
)
"""The same term of the case as :data:`PAYMENT`, where only confiscated gains are to be paid: whatever ends the one ends the other."""
RECONSIDERATION = Term(
    code="reconsideration",
    label="申请行政复议的期限",
    length=60,
    unit=Unit.CALENDAR_DAY,
    article="行政复议法第二十条第一款",
    duty=Duty.PARTY,
    start="知道该行政行为之日",
    effect="届满丧失申请行政复议的权利，有正当理由的除外",
    consequence=Consequence.RIGHT_LAPSES,
    rolls=True,
    rule_version="2024-01-01",
)
LITIGATION = Term(
    code="litigation",
    label="提起行政诉讼的期限",
    length=6,
    unit=Unit.MONTH,
    article="行政诉讼法第四十六条第一款",
    duty=Duty.PARTY,
    start="知道或者应当知道作出行政行为之日",
    effect="届满丧失起诉的权利，法律另有规定的除外",
    consequence=Consequence.RIGHT_LAPSES,
    then=("court_application",),
    rolls=True,
    rule_version="2017修正",
)

UNTIL_DECISION = (End(term=DECISION), End(term=STATEMENT, lapses=True), End(term=HEARING_REQUEST, lapses=True))
"""What is over once the case is decided or ends without a decision; what the party did not use lapses."""
