"""The tables of the register: the agency, its people and their papers, the law it cites."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from zhifa.storage.tables.row import Int, Key, Maybe, Row, Txt, of_officer, sha256, table_args


class Agency(Row, table=True):
    """An enforcement agency with its policy, the data its papers print and the matters it may act on."""

    __table_args__ = table_args(CheckConstraint("agency_id = id", name="ck_agency_self"))
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

    __table_args__ = table_args(Index("ix_delegation_agency", "agency_id"))
    id: Key
    agency_id: Txt
    delegator: Txt
    matters: Txt
    document_number: Txt
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


class Certificate(Row, table=True):
    """An enforcement certificate (执法证件): which acts, where, from when to when."""

    __table_args__ = table_args(
        of_officer("certificate"),
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

    __table_args__ = table_args(
        of_officer("qualification"),
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

    __table_args__ = table_args(
        of_officer("assignment"),
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


class AgencySeal(Row, table=True):
    """A certificate by which the agency sets a seal of its own (印章备案), by the SHA-256 of the certificate."""

    __table_args__ = table_args(sha256("agency_seal", "certificate"), Index("ix_agency_seal_agency", "agency_id"))
    id: Key
    agency_id: Txt
    name: Txt
    certificate: Txt
    valid_from: Txt
    valid_to: Maybe


class Statute(Row, table=True):
    """A law or rule the agency cites; `articles` NULL means that its articles are not listed."""

    __table_args__ = table_args(Index("ix_statute_agency", "agency_id"))
    id: Key
    agency_id: Txt
    title: Txt
    articles: Maybe
    valid_from: Txt
    valid_to: Maybe
