"""The lines of a register that move, in words: counted by book, and one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from zhifa.engine.books.book import Book, Line
from zhifa.engine.books.catalogue import BOOKS, book_named
from zhifa.engine.books.posts import in_roles
from zhifa.engine.books.reading import columns_of
from zhifa.engine.quoted import legible
from zhifa.engine.register_change import Change, Moved
from zhifa.registers.leaves import texts_of

KINDS: Final[Mapping[str, str]] = {"added": "新增", "changed": "变更", "ended": "结束"}
"""What becomes of a line, in Chinese."""


def counts(change: Change, rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """Of each book that is given or moves: how many lines are given, and how many are added, changed and ended."""
    return [
        {
            "book": book.name,
            "label": book.label,
            "rows": rows.get(book.name),
            **{kind: sum(moved.kind == kind for moved in change.books.get(book.name, ())) for kind in KINDS},
        }
        for book in BOOKS
        if rows.get(book.name) or book.name in change.books
    ]


def told_move(moved: Moved, roles: Mapping[str, str]) -> tuple[str, ...]:
    """A line that moves: what becomes of it, its book, its key, its days and its content. ``roles``: their labels, by name."""
    book = in_roles(book_named(moved.line.book), roles)
    if moved.kind == "changed" and moved.old and moved.new:
        content = "；".join(differences(book, moved.old, moved.new))
    elif moved.new is None:
        content = "不再记载"
    else:
        content = content_of(book, moved.line)
    return KINDS[moved.kind], book.label, moved.line.key, days_of(moved.line), content


def content_of(book: Book[Any], line: Line) -> str:
    """What a line holds, without its days."""
    return "，".join(legible(text) for text in texts_of(book, line)[: len(book.columns)] if text)


def days_of(line: Line) -> str:
    """The days of a line for people."""
    return f"{line.valid.start}至{line.valid.end}" if line.valid.end else f"自{line.valid.start}"


def differences(book: Book[Any], old: Line, new: Line) -> Iterator[str]:
    """Every column that differs, from what to what."""
    for column, before, after in zip(columns_of(book), texts_of(book, old), texts_of(book, new), strict=True):
        if before != after and column.kind == "json":
            yield from _within(column.label, json.loads(before or "{}"), json.loads(after or "{}"))
        elif before != after:
            yield _from_to(column.label, before, after)


def _within(label: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What differs within a column of named choices."""
    for name in sorted({*old, *new}):
        before, after = (json.dumps(one[name], ensure_ascii=False) if name in one else "" for one in (old, new))
        if before != after:
            yield _from_to(f"{label} {name}", before, after)


def _from_to(label: str, before: str, after: str) -> str:
    return f"{label}：{legible(before) or '（空）'} → {legible(after) or '（空）'}"
