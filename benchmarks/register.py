"""How fast a register of many officers comes in, goes out and comes in again: ``python benchmarks/register.py``; see README.md."""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import make_url

from advance import machine
from postgres_cluster import PostgresMissing, postgres_cluster
from zhifa.engine.books.book import Cell, Line
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.office import Office
from zhifa.engine.period import Period
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import Source
from zhifa.registers.folder import write_folder
from zhifa.registers.intake import read_sheets
from zhifa.registers.leaves import leaves
from zhifa.registers.manifest import Manifest
from zhifa.registers.workbook import write_register

with suppress(ImportError):  # an extra: without it PostgreSQL is left out
    import psycopg

_AGENCY = "示例市城市管理局"
_PHASES = ("read", "propose", "first", "load", "again", "export")
_VALID = Period(start=date(2025, 1, 1))

Lines = Mapping[str, Sequence[Line]]


def made(rows: int) -> Lines:
    """The agency, so many officers, and a certificate for each."""
    told: Mapping[str, Sequence[Mapping[str, Cell]]] = {
        "agency": [{"name": _AGENCY, "short_name": "示城", "region": "示例省示例市"}],
        "officer": [
            {"staff_number": f"{n:06}", "name": f"执法人员{n}", "unit": f"支队/{n % 40}科", "post": "科员", "established": True}
            for n in range(rows)
        ],
        "certificate": [
            {"staff_number": f"{n:06}", "number": f"4101{n:08}", "acts": ("penalty", "inspection"), "areas": ("示例省示例市",)}
            for n in range(rows)
        ],
    }  # fmt: skip
    return {name: [book_named(name).line(_VALID, body) for body in bodies] for name, bodies in told.items()}


def write_csv(folder: Path, lines: Lines) -> list[Path]:
    """A CSV file for each book."""
    write_folder(folder, _manifest(lines), leaves(lines))
    return sorted(folder.glob("*.csv"))


def write_xlsx(folder: Path, lines: Lines) -> list[Path]:
    """One workbook."""
    folder.mkdir()
    write_register(folder / "register.xlsx", _manifest(lines), leaves(lines))
    return [folder / "register.xlsx"]


def _manifest(lines: Lines) -> Manifest:
    return Manifest(agency_id="benchmark", agency=_AGENCY, version=1, hash="0" * 64, books=tuple(lines))


WRITERS: Mapping[str, Callable[[Path, Lines], list[Path]]] = {"CSV": write_csv, "XLSX": write_xlsx}


@dataclass(kw_only=True)
class Setting:
    """One database and one kind of file: seconds of each phase, in every round."""

    database: str
    kind: str
    files: list[Path]
    fresh: Callable[[], str]
    limit: Callable[[str, Lines], None]
    took: dict[str, list[float]] = field(default_factory=dict)

    def round(self, lines: Lines, out: Path) -> None:
        """The whole way once on a database of its own, and the rows of its journal once more by hand on another."""
        agency, source, whole = identifier("agency", _AGENCY), Source(kind="file"), frozenset(lines)
        url = self.fresh()
        with Office.open(url) as office:
            intake = self._timed("read", lambda: read_sheets(self.files))
            self._timed("propose", lambda: office.books.preview(agency, intake.lines, whole=whole))
            self._timed("first", lambda: office.books.take(agency, intake.lines, whole=whole, source=source))
        with Office.open(url) as anew:
            register = self._timed("load", lambda: anew.books.registrar.of(agency))
            again = self._timed(
                "again", lambda: anew.books.take(agency, read_sheets(self.files).lines, whole=whole, source=source)
            )
            assert again.entry is None, "the same register changed something"
            self._timed("export", lambda: WRITERS[self.kind](out, register.shelf.all))
        bare = self.fresh()
        self._timed("limit", lambda: self.limit(bare, lines))

    def _timed(self, phase: str, work: Callable[[], Any]) -> Any:
        begun = perf_counter()
        done = work()
        self.took.setdefault(phase, []).append(perf_counter() - begun)
        return done

    def line(self) -> dict[str, Any]:
        """One line of the table: medians of all rounds, in seconds."""
        told = {phase: round(statistics.median(self.took[phase]), 2) for phase in (*_PHASES, "limit")}
        return {"database": self.database, "files": self.kind, **told}


