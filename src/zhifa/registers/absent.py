"""Columns that a sheet has not: where it only adds and changes, lines that stand keep what they hold there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from zhifa.engine.books.book import Line, LineFault, Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.reading import VALIDITY, columns_of
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.period import Period
from zhifa.registers.intake import Intake

_END: Final = VALIDITY[1]
_INVERTED: Final = "表中没有这一列，名录中的结束日期照旧保留，却早于表中的开始日期；补上这一列"


def keep_absent(intake: Intake, lines: Mapping[str, Sequence[Numbered]], shelf: Shelf) -> dict[str, list[Numbered]]:
    """The lines of the intake, each that stands on the shelf under its key with what it holds there in the columns that its sheet has not, its
    last day among them.

    Where that day comes before the first one that the sheet gives, it is noted as a fault: which of them is meant cannot be told.
    """
    return {book: list(_kept(intake, book, of_book, shelf)) for book, of_book in lines.items()}


def _kept(intake: Intake, book: str, lines: Iterable[Numbered], shelf: Shelf) -> Iterator[Numbered]:
    labels = intake.absent.get(book, ())
    fields = [column.field for column in columns_of(book_named(book)) if column.label in labels]
    standing = {line.key: line for line in shelf.lines(book)} if fields else {}
    for one in lines:
        old = standing.get(one.line.key)
        line = _filled(one.line, old, fields) if old else one.line
        if line.valid.end is not None and line.valid.end < line.valid.start:
            intake.note([LineFault(one.row, _END.label, str(line.valid.end), _INVERTED, one.where)])
        yield one._replace(line=line)


def _filled(line: Line, old: Line, fields: Sequence[str]) -> Line:
    """The line with these cells of the old one."""
    end = old.valid.end if _END.field in fields else line.valid.end
    kept = {field: old.body[field] for field in fields if field in old.body}
    return replace(line, valid=Period(start=line.valid.start, end=end), body={**line.body, **kept})
