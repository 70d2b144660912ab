"""The statements of the hot path: compiled once a dialect from the tables, run by the driver.

SQLAlchemy's own execution costs more than the statement (20–53 µs against 1.5–7 µs on SQLite); so the text is compiled
here, and `zhifa.storage.channel` runs it on the transaction's DBAPI cursor. Parameters are positional and bound in the
order of a record's fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Delete,
    Dialect,
    Integer,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.sql import ClauseElement

from zhifa.storage.account_statements import AccountStatements, account_statements
from zhifa.storage.agenda_statements import AgendaStatements, agenda_statements
from zhifa.storage.assignees import AssigneeStatements, assignee_statements
from zhifa.storage.calendars import CalendarStatements, calendar_statements, newest_calendar
from zhifa.storage.channel import Load
from zhifa.storage.docket import DocketStatements, docket_statements
from zhifa.storage.erasure import ErasureStatements, erasure_statements
from zhifa.storage.event_statements import EventStatements, event_statements
from zhifa.storage.in_force import NOT_UNDER
from zhifa.storage.inbox import InboxStatements, inbox_statements
from zhifa.storage.jottings import JottingStatements, jotting_statements
from zhifa.storage.numbers import NumberStatements, number_statements
from zhifa.storage.outbox import OutboxStatements, outbox_statements
from zhifa.storage.past import PastStatements, past_statements
from zhifa.storage.planting import PlantStatements, plant_statements
from zhifa.storage.reads import ReadStatements, read_statements
from zhifa.storage.registers import RegisterStatements, register_statements
from zhifa.storage.reviews import ReviewStatements, review_statements
from zhifa.storage.saved_filters import SavedFilterStatements, saved_filter_statements
from zhifa.storage.search import SearchStatements, search_statements
from zhifa.storage.tables import metadata
from zhifa.storage.uploads import UploadStatements, upload_statements
from zhifa.storage.watch_statements import WatchStatements, watch_statements

REFUSALS_KEPT = 200
"""How many refused attempts of one case stay on record."""

_MANY = 1_000_000_000  # SQLite takes OFFSET only after LIMIT

_DIALECTS: dict[str, Dialect] = {
    "sqlite": SQLiteDialect(paramstyle="qmark"),
    "postgresql": PGDialect(paramstyle="format"),  # type: ignore[no-untyped-call]  # its __init__ has no annotations
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Statements:
    """SQL text by what it does. `insert` is keyed by table name."""

    insert: dict[str, str]
    case: str
    entries: str
    reviews: str
    assessments: str
    decisions: str
    paper_heads: str
    terms: str
    terms_open: str
    tracks: str
    migrations: str
    not_under: str
    papers: str
    paper: str
    seals: str
    seals_of_file: str
    seal_counts: str
    ledger: str
    case_ids: str
    open_cases: str
    files: str
    file_known: str
    identity: str
    custody: str
    fines: str
    fine_ends: str
    fines_of_party: str
    hold_party: str | None
    """Makes other writers of the party's fines wait until the transaction ends; `None` where one writer has the whole database."""
    links: str
    related: str
    case_known: str
    command: str
    command_beside: str
    number: str
    claim: str
    claim_number: str
    close_term: str
    close_track: str
    prune_refusals: str
    prune_caseless_refusals: str
    refusals: str
    accounts: AccountStatements
    agenda: AgendaStatements
    assignees: AssigneeStatements
    calendars: CalendarStatements
    docket: DocketStatements
    erasure: ErasureStatements
    events: EventStatements
    inbox: InboxStatements
    jottings: JottingStatements
    saved_filters: SavedFilterStatements
    numbers: NumberStatements
    outbox: OutboxStatements
    past: PastStatements
    planting: PlantStatements
    reads: ReadStatements
    registers: RegisterStatements
    rounds: ReviewStatements
    search: SearchStatements
    uploads: UploadStatements
    watch: WatchStatements
    drop_assignee: str


