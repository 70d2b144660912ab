"""公安: 公安机关办理行政案件程序规定 (law.md 2.9, 2.10).

Its thirty days are those of cases of public security; what the revision of that statute of 2025 makes of them is not verified, so they are marked.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from zhifa.engine.rules import Rule, RulePack
from zhifa.engine.terms import Extension, Mark
from zhifa.workflows.packs.exclusions import exclusions

_RULE: Final = "公安机关办理行政案件程序规定"
_DOCUMENT: Final = "2019年施行"
_SINCE: Final = date(2019, 1, 1)

_ANNOUNCEMENT = Rule(
    term="announcement",
    since=_SINCE,
    article=f"{_RULE}第三十六条",
    document=_DOCUMENT,
    mark=Mark.VERIFIED,
    length=60,
    effect="经过六十日，即视为送达",
)
_DECISION = Rule(
    term="decision",
    since=_SINCE,
    article=f"治安案件的办案期限（{_RULE}）",
    document=_DOCUMENT,
    mark=Mark.SECONDARY,
    length=30,
    extension=Extension(
        length=30, approver="上一级公安机关", article=_RULE, superior=True, notice=False, mark=Mark.SECONDARY
    ),
    exclusions=exclusions(_RULE, Mark.SECONDARY, "appraisal"),
)

POLICE: Final = RulePack(name="police", label="公安", rules=(_ANNOUNCEMENT, _DECISION))
