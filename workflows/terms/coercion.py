"""Terms of coercive measures (强制法 第三章). Sealing, seizing and freezing are counted in calendar days and never roll over.

A seal or seizure does not end by itself: it is released by decision (强制法 28). Only what is frozen is let go by the bank itself (强制法 33).
"""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Duty, Exclusion, Extension, Term, Unit

_IN_FORCE = "2012-01-01"
_HEAD = "行政机关负责人"

COERCION_REPORT = Term(
    code="coercion_report",
    label="当场实施强制措施后报告并补办批准的期限",
    length=24,
    unit=Unit.HOUR,
    article="行政强制法第十九条",
    duty=Duty.AGENCY,
    start="当场实施行政强制措施之时",
    effect="应当报告并补办批准手续；负责人认为不应当采取的，应当立即解除",
    rule_version=_IN_FORCE,
)
SEIZURE = Term(
    code="seizure",
    label="查封、扣押的期限",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第二十五条第一款",
    duty=Duty.AGENCY,
    start="实施查封、扣押之日",
    effect="届满前应当作出处理决定；届满的，应当及时作出解除查封、扣押的决定（第二十八条）",
    extension=Extension(length=30, approver=_HEAD, article="行政强制法第二十五条第一款、第二款"),
    exclusions=(
        Exclusion(
            name="appraisal",
            label="检测、检验、检疫、技术鉴定、鉴定",
            article="行政强制法第二十五条第三款",
            notice=True,
        ),
    ),
    rule_version=_IN_FORCE,
)
FREEZE_DELIVERY = Term(
    code="freeze_delivery",
    label="向当事人交付冻结决定书的期限",
    length=3,
    unit=Unit.WORKING_DAY,
    article="行政强制法第三十一条、第六十九条",
    duty=Duty.AGENCY,
    start="作出冻结决定之日",
    effect="应当向当事人交付冻结决定书",
    rule_version=_IN_FORCE,
)
FREEZE = Term(
    code="freeze",
    label="冻结存款、汇款的期限",
    length=30,
    unit=Unit.CALENDAR_DAY,
    article="行政强制法第三十二条",
    duty=Duty.AGENCY,
    start="冻结之日",
    effect="届满前应当作出处理决定或者解除冻结的决定；逾期未作出的，金融机构应当自冻结期满之日起解除冻结（第三十三条）",
    consequence=Consequence.MEASURE_LAPSES,
    extension=Extension(length=30, approver=_HEAD, article="行政强制法第三十二条第一款、第二款"),
    rule_version=_IN_FORCE,
)
