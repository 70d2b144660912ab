"""The summary procedure: the party is told and heard before it is decided, and is not worse off for having spoken (处罚法 44, 45, 62)."""

from __future__ import annotations

from typing import Final

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.summary import SpotDecision, SpotNotice, SpotStatement
from zhifa.workflows.reasons.summary import (
    HEAVIER_AFTER_STATEMENT,
    NOT_AS_TOLD,
    SPOT_RIGHTS_UNTOLD,
    STATEMENT_NOT_TAKEN_UP,
    STATEMENT_UNANSWERED,
)
from zhifa.workflows.severity import uncovered

_RIGHTS: Final = {"statement": "陈述", "defence": "申辩"}


def _rights(ask: Ask) -> tuple[Refusal, ...]:
    missing = [label for right, label in _RIGHTS.items() if right not in ask.facts(SpotNotice).rights]
    return (SPOT_RIGHTS_UNTOLD.refuse(missing="、".join(missing)),) if missing else ()


SPOT_RIGHTS_TOLD = Guard(
    name="spot_rights_told",
    label="当场告知陈述、申辩的权利",
    article="行政处罚法第四十四条、第六十二条",
    check=_rights,
    refuses=(SPOT_RIGHTS_UNTOLD,),
)


def _lighter(ask: Ask) -> tuple[Refusal, ...]:
    before, after = dossier.draft(ask.case), ask.facts(SpotStatement).draft
    more = uncovered(after.items, before.items) if after and before else ()
    return (HEAVIER_AFTER_STATEMENT.refuse(detail="；".join(more)),) if more else ()


NOT_HEAVIER = Guard(
    name="not_heavier_after_statement",
    label="不因陈述、申辩加重处罚",
    article="行政处罚法第四十五条第二款",
    check=_lighter,
    refuses=(HEAVIER_AFTER_STATEMENT,),
)


def _taken_up(ask: Ask) -> tuple[Refusal, ...]:
    """What is taken up changes the penalty, and what is not leaves it as it was told."""
    said, before = ask.facts(SpotStatement), dossier.draft(ask.case)
    changed = said.draft is not None and said.draft != before
    if said.result == "不予采纳":
        fault = "拟作处罚却已变更" if changed else ""
    else:
        fault = "" if changed else "拟作处罚却没有变更"
    return (STATEMENT_NOT_TAKEN_UP.refuse(result=said.result, detail=fault),) if fault else ()


TAKEN_UP = Guard(
    name="statement_taken_up",
    label="当事人的意见成立的予以采纳",
    article="行政处罚法第四十五条第一款",
    check=_taken_up,
    refuses=(STATEMENT_NOT_TAKEN_UP,),
)


def _answered(ask: Ask) -> tuple[Refusal, ...]:
    stated, heard = ask.facts(SpotDecision).statement, ask.case.last(SpotStatement) is not None
    if isinstance(stated, NotStated) or (stated == "heard") == heard:
        return ()
    detail = "已记录当事人的陈述、申辩" if heard else "没有听取陈述、申辩的记录"
    return (STATEMENT_UNANSWERED.refuse(detail=detail),)


STATEMENT_ANSWERED = Guard(
    name="statement_answered",
    label="已听取当事人的陈述、申辩",
    article="行政处罚法第四十五条、第六十二条",
    check=_answered,
    refuses=(STATEMENT_UNANSWERED,),
)


def _as_told(ask: Ask) -> tuple[Refusal, ...]:
    """The party that was told is the party that is punished, whatever was corrected since."""
    notice, now = ask.case.last(SpotNotice), dossier.report(ask.case)
    then = dossier.report(ask.case.as_told(notice.seq)) if notice else None
    if then is None or now is None or then.party == now.party:
        return ()
    return (NOT_AS_TOLD.refuse(detail="当事人"),)


AS_TOLD = Guard(
    name="decided_as_told",
    label="决定与当场告知一致",
    article="行政处罚法第四十四条、第六十二条",
    check=_as_told,
    refuses=(NOT_AS_TOLD,),
    early=True,
)
