"""A folder of a dossier is written whole, and over nothing but an earlier dossier of the same case."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp

import pytest

from zhifa.cli import dossier_folder
from zhifa.cli.dossier_folder import LIST, write_folder
from zhifa.cli.faults import Unusable

CASE = "the case"
FILES: Mapping[str, bytes] = {"正卷.pdf": b"volume", "单件/正卷/001-D02-立案审批表.pdf": b"paper"}


def write(folder: Path, files: Mapping[str, bytes] = FILES, case: str = CASE) -> None:
    write_folder(folder, case, files, {"case": case})


def content(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def lying(tmp_path: Path) -> Path:
    """A dossier that lies there already."""
    write(tmp_path / "d")
    return tmp_path / "d"


def test_the_list_names_every_file_with_its_digest(lying: Path) -> None:
    told = json.loads((lying / LIST).read_text(encoding="utf-8"))

    assert told["files"] == {name: hashlib.sha256(each).hexdigest() for name, each in FILES.items()}
    assert told["case"] == CASE


def test_a_file_may_come_from_a_stream(tmp_path: Path) -> None:
    write_folder(tmp_path / "new" / "d", CASE, {"证据/001.jpg": lambda: io.BytesIO(b"photograph")}, {"case": CASE})

    assert content(tmp_path / "new" / "d")["证据/001.jpg"] == b"photograph"


def test_nothing_of_an_earlier_dossier_is_left(lying: Path) -> None:
    write(lying, {"正卷.pdf": b"another"})

    assert content(lying).keys() == {"正卷.pdf", LIST}
    assert content(lying)["正卷.pdf"] == b"another"
    assert [path.name for path in lying.parent.iterdir()] == ["d"]


def test_an_empty_folder_and_one_of_which_files_are_missing_are_filled(tmp_path: Path, lying: Path) -> None:
    (tmp_path / "empty").mkdir()
    (lying / "正卷.pdf").unlink()

    for folder in (tmp_path / "empty", lying):
        write(folder)
        assert content(folder).keys() == {*FILES, LIST}


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("notes.txt", b"mine", "有不属于卷宗的文件 notes.txt"),
        ("单件/notes.txt", b"mine", "有不属于卷宗的文件 单件/notes.txt"),
        ("正卷.pdf", b"mine", "文件 正卷.pdf 写出以后有改动，不予覆盖"),
        (LIST, b"{}", "不是空的，也不是本命令写出的卷宗"),
        (LIST, b"not json", "不是空的，也不是本命令写出的卷宗"),
        (LIST, b"\xff", "不是空的，也不是本命令写出的卷宗"),
        (LIST, b'{"files": {}, "case": "another"}', "存有另一案件（another）的卷宗"),
    ],
)
def test_a_folder_with_anything_else_is_left_as_it_is(lying: Path, name: str, written: bytes, said: str) -> None:
    (lying / name).write_bytes(written)
    before = content(lying)

    with pytest.raises(Unusable, match=said):
        write(lying)

    assert content(lying) == before


def test_a_link_inside_is_nothing_of_ours(lying: Path) -> None:
    (lying / "outside").symlink_to(lying.parent)

    with pytest.raises(Unusable, match="有不属于卷宗的文件 outside"):
        write(lying)


@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, lying: Path, kind: str) -> None:
    if kind == "link":
        (tmp_path / kind).symlink_to(lying)
    else:
        (tmp_path / kind).write_bytes(b"")

    with pytest.raises(Unusable, match="不是目录"):
        write(tmp_path / kind)


def test_a_file_that_cannot_be_read_leaves_the_earlier_dossier(lying: Path) -> None:
    def gone() -> io.BytesIO:
        raise FileNotFoundError("gone")

    before = content(lying)
    with pytest.raises(FileNotFoundError):
        write_folder(lying, CASE, {**FILES, "证据/001.jpg": gone}, {"case": CASE})

    assert content(lying) == before
    assert [path.name for path in lying.parent.iterdir()] == ["d"]


@pytest.mark.parametrize("nth", range(1, 8))
def test_whichever_move_fails_the_earlier_dossier_stays(lying: Path, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    rename, made = Path.rename, iter(range(1, 99))

    def failing(path: Path, target: Path) -> Path:
        if next(made) == nth:
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    before = content(lying)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="Input/output"):
        write(lying, {"正卷.pdf": b"another", "单件/x": b"another", "证据/y": b"another"})

    assert content(lying) == before
    assert [path.name for path in lying.parent.iterdir()] == ["d"]


def test_what_cannot_be_put_back_is_left_and_named_by_the_next_run(
    lying: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, before = Path.rename, content(lying)

    def only_aside(path: Path, target: Path) -> Path:
        if path.parent != lying:
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", only_aside)
    with pytest.raises(OSError, match="Input/output"):
        write(lying, {"正卷.pdf": b"another"})

    assert set(before.values()) <= set(content(lying).values())
    with pytest.raises(Unusable, match=r"留有中断的 \.卷宗-.*old 是先前的卷宗"):
        write(lying)


@pytest.mark.parametrize("named", [str, os.path.abspath], ids=["as asked", "from the root"])
def test_the_folder_may_be_where_one_stands(
    lying: Path, monkeypatch: pytest.MonkeyPatch, named: Callable[[str], str]
) -> None:
    """Whichever way the standard library names a new folder in a relative one: from Python 3.12 on by its absolute path."""
    monkeypatch.chdir(lying)
    monkeypatch.setattr(dossier_folder, "mkdtemp", lambda **asked: named(mkdtemp(**asked)))
    write(Path())

    assert content(Path()).keys() == {*FILES, LIST}
    assert Path.cwd() == lying


def test_a_folder_that_could_not_be_filled_is_not_left_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="name too long"):
        write(tmp_path / "d", {"x" * 300: b"paper"})
    assert list(tmp_path.iterdir()) == []
