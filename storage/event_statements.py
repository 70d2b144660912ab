"""The statements of events: the feed, who is told of it, and how far the telling has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import insert, text
from sqlalchemy.sql import ClauseElement

from zhifa.storage.tables import metadata


class EventStatements(NamedTuple):
    """SQL text by what it does."""

    hold: str | None
    """Makes others who give places or enter subscriptions wait until the transaction ends; None where one writer has the whole database."""
    waits: str
    unplaced: str
    reach: str
    place: str
    page: str
    subscribe: str
    subscriptions: str
    all_active: str
    subscription: str
    change: str
    unsubscribe: str
    forget_deliveries: str
    deliver: str
    due: str
    claim: str
    sent: str
    put_off: str
    dead: str
    wake: str
    listed: str
    counts: str
    carried: str
    forget_carried: str
    forget: str


def event_statements(sql: Callable[[ClauseElement], str], dialect: str) -> EventStatements:
    """The statements, compiled by `sql` for one database."""
    postgresql = dialect == "postgresql"
    written = {name: sql(text(statement)) for name, statement in _TEXTS.items()}
    return EventStatements(
        hold=sql(text(f"SELECT pg_advisory_xact_lock({_LOCK})")) if postgresql else None,
        subscribe=sql(insert(metadata.tables["zf_subscription"])),
        deliver=sql(insert(metadata.tables["zf_delivery"])),
        claim=sql(text(_CLAIM.format(first=_DUE + (" FOR UPDATE OF d SKIP LOCKED" if postgresql else "")))),
        **written,
    )


_LOCK: Final = 0x7A66_6576  # "zfev": one process at a time gives places on a PostgreSQL database

# The clocks of two machines may differ: an entry of a case never comes before the one that it follows, whatever they say.
_UNPLACED = """\
SELECT id, agency_id, case_id, type, recorded_at FROM (
  SELECT e.*, max(recorded_at) OVER (PARTITION BY case_id, CASE WHEN version IS NULL THEN 1 ELSE 0 END
    ORDER BY version, recorded_at, type, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stands
  FROM zf_event e WHERE place IS NULL) AS u
ORDER BY stands, case_id, coalesce(version, 0), type, id LIMIT :most"""

# Of a case one delivery waits for the other, and what was given up no longer holds back what follows.
_DUE = """\
SELECT d.id FROM zf_delivery d
WHERE d.subscription_id = :subscription AND d.status = 'waiting' AND d.next_try_at <= :now
  AND (d.leased_until IS NULL OR d.leased_until <= :free_by)
  AND NOT EXISTS (SELECT 1 FROM zf_delivery b WHERE b.subscription_id = d.subscription_id AND b.case_id = d.case_id
    AND b.status = 'waiting' AND b.place < d.place)
ORDER BY d.place LIMIT 1"""

_CLAIM = "UPDATE zf_delivery SET leased_until = :until WHERE id = ({first}) RETURNING *"

_NOTED = "UPDATE zf_delivery SET status = {status}, tries = tries + 1, leased_until = NULL, {told} WHERE id = :delivery AND status = 'waiting'"

# A gap in the middle would read as a loss: only what lies before everything that must stay is taken away.
_GONE = """\
FROM zf_event WHERE place < (SELECT min(k.place) FROM zf_event k WHERE k.agency_id = zf_event.agency_id AND (
  k.recorded_at >= :before
  OR EXISTS (SELECT 1 FROM zf_delivery w WHERE w.event_id = k.id AND w.status = 'waiting')
  OR k.place = (SELECT max(l.place) FROM zf_event l WHERE l.agency_id = k.agency_id)))"""

_TEXTS: Final = {
    "waits": "SELECT 1 FROM zf_event WHERE place IS NULL LIMIT 1",
    "unplaced": _UNPLACED,
    "reach": "SELECT coalesce(min(place), 0), coalesce(max(place), 0) FROM zf_event WHERE agency_id = :agency AND place IS NOT NULL",
    "place": "UPDATE zf_event SET place = :place WHERE id = :event AND place IS NULL",
    "page": "SELECT * FROM zf_event WHERE agency_id = :agency AND place > :after ORDER BY place LIMIT :most",
    "subscriptions": "SELECT * FROM zf_subscription WHERE agency_id = :agency ORDER BY created_at, id",
    "all_active": "SELECT * FROM zf_subscription WHERE status = 'active' ORDER BY id",
    "subscription": "SELECT * FROM zf_subscription WHERE agency_id = :agency AND id = :subscription",
    "change": (
        "UPDATE zf_subscription SET url = :url, types = :types, note = :note, status = :status"
        " WHERE agency_id = :agency AND id = :subscription"
    ),
    "unsubscribe": "DELETE FROM zf_subscription WHERE agency_id = :agency AND id = :subscription",
    "forget_deliveries": "DELETE FROM zf_delivery WHERE agency_id = :agency AND subscription_id = :subscription",
    "due": _DUE,
    "sent": _NOTED.format(status="'sent'", told="last_error = NULL, sent_at = :at"),
    "put_off": _NOTED.format(status="'waiting'", told="last_error = :error, next_try_at = :again"),
    "dead": _NOTED.format(status="'dead'", told="last_error = :error"),
    "wake": (
        "UPDATE zf_delivery SET status = 'waiting', tries = 0, sent_at = NULL, next_try_at = :now"
        " WHERE id = :delivery AND subscription_id = :subscription AND agency_id = :agency AND status <> 'waiting'"
    ),
    "listed": (
        "SELECT * FROM zf_delivery WHERE agency_id = :agency AND subscription_id = :subscription AND status = :status"
        " AND place > :after ORDER BY place LIMIT :most"
    ),
    "counts": (
        "SELECT d.subscription_id, d.status, count(*), min(e.recorded_at) FROM zf_delivery d JOIN zf_event e ON e.id = d.event_id"
        " WHERE d.agency_id = :agency AND d.status <> 'sent' GROUP BY d.subscription_id, d.status ORDER BY 1, 2"
    ),
    "carried": "SELECT * FROM zf_event WHERE id = :event",
    "forget_carried": f"DELETE FROM zf_delivery WHERE event_id IN (SELECT id {_GONE})",  # noqa: S608  # our own text
    "forget": f"DELETE {_GONE}",  # our own text
}
