"""The office: the one place where storage, documents and the core meet.

Every command goes the same way: read without a lock, decide, render all papers with the next free numbers, then one short write
transaction. Nothing renders, hashes a file or waits while a lock is held (invariant 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from sqlalchemy import URL, Connection, Engine

from zhifa.engine.assemble import case_file
from zhifa.engine.calendar import Calendar
from zhifa.engine.canonical import JSON, canonical
from zhifa.engine.casefile import CaseFile
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.command import Command
from zhifa.engine.correct import Correction, decide_correction
from zhifa.engine.decide import Option, decide, options
from zhifa.engine.handover import HandingOver, decide_hand_over
from zhifa.engine.history import HistoryLine, history
from zhifa.engine.identity import Identities, RandomIdentities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.issue import Issuer
from zhifa.engine.ledger import Finding
from zhifa.engine.plan import Refused
from zhifa.engine.refusals import UNKNOWN_ACTOR, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_rows import register_of, rows_of
from zhifa.engine.renditions import Kind, Renditions
from zhifa.engine.verify import findings
from zhifa.engine.workflow import Workflow
from zhifa.storage import migrate
from zhifa.storage.advance import Advance
from zhifa.storage.database import Database
from zhifa.storage.errors import KeyTaken, NumberTaken, StaleCase
from zhifa.storage.files import FileStore
from zhifa.storage.records import CaseRecord, CommandRecord, Loaded, PaperRecord, RefusalRecord, TermRecord
from zhifa.storage.store import Store
from zhifa.workflows.ordinary import ORDINARY

SHIPPED: tuple[Workflow, ...] = (ORDINARY,)
"""The procedures zhifa brings."""

_ATTEMPTS = 20
"""How often a step is rendered again because another case took its number first."""


class CommandRefused(Exception):
    """A command is refused; ``refusals`` holds every reason. Nothing was changed."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("；".join(f"{r.text}（{r.article}）" for r in refusals))
        self.refusals = refusals


class KeyReused(Exception):
    """An idempotency key came back with another command. Nothing was changed."""

    def __init__(self, key: str) -> None:
        super().__init__(f"幂等键 {key} 已用于另一条命令；请换一个键，或者原样重发原命令")
        self.key = key


