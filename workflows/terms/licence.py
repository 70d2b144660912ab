"""Terms of licensing (许可法). What the agency has to do is counted in working days (许可法 82)."""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Direction, Duty, Exclusion, Extension, Mark, Term, Unit

_IN_FORCE = "2004-07-01"
_SPECIAL = (
    Exclusion(
        name="special_procedure",
        label="听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审",
        article="行政许可法第四十五条",
        notice=True,
    ),
)

LICENCE_SUPPLEMENT = Term(
    code="licence_supplement",
    label="一次告知补正的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政许可法第三十二条第一款第四项、第八十二条",
    duty=Duty.AGENCY,
    start="收到申请材料之日",
    effect="逾期不告知的，自收到申请材料之日起即为受理",
    consequence=Consequence.DEEMED,
    then=("licence_decision",),
    rule_version=_IN_FORCE,
)
LICENCE_DECISION = Term(
    code="licence_decision",
    label="作出行政许可决定的期限",
    length=20,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十二条第一款、第八十二条",
    duty=Duty.AGENCY,
    start="受理行政许可申请之日",
    effect="应当作出行政许可决定",
    extension=Extension(length=10, approver="本行政机关负责人", article="行政许可法第四十二条第一款"),
    exclusions=_SPECIAL,
    then=("licence_issue",),
    rule_version=_IN_FORCE,
)
LICENCE_JOINT_DECISION = Term(
    code="licence_joint_decision",
    label="统一、联合、集中办理行政许可的期限",
    length=45,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十二条第二款、第八十二条",
    duty=Duty.AGENCY,
    start="受理行政许可申请之日",
    effect="应当办结",
    extension=Extension(length=15, approver="本级人民政府负责人", article="行政许可法第四十二条第二款", superior=True),
    exclusions=_SPECIAL,
    then=("licence_issue",),
    rule_version=_IN_FORCE,
)
LICENCE_LOWER_REVIEW = Term(
    code="licence_lower_review",
    label="下级行政机关审查完毕的期限",
    length=20,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十三条、第八十二条",
    duty=Duty.AGENCY,
    start="下级行政机关受理行政许可申请之日",
    effect="应当审查完毕，将审查意见和申请材料报送上级行政机关",
    exclusions=_SPECIAL,
    rule_version=_IN_FORCE,
)
LICENCE_ISSUE = Term(
    code="licence_issue",
    label="颁发、送达行政许可证件的期限",
    length=10,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十四条、第八十二条",
    duty=Duty.AGENCY,
    start="作出准予行政许可决定之日",
    effect="应当颁发、送达行政许可证件",
    exclusions=_SPECIAL,
    rule_version=_IN_FORCE,
)
LICENCE_HEARING_REQUEST = Term(
    code="licence_hearing_request",
    label="申请许可听证的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十七条第一款（期限的性质参照第八十二条）",
    duty=Duty.PARTY,
    start="被告知听证权利之日",
    effect="届满前不得作出行政许可决定",
    consequence=Consequence.RIGHT_LAPSES,
    then=("licence_hearing",),
    rule_version=_IN_FORCE,
)
LICENCE_HEARING = Term(
    code="licence_hearing",
    label="组织许可听证的期限",
    length=20,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十七条第一款、第八十二条",
    duty=Duty.AGENCY,
    start="收到听证申请之日",
    effect="应当组织听证",
    rule_version=_IN_FORCE,
)
LICENCE_HEARING_NOTICE = Term(
    code="licence_hearing_notice",
    label="许可听证通知的提前期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政许可法第四十八条第一款第一项、第八十二条",
    duty=Duty.AGENCY,
    start="举行许可听证之日",
    effect="未提前通知的，不得举行",
    direction=Direction.BACKWARD,
    rule_version=_IN_FORCE,
)
LICENCE_INSPECTION = Term(
    code="licence_inspection",
    label="指派人员检验、检测、检疫的期限",
    length=5,
    unit=Unit.WORKING_DAY,
    article="行政许可法第五十五条第二款、第八十二条",
    duty=Duty.AGENCY,
    start="受理行政许可申请之日",
    effect="应当指派两名以上工作人员按照技术标准、技术规范进行检验、检测、检疫",
    rule_version=_IN_FORCE,
)
LICENCE_RENEWAL_REQUEST = Term(
    code="licence_renewal_request",
    label="申请延续行政许可的提前期限",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="行政许可法第五十条第一款（申请人的期限，第八十二条不适用，按自然日计）",
    duty=Duty.PARTY,
    start="行政许可有效期届满之日",
    effect="应当在此之前向作出行政许可决定的行政机关提出申请，法律、法规、规章另有规定的除外",
    consequence=Consequence.RIGHT_LAPSES,
    mark=Mark.CONVENTION,
    direction=Direction.BACKWARD,
    rule_version=_IN_FORCE,
)
LICENCE_RENEWAL = Term(
    code="licence_renewal",
    label="决定是否准予延续的期限",
    length=0,
    unit=Unit.FIXED_DATE,
    article="行政许可法第五十条第二款",
    duty=Duty.AGENCY,
    start="行政许可有效期届满之日",
    effect="逾期未作决定的，视为准予延续",
    consequence=Consequence.DEEMED,
    rule_version=_IN_FORCE,
)
LICENCE_BAR_FALSE = Term(
    code="licence_bar_false",
    label="隐瞒情况、提供虚假材料后不得再次申请的期间",
    length=1,
    unit=Unit.YEAR,
    article="行政许可法第七十八条",
    duty=Duty.PARTY,
    start="不予受理或者不予行政许可之日",
    effect="申请属于直接关系公共安全、人身健康、生命财产安全事项的，届满前不得再次申请该行政许可",
    consequence=Consequence.REMINDER,
    rule_version=_IN_FORCE,
)
LICENCE_BAR_FRAUD = Term(
    code="licence_bar_fraud",
    label="以欺骗、贿赂取得许可后不得再次申请的期间",
    length=3,
    unit=Unit.YEAR,
    article="行政许可法第七十九条",
    duty=Duty.PARTY,
    start="撤销行政许可之日",
    effect="取得的行政许可属于直接关系公共安全、人身健康、生命财产安全事项的，届满前不得再次申请该行政许可",
    consequence=Consequence.REMINDER,
    rule_version=_IN_FORCE,
)
