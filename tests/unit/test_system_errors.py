"""Errors of the operating system are told in Chinese, with the file and what to do."""

from __future__ import annotations

import errno
import os
import ssl
from pathlib import Path

import pytest

from zhifa.system_errors import of_database, told, wrong


def refused(number: int, *files: str) -> OSError:
    return OSError(number, os.strerror(number), *files)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            refused(errno.ENOENT, "no.json"),
            "文件 no.json 不能读写：没有这个文件或者目录；核对路径，相对路径从当前目录起算；要写入的，先建立所在的目录",
        ),
        (
            refused(errno.EACCES, "名录.csv"),
            "文件 名录.csv 不能读写：没有权限；换有权限的用户运行，或者请管理员放开它和所在目录的权限",
        ),
        (refused(errno.EISDIR, "out"), "文件 out 不能读写：是目录，不是文件；写明是其中的哪个文件"),
        (refused(errno.EMFILE), "系统出错：打开的文件太多；关闭不用的程序后重来，或者请管理员放宽限额"),
        (FileExistsError(errno.EEXIST, "已经有内容", "out"), "文件 out 不能读写：已经有内容；核对路径和权限"),
        (refused(errno.ENOTBLK, "a"), f"文件 a 不能读写：{os.strerror(errno.ENOTBLK)}；核对路径和权限"),
    ],
)
def test_what_is_wrong_with_which_file_and_what_to_do(error: OSError, text: str) -> None:
    assert told(error) == text


def test_of_two_files_the_one_that_was_to_be_written_is_named() -> None:
    moved = OSError(errno.EXDEV, os.strerror(errno.EXDEV), "from", None, b"to")
    assert told(moved).startswith("文件 to 不能读写：不在同一个磁盘上")


def test_a_file_is_named_as_the_user_wrote_it() -> None:
    assert told(refused(errno.ENOENT, "/x/no.json"), name="「no.json」", kept_from="不能读").startswith(
        "文件 「no.json」 不能读：没有"
    )


def test_what_the_system_really_says_has_words(tmp_path: Path) -> None:
    for way, text in (
        (lambda: (tmp_path / "no").read_bytes(), "没有这个文件或者目录"),
        (lambda: tmp_path.read_bytes(), "是目录，不是文件"),
        (lambda: tmp_path.mkdir(), "已经存在"),
        (lambda: (tmp_path / ("长" * 200)).read_bytes(), "名称太长"),
    ):
        with pytest.raises(OSError) as error:
            way()
        assert wrong(error.value) == text


def test_errors_with_numbers_of_their_own_say_what_they_say() -> None:
    assert "CERTIFICATE" in wrong(ssl.SSLError(1, "[SSL: CERTIFICATE_VERIFY_FAILED]"))
    assert wrong(ValueError("金额不符")) == "金额不符"
    assert (of_database("disk I/O error"), of_database("x")) == ("磁盘读写出错；检查磁盘", "x")
