"""The rows that one entry of a case brings with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.rendering import Rendering
from zhifa.documents.signing.port import Signature
from zhifa.engine.canonical import canonical
from zhifa.engine.casefile import CaseFile
from zhifa.engine.fined import Fine
from zhifa.engine.identity import Identities
from zhifa.engine.instants import day_text, instant_text, legal_day
from zhifa.engine.linked import Link
from zhifa.engine.numbering import Place
from zhifa.engine.plan import AssessmentGiven, DecisionTaken, Plan, ReviewGiven
from zhifa.engine.sealing import Sealing
from zhifa.engine.terms import Reckoning
from zhifa.engine.vocabulary import State
from zhifa.engine.workflow import Workflow
from zhifa.storage.advance import Claim
from zhifa.storage.records import (
    AssessmentRecord,
    AssigneeRecord,
    CaseRecord,
    CommandRecord,
    DecisionRecord,
    EntryRecord,
    FactsRecord,
    FileRecord,
    FineEndRecord,
    FineRecord,
    LinkRecord,
    MigrationRecord,
    PaperRecord,
    ReviewRecord,
    SealRecord,
    TermRecord,
    TrackRecord,
    WatchRecord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPaper:
    """A rendered paper with the number it is to be issued under; one without a series has none."""

    rendering: Rendering
    number: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtFile:
    """A file of the evidence store that the facts name."""

    digest: str
    size: int
    """Bytes."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPaper:
    """An issued paper with its signed file."""

    paper: PaperRecord
    setting: str
    """What besides the paper decided the bytes of the PDF that was signed."""
    unsigned: BroughtFile
    """That PDF; the signed file begins with it."""
    signed: BroughtFile
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Makes the rows of the case's next entry, each under a new id."""

    case: CaseFile
    identities: Identities

    def claim(self, target: State, entry: EntryRecord, expected: int) -> Claim | CaseRecord:
        """The case row moved on, or for a new case the row itself."""
        case, ended_at = self.case, entry.recorded_at if target.ended else None
        if case.version:
            return Claim(
                case.id, expected, target.name, target.phase.value, entry.seq, entry.hash, entry.recorded_at, ended_at
            )
        return CaseRecord(
            id=case.id,
            agency_id=case.agency_id,
            workflow=case.workflow.name,
            workflow_version=case.workflow.version,
            workflow_digest=case.workflow.digest,
            state=target.name,
            phase=target.phase.value,
            version=1,
            head_seq=entry.seq,
            head_hash=entry.hash,
            replay=int(case.replay),
            opened_at=instant_text(case.opened_at),
            updated_at=entry.recorded_at,
            ended_at=ended_at,
        )

    def facts(self, salt: str, text: str) -> FactsRecord:
        case = self.case
        return FactsRecord(case.id, case.next_seq, case.agency_id, self.identities.new_id(), salt, text)

    def command(self, key: str, digest: str, expected: int) -> CommandRecord:
        case = self.case
        return CommandRecord(
            case.agency_id, key, self.identities.new_id(), digest, case.id, case.next_seq, expected + 1
        )

    def paper(self, paper: NumberedPaper, plan: Plan) -> PaperRecord:
        rendering, case, place = paper.rendering, self.case, paper.place
        return PaperRecord(
            id=self.identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id,
            seq=case.next_seq,
            code=rendering.code,
            title=rendering.title,
            template_version=rendering.template_version,
            number=paper.number,
            series=place.series if place else None,
            year=place.year if place else None,
            ordinal=place.ordinal if place else None,
            html=rendering.html,
            digest=rendering.digest,
            draft_digest=plan.draft_digest,
            issued_on=legal_day(plan.at).isoformat(),
            external=int(rendering.external),
            marks=canonical(["演示"] if case.replay else []),
        )

    def seal(self, sealed: SealedPaper, asked: Sealing) -> SealRecord:
        paper, signature = sealed.paper, sealed.signature
        return SealRecord(
            id=self.identities.new_id(),
            agency_id=self.case.agency_id,
            case_id=self.case.id,
            seq=self.case.next_seq,
            paper_id=paper.id,
            paper_digest=paper.digest,
            unsigned_digest=sealed.unsigned.digest,
            unsigned_size=sealed.unsigned.size,
            setting=sealed.setting,
            signed_digest=sealed.signed.digest,
            signed_size=sealed.signed.size,
            level=signature.level,
            certificate=signature.certificate,
            sample=int(signature.sample),
            claimed_at=instant_text(signature.claimed_at) if signature.claimed_at else None,
            stamped_at=instant_text(signature.stamped_at) if signature.stamped_at else None,
            round=asked.round,
        )

    def review(self, given: ReviewGiven, reviewer: str) -> ReviewRecord:
        case = self.case
        return ReviewRecord(
            case.id,
            given.round,
            case.agency_id,
            self.identities.new_id(),
            given.draft_digest,
            given.outcome.value,
            reviewer,
            case.next_seq,
        )

    def assessment(self, given: AssessmentGiven, register_version: int) -> AssessmentRecord:
        case, answer = self.case, given.assessment
        return AssessmentRecord(
            id=self.identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id,
            seq=case.next_seq,
            draft_digest=given.draft_digest,
            due=int(answer.due),
            register_version=register_version,
            rules_digest=answer.rules_digest,
            articles=canonical([[code, article] for code, article in answer.articles]),
            inputs=canonical(dict(answer.inputs.told())),
        )

    def fine(self, fine: Fine) -> FineRecord:
        violated = fine.violated_on.isoformat() if fine.violated_on else None
        return FineRecord(
            self.case.id,
            self.case.next_seq,
            self.case.agency_id,
            self.identities.new_id(),
            fine.party,
            fine.cause,
            violated,
            fine.decided_on.isoformat(),
        )

    def fine_end(self) -> FineEndRecord:
        case = self.case
        return FineEndRecord(case.id, case.next_seq, case.agency_id, self.identities.new_id())

    def link(self, link: Link) -> LinkRecord:
        case = self.case
        return LinkRecord(case.id, case.next_seq, link.case_id, case.agency_id, self.identities.new_id(), link.relation)

    def migration(self, old: int, new: Workflow) -> MigrationRecord:
        case = self.case
        return MigrationRecord(
            case.id, case.next_seq, case.agency_id, self.identities.new_id(), old, new.version, new.digest
        )

    def decision(self, taken: DecisionTaken, at: datetime) -> DecisionRecord:
        case = self.case
        return DecisionRecord(
            id=self.identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id,
            workflow=case.workflow.name,
            workflow_version=case.opened_version or case.workflow.version,
            kind=taken.kind,
            draft_digest=taken.draft_digest,
            review_round=taken.review_round,
            review_outcome=None if taken.review_round is None else "agreed",
            exempt_article=taken.exempt_article,
            decided_at=instant_text(at),
            seq=case.next_seq,
            assessment_id=taken.assessment_id,
        )

    def file(self, brought: BroughtFile) -> FileRecord:
        case = self.case
        return FileRecord(
            self.identities.new_id(),
            case.agency_id,
            case.id,
            case.next_seq,
            brought.digest,
            brought.size,
            brought.name,
            "application/octet-stream",
        )

    def term(
        self,
        reckoning: Reckoning,
        key: str,
        *,
        start_seq: int | None = None,
        status: str = "open",
        ended_on: str | None = None,
    ) -> TermRecord:
        """A term begun by this entry, or one reckoned anew that entry ``start_seq`` began."""
        term, case = reckoning.term, self.case
        return TermRecord(
            id=self.identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id,
            code=term.code,
            key=key,
            label=term.label,
            article=term.article,
            mark=term.mark.value,
            start_on=day_text(reckoning.start),
            start_seq=case.next_seq if start_seq is None else start_seq,
            length=term.length,
            unit=term.unit.value,
            nominal=day_text(reckoning.nominal),
            due=day_text(reckoning.due),
            safe=day_text(reckoning.safe) if reckoning.safe else None,
            provisional=int(reckoning.provisional),
            rule_version=term.rule_version,
            calendar_version=reckoning.calendar_version,
            explanation=json.dumps(reckoning.explain(), ensure_ascii=False),
            status=status,
            ended_on=ended_on,
            ended_seq=None if ended_on is None else case.next_seq,
        )

    def watches(self, terms: Iterable[TermRecord]) -> tuple[WatchRecord, ...]:
        """The watch over those that run, none yet looked at. Nobody is warned of a case that is only replayed."""
        running = (term for term in terms if term.status in ("open", "suspended") and not self.case.replay)
        return tuple(WatchRecord(term.id, term.agency_id, term.case_id, "", 0, None, None) for term in running)

    def assigned(self, officers: Set[str]) -> tuple[AssigneeRecord, ...]:
        """Officers who handle the case from this entry on."""
        case = self.case
        return tuple(
            AssigneeRecord(case.id, officer, self.identities.new_id(), case.agency_id, case.next_seq)
            for officer in sorted(officers)
        )

    def track(self, track: str, key: str, day: date) -> TrackRecord:
        case = self.case
        row_id = self.identities.new_id()
        return TrackRecord(
            row_id, case.agency_id, case.id, track, key, case.next_seq, day.isoformat(), None, None, None
        )
