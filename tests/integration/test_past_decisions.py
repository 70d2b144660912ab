"""Past decisions on both databases: whole or not at all, with where they came from, and never among the cases."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st

from command_line import EXAMPLES
from zhifa.engine.clock import FixedClock
from zhifa.engine.instants import parse_instant
from zhifa.engine.office import Office
from zhifa.engine.past import PastTable
from zhifa.history import COLUMNS, FaultyRows, import_table, read_table
from zhifa.storage import migrate
from zhifa.storage.database import Database
from zhifa.storage.errors import AlreadyImported, LockedRow, StorageError

TABLES = EXAMPLES / "tables"
AT = "2026-11-22T01:00:00.000Z"


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    with Office.open(migrated_url, clock=FixedClock(parse_instant(AT))) as opened:
        opened.import_register((EXAMPLES / "register.json").read_text(encoding="utf-8"))
        yield opened


@pytest.fixture
def agency(office: Office) -> str:
    return office.registers()[0].agency.id


def taken(office: Office, agency: str, path: Path, **how: Any) -> Any:
    with read_table(path) as table:
        return import_table(office, agency, table, **how)


def csv_file(folder: Path, *lines: str) -> Path:
    path = folder / "past.csv"
    path.write_text("\n".join(["行政相对人名称,行政处罚决定书文号,处罚决定日期", *lines]), encoding="utf-8")
    return path


def test_each_row_names_its_import_and_its_place_in_the_file(office: Office, agency: str) -> None:
    path = TABLES / "shuanggongshi_penalty_records.csv"
    done = taken(office, agency, path, by="公示网页")
    rows = list(office.past.decisions(agency))

    assert office.past.imports(agency) == (done,)
    assert (done.file, done.taken, done.imported_by, done.imported_at) == (path.name, 4, "公示网页", AT)
    assert json.loads(done.columns)["罚款金额"] == "fine"
    assert [(row.import_id, row.row_number) for row in rows] == [(done.id, number) for number in (2, 3, 4, 5)]
    assert [row.fine for row in rows] == [10_000_000, 2_851_098, None, 5_000_000]
    assert rows[1].confiscated == 949_098
    assert json.loads(rows[3].other or "")["source_url"].startswith("http://m.caixunnews.com/")


def test_past_decisions_are_found_by_party_and_by_number(office: Office, agency: str) -> None:
    for name in ("shuanggongshi_penalty_records", "csrc_decisions_2021-03"):
        taken(office, agency, TABLES / f"{name}.csv")
    number = "江苏监管局行政处罚决定书〔2021〕3号"

    assert [one.party for one in office.past.decisions(agency, number=number)] == ["陈某"]
    assert len(list(office.past.decisions(agency, party="张某某"))) == 2
    assert len(list(office.past.decisions(agency, party="陈某", number=number))) == 1
    assert list(office.past.decisions(agency, party="陈某", number="别的")) == []
    assert list(office.past.decisions(str(uuid4()))) == []
    assert len(list(office.past.decisions(agency))) == 20


def test_every_kind_of_value_comes_back_as_it_was_read(office: Office, agency: str) -> None:
    texts = ("甲\\N\t乙", "二\r\n行", "𠮷😀'\"%s", "\\.", "é", "-1")
    width = len(COLUMNS) + 2
    fine = [column.field for column in COLUMNS].index("fine")
    sent: list[Any] = []
    for number, (text, amount) in enumerate(zip(texts, (0, 1, None, 2**31, 10**15, 7), strict=True), start=2):
        values: list[Any] = [text if at % 2 else None for at in range(width)]
        values[fine : fine + 2] = [amount, None]
        sent.append((number, tuple(values)))
    office.past.take(agency, past_table(taken=len(sent)), iter(sent))
    assert [(one.row_number, tuple(one)[4:]) for one in office.past.decisions(agency)] == sent


def test_past_decisions_are_no_cases(office: Office, agency: str) -> None:
    taken(office, agency, TABLES / "csrc_decisions_2021-03.csv")
    assert office.cases() == ()


def test_pages_follow_on_one_another(office: Office, agency: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, *(f"甲{serial},一号,2023-05-09" for serial in range(2_050)))
    taken(office, agency, path)
    assert [row.party for row in office.past.decisions(agency)] == [f"甲{serial}" for serial in range(2_050)]


def test_the_same_file_is_not_taken_twice(office: Office, agency: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "甲,一号,2023-05-09")
    taken(office, agency, path)
    again = path.rename(tmp_path / "renamed.csv")
    with pytest.raises(AlreadyImported) as caught:
        taken(office, agency, again)
    assert caught.value.file == "renamed.csv"
    assert len(list(office.past.decisions(agency))) == 1


def test_two_imports_of_one_file_at_once_meet_in_the_database(office: Office, agency: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "甲,一号,2023-05-09")
    done = taken(office, agency, path)
    with pytest.raises(AlreadyImported), office._database.write() as store:
        store.past.take(done._replace(id=str(uuid4())), iter(()))


def test_one_faulty_row_stops_the_whole_table(office: Office, agency: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "甲,一号,2023-05-09", "乙,二号,昨天")
    with pytest.raises(FaultyRows):
        taken(office, agency, path)
    assert office.past.imports(agency) == ()
    assert list(office.past.decisions(agency)) == []


def test_faulty_rows_may_be_left_out_and_their_numbers_are_on_record(
    office: Office, agency: str, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "甲,一号,2023-05-09", "乙,二号,昨天", "丙,三号,")
    done = taken(office, agency, path, skip_faulty=True)
    assert (done.taken, json.loads(done.skipped)) == (2, [3])
    assert [row.row_number for row in office.past.decisions(agency)] == [2, 4]


def past_table(**changes: Any) -> PastTable:
    told = {"file": "f", "digest": "1" * 64, "kind": "k", "columns": {}, "taken": 2, "warned": 0}
    return PastTable(**(told | changes))


def row(number: int, party: str = "甲") -> tuple[int, tuple[str | int | None, ...]]:
    return number, (party, *(None for _ in COLUMNS[1:]), None, None)


def test_rows_that_break_off_leave_nothing(office: Office, agency: str) -> None:
    def broken() -> Iterator[Any]:
        yield row(2)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.past.take(agency, past_table(), broken())
    with pytest.raises(StorageError, match="1 rows came instead of 2"):
        office.past.take(agency, past_table(), iter([row(2)]))
    assert office.past.imports(agency) == ()


def test_an_agency_without_a_register_takes_nothing(office: Office) -> None:
    with pytest.raises(LookupError, match="no such agency"):
        office.past.take(str(uuid4()), past_table(), iter([row(2), row(3)]))


CHANGES = {
    "sqlite": ("UPDATE {} SET agency_id = 'x'", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}"),
    "postgresql": ("UPDATE {} SET agency_id = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"),
}


@pytest.mark.parametrize("table", ["zf_import", "zf_past_decision"])
def test_what_was_imported_refuses_change(office: Office, agency: str, table: str) -> None:
    taken(office, agency, TABLES / "csrc_decisions_2021-03.csv")
    database = office._database
    for sql in CHANGES[database.dialect]:
        with pytest.raises(LockedRow, match="ZF"), database.write() as store:
            store._channel.run(sql.replace("{}", table))
    assert len(list(office.past.decisions(agency))) == 16


@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
            .map(str.strip)
            .filter(bool),
            st.integers(0, 10**15),
            st.dates().map(lambda one: one.isoformat()),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_a_table_of_sound_rows_comes_back_as_it_was(
    rows: list[tuple[str, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    import csv

    path = tmp_path_factory.mktemp("round") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["行政相对人名称", "行政处罚决定书文号", "罚款金额(元)", "处罚决定日期"])
        writer.writerows((party, "一号", f"{fen // 100}.{fen % 100:02}", on) for party, fen, on in rows)
    with read_table(path) as table:
        table.require_sound()
        read = [(values[0], values[19], values[22]) for _, values in table.rows()]
    assert read == rows


def test_an_older_database_gains_the_tables_and_loses_nothing(database_url: str) -> None:
    database = Database.open(database_url)
    with database.connection() as connection:
        command.upgrade(migrate._config(connection), "0001")
        connection.exec_driver_sql(
            "INSERT INTO zf_command (agency_id, key, id, digest, case_id, seq, version) VALUES ('A', 'k', 'i', 'd', 'c', 0, 1)"
        )
    migrate.upgrade(database)
    with database.connection() as connection:
        assert connection.exec_driver_sql("SELECT key FROM zf_command").scalar_one() == "k"
        assert connection.exec_driver_sql("SELECT count(*) FROM zf_past_decision").scalar_one() == 0
    database.close()


def test_the_benchmark_writes_by_hand_what_the_product_writes(
    new_migrated_url: Callable[[], str], tmp_path: Path
) -> None:
    bench = importlib.import_module("import")
    table = tmp_path / "past.csv"
    bench.write_table(table, 120)
    product, limit = new_migrated_url(), new_migrated_url()
    for url in (product, limit):
        bench.prepare(url)
    rows = bench.parsed(product, table)
    (bench.by_executemany if product.startswith("sqlite") else bench.by_copy)(limit, rows)
    with Office.open(limit) as office:
        again = [tuple(one) for one in office.past.decisions(office.registers()[0].agency.id)]
    assert again == rows
    assert len(rows) == 120
