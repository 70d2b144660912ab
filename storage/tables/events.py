"""The tables of events: what happened to cases, who wants to be told, and how far the telling has come."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text

from zhifa.storage.tables.row import Int, Key, Maybe, MaybeInt, Row, Txt, of_case, table_args


class Event(Row, table=True):
    """Something that happened to a case, written with it. `place` is where it stands in the feed of its agency, given afterwards, without a gap."""

    __table_args__ = table_args(
        of_case("event"),
        CheckConstraint("place >= 1", name="ck_event_place"),
        UniqueConstraint("agency_id", "place", name="uq_event_place"),
        Index("ix_event_unplaced", "id", sqlite_where=text("place IS NULL"), postgresql_where=text("place IS NULL")),
    )
    id: Key
    agency_id: Txt
    case_id: Txt
    type: Txt
    version: MaybeInt
    data: Txt
    recorded_at: Txt
    place: MaybeInt


class Subscription(Row, table=True):
    """A receiver outside that is told of an agency's events. `types` is a JSON list; an empty one asks for all."""

    __table_args__ = table_args(
        CheckConstraint("status IN ('active', 'paused')", name="ck_subscription_status"),
        Index("ix_subscription_agency", "agency_id"),
    )
    id: Key
    agency_id: Txt
    url: Txt
    types: Txt
    secret: Txt
    note: Txt
    status: Txt
    created_at: Txt
    created_by: Txt


class Delivery(Row, table=True):
    """One event on its way to one receiver; only what became of it is written later."""

    __table_args__ = table_args(
        ForeignKeyConstraint(["subscription_id"], ["zf_subscription.id"], name="fk_delivery_subscription"),
        ForeignKeyConstraint(["event_id"], ["zf_event.id"], name="fk_delivery_event"),
        UniqueConstraint("subscription_id", "event_id", name="uq_delivery_once"),
        CheckConstraint("status IN ('waiting', 'sent', 'dead')", name="ck_delivery_status"),
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="ck_delivery_sent"),
        Index(
            "ix_delivery_waiting",
            "subscription_id",
            "case_id",
            "place",
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
        Index("ix_delivery_listed", "subscription_id", "status", "place"),
        Index("ix_delivery_event", "event_id"),
    )
    id: Key
    agency_id: Txt
    subscription_id: Txt
    event_id: Txt
    case_id: Txt
    place: Int
    status: Txt
    tries: Int
    next_try_at: Txt
    leased_until: Maybe
    last_error: Maybe
    sent_at: Maybe
