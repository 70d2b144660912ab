"""What a reviewer has before him or her, in words: the draft, the evidence, what was heard, and the rounds before this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile, ReviewRound
from zhifa.engine.private import HIDDEN
from zhifa.told.draft_diff import Change, draft_changes
from zhifa.web.desk import paths
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.desk.filled import Line, filled
from zhifa.web.desk.moments import moment
from zhifa.workflows import dossier
from zhifa.workflows.forms.assignment import Endorsement
from zhifa.workflows.forms.notice import HearingRecord, HearingReport, StatementReceived, StatementReview
from zhifa.workflows.forms.review import Agreement, Discussion, Dispute, DisputeSettled, Problems
from zhifa.workflows.forms.values import Evidence, ReviewItem

_EMPTY_DRAFT: Final[Mapping[str, Any]] = {"party": {}, "proposal": {}, "weighing": {}, "agency": {}}
"""A draft in which nothing is said: what differs from it is all that a draft says."""
_PARTED: Final = " › "
_NOTHING: Final = "（无）"
"""How a difference tells a value that is not there."""
_HEARD: Final[tuple[type[BaseModel], ...]] = (StatementReceived, StatementReview, HearingRecord, HearingReport)
_DISCUSSED: Final[tuple[type[BaseModel], ...]] = (Dispute, DisputeSettled, Discussion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A finished round of review."""

    number: int
    agreed: bool
    reviewer: str
    at: str
    opinion: str
    instruction: str
    items: tuple[ReviewItem, ...]
    endorsed: str
    """By whom and in which words the head of the review body stands by it; empty where nobody did."""
    paper: str
    """Address of the opinion as it was issued; empty where there is none."""
    stands: bool
    """Whether it is about the draft as it now stands."""
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What happened to the draft since the last round."""

    round: int
    agreed: bool
    changes: tuple[Change, ...]
    steps: tuple[str, ...]
    """Steps and corrections that voided the opinion, each with who and when."""
    untold: bool
    """The digest is another though nothing above is: templates or what the register has printed in decisions changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A part of the draft: the party, the proposal, what the agency has printed, how discretion was weighed."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A statement, a hearing, a discussion: what the step says."""

    label: str
    at: str
    who: str
    lines: tuple[Line, ...]
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence that the draft may rest on."""

    evidence: Evidence
    relied_on: bool
    """Whether the draft names it."""
    step: str
    changed: bool
    """Whether it came or changed since the last round."""


def draft_lines(view: CaseOnDesk) -> tuple[Told, ...]:
    """Everything that the draft says but the evidence, which has a list of its own; private values hidden where the officer does not see them."""
    content = view.laid.case.workflow.draft(view.laid.case)
    told = draft_changes(_EMPTY_DRAFT, {name: value for name, value in (content or {}).items() if name != "evidence"})
    lines = [(*one.label.partition(_PARTED)[::2], one.new) for one in _shown(view, told) if one.new != _NOTHING]
    return tuple(
        Told(label=label, lines=tuple((name or label, value) for _, name, value in found))
        for label, found in groupby(lines, key=lambda one: one[0])
    )


def _shown(view: CaseOnDesk, changes: tuple[Change, ...]) -> Iterator[Change]:
    for one in changes:
        hidden = one.private and not view.whole
        yield one._replace(old=HIDDEN, new=HIDDEN) if hidden else _named(view, one)


def _named(view: CaseOnDesk, change: Change) -> Change:
    """Officers by their names."""
    known = view.laid.register.officers
    old, new = (view.name(text) if text in known else text for text in (change.old, change.new))
    return change._replace(old=old, new=new)


def evidence_lines(view: CaseOnDesk) -> tuple[EvidenceLine, ...]:
    """The evidence on file, with what the draft names and what is new since the last round."""
    case = view.laid.case
    draft, last = dossier.draft(case), case.last_review
    named = draft.evidence if draft and isinstance(draft.evidence, tuple) else ()
    before = dossier.evidence(case.as_told(last.seq)) if last else None
    found = {item.key: (act, item) for act, item in dossier.evidence_by_act(case)}
    return tuple(
        EvidenceLine(
            evidence=item, relied_on=item.key in named, step=act.transition.label,
            changed=before is not None and before.get(item.key) != item,
        )
        for act, item in found.values()
    )  # fmt: skip


def heard(view: CaseOnDesk) -> tuple[Heard, ...]:
    """Statements and hearings that count for this decision, with what was made of them."""
    return tuple(_heard(view, _HEARD))


def discussed(view: CaseOnDesk) -> tuple[Heard, ...]:
    """Disputes about opinions, and discussions of the heads."""
    return tuple(_heard(view, _DISCUSSED))


def _heard(view: CaseOnDesk, forms: tuple[type[BaseModel], ...]) -> Iterator[Heard]:
    told, record = filled(view), {line.seq: line for line in view.record}
    for act in dossier.present(view.laid.case).acts:
        if act.transition.facts in forms:
            line = record[act.seq]
            yield Heard(
                label=line.label, at=moment(line.occurred_at), who=f"{line.actor}（{line.post}）", lines=told.get(act.seq, ()),
                seq=act.seq,
            )  # fmt: skip


# --- rounds -----------------------------------------------------------------------------------------------------------


def rounds(view: CaseOnDesk) -> tuple[Round, ...]:
    """The finished rounds, the last one first."""
    case = view.laid.case
    acts = {act.seq: act for act in case.acts}
    return tuple(_round(view, one, acts.get(one.seq)) for one in sorted(case.reviews, key=lambda one: -one.round))


def _round(view: CaseOnDesk, one: ReviewRound, act: Act[BaseModel] | None) -> Round:
    case = view.laid.case
    facts = act.facts if act and isinstance(act.facts, Agreement | Problems) else None
    paper = next((paper.id for paper in case.papers if paper.seq == one.seq), "")
    line = next((line for line in view.record if line.seq == one.seq), None)
    return Round(
        number=one.round,
        agreed=one.outcome == "agreed",
        reviewer=view.name(one.reviewer),
        at=moment(line.occurred_at) if line else "",
        opinion=facts.opinion if facts else "",
        instruction=facts.instruction if isinstance(facts, Problems) else "",
        items=facts.items if facts else (),
        endorsed=_endorsement(view, one),
        paper=paths.paper(case.id, paper) if paper else "",
        stands=case.stands(one),
        digest=one.draft_digest,
    )


def _endorsement(view: CaseOnDesk, one: ReviewRound) -> str:
    """Of this round: after it, and before the next."""
    later = min((other.seq for other in view.laid.case.reviews if other.seq > one.seq), default=None)
    signed = (
        act for act in view.laid.case.each(Endorsement) if act.seq > one.seq and (later is None or act.seq < later)
    )
    return "；".join(f"{view.name(act.actor)}（{moment(act.at)}）：{act.facts.text}" for act in signed)


def since_last(view: CaseOnDesk) -> Since | None:
    """What became of the draft since the last round; ``None`` where there was none, or where it is still the same draft."""
    case = view.laid.case
    last = case.last_review
    if last is None or case.stands(last):
        return None
    then, now = (one.workflow.draft(one) for one in (case.as_told(last.seq), case))
    changes = tuple(_shown(view, draft_changes(then, now)))
    steps = tuple(_voiding(view, case, last.seq))
    return Since(
        round=last.round, agreed=last.outcome == "agreed", changes=changes, steps=steps, untold=not changes and not steps
    )  # fmt: skip


def _voiding(view: CaseOnDesk, case: CaseFile, seq: int) -> Iterator[str]:
    """Every entry after ``seq`` that may have changed draft, amount or evidence."""
    voids = {act.seq for act in case.acts if act.transition.voids_review}
    voids |= {correction.seq for correction in case.corrections if correction.voids_review}
    for line in view.record:
        if line.seq > seq and line.seq in voids:
            yield f"{line.label}（{line.actor}，{moment(line.occurred_at)}，第{line.seq}号记录）"
