"""The papers of a decision made on trial, before anybody has written the approval: what would keep them back, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command
from zhifa.engine.decide import Option
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.desk.act_sheet import new_key
from zhifa.web.desk.carrying import tried
from zhifa.web.desk.case_page import Opened
from zhifa.web.problem import Problem
from zhifa.workflows import dossier
from zhifa.workflows.forms.decide import Decision, NoPenalty
from zhifa.workflows.forms.values import Opinion

_APPROVED = "同意。"
"""What a head would write; the papers on trial say 预览 on every page and are nowhere kept."""
_LATER = "（审批时填写）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of it."""

    label: str
    """The step that was tried."""
    refusals: tuple[Reason, ...] = ()
    """Why it could not be taken now."""
    notes: tuple[str, ...] = ()
    """What proofreading says of the papers."""
    papers: tuple[str, ...] = ()
    """Titles of the papers that it would issue."""
    left_out: str = ""
    """Why nothing was tried."""


def trial(opened: Opened) -> Trial | None:
    """The papers of the decision that the draft asks for; ``None`` where none is made from here, or not by this officer."""
    option = _deciding(opened)
    if option is None:
        return None
    label = option.transition.label
    if not option.allowed:
        return Trial(label=label, refusals=tuple(map(reason_of, option.refusals)))
    facts = _facts(opened)
    if facts is None:
        return Trial(label=label, left_out="案卷中还没有承办机构负责人的意见，不能试制文书；填写审批意见时可以预览")
    return _tried(opened, option, facts)


def _deciding(opened: Opened) -> Option | None:
    """The step that makes the kind of decision which the draft proposes."""
    case = opened.view.laid.case
    draft = dossier.draft(case) if dossier.of_penalty(case.workflow) else None
    for option in opened.view.laid.here:
        step = option.transition
        fits = step.decides is not None and draft is not None and step.decides.name == draft.kind
        if fits and step.facts in (Decision, NoPenalty) and not option.for_others:
            return option
    return None


def _facts(opened: Opened) -> dict[str, Any] | None:
    """An approval as it might be written, out of what is on file."""
    case = opened.view.laid.case
    opinion = next((found for act in reversed(case.acts) if (found := _opinion(act))), None)
    if opinion is None:
        return None
    notice = dossier.last_notice(case)
    profile = opened.view.laid.register.agency.profile
    return {
        "unit_opinion": opinion.model_dump(mode="json"),
        "head_opinion": _APPROVED,
        "contact": notice.facts.contact if notice else _handler(opened, case),
        "contact_phone": notice.facts.contact_phone if notice else profile.get("phone", _LATER),
    }


def _opinion(act: Act[BaseModel]) -> Opinion | None:
    found = getattr(act.facts, "unit_opinion", None) if "unit_opinion" in act.transition.facts.model_fields else None
    return found if isinstance(found, Opinion) else None


def _handler(opened: Opened, case: CaseFile) -> str:
    return next(
        (opened.view.name(one) for one in sorted(case.workflow.handlers(case))),
        opened.view.name(opened.view.laid.actor),
    )


def _tried(opened: Opened, option: Option, facts: dict[str, Any]) -> Trial:
    laid, label = opened.view.laid, option.transition.label
    command = Command(
        case_id=laid.case.id, transition=option.transition.name, actor=laid.actor, occurred_at=laid.at, expected_version=laid.case.version,
        key=new_key(), facts=facts, on_behalf_of=laid.on_behalf_of,
    )  # fmt: skip
    found = tried(lambda: opened.site.office.preview(command, rows=laid.rows))
    if isinstance(found, Problem):
        refusals = tuple(map(reason_of, filter(_of_the_case, found.refusals)))
        return Trial(label=label, refusals=refusals, left_out="" if found.refusals else f"没有试制文书：{found.detail}")
    return Trial(
        label=label, refusals=tuple(map(reason_of, found.refusals)), notes=found.notes, papers=tuple(paper.title for paper in found.papers)
    )  # fmt: skip


def _of_the_case(refusal: Refusal) -> bool:
    """Whether it speaks of the case, and not of the approval that nobody has written yet."""
    return refusal.code != FACTS_INVALID.code
