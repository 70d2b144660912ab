"""The office: the one door to the cases of a database, and the one place where storage, documents and the core meet.

How a command goes through it, :mod:`zhifa.engine.performing` says; the evidence has a door of its own in ``office.evidence``, decisions taken
over from elsewhere in ``office.past``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import URL, Connection, Engine

from zhifa.documents.fonts import SHIPPED as SHIPPED_FONTS
from zhifa.documents.fonts import Fonts
from zhifa.documents.packs import SHIPPED as SHIPPED_TEMPLATES
from zhifa.documents.packs import Templates
from zhifa.documents.signing.port import Signer
from zhifa.engine.accounts import AccountRoom
from zhifa.engine.agenda import Agenda
from zhifa.engine.assemble import related
from zhifa.engine.at_desk import DeskRoom, require_penalty
from zhifa.engine.attempts import Attempts
from zhifa.engine.books.roles import labels_of
from zhifa.engine.bundling import bundle_of
from zhifa.engine.calendar import Calendar
from zhifa.engine.calendar_room import CalendarRoom
from zhifa.engine.calendars import Calendars
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock, SystemClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.correct import Correction
from zhifa.engine.decide import Option, options
from zhifa.engine.docket_room import DocketRoom
from zhifa.engine.dossier import Dossier, dossier_of
from zhifa.engine.errors import NotThere
from zhifa.engine.events import EventRoom
from zhifa.engine.evidence import EvidenceRoom
from zhifa.engine.evidence_findings import intact
from zhifa.engine.forecast import Forecast, forecast
from zhifa.engine.handover import HandingOver
from zhifa.engine.history import HistoryLine, history
from zhifa.engine.identity import Identities, RandomIdentities
from zhifa.engine.inbox import Inbox
from zhifa.engine.instants import legal_day
from zhifa.engine.jottings import Jottings
from zhifa.engine.ledger import Finding
from zhifa.engine.linked import Related
from zhifa.engine.meters import Meters
from zhifa.engine.migration_room import MigrationRoom
from zhifa.engine.number_room import NumberRoom
from zhifa.engine.outbox import Outbox
from zhifa.engine.past import PastDecisions
from zhifa.engine.performing import Performer
from zhifa.engine.preview import Preview
from zhifa.engine.proofreading import proofread_again
from zhifa.engine.reach import reach_of
from zhifa.engine.reader import Reader
from zhifa.engine.readiness import Readiness
from zhifa.engine.reads import Reads
from zhifa.engine.recounting import Recounter
from zhifa.engine.register import Register
from zhifa.engine.register_room import RegisterRoom
from zhifa.engine.registrar import Registrar
from zhifa.engine.reindexing import Reindexed, Reindexer
from zhifa.engine.renditions import Kind, Renditions
from zhifa.engine.restoring import Restored, Restorer
from zhifa.engine.review_room import ReviewRoom
from zhifa.engine.saved_filters import SavedFilters
from zhifa.engine.seals import SealRoom
from zhifa.engine.subscriptions import SubscriptionRoom
from zhifa.engine.sweeping import Means
from zhifa.engine.swept import Swept
from zhifa.engine.uploads import UploadRoom
from zhifa.engine.verify import Beyond, findings, watch_findings
from zhifa.engine.watch import Watch, WatchStatus
from zhifa.engine.workflow import Workflow
from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.files import FileStore
from zhifa.storage.records import Loaded, PaperRecord, RefusalRecord, SealRecord, TermRecord
from zhifa.workflows import ordinary, summary
from zhifa.workflows.recorded import Recorded, recorded
from zhifa.workflows.scrutiny import Deductions, Scrutiny
from zhifa.workflows.upkeep import UPKEEP

if TYPE_CHECKING:
    from zhifa.engine.volumes import Bound, Over

SHIPPED: tuple[Workflow, ...] = (ordinary.FIRST, ordinary.ORDINARY, summary.FIRST, summary.SUMMARY, UPKEEP)
"""The procedures zhifa brings, every version of each."""


class Office:
    """Performs commands on the cases of one database. Safe to share between threads."""

    evidence: EvidenceRoom
    """Files that come in, their custody, and whether they still agree."""
    seals: SealRoom
    """Papers that bear a seal: their signed files, and what stands in the way of sealing the others."""
    accounts: AccountRoom
    """Rows of those who may sign in; :mod:`zhifa.identity` keeps them."""
    agenda: Agenda
    """Running terms across all cases, by the day on which they end."""
    desk: DeskRoom
    """Cases that a reader was given, laid before an officer with all that may be done."""
    calendars: CalendarRoom
    """Files of days that an agency takes in, and its open terms counted anew by them."""
    migrations: MigrationRoom
    """Cases that go on under another version of their procedure."""
    books: RegisterRoom
    """Every change of an agency's register, what it would do, and its history."""
    reviews: ReviewRoom
    """Cases that wait for a legal review, who may take them, and statistics."""
    past: PastDecisions
    """Decisions made elsewhere or before: kept beside the cases, never among them."""
    meters: Meters
    """Those who count what this office does."""
    readiness: Readiness
    """Whether the office can work at this moment."""
    numbers: NumberRoom
    """What became of the numbers of papers, and printed numbers that are voided."""
    inbox: Inbox
    """The warnings that reached each officer, and who took note of which."""
    saved_filters: SavedFilters
    """Lists that officers keep under a name."""
    jottings: Jottings
    """What officers have typed and not handed in yet."""
    events: EventRoom
    """What happened to cases, in a feed for programs outside."""
    subscriptions: SubscriptionRoom
    """Programs outside that are told of events unasked."""
    uploads: UploadRoom
    """Files that are on their way in."""
    outbox: Outbox
    """Digests of warnings on their way outside; :mod:`zhifa.couriers` carries them."""
    reads: Reads
    """Who read what of a case."""

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
        templates: Templates,
        uploads: Path | None = None,
    ) -> None:
        self._database = database
        self._files = files
        self._clock = clock
        self._calendars = Calendars(database, calendar)
        self._renditions = renditions
        self._registrar = Registrar(database)
        self._caseload = Caseload(database, self._registrar, workflows, templates=templates, clock=clock)
        self.books = RegisterRoom(
            database=database, registrar=self._registrar, clock=clock, roles=labels_of(self._caseload.workflows)
        )
        self.accounts = AccountRoom(database=database, clock=clock, identities=identities)
        self.agenda = Agenda(database, self._caseload, self._calendars, clock)
        self.desk = DeskRoom(caseload=self._caseload, calendars=self._calendars, agenda=self.agenda, clock=clock)
        self.reviews = ReviewRoom(
            database=database, registrar=self._registrar, caseload=self._caseload, calendars=self._calendars, clock=clock,
        )  # fmt: skip
        self._attempts = Attempts(database=database, identities=identities)
        self.past = PastDecisions(database, clock, identities)
        self.numbers = NumberRoom(database=database, registrar=self._registrar, clock=clock, identities=identities)
        self.inbox = Inbox(database, clock, identities)
        self.jottings = Jottings(database, clock, identities)
        self.saved_filters = SavedFilters(database=database, clock=clock, identities=identities)
        self.outbox = Outbox(database)
        self.events = EventRoom(database=database, clock=clock)
        self.subscriptions = SubscriptionRoom(
            database=database, events=self.events, clock=clock, identities=RandomIdentities()
        )
        self.uploads = UploadRoom(
            database=database, folder=(uploads or files.root / "uploads") if files else None, clock=clock, identities=RandomIdentities(),
        )  # fmt: skip
        self.readiness = Readiness(database, files)
        self.meters = Meters()
        self.reads = Reads(database=database, clock=clock, identities=identities)
        self._docket = DocketRoom(database=database, workflows=self._caseload.workflows)
        self.evidence = EvidenceRoom(
            database=database, files=files, caseload=self._caseload, attempts=self._attempts,
            clock=clock, identities=identities, calendars=self._calendars,
        )  # fmt: skip
        self.seals = SealRoom(
            database=database, files=files, caseload=self._caseload, attempts=self._attempts, renditions=renditions, clock=clock,
            identities=identities,
        )  # fmt: skip
        recounter = Recounter(
            database=database, caseload=self._caseload, calendars=self._calendars, clock=clock, identities=identities
        )
        self.calendars = CalendarRoom(
            database=database, registrar=self._registrar, calendars=self._calendars, recounter=recounter, clock=clock, identities=identities,
        )  # fmt: skip
        self._performer = Performer(
            database=database, registrar=self._registrar, caseload=self._caseload, evidence=self.evidence, attempts=self._attempts,
            clock=clock, identities=identities, calendars=self._calendars, meters=self.meters,
        )  # fmt: skip
        self.migrations = MigrationRoom(database=database, caseload=self._caseload, performer=self._performer)
        self._restorer = Restorer(database=database, caseload=self._caseload, identities=identities)
        self._reindexer = Reindexer(database=database, caseload=self._caseload)
        means = Means(
            database=database, registrar=self._registrar, caseload=self._caseload, calendars=self._calendars,
            identities=identities, expire=self.perform_system,
        )  # fmt: skip
        self._watch = Watch(means=means, clock=clock)

    @classmethod
    def open(
        cls,
        target: str | URL | Engine | Connection,
        *,
        files: Path | None = None,
        uploads: Path | None = None,
        workflows: Iterable[Workflow] = SHIPPED,
        clock: Clock | None = None,
        identities: Identities | None = None,
        calendar: Calendar | None = None,
        fonts: Fonts = SHIPPED_FONTS,
        templates: Templates = SHIPPED_TEMPLATES,
        create: bool = False,
        busy_timeout_ms: int = 5000,
    ) -> Self:
        """Open the database at a URL, or a host's own engine or connection.

        ``files``: folder of the evidence store; what is put first into it makes it this database's, unless files lie there of which it knows none;
        the store of another one is refused (``StoreForeign``). ``uploads``: where files lie on their way into it; within it where not told. ``create``: make or upgrade the schema first; otherwise a missing or outdated schema
        is refused. ``fonts``: what the PDFs of papers are set in. ``templates``: the packs that papers may be worded by
        (``SHIPPED.with_packs(folder)`` of :mod:`zhifa.documents.packs`); which of them are, each agency's register says.
        """
        database = Database.open(target, busy_timeout_ms=busy_timeout_ms)
        outdated = create and migrate.current(database) not in (None, migrate.head())
        if create:
            migrate.init(database)
        else:
            migrate.require_current(database)
        office = cls(
            database,
            files=_store_of(database, files) if files else None,
            uploads=uploads,
            workflows=workflows,
            clock=clock or SystemClock(),
            identities=identities or RandomIdentities(),
            calendar=calendar or Calendar(),
            renditions=Renditions(files / "renditions" if files else None, fonts),
            templates=templates,
        )
        if outdated:
            office.restore_handlers()
            office.restore_docket()
        return office

    def restore_handlers(self, *, told: Callable[[int, int], None] | None = None) -> Restored:
        """Write who handles the cases that were assigned before that was kept beside them (migration 0009), so that warnings reach them.

        :meth:`open` with ``create`` and ``zhifa db upgrade`` do so. It is safe to run again. ``told`` learns how many are done, and of how many.
        """
        return self._restorer.restore(told)

    def restore_docket(self, *, told: Callable[[int, int], None] | None = None) -> Reindexed:
        """Make what lists and searches read of the cases that stood in the database before there were any (migration 0018).

        :meth:`open` with ``create`` and ``zhifa db upgrade`` do so. It is safe to run again, to break off, and beside others.
        """
        return self._reindexer.restore(told)

    def reindex(self, *, told: Callable[[int, int], None] | None = None) -> Reindexed:
        """Make all that lists and searches read anew of the case files, and say how many differed (``zhifa db reindex``)."""
        return self._reindexer.anew(told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, reads noted before; a host's engine or connection stays as it is."""
        self.reads.close()
        self._docket.close()
        self._database.close()

    @property
    def workflows(self) -> tuple[Workflow, ...]:
        """The procedures this office was given, every version of each."""
        return self._caseload.workflows

    @property
    def fonts(self) -> Fonts:
        """What the PDFs of this office's papers are set in."""
        return self._renditions.fonts

    @property
    def templates(self) -> Templates:
        """The packs at hand that papers may be worded by."""
        return self._caseload.templates

    # --- registers ---------------------------------------------------------------------------------------------------

    def import_register(self, text: str, *, actor: str | None = None) -> Register:
        """Put a register file (JSON) in the place of the agency's register, as :meth:`RegisterRoom.take_file` does.

        Raises ``RegisterFaulty`` naming every faulty row.
        """
        return self.books.take_file(text, actor=actor).register

    def agency_register(self, agency_id: str) -> Register:
        """The agency's register as it now stands. Raises ``NotThere`` when there is none."""
        return self._registrar.of(agency_id)

    def registers(self) -> tuple[Register, ...]:
        """The registers of all agencies, as they now stand."""
        return self._registrar.all()

    # --- commands ----------------------------------------------------------------------------------------------------

    def register(self, opening: Opening) -> Done:
        """Open a case (线索登记). Raises as :meth:`perform` does."""
        with self.meters.step("register"):
            return self._performer.open(opening)

    def perform(self, command: Command) -> Done:
        """Take one step, whole or not at all.

        Raises :class:`CommandRefused` with every reason; ``StaleCase`` when the case is not at ``expected_version`` any more;
        :class:`KeyReused`; ``CaseUnknown``; ``DatabaseBusy``, ``StorageFull`` and the other errors of storage. After any of them the
        database is as it was before, but for the refused attempt that is kept on record. In the name of the system nothing is taken here.
        """
        with self.meters.step(command.transition):
            return self._performer.step(command)

    def preview(self, asked: Opening | Command | Correction | HandingOver, *, rows: Loaded | None = None) -> Preview:
        """What :meth:`register`, :meth:`perform`, :meth:`correct` or :meth:`hand_over` would do now: papers marked 预览 and without a number, and what
        follows of a correction. Nothing is written, not even a refused attempt.

        What proofreading says against the papers is told beside them. ``rows``: the case as a reader was given it just now, so that it is not read
        again. Raises :class:`CommandRefused`, ``StaleCase`` and ``CaseUnknown`` as :meth:`perform` does.
        """
        return self._performer.preview(asked, rows)

    def perform_system(self, case_id: str, term_id: str) -> Done:
        """Record what has come about by law, with nobody doing anything, because this term of the case ran out (``Workflow.deemed``).

        In the record the actor is 系统, and the step occurred at the beginning of the first day after the term. Harmless when repeated; when
        somebody else changes the case meanwhile it is decided again. Raises :class:`CommandRefused` when the term has not run out, has ended
        otherwise, or brings nothing about by itself; ``NotThere`` for an unknown term; else as :meth:`perform`.
        """
        with self.meters.step("expiry"):
            return self._performer.expire(case_id, term_id)

    def correct(self, correction: Correction) -> Done:
        """Correct a wrong value by a new entry: terms are reckoned anew and reviews before the decision voided. Raises as :meth:`perform`."""
        with self.meters.step("correct"):
            return self._performer.correct(correction)

    def hand_over(self, change: HandingOver) -> Done:
        """Put one handler in the place of another. Who once handled the case stays barred from reviewing it. Raises as :meth:`perform`."""
        with self.meters.step("hand_over"):
            return self._performer.hand_over(change)

    def seal(self, paper_id: str, signer: Signer, *, actor: str, reason: str | None = None) -> SealRecord:
        """Sign an issued paper, keep the signed file, and tell both in the record of its case (签章); the case stays where it stands.

        For papers that go out and bear a seal, also in a case that has ended. A real seal is made with a certificate that the agency's register
        names; a sample seal (样章) gives way to a real one, and a wrong real one to another for a ``reason``: both are kept, the newest counts. The
        office reads and renders without a lock, then ``signer`` signs, then the file is on the disk for good, and last comes one short
        transaction. Raises :class:`CommandRefused` with every reason; ``NotThere`` for an unknown paper; ``ValueError`` in an office
        without a file store; ``SigningError`` when nothing was signed; ``StorageFull`` and the other errors of storage. After any of them
        the record is as it was; at most a file that no row names lies in the store, until it is set aside.
        """
        with self.meters.step("seal"):
            return self.seals.seal(paper_id, signer, actor=actor, reason=reason)

    # --- the watch ---------------------------------------------------------------------------------------------------

    def sweep(self, now: datetime | None = None, *, channels: Iterable[str] = ()) -> Swept:
        """Warn of every term whose time has come, each step of its ladder once whoever sweeps and crashes (:class:`~zhifa.engine.watch.Watch`).

        ``channels`` (``mail``, ``webhook``): over which each person gets one digest beside the inbox. Raises ValueError for a naive ``now``;
        ``DatabaseBusy``, ``StorageFull``: the next sweep goes on.
        """
        return self._watch.sweep(now, channels=channels)

    def watch_status(self, now: datetime | None = None, *, agency_id: str | None = None) -> WatchStatus:
        """When the watch last swept, what it did, what waits for it and what it could not look at: of one agency, where it is named."""
        return self._watch.status(now, agency_id=agency_id)

    # --- reading -----------------------------------------------------------------------------------------------------

    def reader(self, officer_id: str) -> Reader:
        """What this officer may read today: cases, lists and searches within reach of the register's posts.

        Raises ``NotThere`` for an officer of no register.
        """
        register = self._registrar.of_officer(officer_id)
        if register is None:
            raise NotThere(f"officer_id={officer_id}: no such officer in any register")
        apart = frozenset(one.act for one in self.workflows if not one.enforces)
        reach = reach_of(register, officer_id, legal_day(self._clock.now()), apart=apart)
        looking = self._docket.looking(reach, register)
        return Reader(database=self._database, caseload=self._caseload, room=self._docket, looking=looking)

    def case(self, case_id: str) -> CaseFile:
        """The case as it stands. Raises ``CaseUnknown``."""
        return self._caseload.standing(case_id)[0]

    def cases(self) -> tuple[str, ...]:
        """Ids of all cases."""
        with self._database.read() as store:
            return tuple(store.case_ids())

    def options(self, case_id: str, actor: str, *, on_behalf_of: str | None = None) -> tuple[Option, ...]:
        """Every step of the procedure for this officer now, for himself or as another's deputy, allowed or why not."""
        case, register = self._caseload.standing(case_id)
        case = self._caseload.looked_up(case, case.workflow.starting_from(case.state))
        calendar = self._calendars.for_case(case)
        return options(
            case, actor, register=register, calendar=calendar, now=self._clock.now(), on_behalf_of=on_behalf_of
        )

    def history(self, case_id: str) -> tuple[HistoryLine, ...]:
        """The record of the case, oldest first, as people read it."""
        with self._database.read() as store:
            return history(store.load(case_id))

    def related(self, case_id: str) -> tuple[Related, ...]:
        """The cases that have to do with this one (关联案件): those it names, and those that name it."""
        with self._database.read_once() as store:
            return tuple(related(link, case_id) for link in store.related(case_id))

    def papers(self, case_id: str) -> tuple[PaperRecord, ...]:
        """The papers of the case with their text, in the order of issue."""
        with self._database.read() as store:
            return store.papers(case_id)

    def paper(self, paper_id: str) -> PaperRecord:
        """One issued paper with its text. Raises ``NotThere`` for an unknown one."""
        with self._database.read_once() as store:
            paper = store.paper(paper_id)
        if paper is None:
            raise NotThere(f"paper_id={paper_id}: no such paper")
        return paper

    def noticed(self, case_id: str, seq: int) -> tuple[str, ...]:
        """What was noticed about the papers that entry ``seq`` issued, as :meth:`perform` told it; nothing of an entry without papers.

        They are read once more, beside what case and register said of them then. Raises ``CaseUnknown``.
        """
        with self._database.read() as store:
            rows, papers = store.load(case_id), store.papers(case_id)
        case, _ = self._caseload.of(rows)
        if case.replay or not any(paper.seq == seq for paper in papers):
            return ()
        return proofread_again(case, self._caseload.as_known(rows)(seq), papers, seq=seq).notes

    def rendition(self, paper_id: str, kind: Kind) -> bytes:
        """An issued paper as a page for a browser (``html``), as PDF/A-2b (``pdf``) or as an editable Word file (``docx``).

        Without a seal; the signed file of a paper is ``office.seals.file``. Raises ``NotThere`` for an unknown paper.
        """
        paper = self.paper(paper_id)
        with self.meters.rendering(kind):
            return self._renditions.of(paper, kind)

    def dossier(self, case_id: str) -> Dossier:
        """The papers of the case in the order of the archive, what lies beside them and what lacks; :meth:`bind` makes files of it.

        Every file of evidence and every signed file is read where there is a store, and lacks when it is not there or was changed. Raises
        ``CaseUnknown``; ``WorkflowForeign`` for a case of a procedure that is none of penalties.
        """
        with self._database.read() as store:
            rows, papers, seals = store.load(case_id), store.papers(case_id), store.seals(case_id)
        case, register = self._caseload.of(rows)
        require_penalty(case, "案卷")
        files = self._files
        broken = {seal.signed_digest for seal in seals if not intact(seal.signed_digest, files)} if files else None
        return dossier_of(case, register, papers, seals, self.evidence.of(case_id), broken=broken)

    def bind(self, dossier: Dossier, *, over: Over = map) -> Bound:
        """The dossier as files by their path in a folder: a PDF/A for each volume, each paper alone, signed where there is a file store.

        The same dossier gives the same bytes; every paper is set anew, because a kept PDF lies open on the disk. ``over`` sets them as ``map`` would,
        on several cores if it likes. Raises ``DocumentError`` when one cannot be set, ``FileMissing`` and ``FileCorrupt`` of a signed file that was
        whole when the dossier was asked for.
        """
        from zhifa.engine.volumes import bound  # only who binds a dossier waits for its library

        renditions, signed = self._renditions, self.seals.file if self._files else None
        with self.meters.rendering("dossier"):
            return bound(dossier, renditions.unsigned, signed=signed, fonts=renditions.fonts, over=over)

    def terms(self, case_id: str) -> tuple[TermRecord, ...]:
        """All terms of the case with their arithmetic, by start."""
        with self._database.read() as store:
            return tuple(sorted(store.load(case_id).terms, key=lambda t: (t.start_seq, t.code, t.key)))

    def simulate(self, case_ids: Iterable[str] | None = None, *, until: date) -> Iterator[Forecast]:
        """What comes to pass in these cases, or in all, up to the end of a day if nobody acts; nothing is written.

        Raises ``CaseUnknown``; ValueError for a day before today; ``WorkflowUnknown``, ``WorkflowChanged`` for a case of a procedure that
        is not declared here as it was.
        """
        for case_id in self.cases() if case_ids is None else case_ids:
            case, register = self._caseload.standing(case_id)
            calendar = self._calendars.for_case(case)
            yield forecast(case, register=register, calendar=calendar, now=self._clock.now(), until=until)

    def refused(self, case_id: str) -> tuple[RefusalRecord, ...]:
        """Refused attempts on the case that are still on record."""
        return self._attempts.on(case_id)

    def scrutinise(self, case_id: str, deductions: Deductions | None = None) -> Scrutiny:
        """The checks of a case file (案卷评查) on the case as it stands today, scored as the agency has set.

        Who might do what is asked of the register as each entry knew it, not as it has been changed since.
        Raises ``CaseUnknown``; ``WorkflowForeign`` for a case of a procedure that is none of penalties.
        """
        with self._database.read() as store:
            rows = store.load(case_id)
        return self.desk.scrutinise(rows, *self._caseload.of(rows), deductions)

    def recordings(self, case_id: str) -> tuple[Recorded, ...]:
        """The steps of the case that the agency's list of recordings speaks of, and what there is of each. Raises ``CaseUnknown``."""
        case, register = self._caseload.standing(case_id)
        return recorded(case, register, self._calendars.for_case(case))

    def verify(self, case_id: str) -> tuple[Finding, ...]:
        """Everything stored of the case that does not agree with its ledger; empty when all does. Signed files are read where there is a store."""
        with self._database.read() as store:
            rows = store.load(case_id)
            papers, seals, custody = store.papers(case_id), store.seals(case_id), store.custody(case_id)
            beyond = Beyond(
                fines=store.fines(case_id), fine_ends=store.fine_ends(case_id), links=store.links(case_id),
                registers=store.registers.journal.hashes(rows.case.agency_id),
            )  # fmt: skip
            watched = watch_findings(rows, store.watch.warnings(case_id), store.watch.heads(case_id))
            found = (*findings(rows, papers, seals, custody, beyond), *watched)
            brought = store.files(case_id) if seals else ()
        return (*found, *self.seals.findings(seals, brought))

    def bundle(self, case_id: str, *, with_facts: bool = True) -> bytes:
        """The record of the case as one ZIP file that :func:`zhifa.engine.bundle_check.check_bundle` checks without a database.

        The same case gives the same bytes. ``with_facts=False`` leaves facts and papers out, and the chain can still be checked. Raises
        ``CaseUnknown``.
        """
        with self._database.read() as store:
            rows, papers, files = store.load(case_id), store.papers(case_id), store.files(case_id)
        case, register = self._caseload.of(rows)
        return bundle_of(rows, papers, files, agency=register.agency, workflow=case.workflow, with_facts=with_facts)


def _store_of(database: Database, files: Path) -> FileStore:
    """The evidence store in a folder, if it is this database's. Raises ``StoreForeign``."""

    def known(digests: Sequence[str]) -> frozenset[str]:
        with database.read_once() as rows:
            return rows.files_known(digests)

    with database.read_once() as rows:
        return FileStore(files, database=rows.identity(), known=known)
