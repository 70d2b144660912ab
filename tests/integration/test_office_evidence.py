"""Evidence through the office: received, handed on, named by facts, and found when it was tampered with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from io import RawIOBase
from pathlib import Path
from typing import Any

import pytest

from case_desk import START, Desk, put
from crashes import WAYS, Crash, Way, crash_after
from file_stores import stored, swept
from office_rows import Rows
from zhifa.cli.evidence_claim import claim
from zhifa.cli.faults import in_words
from zhifa.engine.errors import CommandRefused
from zhifa.storage.errors import CaseUnknown, CustodyMoved, LockedRow, StorageError, StoreForeign

CONTENT = b"a photograph"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
MB = 1024 * 1024


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def desk(migrated_url: str, files: Path) -> Iterator[Desk]:
    with Desk(migrated_url, files=files) as opened:
        yield opened


@pytest.fixture
def case_id(desk: Desk) -> str:
    return desk.bring_to("verifying")


@pytest.fixture
def rows(migrated_url: str, case_id: str) -> Iterator[Rows]:
    assert case_id
    with Rows(migrated_url) as opened:
        yield opened


def receive(desk: Desk, case_id: str, content: Any = CONTENT, key: str = "证1", **changes: Any) -> Any:
    lawful: dict[str, Any] = {
        "name": "现场照片.jpg",
        "actor": desk.ids["承办人甲"],
        "obtained_at": desk.clock.now(),
        "source": "当事人",
    }
    return desk.office.evidence.receive(case_id, key, content, **(lawful | changes))


def hand(desk: Desk, case_id: str, event: str, to: str | None = None, **changes: Any) -> Any:
    lawful: dict[str, Any] = {"actor": desk.ids["承办人甲"], "occurred_at": desk.clock.now(), "to": to}
    return desk.office.evidence.hand(case_id, "证1", event, **(lawful | changes))


def inspect(desk: Desk, case_id: str, digest: str | None) -> Any:
    """Take the step that brings 证1 to the file, naming this file."""
    command = desk.command(case_id, "inspect")
    return desk.office.perform(
        desk.command(case_id, "inspect", facts=put(dict(command.facts), "evidence.0.digest", digest))
    )


def refused(error: pytest.ExceptionInfo[CommandRefused]) -> set[str]:
    return {refusal.code for refusal in error.value.refusals}


def kinds(desk: Desk, case_id: str) -> set[str]:
    return {finding.kind for finding in desk.office.evidence.verify(case_id)}


def test_a_received_file_is_listed_with_its_custody(desk: Desk, case_id: str, files: Path) -> None:
    done = receive(desk, case_id, media_type="image/jpeg", note="原件一份")
    (item,) = desk.office.evidence.of(case_id)
    (line,) = item.custody
    assert (done.digest, done.size, done.late, done.repeated) == (DIGEST, len(CONTENT), False, False)
    assert (item.key, item.digest, item.size, item.name) == ("证1", DIGEST, len(CONTENT), "现场照片.jpg")
    assert (item.media_type, item.holder, item.intact) == ("image/jpeg", "承办人甲", True)
    assert (line.event, line.actor, line.source, line.note) == ("received", "承办人甲", "当事人", "原件一份")
    assert stored(files) == {DIGEST}
    assert kinds(desk, case_id) == set()
    assert desk.office.verify(case_id) == ()


def test_the_case_stays_at_its_version(desk: Desk, case_id: str) -> None:
    version = desk.office.case(case_id).version
    receive(desk, case_id)
    assert desk.office.case(case_id).version == version


def test_evidence_goes_through_hands_and_comes_back(desk: Desk, case_id: str) -> None:
    receive(desk, case_id)
    for event, to in (
        ("viewed", "当事人的代理人"),
        ("lent", "鉴定机构"),
        ("returned", None),
        ("moved", "档案室"),
        ("sealed", None),
    ):
        hand(desk, case_id, event, to)
    (item,) = desk.office.evidence.of(case_id)
    assert [line.event for line in item.custody] == ["received", "viewed", "lent", "returned", "moved", "sealed"]
    assert [line.source for line in item.custody][2:5] == ["承办人甲", "鉴定机构", "承办人甲"]
    assert item.holder == "档案室"
    assert kinds(desk, case_id) == set()


def test_what_is_lent_comes_back_first(desk: Desk, case_id: str) -> None:
    receive(desk, case_id)
    hand(desk, case_id, "lent", "鉴定机构")
    with pytest.raises(CommandRefused) as error:
        hand(desk, case_id, "moved", "档案室")
    assert refused(error) == {"custody_order"}
    assert desk.office.refused(case_id)[-1].transition == "hand_evidence"


def test_a_file_that_comes_in_on_the_third_working_day_is_marked_and_not_refused(desk: Desk, case_id: str) -> None:
    obtained = desk.clock.now()
    desk.clock.advance(timedelta(days=2))
    assert not receive(desk, case_id, obtained_at=obtained).late
    desk.clock.advance(timedelta(days=1))
    assert receive(desk, case_id, b"another", "证2", obtained_at=obtained).late
    assert [item.late for item in desk.office.evidence.of(case_id)] == [False, True]


def test_the_agency_says_what_is_late(migrated_url: str, files: Path) -> None:
    with Desk(migrated_url, files=files, policy={"evidence_upload_days": 0}) as desk:
        case_id = desk.open_case()
        obtained = desk.clock.now()
        desk.clock.advance(timedelta(days=1))
        assert receive(desk, case_id, obtained_at=obtained).late


def test_the_same_file_again_changes_nothing(desk: Desk, case_id: str, rows: Rows) -> None:
    receive(desk, case_id)
    before = rows.snapshot()
    assert receive(desk, case_id).repeated
    assert rows.snapshot() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": b"another"}, "evidence_key_taken"),
        ({"checksum": {"algorithm": "SHA-256", "value": "0" * 64}}, "checksum_differs"),
        ({"actor": "nobody"}, "unknown_actor"),
        ({"obtained_at": START + timedelta(days=9)}, "obtained_in_future"),
        ({"name": "a\u202eb.jpg"}, "facts_invalid"),
    ],
)
def test_a_refused_file_leaves_no_row_but_the_attempt(
    desk: Desk, case_id: str, rows: Rows, changes: dict[str, Any], code: str
) -> None:
    receive(desk, case_id)
    before = rows.snapshot(without=("zf_refusal",))
    with pytest.raises(CommandRefused) as error:
        receive(desk, case_id, **changes)
    assert refused(error) == {code}
    assert rows.snapshot(without=("zf_refusal",)) == before
    assert desk.office.refused(case_id)[-1].transition == "receive_evidence"


def test_what_cannot_be_received_at_all_is_said_at_once(desk: Desk, case_id: str, migrated_url: str) -> None:
    with pytest.raises(CaseUnknown):
        receive(desk, "no such case")
    with pytest.raises(ValueError, match="UTC offset"):
        receive(desk, case_id, obtained_at=datetime(2026, 3, 2))  # noqa: DTZ001 - the very fault
    with Desk(migrated_url, import_register=False) as without, pytest.raises(ValueError, match="evidence store"):
        receive(without, case_id)


def test_facts_name_the_file_that_was_received(desk: Desk, case_id: str) -> None:
    receive(desk, case_id)
    for wrong in (None, desk.office.evidence.attach(b"another")):
        with pytest.raises(CommandRefused) as error:
            inspect(desk, case_id, wrong)
        assert refused(error) == {"evidence_differs"}
    inspect(desk, case_id, DIGEST)
    (item,) = (item for item in desk.office.evidence.of(case_id) if item.key == "证1")
    assert (item.kind, item.digest, item.intact) == ("勘验笔录、现场笔录", DIGEST, True)
    assert kinds(desk, case_id) == set()


def test_a_file_may_come_in_after_the_act_that_names_its_key(desk: Desk, case_id: str) -> None:
    inspect(desk, case_id, None)
    receive(desk, case_id)
    assert kinds(desk, case_id) == set()


def test_a_file_other_than_the_one_named_is_not_received(desk: Desk, case_id: str) -> None:
    inspect(desk, case_id, desk.office.evidence.attach(b"another"))
    with pytest.raises(CommandRefused) as error:
        receive(desk, case_id)
    assert refused(error) == {"evidence_differs"}


def test_a_correction_may_not_name_another_file(desk: Desk, case_id: str) -> None:
    from zhifa.engine.correct import Correction

    receive(desk, case_id)
    inspect(desk, case_id, DIGEST)
    case = desk.office.case(case_id)
    correction = Correction(
        case_id=case_id, seq=case.acts[-1].seq, path="evidence.0.digest", new=desk.office.evidence.attach(b"another"), reason="笔误",
        actor=desk.ids["承办人甲"], approver=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(), expected_version=case.version,
        key=desk.key(),
    )  # fmt: skip
    with pytest.raises(CommandRefused) as error:
        desk.office.correct(correction)
    assert refused(error) == {"evidence_differs"}


# --- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_a_file_whose_row_never_came_is_moved_aside_and_a_received_one_stays(
    migrated_url: str, files: Path, way: Way
) -> None:
    with Desk(migrated_url, files=files) as desk:
        case_id = desk.open_case()
        receive(desk, case_id)
        with crash_after(0, way), pytest.raises((Crash, StorageError)):
            receive(desk, case_id, b"lost", "证2")
        assert stored(files) == {DIGEST, hashlib.sha256(b"lost").hexdigest()}
    with Desk(migrated_url, files=files, import_register=False) as desk:
        assert swept(desk, files) == {DIGEST}
        assert [item.key for item in desk.office.evidence.of(case_id)] == ["证1"]


def test_a_database_put_back_from_a_backup_loses_no_file(new_migrated_sqlite: Callable[[], str], files: Path) -> None:
    url = new_migrated_sqlite()
    with Desk(url, files=files) as desk:
        case_id = desk.bring_to("verifying")
    newest, backup = Path(url.removeprefix("sqlite:///")), files.parent / "backup.db"
    shutil.copyfile(newest, backup)
    with Desk(url, files=files, import_register=False) as desk:
        receive(desk, case_id)
    with Desk(f"sqlite:///{backup}", files=files, import_register=False) as desk:
        assert desk.office.evidence.of(case_id) == ()
        assert [orphan.size for orphan in desk.office.evidence.orphans(hours=0)] == [len(CONTENT)]
    with Desk(url, files=files, import_register=False) as desk:
        assert [item.intact for item in desk.office.evidence.of(case_id)] == [True]


def test_the_store_of_another_database_is_refused_and_left_as_it_is(
    migrated_sqlite_url: str, sqlite_url: str, files: Path
) -> None:
    with Desk(migrated_sqlite_url, files=files) as desk:
        desk.office.evidence.attach(CONTENT)
    before = sorted(files.rglob("*"))
    with pytest.raises(StoreForeign):
        Desk(sqlite_url, files=files, create=True)
    assert sorted(files.rglob("*")) == before


def renamed(url: str) -> str:
    """As if the database had been made by itself: a copy of another one has its identity."""
    with Rows(url) as rows, rows.unlocked():
        rows.run("UPDATE zf_database_identity SET id = 'another'")
    return url


def test_the_store_of_before_is_not_taken_by_a_database_that_knows_none_of_its_files(
    new_migrated_sqlite: Callable[[], str], files: Path
) -> None:
    ours, other = new_migrated_sqlite(), renamed(new_migrated_sqlite())
    with Desk(ours, files=files) as desk:
        receive(desk, desk.bring_to("verifying"))
    (files / "database").unlink()

    with Desk(other, files=files) as desk, pytest.raises(StoreForeign) as caught:
        desk.office.evidence.attach(b"another")
    assert "用 zhifa evidence claim --reason 事由 写明" in in_words(caught.value)
    assert stored(files) == {DIGEST}
    with Desk(ours, files=files, import_register=False) as desk:
        assert desk.office.evidence.attach(b"more")


def test_a_store_is_claimed_on_purpose_and_given_back_for_a_reason(
    new_migrated_sqlite: Callable[[], str], files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, other = new_migrated_sqlite(), renamed(new_migrated_sqlite())
    with Desk(ours, files=files) as desk:
        receive(desk, desk.bring_to("verifying"))
    (files / "database").unlink()

    claim(database=other, files=files, reason="试用", json=True)
    taken = json.loads(capsys.readouterr().out)
    assert (taken["changed"], taken["owner"], taken["files"], taken["known"]) == (True, None, 1, 0)
    with pytest.raises(StoreForeign) as caught:
        claim(database=ours, files=files, reason="收错")
    assert f"--from {taken['database']} --reason 事由" in in_words(caught.value)
    with pytest.raises(CommandRefused, match="reason"):
        claim(database=ours, files=files, reason=" ", owner=taken["database"])
    for said in ("已由数据库", "本来就属于这个数据库"):
        claim(database=ours, files=files, reason="收错", owner=taken["database"])
        told = capsys.readouterr().out
        assert said in told
        assert "库中有 1 个文件，这个数据库有记录的 1 个" in told


def test_of_two_files_under_one_key_one_is_received(desk: Desk, case_id: str) -> None:
    def attempt(content: bytes) -> str:
        with suppress(CommandRefused):
            return str(receive(desk, case_id, content).digest)
        return "refused"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(attempt, [b"one", b"two"]))
    (item,) = desk.office.evidence.of(case_id)
    assert answers.count("refused") == 1
    assert item.digest in answers
    assert len(item.custody) == 1


def test_a_line_in_a_place_that_is_taken_is_told_so(desk: Desk, case_id: str) -> None:
    receive(desk, case_id)
    with desk.office._database.read() as store:
        (first,) = store.custody(case_id)
    with pytest.raises(CustodyMoved, match="证1"), desk.office._database.write() as store:
        store.keep_custody(first._replace(id="another"))
    with pytest.raises(LockedRow, match="chain of custody"), desk.office._database.write() as store:
        store.keep_custody(first._replace(id="another", seq=2, prev_seq=1, prev_hash="0" * 64, event="moved"))


class Endless(RawIOBase):
    """A stream of so many bytes that nobody ever holds at once; remembers the largest piece asked for."""

    def __init__(self, size: int) -> None:
        self._left = size
        self.largest = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "the whole stream was asked for at once"
        self.largest = max(self.largest, size)
        piece = bytes(min(size, self._left))
        self._left -= len(piece)
        return piece


def test_64_megabytes_come_in_without_being_held_in_memory(desk: Desk, case_id: str) -> None:
    stream = Endless(64 * MB)
    tracemalloc.start()
    done = receive(desk, case_id, stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.size == 64 * MB
    assert done.digest == hashlib.sha256(bytes(64 * MB)).hexdigest()
    assert stream.largest <= MB
    assert peak < 8 * MB


# --- tampering -------------------------------------------------------------------------------------------------------


def test_a_changed_byte_in_the_store_is_named(desk: Desk, case_id: str, files: Path) -> None:
    receive(desk, case_id)
    path = files / "objects" / DIGEST[:2] / DIGEST[2:]
    path.write_bytes(b"A photograph")
    (found,) = desk.office.evidence.verify(case_id)
    assert found.kind == "evidence_corrupt"
    assert "证据“证1”" in found.text
    assert [item.intact for item in desk.office.evidence.of(case_id)] == [False]
    path.unlink()
    assert kinds(desk, case_id) == {"evidence_missing"}


FORGED_LINE = (
    "INSERT INTO zf_custody SELECT case_id, key, 2, agency_id, 'f', 1, hash, hash, 'moved', actor_id, digest, body, salt, told,"
    " occurred_at, recorded_at FROM zf_custody"
)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE zf_custody SET actor_id = 'x'",
        "UPDATE zf_custody SET body = '{}'",
        "DELETE FROM zf_custody",
        FORGED_LINE,
    ],
)
def test_a_forged_row_of_custody_is_refused_by_the_database(desk: Desk, case_id: str, rows: Rows, sql: str) -> None:
    receive(desk, case_id)
    with pytest.raises(Exception, match="ZF"):
        rows.run(sql)
    assert kinds(desk, case_id) == set()


FORGERIES = {
    "UPDATE zf_custody SET body = replace(body, '承办人甲', '承办人乙') WHERE seq = 1": {"custody_edited"},
    "UPDATE zf_custody SET told = replace(told, '鉴定机构', '别处') WHERE seq = 1": {"custody_told_edited"},
    "UPDATE zf_custody SET salt = NULL, told = NULL WHERE seq = 1": {"custody_told_missing"},
    "UPDATE zf_custody SET recorded_at = '2026-03-01T00:00:00.000Z' WHERE seq = 1": {"custody_edited"},
    "UPDATE zf_custody SET event = 'moved' WHERE seq = 1": {"custody_edited"},
    "DELETE FROM zf_custody WHERE seq = 1": {"custody_missing", "custody_broken"},
    "DELETE FROM zf_custody WHERE seq = 2": {"custody_missing"},
    "DELETE FROM zf_custody": {"custody_missing"},
}
"""What the owner of the tables could do with the locks dropped, and what verify calls it."""


@pytest.mark.parametrize("sql", FORGERIES)
def test_what_was_forged_behind_the_locks_is_named_by_both_verifications(
    desk: Desk, case_id: str, rows: Rows, sql: str
) -> None:
    receive(desk, case_id)
    hand(desk, case_id, "lent", "鉴定机构")
    hand(desk, case_id, "returned")
    inspect(desk, case_id, DIGEST)
    with rows.unlocked():
        assert rows.run(sql)
    assert kinds(desk, case_id) == FORGERIES[sql]
    assert {finding.kind for finding in desk.office.verify(case_id)} == FORGERIES[sql]


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("DELETE FROM zf_file", "file_unrecorded"),
        ("UPDATE zf_file SET digest = '" + "0" * 64 + "'", "file_forged"),
    ],
)
def test_rows_of_files_that_differ_from_the_facts_are_named(
    desk: Desk, case_id: str, rows: Rows, sql: str, kind: str
) -> None:
    inspect(desk, case_id, desk.office.evidence.attach(CONTENT))
    with rows.unlocked():
        rows.run(sql)
    assert kind in kinds(desk, case_id)


def test_custody_of_another_file_than_the_facts_name_is_named(desk: Desk, case_id: str, rows: Rows) -> None:
    receive(desk, case_id)
    inspect(desk, case_id, DIGEST)
    other = desk.office.evidence.attach(os.urandom(8))
    with rows.unlocked():
        rows.run("UPDATE zf_custody SET digest = ?", other)
    assert {"evidence_differs", "custody_edited"} <= kinds(desk, case_id)


def test_without_a_store_nobody_says_that_a_file_is_intact(migrated_url: str, desk: Desk, case_id: str) -> None:
    receive(desk, case_id)
    with Desk(migrated_url, import_register=False) as without:
        assert [item.intact for item in without.office.evidence.of(case_id)] == [None]
