"""What a driver's error means: the one place where `sqlite3` and psycopg errors become ours."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from zhifa.storage.errors import (
    DatabaseBusy,
    LockedRow,
    SchemaMissing,
    SchemaOutdated,
    StorageError,
    StorageFull,
)

_PG_BUSY = {"55P03", "40P01", "40001", "57014"}  # lock not available, deadlock, serialization failure, cancelled
_PG_FULL = {"53100", "53200", "53400"}  # disk full, out of memory, a configured limit


def translate(error: BaseException, *, waited_ms: int) -> StorageError:
    """Name a driver's error, raw or wrapped by SQLAlchemy. `waited_ms` is how long this database waits for a lock."""
    driver = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(driver, sqlite3.Error):
        return _sqlite(driver, waited_ms)
    return _postgresql(driver, waited_ms)


def collided(error: BaseException) -> bool:
    """Whether the row could not be inserted because one with its key is there already."""
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        return name in {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"} or str(error).startswith(
            "ZF: exists"
        )
    return getattr(error, "sqlstate", None) == "23505"


def _sqlite(error: sqlite3.Error, waited_ms: int) -> StorageError:
    name = getattr(error, "sqlite_errorname", "")
    text = str(error)
    if text.startswith("ZF"):
        return LockedRow(text)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseBusy(waited_ms)
    if name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR"):
        return StorageFull(text)
    if text.startswith("no such table: zf_"):
        return SchemaMissing()
    if "no column named" in text or text.startswith("no such column"):
        return SchemaOutdated(None, None)
    return StorageError(text)


def _postgresql(error: BaseException, waited_ms: int) -> StorageError:
    state = getattr(error, "sqlstate", None)
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    if state == "P0001" and text.startswith("ZF"):
        return LockedRow(text)
    if state in _PG_BUSY:
        return DatabaseBusy(waited_ms)
    if state in _PG_FULL:
        return StorageFull(text)
    if state == "42P01" and '"zf_' in text:
        return SchemaMissing()
    if state == "42703":
        return SchemaOutdated(None, None)
    return StorageError(text)
