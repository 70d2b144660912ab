"""What the agency's catalogue and its list of materials ask before a case is sent to legal review (处罚法 58; 国办发〔2018〕118号)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.ask import Ask
from zhifa.engine.books.review import REVIEW_MATERIALS, REVIEW_RULES, Material, When
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.appraisal import AppraisalReport
from zhifa.workflows.forms.notice import HearingRecord, StatementReceived
from zhifa.workflows.forms.review import Submission
from zhifa.workflows.reasons.importance import IMPORTANCE_UNDECLARED, MATERIAL_MISSING
from zhifa.workflows.review_round import declared


def _declared(ask: Ask) -> tuple[Refusal, ...]:
    rules = ask.register.shelf.values(REVIEW_RULES, ask.day)
    ours = any(rule.act == ask.case.workflow.act for rule in rules)
    return (IMPORTANCE_UNDECLARED.refuse(),) if ours and declared(ask.case) is None else ()


IMPORTANCE_DECLARED = Guard(
    name="importance_declared",
    label="送审前已按目录判定",
    article="行政处罚法第五十八条第一款；国办发〔2018〕118号",
    check=_declared,
    refuses=(IMPORTANCE_UNDECLARED,),
    early=True,
    of_review=True,
)


def _complete(ask: Ask) -> tuple[Refusal, ...]:
    named = ask.facts(Submission).materials
    return tuple(
        MATERIAL_MISSING.refuse(material=material.name, when=material.when.label, detail=detail)
        for material in materials_due(ask.case, ask.register, ask.day)
        for detail in lacking(material, named, ask.case)
    )


MATERIALS_COMPLETE = Guard(
    name="materials_complete",
    label="送审材料齐全",
    article="国办发〔2018〕118号；本机关送审材料清单",
    check=_complete,
    refuses=(MATERIAL_MISSING,),
    of_review=True,
)


def materials_due(case: CaseFile, register: Register, day: date) -> tuple[Material, ...]:
    """What the agency's list wants to be sent with the draft as it stands."""
    proposed, act = dossier.draft(case), case.workflow.act
    decides = {t.decides.name: t.decides.label for t in case.workflow.transitions if t.decides}
    kind = decides.get(proposed.kind, "") if proposed else ""
    return tuple(
        material
        for material in register.shelf.values(REVIEW_MATERIALS, day)
        if material.act == act and (not material.kinds or kind in material.kinds) and _wanted(material.when, case)
    )


def _wanted(when: When, case: CaseFile) -> bool:
    here = dossier.present(case)
    if when is When.STATEMENT:
        return here.last(StatementReceived) is not None
    if when is When.HEARING:
        return here.last(HearingRecord) is not None
    if when is When.APPRAISAL:
        return here.last(AppraisalReport) is not None
    return when is When.ALWAYS or dossier.discussion_due(case) is not None


def lacking(material: Material, named: tuple[str, ...], case: CaseFile) -> Iterator[str]:
    """In what the file falls short of one line of the list, when these materials are named."""
    if not any(material.name in name for name in named):
        yield "送审表的送审材料没有列明"
    reopened = dossier.reopened(case)
    if material.paper and not any(paper.code == material.paper for paper in case.papers if paper.seq > reopened):
        yield f"卷内没有该文书（{material.paper}）"
