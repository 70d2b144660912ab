"""The time within which the registers follow what they tell of."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Mark, Term, Unit

REGISTER_UPDATE = Term(
    code="register_update",
    label="更新名录、清单的期限",
    length=20,
    unit=Unit.WORKING_DAY,
    article="郑公积金〔2019〕29号三（一）（一个机关的规定，作为默认参数）",
    duty=Duty.AGENCY,
    start="法律法规、机构职能、人员发生变动之日",
    effect="应当在此之前更新相关执法信息",
    mark=Mark.CONVENTION,
    rule_version="2019",
)