@cache
def statements(dialect: str) -> Statements:
    """The statements for `sqlite` or `postgresql`. Raises KeyError for any other database."""
    target = _DIALECTS[dialect]

    def sql(clause: ClauseElement) -> str:
        return str(clause.compile(dialect=target, compile_kwargs={"render_postcompile": True}))

    inserts = {table.name: sql(insert(table)) for table in metadata.sorted_tables}
    return Statements(
        insert=inserts,
        case=sql(_case()),
        entries=sql(_entries()),
        reviews=sql(_of_case("zf_review", "round")),
        assessments=sql(_of_case("zf_assessment", "seq")),
        decisions=sql(_of_case("zf_decision", "seq", "id")),
        paper_heads=sql(_of_case("zf_paper", "seq", "code", "id", without=("html",))),
        terms=sql(_of_case("zf_term", "start_seq", "code", "id")),
        terms_open=sql(
            _of_case("zf_term", "due", "code", "id").where(_table("zf_term").c.status == literal_column("'open'"))
        ),
        tracks=sql(_of_case("zf_track", "opened_seq", "track", "id")),
        migrations=sql(_of_case("zf_migration", "seq")),
        not_under=sql(text(NOT_UNDER)),
        papers=sql(_of_case("zf_paper", "seq", "code", "id")),
        paper=sql(_by("zf_paper", "id")),
        seals=sql(_of_case("zf_seal", "seq")),
        seals_of_file=sql(_by("zf_seal", "signed_digest").order_by(_table("zf_seal").c.id)),
        seal_counts=sql(_seal_counts()),
        ledger=sql(_of_case("zf_entry", "seq")),
        case_ids=sql(_case_ids()),
        open_cases=sql(_open_cases()),
        file_known=sql(_file_known()),
        identity=sql(select(_table("zf_database_identity").c.id)),
        files=sql(_of_case("zf_file", "seq", "id")),
        custody=sql(_of_case("zf_custody", "key", "seq")),
        fines=sql(_of_case("zf_fine", "seq")),
        fine_ends=sql(_of_case("zf_fine_end", "seq")),
        fines_of_party=sql(_fines_of_party()),
        hold_party=sql(_hold_party()) if dialect == "postgresql" else None,
        links=sql(_of_case("zf_link", "seq", "other_id")),
        related=sql(_related()),
        case_known=sql(select(_table("zf_case").c.id).where(_table("zf_case").c.id == bindparam("case"))),
        command=sql(_by("zf_command", "agency_id", "key")),
        command_beside=sql(_command_beside()),
        number=sql(_number()),
        claim=sql(_claim()),
        claim_number=sql(_claim_number()),
        close_term=sql(_close("zf_term", "status", "ended_on", "ended_seq")),
        close_track=sql(_close("zf_track", "outcome", "closed_on", "closed_seq")),
        prune_refusals=sql(_prune("case_id")),
        prune_caseless_refusals=sql(_prune("agency_id")),
        refusals=sql(_of_case("zf_refusal", "at", "id")),
        accounts=account_statements(sql),
        agenda=agenda_statements(sql),
        assignees=assignee_statements(sql),
        calendars=calendar_statements(sql, dialect),
        docket=docket_statements(sql, dialect),
        erasure=erasure_statements(sql),
        events=event_statements(sql, dialect),
        inbox=inbox_statements(sql),
        jottings=jotting_statements(sql),
        saved_filters=saved_filter_statements(sql),
        numbers=number_statements(sql),
        outbox=outbox_statements(sql),
        past=past_statements(sql, _load),
        planting=plant_statements(sql, _load, inserts, dialect),
        reads=read_statements(sql),
        registers=register_statements(sql, _load),
        rounds=review_statements(sql, dialect),
        search=search_statements(sql, dialect),
        uploads=upload_statements(sql, dialect),
        watch=watch_statements(sql, _load, dialect),
        drop_assignee=sql(_drop_assignee()),
    )


def _table(name: str) -> Table:
    return metadata.tables[name]


def _by(table: str, *columns: str) -> Select[Any]:
    rows = _table(table)
    return select(rows).where(*(rows.c[name] == bindparam(f"{name}_") for name in columns))


def _fines_of_party() -> Select[Any]:
    fine, end = _table("zf_fine"), _table("zf_fine_end")
    ended = select(end.c.id).where(end.c.case_id == fine.c.case_id, end.c.seq > fine.c.seq).exists()
    elsewhere = fine.c.party == bindparam("party_"), fine.c.case_id != bindparam("case"), ~ended
    return select(fine).where(*elsewhere).order_by(fine.c.decided_on, fine.c.case_id)


def _hold_party() -> Select[Any]:
    # A host may take advisory locks of its own: one that meets ours by chance only waits.
    key = func.hashtextextended(bindparam("party_"), literal_column("29"))
    return select(func.pg_advisory_xact_lock(key))


def _related() -> Select[Any]:
    link = _table("zf_link")
    either = or_(link.c.case_id == bindparam("case"), link.c.other_id == bindparam("other"))
    return select(link).where(either).order_by(link.c.case_id, link.c.seq, link.c.other_id)


