"""Names of files as they come in: what a name may be that stands on lists, in headers and on other people's disks."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["LONGEST", "file_name"]

LONGEST: Final = 200
"""Characters of a name."""

_PARTS: Final = frozenset("/\\")
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing, so that 「照片‮gpj.exe」 reads as a picture."""


def file_name(told: str) -> str:
    """The name in NFC. Raises ValueError for a path, for characters that cannot be seen or turn the writing, and for one that is too long."""
    name = unicodedata.normalize("NFC", told)
    rule = _rule(name)
    if rule:
        raise ValueError(rule)
    return name


def _rule(name: str) -> str | None:
    if not name.strip() or name in (".", ".."):
        return "应为文件名"
    if len(name) > LONGEST:
        return f"文件名至多{LONGEST}个字符，现为{len(name)}个"
    if _PARTS & set(name):
        return "只写文件名，不得含有路径（/ 或者 \\）"
    if _TURNING & set(name):
        return "文件名中有改变书写方向的字符，看到的不是真名"
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name):
        return "文件名中有控制字符或者不完整的字符"
    return None
