"""Terms of the court on an application for enforcement (强制法 56-58), and of the agency's remedies against its rulings.

Five and seven days are working days, fifteen and thirty calendar days (强制法 69).
"""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Duty, Term, Unit

_IN_FORCE = "2012-01-01"

COURT_ACCEPTANCE = Term(
    code="court_acceptance",
    label="人民法院受理强制执行申请的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政强制法第五十六条第一款、第六十九条",
    duty=Duty.COURT,
    start="人民法院接到强制执行申请之日",
    effect="人民法院应当受理或者裁定不予受理",
    then=("court_ruling", "court_special_ruling", "court_refusal_review"),
    rule_version=_IN_FORCE,
)
COURT_REFUSAL_REVIEW = Term(
    code="court_refusal_review",
    label="对不予受理裁定申请复议的期限",
    length=15,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第五十六条第二款",
    duty=Duty.AGENCY,
    start="收到不予受理裁定之日",
    effect="届满前可以向上一级人民法院申请复议",
    consequence=Consequence.RIGHT_LAPSES,
    then=("court_refusal_ruling",),
    rolls=True,
    rule_version=_IN_FORCE,
)
COURT_REFUSAL_RULING = Term(
    code="court_refusal_ruling",
    label="上一级人民法院对不予受理复议作出裁定的期限",
    length=15,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第五十六条第二款",
    duty=Duty.COURT,
    start="上一级人民法院收到复议申请之日",
    effect="上一级人民法院应当作出是否受理的裁定",
    rolls=True,
    rule_version=_IN_FORCE,
)
COURT_RULING = Term(
    code="court_ruling",
    label="人民法院作出执行裁定的期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政强制法第五十七条、第六十九条",
    duty=Duty.COURT,
    start="人民法院受理之日",
    effect="经书面审查符合规定的，人民法院应当作出执行裁定",
    rule_version=_IN_FORCE,
)
COURT_SPECIAL_RULING = Term(
    code="court_special_ruling",
    label="人民法院听取意见后作出裁定的期限",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第五十八条第二款",
    duty=Duty.COURT,
    start="人民法院受理之日",
    effect="有第五十八条第一款情形的，人民法院应当作出是否执行的裁定",
    then=("court_rejection_service",),
    rolls=True,
    rule_version=_IN_FORCE,
)
COURT_REJECTION_SERVICE = Term(
    code="court_rejection_service",
    label="人民法院送达不予执行裁定的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政强制法第五十八条第二款、第六十九条",
    duty=Duty.COURT,
    start="裁定不予执行之日",
    effect="人民法院应当说明理由，并将不予执行的裁定送达行政机关",
    then=("court_rejection_review",),
    rule_version=_IN_FORCE,
)
COURT_REJECTION_REVIEW = Term(
    code="court_rejection_review",
    label="对不予执行裁定申请复议的期限",
    length=15,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第五十八条第三款",
    duty=Duty.AGENCY,
    start="收到不予执行裁定之日",
    effect="届满前可以向上一级人民法院申请复议",
    consequence=Consequence.RIGHT_LAPSES,
    then=("court_rejection_ruling",),
    rolls=True,
    rule_version=_IN_FORCE,
)
COURT_REJECTION_RULING = Term(
    code="court_rejection_ruling",
    label="上一级人民法院对不予执行复议作出裁定的期限",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第五十八条第三款",
    duty=Duty.COURT,
    start="上一级人民法院收到复议申请之日",
    effect="上一级人民法院应当作出是否执行的裁定",
    rolls=True,
    rule_version=_IN_FORCE,
)
