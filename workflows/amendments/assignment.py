"""What later versions of the ordinary procedure bring to legal review itself: who reviews, what counsel says, who stands by the opinion (S0-37, S0-40).

Whether a reviewer must be assigned and an opinion endorsed is the agency's choice (``Policy.review_assignment``, ``Policy.review_endorsed``).
"""

from __future__ import annotations

from typing import Final

from zhifa.engine.growth import Amendment
from zhifa.engine.vocabulary import Transition
from zhifa.workflows.forms import assignment
from zhifa.workflows.guards.assignment import (
    ASSIGNABLE,
    COUNSEL_LISTED,
    ENDORSED_BY_ANOTHER,
    OPINION_ENDORSED,
    REVIEWER_ASSIGNED,
)
from zhifa.workflows.guards.review import REVIEWER_INDEPENDENT
from zhifa.workflows.ordinary import usual
from zhifa.workflows.roles import REVIEW_HEAD, REVIEWER
from zhifa.workflows.states import APPROVING, CONCLUDED, DEFENCE, DISCUSSING, RECTIFYING, REVIEWING

ASSIGN_REVIEWER = Transition(
    name="assign_reviewer",
    label="指派审核人",
    sources=(REVIEWING,),
    roles=(REVIEW_HEAD,),
    guards=(REVIEWER_INDEPENDENT, ASSIGNABLE),
    no_paper="指派的审核人由记录载明",
    final="指派错误的，应重新指派",
    facts=assignment.ReviewerAssigned,
)
COUNSEL_OPINION = Transition(
    name="counsel_opinion",
    label="法律顾问、公职律师提出意见",
    sources=(REVIEWING,),
    roles=(REVIEWER, REVIEW_HEAD),
    guards=(REVIEWER_INDEPENDENT, COUNSEL_LISTED),
    no_paper="法律顾问、公职律师的意见由记录载明，供审核人参考",
    facts=assignment.CounselOpinion,
)
ENDORSE_OPINION = Transition(
    name="endorse_opinion",
    label="签署审核意见",
    sources=(CONCLUDED, DEFENCE, RECTIFYING, DISCUSSING, APPROVING),
    roles=(REVIEW_HEAD,),
    guards=(REVIEWER_INDEPENDENT, ENDORSED_BY_ANOTHER),
    no_paper="审核机构负责人在法制审核意见书上签署",
    final="签署由审核机构负责人作出，应重新签署",
    facts=assignment.Endorsement,
)

ORDINARY: Final = Amendment(
    steps=(ASSIGN_REVIEWER, COUNSEL_OPINION, ENDORSE_OPINION),
    guards={
        "agree": (REVIEWER_ASSIGNED,),
        "find_problems": (REVIEWER_ASSIGNED,),
        "proceed": (OPINION_ENDORSED,),
        "decide_penalty": (OPINION_ENDORSED,),
        "decide_no_penalty": (OPINION_ENDORSED,),
    },
)

USUAL: Final = {
    **usual.USUAL,
    REVIEWING: (*usual.USUAL[REVIEWING], ASSIGN_REVIEWER),
    DISCUSSING: (*usual.USUAL[DISCUSSING], ENDORSE_OPINION),
    APPROVING: (*usual.USUAL[APPROVING], ENDORSE_OPINION),
}
"""The usual way with these steps on it."""
