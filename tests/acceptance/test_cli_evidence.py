"""Evidence on the command line: a file comes in, goes through hands, and is found out when a byte of it changes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, kept

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
