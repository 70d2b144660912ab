"""What the operating system would not do, in Chinese, and what to do about it; the one place where its errors are put into words."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NO_PERMISSION: Final = ("没有权限", "换有权限的用户运行，或者请管理员放开它和所在目录的权限")
_NO_ROOM: Final = ("没有空间可写", "腾出空间后重来")
_TOO_MANY: Final = ("打开的文件太多", "关闭不用的程序后重来，或者请管理员放宽限额")
_UNREACHABLE: Final = "核对地址、端口和网络"

_TOLD: Final[Mapping[int, tuple[str, str]]] = MappingProxyType(
    {
        errno.ENOENT: ("没有这个文件或者目录", "核对路径，相对路径从当前目录起算；要写入的，先建立所在的目录"),
        errno.EACCES: _NO_PERMISSION,
        errno.EPERM: _NO_PERMISSION,
        errno.EISDIR: ("是目录，不是文件", "写明是其中的哪个文件"),
        errno.ENOTDIR: ("路径中有一段是文件，不是目录", "核对路径"),
        errno.EEXIST: ("已经存在", "换一个名称，或者先移走原有的"),
        errno.ENOTEMPTY: ("目录不是空的", "换一个目录，或者先移走其中的文件"),
        errno.EROFS: ("所在的磁盘只能读", "换一处可以写入的地方"),
        errno.ENOSPC: _NO_ROOM,
        errno.EDQUOT: _NO_ROOM,
        errno.EFBIG: ("文件太大，磁盘或者限额不容", "换一处地方，或者请管理员放宽限额"),
        errno.ENAMETOOLONG: ("名称太长", "换短一些的名称"),
        errno.ELOOP: ("符号链接绕成了圈", "核对路径中的符号链接"),
        errno.EBUSY: ("正由其他程序占用", "等它用完，或者关闭它以后重来"),
        errno.ETXTBSY: ("正由其他程序占用", "等它用完，或者关闭它以后重来"),
        errno.EXDEV: ("不在同一个磁盘上", "换到同一个磁盘上"),
        errno.EINVAL: ("系统不接受这样的名称或者操作", "核对路径"),
        errno.EIO: ("磁盘读写出错", "检查磁盘；已经损坏的，从备份恢复"),
        errno.EMFILE: _TOO_MANY,
        errno.ENFILE: _TOO_MANY,
        errno.ECONNREFUSED: ("对方没有接受连接", _UNREACHABLE),
        errno.ECONNRESET: ("对方断开了连接", "稍后重来"),
        errno.ETIMEDOUT: ("对方没有按时回答", "稍后重来"),
        errno.EHOSTUNREACH: ("到不了对方的主机", _UNREACHABLE),
        errno.ENETUNREACH: ("到不了对方的网络", _UNREACHABLE),
        errno.EADDRNOTAVAIL: ("本机没有这个地址", _UNREACHABLE),
        errno.EADDRINUSE: ("这个地址和端口已由别的程序占用", "换一个端口，或者先停掉占用它的程序"),
    }
)


_OF_SQLITE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unable to open database file": "数据库文件打不开；核对 --database 所指的路径，以及文件和所在目录的权限",
        "attempt to write a readonly database": "数据库文件只能读；请管理员放开文件和所在目录的权限",
        "file is not a database": "不是数据库文件；核对 --database 所指的路径",
        "database disk image is malformed": "数据库文件已经损坏；从备份恢复",
        "database or disk is full": "磁盘已满，或者数据库到了限额",
        "disk I/O error": "磁盘读写出错；检查磁盘",
    }
)
"""What SQLite says when the system does not let it at its file."""


def wrong(error: Exception) -> str:
    """What is wrong. An error that is none of the system's, or one of it that has no words here, says what it says itself."""
    if isinstance(error, OSError):
        known = _known(error)
        return known[0] if known else error.strerror or str(error)
    return str(error)


def told(error: OSError, *, name: str | None = None, kept_from: str = "不能读写") -> str:
    """The file, what is wrong with it and what to do, in one line. ``name``: the file as the user wrote it; not given, as the error names it."""
    _, remedy = _known(error) or ("", "核对路径和权限")
    path = name if name is not None else _path(error)
    place = f"文件 {path} {kept_from}" if path else "系统出错"
    return f"{place}：{wrong(error)}；{remedy}"


def of_database(text: str) -> str:
    """What a database says of its file; anything else as it is."""
    return _OF_SQLITE.get(text, text)


def _known(error: OSError) -> tuple[str, str] | None:
    """The words for it, if the system itself speaks: the errors of other libraries and our own, which say more, have numbers of their own."""
    if error.errno is None or error.strerror != os.strerror(error.errno):
        return None
    return _TOLD.get(error.errno)


def _path(error: OSError) -> str:
    """The file that the error names; of two, the one that was to be written."""
    named = error.filename2 if error.filename2 is not None else error.filename
    if isinstance(named, bytes):
        return named.decode(errors="backslashreplace")
    return named if isinstance(named, str) else ""