class WorkflowUnknown(Exception):
    """A case names a procedure, or a version of one, that this office was not given."""

    def __init__(self, name: str, version: int | None = None) -> None:
        super().__init__(f"没有流程 {name}" + (f" 第{version}版" if version else ""))
        self.name = name
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A request to open a case: the facts of the procedure's first step."""

    workflow: str
    actor: str
    occurred_at: datetime
    key: str
    facts: Mapping[str, JSON]
    replay: bool = False
    """Opened as a replay of a published case; fixed for the life of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: the case as it now stands."""

    case_id: str
    version: int
    seq: int
    """Number of the entry in the case's record."""
    state: str
    repeated: bool = False
    """The same command under the same key had been performed before; nothing was done again."""


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
        self._registers: dict[str, Register] = {}

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
        rows = rows_of(text)
        with self._database.write() as store:
            store.replace_register(rows)
        with self._database.read() as store:
            return self._register(store, rows.agency.id)

    def agency_register(self, agency_id: str) -> Register:
        """The agency's register as it now stands."""
        with self._database.read() as store:
            return self._register(store, agency_id)

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
        case_id = self._identities.new_id()
        with self._database.read() as store:
            register = self._register_of(store, opening.actor)
        if register is None:
            day = legal_day(opening.occurred_at)
            raise CommandRefused((UNKNOWN_ACTOR.refuse(actor=opening.actor, day=day),))
        case = CaseFile(
            id=case_id,
            agency_id=register.agency.id,
            workflow=workflow,
            state=None,
            version=0,
            replay=opening.replay,
            opened_at=opening.occurred_at,
        )
        command = Command(
            case_id=case_id,
            transition=workflow.opening.name,
            actor=opening.actor,
            occurred_at=opening.occurred_at,
            expected_version=0,
            key=opening.key,
            facts=opening.facts,
        )
        same = replace(command, case_id="new")
        with self._database.read() as store:
            known = store.command(register.agency.id, opening.key)
        if known:
            return self._repeated(known, same.digest(), opening.key)
        return self._advance(case, command, register, command_digest=same.digest())

    def perform(self, command: Command) -> Done:
        """Take one step, whole or not at all.

        Raises :class:`CommandRefused` with every reason; ``StaleCase`` when the case is not at ``expected_version`` any more;
        :class:`KeyReused`; ``CaseUnknown``; ``DatabaseBusy``, ``StorageFull`` and the other errors of storage. After any of them the
        database is as it was before, but for the refused attempt that is kept on record.
        """
        rows, known, register = self._read(command.case_id, command.key)
        if known:
            return self._repeated(known, command.digest(), command.key)
        if rows.case.version != command.expected_version:
            raise StaleCase(command.case_id, command.expected_version)
        case = case_file(rows, self._workflow(rows.case))
        return self._advance(case, command, register, command_digest=command.digest())

    def correct(self, correction: Correction) -> Done:
        """Correct a wrong value by a new entry: terms are reckoned anew and reviews before the decision voided. Raises as :meth:`perform`."""
        rows, known, register = self._read(correction.case_id, correction.key)
        if known:
            return self._repeated(known, correction.digest(), correction.key)
        if rows.case.version != correction.expected_version:
            raise StaleCase(correction.case_id, correction.expected_version)
        case = case_file(rows, self._workflow(rows.case))
        now = self._clock.now()
        plan = decide_correction(case, correction, register=register, calendar=self._calendar, now=now)
        if isinstance(plan, Refused):
            raise self._refused(case, "correction", correction.actor, plan.refusals, now)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        return self._write(inscriber.correction(plan, correction), plan.target.name)

    def hand_over(self, change: HandingOver) -> Done:
        """Put one handler in the place of another. Who once handled the case stays barred from reviewing it. Raises as :meth:`perform`."""
        rows, known, register = self._read(change.case_id, change.key)
        if known:
            return self._repeated(known, change.digest(), change.key)
        if rows.case.version != change.expected_version:
            raise StaleCase(change.case_id, change.expected_version)
        case = case_file(rows, self._workflow(rows.case))
        now = self._clock.now()
        refusals = decide_hand_over(case, change, register=register, now=now)
        if refusals:
            raise self._refused(case, "hand_over", change.actor, refusals, now)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        advance = inscriber.hand_over(
            old=change.old, new=change.new, reason=change.reason, actor=change.actor, at=change.occurred_at, now=now,
            key=change.key, digest=change.digest(), expected=change.expected_version,
        )  # fmt: skip
        return self._write(advance, rows.case.state)

    # --- reading -----------------------------------------------------------------------------------------------------

    def case(self, case_id: str) -> CaseFile:
        """The case as it stands. Raises ``CaseUnknown``."""
        with self._database.read() as store:
            rows = store.load(case_id)
        return case_file(rows, self._workflow(rows.case))

    def cases(self) -> tuple[str, ...]:
        """Ids of all cases."""
        with self._database.read() as store:
            return tuple(store.case_ids())

    def options(self, case_id: str, actor: str) -> tuple[Option, ...]:
        """Every step of the procedure for this officer now, allowed or why not."""
        with self._database.read() as store:
            rows = store.load(case_id)
            register = self._register(store, rows.case.agency_id, rows.register_version)
        case = case_file(rows, self._workflow(rows.case))
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

    def _read(self, case_id: str, key: str) -> tuple[Loaded, CommandRecord | None, Register]:
        with self._database.read() as store:
            rows = store.load(case_id)
            known = store.command(rows.case.agency_id, key)
            register = self._register(store, rows.case.agency_id, rows.register_version)
        return rows, known, register

    def _advance(self, case: CaseFile, command: Command, register: Register, *, command_digest: str) -> Done:
        """Decide once, then render and write until the numbers hold."""
        now = self._clock.now()
        plan = decide(case, command, register=register, calendar=self._calendar, now=now)
        if isinstance(plan, Refused):
            raise self._refused(case, command.transition, command.actor, plan.refusals, now)
        issuer = Issuer(case=case, plan=plan, register=register, files=self._files)
        inscriber = Inscriber(case=case, register=register, identities=self._identities)
        for _ in range(_ATTEMPTS):
            with self._database.read() as store:
                free = store.next_numbers(case.agency_id, issuer.series())
            papers = issuer.papers(free)
            if isinstance(papers, Refused):
                raise self._refused(case, command.transition, command.actor, papers.refusals, now)
            advance = inscriber.step(plan, command, papers, issuer.brought_files(), command_digest=command_digest)
            try:
                return self._write(advance, plan.target.name)
            except NumberTaken:
                continue
        raise NumberTaken("、".join(series for series, _ in issuer.series()), now.year)

    def _write(self, advance: Advance, state: str) -> Done:
        command = advance.command
        assert command is not None, "every entry comes from a command"
        try:
            with self._database.write() as store:
                store.advance(advance)
        except (KeyTaken, StaleCase):
            # The claim comes before the key: the loser of two identical commands finds the case stale.
            with self._database.read() as store:
                known = store.command(command.agency_id, command.key)
            if known is None:
                raise
            return self._repeated(known, command.digest, command.key)
        return Done(case_id=advance.entry.case_id, version=command.version, seq=advance.entry.seq, state=state)

    def _repeated(self, known: CommandRecord, digest_now: str, key: str) -> Done:
        """What was done under this key, if it was this very command."""
        if known.digest != digest_now:
            raise KeyReused(key)
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
        workflow = self._workflows.get((case.workflow, case.workflow_version))
        if workflow is None:
            raise WorkflowUnknown(case.workflow, case.workflow_version)
        return workflow

    def _newest(self, name: str) -> Workflow:
        versions = [w for (known, _), w in self._workflows.items() if known == name]
        if not versions:
            raise WorkflowUnknown(name)
        return max(versions, key=lambda w: w.version)

    def _register(self, store: Store, agency_id: str, version: int | None = None) -> Register:
        """The agency's register; kept until its version moves."""
        kept = self._registers.get(agency_id)
        if kept is not None and version == kept.version:
            return kept
        rows = store.register(agency_id)
        if rows is None:
            raise LookupError(f"agency_id={agency_id}: no such agency; import its register first")
        self._registers[agency_id] = register_of(rows)
        return self._registers[agency_id]

    def _register_of(self, store: Store, actor: str) -> Register | None:
        """The register that the officer is on: the actor brings the agency."""
        for agency in store.agencies():
            register = self._register(store, agency.id, agency.register_version)
            if actor in register.officers:
                return register
        return None
