"""The dossier on the command line: written whole, written over only where nothing of anybody else's is lost, its exit code says whether it is complete."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from case_desk import Desk
from command_line import EXAMPLES, CommandLine
from zhifa.cli.dossier import summary

pytestmark = pytest.mark.postgresql_at_full_size

CONTENT = b"a photograph"


@pytest.fixture
def zhifa(migrated_sqlite_url: str, tmp_path: Path) -> CommandLine:
    made = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    made.done("register", "import", str(EXAMPLES / "register.json"))
    return made


@pytest.fixture
def case(zhifa: CommandLine) -> str:
    """A case that goes on, with one paper."""
    return str(zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"])


def content(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_dossier_of_an_archived_case_is_complete_and_listed(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url) as desk:
        case = desk.bring_to("archived")
    zhifa = CommandLine(folder=tmp_path, database=migrated_url)

    shown = zhifa.done("case", "dossier", case[:8], "--out", "d")
    first = content(tmp_path / "d")
    told = zhifa.done("case", "dossier", case[:8], "--out", "d", "--json").json["dossier"]

    assert "应有的文书均在卷内" in shown.out
    assert "已存入 d" in shown.out
    assert content(tmp_path / "d") == first
    assert {piece["file"] for piece in told["pieces"]} | {"正卷.pdf", "副卷.pdf", "卷宗.json"} < first.keys()
    for volume in told["volumes"]:
        assert pikepdf.Pdf.open(io.BytesIO(first[volume["file"]])).check_pdf_syntax() == []
    listed = json.loads(first["卷宗.json"])["files"]
    assert listed == {name: hashlib.sha256(each).hexdigest() for name, each in first.items() if name != "卷宗.json"}


def test_what_lacks_is_named_the_dossier_made_and_the_exit_code_tells(zhifa: CommandLine, case: str) -> None:
    answer = zhifa("case", "dossier", case, "--out", "d")
    told = zhifa("case", "dossier", case, "--out", "d", "--json")

    assert (answer.code, told.code) == (1, 1)
    assert "缺　　　　结案、归档的文书：案件尚未终结，现处“线索登记”" in answer.out
    assert not told.json["dossier"]["complete"]
    assert (zhifa.folder / "d" / "正卷.pdf").is_file()


def test_a_folder_with_anything_else_is_refused_before_any_paper_is_set(zhifa: CommandLine, case: str) -> None:
    (zhifa.folder / "d").mkdir()
    (zhifa.folder / "d" / "notes.txt").write_bytes(b"mine")

    answer = zhifa("case", "dossier", case, "--out", "d")

    assert (answer.code, answer.out) == (2, "")
    assert "不是空的，也不是本命令写出的卷宗" in answer.err


def test_evidence_is_written_beside_when_asked_for(zhifa: CommandLine, case: str) -> None:
    (zhifa.folder / "现场.jpg").write_bytes(CONTENT)
    zhifa.done("evidence", "add", case, "证1/../甲", "现场.jpg", "--as", "001", "--files", "files")

    plain = zhifa("case", "dossier", case, "--out", "d", "--files", "files", "--json").json["dossier"]
    zhifa("case", "dossier", case, "--out", "d", "--files", "files", "--with-evidence")

    assert [one["digest"] for one in plain["evidence"]] == [hashlib.sha256(CONTENT).hexdigest()]
    assert content(zhifa.folder / "d")["证据/001-证1甲.jpg"] == CONTENT


def test_evidence_cannot_be_written_without_its_store(zhifa: CommandLine, case: str) -> None:
    for options, said in (((), "--with-evidence 要和 --files"), (("--files", "nowhere"), "nowhere 不存在")):
        answer = zhifa("case", "dossier", case, "--out", "d", "--with-evidence", *options)
        assert (answer.code, said in answer.err, (zhifa.folder / "d").exists()) == (2, True, False)


def test_what_nobody_looked_at_is_said_beside_what_is_complete() -> None:
    told: dict[str, Any] = {"title": "甲涉嫌某行为案", "volumes": [], "evidence": [], "complete": True, "lacking": []}
    said = {unread: list(summary(told | {"unread": unread}))[1:] for unread in (None, "没有给出文件库")}

    assert said[None] == ["齐全　　　按案件的结果核对，应有的文书均在卷内"]
    assert said["没有给出文件库"] == [*said[None], "未核对　　没有给出文件库"]
