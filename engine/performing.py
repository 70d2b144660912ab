"""How a command is carried out: read without a lock, decide, render all papers with the next free numbers, then one short write transaction.

Nothing renders, hashes a file or waits while a lock is held (invariant 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import BaseModel

from zhifa.engine.assemble import frame
from zhifa.engine.attempts import Attempts
from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.correct import Correction, decide_correction
from zhifa.engine.custody import Line
from zhifa.engine.decide import decide
from zhifa.engine.errors import CommandRefused, FinesMoved, KeyReused, NotThere
from zhifa.engine.evidence import EvidenceRoom
from zhifa.engine.expiry import expiry_command, expiry_key, expiry_refusals
from zhifa.engine.handover import HandingOver, decide_hand_over
from zhifa.engine.history import history
from zhifa.engine.identity import Identities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import legal_day
from zhifa.engine.issue import Brought, Issuer
from zhifa.engine.meters import Meters
from zhifa.engine.migrating import plan_migration
from zhifa.engine.migration import Migration, MigrationPlan
from zhifa.engine.number_room import others_may_do
from zhifa.engine.numbering import Counter
from zhifa.engine.plan import CorrectionPlan, Plan, Refused
from zhifa.engine.preview import Preview, told_effects
from zhifa.engine.proofreading import Proof
from zhifa.engine.refusals import UNKNOWN_ACTOR
from zhifa.engine.register import Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.rows import NumberedPaper
from zhifa.engine.vocabulary import SYSTEM
from zhifa.storage.advance import Advance
from zhifa.storage.database import Database
from zhifa.storage.errors import CalendarMoved, KeyTaken, LockedRow, NumberTaken, StaleCase
from zhifa.storage.records import CommandRecord, Loaded
from zhifa.workflows.dossier import brought

_ATTEMPTS = 200
"""How often a step is rendered again because another case took its number first, or decided again because the party's fines or the agency's
calendar moved. Each time another one got on; eight processes that never rest lose more than twenty times in a row now and then."""

Asked = Opening | Command | Correction | HandingOver | Migration


@dataclass(kw_only=True)
class Performer:
    """Carries out commands on the cases of one database, each whole or not at all. What its methods raise, :class:`Office` says."""

    database: Database
    registrar: Registrar
    caseload: Caseload
    evidence: EvidenceRoom
    attempts: Attempts
    clock: Clock
    identities: Identities
    calendars: Calendars
    meters: Meters

    def open(self, opening: Opening) -> Done:
        """Take the first step of a case that is not there yet."""
        case, register, known = self._unopened(opening)
        if known:
            return self._repeated(known, opening)
        return self._advance(case, opening.command(case.id, case.workflow.opening.name), register, asked=opening)

    def _unopened(self, opening: Opening) -> tuple[CaseFile, Register, CommandRecord | None]:
        """The case that is to be opened, or the record of this key."""
        workflow = self.caseload.newest(opening.workflow)
        register = self.registrar.of_officer(opening.actor)
        if register is None:
            day = legal_day(opening.occurred_at)
            raise CommandRefused((UNKNOWN_ACTOR.refuse(actor=opening.actor[:60], day=day),))
        with self.database.read_once() as store:
            known, calendar_version = store.before_opening(register.agency.id, opening.key)
        case = CaseFile(
            id=known.case_id if known else self.identities.new_id(),
            agency_id=register.agency.id,
            workflow=workflow,
            state=None,
            version=0,
            replay=opening.replay,
            opened_at=opening.occurred_at,
            calendar_version=calendar_version,
            **frame(register, self.caseload.template_versions(workflow, register, legal_day(opening.occurred_at))),
        )
        return case, register, known

    def step(self, command: Command) -> Done:
        """Take one step of the procedure, as an officer: in the system's name nobody comes in by this door."""
        case, register, known = self.caseload.seen(command)
        if command.actor == SYSTEM.name:
            unknown = UNKNOWN_ACTOR.refuse(actor=command.actor, day=legal_day(command.occurred_at))
            raise self.attempts.refused(case, command.transition, command.actor, (unknown,), self.clock.now())
        if known:
            return self._repeated(known, command)
        return self._advance(case, command, register, asked=command)

    def preview(self, asked: Opening | Command | Correction | HandingOver, rows: Loaded | None) -> Preview:
        """What would be done now. Nothing is written, not even a refusal, and no number is taken. ``rows``: the case, where it was read before."""
        if isinstance(asked, Opening):
            case, register, _ = self._unopened(asked)
            return self._papers(case, asked.command(case.id, case.workflow.opening.name), register)
        case, register, _ = self.caseload.seen(asked, rows=rows)
        if isinstance(asked, Command):
            return self._papers(case, asked, register)
        now = self.clock.now()
        if isinstance(asked, Correction):
            found = self._corrected(case, asked, register, now)
            if isinstance(found, Refused):
                raise CommandRefused(found.refusals)
            return Preview(issued_on=legal_day(now), effects=told_effects(case, found[0]))
        refusals = decide_hand_over(case, asked, register=register, now=now)
        if refusals:
            raise CommandRefused(refusals)
        return Preview(issued_on=legal_day(now))

    def _papers(self, case: CaseFile, command: Command, register: Register) -> Preview:
        """The papers that a step would issue, with what proofreading says of them."""
        case = self._looked_up(case, {command.transition})
        plan = self._decided(case, command, register, self.clock.now())
        if isinstance(plan, Refused):
            raise CommandRefused(plan.refusals)
        issuer = self._issuer(case, plan, register)
        numbers = self._free_numbers(case.agency_id, issuer.counters())
        with self.meters.rendering("preview"):
            papers = issuer.papers(numbers)
            if isinstance(papers, Refused):
                raise CommandRefused(papers.refusals)
            previews = issuer.previews(papers)
        proof = self._proof(issuer, papers)
        if isinstance(previews, Refused):
            raise CommandRefused(previews.refusals)
        return Preview(papers=previews, issued_on=legal_day(plan.at), refusals=proof.refusals, notes=proof.notes)

    def expire(self, case_id: str, term_id: str) -> Done:
        """Record what has come about by the end of a term: the one door for the system."""
        for left in reversed(range(_ATTEMPTS)):
            case, register = self.caseload.standing(case_id)
            term = next((term for term in case.terms if term.id == term_id), None)
            if term is None:
                raise NotThere(f"term_id={term_id}: no such term of case {case_id}")
            known = self._remembered(case.agency_id, expiry_key(term))
            if known:
                return self._done_before(known)
            now = self.clock.now()
            refusals = tuple(expiry_refusals(case, term, today=legal_day(now)))
            if refusals:
                raise self.attempts.refused(case, "expiry", SYSTEM.name, refusals, now)
            command = expiry_command(case, term)
            case = self.caseload.worded(case, register, legal_day(command.occurred_at))
            try:
                return self._advance(case, command, register, asked=command)
            except StaleCase:
                if not left:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def correct(self, correction: Correction) -> Done:
        """Put another value in the place of a wrong one."""
        case, register, known = self.caseload.seen(correction)
        if known:
            return self._repeated(known, correction)
        for left in reversed(range(_ATTEMPTS)):
            try:
                return self._correct(case, correction, register)
            except CalendarMoved:
                if not left:
                    raise
                case = self._by_newest_calendar(case)
        raise AssertionError("the last attempt returns or raises")

    def _correct(self, case: CaseFile, correction: Correction, register: Register) -> Done:
        now = self.clock.now()
        found = self._corrected(case, correction, register, now)
        if isinstance(found, Refused):
            raise self.attempts.refused(case, "correction", correction.actor, found.refusals, now)
        plan, named = found
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        return self._write(case, inscriber.correction(plan, correction, named.known()), plan.target.name, correction)

    def _corrected(
        self, case: CaseFile, correction: Correction, register: Register, now: datetime
    ) -> tuple[CorrectionPlan, Brought] | Refused:
        """What the correction makes of the case and the files it names, or every reason against it."""
        case = self._looked_up(case, {act.transition.name for act in case.acts if act.seq >= correction.seq})
        calendar = self.calendars.for_case(case)
        plan = decide_correction(case, correction, register=register, calendar=calendar, now=now)
        if isinstance(plan, Refused):
            return plan
        named = Brought(facts=plan.facts, files=self.evidence.files, custody=self._custody(case.id, plan.facts))
        return Refused(refusals=named.refusals()) if named.refusals() else (plan, named)

    def hand_over(self, change: HandingOver) -> Done:
        """Put one handler in the place of another."""
        case, register, known = self.caseload.seen(change)
        if known:
            return self._repeated(known, change)
        now = self.clock.now()
        refusals = decide_hand_over(case, change, register=register, now=now)
        if refusals or case.state is None:
            raise self.attempts.refused(case, "hand_over", change.actor, refusals, now)
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        return self._write(case, inscriber.hand_over(change, now), case.state.name, change)

    def planned_migration(self, case: CaseFile, asked: Migration, register: Register) -> MigrationPlan | Refused:
        """What the move of a case to another version of its procedure makes of it, or every reason against it. Nothing is written."""
        new, day = self.caseload.declared(case.workflow.name, asked.version), legal_day(asked.occurred_at)
        return plan_migration(
            self.caseload.looked_up(case, new.transitions),
            new,
            asked,
            template_versions=self.caseload.template_versions(new, register, day),
            register=register,
            calendar=self.calendars.for_case(case),
            now=self.clock.now(),
        )

    def migrate(self, asked: Migration) -> Done:
        """Let a case go on under another version of its procedure."""
        case, register, known = self.caseload.seen(asked)
        if known:
            return self._repeated(known, asked)
        now, plan = self.clock.now(), self.planned_migration(case, asked, register)
        if isinstance(plan, Refused):
            raise self.attempts.refused(case, "migration", asked.actor, plan.refusals, now)
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        return self._write(case, inscriber.migration(asked, plan, now), plan.target.name, asked)

    def _advance(self, case: CaseFile, command: Command, register: Register, *, asked: Opening | Command) -> Done:
        """Decide and issue, until nobody moves the party's fines in other cases or the agency's calendar meanwhile."""
        for left in reversed(range(_ATTEMPTS)):
            now = self.clock.now()
            case = self._looked_up(case, {command.transition})
            plan = self._plan(case, command, register, now)
            try:
                return self._issue(case, plan, command, register, asked=asked)
            except (FinesMoved, CalendarMoved):
                if not left:
                    raise
                case = self._by_newest_calendar(case)
        raise AssertionError("the last attempt returns or raises")

    def _looked_up(self, case: CaseFile, names: Set[str]) -> CaseFile:
        """The case with all that the guards of the steps of these names ask for beside the file."""
        steps = tuple(t for t in case.workflow.transitions if t.name in names)
        return self.caseload.read(self.caseload.looked_up(case, steps), steps)

    def _by_newest_calendar(self, case: CaseFile) -> CaseFile:
        with self.database.read_once() as store:
            return replace(case, calendar_version=store.calendars.version(case.agency_id))

    def _plan(self, case: CaseFile, command: Command, register: Register, now: datetime) -> Plan:
        """The plan of the step, or its refusal on record."""
        answer = self._decided(case, command, register, now)
        if isinstance(answer, Refused):
            raise self.attempts.refused(case, command.transition, command.actor, answer.refusals, now)
        return answer

    def _decided(self, case: CaseFile, command: Command, register: Register, now: datetime) -> Plan | Refused:
        answer = decide(case, command, register=register, calendar=self.calendars.for_case(case), now=now)
        if isinstance(answer, Refused):
            return Refused(refusals=(*self.caseload.unworded(register), *answer.refusals))
        unknown = self.caseload.link_refusals(case.id, answer.links)
        return Refused(refusals=unknown) if unknown else answer

    def _issue(
        self, case: CaseFile, plan: Plan, command: Command, register: Register, *, asked: Opening | Command
    ) -> Done:
        """Render and write until the numbers hold."""
        issuer = self._issuer(case, plan, register)
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        command_digest, hold_fines = asked.digest(), plan.fine is not None and plan.transition.looks_beyond
        proof: Proof | None = None
        for _ in range(_ATTEMPTS):
            numbers = self._free_numbers(case.agency_id, issuer.counters())
            with self.meters.rendering("issue") if plan.papers else nullcontext():
                papers = issuer.papers(numbers)
            if isinstance(papers, Refused):
                raise self.attempts.refused(case, command.transition, command.actor, papers.refusals, plan.recorded_at)
            proof = proof or self._proof(issuer, papers)  # from one attempt to the next only the numbers change
            if proof.refusals:
                raise self.attempts.refused(case, command.transition, command.actor, proof.refusals, plan.recorded_at)
            advance = inscriber.step(
                plan,
                command,
                papers,
                issuer.brought.known(),
                command_digest=command_digest,
                custody=issuer.brought.heads(),
            )
            try:
                done = self._write(case, advance, plan.target.name, asked, hold_fines=hold_fines)
            except NumberTaken:
                continue
            except LockedRow:
                if not others_may_do(self.database, case.agency_id, papers):
                    raise
                continue
            return done if done.repeated else replace(done, notes=proof.notes)
        raise NumberTaken("、".join(counter for counter, _ in issuer.counters()), plan.recorded_at.year)

    def _proof(self, issuer: Issuer, papers: tuple[NumberedPaper, ...]) -> Proof:
        """The papers read once more, beside those of the case where they are to agree."""
        if not issuer.compares:
            return issuer.proof(papers)
        with self.database.read_once() as store:
            earlier = store.papers(issuer.case.id)
        return issuer.proof(papers, earlier)

    def _issuer(self, case: CaseFile, plan: Plan, register: Register) -> Issuer:
        custody = self._custody(case.id, plan.facts)
        return Issuer(
            case=case,
            plan=plan,
            register=register,
            files=self.evidence.files,
            custody=custody,
            templates=self.caseload.templates,
        )

    def _custody(self, case_id: str, facts: BaseModel) -> Mapping[str, tuple[Line, ...]]:
        """The chains of custody, where facts bring evidence that they must agree with; else nobody asks."""
        return self.evidence.chains(case_id) if brought(facts) else {}

    def _free_numbers(self, agency_id: str, counters: tuple[Counter, ...]) -> Mapping[Counter, int]:
        if not counters:
            return {}
        with self.database.read_once() as store:
            return store.next_numbers(agency_id, counters)

    def _write(self, case: CaseFile, advance: Advance, state: str, asked: Asked, *, hold_fines: bool = False) -> Done:
        """One short transaction. The calendar that its terms were counted by must still be the agency's, and with ``hold_fines`` the party's
        fines in other cases those it was decided on."""
        command = advance.command
        assert command is not None, "every entry comes from a command"
        try:
            with self.database.write() as store:
                if advance.terms:
                    store.calendars.hold(case.agency_id, case.calendar_version)
                if hold_fines:
                    self.caseload.hold(case, store)
                store.advance(advance)
        except (KeyTaken, StaleCase):
            # The claim comes before the key: the loser of two identical commands finds the case stale.
            known = self._remembered(command.agency_id, command.key)
            if known is None:
                raise
            return self._repeated(known, asked)
        return Done(case_id=advance.entry.case_id, version=command.version, seq=advance.entry.seq, state=state)

    def _repeated(self, known: CommandRecord, asked: Asked) -> Done:
        """What was done under this key, if it was this very command."""
        if not _same(known.digest, asked):
            raise KeyReused(asked.key)
        return self._done_before(known)

    def _remembered(self, agency_id: str, key: str) -> CommandRecord | None:
        with self.database.read_once() as store:
            return store.command(agency_id, key)

    def _done_before(self, known: CommandRecord) -> Done:
        with self.database.read() as store:
            line = next(line for line in history(store.load(known.case_id)) if line.seq == known.seq)
        return Done(case_id=known.case_id, version=known.version, seq=known.seq, state=line.to_state, repeated=True)


def _same(digest: str, asked: Asked) -> bool:
    """Whether the request is the one remembered; facts that have no digest were never performed."""
    try:
        return digest == asked.digest()
    except (TypeError, ValueError):
        return False
