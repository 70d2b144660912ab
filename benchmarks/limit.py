"""The limit: the same case written by hand against the driver, with nothing in between.

A step reads the rows that the office reads, renders the same templates from the same attribute objects, chains the record by canonical JSON
and SHA-256, and writes the same rows with contents of the same size in one transaction, against the same schema with all its locks, with
the same durability. What it does not do is think: no form is parsed, no guard asked, no term counted, no plan made. All that comes from
the tape; only ids, salt, hashes, numbers and papers are made anew, as every step must.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from time import perf_counter
from typing import Any
from uuid import uuid4

from tape import Row, Tape, TapePaper, TapeStep
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import template
from zhifa.storage.channel import Count

with suppress(ImportError):  # an extra: without it PostgreSQL is left out
    import psycopg

Statement = tuple[str, Sequence[Any]]

_HEADS = "id, agency_id, case_id, seq, code, title, template_version, number, series, year, ordinal, digest, draft_digest, issued_on, external, marks"
_READ = (
    "SELECT c.*, coalesce(a.register_version, 0) FROM zf_case c LEFT JOIN zf_agency a ON a.id = c.agency_id WHERE c.id = ?",
    "SELECT e.*, f.id, f.salt, f.body FROM zf_entry e LEFT JOIN zf_facts f USING (case_id, seq) WHERE e.case_id = ? ORDER BY e.seq",
    "SELECT * FROM zf_review WHERE case_id = ? ORDER BY round",
    "SELECT * FROM zf_assessment WHERE case_id = ? ORDER BY seq",
    "SELECT * FROM zf_decision WHERE case_id = ? ORDER BY seq, id",
    f"SELECT {_HEADS} FROM zf_paper WHERE case_id = ? ORDER BY seq, code, id",
    "SELECT * FROM zf_term WHERE case_id = ? ORDER BY start_seq, code, id",
    "SELECT * FROM zf_track WHERE case_id = ? ORDER BY opened_seq, track, id",
    "SELECT * FROM zf_migration WHERE case_id = ? ORDER BY seq",
)
_COMMAND = "SELECT * FROM zf_command WHERE agency_id = ? AND key = ?"
_NUMBER = "SELECT next FROM zf_number WHERE agency_id = ? AND series = ? AND year = ?"
_AGENCIES = "SELECT * FROM zf_agency ORDER BY id"

_CLAIM = (
    "UPDATE zf_case SET version = version + 1, state = ?, phase = ?, head_seq = ?, head_hash = ?, updated_at = ?, ended_at = ?"
    " WHERE id = ? AND version = ?"
)
_TAKE = "UPDATE zf_number SET next = next + 1 WHERE agency_id = ? AND series = ? AND year = ? AND next = ?"
_END = "UPDATE zf_term SET status = ?, ended_on = ?, ended_seq = ? WHERE id = ? AND case_id = ?"
_CLOSE = "UPDATE zf_track SET outcome = ?, closed_on = ?, closed_seq = ? WHERE id = ? AND case_id = ?"

_LIVES = ("terms_started", "terms_ended", "tracks_opened", "tracks_closed")
"""What an entry's body says of terms and tracks, each by the id of its row."""

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _insert(table: str, row: Row) -> Statement:
    return _insertion(table, len(row)), row


