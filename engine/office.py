"""The office: the one place where storage, documents and the core meet.

Every command goes the same way: read without a lock, decide, render all papers with the next free numbers, then one short write
transaction. Nothing renders, hashes a file or waits while a lock is held (invariant 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from sqlalchemy import URL, Connection, Engine

from zhifa.engine.assemble import case_file, frame
from zhifa.engine.calendar import Calendar
from zhifa.engine.canonical import canonical
from zhifa.engine.casefile import CaseFile
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.correct import Correction, decide_correction
from zhifa.engine.decide import Option, decide, options
from zhifa.engine.errors import CommandRefused, KeyReused, WorkflowChanged, WorkflowUnknown
from zhifa.engine.handover import HandingOver, decide_hand_over
from zhifa.engine.history import HistoryLine, history
from zhifa.engine.identity import Identities, RandomIdentities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.issue import Brought, Issuer
from zhifa.engine.ledger import Finding
from zhifa.engine.plan import Refused
from zhifa.engine.refusals import UNKNOWN_ACTOR, Refusal
from zhifa.engine.register import Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.renditions import Kind, Renditions
from zhifa.engine.verify import findings
from zhifa.engine.workflow import Workflow
from zhifa.storage import migrate
from zhifa.storage.advance import Advance
from zhifa.storage.database import Database
from zhifa.storage.errors import KeyTaken, NumberTaken, StaleCase
from zhifa.storage.files import FileStore
from zhifa.storage.records import CaseRecord, CommandRecord, Loaded, PaperRecord, RefusalRecord, TermRecord
from zhifa.workflows.ordinary import ORDINARY

SHIPPED: tuple[Workflow, ...] = (ORDINARY,)
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
        if self._files is None:
            raise ValueError(
                "files: this office was opened without an evidence store; name a folder in Office.open(files=…)"
            )
        return self._files.put(content)

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
        brought = Brought(facts=plan.facts, files=self._files)
        if brought.refusals():
            raise self._refused(case, "correction", correction.actor, brought.refusals(), now)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        return self._write(inscriber.correction(plan, correction, brought.known()), plan.target.name, correction)

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
        with self._database.read() as store:
            rows = store.load(case_id)
        return self._case(rows)[0]

    def cases(self) -> tuple[str, ...]:
        """Ids of all cases."""
        with self._database.read() as store:
            return tuple(store.case_ids())

    def options(self, case_id: str, actor: str) -> tuple[Option, ...]:
        """Every step of the procedure for this officer now, allowed or why not."""
        with self._database.read() as store:
            rows = store.load(case_id)
        case, register = self._case(rows)
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

    def verify(self, case_id: str) -> tuple[Finding, ...]:
        """Everything stored of the case that does not agree with its ledger; empty when all does."""
        with self._database.read() as store:
            return tuple(findings(store.load(case_id), store.papers(case_id)))

    # --- parts -------------------------------------------------------------------------------------------------------

    def _read(self, asked: Command | Correction | HandingOver) -> tuple[CaseFile, Register, CommandRecord | None]:
        """The case at the version the officer saw, or the record of this key. Raises ``StaleCase``."""
        with self._database.read_once() as store:
            rows = store.load(asked.case_id, key=asked.key)
        if rows.command is None and rows.case.version != asked.expected_version:
            raise StaleCase(asked.case_id, asked.expected_version)
        return (*self._case(rows), rows.command)

    def _case(self, rows: Loaded) -> tuple[CaseFile, Register]:
        register = self._registrar.at(rows.case.agency_id, rows.register_version)
        return case_file(rows, self._workflow(rows.case), register), register

    def _advance(self, case: CaseFile, command: Command, register: Register, *, asked: Opening | Command) -> Done:
        """Decide once, then render and write until the numbers hold."""
        now = self._clock.now()
        plan = decide(case, command, register=register, calendar=self._calendar, now=now)
        if isinstance(plan, Refused):
            raise self._refused(case, command.transition, command.actor, plan.refusals, now)
        issuer = Issuer(case=case, plan=plan, register=register, files=self._files)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        command_digest = asked.digest()
        for _ in range(_ATTEMPTS):
            papers = issuer.papers(self._free_numbers(case.agency_id, issuer.series()))
            if isinstance(papers, Refused):
                raise self._refused(case, command.transition, command.actor, papers.refusals, now)
            advance = inscriber.step(plan, command, papers, issuer.brought.known(), command_digest=command_digest)
            try:
                return self._write(advance, plan.target.name, asked)
            except NumberTaken:
                continue
        raise NumberTaken("、".join(series for series, _ in issuer.series()), now.year)

    def _free_numbers(self, agency_id: str, series: tuple[tuple[str, int], ...]) -> Mapping[tuple[str, int], int]:
        if not series:
            return {}
        with self._database.read_once() as store:
            return store.next_numbers(agency_id, series)

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
