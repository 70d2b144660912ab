"""What the tests of the office read past the office: the rows themselves, by SQL that shares nothing with the product.

Statements are written for both databases; the driver's connection is the test's own, in autocommit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from sqlalchemy import make_url

from zhifa.storage.locks import locks
from zhifa.storage.tables import metadata

TABLES = tuple(sorted(metadata.tables))
Snapshot = dict[str, list[tuple[Any, ...]]]

UNREVIEWED = """
    SELECT d.id FROM zf_decision d
    WHERE NOT (d.workflow = 'penalty_summary' AND d.kind = 'summary_penalty' AND coalesce(d.exempt_article, '') = '行政处罚法第五十一条')
    AND NOT EXISTS (
      SELECT 1 FROM zf_review r
      WHERE r.case_id = d.case_id AND r.seq < d.seq AND r.outcome = 'agreed' AND r.draft_digest = d.draft_digest
        AND r.round = (SELECT max(l.round) FROM zf_review l WHERE l.case_id = d.case_id AND l.seq < d.seq))"""
"""Decisions without a last round of review that agreed to the same draft before them (处罚法 58), but for those on the spot (51)."""

WRONG = {
    "a decision that no passed review of its draft precedes": UNREVIEWED,
    "a version that is not the number of entries": """
        SELECT c.id FROM zf_case c WHERE c.version <> (SELECT count(*) FROM zf_entry e WHERE e.case_id = c.id)
          OR c.head_seq <> c.version - 1""",
    "a head that is not the last entry": """
        SELECT c.id FROM zf_case c WHERE NOT EXISTS (
          SELECT 1 FROM zf_entry e WHERE e.case_id = c.id AND e.seq = c.head_seq AND e.hash = c.head_hash)""",
    "an entry without facts or command, or with two": """
        SELECT e.id FROM zf_entry e
        WHERE (SELECT count(*) FROM zf_facts f WHERE f.case_id = e.case_id AND f.seq = e.seq) <> 1
          OR (SELECT count(*) FROM zf_command k WHERE k.case_id = e.case_id AND k.seq = e.seq
                AND k.version = e.seq + 1) <> 1""",
    "a row of a step that never was": " UNION ALL ".join(
        f"SELECT r.id FROM {table} r WHERE NOT EXISTS ("
        f"SELECT 1 FROM zf_entry e WHERE e.case_id = r.case_id AND e.seq = r.{column})"
        for table, column in (
            ("zf_facts", "seq"), ("zf_command", "seq"), ("zf_paper", "seq"), ("zf_seal", "seq"), ("zf_review", "seq"),
            ("zf_decision", "seq"), ("zf_file", "seq"), ("zf_term", "start_seq"), ("zf_track", "opened_seq"),
        )
    ),
    "a fork": "SELECT case_id FROM zf_entry WHERE seq > 0 GROUP BY case_id, prev_hash HAVING count(*) > 1",
    "an open track of a closed case": """
        SELECT t.id FROM zf_track t JOIN zf_case c ON c.id = t.case_id
        WHERE t.closed_on IS NULL AND (c.state = 'archived_unclosed' OR (c.state IN ('closed', 'archived') AND t.opened_seq < (
          SELECT max(e.seq) FROM zf_entry e WHERE e.case_id = c.id AND e.transition IN ('close', 'archive'))))""",
    "two open tracks or terms under one key": """
        SELECT case_id FROM zf_track WHERE closed_on IS NULL GROUP BY case_id, track, key HAVING count(*) > 1
        UNION ALL
        SELECT case_id FROM zf_term WHERE status = 'open' GROUP BY case_id, code, key HAVING count(*) > 1""",
    "a term or track that is half ended": """
        SELECT id FROM zf_term WHERE (status = 'open') <> (ended_on IS NULL) OR (ended_on IS NULL) <> (ended_seq IS NULL)
        UNION ALL
        SELECT id FROM zf_track WHERE (closed_on IS NULL) <> (closed_seq IS NULL) OR (outcome IS NULL) <> (closed_on IS NULL)""",
    "a gap or a repeat in a number series": """
        SELECT n.series FROM zf_number n LEFT JOIN zf_pad d ON d.series || '/' || d.first = n.series AND d.year = n.year
        WHERE n.next - 1 <> (
          SELECT count(DISTINCT p.ordinal) FROM zf_paper p
          WHERE p.agency_id = n.agency_id AND p.series = coalesce(d.series, n.series) AND p.year = n.year
            AND p.ordinal >= coalesce(d.first, 1) AND p.ordinal < coalesce(d.first, 1) + n.next - 1) + (
          SELECT count(DISTINCT v.ordinal) FROM zf_voided_number v
          WHERE v.agency_id = n.agency_id AND v.counter = n.series AND v.year = n.year AND v.place < n.next)
        UNION ALL
        SELECT v.series FROM zf_voided_number v JOIN zf_paper p
          ON p.agency_id = v.agency_id AND p.series = v.series AND p.year = v.year AND p.ordinal = v.ordinal
        UNION ALL
        SELECT p.series FROM zf_paper p WHERE p.series IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM zf_number n LEFT JOIN zf_pad d ON d.series || '/' || d.first = n.series AND d.year = n.year
          WHERE n.agency_id = p.agency_id AND coalesce(d.series, n.series) = p.series AND n.year = p.year
            AND p.ordinal >= coalesce(d.first, 1) AND p.ordinal < coalesce(d.first, 1) + n.next - 1)""",
}  # fmt: skip
"""What must never be, with a query that finds it."""


class Rows:
    """A connection of the test's own to one database."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self.sqlite = address.get_backend_name() == "sqlite"
        self._connection: Any = (
            sqlite3.connect(str(address.database), isolation_level=None, timeout=10)
            if self.sqlite
            else psycopg.connect(address.set(drivername="postgresql").render_as_string(), autocommit=True)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def all(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The rows a query answers with; parameters stand as ``?``."""
        text = sql if self.sqlite else sql.replace("?", "%s")
        cursor = self._connection.execute(text, parameters)
        try:
            return [tuple(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def one(self, sql: str, *parameters: Any) -> Any:
        """The first column of the only row."""
        ((value,),) = self.all(sql, *parameters)
        return value

    def run(self, sql: str, *parameters: Any) -> int:
        """Run a statement and say how many rows it touched."""
        text = sql if self.sqlite else sql.replace("?", "%s")
        return int(self._connection.execute(text, parameters).rowcount)

    def snapshot(self, *, without: tuple[str, ...] = ()) -> Snapshot:
        """Every row of every table but those left out, sorted."""
        return {table: sorted(self.all(f"SELECT * FROM {table}"), key=repr) for table in TABLES if table not in without}

    def wrong(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the database that must never be; empty when all is well."""
        found = {what: self.all(sql) for what, sql in WRONG.items()}
        return {what: rows for what, rows in found.items() if rows}

    @contextmanager
    def unlocked(self) -> Iterator[Self]:
        """The same connection with every trigger dropped, as only the owner of the tables could; nothing puts them back."""
        for lock in locks("sqlite" if self.sqlite else "postgresql"):
            self.run(f"DROP TRIGGER {lock.name}" + ("" if self.sqlite else f" ON {lock.table}"))
        if self.sqlite:
            self.run("PRAGMA foreign_keys = OFF")
        else:
            self.run("SET session_replication_role = replica")
        yield self
