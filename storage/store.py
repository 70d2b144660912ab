"""The unit of work: what one transaction reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar
from uuid import NAMESPACE_URL, uuid5

from zhifa.storage.accounts import AccountRows
from zhifa.storage.advance import Advance, Claim, NumberClaim
from zhifa.storage.agenda import AgendaRows
from zhifa.storage.assignees import AssigneeRows
from zhifa.storage.calendars import CalendarRows
from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.custody import append_line, read_custody
from zhifa.storage.docket import DocketRows
from zhifa.storage.docket import put as put_docket
from zhifa.storage.erasure import ErasureRows
from zhifa.storage.errors import CaseUnknown, KeyTaken, NumberTaken, StaleCase, StorageError
from zhifa.storage.events import EventRows, events_of
from zhifa.storage.inbox import InboxRows
from zhifa.storage.jottings import JottingRows
from zhifa.storage.numbers import NumberRows
from zhifa.storage.outbox import OutboxRows
from zhifa.storage.past import PastRows
from zhifa.storage.planting import PlantRows
from zhifa.storage.reads import ReadRows
from zhifa.storage.records import (
    AssessmentRecord,
    CaseRecord,
    CommandRecord,
    CustodyRecord,
    DecisionRecord,
    EntryRecord,
    FactsRecord,
    FileRecord,
    FineEndRecord,
    FineRecord,
    LinkRecord,
    Loaded,
    MigrationRecord,
    NumberRecord,
    PaperHead,
    PaperRecord,
    RefusalRecord,
    ReviewRecord,
    SealRecord,
    TermRecord,
    TrackRecord,
    VoidedNumberRecord,
)
from zhifa.storage.registers import RegisterStore
from zhifa.storage.reviews import ReviewRows
from zhifa.storage.saved_filters import SavedFilterRows
from zhifa.storage.search import SearchRows, indexed
from zhifa.storage.statements import Statements
from zhifa.storage.uploads import UploadRows
from zhifa.storage.watch import WatchRows

_PAGE = 1000
_ENTRY = len(EntryRecord._fields)

R = TypeVar("R", bound=NamedTuple)


class Store:
    """Reads and writes of one transaction, made by `Database.read` and `Database.write`; not to be kept beyond it.

    Every method raises `StorageError` or one of its kinds, or lets the driver's error through for `Database` to name.
    """

    def __init__(self, channel: Channel, statements: Statements) -> None:
        self._channel = channel
        self._sql = statements

    # ── the case ────────────────────────────────────────────────────────────────────────────────────────────────────

    def load(self, case_id: str, *, key: str | None = None) -> Loaded:
        """All that is stored of a case except the HTML of its papers.

        With an idempotency `key` also the command its agency performed under it. Raises `CaseUnknown`.
        """
        sql, this = self._sql, (case_id,)
        keyed = (Query(sql.command_beside, (key, case_id)),) if key is not None else ()
        case, entries, reviews, assessments, decisions, papers, terms, tracks, moves, *commands = self._channel.rows(
            Query(sql.case, this),
            Query(sql.entries, this),
            Query(sql.reviews, this),
            Query(sql.assessments, this),
            Query(sql.decisions, this),
            Query(sql.paper_heads, this),
            Query(sql.terms, this),
            Query(sql.tracks, this),
            Query(sql.migrations, this),
            *keyed,
        )
        if not case:
            raise CaseUnknown(case_id)
        *columns, register_version, calendar_version = case[0]
        return Loaded(
            case=CaseRecord(*columns),
            register_version=register_version,
            calendar_version=calendar_version,
            entries=tuple(EntryRecord(*row[:_ENTRY]) for row in entries),
            facts={row[1]: FactsRecord(*row[:3], *row[_ENTRY:]) for row in entries if row[_ENTRY] is not None},
            reviews=_made(ReviewRecord, reviews),
            assessments=_made(AssessmentRecord, assessments),
            decisions=_made(DecisionRecord, decisions),
            papers=_made(PaperHead, papers),
            terms=_made(TermRecord, terms),
            tracks=_made(TrackRecord, tracks),
            migrations=_made(MigrationRecord, moves),
            command=_one(CommandRecord, commands[0]) if commands else None,
        )

    def fines(self, case_id: str) -> tuple[FineRecord, ...]:
        """The fines that decisions of a case imposed."""
        return _made(FineRecord, self._rows(self._sql.fines, case_id))

    def fine_ends(self, case_id: str) -> tuple[FineEndRecord, ...]:
        """The entries of a case by which fines imposed before them were gone."""
        return _made(FineEndRecord, self._rows(self._sql.fine_ends, case_id))

    def fines_elsewhere(self, party: str, case_id: str) -> tuple[FineRecord, ...]:
        """The fines on a party that stand, by its digest, in other cases of whatever agency, the oldest first."""
        return _made(FineRecord, self._rows(self._sql.fines_of_party, party, case_id))

    def hold_fines(self, party: str, case_id: str) -> tuple[FineRecord, ...]:
        """The same as they are now, and until this transaction ends no other that asks so for the party gets an answer.

        On SQLite the write transaction alone sees to that. On PostgreSQL it is a lock of its own; a host's transaction that is joined must
        stand at READ COMMITTED, or it does not see what others committed after it began.
        """
        asked = Query(self._sql.fines_of_party, (party, case_id))
        hold = () if self._sql.hold_party is None else (Query(self._sql.hold_party, (party,)),)
        return _made(FineRecord, self._channel.rows(*hold, asked)[-1])

    def links(self, case_id: str) -> tuple[LinkRecord, ...]:
        """What the entries of a case say of other cases."""
        return _made(LinkRecord, self._rows(self._sql.links, case_id))

    def related(self, case_id: str) -> tuple[LinkRecord, ...]:
        """The same, and what the entries of other cases say of this one."""
        return _made(LinkRecord, self._rows(self._sql.related, case_id, case_id))

    def cases_known(self, case_ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids that a case has."""
        asked = [Query(self._sql.case_known, (case_id,)) for case_id in dict.fromkeys(case_ids)]
        return frozenset(row[0] for rows in (self._channel.rows(*asked) if asked else ()) for row in rows)

    def case_ids(self) -> Iterator[str]:
        """The ids of all cases in order, fetched page by page; other reads may run between two of them."""
        last = ""
        while page := self._rows(self._sql.case_ids, last, _PAGE):
            for (last,) in page:
                yield last

    def open_case_count(self) -> int:
        """How many cases have not ended, replays left out."""
        return int(self._rows(self._sql.open_cases)[0][0])

    def cases_not_under(self, agency_id: str, workflow: str, version: int) -> tuple[str, ...]:
        """The ids of the agency's cases of a procedure that have not ended and go by another version of it, in order."""
        return tuple(row[0] for row in self._rows(self._sql.not_under, agency_id, workflow, version))

    def entries(self, case_id: str) -> Iterator[EntryRecord]:
        """The record chain of a case from seq 0, as stored; empty if there is no such case."""
        return map(EntryRecord._make, self._rows(self._sql.ledger, case_id))

    def papers(self, case_id: str) -> tuple[PaperRecord, ...]:
        """The issued papers of a case with their HTML, in the order of issue."""
        return _made(PaperRecord, self._rows(self._sql.papers, case_id))

    def paper(self, paper_id: str) -> PaperRecord | None:
        """One issued paper with its HTML."""
        return _one(PaperRecord, self._rows(self._sql.paper, paper_id))

    def seals(self, case_id: str) -> tuple[SealRecord, ...]:
        """The seals of a case's papers, in the order in which they were set."""
        return _made(SealRecord, self._rows(self._sql.seals, case_id))

    def seals_of_file(self, digest: str) -> tuple[SealRecord, ...]:
        """The seals whose signed file has this digest."""
        return _made(SealRecord, self._rows(self._sql.seals_of_file, digest))

    def seal_counts(self) -> dict[str, int]:
        """How many seals the papers of each case have, by its id; cases without any are left out."""
        return {str(case_id): int(counted) for case_id, counted in self._rows(self._sql.seal_counts)}

    def terms_open(self, case_id: str) -> tuple[TermRecord, ...]:
        """The open terms of a case, the next due first."""
        return _made(TermRecord, self._rows(self._sql.terms_open, case_id))

    def files(self, case_id: str) -> tuple[FileRecord, ...]:
        """The files the entries of a case brought in."""
        return _made(FileRecord, self._rows(self._sql.files, case_id))

    def custody(self, case_id: str) -> tuple[CustodyRecord, ...]:
        """The custody of the evidence of a case: line by line, by key of the evidence."""
        return read_custody(self._channel, self._sql, case_id)

    def refusals(self, case_id: str) -> tuple[RefusalRecord, ...]:
        """The refused attempts on a case that are still on record, the oldest first."""
        return _made(RefusalRecord, self._rows(self._sql.refusals, case_id))

    # ── what a command asks before it is decided ────────────────────────────────────────────────────────────────────

    def command(self, agency_id: str, key: str) -> CommandRecord | None:
        """The command performed under this idempotency key of the agency."""
        return _one(CommandRecord, self._rows(self._sql.command, agency_id, key))

    def before_opening(self, agency_id: str, key: str) -> tuple[CommandRecord | None, int]:
        """The command performed under this key of the agency, and the version of its calendar (0: the package's)."""
        commands, versions = self._channel.rows(
            Query(self._sql.command, (agency_id, key)), Query(self._sql.calendars.version, (agency_id,))
        )
        return _one(CommandRecord, commands), versions[0][0]

    def next_number(self, agency_id: str, series: str, year: int) -> int:
        """The next free ordinal of a series in a year; 1 if none was allotted."""
        return self.next_numbers(agency_id, ((series, year),))[series, year]

    def next_numbers(self, agency_id: str, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """The next free ordinal of each (series, year)."""
        keys = tuple(dict.fromkeys(wanted))
        found = self._channel.rows(*(Query(self._sql.number, (agency_id, *key)) for key in keys)) if keys else []
        return {key: rows[0][0] if rows else 1 for key, rows in zip(keys, found, strict=True)}

    def files_known(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of the digests that a row of any case knows."""
        wanted = tuple(dict.fromkeys(digests))
        pages = (wanted[start : start + _PAGE] for start in range(0, len(wanted), _PAGE))
        found = (self._channel.rows(*(Query(self._sql.file_known, (digest,)) for digest in page)) for page in pages)
        return frozenset(row[0] for page in found for rows in page for row in rows)

    def identity(self) -> str:
        """Which database this is: a UUID that a migration made. A copy of it, such as a backup, has the same."""
        return str(self._rows(self._sql.identity)[0][0])

    # ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def advance(self, write: Advance) -> None:
        """Write all rows of one command: the claim of the case first, then the numbers, then the rest.

        Raises `StaleCase`, `NumberTaken`, `KeyTaken`, or `LockedRow` where a lock of the database refuses a row; the
        transaction must then be given up (`Database.write` does so even if the error is swallowed).
        """
        sql = self._sql
        case_id = write.entry.case_id
        self._channel.change(
            self._claim(write.claim),
            *(self._number(claim) for claim in write.numbers),
            self._insert("zf_entry", (write.entry,)),
            self._insert("zf_facts", (write.facts,) if write.facts else ()),
            self._insert("zf_paper", write.papers),
            self._insert("zf_seal", write.seals),
            self._insert("zf_review", write.reviews),
            self._insert("zf_assessment", write.assessments),
            self._insert("zf_decision", write.decisions),
            self._insert("zf_fine", write.fines),
            self._insert("zf_fine_end", write.fine_ends),
            self._insert("zf_link", write.links),
            self._insert("zf_migration", write.migrations),
            self._insert("zf_file", write.files),
            self._insert("zf_term", write.terms),
            self._insert("zf_watch", write.watches),
            self._insert("zf_track", write.tracks),
            *(
                _close(sql.close_term, "term", close.id, (*close[1:], close.id, case_id))
                for close in write.closed_terms
            ),
            *(
                _close(sql.close_track, "track", close.id, (*close[1:], close.id, case_id))
                for close in write.closed_tracks
            ),
            Change(sql.drop_assignee, tuple((case_id, officer) for officer in write.unassigned)),
            self._insert("zf_assignee", write.assigned),
            self._command(write.command),
            self._insert("zf_event", events_of(write)),
            *((put_docket(sql.docket, write.docket),) if write.docket else ()),
            *(indexed(sql.search, write.indexed) if write.indexed else ()),
        )

    def keep_custody(self, line: CustodyRecord) -> None:
        """Append one line of custody. Raises `CustodyMoved` when its place is taken, `LockedRow` when it follows on no line."""
        append_line(self._channel, self._sql, line)

    def take_number(self, claim: NumberClaim) -> None:
        """Take the next number for no paper. Raises `NumberTaken` when it is another's."""
        self._channel.change(self._number(claim))

    def void_number(self, claim: NumberClaim, voided: VoidedNumberRecord) -> None:
        """Take the next number and write that no paper bears it. Raises `NumberTaken` when it, or the place in the chain, is another's."""
        taken = partial(NumberTaken, claim.series, claim.year)
        self._channel.change(self._number(claim), self._insert("zf_voided_number", (voided,), taken))

    def start_series(self, counter: NumberClaim, last_before: VoidedNumberRecord) -> None:
        """Write that a series goes on with `counter.next`. Raises `NumberTaken` when the place in the chain is another's, `LockedRow` when the series
        was counted."""
        taken = partial(NumberTaken, counter.series, counter.year)
        self._channel.change(self._insert("zf_voided_number", (last_before,), taken), self._begun(counter))

    def count_on(self, counter: NumberClaim) -> None:
        """Begin to count a series with `counter.next`, behind the numbers on record as used before. Raises `NumberTaken` when it was counted."""
        self._channel.change(self._begun(counter))

    def refuse(self, refusal: RefusalRecord) -> None:
        """Keep a refused attempt, and drop the oldest beyond 200 of its case (of its agency, if it names none)."""
        self._channel.change(self._insert("zf_refusal", (refusal,)))
        if refusal.case_id is None:
            self._channel.run(self._sql.prune_caseless_refusals, (refusal.agency_id,))
        else:
            self._channel.run(self._sql.prune_refusals, (refusal.case_id,))

    # ── rooms of their own ────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def accounts(self) -> AccountRows:
        """Who may sign in, and who is signed in."""
        return AccountRows(self._channel, self._sql.accounts)

    @property
    def agenda(self) -> AgendaRows:
        """The running terms of all cases."""
        return AgendaRows(self._channel, self._sql.agenda)

    @property
    def assignees(self) -> AssigneeRows:
        """Who handles the cases, where no row says so yet."""
        return AssigneeRows(self._channel, self._sql.assignees)

    @property
    def calendars(self) -> CalendarRows:
        """The calendar files of agencies, and the runs that counted open terms anew by them."""
        return CalendarRows(self._channel, self._sql.calendars)

    @property
    def jottings(self) -> JottingRows:
        """What officers have typed and not handed in yet."""
        return JottingRows(self._channel, self._sql.jottings)

    @property
    def saved_filters(self) -> SavedFilterRows:
        """Lists that officers keep under a name."""
        return SavedFilterRows(self._channel, self._sql.saved_filters)

    @property
    def erasure(self) -> ErasureRows:
        """What goes with facts that were erased."""
        return ErasureRows(self._channel, self._sql.erasure)

    @property
    def events(self) -> EventRows:
        """What happened to cases, as it is told to others."""
        return EventRows(self._channel, self._sql.events)

    @property
    def uploads(self) -> UploadRows:
        """Files that are on their way in."""
        return UploadRows(self._channel, self._sql.uploads)

    @property
    def planting(self) -> PlantRows:
        """Rows by the hundred thousand, for seeds and benchmarks."""
        return PlantRows(self._channel, self._sql.planting)

    @property
    def docket(self) -> DocketRows:
        """One line a case, by which lists are read."""
        return DocketRows(self._channel, self._sql.docket)

    @property
    def search(self) -> SearchRows:
        """The words of the entries of all cases."""
        return SearchRows(self._channel, self._sql.search)

    @property
    def reads(self) -> ReadRows:
        """Who read what of the cases."""
        return ReadRows(self._channel, self._sql.reads)

    @property
    def rounds(self) -> ReviewRows:
        """Legal reviews across cases: those that wait, and those that were given."""
        return ReviewRows(self._channel, self._sql.rounds)

    @property
    def numbers(self) -> NumberRows:
        """What became of the numbers of an agency."""
        return NumberRows(self._channel, self._sql.numbers)

    @property
    def past(self) -> PastRows:
        """The past decisions taken over from tables."""
        return PastRows(self._channel, self._sql.past)

    @property
    def inbox(self) -> InboxRows:
        """The warnings that reached officers, and their notes on them."""
        return InboxRows(self._channel, self._sql.inbox)

    @property
    def registers(self) -> RegisterStore:
        """The registers of agencies, and their journals."""
        return RegisterStore(self._channel, self._sql.registers)

    @property
    def watch(self) -> WatchRows:
        """The terms that are watched, their warnings and the sweeps."""
        return WatchRows(self._channel, self._sql.watch)

    @property
    def outbox(self) -> OutboxRows:
        """The digests that are to be carried outside."""
        return OutboxRows(self._channel, self._sql.outbox)

    # ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _rows(self, sql: str, *parameters: str | int | None) -> list[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]

    def _insert(self, table: str, rows: tuple[Any, ...], otherwise: Callable[[], StorageError] | None = None) -> Change:
        return Change(self._sql.insert[table], rows, otherwise)

    def _claim(self, claim: Claim | CaseRecord) -> Change:
        if isinstance(claim, CaseRecord):
            return self._insert("zf_case", (claim,), partial(StaleCase, claim.id, 0))
        row = (*claim[2:], claim.case_id, claim.expected)
        return Change(self._sql.claim, (row,), partial(StaleCase, claim.case_id, claim.expected))

    def _number(self, claim: NumberClaim) -> Change:
        taken = partial(NumberTaken, claim.series, claim.year)
        if claim.next == 1:
            return self._insert("zf_number", (_counter(claim, 2),), taken)
        return Change(self._sql.claim_number, (claim,), taken)

    def _begun(self, counter: NumberClaim) -> Change:
        taken = partial(NumberTaken, counter.series, counter.year)
        return self._insert("zf_number", (_counter(counter, counter.next),), taken)

    def _command(self, command: CommandRecord | None) -> Change:
        if command is None:
            return self._insert("zf_command", ())
        return self._insert("zf_command", (command,), partial(KeyTaken, command.key))


def _counter(claim: NumberClaim, following: int) -> NumberRecord:
    # The id follows from the key, so that the same input gives the same rows (a replay injects all other ids).
    row_id = str(uuid5(NAMESPACE_URL, f"zhifa:number:{claim.agency_id}:{claim.series}:{claim.year}"))
    return NumberRecord(claim.agency_id, claim.series, claim.year, row_id, following)


def _close(sql: str, what: str, row_id: str, parameters: tuple[str | int | None, ...]) -> Change:
    return Change(sql, (parameters,), partial(StorageError, f"no {what} {row_id} in this case"))


def _made(record: type[R], rows: list[tuple[Any, ...]]) -> tuple[R, ...]:
    return tuple(map(record._make, rows))


def _one(record: type[R], rows: list[tuple[Any, ...]]) -> R | None:
    return record._make(rows[0]) if rows else None
