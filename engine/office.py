"""The office: the one place where storage, documents and the core meet.

Every command goes the same way: read without a lock, decide, render all papers with the next free numbers, then one short write
transaction. Nothing renders, hashes a file or waits while a lock is held (invariant 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from pydantic import BaseModel
from sqlalchemy import URL, Connection, Engine

from zhifa.engine.assemble import case_file, fine_of, frame
from zhifa.engine.bundling import bundle_of
from zhifa.engine.calendar import Calendar
from zhifa.engine.canonical import JSON, canonical
from zhifa.engine.casefile import CaseFile
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.correct import Correction, decide_correction
from zhifa.engine.custody import Line
from zhifa.engine.custody_rows import StoredFile
from zhifa.engine.decide import Option, decide, options
from zhifa.engine.errors import CommandRefused, KeyReused, WorkflowChanged, WorkflowUnknown
from zhifa.engine.evidence import CustodyLine, EvidenceItem, EvidenceReceived, EvidenceRoom
from zhifa.engine.handover import HandingOver, decide_hand_over
from zhifa.engine.history import HistoryLine, history
from zhifa.engine.identity import Identities, RandomIdentities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.issue import Brought, Issuer
from zhifa.engine.ledger import Finding
from zhifa.engine.numbering import Counter
from zhifa.engine.past import PastDecisions, PastTable
from zhifa.engine.plan import Refused
from zhifa.engine.receiving import Handing, Receipt, receipt_refusals
from zhifa.engine.refusals import UNKNOWN_ACTOR, Refusal
from zhifa.engine.register import Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.renditions import Kind, Renditions
from zhifa.engine.verify import findings
from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.storage import migrate
from zhifa.storage.advance import Advance
from zhifa.storage.database import Database
from zhifa.storage.errors import KeyTaken, NumberTaken, StaleCase
from zhifa.storage.files import FileStore
from zhifa.storage.past_decisions import PastDecisionRow
from zhifa.storage.records import (
    CaseRecord,
    CommandRecord,
    ImportRecord,
    Loaded,
    PaperRecord,
    PastDecisionRecord,
    RefusalRecord,
    TermRecord,
)
from zhifa.workflows.dossier import brought
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.scrutiny import Deductions, Scrutiny, View, scrutinise
from zhifa.workflows.summary import SUMMARY

SHIPPED: tuple[Workflow, ...] = (ORDINARY, SUMMARY)
"""The procedures zhifa brings."""

_ATTEMPTS = 200
"""How often a step is rendered again because another case took its number first. Each time another one got on; eight processes that never
rest lose more than twenty times in a row now and then."""


class Office:
    """Performs commands on the cases of one database. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        *,
        files: FileStore | None,
        workflows: Iterable[Workflow],
        clock: Clock,
        identities: Identities,
        calendar: Calendar,
        renditions: Renditions,
    ) -> None:
        self._database = database
        self._files = files
        self._workflows = {(w.name, w.version): w for w in workflows}
        self._clock = clock
        self._identities = identities
        self._calendar = calendar
        self._renditions = renditions
        self._registrar = Registrar(database)
        self._past = PastDecisions(database, clock, identities)
        self._evidence = EvidenceRoom(database=database, files=files, identities=identities, calendar=calendar)

    @classmethod
    def open(
        cls,
        target: str | URL | Engine | Connection,
        *,
        files: Path | None = None,
        workflows: Iterable[Workflow] = SHIPPED,
        clock: Clock | None = None,
        identities: Identities | None = None,
        calendar: Calendar | None = None,
        create: bool = False,
        busy_timeout_ms: int = 5000,
    ) -> Self:
        """Open the database at a URL, or a host's own engine or connection.

        ``files``: folder of the evidence store; its orphans of earlier crashes are swept now. ``create``: make or upgrade the schema first;
        otherwise a missing or outdated schema is refused.
        """
        database = Database.open(target, busy_timeout_ms=busy_timeout_ms)
        if create:
            migrate.init(database)
        else:
            migrate.require_current(database)
        store = FileStore(files) if files else None
        if store:
            with database.read() as rows:
                store.sweep(rows.files_known)
        return cls(
            database,
            files=store,
            workflows=workflows,
            clock=clock or SystemClock(),
            identities=identities or RandomIdentities(),
            calendar=calendar or Calendar(),
            renditions=Renditions(files / "renditions" if files else None),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and the evidence store; a host's engine or connection stays as it is."""
        self._database.close()
        if self._files:
            self._files.close()

    @property
    def workflows(self) -> tuple[Workflow, ...]:
        return tuple(self._workflows.values())

    # --- registers and files -----------------------------------------------------------------------------------------

    def import_register(self, text: str) -> Register:
        """Put a register file (JSON) in the place of the agency's register. Raises ``RegisterFaulty`` naming every faulty row."""
        return self._registrar.import_file(text, today=legal_day(self._clock.now()))

    def agency_register(self, agency_id: str) -> Register:
        """The agency's register as it now stands. Raises ``LookupError`` when there is none."""
        return self._registrar.of(agency_id)

    def registers(self) -> tuple[Register, ...]:
        """The registers of all agencies, as they now stand."""
        return self._registrar.all()

    def attach(self, content: bytes | BinaryIO) -> str:
        """Keep a file in the evidence store and answer its digest, to be named in the facts of a command."""
        return self._store().put(content)

    # --- evidence ----------------------------------------------------------------------------------------------------

    def receive_evidence(
        self, case_id: str, key: str, content: bytes | BinaryIO, *, name: str, actor: str, obtained_at: datetime | None = None,
        source: str | None = None, media_type: str | None = None, checksum: Mapping[str, JSON] | None = None, note: str | None = None,
    ) -> EvidenceReceived:  # fmt: skip
        """Receive a file under a key of the case: streamed into the store, hashed on the way in, its custody begun.

        ``obtained_at`` is now when it is left out; ``checksum`` has the fields of :class:`zhifa.engine.receiving.Checksum`. The facts of a
        step may name the key before or after, with this digest. A file that comes in late is marked, not refused; the same file again under
        its key changes nothing. Raises :class:`CommandRefused` with every reason, ``CaseUnknown``, and the errors of the file store. After
        any of them no row of the case was written.
        """
        now = self._clock.now()
        receipt = Receipt(
            case_id=case_id, key=key, name=name, actor=actor, obtained_at=obtained_at or now, source=source, media_type=media_type,
            checksum=checksum, note=note,
        )  # fmt: skip
        case, register = self._standing(case_id)
        refusals = tuple(receipt_refusals(receipt, register=register, now=now))
        if refusals:
            raise self._refused(case, "receive_evidence", actor, refusals, now)
        files = self._store()
        digest = files.put(content)
        file = StoredFile(digest=digest, size=files.size(digest))
        case, register = self._standing(case_id)  # read again: a large file takes its time
        answer = self._evidence.enter(case, register, receipt, file, now=self._clock.now())
        if isinstance(answer, Refused):
            raise self._refused(case, "receive_evidence", actor, answer.refusals, now)
        return answer

    def hand_evidence(
        self,
        case_id: str,
        key: str,
        event: str,
        *,
        actor: str,
        occurred_at: datetime,
        to: str | None = None,
        note: str | None = None,
    ) -> CustodyLine:
        """Enter that evidence was viewed, moved, lent, returned or sealed. Raises :class:`CommandRefused`, ``CaseUnknown``, ``CustodyMoved``."""
        handing = Handing(case_id=case_id, key=key, event=event, actor=actor, occurred_at=occurred_at, to=to, note=note)
        case, register = self._standing(case_id)
        now = self._clock.now()
        answer = self._evidence.hand(handing, register, now=now)
        if isinstance(answer, Refused):
            raise self._refused(case, "hand_evidence", actor, answer.refusals, now)
        return answer

    def evidence(self, case_id: str) -> tuple[EvidenceItem, ...]:
        """All evidence of the case with its custody, and whether the store holds it intact: every file is read."""
        return self._evidence.items(self.case(case_id))

    def verify_evidence(self, case_id: str) -> tuple[Finding, ...]:
        """Everything about the evidence of the case that does not agree: files, which are all read, custody, facts."""
        with self._database.read() as store:
            rows, recorded = store.load(case_id), store.files(case_id)
        return tuple(self._evidence.findings(self._case(rows)[0], rows, recorded))

    # --- past decisions from elsewhere ---------------------------------------------------------------------------------

    def import_past_decisions(self, agency_id: str, table: PastTable, rows: Iterable[PastDecisionRow]) -> ImportRecord:
        """Keep the decisions of a table beside the agency's cases, all of them or none, each with its import and its row.

        They are never cases: no list, count, option or replay of cases handled here knows them. :func:`zhifa.history.import_table` reads and
        checks a file and calls this. Raises ``AlreadyImported`` for a file the agency took over before; ``LookupError`` for an agency
        without a register; the errors of storage. After any of them nothing was written.
        """
        return self._past.take(agency_id, table, rows)

    def past_imports(self, agency_id: str) -> tuple[ImportRecord, ...]:
        """The tables of past decisions the agency took over, the oldest first."""
        return self._past.imports(agency_id)

    def past_decisions(
        self, agency_id: str, *, party: str | None = None, number: str | None = None
    ) -> Iterator[PastDecisionRecord]:
        """The past decisions the agency took over, page by page, rows of one table together and in its order.

        ``party`` and ``number`` ask for that very name of the party and that very number of the decision.
        """
        return self._past.decisions(agency_id, party=party, number=number)

    # --- commands ----------------------------------------------------------------------------------------------------

    def register(self, opening: Opening) -> Done:
        """Open a case (线索登记). Raises as :meth:`perform` does."""
        workflow = self._newest(opening.workflow)
        register = self._registrar.of_officer(opening.actor)
        if register is None:
            day = legal_day(opening.occurred_at)
            raise CommandRefused((UNKNOWN_ACTOR.refuse(actor=opening.actor[:60], day=day),))
        with self._database.read_once() as store:
            known = store.command(register.agency.id, opening.key)
        if known:
            return self._repeated(known, opening)
        case = CaseFile(
            id=self._identities.new_id(),
            agency_id=register.agency.id,
            workflow=workflow,
            state=None,
            version=0,
            replay=opening.replay,
            opened_at=opening.occurred_at,
            **frame(workflow, register),
        )
        return self._advance(case, opening.command(case.id, workflow.opening.name), register, asked=opening)

    def perform(self, command: Command) -> Done:
        """Take one step, whole or not at all.

        Raises :class:`CommandRefused` with every reason; ``StaleCase`` when the case is not at ``expected_version`` any more;
        :class:`KeyReused`; ``CaseUnknown``; ``DatabaseBusy``, ``StorageFull`` and the other errors of storage. After any of them the
        database is as it was before, but for the refused attempt that is kept on record.
        """
        case, register, known = self._read(command)
        if known:
            return self._repeated(known, command)
        return self._advance(case, command, register, asked=command)

    def correct(self, correction: Correction) -> Done:
        """Correct a wrong value by a new entry: terms are reckoned anew and reviews before the decision voided. Raises as :meth:`perform`."""
        case, register, known = self._read(correction)
        if known:
            return self._repeated(known, correction)
        now = self._clock.now()
        plan = decide_correction(case, correction, register=register, calendar=self._calendar, now=now)
        if isinstance(plan, Refused):
            raise self._refused(case, "correction", correction.actor, plan.refusals, now)
        named = Brought(facts=plan.facts, files=self._files, custody=self._custody(case.id, plan.facts))
        if named.refusals():
            raise self._refused(case, "correction", correction.actor, named.refusals(), now)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        return self._write(inscriber.correction(plan, correction, named.known()), plan.target.name, correction)

    def hand_over(self, change: HandingOver) -> Done:
        """Put one handler in the place of another. Who once handled the case stays barred from reviewing it. Raises as :meth:`perform`."""
        case, register, known = self._read(change)
        if known:
            return self._repeated(known, change)
        now = self._clock.now()
        refusals = decide_hand_over(case, change, register=register, now=now)
        if refusals or case.state is None:
            raise self._refused(case, "hand_over", change.actor, refusals, now)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        return self._write(inscriber.hand_over(change, now), case.state.name, change)

    # --- reading -----------------------------------------------------------------------------------------------------

    def case(self, case_id: str) -> CaseFile:
        """The case as it stands. Raises ``CaseUnknown``."""
        return self._standing(case_id)[0]

    def cases(self) -> tuple[str, ...]:
        """Ids of all cases."""
        with self._database.read() as store:
            return tuple(store.case_ids())

    def options(self, case_id: str, actor: str) -> tuple[Option, ...]:
        """Every step of the procedure for this officer now, allowed or why not."""
        case, register = self._standing(case_id)
        case = self._looked_up(case, (t for t in case.workflow.transitions if case.state in t.sources))
        return options(case, actor, register=register, calendar=self._calendar, now=self._clock.now())

    def history(self, case_id: str) -> tuple[HistoryLine, ...]:
        """The record of the case, oldest first, as people read it."""
        with self._database.read() as store:
            return history(store.load(case_id))

    def papers(self, case_id: str) -> tuple[PaperRecord, ...]:
        """The papers of the case with their text, in the order of issue."""
        with self._database.read() as store:
            return store.papers(case_id)

    def rendition(self, paper_id: str, kind: Kind) -> bytes:
        """An issued paper as a page for a browser (``html``) or as PDF/A-2b (``pdf``). Raises ``LookupError`` for an unknown paper."""
        with self._database.read() as store:
            paper = store.paper(paper_id)
        if paper is None:
            raise LookupError(f"paper_id={paper_id}: no such paper")
        return self._renditions.of(paper, kind)

    def terms(self, case_id: str) -> tuple[TermRecord, ...]:
        """All terms of the case with their arithmetic, by start."""
        with self._database.read() as store:
            return tuple(sorted(store.load(case_id).terms, key=lambda t: (t.start_seq, t.code, t.key)))

    def refused(self, case_id: str) -> tuple[RefusalRecord, ...]:
        """Refused attempts on the case that are still on record."""
        with self._database.read() as store:
            return store.refusals(case_id)

    def scrutinise(self, case_id: str, deductions: Deductions | None = None) -> Scrutiny:
        """The checks of a case file (案卷评查) on the case as it stands today, scored as the agency has set. Raises ``CaseUnknown``."""
        with self._database.read() as store:
            rows = store.load(case_id)
        case, register = self._case(rows)
        today = legal_day(self._clock.now())
        return scrutinise(View(case=case, register=register, calendar=self._calendar, day=today), deductions)

    def verify(self, case_id: str) -> tuple[Finding, ...]:
        """Everything stored of the case that does not agree with its ledger; empty when all does."""
        with self._database.read() as store:
            papers, custody, fines = store.papers(case_id), store.custody(case_id), store.fines(case_id)
            return tuple(findings(store.load(case_id), papers, custody, fines))

    def bundle(self, case_id: str, *, with_facts: bool = True) -> bytes:
        """The record of the case as one ZIP file that :func:`zhifa.engine.bundle_check.check_bundle` checks without a database.

        The same case gives the same bytes. ``with_facts=False`` leaves facts and papers out, and the chain can still be checked. Raises
        ``CaseUnknown``.
        """
        with self._database.read() as store:
            rows, papers, files = store.load(case_id), store.papers(case_id), store.files(case_id)
        case, register = self._case(rows)
        return bundle_of(rows, papers, files, agency=register.agency, workflow=case.workflow, with_facts=with_facts)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _read(self, asked: Command | Correction | HandingOver) -> tuple[CaseFile, Register, CommandRecord | None]:
        """The case at the version the officer saw, or the record of this key. Raises ``StaleCase``."""
        with self._database.read_once() as store:
            rows = store.load(asked.case_id, key=asked.key)
        if rows.command is None and rows.case.version != asked.expected_version:
            raise StaleCase(asked.case_id, asked.expected_version)
        return (*self._case(rows), rows.command)

    def _standing(self, case_id: str) -> tuple[CaseFile, Register]:
        """The case as it stands, with its agency's register. Raises ``CaseUnknown``."""
        with self._database.read() as store:
            rows = store.load(case_id)
        return self._case(rows)

    def _custody(self, case_id: str, facts: BaseModel) -> Mapping[str, tuple[Line, ...]]:
        """The chains of custody, where facts bring evidence that they must agree with; else nobody asks."""
        return self._evidence.chains(case_id) if brought(facts) else {}

    def _store(self) -> FileStore:
        if self._files is None:
            raise ValueError(
                "files: this office was opened without an evidence store; name a folder in Office.open(files=…)"
            )
        return self._files

    def _looked_up(self, case: CaseFile, steps: Iterable[Transition]) -> CaseFile:
        """The case with the party's fines in other cases, where a guard of these steps asks for them."""
        party = case.workflow.party(case)
        if party is None or not any(guard.looks_beyond for step in steps for guard in step.guards):
            return case
        with self._database.read_once() as store:
            return replace(case, fines=tuple(map(fine_of, store.fines_elsewhere(party, case.id))))

    def _case(self, rows: Loaded) -> tuple[CaseFile, Register]:
        register = self._registrar.at(rows.case.agency_id, rows.register_version)
        return case_file(rows, self._workflow(rows.case), register), register

    def _advance(self, case: CaseFile, command: Command, register: Register, *, asked: Opening | Command) -> Done:
        """Decide once, then render and write until the numbers hold."""
        now = self._clock.now()
        case = self._looked_up(case, (t for t in case.workflow.transitions if t.name == command.transition))
        plan = decide(case, command, register=register, calendar=self._calendar, now=now)
        if isinstance(plan, Refused):
            raise self._refused(case, command.transition, command.actor, plan.refusals, now)
        custody = self._custody(case.id, plan.facts)
        issuer = Issuer(case=case, plan=plan, register=register, files=self._files, custody=custody)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        command_digest = asked.digest()
        for _ in range(_ATTEMPTS):
            papers = issuer.papers(self._free_numbers(case.agency_id, issuer.counters()))
            if isinstance(papers, Refused):
                raise self._refused(case, command.transition, command.actor, papers.refusals, now)
            advance = inscriber.step(
                plan,
                command,
                papers,
                issuer.brought.known(),
                command_digest=command_digest,
                custody=issuer.brought.heads(),
            )
            try:
                return self._write(advance, plan.target.name, asked)
            except NumberTaken:
                continue
        raise NumberTaken("、".join(counter for counter, _ in issuer.counters()), now.year)

    def _free_numbers(self, agency_id: str, counters: tuple[Counter, ...]) -> Mapping[Counter, int]:
        if not counters:
            return {}
        with self._database.read_once() as store:
            return store.next_numbers(agency_id, counters)

    def _write(self, advance: Advance, state: str, asked: Asked) -> Done:
        command = advance.command
        assert command is not None, "every entry comes from a command"
        try:
            with self._database.write() as store:
                store.advance(advance)
        except (KeyTaken, StaleCase):
            # The claim comes before the key: the loser of two identical commands finds the case stale.
            with self._database.read_once() as store:
                known = store.command(command.agency_id, command.key)
            if known is None:
                raise
            return self._repeated(known, asked)
        return Done(case_id=advance.entry.case_id, version=command.version, seq=advance.entry.seq, state=state)

    def _repeated(self, known: CommandRecord, asked: Asked) -> Done:
        """What was done under this key, if it was this very command."""
        if not _same(known.digest, asked):
            raise KeyReused(asked.key)
        with self._database.read() as store:
            line = next(line for line in history(store.load(known.case_id)) if line.seq == known.seq)
        return Done(case_id=known.case_id, version=known.version, seq=known.seq, state=line.to_state, repeated=True)

    def _refused(
        self, case: CaseFile, transition: str, actor: str, refusals: tuple[Refusal, ...], now: datetime
    ) -> CommandRefused:
        """Keep the attempt in a transaction of its own, and answer the exception to raise."""
        record = RefusalRecord(
            id=self._identities.new_id(),
            agency_id=case.agency_id,
            case_id=case.id if case.version else None,
            transition=transition[:100],
            actor_id=actor[:100],
            at=instant_text(now),
            reasons=canonical([refusal.as_dict() for refusal in refusals]),
        )
        with self._database.write() as store:
            store.refuse(record)
        return CommandRefused(refusals)

    def _workflow(self, case: CaseRecord) -> Workflow:
        """The very declaration the case was opened under (invariant 8)."""
        workflow = self._workflows.get((case.workflow, case.workflow_version))
        if workflow is None:
            raise WorkflowUnknown(case.workflow, case.workflow_version)
        if workflow.digest != case.workflow_digest:
            raise WorkflowChanged(case.workflow, case.workflow_version)
        return workflow

    def _newest(self, name: str) -> Workflow:
        versions = [w for (known, _), w in self._workflows.items() if known == name]
        if not versions:
            raise WorkflowUnknown(name)
        return max(versions, key=lambda w: w.version)


Asked = Opening | Command | Correction | HandingOver


def _same(digest: str, asked: Asked) -> bool:
    """Whether the request is the one remembered; facts that have no digest were never performed."""
    try:
        return digest == asked.digest()
    except (TypeError, ValueError):
        return False
