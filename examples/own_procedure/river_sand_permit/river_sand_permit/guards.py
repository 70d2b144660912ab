"""The checks, each with the provision behind it and every reason it can give."""

from __future__ import annotations

from river_sand_permit.forms import Closing, Examination, Extension, Proposal, SiteCheck
from river_sand_permit.terms import EXPERTS
from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Reason, Refusal
from zhifa.engine.vocabulary import Guard

TOO_FEW = Reason(
    code="permit_too_few_checkers",
    text="实地核查只有{count}人",
    article="行政许可法第三十四条第三款",
    remedy="指派两名以上工作人员核查",
)
UNCHECKED = Reason(
    code="permit_site_unchecked",
    text="尚未实地核查采砂河段",
    article="行政许可法第三十四条第三款；本机关规定",
    remedy="先办理实地核查",
)
UNEXAMINED = Reason(
    code="permit_plan_unexamined",
    text="采砂方案尚未经技术审查",
    article="本机关规定",
    remedy="先办理技术审查",
)
UNSOUND = Reason(
    code="permit_plan_unsound",
    text="技术审查认为采砂方案不可行",
    article="本机关规定",
    remedy="拟定不予许可；方案修改后重新审查",
)
EXPERTS_OUT = Reason(
    code="permit_experts_out",
    text="专家评审尚未结束",
    article="行政许可法第四十五条",
    remedy="先登记专家评审意见",
)
EXTENDED_BEFORE = Reason(
    code="permit_extended_before",
    text="已经延长过一次",
    article="行政许可法第四十二条第一款",
    remedy="在现有期限内作出决定",
)
INVOLVED = Reason(
    code="permit_reviewer_involved",
    text="审核人员办理过本案：{how}",
    article="本机关法制审核制度",
    remedy="由没有办理过本案的审核人员审核",
)
NOT_AS_PROPOSED = Reason(
    code="permit_not_as_proposed",
    text="所拟的决定是{proposed}",
    article="行政许可法第三十八条",
    remedy="依所拟的决定办理，或者重新拟定",
)
UNPUBLISHED = Reason(
    code="permit_unpublished",
    text="准予许可的决定尚未公开",
    article="行政许可法第四十条",
    remedy="公开后填写公开之处",
)


def _two_check(ask: Ask) -> tuple[Refusal, ...]:
    count = len(set(ask.facts(SiteCheck).officers))
    return () if count >= 2 else (TOO_FEW.refuse(count=count),)


def _site_checked(ask: Ask) -> tuple[Refusal, ...]:
    return () if ask.case.last(SiteCheck) else (UNCHECKED.refuse(),)


def _plan_examined(ask: Ask) -> tuple[Refusal, ...]:
    examined = ask.case.last(Examination)
    if examined is None:
        return (UNEXAMINED.refuse(),)
    unsound = ask.facts(Proposal).grant and not examined.facts.sound
    return (UNSOUND.refuse(),) if unsound else ()


def _experts_in(ask: Ask) -> tuple[Refusal, ...]:
    return (EXPERTS_OUT.refuse(),) if any(t.track == EXPERTS.name for t in ask.case.open_tracks()) else ()


def _extended_once(ask: Ask) -> tuple[Refusal, ...]:
    return (EXTENDED_BEFORE.refuse(),) if ask.case.last(Extension) else ()


def _reviewer_apart(ask: Ask) -> tuple[Refusal, ...]:
    how = ask.case.workflow.involved(ask.case).get(ask.actor)
    return (INVOLVED.refuse(how=how),) if how else ()


def _granted(ask: Ask) -> bool:
    proposed = ask.case.last(Proposal)
    return proposed is not None and proposed.facts.grant


def _grants(ask: Ask) -> tuple[Refusal, ...]:
    return () if _granted(ask) else (NOT_AS_PROPOSED.refuse(proposed="不予许可"),)


def _refuses(ask: Ask) -> tuple[Refusal, ...]:
    return (NOT_AS_PROPOSED.refuse(proposed="准予许可"),) if _granted(ask) else ()


def _published(ask: Ask) -> tuple[Refusal, ...]:
    return (UNPUBLISHED.refuse(),) if _granted(ask) and not ask.facts(Closing).published_at else ()


TWO_CHECK = Guard(
    name="permit_two_check", label="两人以上核查", article=TOO_FEW.article, check=_two_check, refuses=(TOO_FEW,)
)
SITE_CHECKED = Guard(
    name="permit_site_checked", label="已经实地核查", article=UNCHECKED.article, check=_site_checked,
    refuses=(UNCHECKED,), early=True,
)  # fmt: skip
PLAN_EXAMINED = Guard(
    name="permit_plan_examined", label="采砂方案已经技术审查", article=UNEXAMINED.article, check=_plan_examined,
    refuses=(UNEXAMINED, UNSOUND),
)  # fmt: skip
EXPERTS_IN = Guard(
    name="permit_experts_in", label="专家评审已经结束", article=EXPERTS_OUT.article, check=_experts_in,
    refuses=(EXPERTS_OUT,), early=True, all_tracks=True,
)  # fmt: skip
EXTENDED_ONCE = Guard(
    name="permit_extended_once", label="没有延长过", article=EXTENDED_BEFORE.article, check=_extended_once,
    refuses=(EXTENDED_BEFORE,), early=True,
)  # fmt: skip
REVIEWER_APART = Guard(
    name="permit_reviewer_apart", label="审核人员没有办理过本案", article=INVOLVED.article, check=_reviewer_apart,
    refuses=(INVOLVED,), early=True,
)  # fmt: skip
AS_GRANTED = Guard(
    name="permit_as_granted", label="与所拟决定相符", article=NOT_AS_PROPOSED.article, check=_grants,
    refuses=(NOT_AS_PROPOSED,), early=True,
)  # fmt: skip
AS_REFUSED = Guard(
    name="permit_as_refused", label="与所拟决定相符", article=NOT_AS_PROPOSED.article, check=_refuses,
    refuses=(NOT_AS_PROPOSED,), early=True,
)  # fmt: skip
PUBLISHED = Guard(
    name="permit_published", label="准予的已经公开", article=UNPUBLISHED.article, check=_published,
    refuses=(UNPUBLISHED,),
)  # fmt: skip
