"""A plan and its rendered papers become the rows of one transaction, told by one entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypedDict

from zhifa.engine import entry_body
from zhifa.engine.assemble import CALENDAR, CORRECTION, HAND_OVER, MIGRATION, SEAL, TRANSITION
from zhifa.engine.canonical import JSON, canonical, commitment
from zhifa.engine.casefile import CaseFile, HandOver
from zhifa.engine.command import Command
from zhifa.engine.correct import Correction
from zhifa.engine.entry_body import Who
from zhifa.engine.handover import HandingOver
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.ledger import body_text, entry_hash
from zhifa.engine.migration import LABEL, Migration, MigrationPlan
from zhifa.engine.plan import CorrectionPlan, Plan, TermMoved, TermStarted
from zhifa.engine.projecting import projected
from zhifa.engine.recount import Recount
from zhifa.engine.register import Register
from zhifa.engine.rows import BroughtFile, NumberedPaper, Rows, SealedPaper
from zhifa.engine.sealing import Sealing
from zhifa.engine.vocabulary import State
from zhifa.storage.advance import Advance, NumberClaim, TermClose, TrackClose
from zhifa.storage.records import AssigneeRecord, EntryRecord, TermRecord


class _Handlers(TypedDict):
    assigned: tuple[AssigneeRecord, ...]
    unassigned: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Inscriber:
    """Writes the rows of one case's next entry."""

    case: CaseFile
    register: Register
    identities: Identities

    def step(
        self,
        plan: Plan,
        command: Command,
        papers: Sequence[NumberedPaper],
        files: Sequence[BroughtFile],
        *,
        command_digest: str,
        custody: Sequence[JSON] = (),
    ) -> Advance:
        """The rows of a step of the procedure; ``custody`` are the heads of the chains of the evidence it names."""
        rows, seq, day = self._rows, self.case.next_seq, legal_day(plan.at)
        facts, salt = plan.after.acts[-1].raw, self.identities.new_salt()
        issued = tuple(rows.paper(paper, plan) for paper in papers)
        assessed = tuple(rows.assessment(given, self.register.version) for given in (plan.assessment,) if given)
        terms = (
            *(_begun(rows, started, day) for started in plan.started),
            *(
                rows.term(m.reckoning, m.key, start_seq=m.start_seq, status=m.status, ended_on=m.ended_on)
                for m in plan.resumed
            ),
        )
        closed_terms = (
            *(TermClose(e.id, e.status, e.on.isoformat(), seq) for e in plan.ended),
            *(TermClose(old, "void", day.isoformat(), seq) for old in _replaced(plan.resumed)),
        )
        tracks = tuple(rows.track(opened.track.name, opened.key, day) for opened in plan.opened)
        closed_tracks = tuple(TrackClose(c.id, plan.transition.name, day.isoformat(), seq) for c in plan.closed)
        entry = self._entry(
            TRANSITION,
            command.transition,
            plan.transition.label,
            Who(actor=command.actor, at=plan.at, recorded_at=plan.recorded_at, on_behalf_of=command.on_behalf_of),
            {
                "facts": commitment(salt, facts),
                "late": plan.late,
                **entry_body.moved(plan.source, plan.target),
                **entry_body.papers_issued(issued),
                **entry_body.lives(terms, closed_terms, tracks, closed_tracks),
                **entry_body.review_and_decision(plan),
                **entry_body.assessed(assessed),
                **entry_body.beyond(plan),
                **({"custody": list(custody)} if custody else {}),
            },
        )
        advance = Advance(
            claim=rows.claim(plan.target, entry, command.expected_version),
            entry=entry,
            facts=rows.facts(salt, facts),
            command=rows.command(command.key, command_digest, command.expected_version),
            numbers=tuple(
                NumberClaim(self.case.agency_id, place.counter, place.year, place.next)
                for place in (paper.place for paper in papers)
                if place
            ),
            papers=issued,
            reviews=(rows.review(plan.review, command.actor),) if plan.review else (),
            assessments=assessed,
            decisions=(rows.decision(plan.decision, plan.at),) if plan.decision else (),
            fines=(rows.fine(plan.fine),) if plan.fine else (),
            fine_ends=(rows.fine_end(),) if plan.fine_ended else (),
            links=tuple(map(rows.link, plan.links)),
            files=tuple(map(rows.file, files)),
            terms=terms,
            watches=rows.watches(terms),
            closed_terms=closed_terms,
            tracks=tracks,
            closed_tracks=closed_tracks,
            **self._handlers(plan.after),
        )
        return projected(advance, self.case, plan.after, plan.target)

    def correction(self, plan: CorrectionPlan, correction: Correction, files: Sequence[BroughtFile]) -> Advance:
        """The rows of a correction: old value, new value, reason, approver; terms reckoned anew, tracks as they follow."""
        rows, seq, day = self._rows, self.case.next_seq, legal_day(plan.at).isoformat()
        terms = tuple(
            rows.term(m.reckoning, m.key, start_seq=m.start_seq, status=m.status, ended_on=m.ended_on)
            for m in plan.moved
        )
        closed_terms = tuple(TermClose(old, "void", day, seq) for old in (*_replaced(plan.moved), *plan.voided))
        tracks = tuple(rows.track(opened.track.name, opened.key, legal_day(plan.at)) for opened in plan.opened)
        closed_tracks = tuple(TrackClose(closed.id, CORRECTION, day, seq) for closed in plan.closed)
        facts: dict[str, JSON] = {
            "seq": plan.seq,
            "path": plan.path,
            "old": plan.old,
            "new": plan.new,
            "reason": correction.reason,
            "approver": correction.approver,
            "voids_review": plan.voids_review,
        }
        lives = entry_body.lives(terms, closed_terms, tracks, closed_tracks)
        more: dict[str, JSON] = {"corrects": plan.seq, **lives, **entry_body.fines(plan)}
        who = Who(
            actor=correction.actor, at=plan.at, recorded_at=plan.recorded_at, on_behalf_of=correction.on_behalf_of
        )
        plain = self._plain(CORRECTION, "更正", who, facts, more, plan.source, plan.target, correction)
        after = self.case.amended(plan.seq, plan.facts)
        advance = replace(
            plain,
            terms=terms,
            watches=rows.watches(terms),
            closed_terms=closed_terms,
            tracks=tracks,
            closed_tracks=closed_tracks,
            files=tuple(map(rows.file, files)),
            fines=(rows.fine(plan.fine),) if plan.fine else (),
            fine_ends=(rows.fine_end(),) if plan.fine_ended else (),
            **self._handlers(after),
        )
        return projected(advance, self.case, after, plan.target)

    def hand_over(self, change: HandingOver, now: datetime) -> Advance:
        """The rows of one handler's replacement by another."""
        here = self.case.state
        assert here is not None, "a case that stands in the store has a state"
        facts: dict[str, JSON] = {"old": change.old, "new": change.new, "reason": change.reason}
        who = Who(actor=change.actor, at=change.occurred_at, recorded_at=now, on_behalf_of=change.on_behalf_of)
        made = HandOver(seq=self.case.next_seq, old=change.old, new=change.new)
        after = replace(self.case, handed_over=(*self.case.handed_over, made))
        plain = self._plain(HAND_OVER, "移交承办", who, facts, {}, here, here, change)
        return projected(replace(plain, **self._handlers(after)), self.case, after, here)

    def migration(self, asked: Migration, plan: MigrationPlan, now: datetime) -> Advance:
        """The rows of a case's move to another version of its procedure; the entry is the last under the old one."""
        old, new = plan.before.workflow.version, plan.after.workflow.version
        facts: dict[str, JSON] = {"old_version": old, "new_version": new, "reason": asked.reason}
        who = Who(actor=asked.actor, at=asked.occurred_at, recorded_at=now)
        told = entry_body.migrated(plan)
        plain = self._plain(MIGRATION, LABEL, who, facts, told, plan.source, plan.target, asked)
        moved = self._rows.migration(old, plan.after.workflow)
        advance = replace(plain, migrations=(moved,), **self._handlers(plan.after))
        return projected(advance, self.case, plan.after, plan.target)

    def recount(self, asked: Recount, state: State, *, ended_at: str | None) -> Advance:
        """The rows of terms that another calendar moves: their dates before and after, and the file that does it. A case that has ended
        (``ended_at``) stays so."""
        rows, seq, day = self._rows, self.case.next_seq, legal_day(asked.occurred_at).isoformat()
        moved = tuple(move.moved for move in asked.moves)
        terms = tuple(
            rows.term(m.reckoning, m.key, start_seq=m.start_seq, status=m.status, ended_on=m.ended_on) for m in moved
        )
        closed_terms = tuple(TermClose(old_id, "void", day, seq) for old_id in _replaced(moved))
        who = Who(actor=asked.actor, at=asked.occurred_at, recorded_at=asked.occurred_at)
        lives = entry_body.lives(terms, closed_terms, (), ())
        plain = self._plain(CALENDAR, "日历变更，期限重算", who, asked.facts(), lives, state, state, asked)
        claim = plain.claim._replace(ended_at=ended_at)
        advance = replace(plain, claim=claim, terms=terms, watches=rows.watches(terms), closed_terms=closed_terms)
        return projected(advance, self.case, self.case, state)

    def seal(self, asked: Sealing, sealed: SealedPaper, state: State, *, ended_at: str | None) -> Advance:
        """The rows of a paper's signed file. The case stays as it stands, also one that has ended (``ended_at``)."""
        seal = self._rows.seal(sealed, asked)
        file = self._rows.file(sealed.signed)._replace(media_type="application/pdf")
        who = Who(actor=asked.actor, at=asked.occurred_at, recorded_at=asked.occurred_at)
        plain = self._plain(SEAL, asked.label, who, asked.facts(), entry_body.sealed(seal), state, state, asked)
        advance = replace(plain, claim=plain.claim._replace(ended_at=ended_at), seals=(seal,), files=(file,))
        return projected(advance, self.case, self.case, state)

    def _handlers(self, after: CaseFile) -> _Handlers:
        """Who begins and who ceases to handle the case; nothing is written while they stay the same."""
        before, now = self.case.workflow.handlers(self.case), after.workflow.handlers(after)
        return {"assigned": self._rows.assigned(now - before), "unassigned": tuple(sorted(before - now))}

    def _plain(
        self,
        kind: str,
        label: str,
        who: Who,
        facts: Mapping[str, JSON],
        more: Mapping[str, JSON],
        source: State,
        target: State,
        asked: Correction | HandingOver | Migration | Recount | Sealing,
    ) -> Advance:
        """An entry that is no step of the procedure."""
        text, salt = canonical(dict(facts)), self.identities.new_salt()
        body = {"facts": commitment(salt, text), **entry_body.moved(source, target), **more}
        entry = self._entry(kind, kind, label, who, body)
        return Advance(
            claim=self._rows.claim(target, entry, asked.expected_version),
            entry=entry,
            facts=self._rows.facts(salt, text),
            command=self._rows.command(asked.key, asked.digest(), asked.expected_version),
        )

    @cached_property
    def _rows(self) -> Rows:
        return Rows(case=self.case, identities=self.identities)

    def _entry(self, kind: str, name: str, label: str, who: Who, more: Mapping[str, JSON]) -> EntryRecord:
        head = entry_body.head(self.case, self.register, who, kind=kind, name=name, label=label)
        body = body_text({**head, **more})
        seq = self.case.next_seq
        return EntryRecord(
            case_id=self.case.id,
            seq=seq,
            agency_id=self.case.agency_id,
            id=self.identities.new_id(),
            prev_seq=seq - 1 if seq else None,
            prev_hash=self.case.head_hash,
            hash=entry_hash(body),
            kind=kind,
            transition=name,
            actor_id=who.actor,
            body=body,
            occurred_at=instant_text(who.at),
            recorded_at=instant_text(who.recorded_at),
        )


def _replaced(moves: Iterable[TermMoved]) -> Iterator[str]:
    """Ids of the rows that give way to others."""
    return (move.old_id for move in moves if move.old_id is not None)


def _begun(rows: Rows, started: TermStarted, day: date) -> TermRecord:
    if started.suspended:
        return rows.term(started.reckoning, started.key, status="suspended", ended_on=day.isoformat())
    return rows.term(started.reckoning, started.key)
