"""A plan and its rendered papers become the rows of one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhifa.documents.rendering import Rendering
from zhifa.engine.assemble import CORRECTION, HAND_OVER, TRANSITION
from zhifa.engine.canonical import JSON, canonical, commitment
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command
from zhifa.engine.correct import Correction
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.ledger import body_text, entry_hash
from zhifa.engine.plan import CorrectionPlan, Plan
from zhifa.engine.register import Register
from zhifa.engine.terms import Reckoning
from zhifa.engine.vocabulary import State
from zhifa.storage.advance import Advance, Claim, NumberClaim, TermClose, TrackClose
from zhifa.storage.records import (
    CaseRecord,
    CommandRecord,
    DecisionRecord,
    EntryRecord,
    FactsRecord,
    FileRecord,
    PaperRecord,
    ReviewRecord,
    TermRecord,
    TrackRecord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPaper:
    """A rendered paper with the number it is to be issued under; one without a series has none."""

    rendering: Rendering
    number: str | None = None
    series: str | None = None
    year: int | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscriber:
    """Writes the rows of one case's next entry."""

    case: CaseFile
    register: Register
    identities: Identities

    # --- a step ------------------------------------------------------------------------------------------------------

    def step(
        self,
        plan: Plan,
        command: Command,
        papers: Sequence[NumberedPaper],
        files: Sequence[tuple[str, int, str]],
        *,
        command_digest: str,
    ) -> Advance:
        """The rows of a step. ``files``: digest, size in bytes and name of each file the facts bring."""
        facts = plan.facts.model_dump_json()
        salt = self.identities.new_salt()
        body = self._body(plan, command, papers, commitment(salt, facts))
        entry = self._entry(TRANSITION, command.transition, command.actor, body, plan.at, plan.recorded_at)
        return Advance(
            claim=self._claim(plan.target, entry, command.expected_version),
            entry=entry,
            facts=self._facts(salt, facts),
            command=self._command(command.key, command_digest, command.expected_version),
            numbers=tuple(
                NumberClaim(self.case.agency_id, p.series, p.year, p.ordinal)
                for p in papers
                if p.series and p.year and p.ordinal
            ),
            papers=tuple(self._paper(paper, plan) for paper in papers),
            reviews=self._reviews(plan, command.actor),
            decisions=self._decisions(plan),
            files=tuple(self._file(*file) for file in files),
            terms=tuple(self._term(s.reckoning, key=s.key) for s in plan.started),
            closed_terms=tuple(TermClose(e.id, e.status, e.on.isoformat(), self.case.next_seq) for e in plan.ended),
            tracks=tuple(self._track(o.track.name, o.key, plan) for o in plan.opened),
            closed_tracks=tuple(
                TrackClose(c.id, plan.transition.name, legal_day(plan.at).isoformat(), self.case.next_seq)
                for c in plan.closed
            ),
        )

    def _body(self, plan: Plan, command: Command, papers: Sequence[NumberedPaper], facts: str) -> dict[str, JSON]:
        return {
            **self._head(
                TRANSITION, command.transition, plan.transition.label, command.actor, plan.at, plan.recorded_at
            ),
            "late": plan.late,
            "on_behalf_of": command.on_behalf_of,
            "from": _state(plan.source),
            "to": _state(plan.target),
            "facts": facts,
            "papers": [
                {
                    "code": paper.rendering.code,
                    "digest": paper.rendering.digest,
                    "number": paper.number,
                    "template": paper.rendering.template_version,
                    "title": paper.rendering.title,
                }
                for paper in papers
            ],
            "terms_started": [
                {
                    "code": s.reckoning.term.code,
                    "due": _day_text(s.reckoning.due),
                    "rule": s.reckoning.term.rule_version,
                }
                for s in plan.started
            ],
            "terms_ended": [{"code": e.code, "status": e.status} for e in plan.ended],
            "tracks_opened": [{"track": o.track.name, "key": o.key} for o in plan.opened],
            "tracks_closed": [{"track": c.track.name, "key": c.key} for c in plan.closed],
            "draft": plan.draft_digest,
            "review": _review(plan),
            "decision": _decision(plan),
        }

    def _head(
        self, kind: str, name: str, label: str, actor: str, at: datetime, recorded_at: datetime
    ) -> dict[str, JSON]:
        """What every entry says: labels as they were, so that a later change of names changes no record."""
        workflow = self.case.workflow
        officer = self.register.officers[actor]
        return {
            "case": self.case.id,
            "seq": self.case.next_seq,
            "prev": self.case.head_hash,
            "kind": kind,
            "transition": name,
            "label": label,
            "actor": {"id": actor, "name": officer.name, "post": officer.post, "unit": officer.unit},
            "occurred_at": instant_text(at),
            "recorded_at": instant_text(recorded_at),
            "workflow": {"name": workflow.name, "version": workflow.version, "digest": workflow.digest},
            "register": self.register.version,
        }

    # --- a correction, a handing-over --------------------------------------------------------------------------------

    def correction(self, plan: CorrectionPlan, correction: Correction) -> Advance:
        """The rows of a correction: old value, new value, reason, approver; terms reckoned anew."""
        facts: dict[str, JSON] = {
            "seq": plan.seq,
            "path": plan.path,
            "old": plan.old,
            "new": plan.new,
            "reason": correction.reason,
            "approver": correction.approver,
            "voids_review": plan.voids_review,
        }
        more: dict[str, JSON] = {
            "from": _state(plan.source),
            "to": _state(plan.target),
            "corrects": plan.seq,
            "terms_moved": [{"code": m.reckoning.term.code, "due": _day_text(m.reckoning.due)} for m in plan.moved],
        }
        advance = self._plain(
            CORRECTION, "更正", correction.actor, facts, more, plan.target, plan.at, plan.recorded_at,
            command=self._command(correction.key, correction.digest(), correction.expected_version),
            expected=correction.expected_version,
        )  # fmt: skip
        return _with_terms(
            advance,
            tuple(
                self._term(m.reckoning, key=m.key, start_seq=m.start_seq, status=m.status, ended_on=m.ended_on)
                for m in plan.moved
            ),
            tuple(TermClose(m.old_id, "void", legal_day(plan.at).isoformat(), self.case.next_seq) for m in plan.moved),
        )

    def hand_over(
        self, *, old: str, new: str, reason: str, actor: str, at: datetime, now: datetime, key: str, digest: str,
        expected: int,
    ) -> Advance:  # fmt: skip
        """The rows of one handler's replacement by another."""
        assert self.case.state is not None, "a case that stands in the store has a state"
        facts: dict[str, JSON] = {"old": old, "new": new, "reason": reason}
        here = self.case.state
        more: dict[str, JSON] = {"from": _state(here), "to": _state(here)}
        return self._plain(
            HAND_OVER, "移交承办", actor, facts, more, here, at, now,
            command=self._command(key, digest, expected), expected=expected,
        )  # fmt: skip

    def _plain(
        self, kind: str, label: str, actor: str, facts: Mapping[str, JSON], more: Mapping[str, JSON], target: State,
        at: datetime, now: datetime, *, command: CommandRecord, expected: int,
    ) -> Advance:  # fmt: skip
        text, salt = canonical(dict(facts)), self.identities.new_salt()
        body = {**self._head(kind, kind, label, actor, at, now), **more, "facts": commitment(salt, text)}
        entry = self._entry(kind, kind, actor, body, at, now)
        return Advance(
            claim=self._claim(target, entry, expected), entry=entry, facts=self._facts(salt, text), command=command
        )

    # --- rows --------------------------------------------------------------------------------------------------------

    def _entry(
        self, kind: str, name: str, actor: str, body: Mapping[str, JSON], at: datetime, recorded_at: datetime
    ) -> EntryRecord:
        text, seq = body_text(body), self.case.next_seq
        return EntryRecord(
            case_id=self.case.id,
            seq=seq,
            agency_id=self.case.agency_id,
            id=self.identities.new_id(),
            prev_seq=seq - 1 if seq else None,
            prev_hash=self.case.head_hash,
            hash=entry_hash(text),
            kind=kind,
            transition=name,
            actor_id=actor,
            body=text,
            occurred_at=instant_text(at),
            recorded_at=instant_text(recorded_at),
        )

    def _claim(self, target: State, entry: EntryRecord, expected: int) -> Claim | CaseRecord:
        ended_at = entry.recorded_at if target.ended else None
        if self.case.version:
            return Claim(
                self.case.id,
                expected,
                target.name,
                target.phase.value,
                entry.seq,
                entry.hash,
                entry.recorded_at,
                ended_at,
            )
        workflow = self.case.workflow
        return CaseRecord(
            id=self.case.id,
            agency_id=self.case.agency_id,
            workflow=workflow.name,
            workflow_version=workflow.version,
            workflow_digest=workflow.digest,
            state=target.name,
            phase=target.phase.value,
            version=1,
            head_seq=entry.seq,
            head_hash=entry.hash,
            replay=int(self.case.replay),
            opened_at=instant_text(self.case.opened_at),
            updated_at=entry.recorded_at,
            ended_at=ended_at,
        )

    def _facts(self, salt: str, text: str) -> FactsRecord:
        case = self.case
        return FactsRecord(case.id, case.next_seq, case.agency_id, self.identities.new_id(), salt, text)

    def _command(self, key: str, digest: str, expected: int) -> CommandRecord:
        case = self.case
        return CommandRecord(
            case.agency_id, key, self.identities.new_id(), digest, case.id, case.next_seq, expected + 1
        )

    def _paper(self, paper: NumberedPaper, plan: Plan) -> PaperRecord:
        rendering = paper.rendering
        return PaperRecord(
            id=self.identities.new_id(),
            agency_id=self.case.agency_id,
            case_id=self.case.id,
            seq=self.case.next_seq,
            code=rendering.code,
            title=rendering.title,
            template_version=rendering.template_version,
            number=paper.number,
            series=paper.series,
            year=paper.year,
            ordinal=paper.ordinal,
            html=rendering.html,
            digest=rendering.digest,
            draft_digest=plan.draft_digest,
            issued_on=legal_day(plan.at).isoformat(),
            external=int(rendering.external),
            marks=canonical(["演示"] if self.case.replay else []),
        )

    def _reviews(self, plan: Plan, reviewer: str) -> tuple[ReviewRecord, ...]:
        given, case = plan.review, self.case
        if given is None:
            return ()
        row = ReviewRecord(
            case.id,
            given.round,
            case.agency_id,
            self.identities.new_id(),
            given.draft_digest,
            given.outcome.value,
            reviewer,
            case.next_seq,
        )
        return (row,)

    def _decisions(self, plan: Plan) -> tuple[DecisionRecord, ...]:
        taken, case = plan.decision, self.case
        if taken is None:
            return ()
        row = DecisionRecord(
            id=self.identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id,
            workflow=case.workflow.name,
            workflow_version=case.workflow.version,
            kind=taken.kind,
            draft_digest=taken.draft_digest,
            review_round=taken.review_round,
            review_outcome="agreed" if taken.review_round is not None else None,
            exempt_article=taken.exempt_article,
            decided_at=instant_text(plan.at),
            seq=case.next_seq,
        )
        return (row,)

    def _file(self, digest: str, size: int, name: str) -> FileRecord:
        case = self.case
        return FileRecord(
            self.identities.new_id(),
            case.agency_id,
            case.id,
            case.next_seq,
            digest,
            size,
            name,
            "application/octet-stream",
        )

    def _term(
        self,
        reckoning: Reckoning,
        *,
        key: str,
        start_seq: int | None = None,
        status: str = "open",
        ended_on: str | None = None,
    ) -> TermRecord:
        term = reckoning.term
        return TermRecord(
            id=self.identities.new_id(),
            agency_id=self.case.agency_id,
            case_id=self.case.id,
            code=term.code,
            key=key,
            label=term.label,
            article=term.article,
            mark=term.mark.value,
            start_on=_day_text(reckoning.start),
            start_seq=self.case.next_seq if start_seq is None else start_seq,
            length=term.length,
            unit=term.unit.value,
            nominal=_day_text(reckoning.nominal),
            due=_day_text(reckoning.due),
            safe=_day_text(reckoning.safe) if reckoning.safe else None,
            provisional=int(reckoning.provisional),
            rule_version=term.rule_version,
            calendar_version=reckoning.calendar_version,
            explanation=json.dumps(reckoning.explain(), ensure_ascii=False),
            status=status,
            ended_on=ended_on,
            ended_seq=None if ended_on is None else self.case.next_seq,
        )

    def _track(self, track: str, key: str, plan: Plan) -> TrackRecord:
        case = self.case
        day = legal_day(plan.at).isoformat()
        return TrackRecord(
            self.identities.new_id(), case.agency_id, case.id, track, key, case.next_seq, day, None, None, None
        )


def _with_terms(advance: Advance, terms: tuple[TermRecord, ...], closed: tuple[TermClose, ...]) -> Advance:
    return Advance(
        claim=advance.claim,
        entry=advance.entry,
        facts=advance.facts,
        command=advance.command,
        terms=terms,
        closed_terms=closed,
    )


def _state(state: State | None) -> JSON:
    return {"name": state.name, "label": state.label, "phase": state.phase.value} if state else None


def _day_text(value: date | datetime) -> str:
    return instant_text(value) if isinstance(value, datetime) else value.isoformat()


def _review(plan: Plan) -> JSON:
    given = plan.review
    if given is None:
        return None
    return {"round": given.round, "outcome": given.outcome.value, "draft": given.draft_digest}


def _decision(plan: Plan) -> JSON:
    taken = plan.decision
    if taken is None:
        return None
    return {
        "kind": taken.kind,
        "draft": taken.draft_digest,
        "round": taken.review_round,
        "exempt": taken.exempt_article,
    }