@cache
def _insertion(table: str, width: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"


@cache
def _for_psycopg(sql: str) -> str:
    return sql.replace("?", "%s")


def _sha256(domain: str, text: str) -> str:
    return hashlib.sha256(f"zhifa/{domain}\0{text}".encode()).hexdigest()


def _new_id() -> str:
    return str(uuid4())


class Lost(Exception):
    """Another worker moved the case, or took the number, in between."""


class Driver(ABC):
    """One connection. ``claims`` says how many of the first statements must each touch one row."""

    def __init__(self) -> None:
        self.count = Count()

    @abstractmethod
    def read(self, statements: Sequence[Statement]) -> list[list[Row]]: ...

    @abstractmethod
    def write(self, statements: Sequence[Statement], *, claims: int) -> None: ...

    @abstractmethod
    def close(self) -> None: ...


class Sqlite(Driver):
    def __init__(self, file: str) -> None:
        super().__init__()
        self._connection = sqlite3.connect(file, isolation_level=None, timeout=5)
        for pragma in ("foreign_keys = 1", "recursive_triggers = 1", "trusted_schema = 0", "synchronous = FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("PRAGMA journal_mode = WAL")

    def read(self, statements: Sequence[Statement]) -> list[list[Row]]:
        execute = self._connection.cursor().execute
        execute("BEGIN")
        answers = [execute(sql, row).fetchall() for sql, row in statements]
        execute("COMMIT")
        self._tell(len(statements), commits=0)
        return answers

    def write(self, statements: Sequence[Statement], *, claims: int) -> None:
        execute = self._connection.cursor().execute
        execute("BEGIN IMMEDIATE")
        for position, (sql, row) in enumerate(statements):
            if execute(sql, row).rowcount != 1 and position < claims:
                execute("ROLLBACK")
                raise Lost
        execute("COMMIT")
        self._tell(len(statements), commits=1)

    def _tell(self, statements: int, *, commits: int) -> None:
        self.count.statements += statements + 1  # and the BEGIN; neither side counts its COMMIT as a statement
        self.count.round_trips += statements + 2
        self.count.commits += commits

    def close(self) -> None:
        self._connection.close()


class Postgresql(Driver):
    """Reads leave in one pipeline with BEGIN and COMMIT; writes in one with BEGIN, and COMMIT only after the claims were looked at."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)

    def read(self, statements: Sequence[Statement]) -> list[list[Row]]:
        execute = self._connection.execute
        with self._connection.pipeline():
            execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursors = [execute(_for_psycopg(sql), row) for sql, row in statements]
            execute("COMMIT")
        self._tell(len(statements) + 1, trips=1, commits=0)
        return [cursor.fetchall() for cursor in cursors]

    def write(self, statements: Sequence[Statement], *, claims: int) -> None:
        execute = self._connection.execute
        cursors: list[psycopg.Cursor[Any]] = []
        collision = psycopg.errors.UniqueViolation  # a number was lost, and so its paper collides with the winner's
        with suppress(collision, psycopg.errors.PipelineAborted), self._connection.pipeline(), suppress(collision):
            execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            cursors += [execute(_for_psycopg(sql), row) for sql, row in statements]
        failed = self._connection.info.transaction_status is not psycopg.pq.TransactionStatus.INTRANS
        if failed or any(cursor.rowcount != 1 for cursor in cursors[:claims]):
            self._connection.rollback()
            raise Lost
        self._connection.commit()
        self._tell(len(statements), trips=2, commits=1)

    def _tell(self, statements: int, *, trips: int, commits: int) -> None:
        self.count.statements += statements + 1
        self.count.round_trips += trips
        self.count.commits += commits

    def close(self) -> None:
        self._connection.close()


class Limit:
    """Plays the tape on fresh cases."""

    def __init__(self, driver: Driver, tape: Tape) -> None:
        self._driver = driver
        self._tape = tape

    @property
    def count(self) -> Count:
        return self._driver.count

    def play(self, key: str) -> list[float]:
        case, seconds = _Case(self._driver, self._tape), []
        for position, step in enumerate(self._tape.steps):
            begun = perf_counter()
            case.take(step, f"{key}/{position}")
            seconds.append(perf_counter() - begun)
        return seconds

    def close(self) -> None:
        self._driver.close()


class _Case:
    """One fresh case: its own id, and its own ids for what the tape's case called by others."""

    def __init__(self, driver: Driver, tape: Tape) -> None:
        self._driver = driver
        self._tape = tape
        self._agency: str = tape.case[1]
        self._id = _new_id()
        self._ids: dict[str, str] = {}

    def take(self, step: TapeStep, key: str) -> None:
        """One step; rendered again when another worker took its number first."""
        while True:
            try:
                return self._take(step, key)
            except Lost:
                continue

    def _take(self, step: TapeStep, key: str) -> None:
        prev_hash, version, free = self._read(step, key)
        papers = [self._paper(paper, number) for paper, number in zip(step.papers, free, strict=True)]
        for row in (*step.terms, *step.tracks, *step.assessments):
            self._ids[row[0]] = _new_id()
        salt = secrets.token_hex(16)
        entry = self._entry(step, prev_hash, salt, papers)
        claims = [self._claim(step, entry, version), *self._numbers(step.papers, free)]
        rows = [
            _insert("zf_entry", entry),
            _insert("zf_facts", (self._id, step.facts[1], self._agency, _new_id(), salt, step.facts[5])),
            *(_insert("zf_paper", row) for row in papers),
            *(_insert("zf_review", (self._id, r[1], r[2], _new_id(), *r[4:])) for r in step.reviews),
            *(_insert("zf_assessment", (self._ids[a[0]], a[1], self._id, *a[3:])) for a in step.assessments),
            *(_insert("zf_decision", (_new_id(), d[1], self._id, *d[3:])) for d in step.decisions),
            *(_insert("zf_term", (self._ids[t[0]], t[1], self._id, *t[3:])) for t in step.terms),
            *(_insert("zf_watch", (self._ids[t[0]], t[1], self._id, "", 0, None, None)) for t in step.terms),
            *(_insert("zf_assignee", (self._id, a[1], _new_id(), *a[3:])) for a in step.assigned),
            *(_insert("zf_track", (self._ids[t[0]], t[1], self._id, *t[3:])) for t in step.tracks),
            *((_END, (*term[19:], self._ids[term[0]], self._id)) for term in step.ended),
            *((_CLOSE, (*track[7:], self._ids[track[0]], self._id)) for track in step.closed),
            _insert("zf_command", (self._agency, key, _new_id(), step.command[3], self._id, *step.command[5:])),
        ]
        self._driver.write([*claims, *rows], claims=len(claims))

    def _read(self, step: TapeStep, key: str) -> tuple[str | None, int, list[int | None]]:
        """Everything the office reads of the case; of it the limit needs the head of the chain, the version and the next numbers."""
        first = step.entry[1] == 0
        about = [(_AGENCIES, ())] if first else [(sql, (self._id,)) for sql in _READ]
        series = [(_NUMBER, (self._agency, *p.row[8:10])) for p in step.papers if p.row[8]]
        (case, *_), *answers = self._driver.read([*about, (_COMMAND, (self._agency, key)), *series])
        found = iter(answers[len(answers) - len(series) :])
        free = [next(iter(next(found)), (1,))[0] if p.row[8] else None for p in step.papers]
        return (None, 0, free) if first else (case[9], case[7], free)

    def _paper(self, paper: TapePaper, number: int | None) -> Row:
        row, facts = paper.row, paper.facts
        shown = row[7]
        if number is not None:
            shown = f"{row[7].partition('〕')[0]}〕{number}号"
            facts = replace(facts, issue=replace(facts.issue, number=shown))
        kind = CATALOGUE[row[4]]
        html = template(kind.template).render(
            facts=facts, kind=kind, title=row[5], agency=facts.agency, case=facts.case, party=facts.party,
            issue=facts.issue, actor=facts.actor, act=facts.act, draft=facts.draft,
        )  # fmt: skip
        digest = hashlib.sha256(html.encode()).hexdigest()
        return (_new_id(), row[1], self._id, *row[3:7], shown, *row[8:10], number, html, digest, *row[13:])

    def _entry(self, step: TapeStep, prev_hash: str | None, salt: str, papers: Sequence[Row]) -> Row:
        listed = [{"code": p[4], "digest": p[12], "number": p[7], "template": p[6], "title": p[5]} for p in papers]
        lives = {life: [{**row, "id": self._ids[row["id"]]} for row in step.body[life]] for life in _LIVES}
        if step.assessments:
            lives["assessment"] = {**step.body["assessment"], "id": self._ids[step.assessments[0][0]]}
        facts = _sha256("facts/1", f"{salt}\0{step.facts[5]}")
        body = _canonical({**step.body, **lives, "case": self._id, "prev": prev_hash, "facts": facts, "papers": listed})
        e = step.entry
        return (self._id, e[1], e[2], _new_id(), e[4], prev_hash, _sha256("entry/1", body), *e[7:10], body, *e[11:])

    def _claim(self, step: TapeStep, entry: Row, version: int) -> Statement:
        case, to = self._tape.case, step.body["to"]
        ended_at = case[13] if step is self._tape.steps[-1] else None
        if version:
            moved = (to["name"], to["phase"], entry[1], entry[6], entry[12], ended_at)
            return _CLAIM, (*moved, self._id, version)
        now = (to["name"], to["phase"], 1, 0, entry[6], *case[10:12], entry[12], ended_at)
        return _insert("zf_case", (self._id, *case[1:5], *now))

    def _numbers(self, papers: Sequence[TapePaper], free: Sequence[int | None]) -> list[Statement]:
        return [self._number(p.row[8], p.row[9], next_) for p, next_ in zip(papers, free, strict=True) if next_]

    def _number(self, series: str, year: int, next_: int) -> Statement:
        if next_ == 1:
            return _insert("zf_number", (self._agency, series, year, _new_id(), 2))
        return _TAKE, (self._agency, series, year, next_)
