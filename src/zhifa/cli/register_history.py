"""``zhifa register history``, ``diff`` and ``verify``: what the journal of a register tells, and whether it agrees with itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import REFUSED, Unusable
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, say, show_table
from zhifa.cli.register_arguments import Agency
from zhifa.cli.register_moves import book_of, show_counts, show_moves, told_moves
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.books.book import Book, Line
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register
    from zhifa.engine.register_journal import Entry, Kept

BookName = Annotated[
    str | None, typer.Option("--book", metavar="名录", help="只看变动过这一种名录的版本，并列出它现有的各行和键")
]
LineKey = Annotated[str | None, typer.Option("--key", metavar="键", help="只看这一行的历史；与 --book 一起写")]
Old = Annotated[int, typer.Argument(metavar="旧版", min=1, help="从哪一版")]
New = Annotated[int, typer.Argument(metavar="新版", min=1, help="到哪一版")]
DiffBook = Annotated[str | None, typer.Option("--book", metavar="名录", help="只看这一种名录")]

_SOURCES = {"file": "文件", "edit": "逐行变更", "upgrade": "升级时转入"}


def history(
    *, database: DatabaseUrl, book: BookName = None, key: LineKey = None, agency: Agency = None, json: AsJson = False
) -> None:
    """列出名录的历次变更：谁、何时、依据什么、各名录变动多少行；写明名录和键的，列出那一行的历史。"""
    from zhifa.engine.books.posts import in_roles

    if key is not None and book is None:
        raise Unusable("--key 要和 --book 一起写：键是某一种名录中的键")
    of_book = book_of(book, field="--book") if book else None
    with open_office(database) as office:
        register = register_of(office, agency, owned="名录")
        if of_book:
            of_book = in_roles(of_book, office.books.roles)
        if of_book and key is not None:
            _show_line(office, register, of_book, key, json=json)
            return
        entries = [
            one
            for one in office.books.history(register.agency.id)
            if of_book is None or of_book.name in one.told.get("books", {})
        ]
    if json:
        emit({"agency": register.agency.id, "version": register.version, "entries": [_told(one) for one in entries]})
        return
    if of_book:
        _show_standing(register, of_book)
    show_table(("版本", "时间", "由谁", "来源", "文号、事由", "变动"), map(_row, entries))
    say(f"{register.agency.name}　现为第{register.version}版，列出 {len(entries)} 次变更")


def diff(
    *, old: Old, new: New, database: DatabaseUrl, book: DiffBook = None, agency: Agency = None, json: AsJson = False
) -> None:
    """比较名录的两个版本：新增、变更、结束了哪些行，各列从什么改为什么。"""
    from zhifa.engine.register_change import Change
    from zhifa.registers.moves import counts

    of_book = book_of(book, field="--book") if book else None
    with open_office(database) as office:
        register, roles = register_of(office, agency, owned="名录"), office.books.roles
        try:
            found = office.books.diff(register.agency.id, old, new)
        except LookupError as error:
            raise Unusable(f"没有第{old}版或者第{new}版；用 zhifa register history 查看各版") from error
    if of_book:
        found = Change(books={name: moves for name, moves in found.books.items() if name == of_book.name})
    if json:
        emit(
            {
                "agency": register.agency.id,
                "old": old,
                "new": new,
                "books": counts(found, {}),
                "changed": told_moves(found),
            }
        )
        return
    if found:
        show_counts(counts(found, {}))
        say("")
        show_moves(found, roles)
    else:
        say(f"第{old}版与第{new}版{f'的{of_book.label}' if of_book else ''}相同")


def verify(*, database: DatabaseUrl, agency: Agency = None, json: AsJson = False) -> None:
    """核对名录与名录日志：每次变更首尾相接、内容未改，各行都是日志所载的变更写入的，现行数据与日志相符。"""
    with open_office(database) as office:
        asked = [register_of(office, agency, owned="名录")] if agency else list(office.registers())
        found = [(one, office.books.verify(one.agency.id)) for one in asked]
    if json:
        emit(
            {
                "sound": not any(findings for _, findings in found),
                "agencies": [
                    {"agency": one.agency.id, "version": one.version, "findings": [f._asdict() for f in findings]}
                    for one, findings in found
                ],
            }
        )
    elif not found:
        say("数据库中还没有机关，没有名录可以核对；先运行 zhifa register import 名录文件")
    for register, findings in () if json else found:
        told = f"有 {len(findings)} 处不符" if findings else "与名录日志相符"
        say(f"{register.agency.name}的名录（第{register.version}版）{told}", *(f"　　{one.text}" for one in findings))
    if any(findings for _, findings in found):
        raise typer.Exit(REFUSED)


# --- versions ---------------------------------------------------------------------------------------------------------


def _told(entry: Entry) -> dict[str, Any]:
    named = {"version": entry.seq, "hash": entry.hash, "prev_hash": entry.prev_hash, "kind": entry.source}
    return named | {name: entry.told.get(name) for name in ("at", "by", "source", "books")}


def _row(entry: Entry) -> tuple[str, ...]:
    told = entry.told
    by, source = told.get("by") or {}, told.get("source") or {}
    where = "　".join(filter(None, (_SOURCES.get(entry.source, entry.source), source.get("file"))))
    why = "　".join(filter(None, (source.get("document"), source.get("reason"))))
    return str(entry.seq), local(entry.imported_at), by.get("name") or "", where, why, "、".join(_moved(told))


def _moved(told: Any) -> Iterator[str]:
    labels = {book.name: book.label for book in _books()}
    for name, its in (told.get("books") or {}).items():
        moves = "".join(
            f"{sign}{its[kind]}" for kind, sign in (("added", "+"), ("changed", "~"), ("ended", "-")) if its.get(kind)
        )
        yield f"{labels.get(name, name)}{moves}"


def _books() -> tuple[Book[Any], ...]:
    from zhifa.engine.books.catalogue import BOOKS

    return BOOKS


# --- lines ------------------------------------------------------------------------------------------------------------


def _show_standing(register: Register, book: Book[Any]) -> None:
    from zhifa.registers.moves import content_of, days_of

    lines = register.shelf.lines(book.name)
    show_table(("键", "有效期", "内容"), ((line.key, days_of(line), content_of(book, line)) for line in lines))
    say("")


def _show_line(office: Office, register: Register, book: Book[Any], key: str, *, json: bool) -> None:
    from zhifa.registers.moves import content_of, days_of

    kept = office.books.history_of(register.agency.id, book.name, key)
    if not kept:
        raise Unusable(
            f"“{book.label}”中从来没有键为{shown(key)}的行；用 zhifa register history --book {book.name} 查看各行的键"
        )
    if json:
        emit({"agency": register.agency.id, "book": book.name, "key": key, "lines": [_line(one) for one in kept]})
        return
    rows = (
        (f"第{one.since}版", f"第{one.until}版" if one.until else "", days_of(one.line), content_of(book, one.line))
        for one in kept
    )
    show_table(("写入", "移出", "有效期", "内容"), rows)


def _line(kept: Kept) -> dict[str, Any]:
    line: Line = kept.line
    end = line.valid.end.isoformat() if line.valid.end else None
    valid = {"valid_from": line.valid.start.isoformat(), "valid_to": end}
    return {"since": kept.since, "until": kept.until, **valid, "body": dict(line.body)}
