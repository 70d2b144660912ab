"""No room on the disk: the office says so, nothing half written stays, and work goes on once there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from case_desk import Desk
from office_rows import Rows
from office_workers import attach_too_much, fill, fill_up_to, order, together
from zhifa.storage.errors import StorageFull


def assert_whole(url: str, case_id: str, version: int) -> None:
    with Desk(url, import_register=False) as desk, Rows(url) as rows:
        assert rows.one("PRAGMA integrity_check") == "ok"
        assert rows.wrong() == {}
        assert desk.office.case(case_id).version == version
        assert desk.office.verify(case_id) == ()


def test_a_database_at_its_size_limit_refuses_whole_steps_and_goes_on_with_room(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, Rows(migrated_sqlite_url) as rows:
        case_id = desk.bring_to("investigating")
        version, pages = desk.office.case(case_id).version, rows.one("PRAGMA page_count")
        limit_pages(desk, pages + 30)
        done = fill(desk, case_id)
        assert done > 0
        before = rows.snapshot()
        with pytest.raises(StorageFull, match="full"):
            desk.office.perform(order(desk, case_id, "再试"))
        assert rows.snapshot() == before
        assert_whole(migrated_sqlite_url, case_id, version + done)
        limit_pages(desk, 1_000_000)
        assert desk.office.perform(order(desk, case_id, "又试")).version == version + done + 1


def limit_pages(desk: Desk, pages: int) -> None:
    """Set the limit on the connection that this thread's commands go through."""
    with desk.office._database.read() as store:
        store._channel._dbapi.execute(f"PRAGMA max_page_count = {pages}").close()


def test_a_file_size_limit_refuses_whole_steps(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case_id = desk.bring_to("investigating")
        version = desk.office.case(case_id).version
    (done,) = together(fill_up_to, [(migrated_sqlite_url, case_id, 1_500_000)])
    assert done > 0
    assert_whole(migrated_sqlite_url, case_id, version + done)


def test_a_file_that_finds_no_room_is_not_kept(migrated_sqlite_url: str, tmp_path: Path) -> None:
    files = tmp_path / "files"
    assert together(attach_too_much, [(migrated_sqlite_url, str(files), 1_000_000)]) == [
        "no room to write: File too large; nothing was written"
    ]
    assert [path.name for path in files.rglob("*") if path.is_file() and path.stat().st_size] == ["database"]


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system in memory of this size; skips where none may be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.prove
def test_a_full_disk_refuses_whole_steps_and_files_and_goes_on_with_room(
    migrated_sqlite_file: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "3m") as disk:
        (disk / "zhifa.db").write_bytes(migrated_sqlite_file.read_bytes())
        ballast, url = disk / "ballast", f"sqlite:///{disk / 'zhifa.db'}"
        with Desk(url, files=disk / "files") as desk, Rows(url) as rows:
            case_id = desk.bring_to("investigating")
            version = desk.office.case(case_id).version
            fill_disk(ballast)
            done = fill(desk, case_id)
            before: Any = rows.snapshot()
            with pytest.raises(StorageFull):
                desk.office.evidence.attach(os.urandom(1_000_000))
            with pytest.raises(StorageFull):
                desk.office.perform(order(desk, case_id, "再试"))
            assert rows.snapshot() == before
            ballast.unlink()
            assert desk.office.perform(order(desk, case_id, "又试")).version == version + done + 1
            assert desk.office.evidence.attach(b"room again")
        assert_whole(url, case_id, version + done + 1)


def fill_disk(ballast: Path) -> None:
    """Leave no room but what is already taken."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 65_536):
                pass
        except OSError:
            return
