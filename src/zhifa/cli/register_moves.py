"""How the lines of a register that move are shown: counted by book, and one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from zhifa.cli.faults import Unusable
from zhifa.cli.output import say, show_table
from zhifa.engine.quoted import legible, shown

if TYPE_CHECKING:
    from zhifa.engine.books.book import Book, Line
    from zhifa.engine.register_change import Change, Moved
    from zhifa.engine.register_room import Taken

MOST: Final = 50
"""Lines that are shown one by one."""

_KINDS: Final = {"added": "新增", "changed": "变更", "ended": "结束"}


def book_of(text: str, *, field: str) -> Book[Any]:
    """The book of this name or label."""
    from zhifa.engine.books.catalogue import BOOKS

    for book in BOOKS:
        if text in (book.name, book.label):
            return book
    named = "、".join(f"{book.name}（{book.label}）" for book in BOOKS)
    raise Unusable(f"{field} 的值{shown(text)}不合要求：应为一种名录：{named}")


def counts(change: Change, rows: dict[str, int]) -> list[dict[str, Any]]:
    """Of each book that is given or moves: how many lines are given, and how many are added, changed and ended."""
    from zhifa.engine.books.catalogue import BOOKS

    return [
        {
            "book": book.name,
            "label": book.label,
            "rows": rows.get(book.name),
            **{kind: sum(moved.kind == kind for moved in change.books.get(book.name, ())) for kind in _KINDS},
        }
        for book in BOOKS
        if rows.get(book.name) or book.name in change.books
    ]


def show_counts(told: Iterable[dict[str, Any]]) -> None:
    """The same as a table."""
    rows = list(told)
    fields = ("label", *(("rows",) if any(one["rows"] for one in rows) else ()), *_KINDS)
    heads = {"label": "名录", "rows": "给出的行", **_KINDS}
    show_table([heads[name] for name in fields], ([str(one[name] or 0) for name in fields] for one in rows))


def show_moves(change: Change, roles: Mapping[str, str]) -> None:
    """The first lines that move, one by one, and how many more there are. ``roles``: their labels, by name."""
    moves = list(change)
    show_table(("", "名录", "键", "有效期", "内容"), (_row(moved, roles) for moved in islice(moves, MOST)))
    if len(moves) > MOST:
        say(f"……另有 {len(moves) - MOST} 行，用 --json 查看")


def told_moves(change: Change) -> list[dict[str, Any]]:
    """Every line that moves, for programs: as it was and as it will be."""
    return [
        {
            "kind": moved.kind,
            "book": moved.line.book,
            "key": moved.line.key,
            "old": _told(moved.old),
            "new": _told(moved.new),
        }
        for moved in change
    ]


def days_of(line: Line) -> str:
    """The days of a line for people."""
    return f"{line.valid.start}至{line.valid.end}" if line.valid.end else f"自{line.valid.start}"


def done_by(taken: Taken) -> str:
    """What was written, in a line."""
    register = taken.register
    if taken.entry is None:
        return f"与现行名录（第{register.version}版）相同，没有写入"
    kept = f"{len(register.officers)}人，{len(register.statutes)}部法律文件"
    return f"已导入{register.agency.name}的名录第{register.version}版：{kept}"


def _told(line: Line | None) -> dict[str, Any] | None:
    if line is None:
        return None
    end = line.valid.end.isoformat() if line.valid.end else None
    return {"valid_from": line.valid.start.isoformat(), "valid_to": end, "body": dict(line.body)}


def _row(moved: Moved, roles: Mapping[str, str]) -> tuple[str, ...]:
    from zhifa.engine.books.catalogue import book_named
    from zhifa.engine.books.posts import in_roles

    book = in_roles(book_named(moved.line.book), roles)
    if moved.kind == "changed" and moved.old and moved.new:
        content = "；".join(_differences(book, moved.old, moved.new))
    elif moved.new is None:
        content = "不再记载"
    else:
        content = content_of(book, moved.line)
    return _KINDS[moved.kind], book.label, moved.line.key, days_of(moved.line), content


def content_of(book: Book[Any], line: Line) -> str:
    """What a line holds, without its days."""
    from zhifa.registers.leaves import texts_of

    return "，".join(legible(text) for text in texts_of(book, line)[: len(book.columns)] if text)


def _differences(book: Book[Any], old: Line, new: Line) -> Iterator[str]:
    from zhifa.engine.books.reading import columns_of
    from zhifa.registers.leaves import texts_of

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
