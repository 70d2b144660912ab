"""How fast a table of past decisions comes in, beside the same rows written by hand: ``python benchmarks/import.py``; see README.md."""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import make_url

from advance import machine
from postgres_cluster import PostgresMissing, postgres_cluster
from workload import prepare
from zhifa.engine.office import Office
from zhifa.history import COLUMNS, import_table, read_table

with suppress(ImportError):  # an extra: without it PostgreSQL is left out
    import psycopg

_AIM = 25_000
_KEYS = ("id", "agency_id", "import_id", "row_number")
_TABLE = (*_KEYS, *(column.field for column in COLUMNS), "other", "warnings")
_NUMBERS = {"row_number", *(column.field for column in COLUMNS if column.kind == "money")}
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"

Row = tuple[str | int | None, ...]


def write_table(path: Path, rows: int) -> None:
    """A table of the template's thirty columns and one more, every row another party and number, a tenth with something amiss."""
    titles = [f"{c.label}(万元)" if c.kind == "money" else c.label for c in COLUMNS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*titles, "网址"])
        writer.writerows(_row(serial) for serial in range(1, rows + 1))


def _row(serial: int) -> list[str]:
    told = {
        "party": f"示例市第{serial}号建材有限公司",
        "party_kind": "法人及非法人组织",
        "credit_code": _credit_code(serial),
        "representative": "张某某",
        "document_number": f"示环罚〔{2010 + serial % 15}〕{serial}号",
        "violation_kind": "违反大气污染防治管理制度",
        "violation": f"第{serial}号工地的堆场没有密闭，也没有设置不低于堆放物高度的围挡，未采取有效覆盖措施防治扬尘污染。",
        "basis": "《中华人民共和国大气污染防治法》第一百一十七条第二项",
        "penalty_kinds": "罚款",
        "penalty": f"罚款人民币{10_000 + serial % 900 * 100}元",
        "fine": f"{1 + serial % 900 / 100:.2f}" if serial % 10 else "",
        "decided_on": f"{2010 + serial % 15}-{1 + serial % 12:02}-{1 + serial % 28:02}",
        "valid_until": "2099/12/31",
        "public_until": f"{2011 + serial % 15}-{1 + serial % 12:02}-{1 + serial % 28:02}",
        "authority": "示例市生态环境局",
        "authority_credit_code": _credit_code(7),
        "source": "示例市生态环境局",
        "source_credit_code": _credit_code(7),
    }
    return [*(told.get(column.field, "") for column in COLUMNS), f"https://example.org/{serial}"]


