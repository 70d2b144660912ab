"""The term of the summary procedure (处罚法 52)."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Mark, Term, Unit

RECORD_FILING = Term(
    code="record_filing",
    label="报所属机关备案的期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第五十二条第三款（法律未定期限，由机关规定）",
    duty=Duty.AGENCY,
    start="当场作出决定之日",
    effect="应当报所属行政机关备案",
    mark=Mark.MEMORY,
)
