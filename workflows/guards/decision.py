"""The decision: discussed where it must be, of the kind reviewed, with its six elements (处罚法 57, 59)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.review import Discussion, DisputeSettled
from zhifa.workflows.forms.values import PAYABLE, Draft
from zhifa.workflows.heads import among_heads
from zhifa.workflows.reasons.decision import DISCUSSION_MISSING, DRAFT_KIND, ELEMENTS_MISSING, TOO_FEW_DISCUSSANTS

_LABELS = {"penalty": "行政处罚决定", "no_penalty": "不予行政处罚决定"}


def _discussed(ask: Ask) -> tuple[Refusal, ...]:
    """A discussion that adopted the draft, held after the review that cleared it."""
    why = dossier.discussion_due(ask.case)
    if why is None:
        return ()
    discussion = ask.case.last(Discussion)
    cleared_at = max((review.seq for review in ask.case.reviews), default=-1)
    if discussion and discussion.seq > cleared_at and discussion.facts.conclusion == "adopt":
        return ()
    return (DISCUSSION_MISSING.refuse(why=why),)


DISCUSSED = Guard(
    name="discussed",
    label="重大复杂案件经集体讨论",
    article="行政处罚法第五十七条第二款",
    check=_discussed,
    refuses=(DISCUSSION_MISSING,),
    early=True,
)


def _enough(ask: Ask) -> tuple[Refusal, ...]:
    held = ask.facts(Discussion) if ask.transition.facts is Discussion else ask.facts(DisputeSettled)
    heads = among_heads(ask.register, (one.officer for one in held.speakers), ask.day)
    heads -= dossier.recused(ask.case).keys()
    needed = ask.register.agency.policy.discussants
    if len(heads) < needed or held.chair not in heads:
        return (TOO_FEW_DISCUSSANTS.refuse(counted=len(heads), needed=needed),)
    return ()


ENOUGH_HEADS = Guard(
    name="enough_heads",
    label="参加讨论的负责人达到规定人数",
    article="行政处罚法第五十七条第二款；本机关议事规则",
    check=_enough,
    refuses=(TOO_FEW_DISCUSSANTS,),
)


def _kind(ask: Ask) -> tuple[Refusal, ...]:
    draft, wanted = dossier.draft(ask.case), ask.transition.decides
    if draft is None or wanted is None or draft.kind == wanted.name:
        return ()
    return (DRAFT_KIND.refuse(kind=_LABELS[draft.kind], wanted=wanted.label),)


KIND_AS_REVIEWED = Guard(
    name="kind_as_reviewed",
    label="决定种类与草案一致",
    article="行政处罚法第五十七条、第五十八条",
    check=_kind,
    refuses=(DRAFT_KIND,),
    early=True,
)


def _elements(ask: Ask) -> tuple[Refusal, ...]:
    """The six elements of 59. In a replay a fact that the source does not state counts as present (invariant 10)."""
    missing = list(_missing(ask))
    return (ELEMENTS_MISSING.refuse(missing="、".join(missing)),) if missing else ()


def _missing(ask: Ask) -> Iterator[str]:
    draft, told = dossier.draft(ask.case), dossier.report(ask.case)
    profile = ask.register.agency.profile
    if draft is None or told is None:
        yield "当事人与草案"
        return
    if not draft.evidence and draft.ground != "not_established":
        yield "证据"
    yield from _missing_law(draft)
    if draft.kind == "no_penalty" and not draft.education:
        yield "教育内容"
    if ask.case.replay:
        return
    if any(item.kind in PAYABLE for item in draft.items) and not profile.get("payee"):
        yield "代收机构名称（履行方式）"
    if not profile.get("review_body"):
        yield "行政复议机关"
    if not profile.get("court"):
        yield "人民法院"


def _missing_law(draft: Draft) -> Iterator[str]:
    if not draft.basis:
        yield "处罚依据" if draft.kind == "penalty" else "不予处罚的依据"
    if draft.kind == "penalty" and not draft.violated:
        yield "违反的法律规定"


SIX_ELEMENTS = Guard(
    name="six_elements",
    label="决定书具备法定内容",
    article="行政处罚法第五十九条",
    check=_elements,
    refuses=(ELEMENTS_MISSING,),
    early=True,
)
