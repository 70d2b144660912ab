"""The tables by which one case knows of others: fines, and what entries say of other cases."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from zhifa.storage.tables.row import Key, KeyInt, Maybe, Row, Txt, of_entry, sha256, table_args, unique_id


class Fine(Row, table=True):
    """A decision that fined somebody, found by a digest of the party: no act is fined twice (处罚法 29)."""

    __table_args__ = table_args(
        of_entry("fine"), sha256("fine", "party"), unique_id("fine"), Index("ix_fine_party", "party")
    )
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt
    party: Txt
    cause: Txt
    violated_on: Maybe
    decided_on: Txt


class FineEnd(Row, table=True):
    """The entry by which the fines that a case imposed before it were gone: the decision was annulled, or changed to no fine."""

    __table_args__ = table_args(of_entry("fine_end"), unique_id("fine_end"))
    case_id: Key
    seq: KeyInt
    agency_id: Txt
    id: Txt


class Link(Row, table=True):
    """What an entry of one case says of another (关联案件); the other case's own record does not change."""

    __table_args__ = table_args(
        of_entry("link"),
        ForeignKeyConstraint(["other_id"], ["zf_case.id"], name="fk_link_other"),
        CheckConstraint("other_id <> case_id", name="ck_link_other"),
        unique_id("link"),
        Index("ix_link_other", "other_id"),
    )
    case_id: Key
    seq: KeyInt
    other_id: Key
    agency_id: Txt
    id: Txt
    relation: Txt
