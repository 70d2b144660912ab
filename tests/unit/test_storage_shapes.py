"""What the storage room says about itself holds: drawings, records, tables and statements agree."""

from __future__ import annotations

import re
import sqlite3
import typing

import pytest
from sqlmodel import SQLModel

from zhifa.cli.faults import in_words
from zhifa.storage import advance, errors, records, statements, tables
from zhifa.storage.faults import collided, translate

SAMPLES: dict[str, tuple[object, ...]] = {
    "StorageError": ("text",),
    "AccountMoved": ("a-1",),
    "AcknowledgedBefore": ("w-1",),
    "AlreadyImported": ("past.csv", "d-1"),
    "CalendarMoved": ("a-1",),
    "CaseUnknown": ("c-1",),
    "CustodyMoved": ("c-1", "证1"),
    "DatabaseBusy": (5000,),
    "DeliveryUnknown": ("d-1",),
    "DriverMissing": ("no psycopg",),
    "FileCorrupt": ("d-1", "d-2"),
    "FileMissing": ("d-1",),
    "FileTooLarge": (1000,),
    "KeyTaken": ("k-1",),
    "LockedRow": ("ZF: fixed",),
    "MessageUnknown": ("m-1",),
    "NumberTaken": ("罚", 2026),
    "RegisterMoved": ("a-1",),
    "SchemaMissing": (),
    "SchemaOutdated": ("0001", "0002"),
    "StaleCase": ("c-1", 3),
    "StorageFull": ("disk full",),
    "StoreForeign": ("files", "db-1", "db-2"),
    "SubscriptionUnknown": ("s-1",),
    "SweepFinished": ("s-1",),
    "UploadMoved": ("u-1",),
    "WarningUnknown": ("w-1",),
}


def defined() -> list[type[Exception]]:
    return [found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, Exception)]


def test_the_drawn_tree_is_the_tree_of_the_classes() -> None:
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    assert drawn == sorted(found.__name__ for found in defined() if found is not errors.StorageError)
    assert all(found.__base__ is errors.StorageError for found in defined() if found is not errors.StorageError)


@pytest.mark.parametrize("kind", defined(), ids=lambda kind: kind.__name__)
def test_an_error_says_what_it_is_about(kind: type[Exception]) -> None:
    text = str(kind(*SAMPLES[kind.__name__]))
    assert all(str(operand) in text for operand in SAMPLES[kind.__name__])
    assert text


def record_of(table: str) -> type:
    name = table.removeprefix("zf_").title().replace("_", "")
    return getattr(records, f"{name}Record")  # type: ignore[no-any-return]


@pytest.mark.parametrize("table", tables.metadata.tables)
def test_a_record_has_the_columns_of_its_table(table: str) -> None:
    columns = tables.metadata.tables[table].columns
    assert record_of(table)._fields == tuple(columns.keys())
    hints = typing.get_type_hints(record_of(table))
    for column in columns:
        kind = column.type.python_type
        assert hints[column.name] == (kind | None if column.nullable else kind), column


@pytest.mark.parametrize("table", tables.metadata.tables)
def test_every_row_has_an_agency_and_an_id_of_its_own(table: str) -> None:
    found = tables.metadata.tables[table]
    assert not found.c.agency_id.nullable
    keys = [tuple(key.columns.keys()) for key in found.constraints if hasattr(key, "columns")]
    assert ("id",) in keys


def test_a_paper_head_is_a_paper_without_its_html() -> None:
    assert records.PaperHead._fields == tuple(name for name in records.PaperRecord._fields if name != "html")


def test_a_claim_names_the_number_by_the_key_of_its_series() -> None:
    assert advance.NumberClaim._fields == ("agency_id", "series", "year", "next")


def test_our_tables_stay_out_of_a_hosts_metadata() -> None:
    assert tables.metadata is not SQLModel.metadata
    assert not any(name.startswith("zf_") for name in SQLModel.metadata.tables)


@pytest.mark.parametrize(("dialect", "mark"), [("sqlite", "?"), ("postgresql", "%s")])
def test_an_insert_binds_a_record_as_it_is(dialect: str, mark: str) -> None:
    made = statements.statements(dialect).insert
    assert set(made) == set(tables.metadata.tables)
    for table, sql in made.items():
        columns = re.search(r"\((.*?)\)", sql)
        assert columns is not None
        assert tuple(name.strip(' "') for name in columns[1].split(",")) == record_of(table)._fields
        assert sql.count(mark) == len(record_of(table)._fields)


def test_statements_are_compiled_once() -> None:
    assert statements.statements("sqlite") is statements.statements("sqlite")


def test_statements_for_another_database_are_refused() -> None:
    with pytest.raises(KeyError):
        statements.statements("oracle")


class DriverError(Exception):
    """Stands for psycopg's, which carry a SQLSTATE."""

    def __init__(self, sqlstate: str | None, text: str) -> None:
        self.sqlstate = sqlstate
        super().__init__(text)


@pytest.mark.parametrize(
    ("state", "text", "kind"),
    [
        ("P0001", "ZF: zf_entry refuses UPDATE", errors.LockedRow),
        ("P0001", "another trigger", errors.StorageError),
        ("55P03", "lock timeout", errors.DatabaseBusy),
        ("40P01", "deadlock", errors.DatabaseBusy),
        ("40001", "could not serialize", errors.DatabaseBusy),
        ("53100", "disk full", errors.StorageFull),
        ("42P01", 'relation "zf_case" does not exist', errors.SchemaMissing),
        ("42P01", 'relation "other" does not exist', errors.StorageError),
        ("42703", "column does not exist", errors.SchemaOutdated),
        ("23505", "duplicate key", errors.StorageError),
        (None, "", errors.StorageError),
    ],
)
def test_a_postgresql_error_is_named_by_its_state(state: str | None, text: str, kind: type[Exception]) -> None:
    assert type(translate(DriverError(state, text), waited_ms=1)) is kind


def sqlite_error(sql: str) -> sqlite3.Error:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE zf_case (id TEXT PRIMARY KEY) STRICT")
        connection.execute("INSERT INTO zf_case VALUES ('a')")
        with pytest.raises(sqlite3.Error) as caught:
            connection.execute(sql)
    finally:
        connection.close()
    return caught.value


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("SELECT * FROM zf_entry", errors.SchemaMissing),
        ("SELECT * FROM other", errors.StorageError),
        ("SELECT state FROM zf_case", errors.SchemaOutdated),
        ("INSERT INTO zf_case (state) VALUES (1)", errors.SchemaOutdated),
        ("INSERT INTO zf_case VALUES ('a')", errors.StorageError),
    ],
)
def test_an_sqlite_error_is_named_by_its_text(sql: str, kind: type[Exception]) -> None:
    assert type(translate(sqlite_error(sql), waited_ms=1)) is kind


def test_only_a_row_that_is_there_already_collides() -> None:
    assert collided(sqlite_error("INSERT INTO zf_case VALUES ('a')"))
    assert not collided(sqlite_error("INSERT INTO zf_case VALUES (NULL)"))
    assert collided(DriverError("23505", "duplicate key"))
    assert not collided(DriverError("23503", "no such row"))


def test_whoever_got_no_number_is_told_so_for_people() -> None:
    told = in_words(errors.NumberTaken("罚", 2026))
    assert told == "“罚”2026年的号码一直由他人先行取用，这次没有取到，什么也没有写入；稍后原样重发"
