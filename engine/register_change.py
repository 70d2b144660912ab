"""What a change makes of the books of a register: lines that come, lines that change, and lines that end. Nothing is ever deleted.

A file that is the whole of a book ends what it no longer names, as a rule with the day before: what was done on the strength of a line stays
lawful. The version before keeps every line as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final, Literal, NamedTuple

from zhifa.engine.books.book import Book, Cell, Line
from zhifa.engine.canonical import digest
from zhifa.engine.period import Period

Lines = Mapping[str, Sequence[Line]]
"""Lines by the name of their book."""

_TO_THE_END_OF_TODAY: Final = frozenset({"agency_seal"})
"""Books whose lines end on the day itself when they are gone: what was sealed in the morning stays sealed."""
_USED: Final = frozenset({"officer", "pad"})
"""Books whose lines papers and entries name: one that has not begun keeps a single day, and its numbers are never handed out again."""
_LASTING: Final = frozenset({"agency"})
"""Books of which no line goes because a file does not name it: a register is some agency's."""

Kind = Literal["added", "changed", "ended"]


class Moved(NamedTuple):
    """A line before and after a change."""

    kind: Kind
    old: Line | None
    new: Line | None
    """``None``: it stands no longer, because it never held for a day or another takes its place."""

    @property
    def line(self) -> Line:
        """The line itself, as it will be or else as it was."""
        line = self.new or self.old
        assert line is not None
        return line


@dataclass(frozen=True, kw_only=True)
class Change:
    """What moves in each book; books in which nothing moves are left out."""

    books: Mapping[str, tuple[Moved, ...]]

    def __bool__(self) -> bool:
        return bool(self.books)

    def __iter__(self) -> Iterator[Moved]:
        return chain.from_iterable(self.books.values())

    def count(self, book: str, kind: Kind) -> int:
        """How many lines of a book moved in this way."""
        return sum(moved.kind == kind for moved in self.books.get(book, ()))

    @property
    def digest(self) -> str:
        """SHA-256 over all that moves, by which a change that was shown is known again."""
        told = (f"{m.old.digest if m.old else ''}>{m.new.digest if m.new else ''}" for m in self)
        return digest("register-change/1", "\n".join(sorted(told)))


def change(old: Lines, new: Lines, books: Iterable[Book[Any]], *, whole: frozenset[str], today: date) -> Change:
    """What the lines ``new`` make of those that stand, ``old``. Of the books in ``whole`` they are all lines there are."""
    found = {book.name: tuple(_moves(book, old, new, whole=book.name in whole, today=today)) for book in books}
    return Change(books={name: moves for name, moves in found.items() if moves})


def difference(old: Lines, new: Lines) -> Change:
    """How two versions of a register differ, line by line."""
    found = {name: tuple(_differing(old.get(name, ()), new.get(name, ()))) for name in sorted({*old, *new})}
    return Change(books={name: moves for name, moves in found.items() if moves})


def standing_after(old: Lines, moved: Change) -> dict[str, tuple[Line, ...]]:
    """The lines that stand after the change; those that did not move are the same values."""
    return {name: _after(old.get(name, ()), moved.books.get(name, ())) for name in (*old, *(moved.books.keys() - old))}


def _moves(book: Book[Any], old: Lines, new: Lines, *, whole: bool, today: date) -> Iterator[Moved]:
    before, given = old.get(book.name, ()), new.get(book.name, ())
    if not given and not whole:
        return
    yield from (moved for moved in _differing(before, given) if moved.kind != "ended")
    if whole and book.name not in _LASTING:
        named = {line.key for line in given}
        gone = [line for line in before if line.key not in named]
        taken = _by_overlap(book, given) if gone else {}
        for line in gone:
            ended = _ended(book, line, taken.get(_within(book, line), ()), today)
            if ended is not line:
                yield Moved("ended", line, ended)


def _differing(before: Iterable[Line], after: Iterable[Line]) -> Iterator[Moved]:
    left = {line.key: line for line in before}
    for line in after:
        old = left.pop(line.key, None)
        if old is None:
            yield Moved("added", None, line)
        elif not _same(old, line):
            yield Moved("changed", old, line)
    yield from (Moved("ended", line, None) for line in left.values())


def _same(old: Line, new: Line) -> bool:
    return old.valid == new.valid and (old.body == new.body or old.text == new.text)


def _ended(book: Book[Any], line: Line, taking: Sequence[Line], today: date) -> Line | None:
    """The line as it stands once a whole book no longer names it; the line itself when it had ended already.

    None: it is not kept, as an address is not; or it would only begin; or a line of the file takes days that it had.
    """
    if not book.journalled:
        return None
    last = today if book.name in _TO_THE_END_OF_TODAY else today - timedelta(days=1)
    if line.valid.end is not None and line.valid.end <= last:
        return line
    if line.valid.start > today and book.name not in _USED:
        return None
    period = Period(start=line.valid.start, end=max(last, line.valid.start))
    if any(period.meets(other.valid) for other in taking):
        return None
    return line if period == line.valid else replace(line, valid=period)


def _by_overlap(book: Book[Any], lines: Iterable[Line]) -> Mapping[tuple[Cell, ...], list[Line]]:
    found: dict[tuple[Cell, ...], list[Line]] = {}
    if book.overlap:
        for line in lines:
            found.setdefault(_within(book, line), []).append(line)
    return found


def _within(book: Book[Any], line: Line) -> tuple[Cell, ...]:
    return tuple(line.body.get(field) for field in book.overlap)


def _after(before: Sequence[Line], moves: Sequence[Moved]) -> tuple[Line, ...]:
    if not moves:
        return tuple(before)
    left = {line.key: line for line in before}
    for moved in moves:
        if moved.new is None:
            del left[moved.line.key]
        else:
            left[moved.line.key] = moved.new
    return tuple(left.values())