_ENTRY = "INSERT INTO zf_register_entry (agency_id, seq, id, hash, body, source, imported_at) VALUES ('limit', 1, 'limit', '{}', '{{}}', 'file', '2026-01-01T00:00:00.000Z')"
_COLUMNS = ("id", "agency_id", "book", "key", "since", "valid_from", "body")


def _rows(lines: Lines) -> Iterator[tuple[str | int, ...]]:
    """The rows of the journal's lines, ready to be written."""
    for book, of_book in lines.items():
        for number, line in enumerate(of_book):
            yield f"{book}-{number}", "limit", book, line.key, 1, line.valid.start.isoformat(), line.text


def by_executemany(url: str, lines: Lines) -> None:
    """The limit on SQLite: the driver's own executemany, under the product's durability."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        for pragma in ("recursive_triggers = 1", "journal_mode = WAL", "synchronous = 2", "temp_store = 2"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_ENTRY.format("0" * 64))
        connection.executemany(
            f"INSERT INTO zf_register_line ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
            _rows(lines),
        )
        connection.execute("COMMIT")


def by_copy(url: str, lines: Lines) -> None:
    """The limit on PostgreSQL: COPY from the driver."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        cursor.execute(_ENTRY.format("0" * 64))
        with cursor.copy(f"COPY zf_register_line ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for row in _rows(lines):
                copy.write_row(row)


def _settings(stack: ExitStack, folder: Path, files: Mapping[str, list[Path]]) -> Iterator[Setting]:
    numbers = iter(range(1_000))
    for kind, of_kind in files.items():
        fresh = lambda: _migrated(f"sqlite:///{folder / f'{next(numbers)}.db'}")  # noqa: E731 - two lines, alike
        yield Setting(database="SQLite", kind=kind, files=of_kind, fresh=fresh, limit=by_executemany)
    try:
        cluster = stack.enter_context(postgres_cluster(durable=True))
    except PostgresMissing as missing:
        print(f"PostgreSQL is left out: {missing}")
        return
    for kind, of_kind in files.items():
        fresh = lambda: _migrated(cluster.url(cluster.create()))  # noqa: E731
        yield Setting(database="PostgreSQL", kind=kind, files=of_kind, fresh=fresh, limit=by_copy)


def _migrated(url: str) -> str:
    Office.open(url, create=True).close()
    return url


def measure(*, rounds: int, rows: int) -> list[dict[str, Any]]:
    """All settings in alternating rounds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhifa-bench-")))
        lines = made(rows)
        files = {kind: write(folder / f"given-{kind}", lines) for kind, write in WRITERS.items()}
        settings = list(_settings(stack, folder, files))
        for number in range(rounds):
            for at, setting in enumerate(settings):
                setting.round(lines, folder / f"out-{number}-{at}")
        return [setting.line() for setting in settings]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3, help="rounds; each gives one figure a phase")
    arguments.add_argument("--rows", type=int, default=50_000, help="officers, each with a certificate")
    arguments.add_argument("--json", action="store_true", help="print JSON for programs")
    given = arguments.parse_args()
    lines = measure(rounds=given.rounds, rows=given.rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if given.json:
        print(
            json.dumps(
                {"machine": machine(), "rows": given.rows, "peak_mb": peak, "lines": lines},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    print("  ".join(f"{name}: {value}" for name, value in machine().items()), end="\n\n")
    print("  ".join(f"{name:>10}" for name in lines[0]))
    for line in lines:
        print("  ".join(f"{value:>10}" for value in line.values()))
    print(f"\nSeconds; {given.rows} officers and as many certificates. Peak memory {peak} MB.")


if __name__ == "__main__":
    main()
