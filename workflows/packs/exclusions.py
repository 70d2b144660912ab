"""Kinds of time that rules leave out of the days of a decision (处罚法 60 itself knows none), as an exclusion of the rule that says so."""

from __future__ import annotations

from zhifa.engine.terms import Exclusion, Mark

_LABELS = {
    "suspension": "中止、中止调查",
    "hearing": "听证",
    "announcement": "公告、公告送达",
    "appraisal": "检测、检验、检疫、鉴定、技术鉴定",
    "identification": "辨认、鉴别",
    "refund_order": "责令退还多收价款",
}


def exclusions(article: str, mark: Mark, *names: str) -> tuple[Exclusion, ...]:
    """These kinds, by that provision. A written notice is asked of none: the rules do not, though the ordinary procedure gives one of an appraisal."""
    return tuple(Exclusion(name=name, label=_LABELS[name], article=article, notice=False, mark=mark) for name in names)
