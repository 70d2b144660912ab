"""Terms of service beyond that of the decision (民诉法 第七章, applied by 处罚法 61 and 强制法 38)."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Term, Unit

ENTRUSTED_SERVICE = Term(
    code="entrusted_service",
    label="受托机关代为送达的期限",
    length=10,
    unit=Unit.CALENDAR_DAY,
    article="最高人民法院关于适用民事诉讼法的解释第一百三十四条（参照适用）",
    duty=Duty.AGENCY,
    start="受托机关收到委托函之日",
    effect="受托机关应当代为送达；逾期的，应当催办",
    rolls=True,
    rule_version="2022-04-10",
)
