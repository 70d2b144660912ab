"""The secret of a site as a file that nobody but its owner reads; made with random content where there is none."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from typing import Final

SHORTEST: Final = 32
"""Bytes."""
_LONGEST: Final = 4096


class SecretUnusable(ValueError):
    """A file that cannot serve as the secret; the message says why and what to do."""


def secret_in(file: Path) -> tuple[bytes, bool]:
    """The secret, and whether it was made just now. Raises :class:`SecretUnusable`, and OSError where the file cannot be read or made."""
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(file), False
    with os.fdopen(made, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(SHORTEST) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return _kept(file), True


def _kept(file: Path) -> bytes:
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode):
        raise SecretUnusable(f"密钥文件 {file} 不是普通文件")
    if stat.S_IMODE(mode) & 0o077:
        raise SecretUnusable(
            f"密钥文件 {file} 别人也能读写（{stat.S_IMODE(mode):o}）；先运行 chmod 600，疑已外泄的另换一个"
        )
    content = file.read_bytes().strip()
    if not SHORTEST <= len(content) <= _LONGEST:
        raise SecretUnusable(
            f"密钥文件 {file} 有{len(content)}个字节，应为{SHORTEST}至{_LONGEST}个；移走后重新启动会另造一个"
        )
    return content
