"""The triggers of both databases, made of the rules in :mod:`zhifa.storage.lock_rules`.

What a trigger cannot stop is a role that owns the tables and drops it; so the application has a role of its own
(`zhifa.storage.migrate.grant_application_role`), and `verify` compares reviews and decisions with the record chain.

Every refusal's text starts with `ZF`. On PostgreSQL the triggers are `ENABLE ALWAYS`: `session_replication_role =
replica` turns foreign keys off, but none of these. On SQLite they hold with foreign keys and CHECK turned off, which
any connection may do.
"""

from __future__ import annotations

from functools import cache
from textwrap import indent
from typing import NamedTuple

from sqlalchemy import Table, UniqueConstraint

from zhifa.storage.lock_rules import FIRST_NUMBER, FIRST_NUMBER_TEXT, GATES, RULES, Act, Gate, Rule
from zhifa.storage.tables import metadata

# SQLite's hidden row number is a key too: UPDATE OR REPLACE of it, or an INSERT that names it, erases the row it meets.
_ROWID = ("rowid", "_rowid_", "oid")


class Lock(NamedTuple):
    """One trigger: its name, the table it guards and the statements that make it."""

    name: str
    table: str
    statements: tuple[str, ...]


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
    _sqlite_lock("zf_number", "first", "BEFORE INSERT", FIRST_NUMBER_TEXT, when=f"NEW.next IS NOT {FIRST_NUMBER}"),
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
        f"""  IF NEW.next IS DISTINCT FROM {FIRST_NUMBER} THEN
    RAISE EXCEPTION '{FIRST_NUMBER_TEXT}';
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
