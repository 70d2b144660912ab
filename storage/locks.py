"""The triggers of both databases, in one place: what may not be changed, replaced or forged, whoever writes the SQL.

What a trigger cannot stop is a role that owns the tables and drops it; so the application has a role of its own
(`zhifa.storage.migrate.grant_application_role`), and `verify` compares reviews and decisions with the record chain.

Every refusal's text starts with `ZF`. On PostgreSQL the triggers are `ENABLE ALWAYS`: `session_replication_role =
replica` turns foreign keys off, but none of these. On SQLite they hold with foreign keys and CHECK turned off, which
any connection may do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from textwrap import indent
from typing import Literal, NamedTuple

from sqlalchemy import Table, UniqueConstraint

from zhifa.storage.tables import metadata

Act = Literal["insert", "update", "delete", "replace", "truncate"]

# SQLite's hidden row number is a key too: UPDATE OR REPLACE of it, or an INSERT that names it, erases the row it meets.
_ROWID = ("rowid", "_rowid_", "oid")


class Lock(NamedTuple):
    """One trigger: its name, the table it guards and the statements that make it."""

    name: str
    table: str
    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What is refused on a table: whole acts, and updates of the `fixed` columns."""

    table: str
    never: tuple[Act, ...]
    fixed: tuple[str, ...] = ()


_APPEND_ONLY: tuple[Act, ...] = ("update", "delete", "replace", "truncate")
_KEPT: tuple[Act, ...] = ("delete", "replace", "truncate")
_SEALED: tuple[Act, ...] = ("insert", "update", "delete", "truncate")

RULES = (
    Rule(
        table="zf_case",
        never=_KEPT,
        fixed=("id", "agency_id", "workflow", "workflow_version", "workflow_digest", "replay", "opened_at"),
    ),
    Rule(table="zf_entry", never=_APPEND_ONLY),
    # DELETE stays allowed: erasure under privacy law (个人信息保护法 47); the chain holds only a salted commitment.
    Rule(table="zf_facts", never=("update", "replace", "truncate")),
    Rule(table="zf_review", never=_APPEND_ONLY),
    Rule(table="zf_exemption", never=_SEALED),
    Rule(table="zf_assessment", never=_APPEND_ONLY),
    Rule(table="zf_assessable_kind", never=_SEALED),
    Rule(table="zf_decision", never=_APPEND_ONLY),
    Rule(table="zf_fine", never=_APPEND_ONLY),
    Rule(table="zf_fine_end", never=_APPEND_ONLY),
    Rule(table="zf_link", never=_APPEND_ONLY),
    Rule(table="zf_migration", never=_APPEND_ONLY),
    Rule(table="zf_paper", never=_APPEND_ONLY),
    Rule(table="zf_seal", never=_APPEND_ONLY),
    Rule(table="zf_number", never=_KEPT, fixed=("agency_id", "series", "year", "id")),
    Rule(table="zf_voided_number", never=_APPEND_ONLY),
    Rule(
        table="zf_term",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_term"].c if c.name not in {"status", "ended_on", "ended_seq"}),
    ),
    Rule(
        table="zf_track",
        never=_KEPT,
        fixed=tuple(
            c.name for c in metadata.tables["zf_track"].c if c.name not in {"outcome", "closed_on", "closed_seq"}
        ),
    ),
    Rule(table="zf_command", never=_APPEND_ONLY),
    Rule(table="zf_refusal", never=("update",)),
    Rule(table="zf_file", never=_APPEND_ONLY),
    Rule(table="zf_database_identity", never=_SEALED),
    Rule(table="zf_calendar", never=_APPEND_ONLY),
    Rule(table="zf_calendar_run", never=_KEPT, fixed=("agency_id", "seq", "id", "started_at")),
    Rule(table="zf_watch", never=_KEPT, fixed=("id", "agency_id", "case_id")),
    Rule(table="zf_warning", never=_APPEND_ONLY),
    Rule(table="zf_inbox", never=_APPEND_ONLY),
    Rule(table="zf_acknowledgement", never=_APPEND_ONLY),
    Rule(
        table="zf_outbox",
        never=_KEPT,
        fixed=("id", "agency_id", "officer_id", "channel", "sweep_id", "payload", "created_at"),
    ),
    Rule(table="zf_import", never=_APPEND_ONLY),
    Rule(table="zf_read", never=_APPEND_ONLY),
    Rule(table="zf_account", never=_KEPT, fixed=("id", "agency_id", "login_name", "created_at", "created_by")),
    Rule(table="zf_account_entry", never=_APPEND_ONLY),
    Rule(
        table="zf_token",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_token"].c if c.name not in {"revoked_at", "used_on"}),
    ),
    Rule(table="zf_identity_link", never=("update", "replace", "truncate")),
    Rule(table="zf_register_entry", never=_APPEND_ONLY),
    Rule(
        table="zf_register_line",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_register_line"].c if c.name != "until"),
    ),
    Rule(table="zf_past_decision", never=_APPEND_ONLY),
    # Salt and what was told may be set to NULL: erasure, as of facts. Anything else put there breaks the commitment in the body.
    Rule(
        table="zf_custody",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_custody"].c if c.name not in {"salt", "told"}),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """What must hold of a row that comes in, or of what it becomes. A NULL in a key makes the condition unknown, and unknown is refused as well."""

    table: str
    name: str
    text: str
    """Of the refusal."""
    condition: str
    act: Literal["INSERT", "UPDATE"] = "INSERT"


GATES = (
    Gate(
        table="zf_decision",
        name="gate",
        text="ZF-58: no passed review of this draft",
        condition="""\
EXISTS (SELECT 1 FROM zf_case c
  WHERE c.id = NEW.case_id AND c.workflow = NEW.workflow AND c.workflow_version = NEW.workflow_version)
AND ((NEW.exempt_article IS NULL AND NEW.assessment_id IS NULL AND NEW.review_outcome = 'agreed'
    AND EXISTS (SELECT 1 FROM zf_review r
      WHERE r.case_id = NEW.case_id AND r.round = NEW.review_round AND r.draft_digest = NEW.draft_digest
        AND r.outcome = 'agreed' AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id))
    AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.case_id = NEW.case_id AND d.review_round = NEW.review_round))
  OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL AND NEW.assessment_id IS NULL
    AND EXISTS (SELECT 1 FROM zf_exemption e
      WHERE e.workflow = NEW.workflow AND e.workflow_version = NEW.workflow_version
        AND e.decision_kind = NEW.kind AND e.article = NEW.exempt_article))
  OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL AND NEW.exempt_article IS NULL
    AND EXISTS (SELECT 1 FROM zf_assessment a
      WHERE a.id = NEW.assessment_id AND a.case_id = NEW.case_id AND a.draft_digest = NEW.draft_digest AND a.due = 0
        AND a.seq = (SELECT max(seq) FROM zf_assessment WHERE case_id = NEW.case_id))
    AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.assessment_id = NEW.assessment_id)
    AND NOT EXISTS (SELECT 1 FROM zf_review r
      WHERE r.case_id = NEW.case_id AND r.draft_digest = NEW.draft_digest AND r.outcome <> 'agreed'
        AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id AND draft_digest = NEW.draft_digest))
    AND EXISTS (SELECT 1 FROM zf_assessable_kind k
      WHERE k.workflow = NEW.workflow AND k.workflow_version = NEW.workflow_version AND k.decision_kind = NEW.kind)))""",
    ),
    Gate(
        table="zf_seal",
        name="gate",
        text="ZF: no such paper to seal, or it is sealed",
        condition="""\
