"""Terms of the referral of a suspected crime (国务院令第310号) and of what comes after it.

The regulation says “3日” without saying of which days: they are counted as calendar days, the shorter way, and marked as our convention.
"""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Duty, Mark, Term, Unit

_REVISED = "2020修正"

CRIME_DECISION = Term(
    code="crime_decision",
    label="决定是否移送涉嫌犯罪案件的期限",
    length=3,
    unit=Unit.CALENDAR_DAY,
    article="行政执法机关移送涉嫌犯罪案件的规定第五条（“3日”未写明为工作日，按自然日计）",
    duty=Duty.AGENCY,
    start="接到移送报告之日",
    effect="届满前应当作出批准移送或者不批准移送的决定",
    then=("crime_delivery",),
    mark=Mark.CONVENTION,
    rule_version=_REVISED,
)
CRIME_DELIVERY = Term(
    code="crime_delivery",
    label="向公安机关移送的期限",
    length=24,
    unit=Unit.HOUR,
    article="行政执法机关移送涉嫌犯罪案件的规定第五条",
    duty=Duty.AGENCY,
    start="批准移送之时",
    effect="应当在期限内向同级公安机关移送",
    then=("police_review", "police_forwarding"),
    rule_version=_REVISED,
)
POLICE_REVIEW = Term(
    code="police_review",
    label="公安机关审查是否立案的期限",
    length=3,
    unit=Unit.CALENDAR_DAY,
    article="行政执法机关移送涉嫌犯罪案件的规定第八条（“3日”未写明为工作日，按自然日计）",
    duty=Duty.POLICE,
    start="公安机关接受移送案件之日",
    effect="公安机关应当决定是否立案，并书面通知移送机关",
    mark=Mark.CONVENTION,
    then=("police_reconsideration", "goods_delivery"),
    rule_version=_REVISED,
)
POLICE_FORWARDING = Term(
    code="police_forwarding",
    label="公安机关转送有管辖权机关的期限",
    length=24,
    unit=Unit.HOUR,
    article="行政执法机关移送涉嫌犯罪案件的规定第七条",
    duty=Duty.POLICE,
    start="公安机关接受移送案件之时",
    effect="不属于本机关管辖的，公安机关应当转送有管辖权的机关，并书面告知移送机关",
    rule_version=_REVISED,
)
POLICE_RECONSIDERATION = Term(
    code="police_reconsideration",
    label="提请公安机关复议的期限",
    length=3,
    unit=Unit.CALENDAR_DAY,
    article="行政执法机关移送涉嫌犯罪案件的规定第九条（“3日”未写明为工作日，按自然日计）",
    duty=Duty.AGENCY,
    start="接到不予立案通知书之日",
    effect="届满前可以提请复议，也可以建议人民检察院进行立案监督",
    consequence=Consequence.RIGHT_LAPSES,
    mark=Mark.CONVENTION,
    then=("police_reconsideration_decision",),
    rule_version=_REVISED,
)
POLICE_RECONSIDERATION_DECISION = Term(
    code="police_reconsideration_decision",
    label="公安机关作出复议决定的期限",
    length=3,
    unit=Unit.CALENDAR_DAY,
    article="行政执法机关移送涉嫌犯罪案件的规定第九条（“3日”未写明为工作日，按自然日计）",
    duty=Duty.POLICE,
    start="公安机关收到提请复议的文件之日",
    effect="公安机关应当作出立案或者不予立案的决定，并书面通知移送机关",
    mark=Mark.CONVENTION,
    rule_version=_REVISED,
)
GOODS_DELIVERY = Term(
    code="goods_delivery",
    label="移交涉案物品的期限",
    length=3,
    unit=Unit.CALENDAR_DAY,
    article="行政执法机关移送涉嫌犯罪案件的规定第十二条（“3日”未写明为工作日，按自然日计）",
    duty=Duty.AGENCY,
    start="接到立案通知书之日",
    effect="应当在期限内移交涉案物品和与案件有关的其他材料，办结交接手续",
    mark=Mark.CONVENTION,
    rule_version=_REVISED,
)
DECISION_AFTER_RETURN = Term(
    code="decision",
    label="作出处罚决定的期限（司法机关退回后）",
    length=90,
    unit=Unit.CALENDAR_DAY,
    article="本机关办案制度（行政处罚法第二十七条、第六十条未规定退回后的期限）",
    duty=Duty.AGENCY,
    start="收到司法机关退回文书之日",
    effect="届满未作出决定的，属于超期办案",
    mark=Mark.CONVENTION,
    rolls=True,
)
"""The same term of the case as :data:`zhifa.workflows.terms.DECISION`, begun anew: whatever ends the one ends the other."""
