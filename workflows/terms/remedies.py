"""Terms of remedies against the decision and of what follows from them."""

from __future__ import annotations

from zhifa.engine.terms import Consequence, Duty, Mark, Term, Unit

LITIGATION_AFTER_RECONSIDERATION = Term(
    code="litigation_after_reconsideration",
    label="不服复议决定提起行政诉讼的期限",
    length=15,
    unit=Unit.CALENDAR_DAY,
    article="行政诉讼法第四十五条",
    duty=Duty.PARTY,
    start="收到复议决定书之日",
    effect="届满丧失起诉的权利，法律另有规定的除外",
    consequence=Consequence.RIGHT_LAPSES,
    then=("court_application",),
    rolls=True,
    rule_version="2017修正",
)
RECONSIDERATION_UNTOLD = Term(
    code="reconsideration_untold",
    label="申请行政复议的最长期限（未告知复议权利、机关和期限的）",
    length=1,
    unit=Unit.YEAR,
    article="行政复议法第二十条",
    duty=Duty.PARTY,
    start="知道或者应当知道该行政行为内容之日",
    effect="届满丧失申请行政复议的权利",
    consequence=Consequence.RIGHT_LAPSES,
    rolls=True,
    rule_version="2024-01-01",
)
LITIGATION_UNTOLD = Term(
    code="litigation_untold",
    label="提起行政诉讼的最长期限（未告知起诉期限的）",
    length=1,
    unit=Unit.YEAR,
    article="最高人民法院关于适用行政诉讼法的解释第六十四条",
    duty=Duty.PARTY,
    start="知道或者应当知道行政行为内容之日",
    effect="届满丧失起诉的权利",
    consequence=Consequence.RIGHT_LAPSES,
    rolls=True,
    rule_version="2018-02-08",
)
WITHDRAWAL = Term(
    code="withdrawal",
    label="撤回公示的期限",
    length=3,
    unit=Unit.WORKING_DAY,
    article="行政处罚法第四十八条第二款、第八十五条",
    duty=Duty.AGENCY,
    start="公示的决定被变更、撤销、确认违法或者确认无效之日",
    effect="应当撤回行政处罚决定信息并公开说明理由",
)
DECISION_ANEW = Term(
    code="decision",
    label="重新作出决定的期限",
    length=90,
    unit=Unit.CALENDAR_DAY,
    article="本机关办案制度（行政处罚法第六十条未规定责令重作后的期限；复议决定、判决定有期限的，从其规定）",
    duty=Duty.AGENCY,
    start="重新调查处理之日",
    effect="届满未作出决定的，属于超期办案",
    mark=Mark.CONVENTION,
    rolls=True,
)
"""The same term of the case as :data:`zhifa.workflows.terms.DECISION`, begun anew: whatever ends the one ends the other."""
