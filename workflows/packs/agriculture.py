"""农业: 农业行政处罚程序规定 (law.md 2.10). Nothing of it is verified: every number is a default to be confirmed."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhifa.engine.allowances import Further
from zhifa.engine.rules import Rule, RulePack
from zhifa.engine.terms import Duty, Extension, Mark, Term, Unit
from zhifa.workflows.packs.exclusions import exclusions

_RULE: Final = "农业行政处罚程序规定"
_DOCUMENT: Final = "农业农村部令2021年第4号"
_SINCE: Final = date(2022, 2, 1)

_DECISION = Rule(
    term="decision",
    since=_SINCE,
    article=_RULE,
    document=_DOCUMENT,
    mark=Mark.MEMORY,
    length=90,
    extension=Extension(
        length=30,
        approver="机关负责人",
        article=_RULE,
        further=Further("上一级机关", superior=True),
        notice=False,
        mark=Mark.MEMORY,
    ),
    exclusions=exclusions(_RULE, Mark.MEMORY, "hearing", "announcement", "appraisal"),
)

FILING: Final = Term(
    code="filing",
    label="决定是否立案的期限",
    length=7,
    unit=Unit.WORKING_DAY,
    article=_RULE,
    duty=Duty.AGENCY,
    start="发现线索或者收到材料之日",
    effect="届满前应当决定是否立案",
    mark=Mark.MEMORY,
    rule_version=f"agriculture/{_SINCE}",
)

AGRICULTURE: Final = RulePack(name="agriculture", label="农业", rules=(_DECISION,), terms=(FILING,))
