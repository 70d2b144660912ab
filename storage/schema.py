"""The schema as today's tables and locks define it.

Migrations are frozen scripts; a test holds that they lead to this very schema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Dialect, MetaData
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from zhifa.storage.locks import functions, locks
from zhifa.storage.tables import metadata


def statements(dialect: str, *, without: Collection[str] = ()) -> list[str]:
    """The statements that make a fresh schema on `sqlite` or `postgresql`, in order, for one transaction.

    Constraints and triggers named in `without` are left out: a test takes a lock away to see that the forgery then gets in. Raises KeyError
    for a name that is neither.
    """
    tables = _without(without)
    unknown = set(without) - _named(metadata) - {lock.name for lock in locks(dialect)}
    if unknown:
        raise KeyError(f"neither a constraint nor a lock: {', '.join(sorted(unknown))}")
    wanted = (lock for lock in locks(dialect) if lock.name not in without)
    return [
        *_tables(tables, dialect),
        *functions(dialect),
        *(statement for lock in wanted for statement in lock.statements),
    ]


def _tables(tables: MetaData, dialect: str) -> Iterator[str]:
    target: Dialect = SQLiteDialect() if dialect == "sqlite" else PGDialect()  # type: ignore[no-untyped-call]  # as in statements.py
    for table in tables.sorted_tables:
        yield _text(CreateTable(table), target)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield _text(CreateIndex(index), target)


def _text(element: ExecutableDDLElement, dialect: Dialect) -> str:
    lines = str(element.compile(dialect=dialect)).replace("\t", "  ").splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _without(names: Collection[str]) -> MetaData:
    copy = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        copied = table.to_metadata(copy)
        copied.constraints -= {constraint for constraint in copied.constraints if constraint.name in names}
    return copy


def _named(tables: MetaData) -> set[str]:
    return {str(constraint.name) for table in tables.sorted_tables for constraint in table.constraints}
