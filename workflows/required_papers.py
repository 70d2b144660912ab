"""Which papers the dossier of a case must hold, by how the case ended, and which it lacks (处罚法 47).

Every step that was taken must have left its papers; what the law or the way a case ended asks for must be there besides, whatever steps were taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from zhifa.engine.casefile import CaseFile
from zhifa.engine.units import Mark
from zhifa.workflows.forms.publish import Archiving
from zhifa.workflows.forms.serve import DeemedService, Service
from zhifa.workflows.guards.service import issued_at
from zhifa.workflows.states import (
    ARCHIVED,
    ARCHIVED_UNCLOSED,
    CLOSED,
    DECLINED,
    HANDED_DOWN,
    PROSECUTED,
    TERMINATED,
    TRANSFERRED,
    TRANSFERRED_EARLY,
    WITHDRAWN,
    WITHDRAWN_AT_APPROVAL,
)
from zhifa.workflows.summary.states import TURNED
from zhifa.workflows.tracks import DECISION_SERVICE, FURTHER_SERVICE, NOTICE_SERVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """A paper that must be there; of several codes, one of them."""

    codes: tuple[str, ...]
    article: str
    mark: Mark = Mark.VERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A paper that the dossier lacks."""

    codes: tuple[str, ...]
    """Of the document type, or of those of which one would do."""
    reason: str
    article: str
    mark: Mark = Mark.VERIFIED


_REPORTED: Final = Required(codes=("D01",), article="归档规范", mark=Mark.SECONDARY)
_FILED: Final = Required(codes=("D02",), article="行政处罚法第五十四条")
_PROOF: Final = Required(codes=("D37", "D39"), article="行政处罚法第六十一条")
_BOUND: Final = Required(codes=("D50",), article="行政处罚法第四十七条")
_SENT_ON: Final = (
    Required(codes=("D46-2",), article="归档规范", mark=Mark.SECONDARY),
    Required(codes=("D46",), article="行政处罚法第二十二条、第二十五条"),
)
_ORDINARY: Final = (
    _REPORTED,
    _FILED,
    Required(codes=("D21",), article="行政处罚法第五十七条"),
    Required(codes=("D23",), article="行政处罚法第五十八条"),
    Required(codes=("D32",), article="行政处罚法第五十七条"),
    _PROOF,
    Required(codes=("D49",), article="归档规范", mark=Mark.SECONDARY),
    _BOUND,
)

EXITS: Final[Mapping[str, tuple[Required, ...]]] = {
    "penalty": (
        *_ORDINARY,
        Required(codes=("D24",), article="行政处罚法第四十四条"),
        Required(codes=("D33",), article="行政处罚法第五十九条"),
    ),
    "no_penalty": (*_ORDINARY, Required(codes=("D35",), article="行政处罚法第五十七条")),
    "summary_penalty": (
        Required(codes=("D34",), article="行政处罚法第五十二条"),
        Required(codes=("D49",), article="归档规范", mark=Mark.SECONDARY),
        _BOUND,
    ),
    DECLINED.name: (_REPORTED, _FILED, _BOUND),
    HANDED_DOWN.name: (_REPORTED, Required(codes=("D04",), article="行政处罚法第二十五条"), _BOUND),
    TRANSFERRED_EARLY.name: (_REPORTED, *_SENT_ON, _BOUND),
    TRANSFERRED.name: (_REPORTED, _FILED, *_SENT_ON, _BOUND),
    TERMINATED.name: (_REPORTED, _FILED, Required(codes=("D20",), article="归档规范", mark=Mark.SECONDARY), _BOUND),
    **dict.fromkeys(
        (WITHDRAWN.name, WITHDRAWN_AT_APPROVAL.name),
        (_REPORTED, _FILED, Required(codes=("D36",), article="归档规范", mark=Mark.SECONDARY), _BOUND),
    ),
    PROSECUTED.name: (
        _REPORTED,
        _FILED,
        Required(codes=("D47-2",), article="行政执法机关移送涉嫌犯罪案件的规定第五条"),
        Required(codes=("D47",), article="行政处罚法第二十七条；行政执法机关移送涉嫌犯罪案件的规定第六条"),
        _BOUND,
    ),
    TURNED.name: (_BOUND,),
}
"""What must be there by how the case ended: by the kind of its decision where it was closed, else by the state it ended in."""