def _of_case(table: str, *order: str, without: tuple[str, ...] = ()) -> Select[Any]:
    rows = _table(table)
    columns = [column for column in rows.c if column.name not in without]
    return select(*columns).where(rows.c.case_id == bindparam("case")).order_by(*(rows.c[name] for name in order))


def _case() -> Select[Any]:
    case, agency = _table("zf_case"), _table("zf_agency")
    return (
        select(case, func.coalesce(agency.c.register_version, literal_column("0")), newest_calendar(case.c.agency_id))
        .outerjoin_from(case, agency, agency.c.id == case.c.agency_id)
        .where(case.c.id == bindparam("case"))
    )


def _case_ids() -> Select[Any]:
    known = _table("zf_case").c.id
    page = select(known).where(known > bindparam("last")).order_by(known).limit(bindparam("page", type_=Integer))
    return page.offset(literal_column("0"))  # given none, SQLAlchemy binds one of its own on SQLite


def _open_cases() -> Select[Any]:
    case = _table("zf_case")
    return select(func.count()).select_from(case).where(case.c.ended_at.is_(None), case.c.replay == literal_column("0"))


def _seal_counts() -> Select[Any, int]:
    case = _table("zf_seal").c.case_id
    return select(case, func.count()).group_by(case)


def _file_known() -> Select[Any]:
    named = union_all(select(_table("zf_file").c.digest), select(_table("zf_custody").c.digest)).subquery()
    return select(named.c.digest).distinct().where(named.c.digest == bindparam("digest_"))


def _entries() -> Select[Any]:
    entry, facts = _table("zf_entry"), _table("zf_facts")
    own = and_(facts.c.case_id == entry.c.case_id, facts.c.seq == entry.c.seq)
    return (
        select(entry, facts.c.id, facts.c.salt, facts.c.body)
        .outerjoin_from(entry, facts, own)
        .where(entry.c.case_id == bindparam("case"))
        .order_by(entry.c.seq)
    )


def _command_beside() -> Select[Any]:
    command, case = _table("zf_command"), _table("zf_case")
    return (
        select(command)
        .join_from(command, case, command.c.agency_id == case.c.agency_id)
        .where(command.c.key == bindparam("key_"), case.c.id == bindparam("case"))
    )


def _number() -> Select[Any]:
    rows = _table("zf_number")
    return select(rows.c.next).where(
        *(rows.c[name] == bindparam(f"{name}_") for name in ("agency_id", "series", "year"))
    )


def _claim() -> Update:
    case = _table("zf_case")
    columns = ("state", "phase", "head_seq", "head_hash", "updated_at", "ended_at")
    moved = (case.c.version, case.c.version + literal_column("1"))
    return (
        update(case)
        .ordered_values(moved, *((case.c[name], bindparam(f"{name}_")) for name in columns))
        .where(case.c.id == bindparam("case"), case.c.version == bindparam("expected"))
    )


def _claim_number() -> Update:
    rows = _table("zf_number")
    return (
        update(rows)
        .values(next=rows.c.next + literal_column("1"))
        .where(*(rows.c[name] == bindparam(f"{name}_") for name in ("agency_id", "series", "year", "next")))
    )


def _close(table: str, *columns: str) -> Update:
    rows = _table(table)
    return (
        update(rows)
        .ordered_values(*((rows.c[name], bindparam(f"{name}_")) for name in columns))
        .where(rows.c.id == bindparam("row"), rows.c.case_id == bindparam("case"))
    )


def _prune(owner: str) -> Delete:
    rows = _table("zf_refusal")
    mine = rows.c[owner] == bindparam("owner")
    if owner == "agency_id":
        mine = and_(mine, rows.c.case_id.is_(None))
    surplus = (
        select(rows.c.id)
        .where(mine)
        .order_by(rows.c.at.desc(), rows.c.id.desc())
        .limit(literal_column(str(_MANY)))
        .offset(literal_column(str(REFUSALS_KEPT)))
    )
    return delete(rows).where(rows.c.id.in_(surplus))


def _drop_assignee() -> Delete:
    rows = _table("zf_assignee")
    return delete(rows).where(rows.c.case_id == bindparam("case"), rows.c.officer_id == bindparam("officer"))


def _load(table: str, one: str) -> Load:
    head, values, row = one.partition(" VALUES ")
    columns = _table(table).c
    return Load(
        insert=head + values,
        row=row,
        copy=f"COPY {table} ({', '.join(columns.keys())}) FROM STDIN (FORMAT BINARY)",
        types=tuple("int8" if isinstance(column.type, BigInteger) else "text" for column in columns),
    )
