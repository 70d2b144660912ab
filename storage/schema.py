"""The schema as today's tables and locks define it.

Migrations are frozen scripts; a test holds that they lead to this very schema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from zhifa.storage.locks import functions, locks
from zhifa.storage.tables import metadata

EXEMPTIONS = (
    (
        "INSERT INTO zf_exemption (workflow, workflow_version, decision_kind, article, agency_id, id)"
        " VALUES ('penalty_summary', 1, 'summary_penalty', '行政处罚法第五十一条', '*', '6b96554e-2d34-5911-b41c-7d788d0dc81a')"
    ),
    (
        "INSERT INTO zf_exemption (workflow, workflow_version, decision_kind, article, agency_id, id)"
        " VALUES ('penalty_summary', 2, 'summary_penalty', '行政处罚法第五十一条', '*', '9e304807-925e-5f38-bde8-707b2aac5604')"
    ),
)
"""The rows of the sealed table of exemptions: decisions that a statute lets pass without legal review. Made before their locks are."""

SEARCH = "zf_search"
"""The words of entries by their place: no table of rows like ours, because each database has an index of words of its own kind."""

_SEARCH = {
    # Without content: the words are kept once, in the index. No columnsize and no detail: nothing is ranked, no phrase is asked for.
    "sqlite": (
        f"CREATE VIRTUAL TABLE {SEARCH} USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')",
    ),
    "postgresql": (
        f"CREATE TABLE {SEARCH} (place BIGINT NOT NULL, tokens TSVECTOR NOT NULL, CONSTRAINT pk_{SEARCH} PRIMARY KEY (place))",
        f"CREATE INDEX ix_search_tokens ON {SEARCH} USING gin (tokens)",
    ),
}

_UUID = {
    "sqlite": (
        "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'"
        " || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
    ),
    "postgresql": "gen_random_uuid()::text",
}


def statements(dialect: str, *, without: Collection[str] = ()) -> list[str]:
    """The statements that make a fresh schema on `sqlite` or `postgresql`, in order, for one transaction.

    Constraints and triggers named in `without` are left out: a test takes a lock away to see that the forgery then gets
    in. Raises KeyError for a name that is neither.
    """
    named = {str(constraint.name) for table in metadata.sorted_tables for constraint in table.constraints}
    unknown = set(without) - named - {lock.name for lock in locks(dialect)}
    if unknown:
        raise KeyError(f"neither a constraint nor a lock: {', '.join(sorted(unknown))}")
    wanted = (lock for lock in locks(dialect) if lock.name not in without)
    return [
        *_tables(dialect, without),
        *_SEARCH[dialect],
        *EXEMPTIONS,
        f"INSERT INTO zf_database_identity (id, agency_id) VALUES ({_UUID[dialect]}, '*')",  # noqa: S608  # our own text
        *functions(dialect),
        *(statement for lock in wanted for statement in lock.statements),
    ]


def _tables(dialect: str, without: Collection[str]) -> Iterator[str]:
    target: Dialect = SQLiteDialect() if dialect == "sqlite" else PGDialect()  # type: ignore[no-untyped-call]
    for table in metadata.sorted_tables:
        head, *parts, tail = _lines(CreateTable(table), target)
        kept = [part.rstrip(",") for part in parts if _constraint(part) not in without]
        yield "\n".join((head, ",\n".join(kept), tail))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield " ".join(_lines(CreateIndex(index), target))


def _lines(element: ExecutableDDLElement, dialect: Dialect) -> list[str]:
    """The statement with one column or constraint a line, the closing bracket and what follows it last."""
    text = str(element.compile(dialect=dialect)).strip().replace("\t", "  ").replace(")\n STRICT", ") STRICT")
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _constraint(part: str) -> str | None:
    """The name of the constraint a line defines, None if it defines a column."""
    words = part.split()
    return words[1] if words[0] == "CONSTRAINT" else None
