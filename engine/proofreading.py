"""The papers of one step, read once more before they go out (invariant 10): an error keeps them back, a warning is told to the officer.

Which rules are errors, :mod:`zhifa.documents.lint` says. Papers of a replay are not read: they print what the source says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from zhifa.documents.errors import UnknownMarkup
from zhifa.documents.lint import COMPARED, EVERY, Finding, Known, LawInForce, Subject, agreement, check
from zhifa.documents.lint.record import stated, with_draft
from zhifa.documents.rendering import Rendering
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import PAPER_FAULTY, PAPER_NOT_ISSUABLE, Refusal
from zhifa.engine.register import Register
from zhifa.storage.records import PaperRecord
from zhifa.workflows import dossier
from zhifa.workflows.forms.enforcement import Demand
from zhifa.workflows.forms.notice import StatementReceived
from zhifa.workflows.forms.summary import Catch, SpotDecision, SpotStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the papers of a step came to when they were read."""

    refusals: tuple[Refusal, ...] = ()
    """One for each error of each paper; with any of them no paper of the step is issued."""
    notes: tuple[str, ...] = ()
    """The warnings, in Chinese: what the officer should look at."""


def on_file(case: CaseFile, register: Register, *, issued_on: date, number: str | None, title: str) -> Known:
    """What record and register say of a paper; ``case`` as it stood when the paper was issued, the step that issued it included.

    A replay's agency is none of the register's to be held against.
    """
    profile = {} if case.replay else register.agency.profile
    violated_on = dossier.violated_on(case)
    statutes = register.statutes if violated_on else ()  # else nobody knows which version applies
    told, notice = dossier.report(case), dossier.last_notice(case)
    spot, caught, demand = case.last(SpotDecision), case.last(Catch), case.last(Demand)
    about = Known(
        issued_on=issued_on,
        number=number,
        title=title,
        replay=case.replay,
        party=stated(told.party.name) if told else None,
        address=stated(told.party.address) if told else None,
        review_body=profile.get("review_body"),
        court=profile.get("court"),
        payee=profile.get("payee"),
        violated_on=violated_on,
        laws=tuple(
            LawInForce(title=law.title, since=law.valid.start, until=law.valid.end, articles=law.articles)
            for law in statutes
        ),
        notice_number=_number_of(case, notice.seq) if notice else None,
        notice_day=legal_day(notice.at) if notice else None,
        statements=(
            *(act.facts.content for act in case.each(StatementReceived)),
            *(act.facts.content for act in case.each(SpotStatement)),
        ),
        collected=spot is not None and spot.facts.collection is not None,
        place=stated(caught.facts.place) if caught else None,
        officers=tuple(_names(spot.facts.officers, register, issued_on)) if spot else (),
        due_on=demand.facts.due_on if demand else None,
        manner=demand.facts.manner if demand else None,
        tiers=tuple(_tiers(case)),
    )
    described = {key: piece.description for key, piece in dossier.evidence(case).items()}
    return with_draft(about, dossier.draft(case), described)


def _names(officers: Iterable[str], register: Register, day: date) -> Iterator[str]:
    found = (register.officer(officer, day) for officer in officers)
    return (officer.name for officer in found if officer)


def _tiers(case: CaseFile) -> Iterator[str]:
    """Into which the weighing of the draft on file put its penalties, each once."""
    weighed = dossier.weighing(case)
    named = (item.tier for item in weighed.facts.items) if weighed else ()
    return (tier for tier in dict.fromkeys(named) if tier)


def _number_of(case: CaseFile, seq: int) -> str | None:
    """The number of the notice that entry ``seq`` issued, where it has one."""
    return next((paper.number for paper in case.papers if paper.seq == seq and paper.code == "D24"), None)


def proofread(papers: Iterable[tuple[Rendering | PaperRecord, Known]], earlier: Iterable[PaperRecord] = ()) -> Proof:
    """Every paper by itself, and beside those that the case has issued before."""
    try:
        issued = [
            Subject.of(paper.html, paper.code, known) for paper, known in papers if paper.code in EVERY | COMPARED
        ]
        before = [
            Subject.of(paper.html, paper.code, Known(number=paper.number))
            for paper in earlier
            if paper.code in COMPARED
        ]
    except UnknownMarkup as error:
        return Proof(refusals=(PAPER_NOT_ISSUABLE.refuse(detail=str(error)),))
    found = (*(finding for subject in issued for finding in check(subject)), *agreement(issued, before))
    return Proof(
        refusals=tuple(_refusal(finding) for finding in found if finding.severity == "error"),
        notes=tuple(_notes(found)),
    )


def proofread_again(case: CaseFile, register: Register, papers: Iterable[PaperRecord], *, seq: int) -> Proof:
    """The papers that entry ``seq`` issued, read as they were before they went out. ``register``: as that entry knew it; ``papers``: all of the case."""
    told = case.as_told(seq + 1)
    then = replace(told, papers=tuple(paper for paper in told.papers if paper.seq < seq))
    every = tuple(papers)
    issued = [(paper, _then(then, register, paper)) for paper in every if paper.seq == seq]
    compares = any(paper.code in COMPARED for paper, _ in issued)
    return proofread(issued, [paper for paper in every if paper.seq < seq] if compares else ())


def _then(case: CaseFile, register: Register, paper: PaperRecord) -> Known:
    issued_on = date.fromisoformat(paper.issued_on)
    return on_file(case, register, issued_on=issued_on, number=paper.number, title=paper.title)


def _refusal(finding: Finding) -> Refusal:
    """The error as a refusal: the reason is one, article and remedy are those of the rule."""
    given = PAPER_FAULTY.refuse(paper=finding.paper, place=finding.place, fault=finding.fault, rule=finding.rule)
    return replace(given, article=finding.article, remedy=finding.advice)


def _notes(found: Iterable[Finding]) -> Iterator[str]:
    yield from (f"{one.paper} {one.text}（{one.rule}）" for one in found if one.severity == "warning")