SERVED: Final[Mapping[str, Required]] = {
    **dict.fromkeys(("D24", "D33", "D35"), _PROOF),
    "D37-2": replace(_PROOF, article="执法文书制作的惯例", mark=Mark.CONVENTION),
    "D41": replace(_PROOF, article="行政强制法第三十八条"),
    "D42": replace(_PROOF, article="行政强制法第三十八条；行政处罚法第六十一条"),
}
"""Each of :data:`zhifa.workflows.rectifiable.SERVED`, with what asks for its receipt or announcement."""
_DECISIONS: Final = ("D33", "D35", "D42")
_SERVING: Final = (Service, DeemedService)
"""What takes place when a paper is served; a failed attempt makes a receipt too."""
_SERVICE: Final = frozenset(track.name for track in (NOTICE_SERVICE, DECISION_SERVICE, FURTHER_SERVICE))


def exit_of(case: CaseFile) -> str | None:
    """How the case ended, as :data:`EXITS` names it; ``None`` while it goes on."""
    state = case.state
    if state in (CLOSED, ARCHIVED) and case.decisions:
        return case.decisions[-1].kind
    if state is ARCHIVED_UNCLOSED:
        ending = next(act.transition for act in reversed(case.acts) if act.transition.facts is not Archiving)
        return ending.targets[-1].state.name
    return state.name if state and state.ended else None


def lacking(case: CaseFile) -> tuple[Lacking, ...]:
    """What the dossier of the case lacks as the case stands, each document type once."""
    found: dict[tuple[str, ...], Lacking] = {}
    for one in (*_by_step(case), *_by_exit(case), *_unserved(case)):
        if not any(set(one.codes) & set(codes) for codes in found):
            found[one.codes] = one
    return tuple(found.values())


def _by_step(case: CaseFile) -> Iterator[Lacking]:
    """Papers that a step taken makes and that are not on file."""
    on_file = {(paper.seq, paper.code) for paper in case.papers}
    for act in case.acts:
        for code in act.transition.papers:
            if (act.seq, code) not in on_file:
                reason = f"第{act.seq}号记录“{act.transition.label}”应当制作而不在卷内"
                yield Lacking(codes=(code,), reason=reason, article="行政处罚法第四十七条")


def _by_exit(case: CaseFile) -> Iterator[Lacking]:
    on_file = {paper.code for paper in case.papers}
    for required in EXITS.get(exit_of(case) or "", ()):
        if not on_file & set(required.codes):
            reason = f"案件止于“{_ending(case)}”，应当有而卷内没有"
            yield Lacking(codes=required.codes, reason=reason, article=required.article, mark=required.mark)


def _ending(case: CaseFile) -> str:
    labels = {state.name: state.label for state in case.workflow.states}
    kinds = {kind.name: kind.label for kind in (t.decides for t in case.workflow.transitions) if kind}
    found = exit_of(case) or ""
    return kinds.get(found) or labels[found]


def _unserved(case: CaseFile) -> Iterator[Lacking]:
    """Notices and decisions that nothing on record served, of a case that was closed; but for those that are not to be served any more."""
    if exit_of(case) not in ("penalty", "no_penalty", "summary_penalty"):
        return
    served = {issued_at(case.before(act.seq)) for act in case.acts if act.transition.facts in _SERVING} | _dropped(case)
    for paper in case.papers:
        if paper.code in SERVED and paper.seq not in served:
            reason = f"《{paper.title}》（{paper.number or '无文号'}）没有送达的凭证"
            asked = SERVED[paper.code]
            yield Lacking(codes=asked.codes, reason=reason, article=asked.article, mark=asked.mark)


def never_served(case: CaseFile) -> Mapping[str, str]:
    """Papers by id that were not served and are not to be served any more, each with what the list of contents says of it."""
    dropped = _dropped(case)
    return {
        paper.id: "未送达即被撤销" if paper.code in _DECISIONS else "未送达，不再送达"
        for paper in case.papers
        if paper.code in SERVED and paper.seq in dropped
    }


def _dropped(case: CaseFile) -> frozenset[int]:
    """Entries that issued what was to be served, where something else than its service ended that: the decision was annulled, the case referred."""
    others = {act.seq for act in case.acts if act.transition.facts not in _SERVING}
    return frozenset(
        track.opened_seq for track in case.tracks if track.track in _SERVICE and track.closed_seq in others
    )
