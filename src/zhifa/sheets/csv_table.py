"""A CSV file row by row, streamed: no more than a few rows are in memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Generator, Iterator
from typing import BinaryIO, Final

from zhifa.sheets.errors import CHANGED, TableUnreadable
from zhifa.sheets.sheet import Row

LONGEST_LINE: Final = 1_000_000
"""Characters; the cells of one line. One cell may hold what the csv module takes, 131072."""

_PIECE: Final = LONGEST_LINE // 2
"""Bytes; half of the longest line, so that a line beyond it fills a piece of the file wholly."""

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_rows(file: BinaryIO, *, name: str) -> Generator[Row, None, None]:
    """The rows as they come, the heading first; no cell is spoiled.

    The text is UTF-16 with its mark (as spreadsheets save “Unicode 文本”, with tabs between the cells), UTF-8 with or without its mark, else
    GB18030, of which GBK is a part. Raises :class:`TableUnreadable` for another, and for a line that is no CSV.
    """
    encoding = _encoding(file, name)
    plain = encoding != "utf-16" and _plain(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    reader = csv.reader(text if plain else _lines(text, name), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            yield cells, ()
    except UnicodeDecodeError as error:  # it decoded a moment ago
        raise TableUnreadable(name, CHANGED) from error
    except csv.Error as error:
        raise TableUnreadable(name, f"第{reader.line_num}行附近不是 CSV（{_told(error)}）；核对引号和逗号") from error
    finally:
        text.detach()  # the file is its opener's to close


def _encoding(file: BinaryIO, name: str) -> str:
    """The encoding the whole file is in."""
    file.seek(0)
    marked = file.read(2) in _UTF_16
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        if _decodes(file, encoding):
            return encoding
    raise TableUnreadable(name, "既不是 UTF-8 也不是 GB18030 文字；另存为 UTF-8 的 CSV 后再交")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(file):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _plain(file: BinaryIO) -> bool:
    """Whether no line can be too long and no character is NUL, so that the lines need not be looked at one by one."""
    return all(b"\0" not in piece and (b"\n" in piece or len(piece) < _PIECE) for piece in _pieces(file))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def _delimiter(text: io.TextIOWrapper) -> str:
    """A tab or a semicolon where it parts the heading and a comma does not; the heading may go over several lines of the file."""
    return next((mark for mark in (",", "\t", ";") if _parts(text, mark)), ",")


def _parts(text: io.TextIOWrapper, mark: str) -> bool:
    """Whether the heading has several cells with this mark between them: a mark within quotes is text."""
    lines = iter(lambda: text.readline(LONGEST_LINE), "")
    try:
        return len(next(csv.reader(lines, delimiter=mark, strict=True), ())) > 1
    except csv.Error:
        return False
    finally:
        text.seek(0)


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    """The lines, each looked at, to say which of them cannot be taken."""
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
