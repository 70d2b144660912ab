"""The tables of the register beside its journal: the agency, its officers, their pads and addresses, which statements and locks join."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from zhifa.storage.tables.row import Int, Key, Maybe, Row, Txt, of_officer, table_args


class Agency(Row, table=True):
    """An enforcement agency, and the version at which its register stands."""

    __table_args__ = table_args(CheckConstraint("agency_id = id", name="ck_agency_self"))
    id: Key
    agency_id: Txt
    name: Txt
    short_name: Txt
    region: Txt
    credit_code: Txt
    register_version: Int
    valid_from: Txt
    valid_to: Maybe


class Officer(Row, table=True):
    """A person of the agency."""

    __table_args__ = table_args(UniqueConstraint("agency_id", "staff_number", name="uq_officer_staff_number"))
    id: Key
    agency_id: Txt
    staff_number: Txt
    name: Txt
    unit: Txt
    post: Txt
    valid_from: Txt
    valid_to: Maybe


class Pad(Row, table=True):
    """A block of numbered papers handed to one officer (处罚法 52): the ordinals `first` to `last` of a series in a year."""

    __table_args__ = table_args(
        of_officer("pad"),
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


class Contact(Row, table=True):
    """Where a person is reached with warnings, besides the inbox."""

    __table_args__ = table_args(of_officer("contact"), UniqueConstraint("officer_id", name="uq_contact_officer"))
    id: Key
    agency_id: Txt
    officer_id: Txt
    email: Txt
    valid_from: Txt
    valid_to: Maybe
