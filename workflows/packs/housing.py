"""住建: 住房和城乡建设行政处罚程序规定 (law.md 2.10). Nothing of it is verified: every number is a default to be confirmed."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhifa.engine.rules import Rule, RulePack
from zhifa.engine.terms import Duty, Extension, Mark, Term, Unit
from zhifa.workflows.packs.exclusions import exclusions

_RULE: Final = "住房和城乡建设行政处罚程序规定"
_DOCUMENT: Final = "住房和城乡建设部令第56号"
_SINCE: Final = date(2022, 5, 1)

_DECISION = Rule(
    term="decision",
    since=_SINCE,
    article=_RULE,
    document=_DOCUMENT,
    mark=Mark.MEMORY,
    length=90,
    extension=Extension(length=30, approver="机关负责人", article=_RULE, notice=False, mark=Mark.MEMORY),
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
    rule_version=f"housing/{_SINCE}",
)

HOUSING: Final = RulePack(name="housing", label="住建", rules=(_DECISION,), terms=(FILING,))
