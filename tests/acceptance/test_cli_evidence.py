"""Evidence on the command line: a file comes in, goes through hands, and is found out when a byte of it changes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, kept
from file_stores import aged

pytestmark = pytest.mark.postgresql_at_full_size

CONTENT = b"a photograph"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def zhifa(migrated_url: str, tmp_path: Path) -> CommandLine:
    made = CommandLine(folder=tmp_path, database=migrated_url)
    made.done("register", "import", str(EXAMPLES / "register.json"))
    (tmp_path / "现场照片.jpg").write_bytes(CONTENT)
    (tmp_path / "b").write_bytes(b"another")
    return made


@pytest.fixture
def case(zhifa: CommandLine) -> str:
    return str(zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"])


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")  # noqa: TID251 - the program reads the machine's clock too


STORE = ("--files", "files")


def test_a_file_is_received_listed_handed_on_and_verified(zhifa: CommandLine, case: str) -> None:
    late = ("--obtained-at", "2026-03-02T15:00:00+08:00", "--from", "当事人", "--checksum", f"sha256:{DIGEST}")
    received = zhifa.done("evidence", "add", case, "证1", "现场照片.jpg", "--as", "001", *late, *STORE)
    again = zhifa.done("evidence", "add", case, "证1", "现场照片.jpg", "--as", "001", *STORE, "--json").json
    zhifa.done("evidence", "hand", case, "证1", "lent", "--to", "鉴定机构", "--as", "001", "--at", now())

    told = zhifa.done("evidence", "list", case, *STORE)
    (item,) = zhifa.done("evidence", "list", case, *STORE, "--json").json["evidence"]

    assert DIGEST in received.out
    assert "迟交" in received.out
    assert again["received"]["repeated"]
    assert [line["event"] for line in item["custody"]] == ["received", "lent"]
    assert (item["name"], item["digest"], item["intact"], item["late"]) == ("现场照片.jpg", DIGEST, True, True)
    assert item["checksum"] == {"algorithm": "SHA-256", "value": DIGEST}
    assert "借出，由承办人甲，交鉴定机构" in told.out
    assert "证据完好" in zhifa.done("evidence", "verify", "--all", *STORE).out
    assert zhifa.done("ledger", "verify").code == 0


def test_a_changed_byte_is_named_and_fails_the_command(zhifa: CommandLine, case: str, tmp_path: Path) -> None:
    zhifa.done("evidence", "add", case, "证1", "现场照片.jpg", "--as", "001", *STORE)
    (tmp_path / "files" / "objects" / DIGEST[:2] / DIGEST[2:]).write_bytes(b"A photograph")

    told = zhifa("evidence", "verify", case, *STORE)
    answer = zhifa("evidence", "verify", case, *STORE, "--json")

    assert told.code == answer.code == 1
    assert f"证据“证1”的文件 {DIGEST} 内容已变" in told.out
    assert not answer.json["sound"]
    assert [found["kind"] for found in answer.json["cases"][0]["findings"]] == ["evidence_corrupt"]


def test_a_refused_file_names_both_values_and_changes_nothing(migrated_sqlite_url: str, tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    case = zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]
    (tmp_path / "b").write_bytes(CONTENT)
    before = kept(migrated_sqlite_url)

    told = zhifa("evidence", "add", case, "证1", "b", "--as", "001", "--checksum", f"sha256:{'0' * 64}", *STORE)
    answer = zhifa(
        "evidence", "add", case, "证1", "b", "--as", "001", "--checksum", f"sha256:{'0' * 64}", *STORE, "--json"
    )

    assert told.code == answer.code == 1
    assert "0" * 64 in told.err
    assert DIGEST in told.err
    assert answer.json["received"] is None
    assert [reason["code"] for reason in answer.json["refusals"]] == ["checksum_differs"]
    assert kept(migrated_sqlite_url) == before


UNUSABLE = {
    "no store": (("evidence", "add", "{case}", "证1", "b", "--as", "001"), "--files"),
    "no such file": (("evidence", "add", "{case}", "证1", "none", "--as", "001", *STORE), "none"),
    "a folder": (("evidence", "add", "{case}", "证1", ".", "--as", "001", *STORE), "不能读写"),
    "a naive time": (
        ("evidence", "add", "{case}", "证1", "b", "--as", "001", "--obtained-at", "2026-03-02T15:00:00", *STORE),
        "--obtained-at",
    ),
    "an unknown algorithm": (
        ("evidence", "add", "{case}", "证1", "b", "--as", "001", "--checksum", "crc:1", *STORE),
        "crc:1",
    ),
    "no such officer": (("evidence", "add", "{case}", "证1", "b", "--as", "999", *STORE), "999"),
    "no such case": (("evidence", "list", "ffffffff"), "ffffffff"),
    "a case and all": (("evidence", "verify", "{case}", "--all", *STORE), "--all"),
    "verify without a store": (("evidence", "verify"), "--files"),
    "a store that is not there": (("evidence", "verify", "{case}", "--files", "nowhere"), "nowhere"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_input_that_cannot_be_used_is_named(what: str, zhifa: CommandLine, case: str) -> None:
    arguments, named = UNUSABLE[what]

    answer = zhifa(*(argument.format(case=case) for argument in arguments))

    assert answer.code == 2
    assert named in answer.err
    assert not (zhifa.folder / "nowhere").exists()
    assert zhifa.done("evidence", "list", case, "--json").json["evidence"] == []


def test_an_event_out_of_order_is_refused(zhifa: CommandLine, case: str) -> None:
    zhifa.done("evidence", "add", case, "证1", "b", "--as", "001", *STORE)

    told = zhifa("evidence", "hand", case, "证1", "returned", "--as", "001", "--at", now())
    unknown = zhifa("evidence", "hand", case, "证1", "stolen", "--as", "001", "--at", now())

    assert told.code == unknown.code == 1
    assert "没有借出" in told.err
    assert "stolen" in unknown.err


def test_what_no_record_names_is_listed_and_moved_aside_only_when_that_is_said(
    zhifa: CommandLine, case: str, tmp_path: Path
) -> None:
    zhifa.done("evidence", "add", case, "证1", "现场照片.jpg", "--as", "001", *STORE)
    orphan = tmp_path / "files" / "objects" / "ab" / ("c" * 62)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"orphan")
    assert "共 0 个，0 字节" in zhifa.done("evidence", "sweep", *STORE).out
    aged(tmp_path / "files")

    shown = zhifa.done("evidence", "sweep", *STORE)
    told = zhifa.done("evidence", "sweep", *STORE, "--json").json["orphans"]
    assert "没有移动；核对数据库和文件库无误后，加 --yes 移走" in shown.out
    assert [(one["file"], one["size"], one["moved"]) for one in told] == [(f"objects/ab/{'c' * 62}", 6, False)]
    assert orphan.read_bytes() == b"orphan"

    moved = zhifa.done("evidence", "sweep", "--yes", "--hours", "2", *STORE)
    assert "已移入文件库的 swept 目录 1 个，没有删除" in moved.out
    assert [path.read_bytes() for path in (tmp_path / "files" / "swept").rglob("c*")] == [b"orphan"]
    assert "证据完好" in zhifa.done("evidence", "verify", "--all", *STORE).out


def test_the_store_of_another_database_is_refused(zhifa: CommandLine, case: str, tmp_path: Path) -> None:
    zhifa.done("evidence", "add", case, "证1", "现场照片.jpg", "--as", "001", *STORE)
    other = CommandLine(folder=tmp_path, database=f"sqlite:///{tmp_path / 'other.db'}")
    other.done("db", "init")
    mark = (tmp_path / "files" / "database").read_text(encoding="utf-8").strip()

    for command in (("verify",), ("sweep", "--yes")):
        refused = other("evidence", *command, *STORE)
        assert (refused.code, refused.out) == (2, "")
        assert f"文件库 files 属于另一个数据库（标识 {mark}）" in refused.err
        assert "核对 --database 和 --files" in refused.err


def test_from_a_store_that_names_no_database_nothing_is_moved(zhifa: CommandLine, case: str, tmp_path: Path) -> None:
    zhifa.done("evidence", "add", case, "证1", "现场照片.jpg", "--as", "001", *STORE)
    (tmp_path / "files" / "database").unlink()
    (tmp_path / "files" / "incoming" / "half").write_bytes(b"half")
    aged(tmp_path / "files")

    refused = zhifa("evidence", "sweep", "--yes", *STORE)

    assert (refused.code, refused.out) == (2, "")
    assert "没有写明属于哪个数据库" in refused.err
