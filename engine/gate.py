"""Lock (a) of the review gate: no decision without a passed legal review of that very draft (处罚法 58; invariant 1).

A decision of a kind that is reviewed by catalogue may instead rest on an assessment on file that the catalogue (重大执法决定法制审核目录清单) does
not ask for a review. No penalty is of such a kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.ask import Ask
from zhifa.engine.assessment import Assessment, Catalogue, assess
from zhifa.engine.books.review import REVIEW_RULES
from zhifa.engine.casefile import AssessmentMade, CaseFile
from zhifa.engine.refusals import REVIEW_MISSING, Refusal
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Condition, Review


def review_gate(ask: Ask) -> tuple[Refusal, ...]:
    """A refusal when the transition decides what must be reviewed and the last review did not agree to the draft as it stands.

    Asked of every deciding transition by the engine itself, so no procedure can leave it out.
    """
    kind = ask.transition.decides
    if kind is None or kind.review is Review.EXEMPT or ask.case.cleared or not_due(ask) is not None:
        return ()
    why = [_why(ask.case)]
    if kind.review is Review.BY_CATALOGUE:
        why += _why_due(ask)
    return (REVIEW_MISSING.refuse(kind=kind.label, detail="；".join(why)),)


def assessed(ask: Ask, case: CaseFile) -> Assessment | None:
    """What the catalogue in force on the day of the step makes of this file: that before the step, or after it."""
    return catalogued(case, ask.register, ask.day)


def catalogued(case: CaseFile, register: Register, day: date) -> Assessment | None:
    """What the catalogue in force on the day makes of the draft as it stands.

    ``None`` before there is a draft, and where the procedure does not ask.
    """
    inputs, shelf = case.workflow.inputs(case, register), register.shelf
    if inputs is None or case.draft_digest is None:
        return None
    rules, digest = shelf.values(REVIEW_RULES, day), shelf.digest_of(REVIEW_RULES.name)
    return assess(inputs, Catalogue(rules=rules, digest=digest, always=not case.workflow.catalogued))


def _free(ask: Ask) -> bool:
    answer = assessed(ask, ask.after)
    return answer is not None and not answer.due


REVIEW_NOT_DUE = Condition(name="review_not_due", label="按目录不需要法制审核", holds=_free)
"""For a target of a step that asks the catalogue: the case goes past review. Whether it may be decided so, the gate asks again."""


def not_due(ask: Ask) -> AssessmentMade | None:
    """The assessment on file by which the decision that the step makes needs no review; ``None`` where it does."""
    kind, last = ask.transition.decides, _last(ask.case)
    if kind is None or kind.review is not Review.BY_CATALOGUE or next(_why_due(ask), None):
        return None
    return last


def _why_due(ask: Ask) -> Iterator[str]:
    """Why the assessments on file do not do away with the review."""
    last, now = _last(ask.case), assessed(ask, ask.case)
    if last is None:
        yield "没有按目录判定"
    elif last.draft_digest != ask.case.draft_digest:
        yield "按目录判定后草案、证据或者所用的文书样式已经变更"
    elif now is None or last.rules_digest != now.rules_digest:
        yield "按目录判定后目录已经变更"
    elif last.due or now.due:
        yield "按目录应当审核"
    elif _objected(ask.case):
        yield "对现有草案的审核意见为存在问题"


def _last(case: CaseFile) -> AssessmentMade | None:
    return max(case.assessments, key=lambda assessment: assessment.seq, default=None)


def _objected(case: CaseFile) -> bool:
    """Whether the draft as it stands was reviewed all the same, and problems were found last: no catalogue sets that aside."""
    of_it = (review for review in case.reviews if review.draft_digest == case.draft_digest)
    last = max(of_it, key=lambda review: review.round, default=None)
    return last is not None and last.outcome != "agreed"


def _why(case: CaseFile) -> str:
    if case.draft_digest is None:
        return "尚无决定草案"
    last = case.last_review
    if last is None:
        return "没有审核意见"
    if last.outcome != "agreed":
        return f"第{last.round}轮审核意见为存在问题"
    return f"第{last.round}轮审核后草案、证据或者所用的文书样式已经变更"
