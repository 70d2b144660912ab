"""A case file as the API tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.engine.command import Done
from zhifa.engine.decide import Option
from zhifa.engine.instants import instant_text
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import State
from zhifa.told.refusals import remedy_of
from zhifa.web.api.masking import party_told
from zhifa.web.api.models.base import Named, Who
from zhifa.web.api.models.cases import (
    CaseTold,
    DecisionTold,
    DoneTold,
    OptionTold,
    PaperHeadTold,
    ReviewTold,
    RunningTold,
    StateTold,
    TrackTold,
    WorkflowNamed,
)
from zhifa.web.api.models.problem import RefusalTold
from zhifa.workflows import dossier


def case_told(case: CaseFile, register: Register, *, whole: bool) -> CaseTold:
    """The case in short; with everything private of the party where ``whole``."""
    report, heading, state = dossier.report(case), case.workflow.heading(case), state_of(case)
    return CaseTold(
        id=case.id,
        workflow=WorkflowNamed(name=case.workflow.name, version=case.workflow.version, label=case.workflow.label),
        cause=heading.cause,
        case_number=heading.case_number,
        party=party_told(report.party, whole=whole) if report else None,
        whole=whole,
        state=StateTold(name=state.name, label=state.label, ended=state.ended),
        phase=Named(name=state.phase.value, label=state.phase.label),
        version=case.version,
        replay=case.replay,
        opened_at=instant_text(case.opened_at),
        handlers=[who(one, register) for one in sorted(case.workflow.handlers(case))],
        tracks=list(_tracks(case)),
        terms=list(_running(case)),
        reviews=list(_reviews(case, register)),
        decisions=list(_decisions(case)),
        papers=[paper_head(paper) for paper in case.papers],
    )


def state_of(case: CaseFile) -> State:
    """Where a case that is on file stands."""
    assert case.state is not None, "a case on file stands somewhere"
    return case.state


def who(officer_id: str, register: Register) -> Who:
    """The officer by id and name; by id alone who is on no register any more."""
    return Who(id=officer_id, name=register.name_of(officer_id))


def paper_head(paper: PaperOnFile) -> PaperHeadTold:
    return PaperHeadTold(
        id=paper.id, code=paper.code, title=paper.title, number=paper.number, issued_on=paper.issued_on, seq=paper.seq
    )


def option_told(option: Option, case: CaseFile) -> OptionTold:
    return OptionTold(
        step=option.transition.name,
        label=option.transition.label,
        allowed=option.allowed,
        here=case.state in option.transition.sources,
        refusals=refusals_told(option.refusals),
    )


def refusals_told(refusals: Iterable[Refusal]) -> list[RefusalTold]:
    return [
        RefusalTold(
            code=one.code, text=one.text, article=one.article, remedy=remedy_of(one), operands=dict(one.operands)
        )
        for one in refusals
    ]


def done_told(done: Done, case: CaseFile) -> DoneTold:
    """What was done, with the papers that it issued; ``case`` is the file after it."""
    state = case.workflow.state_by_name[done.state]
    return DoneTold(
        case_id=done.case_id,
        version=done.version,
        seq=done.seq,
        state=Named(name=state.name, label=state.label),
        repeated=done.repeated,
        notes=list(done.notes),
        papers=[paper_head(paper) for paper in case.papers if paper.seq == done.seq],
    )


def _tracks(case: CaseFile) -> Iterator[TrackTold]:
    for track in case.open_tracks():
        label = case.workflow.track_by_name[track.track].label
        yield TrackTold(name=track.track, label=label, key=track.key, opened_on=track.opened_on)


def _running(case: CaseFile) -> Iterator[RunningTold]:
    for term in sorted((term for term in case.terms if term.status == "open"), key=lambda term: term.due):
        yield RunningTold(
            id=term.id, code=term.code, label=term.label, key=term.key, due=term.due, provisional=term.provisional,
            waits=case.waits(term.code),
        )  # fmt: skip


def _reviews(case: CaseFile, register: Register) -> Iterator[ReviewTold]:
    for one in case.reviews:
        yield ReviewTold(
            round=one.round, outcome=one.outcome, reviewer=who(one.reviewer, register), draft_digest=one.draft_digest,
            seq=one.seq,
        )  # fmt: skip


def _decisions(case: CaseFile) -> Iterator[DecisionTold]:
    labels = {step.decides.name: step.decides.label for step in case.workflow.transitions if step.decides}
    for one in case.decisions:
        yield DecisionTold(kind=one.kind, label=labels[one.kind], decided_at=one.decided_at, seq=one.seq)
