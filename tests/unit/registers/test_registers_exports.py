"""The register as a folder and as a workbook, out and in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from register_lines import every_book
from zhifa.registers.folder import files_of, write_folder
from zhifa.registers.intake import Intake, read_sheets
from zhifa.registers.leaves import leaves, public_leaves
from zhifa.registers.manifest import MANIFEST_FILE, Manifest
from zhifa.registers.workbook import write_register
from zhifa.sheets import TableUnreadable
from zhifa.sheets.writing import write_workbook

LINES = every_book()
OURS = Manifest(agency_id="a-1", agency="示例市城市管理局", version=3, hash="f" * 64, books=tuple(LINES))


def came_back(intake: Intake) -> dict[str, list[Any]]:
    assert [fault.text for fault in intake.faults] == []
    return {book: [one.line for one in numbered] for book, numbered in intake.lines.items()}


def test_every_line_of_every_book_comes_back_the_same_from_a_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", OURS, leaves(LINES))
    manifest, files = files_of(tmp_path / "out")
    assert manifest == OURS
    assert came_back(read_sheets(files)) == LINES


def test_every_line_of_every_book_comes_back_the_same_from_a_workbook(tmp_path: Path) -> None:
    write_register(tmp_path / "out.xlsx", OURS, leaves(LINES))
    intake = read_sheets([tmp_path / "out.xlsx"])
    assert intake.manifest == OURS
    assert came_back(intake) == LINES


def test_what_is_for_the_public_has_the_public_columns_alone() -> None:
    told = {book.name: list(rows) for book, rows in public_leaves(LINES)}
    assert "contact" not in told
    assert "工号" not in told["officer"][0]
    assert {"姓名", "内设机构", "职务", "有效期自", "有效期至"} == set(told["officer"][0])
    assert "=承办人甲" in told["officer"][1]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def failing() -> Any:
        yield from list(leaves(LINES))[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", OURS, failing())
    with pytest.raises(KeyboardInterrupt):
        write_register(tmp_path / "out.xlsx", OURS, failing())
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_made_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"earlier")
    failing: Any = [(next(leaves(LINES))[0], [["a"], [5]])]
    with pytest.raises(TypeError):
        write_register(out, OURS, failing)
    assert out.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_folder(tmp_path, OURS, leaves(LINES))
    empty = tmp_path / "empty"
    empty.mkdir()
    write_folder(empty, OURS, leaves(LINES))
    assert (empty / MANIFEST_FILE).is_file()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda folder: (folder / "officer.csv").unlink(), "缺少 register.json 所载的文件「officer.csv」"),
        (lambda folder: (folder / "other.csv").write_bytes(b"x"), "没有载明的文件「other.csv」"),
        (lambda folder: (folder / MANIFEST_FILE).unlink(), "不是名录的导出"),
        (lambda folder: (folder / MANIFEST_FILE).write_text("{", encoding="utf-8"), "不是 JSON"),
        (lambda folder: (folder / MANIFEST_FILE).write_bytes(b"\xff\xfe"), "不是 JSON"),
        (lambda folder: (folder / MANIFEST_FILE).write_text("[" * 100_000, encoding="utf-8"), "不是 JSON"),
        (lambda folder: (folder / MANIFEST_FILE).write_text("[]", encoding="utf-8"), "「机关编号」"),
    ],
    ids=["missing", "other", "none", "cut", "no text", "deep", "list"],
)
def test_a_folder_that_is_not_what_it_says_is_refused(tmp_path: Path, edit: Any, told: str) -> None:
    write_folder(tmp_path / "out", OURS, leaves(LINES))
    edit(tmp_path / "out")
    with pytest.raises(TableUnreadable) as caught:
        files_of(tmp_path / "out")
    assert told in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [("version", 0), ("version", True), ("books", "officer"), ("books", [1]), ("hash", None), ("public", "否"), ("version", None)])  # fmt: skip
def test_a_manifest_with_something_else_in_it_is_refused(tmp_path: Path, name: str, value: Any) -> None:
    write_folder(tmp_path / "out", OURS, leaves(LINES))
    told = json.loads((tmp_path / "out" / MANIFEST_FILE).read_text(encoding="utf-8"))
    (tmp_path / "out" / MANIFEST_FILE).write_text(json.dumps({**told, name: value}), encoding="utf-8")
    with pytest.raises(TableUnreadable, match="缺少或者改动了"):
        files_of(tmp_path / "out")


@pytest.mark.parametrize("row", [("名录版本", "三"), ("只有公示的列", "")])
def test_a_manifest_in_a_workbook_is_read_as_strictly(tmp_path: Path, row: tuple[str, str]) -> None:
    rows = [row if told[0] == row[0] else told for told in OURS.rows]
    write_workbook(tmp_path / "a.xlsx", {"名录说明": rows, "执法人员": [["x"]]})
    with pytest.raises(TableUnreadable, match=f"a.xlsx〔名录说明〕：.*「{row[0]}」缺少或者改动了"):
        read_sheets([tmp_path / "a.xlsx"])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, None),
        ({"agency_id": "a-2"}, "另一机关（示例市城市管理局）"),
        ({"version": 5}, "比数据库中的第4版新"),
        ({"version": 2}, "不是同一个"),
        ({"hash": "e" * 64}, "不是同一个"),
    ],
)
def test_an_export_goes_back_only_where_it_came_from(changed: dict[str, Any], told: str | None) -> None:
    manifest = Manifest(**{**{name: getattr(OURS, name) for name in OURS.__slots__}, **changed})

    def fit() -> None:
        manifest.require_fits("a-1", 4, {3: "f" * 64, 4: "a" * 64}.get, file="out")

    if told is None:
        fit()
    else:
        with pytest.raises(TableUnreadable, match=told):
            fit()


def test_an_export_for_the_public_is_not_taken_in(tmp_path: Path) -> None:
    public = Manifest(**{**{name: getattr(OURS, name) for name in OURS.__slots__}, "public": True})
    write_folder(tmp_path / "out", public, public_leaves(LINES))
    write_register(tmp_path / "out.xlsx", public, public_leaves(LINES))
    for take_in in (lambda: files_of(tmp_path / "out"), lambda: read_sheets([tmp_path / "out.xlsx"])):
        with pytest.raises(TableUnreadable, match="只有公示的列"):
            take_in()
