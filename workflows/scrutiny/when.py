"""From when on a check is asked."""

from __future__ import annotations

from collections.abc import Callable

from zhifa.workflows.forms.investigate import Conclusion
from zhifa.workflows.forms.publish import Archiving
from zhifa.workflows.forms.start import Filing
from zhifa.workflows.scrutiny.check import Unjudged, inapplicable, pending, unknown
from zhifa.workflows.scrutiny.view import View

Asked = Callable[[View], Unjudged | None]


def always(_: View) -> None:
    """From the report on."""


def never(reason: str) -> Asked:
    """The item belongs to another procedure."""
    return lambda _: inapplicable(reason)


def filed(view: View) -> Unjudged | None:
    return None if view.holds(Filing) else not_come(view, "立案")


def concluded(view: View) -> Unjudged | None:
    return None if view.holds(Conclusion) else not_come(view, "调查终结")


def decided(view: View) -> Unjudged | None:
    return None if view.decision else not_come(view, "作出决定")


def penalised(view: View) -> Unjudged | None:
    """A penalty was decided."""
    if view.penalty:
        return None
    return inapplicable("决定不是行政处罚") if view.decision else not_come(view, "作出处罚决定")


def archived(view: View) -> Unjudged | None:
    return None if view.holds(Archiving) else not_come(view, "归档")


def not_come(view: View, step: str) -> Unjudged:
    """The step is still to come; where the case ended without it there is nothing to judge, and where a decision passed it by, no proof."""
    if view.decision and step in _BEFORE_DECISION:
        return unknown(f"已经作出决定，记录中却没有{step}")
    if view.ended:
        return inapplicable(f"案件止于“{view.ended}”，没有{step}")
    return pending(f"案件尚未{step}")


_BEFORE_DECISION = frozenset(
    {"立案", "开展需两人以上的执法活动", "制作检查、询问笔录", "收集证据", "调查终结", "告知", "法制审核"}
)
