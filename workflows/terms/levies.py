"""Terms of expropriation, taxes and fees (房屋征收与补偿条例, 税收征收管理法, 取水许可和水资源费征收管理条例)."""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Duty, Term, Unit

_EXPROPRIATION = "国有土地上房屋征收与补偿条例"
_WATER = "取水许可和水资源费征收管理条例"
_EXPROPRIATION_SINCE = "2011-01-21"
_WATER_SINCE = "2006-04-15"

EXPROPRIATION_COMMENTS = Term(
    code="expropriation_comments",
    label="征收补偿方案征求公众意见的期间",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article=f"{_EXPROPRIATION}第十条第二款",
    duty=Duty.AGENCY,
    start="公布征收补偿方案之日",
    effect="征求意见不得少于三十日，届满前不得作出房屋征收决定",
    consequence=Consequence.REMINDER,
    rule_version=_EXPROPRIATION_SINCE,
)
EXPROPRIATION_STANDSTILL = Term(
    code="expropriation_standstill",
    label="暂停办理房屋相关手续的最长期限",
    length=1,
    unit=Unit.YEAR,
    article=f"{_EXPROPRIATION}第十六条第二款",
    duty=Duty.AGENCY,
    start="书面通知暂停办理之日",
    effect="暂停期限最长不得超过一年，届满应当恢复办理",
    rule_version=_EXPROPRIATION_SINCE,
)
TAX_DEFERRAL = Term(
    code="tax_deferral",
    label="延期缴纳税款的最长期限",
    length=3,
    unit=Unit.MONTH,
    article="税收征收管理法第三十一条第二款",
    duty=Duty.PARTY,
    start="税款缴纳期限届满之日",
    effect="延期最长不得超过三个月，届满应当缴纳",
    rolls=True,
    rule_version="2001-05-01",
)
WATER_FEE = Term(
    code="water_fee",
    label="缴纳水资源费的期限",
    length=7,
    unit=Unit.CALENDAR_DAY,
    article=f"{_WATER}第三十三条",
    duty=Duty.PARTY,
    start="收到缴纳通知单之日",
    effect="应当办理缴纳手续",
    rolls=True,
    rule_version=_WATER_SINCE,
)
WATER_FEE_DEFERRAL_REQUEST = Term(
    code="water_fee_deferral_request",
    label="申请缓缴水资源费的期限",
    length=7,
    unit=Unit.CALENDAR_DAY,
    article=f"{_WATER}第三十四条",
    duty=Duty.PARTY,
    start="收到缴纳通知单之日",
    effect="有特殊困难的，应当在期限内申请缓缴",
    consequence=Consequence.RIGHT_LAPSES,
    then=("water_fee_deferral_decision",),
    rolls=True,
    rule_version=_WATER_SINCE,
)
WATER_FEE_DEFERRAL_DECISION = Term(
    code="water_fee_deferral_decision",
    label="决定是否准予缓缴水资源费的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article=f"{_WATER}第三十四条",
    duty=Duty.AGENCY,
    start="收到缓缴申请之日",
    effect="应当作出书面决定；逾期未作决定的，视为同意",
    consequence=Consequence.DEEMED,
    then=("water_fee_deferral",),
    rule_version=_WATER_SINCE,
)
WATER_FEE_DEFERRAL = Term(
    code="water_fee_deferral",
    label="缓缴水资源费的最长期限",
    length=90,
    unit=Unit.CALENDAR_DAY,
    article=f"{_WATER}第三十四条",
    duty=Duty.PARTY,
    start="缓缴开始之日",
    effect="缓缴最长不得超过九十日，届满应当缴纳",
    rolls=True,
    rule_version=_WATER_SINCE,
)