EXISTS (SELECT 1 FROM zf_paper p JOIN zf_case c ON c.id = p.case_id
  WHERE p.id = NEW.paper_id AND p.case_id = NEW.case_id AND p.digest = NEW.paper_digest
    AND p.external = 1 AND p.seq < NEW.seq AND c.replay = 0)
AND EXISTS (SELECT 1 FROM zf_entry e WHERE e.case_id = NEW.case_id AND e.seq = NEW.seq AND e.kind = 'seal')
AND (NEW.sample = 0 OR NOT EXISTS (SELECT 1 FROM zf_seal s WHERE s.paper_id = NEW.paper_id))
AND NEW.round = 1 + (SELECT count(*) FROM zf_seal s WHERE s.paper_id = NEW.paper_id AND s.sample = 0)""",
    ),
    Gate(
        table="zf_entry",
        name="chain",
        text="ZF: no such predecessor in the record chain",
        condition="""\
(NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL)
OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1
  AND EXISTS (SELECT 1 FROM zf_entry
    WHERE case_id = NEW.case_id AND seq = NEW.prev_seq AND hash = NEW.prev_hash))""",
    ),
    Gate(
        table="zf_custody",
        name="chain",
        text="ZF: no such predecessor in the chain of custody",
        condition="""\
(NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL AND NEW.event = 'received')
OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1 AND NEW.event <> 'received'
  AND EXISTS (SELECT 1 FROM zf_custody
    WHERE case_id = NEW.case_id AND key = NEW.key AND seq = NEW.prev_seq AND hash = NEW.prev_hash AND digest = NEW.digest))""",
    ),
    Gate(
        table="zf_warning",
        name="chain",
        text="ZF: no such predecessor in the chain of warnings",
        condition="""\
