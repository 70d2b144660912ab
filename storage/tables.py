"""The tables, as SQLModel classes in a registry of their own.

They stay out of a host's `SQLModel.metadata`. Every column is TEXT or INTEGER (BIGINT on PostgreSQL) on both databases:
ids are UUID text, instants are UTC text with milliseconds, legal dates are `YYYY-MM-DD`, structured values are JSON
text and flags are 0 or 1, because the hot path binds them straight to the driver. The classes declare and describe;
they validate nothing (input is validated by the form of the transition) and the hot path never builds one.

Triggers are no part of a table: they stand in `zhifa.storage.locks`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
# Code-point order on both databases, whatever the cluster's locale: the same rows come in the same order.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")

Txt = Annotated[str, Field(sa_type=TEXT)]
Maybe = Annotated[str | None, Field(sa_type=TEXT)]
Int = Annotated[int, Field(sa_type=NUMBER)]
MaybeInt = Annotated[int | None, Field(sa_type=NUMBER)]
Key = Annotated[str, Field(sa_type=TEXT, primary_key=True)]
KeyInt = Annotated[int, Field(sa_type=NUMBER, primary_key=True)]


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention={"pk": "pk_%(table_name)s"}))):
    """A row of zhifa: every one belongs to an agency and has a UUID; its table is `zf_` and the name of the class in snake case."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # as SQLModel's own
        return "zf_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


