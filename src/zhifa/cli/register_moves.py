"""How the lines of a register that move are shown on a terminal: counted by book, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from zhifa.cli.faults import Unusable
from zhifa.cli.output import say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.books.book import Book, Line
    from zhifa.engine.register_change import Change
    from zhifa.engine.register_room import Taken

MOST: Final = 50
"""Lines that are shown one by one."""


def book_of(text: str, *, field: str) -> Book[Any]:
    """The book of this name or label."""
    from zhifa.engine.books.catalogue import BOOKS

    for book in BOOKS:
        if text in (book.name, book.label):
            return book
    named = "、".join(f"{book.name}（{book.label}）" for book in BOOKS)
    raise Unusable(f"{field} 的值{shown(text)}不合要求：应为一种名录：{named}")


def show_counts(told: Iterable[dict[str, Any]]) -> None:
    """How many lines of each book move, as :func:`zhifa.registers.moves.counts` tells them, as a table."""
    from zhifa.registers.moves import KINDS

    rows = list(told)
    fields = ("label", *(("rows",) if any(one["rows"] for one in rows) else ()), *KINDS)
    heads = {"label": "名录", "rows": "给出的行", **KINDS}
    show_table([heads[name] for name in fields], ([str(one[name] or 0) for name in fields] for one in rows))


def show_moves(change: Change, roles: Mapping[str, str]) -> None:
    """The first lines that move, one by one, and how many more there are. ``roles``: their labels, by name."""
    from zhifa.registers.moves import told_move

    moves = list(change)
    show_table(("", "名录", "键", "有效期", "内容"), (told_move(moved, roles) for moved in islice(moves, MOST)))
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