(NEW.seq = 1 AND NEW.prev_hash IS NULL)
OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_warning
    WHERE term_id = NEW.term_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))""",
    ),
    Gate(
        table="zf_voided_number",
        name="chain",
        text="ZF: no such predecessor in the chain of voided numbers",
        condition="""\
(NEW.seq = 1 AND NEW.prev_hash IS NULL)
OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_voided_number
    WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))""",
    ),
    Gate(
        table="zf_voided_number",
        name="taken",
        text="ZF: a number of a pad is voided when it has just been taken for that, a series begun later before it is counted",
        condition="""\
(NEW.counter = NEW.series || '/' || (NEW.ordinal - NEW.place + 1)
  AND EXISTS (SELECT 1 FROM zf_pad d
    WHERE d.agency_id = NEW.agency_id AND d.series = NEW.series AND d.year = NEW.year
      AND d.first = NEW.ordinal - NEW.place + 1 AND d.last >= NEW.ordinal)
  AND EXISTS (SELECT 1 FROM zf_number n
    WHERE n.agency_id = NEW.agency_id AND n.series = NEW.counter AND n.year = NEW.year AND n.next = NEW.place + 1)
  AND NOT EXISTS (SELECT 1 FROM zf_paper p
    WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year AND p.ordinal = NEW.ordinal))
OR (NEW.counter = NEW.series AND NEW.series NOT LIKE '%/%' AND NEW.place = NEW.ordinal AND NEW.ordinal BETWEEN 1 AND 999999
  AND NOT EXISTS (SELECT 1 FROM zf_number n
    WHERE n.agency_id = NEW.agency_id AND n.series = NEW.series AND n.year = NEW.year)
  AND NOT EXISTS (SELECT 1 FROM zf_paper p
    WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year))""",
    ),
    Gate(
        table="zf_register_entry",
        name="chain",
        text="ZF: no such predecessor in the journal of the register",
        condition="""\
(NEW.prev_hash IS NULL AND NOT EXISTS (SELECT 1 FROM zf_register_entry WHERE agency_id = NEW.agency_id))
OR EXISTS (SELECT 1 FROM zf_register_entry
  WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash)""",
    ),
    Gate(
        table="zf_register_line",
        name="entered",
        text="ZF: a line comes with the newest entry of the register, and in the place of none that stands",
        condition="""\
NEW.until IS NULL
AND NEW.since = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)
AND NOT EXISTS (SELECT 1 FROM zf_register_line
  WHERE agency_id = NEW.agency_id AND book = NEW.book AND key = NEW.key AND until IS NULL)""",
    ),
    Gate(
        table="zf_register_line",
        name="left",
        text="ZF: a line that stands goes with the newest entry of the register, once",
        condition="""\
OLD.until IS NULL
AND NEW.until = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)""",
        act="UPDATE",
    ),
    Gate(
        table="zf_paper",
        name="unvoided",
        text="ZF: this number was voided",
        condition="""\