def _flag(table: str, column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN (0, 1)", name=f"ck_{table}_{column}")


def _digest(table: str, column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 64", name=f"ck_{table}_{column}")


def _id(table: str) -> UniqueConstraint:
    return UniqueConstraint("id", name=f"uq_{table}_id")


def _case(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["case_id"], ["zf_case.id"], name=f"fk_{table}_case")


def _entry(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["case_id", "seq"], ["zf_entry.case_id", "zf_entry.seq"], name=f"fk_{table}_entry")


def _officer(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["officer_id"], ["zf_officer.id"], name=f"fk_{table}_officer")


def _args(*parts: Any) -> tuple[Any, ...]:
    # STRICT: SQLite then refuses a value of another storage class instead of keeping it (3.37 or newer).
    return (*parts, {"sqlite_strict": True})


# ── Register ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Agency(Row, table=True):
    """An enforcement agency with its policy, the data its papers print and the matters it may act on."""

    __table_args__ = _args(CheckConstraint("agency_id = id", name="ck_agency_self"))
    id: Key
    agency_id: Txt
    name: Txt
    short_name: Txt
    region: Txt
    credit_code: Txt
    policy: Txt
    profile: Txt
    matters: Txt
    register_version: Int
    valid_from: Txt
    valid_to: Maybe


class Delegation(Row, table=True):
    """Power handed to the agency by another authority, with the document that hands it over."""

    __table_args__ = _args(Index("ix_delegation_agency", "agency_id"))
    id: Key
    agency_id: Txt
    delegator: Txt
    matters: Txt
    document_number: Txt
    valid_from: Txt
    valid_to: Maybe


class Officer(Row, table=True):
    """A person of the agency."""

    __table_args__ = _args(UniqueConstraint("agency_id", "staff_number", name="uq_officer_staff_number"))
    id: Key
    agency_id: Txt
    staff_number: Txt
    name: Txt
    unit: Txt
    post: Txt
    valid_from: Txt
    valid_to: Maybe


class Certificate(Row, table=True):
    """An enforcement certificate (执法证件): which acts, where, from when to when."""

    __table_args__ = _args(
        _officer("certificate"),
        UniqueConstraint("agency_id", "number", name="uq_certificate_number"),
        Index("ix_certificate_officer", "officer_id"),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    number: Txt
    acts: Txt
    areas: Txt
    valid_from: Txt
    valid_to: Maybe
    suspended_from: Maybe
    suspended_to: Maybe


class Qualification(Row, table=True):
    """What a person has passed, such as the legal professional qualification (法律职业资格)."""

    __table_args__ = _args(
        _officer("qualification"),
        Index("ix_qualification_agency", "agency_id"),
        Index("ix_qualification_officer", "officer_id"),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    kind: Txt
    number: Txt
    valid_from: Txt
    valid_to: Maybe


class Assignment(Row, table=True):
    """The role a person holds in a unit."""

    __table_args__ = _args(
        _officer("assignment"),
        Index("ix_assignment_agency", "agency_id"),
        Index("ix_assignment_officer", "officer_id"),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    role: Txt
    unit: Txt
    valid_from: Txt
    valid_to: Maybe


class Pad(Row, table=True):
    """A block of numbered papers handed to one officer (处罚法 52): the ordinals `first` to `last` of a series in a year."""

    __table_args__ = _args(
        _officer("pad"),
        UniqueConstraint("agency_id", "series", "year", "first", name="uq_pad_first"),
        CheckConstraint("first >= 1 AND last >= first", name="ck_pad_range"),
        Index("ix_pad_officer", "officer_id"),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    series: Txt
    year: Int
    first: Int
    last: Int
    valid_from: Txt
    valid_to: Maybe


class Statute(Row, table=True):
    """A law or rule the agency cites; `articles` NULL means that its articles are not listed."""

    __table_args__ = _args(Index("ix_statute_agency", "agency_id"))
    id: Key
    agency_id: Txt
    title: Txt
    articles: Maybe
    valid_from: Txt
    valid_to: Maybe


# ── Case and ledger ─────────────────────────────────────────────────────────────────────────────────────────────────


class Case(Row, table=True):
    """Where a case stands. Its workflow, the replay mark and the day it was opened never change."""

    __table_args__ = _args(
        UniqueConstraint("id", "workflow", "workflow_version", name="uq_case_workflow"),
        _flag("case", "replay"),
        CheckConstraint("version >= 1", name="ck_case_version"),
        CheckConstraint("head_seq >= 0", name="ck_case_head_seq"),
        _digest("case", "head_hash"),
        Index("ix_case_agency", "agency_id", "state", "updated_at"),
    )
    id: Key
    agency_id: Txt
    workflow: Txt
    workflow_version: Int
    workflow_digest: Txt
    state: Txt
    phase: Txt
    version: Int
    head_seq: Int
    head_hash: Txt
    replay: Int
    opened_at: Txt
    updated_at: Txt
    ended_at: Maybe


class Entry(Row, table=True):
    """One link of a case's record chain (执法全过程记录): append only, each naming the hash of the one before."""

    __table_args__ = _args(
        _case("entry"),
        UniqueConstraint("case_id", "seq", "hash", name="uq_entry_hash"),
        _id("entry"),
        ForeignKeyConstraint(
            ["case_id", "prev_seq", "prev_hash"],
            ["zf_entry.case_id", "zf_entry.seq", "zf_entry.hash"],
            name="fk_entry_chain",
        ),
        CheckConstraint("seq >= 0", name="ck_entry_seq"),
        CheckConstraint("(seq = 0) = (prev_seq IS NULL)", name="ck_entry_first"),
        CheckConstraint("(prev_seq IS NULL) = (prev_hash IS NULL)", name="ck_entry_prev"),
        CheckConstraint("prev_seq = seq - 1", name="ck_entry_step"),
        _digest("entry", "hash"),
    )
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    prev_seq: MaybeInt
    prev_hash: Maybe
    hash: Txt
    kind: Txt
    transition: Txt
    actor_id: Txt
    body: Txt
    occurred_at: Txt
    recorded_at: Txt


class Facts(Row, table=True):
    """What an entry commits to by a salted digest; may be erased under privacy law without breaking the chain."""

    __table_args__ = _args(_entry("facts"), _id("facts"))
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    salt: Txt
    body: Txt


# ── The gate: no decision without a passed legal review of that very draft (处罚法 58) ────────────────────────────────


class Review(Row, table=True):
    """The outcome of one round of legal review (法制审核) on one draft."""

    __table_args__ = _args(
        _case("review"),
        UniqueConstraint("case_id", "round", "draft_digest", "outcome", name="uq_review_outcome"),
        _id("review"),
        CheckConstraint("round >= 1", name="ck_review_round"),
        _digest("review", "draft_digest"),
        CheckConstraint("outcome IN ('agreed', 'problems')", name="ck_review_outcome"),
    )
    case_id: Key
    round: KeyInt
    agency_id: Txt
    id: Txt
    draft_digest: Txt
    outcome: Txt
    reviewer_id: Txt
    seq: Int


class Exemption(Row, table=True):
    """A decision kind that a statute lets pass without review, such as 处罚法 51. Sealed: only a migration fills it."""

    __table_args__ = _args(_id("exemption"))
    workflow: Key
    workflow_version: KeyInt
    decision_kind: Key
    article: Key
    agency_id: Txt
    id: Txt


class Decision(Row, table=True):
    """A decision, bound to the review that passed its draft or to the exemption it rests on."""

    __table_args__ = _args(
        CheckConstraint(
            "(review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed'"
            " AND exempt_article IS NULL)"
            " OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL)",
            name="ck_decision_cleared",
        ),
        ForeignKeyConstraint(
            ["case_id", "workflow", "workflow_version"],
            ["zf_case.id", "zf_case.workflow", "zf_case.workflow_version"],
            name="fk_decision_case",
        ),
        ForeignKeyConstraint(
            ["case_id", "review_round", "draft_digest", "review_outcome"],
            ["zf_review.case_id", "zf_review.round", "zf_review.draft_digest", "zf_review.outcome"],
            name="fk_decision_review",
        ),
        ForeignKeyConstraint(
            ["workflow", "workflow_version", "kind", "exempt_article"],
            [
                "zf_exemption.workflow",
                "zf_exemption.workflow_version",
                "zf_exemption.decision_kind",
                "zf_exemption.article",
            ],
            name="fk_decision_exemption",
        ),
        _digest("decision", "draft_digest"),
        Index("ix_decision_case", "case_id", "seq"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    workflow: Txt
    workflow_version: Int
    kind: Txt
    draft_digest: Txt
    review_round: MaybeInt
    review_outcome: Maybe
    exempt_article: Maybe
    decided_at: Txt
    seq: Int


# ── Papers and numbers ──────────────────────────────────────────────────────────────────────────────────────────────


class Paper(Row, table=True):
    """One issued paper (文书): its canonical HTML, the digest of it and the number it was allotted."""

    __table_args__ = _args(
        _entry("paper"),
        UniqueConstraint("agency_id", "series", "year", "ordinal", name="uq_paper_number"),
        CheckConstraint(
            "(series IS NULL) = (year IS NULL) AND (series IS NULL) = (ordinal IS NULL)"
            " AND (series IS NULL OR number IS NOT NULL)",
            name="ck_paper_number",
        ),
        _digest("paper", "digest"),
        _flag("paper", "external"),
        Index("ix_paper_case", "case_id", "seq"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    seq: Int
    code: Txt
    title: Txt
    template_version: Txt
    number: Maybe
    series: Maybe
    year: MaybeInt
    ordinal: MaybeInt
    html: Txt
    digest: Txt
    draft_digest: Maybe
    issued_on: Txt
    external: Int
    marks: Txt


class Number(Row, table=True):
    """The next free ordinal of a document-number series in a year. It grows by one and never goes back."""

    __table_args__ = _args(_id("number"), CheckConstraint("next >= 1", name="ck_number_next"))
    agency_id: Key
    series: Key
    year: KeyInt
    id: Txt
    next: Int


# ── Terms, tracks, commands, refusals, files ────────────────────────────────────────────────────────────────────────


class Term(Row, table=True):
    """A running or ended term (期限) with its arithmetic; only how it ended may be written later."""

    __table_args__ = _args(
        _case("term"),
        _flag("term", "provisional"),
        Index("ix_term_case", "case_id"),
        Index("ix_term_due", "due", sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    code: Txt
    key: Txt
    label: Txt
    article: Txt
    mark: Txt
    start_on: Txt
    start_seq: Int
    length: Int
    unit: Txt
    nominal: Txt
    due: Txt
    safe: Maybe
    provisional: Int
    rule_version: Txt
    calendar_version: Txt
    explanation: Txt
    status: Txt
    ended_on: Maybe
    ended_seq: MaybeInt


class Track(Row, table=True):
    """A small life beside the case's state, such as the service of one paper; only its closing is written later."""

    __table_args__ = _args(_case("track"), Index("ix_track_case", "case_id"))
    id: Key
    agency_id: Txt
    case_id: Txt
    track: Txt
    key: Txt
    opened_seq: Int
    opened_on: Txt
    outcome: Maybe
    closed_on: Maybe
    closed_seq: MaybeInt


class Command(Row, table=True):
    """A performed command under its idempotency key."""

    __table_args__ = _args(_id("command"), Index("ix_command_case", "case_id"))
    agency_id: Key
    key: Key
    id: Txt
    digest: Txt
    case_id: Txt
    seq: Int
    version: Int


class Refusal(Row, table=True):
    """A refused attempt with every reason; the newest 200 of a case are kept."""

    __table_args__ = _args(Index("ix_refusal_case", "case_id", "at"), Index("ix_refusal_agency", "agency_id", "at"))
    id: Key
    agency_id: Txt
    case_id: Maybe
    transition: Txt
    actor_id: Txt
    at: Txt
    reasons: Txt


class Fine(Row, table=True):
    """A decision that fined somebody, found by a digest of the party: no act is fined twice (处罚法 29)."""

    __table_args__ = _args(_entry("fine"), _digest("fine", "party"), _id("fine"), Index("ix_fine_party", "party"))
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    party: Txt
    cause: Txt
    violated_on: Maybe
    decided_on: Txt


class File(Row, table=True):
    """A file of the content-addressed store that an entry brought in."""

    __table_args__ = _args(
        _entry("file"),
        _digest("file", "digest"),
        CheckConstraint("size >= 0", name="ck_file_size"),
        Index("ix_file_case", "case_id", "seq"),
        Index("ix_file_digest", "digest"),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    seq: Int
    digest: Txt
    size: Int
    name: Txt
    media_type: Txt


class Custody(Row, table=True):
    """One line in the custody of one piece of evidence: append only, each naming the line before and the same file.

    `body` is what is hashed. `told` holds names of people and files, to which the body commits with the salt: both may be erased.
    """

    __table_args__ = _args(
        _case("custody"),
        UniqueConstraint("case_id", "key", "seq", "hash", "digest", name="uq_custody_hash"),
        _id("custody"),
        ForeignKeyConstraint(
            ["case_id", "key", "prev_seq", "prev_hash", "digest"],
            ["zf_custody.case_id", "zf_custody.key", "zf_custody.seq", "zf_custody.hash", "zf_custody.digest"],
            name="fk_custody_chain",
        ),
        CheckConstraint("seq >= 0", name="ck_custody_seq"),
        CheckConstraint("(seq = 0) = (prev_seq IS NULL)", name="ck_custody_first"),
        CheckConstraint("(prev_seq IS NULL) = (prev_hash IS NULL)", name="ck_custody_prev"),
        CheckConstraint("prev_seq = seq - 1", name="ck_custody_step"),
        CheckConstraint("(seq = 0) = (event = 'received')", name="ck_custody_received"),
        CheckConstraint("(salt IS NULL) = (told IS NULL)", name="ck_custody_told"),
        _digest("custody", "hash"),
        _digest("custody", "digest"),
        Index("ix_custody_digest", "digest"),
    )
    case_id: Key
    key: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    prev_seq: MaybeInt
    prev_hash: Maybe
    hash: Txt
    event: Txt
    actor_id: Txt
    digest: Txt
    body: Txt
    salt: Maybe
    told: Maybe
    occurred_at: Txt
    recorded_at: Txt


# ── Past decisions taken over from tables: no cases, and never counted or shown as such ──────────────────────────────


class Import(Row, table=True):
    """One table of past decisions taken over: which file, by whom, when, and how its columns were read.

    `columns` is JSON from heading to column, `columns_digest` its SHA-256; `skipped` is JSON of the numbers of the faulty rows
    that were left out.
    """

    __table_args__ = _args(
        UniqueConstraint("agency_id", "digest", name="uq_import_digest"),
        _digest("import", "digest"),
        _digest("import", "columns_digest"),
        CheckConstraint("taken >= 1", name="ck_import_taken"),
        CheckConstraint("warned >= 0", name="ck_import_warned"),
    )
    id: Key
    agency_id: Txt
    file: Txt
    digest: Txt
    kind: Txt
    columns: Txt
    columns_digest: Txt
    taken: Int
    warned: Int
    skipped: Txt
    imported_by: Maybe
    imported_at: Txt


class PastDecision(Row, table=True):
    """A decision as a table from elsewhere tells it, with the import and the row it came from: no case handled here.

    The columns are those of the 双公示 template for penalties, in its order; amounts are fen. `other` is JSON of what no column
    takes, `warnings` JSON of what the row was marked with.
    """

    __table_args__ = _args(
        ForeignKeyConstraint(["import_id"], ["zf_import.id"], name="fk_past_decision_import"),
        UniqueConstraint("import_id", "row_number", name="uq_past_decision_row"),
        CheckConstraint("row_number >= 2", name="ck_past_decision_row"),
        CheckConstraint("fine >= 0", name="ck_past_decision_fine"),
        CheckConstraint("confiscated >= 0", name="ck_past_decision_confiscated"),
        Index("ix_past_decision_number", "document_number"),
        Index("ix_past_decision_party", "party"),
    )
    id: Key
    agency_id: Txt
    import_id: Txt
    row_number: Int
    party: Maybe
    party_kind: Maybe
    credit_code: Maybe
    registration_number: Maybe
    organisation_code: Maybe
    tax_number: Maybe
    institution_number: Maybe
    social_number: Maybe
    representative: Maybe
    representative_id_kind: Maybe
    representative_id_number: Maybe
    person_id_kind: Maybe
    person_id_number: Maybe
    document_number: Maybe
    violation_kind: Maybe
    violation: Maybe
    basis: Maybe
    penalty_kinds: Maybe
    penalty: Maybe
    fine: MaybeInt
    confiscated: MaybeInt
    licence: Maybe
    decided_on: Maybe
    valid_until: Maybe
    public_until: Maybe
    authority: Maybe
    authority_credit_code: Maybe
    source: Maybe
    source_credit_code: Maybe
    remark: Maybe
    other: Maybe
    warnings: Maybe


metadata = Row.metadata
