"""The journal of the register: what was imported when is told again, what was tampered with shows, and nothing is half written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest

from case_desk import START, Desk, register_text
from office_rows import Rows
from zhifa.engine.clock import FixedClock
from zhifa.engine.errors import CommandRefused, RegisterChanged
from zhifa.engine.office import Office
from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty, file_of
from zhifa.engine.register_journal import Source
from zhifa.engine.registrar import Registrar
from zhifa.storage import migrate
from zhifa.storage.channel import Channel
from zhifa.storage.database import Database
from zhifa.storage.errors import RegisterMoved
from zhifa.storage.locks import locks
from zhifa.storage.registers import RegisterStore
from zhifa.storage.watch import WatchRows
from zhifa.workflows.ordinary import ORDINARY

TODAY = START.date()
FILE = file_of(register_text())
AGENCY = FILE.agency_id


@contextmanager
def office(url: Any, *, days: int = 0) -> Iterator[Office]:
    opened = Office.open(url, clock=FixedClock(START + timedelta(days=days)), workflows=(ORDINARY,))
    try:
        yield opened
    finally:
        opened.close()


def text(change: Callable[[dict[str, Any]], Any] = lambda _told: None) -> str:
    told = json.loads(register_text())
    change(told)
    return json.dumps(told, ensure_ascii=False)


def renamed(told: dict[str, Any]) -> None:
    told["officers"][0]["unit"] = "执法二科"


def left(told: dict[str, Any]) -> None:
    del told["officers"][1]


def left_renamed(told: dict[str, Any]) -> None:
    renamed(told)
    left(told)


def reachable(told: dict[str, Any]) -> None:
    told["officers"][2]["email"] = "a@example.org"


def kept_by(told: dict[str, Any]) -> None:
    """承办人甲 gives up handling and keeps the register."""
    for post in told["officers"][0]["assignments"]:
        post["role"] = "registrar"


def same(one: Register, other: Register, *, but: frozenset[str] = frozenset()) -> bool:
    names = {field.name for field in fields(Register)} - {"shelf"} - but
    books = [{name: lines for name, lines in register.shelf.all.items() if lines} for register in (one, other)]
    return books[0] == books[1] and all(getattr(one, name) == getattr(other, name) for name in names)


@contextmanager
def registers(url: str) -> Iterator[Registrar]:
    """What somebody else reads."""
    with closing(Database.open(url)) as database:
        yield Registrar(database)


def test_every_version_is_told_again_as_it_was_imported(migrated_url: str) -> None:
    with office(migrated_url) as now, office(migrated_url, days=30) as later:
        made = [
            now.import_register(text()),
            now.import_register(text(renamed)),
            later.import_register(text(left_renamed)),
        ]
        assert [register.version for register in made] == [1, 2, 3]
        with registers(migrated_url) as told:
            for register in made:
                assert same(told.as_of(AGENCY, register.version), register)
            assert same(told.of(AGENCY), made[-1])
        assert [later.books.diff(AGENCY, 1, 2).count("officer", kind) for kind in ("added", "changed")] == [0, 1]
        gone = later.books.diff(AGENCY, 2, 3)
        assert {moved.new.valid.end for moved in gone if moved.new} == {TODAY + timedelta(days=29)}
        assert later.books.verify(AGENCY) == ()
        with pytest.raises(LookupError, match="no version 4"):
            later.books.diff(AGENCY, 1, 4)


def test_the_same_file_again_writes_nothing(migrated_url: str) -> None:
    with office(migrated_url) as at_work, Rows(migrated_url) as rows:
        first = at_work.books.take_file(text(reachable))
        before = rows.snapshot()
        again = at_work.books.take_file(text(reachable))
        assert (again.entry, again.register) == (None, first.register)
        assert at_work.books.preview(AGENCY, FILE.lines, whole=FILE.whole).change.books.keys() == {"contact"}
        assert rows.snapshot() == before


def test_an_address_stands_in_no_version_and_in_no_entry(migrated_url: str) -> None:
    with office(migrated_url) as at_work, Rows(migrated_url) as rows:
        register = at_work.import_register(text(reachable))
        with registers(migrated_url) as told:
            assert same(told.of(AGENCY), register)
            bare = told.as_of(AGENCY, 1)
        assert same(bare, file_of(text()).register, but=frozenset({"version", "digest", "moved_at"}))
        at_work.books.end(AGENCY, "contact", "003", on=TODAY, reason="本人要求")
        assert rows.one("SELECT count(*) FROM zf_contact") == 0
        assert at_work.books.verify(AGENCY) == ()
        assert not any("example.org" in repr(row) for rows_of in rows.snapshot().values() for row in rows_of)


FORGERIES: tuple[tuple[str, set[str]], ...] = (
    ("UPDATE zf_register_line SET body = '{}' WHERE book = 'statute'", {"line_forged"}),
    ("DELETE FROM zf_register_line WHERE book = 'pad'", {"line_forged", "row_forged"}),
    ("UPDATE zf_register_line SET until = 3 WHERE until = 2", {"line_unrecorded", "line_forged"}),
    ("UPDATE zf_register_line SET since = 2 WHERE book = 'qualification'", {"line_unrecorded", "line_forged"}),
    ("UPDATE zf_register_entry SET body = replace(body, '\"added\":1', '\"added\":2') WHERE seq = 1", {"journal_edited"}),
    ("UPDATE zf_register_entry SET imported_by = 'x' WHERE seq = 2", {"journal_edited"}),
    ("UPDATE zf_register_entry SET prev_hash = hash WHERE seq = 2", {"journal_edited", "journal_broken"}),
    ("DELETE FROM zf_register_entry WHERE seq = 1", {"journal_missing", "line_unrecorded"}),
    ("DELETE FROM zf_register_entry WHERE seq = 2", {"version_forged", "line_unrecorded"}),
    ("UPDATE zf_officer SET unit = 'x'", {"row_forged"}),
    ("UPDATE zf_pad SET last = 9999", {"row_forged"}),
    ("UPDATE zf_agency SET region = 'x'", {"row_forged"}),
)  # fmt: skip


def test_whatever_is_tampered_with_shows(migrated_url: str) -> None:
    with office(migrated_url) as at_work:
        at_work.import_register(text())
        at_work.import_register(text(renamed))
    database = Database.open(migrated_url)
    with database.connection() as connection, office(connection) as at_work:
        assert at_work.books.verify(AGENCY) == ()
        for lock in locks(database.dialect):
            beside = f" ON {lock.table}" if database.dialect == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER {lock.name}{beside}")
        connection.exec_driver_sql(
            "SET session_replication_role = replica" if beside else "PRAGMA defer_foreign_keys = ON"
        )
        for forgery, kinds in FORGERIES:
            with connection.begin_nested() as forged:
                assert connection.exec_driver_sql(forgery).rowcount
                found = {finding.kind for finding in at_work.books.verify(AGENCY)}
                forged.rollback()
            assert kinds == found, forgery
    database.close()


def test_an_entry_of_a_case_names_the_register_it_was_made_under(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, Rows(migrated_sqlite_url) as rows:
        case_id = desk.bring_to("investigating")
        (made,) = desk.office.books.history(AGENCY)
        heads = [json.loads(body) for (body,) in rows.all("SELECT body FROM zf_entry")]
        assert {(head["register"], head["register_hash"]) for head in heads} == {(1, made.hash)}
        assert desk.office.verify(case_id) == ()
        with rows.unlocked():
            rows.run("UPDATE zf_register_entry SET hash = ?", "0" * 64)
        assert {finding.kind for finding in desk.office.verify(case_id)} == {"register_forged"}
        assert len(desk.office.verify(case_id)) == len(heads)


def test_of_two_changes_at_once_one_waits_and_both_are_made(migrated_url: str) -> None:
    gate = Barrier(2)

    def take(change: Callable[[dict[str, Any]], Any]) -> int:
        with office(migrated_url) as at_work:
            at_work.registers()
            gate.wait()
            return at_work.import_register(text(change)).version

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, (renamed, left))) == [1, 2]
        assert sorted(pool.map(take, (lambda told: told["officers"][3].update(post="甲"), reachable))) == [3, 4]
    with office(migrated_url) as at_work:
        assert at_work.books.verify(AGENCY) == ()


def test_who_never_comes_first_is_told_so(migrated_sqlite_url: str) -> None:
    moved = RegisterMoved(AGENCY)
    with office(migrated_sqlite_url) as at_work, mock.patch.object(RegisterStore, "advance", side_effect=moved):
        shown = at_work.books.preview(AGENCY, FILE.lines)
        assert (shown.before, shown.effects) == (None, ())
        with pytest.raises(RegisterMoved):
            at_work.import_register(text())


class Crash(BaseException):
    """The process ends here."""


@contextmanager
def crash_after(statements: int) -> Iterator[None]:
    """The next write is lost after so many statements; does nothing when it has no more."""
    count = iter(range(statements))

    def counted(way: Callable[..., Any]) -> Callable[..., Any]:
        def run(channel: Channel, *given: Any) -> Any:
            if next(count, None) is None:
                raise Crash
            return way(channel, *given)

        return run

    with (
        mock.patch.object(Channel, "change", counted(Channel.change)),
        mock.patch.object(Channel, "load", counted(Channel.load)),
        mock.patch.object(Channel, "run", counted(Channel.run)),
    ):
        yield


def test_a_crash_after_any_statement_leaves_the_version_before(migrated_url: str) -> None:
    with office(migrated_url) as at_work, Rows(migrated_url) as rows:
        register = at_work.import_register(text())
        before = rows.snapshot()
        for statements in range(99):
            with crash_after(statements):
                try:
                    at_work.import_register(text(renamed))
                except Crash:
                    assert rows.snapshot() == before
                    assert at_work.agency_register(AGENCY) == register
                else:
                    break
        assert statements >= 5
        assert at_work.books.verify(AGENCY) == ()


def test_the_application_role_may_change_a_register(migrated_postgres_url: str) -> None:
    name = f"zf_app_{uuid4().hex[:8]}"
    database = Database.open(migrated_postgres_url)
    migrate.grant_application_role(database, name)
    with database.connection() as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}")
        with office(connection) as at_work:
            assert [at_work.import_register(told).version for told in (text(reachable), text(left))] == [1, 2]
    with database.connection() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    database.close()


def test_once_somebody_keeps_the_register_nobody_else_changes_it(migrated_sqlite_url: str) -> None:
    with office(migrated_sqlite_url) as at_work, Rows(migrated_sqlite_url) as rows:
        register = at_work.import_register(text(kept_by))
        ids = {officer.name: officer.id for officer in register.officers.values()}
        before = rows.snapshot()
        for actor in (None, ids["机关负责人甲"], "nobody"):
            with pytest.raises(CommandRefused, match="名录管理员"):
                at_work.import_register(text(renamed), actor=actor)
        assert rows.snapshot() == before
        at_work.import_register(text(lambda told: (kept_by(told), left(told))), actor=ids["承办人甲"])
        assert [entry.imported_by for entry in at_work.books.history(AGENCY)] == [None, ids["承办人甲"]]
        assert at_work.books.history(AGENCY)[1].told["by"]["name"] == "承办人甲"


def test_who_is_not_on_the_register_changes_none(migrated_sqlite_url: str) -> None:
    with office(migrated_sqlite_url) as at_work, pytest.raises(CommandRefused, match="nobody"):
        at_work.import_register(text(), actor="nobody")


def test_what_was_previewed_is_made_or_nothing_is(migrated_sqlite_url: str) -> None:
    with office(migrated_sqlite_url) as at_work:
        at_work.import_register(text())
        file = file_of(text(renamed))
        asked = {"whole": file.whole, "source": Source(kind="file", file="register.json")}
        shown = at_work.books.preview(AGENCY, file.lines, whole=file.whole)
        assert [moved.line.key for moved in shown.change] == ["001"]
        at_work.import_register(text(left))
        with pytest.raises(RegisterChanged):
            at_work.books.take(AGENCY, file.lines, expect=shown.expect, **asked)
        again = at_work.books.preview(AGENCY, file.lines, whole=file.whole)
        told: list[tuple[int, int]] = []
        taken = at_work.books.take(
            AGENCY, file.lines, expect=again.expect, told=lambda *done: told.append(done), **asked
        )
        assert taken.entry is not None
        assert taken.entry.told["source"] == {"file": "register.json"}
        assert told[-1] == (len(list(taken.change)),) * 2


def test_a_preview_names_the_open_cases_whose_handlers_lose_something(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, Rows(migrated_sqlite_url) as rows:
        case_id = desk.bring_to("investigating")
        before = rows.snapshot()
        file = file_of(text(left))
        shown = desk.office.books.preview(AGENCY, file.lines, whole=file.whole)
        assert [(effect.case_id, effect.name, effect.lost) for effect in shown.effects] == [
            (case_id, "承办人乙", "不再在册")
        ]
        assert rows.snapshot() == before


def test_a_register_without_an_agency_is_refused(migrated_sqlite_url: str) -> None:
    with office(migrated_sqlite_url) as at_work:
        with pytest.raises(RegisterFaulty, match="先导入机关名录"):
            at_work.books.take(AGENCY, {"officer": FILE.lines["officer"]}, source=Source())
        with pytest.raises(LookupError, match="no such agency"):
            at_work.books.verify(AGENCY)
        assert at_work.registers() == ()


def test_one_line_is_ended_on_a_day(migrated_sqlite_url: str) -> None:
    def end(on: date, key: str = "演示执法证001") -> Any:
        return at_work.books.end(AGENCY, "certificate", key, on=on, reason="收回", document="示例〔2026〕1号")

    with office(migrated_sqlite_url) as at_work:
        at_work.import_register(text())
        for wrong in (date(2020, 1, 1), date(2030, 1, 1)):
            with pytest.raises(ValueError, match="有效期"):
                end(wrong)
        with pytest.raises(LookupError, match="没有这一行"):
            end(TODAY, key="x")
        taken = end(TODAY)
        assert taken.entry.told["source"] == {"document": "示例〔2026〕1号", "reason": "收回"}
        kept = at_work.books.history_of(AGENCY, "certificate", "演示执法证001")
        assert [(one.since, one.until, one.line.valid.end) for one in kept] == [
            (1, 2, date(2029, 12, 31)),
            (2, None, TODAY),
        ]


def test_terms_whose_ladder_a_change_moves_are_looked_at_anew(migrated_sqlite_url: str) -> None:
    with office(migrated_sqlite_url) as at_work, mock.patch.object(WatchRows, "look_anew") as looked:
        at_work.import_register(text())
        at_work.import_register(
            text(lambda told: told["agency"]["policy"].update(ladders={"legal_review": {"days": 2}}))
        )
        assert [call.args for call in looked.call_args_list] == [(AGENCY, ()), (AGENCY, ("legal_review",))]
