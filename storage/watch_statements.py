"""The statements of the watch: which terms are due to be looked at, what is known of them, and what a sweep writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, text
from sqlalchemy.sql import ClauseElement

from zhifa.storage.channel import Load
from zhifa.storage.in_force import VERSION
from zhifa.storage.tables import metadata

BEAT: Final = "idle"
"""The id of the one row that tells when a sweep was last there, whether or not it found anything to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchStatements:
    """SQL text by what it does."""

    stirred: str
    beat_at: str
    claim: str
    fired: str
    handlers: str
    open_tracks: str
    move: str
    blame: str
    look_anew: str
    begin: str
    count: str
    beat: str
    look_at_all: str
    told: str
    digest: str
    of_case: str
    heads: str
    waiting: str
    faulty: str
    last: str
    unended: str
    warnings: Load
    inbox: Load
    events: Load


def watch_statements(
    sql: Callable[[ClauseElement], str], load: Callable[[str, str], Load], dialect: str
) -> WatchStatements:
    """The statements, compiled by `sql`, with `load` making those of many rows."""
    postgresql = dialect == "postgresql"
    listed = _LISTED[dialect]
    return WatchStatements(
        stirred=sql(text(_STIRRED)),
        beat_at=sql(text(f"SELECT finished_at FROM zf_sweep WHERE id = '{BEAT}' AND finished_at <= :latest")),  # noqa: S608  # our own name
        claim=sql(
            text(_CLAIM.format(version=VERSION) + (" FOR NO KEY UPDATE OF x, t SKIP LOCKED" if postgresql else ""))
        ),
        fired=sql(text(_FIRED.format(listed=listed))),
        handlers=sql(text(f"SELECT case_id, officer_id FROM zf_assignee WHERE case_id IN ({listed})")),  # noqa: S608  # our own text
        open_tracks=sql(
            text(f"SELECT case_id, track FROM zf_track WHERE closed_on IS NULL AND case_id IN ({listed})")  # noqa: S608  # our own text
        ),
        move=sql(text(_MOVE.format(moves=_MOVES[dialect]))),
        blame=sql(text("UPDATE zf_watch SET fault = :fault WHERE id = :id")),
        look_anew=sql(text(_LOOK_ANEW.format(listed=listed))),
        begin=sql(insert(metadata.tables["zf_sweep"])),
        count=sql(text(_COUNT)),
        beat=sql(insert(metadata.tables["zf_sweep"])) + _OVER,
        look_at_all=sql(text("UPDATE zf_watch SET next_at = '' WHERE next_at > :now")),
        told=sql(text(_TOLD)),
        digest=sql(insert(metadata.tables["zf_outbox"])),
        of_case=sql(text("SELECT * FROM zf_warning WHERE case_id = :case ORDER BY term_id, seq")),
        heads=sql(text(_HEADS)),
        waiting=sql(text("SELECT count(*), min(next_at) FROM zf_watch WHERE next_at <= :now")),
        faulty=sql(text(_FAULTY)),
        last=sql(text(_LAST)),
        unended=sql(text("SELECT * FROM zf_sweep WHERE id = :sweep AND finished_at IS NULL")),
        warnings=_load("zf_warning", sql, load),
        inbox=_load("zf_inbox", sql, load),
        events=_load("zf_event", sql, load),
    )


def _load(table: str, sql: Callable[[ClauseElement], str], load: Callable[[str, str], Load]) -> Load:
    return load(table, sql(insert(metadata.tables[table])))


_FAULTY = "SELECT id, case_id, fault FROM zf_watch WHERE fault IS NOT NULL AND :agency IN ('', agency_id) ORDER BY id LIMIT 100"

# A list of ids is one parameter, so that the statement is the same for every batch.
_LISTED = {
    "sqlite": "SELECT value FROM json_each(:listed)",
    "postgresql": "SELECT jsonb_array_elements_text(CAST(:listed AS jsonb))",
}