NEW.series IS NULL
OR NOT EXISTS (SELECT 1 FROM zf_voided_number v
  WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.year = NEW.year AND v.ordinal = NEW.ordinal
    AND v.counter <> v.series)""",
    ),
)


_FIRST_TEXT = "ZF: a series starts at 1, or behind the numbers that are on record as used before"
_FIRST = """\
coalesce((SELECT max(v.ordinal) + 1 FROM zf_voided_number v
  WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.counter = NEW.series AND v.year = NEW.year), 2)"""
"""What a counter says when it begins: 2, once number 1 is taken, or the number with which a series begun later (`numbers-start`) goes on."""


@cache
def locks(dialect: str) -> tuple[Lock, ...]:
    """Every trigger of `sqlite` or `postgresql`, in the order they are made."""
    make = _sqlite if dialect == "sqlite" else _postgresql
    special = _SQLITE_SPECIAL if dialect == "sqlite" else _POSTGRESQL_SPECIAL
    return (*special, *(lock for rule in RULES for lock in make(rule)))


@cache
def functions(dialect: str) -> tuple[str, ...]:
    """The functions the triggers call; SQLite has none.

    They look names up in the schema they were made in and in `pg_temp` last: else a temporary table named like one of
    ours, which any role may make, would answer in its place.
    """
    return _FUNCTIONS if dialect == "postgresql" else ()


# ── SQLite ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sqlite(rule: Rule) -> list[Lock]:
    made = [_sqlite_act(rule.table, act) for act in rule.never if act != "truncate"]  # SQLite knows no TRUNCATE
    if rule.fixed:
        columns = ", ".join((*rule.fixed, *_ROWID))
        made.append(_sqlite_lock(rule.table, "fixed", f"BEFORE UPDATE OF {columns}", _refusal(rule.table, "UPDATE")))
    return made


def _sqlite_act(table: str, act: Act) -> Lock:
    if act == "replace":
        # REPLACE fires no delete trigger, so it is caught before the insert.
        return _sqlite_lock(
            table, "no_replace", "BEFORE INSERT", f"ZF: exists ({table})", when=_meets(metadata.tables[table])
        )
    return _sqlite_lock(table, f"no_{act}", f"BEFORE {act.upper()}", _refusal(table, act.upper()))


def _sqlite_lock(table: str, name: str, event: str, text: str, *, when: str = "") -> Lock:
    condition = f" WHEN {when}" if when else ""
    sql = f"CREATE TRIGGER {table}_{name} {event} ON {table}{condition}\nBEGIN SELECT RAISE(ABORT, '{text}'); END"
    return Lock(f"{table}_{name}", table, (sql,))


def _sqlite_gate(gate: Gate) -> Lock:
    refused = f"(\n{indent(gate.condition, '  ')}) IS NOT TRUE"
    return _sqlite_lock(gate.table, gate.name, f"BEFORE {gate.act}", gate.text, when=refused)


def _meets(table: Table) -> str:
    """The condition that an inserted row meets one that is there, by any of its keys."""
    primary = tuple(column.name for column in table.primary_key)
    uniques = [tuple(c.name for c in key.columns) for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys = [primary, *sorted(key for key in uniques if not set(primary) <= set(key)), ("rowid",)]
    matches = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
    found = (f"EXISTS (SELECT 1 FROM {table.name} WHERE {match})" for match in matches)  # noqa: S608  # our own names
    return "\n  OR ".join(found)


def _refusal(table: str, act: str) -> str:
    return f"ZF: {table} refuses {act}"


_SQLITE_SPECIAL = (
    *map(_sqlite_gate, GATES),
    _sqlite_lock("zf_number", "first", "BEFORE INSERT", _FIRST_TEXT, when=f"NEW.next IS NOT {_FIRST}"),
    _sqlite_lock(
        "zf_number", "step", "BEFORE UPDATE", "ZF: a number grows by one", when="NEW.next IS NOT OLD.next + 1"
    ),
)


# ── PostgreSQL ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _postgresql(rule: Rule) -> list[Lock]:
    rows = [
        _postgresql_lock(rule.table, f"no_{act}", f"BEFORE {act.upper()}") for act in rule.never if act != "replace"
    ]
    if rule.fixed:
        rows.append(_postgresql_lock(rule.table, "fixed", f"BEFORE UPDATE OF {', '.join(rule.fixed)}"))
    return rows


def _postgresql_lock(table: str, name: str, event: str, function: str = "zf_refuse") -> Lock:
    trigger = f"{table}_{name}"
    each = "STATEMENT" if event.endswith("TRUNCATE") else "ROW"
    return Lock(
        trigger,
        table,
        (
            f"CREATE TRIGGER {trigger} {event} ON {table}\nFOR EACH {each} EXECUTE FUNCTION {function}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}",
        ),
    )


_POSTGRESQL_SPECIAL = (
    *(_postgresql_lock(gate.table, gate.name, f"BEFORE {gate.act}", f"{gate.table}_{gate.name}") for gate in GATES),
    _postgresql_lock("zf_number", "first", "BEFORE INSERT", "zf_number_first"),
    _postgresql_lock("zf_number", "step", "BEFORE UPDATE", "zf_number_step"),
)


def _function(name: str, body: str) -> str:
    head = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT"
    return f"{head} AS $$\nBEGIN\n{body}\nEND $$"


def _gate_function(gate: Gate) -> str:
    refused = f"(\n{indent(gate.condition, '    ')}) IS NOT TRUE"
    raised = f"    RAISE EXCEPTION '{gate.text}';\n  END IF;\n  RETURN NEW;"
    return _function(f"{gate.table}_{gate.name}", f"  IF {refused} THEN\n{raised}")


_FUNCTIONS = (
    "SELECT set_config('zf.search_path', current_setting('search_path'), true)",
    "SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)",
    _function("zf_refuse", "  RAISE EXCEPTION 'ZF: % refuses %', TG_TABLE_NAME, TG_OP;"),
    *map(_gate_function, GATES),
    _function(
        "zf_number_first",
        f"""  IF NEW.next IS DISTINCT FROM {_FIRST} THEN
    RAISE EXCEPTION '{_FIRST_TEXT}';
  END IF;
  RETURN NEW;""",
    ),
    _function(
        "zf_number_step",
        """  IF NEW.next IS DISTINCT FROM OLD.next + 1 THEN
    RAISE EXCEPTION 'ZF: a number grows by one';
  END IF;
  RETURN NEW;""",
    ),
    "SELECT set_config('search_path', current_setting('zf.search_path'), true)",
)
