"""What sheets would do to a register that hardly anybody means: told, so that somebody looks at it before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zhifa.engine.books.book import Numbered
    from zhifa.engine.register import Register
    from zhifa.engine.register_journal import Entry
    from zhifa.registers.manifest import Manifest

_MANY: Final = 10
"""Lines; fewer are seen at a glance in the answer."""
_SHARE: Final = 3
"""One line in so many."""


def overtaken(manifest: Manifest, entries: Sequence[Entry], books: Sequence[str]) -> Iterator[str]:
    """An export of before takes back what others have changed since."""
    from zhifa.engine.books.catalogue import book_named

    later = {book for entry in entries if entry.seq > manifest.version for book in entry.told.get("books", {})}
    labels = "、".join(book_named(book).label for book in books if book in later)
    if labels:
        yield f"这份导出之后，名录的{labels}又有变更，照此导入会把它们改回去"


def dwindling(register: Register, whole: Mapping[str, Sequence[Numbered]], day: date) -> Iterator[str]:
    """A file that was cut short, or is another agency's, ends much of a book of which it is taken for the whole."""
    from zhifa.engine.books.catalogue import book_named

    for book, lines in whole.items():
        holding = [line.key for line in register.shelf.lines(book) if line.valid.holds(day)]
        gone = len(holding) - len({one.line.key for one in lines}.intersection(holding))
        if gone >= _MANY and gone * _SHARE >= len(holding):
            yield f"文件中没有“{book_named(book).label}”现行{len(holding)}行中的{gone}行，照此导入会把它们结束"