# One statement, because it is asked every minute by every process: alone it is its own snapshot. The earliest time is the first entry of its
# index, whereas asking whether any lies before now has PostgreSQL read the table: it plans for a third of it.
_STIRRED = """\
SELECT (SELECT min(next_at) FROM zf_watch WHERE next_at IS NOT NULL) <= :now,
  (SELECT min(id) FROM zf_sweep WHERE finished_at IS NULL AND started_at <= :before),
  (SELECT finished_at FROM zf_sweep WHERE id = 'idle')"""

_CLAIM = """\
SELECT x.id, x.agency_id, x.case_id, x.next_at, x.head_seq, x.head_hash, t.code, t.key, t.label, t.article,
  t.start_on, t.length, t.unit, t.due, t.safe, t.status, t.rule_version, c.workflow, {version},
  coalesce((SELECT a.register_version FROM zf_agency a WHERE a.id = x.agency_id), 0),
  coalesce((SELECT max(f.seq) FROM zf_calendar f WHERE f.agency_id = x.agency_id), 0)
FROM zf_watch x JOIN zf_term t ON t.id = x.id JOIN zf_case c ON c.id = x.case_id
WHERE x.next_at <= :now ORDER BY x.next_at LIMIT :most"""

# A term reckoned anew has a row of its own; what its predecessor said of the same due date is not said again. One that stands still may be
# told of the end it has once its stop has ended of itself, which its row does not hold yet.
_FIRED = """\
SELECT t.id, w.due, w.level, w.occurrence, w.fired_at
FROM zf_term t JOIN zf_warning w ON w.case_id = t.case_id AND (w.due = t.due OR t.status = 'suspended')
  JOIN zf_term o ON o.id = w.term_id AND o.code = t.code AND o.key = t.key
WHERE t.id IN ({listed}) ORDER BY t.id"""

_MOVE = """\
UPDATE zf_watch SET next_at = m.next_at, head_seq = m.head_seq, head_hash = m.head_hash, fault = m.fault
FROM ({moves}) AS m WHERE zf_watch.id = m.id"""

# The rows of `WatchMove` as one parameter: a statement for each costs more than all they change.
_MOVES = {
    "sqlite": """\
SELECT json_extract(value, '$[0]') AS next_at, json_extract(value, '$[1]') AS head_seq, json_extract(value, '$[2]') AS head_hash,
  json_extract(value, '$[3]') AS fault, json_extract(value, '$[4]') AS id
FROM json_each(:moves)""",
    "postgresql": """\
SELECT value ->> 0 AS next_at, CAST(value ->> 1 AS integer) AS head_seq, value ->> 2 AS head_hash, value ->> 3 AS fault, value ->> 4 AS id
FROM jsonb_array_elements(CAST(:moves AS jsonb))""",
}

_LOOK_ANEW = """\
UPDATE zf_watch SET next_at = '' WHERE agency_id = :agency AND next_at IS NOT NULL AND id IN (
  SELECT id FROM zf_term WHERE agency_id = :agency_ AND status IN ('open', 'suspended') AND code IN ({listed}))"""

_COUNT = """\
UPDATE zf_sweep SET finished_at = :finished, looked = :looked, fired = :fired, deemed = :deemed, skipped = :skipped,
  faults = :faults, lag_s = :lag
WHERE id = :id AND finished_at IS NULL"""

_OVER = """ ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at, finished_at = excluded.finished_at,
  host = excluded.host"""

_TOLD = """\
SELECT i.officer_id, i.agency_id, w.id, w.body FROM zf_inbox i JOIN zf_warning w ON w.id = i.warning_id
WHERE i.sweep_id = :sweep ORDER BY i.officer_id, w.overdue DESC, w.due, w.id"""

_LAST = """\
SELECT * FROM zf_sweep WHERE id <> 'idle' AND finished_at <= :latest ORDER BY finished_at DESC LIMIT 1"""

_HEADS = "SELECT x.id, x.head_seq, x.head_hash FROM zf_term t JOIN zf_watch x ON x.id = t.id WHERE t.case_id = :case"