def _credit_code(serial: int) -> str:
    body = f"91350100{serial:09}"
    total = sum(_CODE.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _CODE[-total % 31]


def by_zhifa(url: str, table: Path) -> None:
    """The product's whole path: digest, encoding, CSV, checks, spool, one transaction."""
    with Office.open(url) as office, read_table(table) as taking:
        import_table(office, office.registers()[0].agency.id, taking)


def parsed(url: str, table: Path) -> list[Row]:
    """The rows as zhifa wrote them, for the limit to write again."""
    by_zhifa(url, table)
    with Office.open(url) as office:
        return [tuple(row) for row in office.past.decisions(office.registers()[0].agency.id)]


def by_executemany(url: str, rows: list[Row]) -> None:
    """The limit on SQLite: the driver's own executemany, under the product's durability."""
    sql = f"INSERT INTO zf_past_decision VALUES ({', '.join('?' * len(_TABLE))})"
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        for pragma in (
            "foreign_keys = 1",
            "recursive_triggers = 1",
            "journal_mode = WAL",
            "synchronous = 2",
            "temp_store = 2",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_an_import(rows[0]))
        connection.executemany(sql, rows)
        connection.execute("COMMIT")


def by_copy(url: str, rows: list[Row]) -> None:
    """The limit on PostgreSQL: COPY from the driver, in its binary form."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        cursor.execute(_an_import(rows[0]))
        with cursor.copy(f"COPY zf_past_decision ({', '.join(_TABLE)}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8" if name in _NUMBERS else "text" for name in _TABLE])
            for row in rows:
                copy.write_row(row)


def _an_import(row: Row) -> str:
    digest = "0" * 64
    return (
        "INSERT INTO zf_import (id, agency_id, file, digest, kind, columns, columns_digest, taken, warned, skipped, imported_at)"
        f" VALUES ('{row[2]}', '{row[1]}', 'limit', '{digest}', 'limit', '{{}}', '{digest}', 1, 0, '[]', '2026-01-01T00:00:00.000Z')"
    )


@dataclass(kw_only=True)
class Setting:
    """One database: where a fresh one comes from, what its limit is, and the rates that were measured."""

    database: str
    fresh: Callable[[], str]
    limit: Callable[[str, list[Row]], None]
    rates: dict[str, list[float]] = field(default_factory=lambda: {"zhifa": [], "limit": []})

    def round(self, table: Path, rows: list[Row], *, limit_first: bool) -> None:
        """Both sides once, each on a database of its own."""
        sides = [("zhifa", lambda url: by_zhifa(url, table)), ("limit", lambda url: self.limit(url, rows))]
        for name, side in sides[::-1] if limit_first else sides:
            url = self.fresh()
            begun = perf_counter()
            side(url)
            self.rates[name].append(len(rows) / (perf_counter() - begun))

    def line(self) -> dict[str, Any]:
        """One line of the table: medians of all rounds."""
        zhifa, limit = (statistics.median(self.rates[name]) for name in ("zhifa", "limit"))
        return {"database": self.database, "zhifa_rows_per_second": round(zhifa), "limit_rows_per_second": round(limit), "ratio": round(zhifa / limit, 2)}  # fmt: skip


def _settings(stack: ExitStack, folder: Path) -> Iterator[Setting]:
    numbers = iter(range(1_000))
    yield Setting(
        database="SQLite", fresh=lambda: _prepared(f"sqlite:///{folder / f'{next(numbers)}.db'}"), limit=by_executemany
    )
    try:
        cluster = stack.enter_context(postgres_cluster(durable=True))
    except PostgresMissing as missing:
        print(f"PostgreSQL is left out: {missing}")
    else:
        yield Setting(database="PostgreSQL", fresh=lambda: _prepared(cluster.url(cluster.create())), limit=by_copy)


def _prepared(url: str) -> str:
    prepare(url)
    return url


def measure(*, rounds: int, rows: int) -> list[dict[str, Any]]:
    """All settings in alternating rounds; the side that begins changes from round to round."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhifa-bench-")))
        table = folder / "past.csv"
        write_table(table, rows)
        settings = list(_settings(stack, folder))
        ready = parsed(settings[0].fresh(), table)
        for number in range(rounds):
            for setting in settings:
                setting.round(table, ready, limit_first=bool(number % 2))
        return [setting.line() for setting in settings]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3, help="alternating rounds; each gives one rate a side")
    arguments.add_argument("--rows", type=int, default=200_000, help="rows of the table")
    arguments.add_argument("--json", action="store_true", help="print JSON for programs")
    given = arguments.parse_args()
    lines = measure(rounds=given.rounds, rows=given.rows)
    if given.json:
        print(json.dumps({"machine": machine(), "rows": given.rows, "lines": lines}, ensure_ascii=False, indent=1))
        return
    print("  ".join(f"{name}: {value}" for name, value in machine().items()), end="\n\n")
    print(f"{'database':>10}  {'zhifa rows/s':>12}  {'limit rows/s':>12}  {'ratio':>5}")
    for line in lines:
        print("{:>10}  {:>12}  {:>12}  {:>5}".format(*line.values()))
    print(f"\nA table of {given.rows} rows and {len(COLUMNS) + 1} columns. Aim: {_AIM} rows a second on both.")


if __name__ == "__main__":
    main()
