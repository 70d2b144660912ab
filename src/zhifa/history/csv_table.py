"""A CSV file row by row, streamed: no more than one row is in memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from zhifa.history.errors import CHANGED, TableUnreadable

LONGEST_LINE: Final = 1_000_000
"""Characters; the cells of one line. One cell may hold what the csv module takes, 131072."""

_PIECE: Final = 1 << 20


def encoding_of(file: BinaryIO, *, name: str) -> str:
    """The encoding the whole file is in: UTF-8, with or without its mark, else GB18030. Raises :class:`TableUnreadable`."""
    for encoding in ("utf-8-sig", "gb18030"):
        file.seek(0)
        if _decodes(file, encoding):
            return encoding
    raise TableUnreadable(name, "既不是 UTF-8 也不是 GB18030 文字；另存为 UTF-8 的 CSV 后再交")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def csv_rows(file: BinaryIO, encoding: str, *, name: str) -> Iterator[tuple[list[str], tuple[()]]]:
    """The rows as they come, the heading first; no cell is spoiled. Raises :class:`TableUnreadable` for a line that is no CSV."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        reader = csv.reader(_lines(text, name), strict=True)
        while True:
            try:
                yield next(reader), ()
            except StopIteration:
                return
            except UnicodeDecodeError as error:  # it decoded a moment ago
                raise TableUnreadable(name, CHANGED) from error
            except csv.Error as error:
                raise TableUnreadable(
                    name, f"第{reader.line_num}行附近不是 CSV（{_told(error)}）；核对引号和逗号"
                ) from error
    finally:
        text.detach()  # the file is its opener's to close


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise TableUnreadable(name, f"第{number}行长于{LONGEST_LINE}个字符，不是一行记录；核对换行")
        if "\0" in line:
            raise TableUnreadable(name, f"第{number}行含有空字符（U+0000），数据库不能保存；清除后再交")
        yield line


def _told(error: csv.Error) -> str:
    text = str(error)
    if "field limit" in text:
        return f"一格长于{csv.field_size_limit()}个字符，或者引号没有配对"
    return "引号没有配对，或者引号后面还有文字"
