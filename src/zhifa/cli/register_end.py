"""``zhifa register end``: one line of a book ended on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import officer, register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say
from zhifa.cli.register_arguments import Agency, By, Document, Retroactive, day_of, require_note
from zhifa.cli.register_import import answering, refusal
from zhifa.cli.register_moves import book_of, done_by, show_moves, told_moves
from zhifa.engine.quoted import shown

Book = Annotated[str, typer.Argument(metavar="名录", help="名录的名称，如 certificate 或者 执法证件")]
Key = Annotated[str, typer.Argument(metavar="键", help="哪一行：该名录的键，见 zhifa register history --book 名录")]
On = Annotated[str, typer.Option("--on", metavar="日期", help="最后有效的一天")]
Reason = Annotated[str, typer.Option("--reason", metavar="事由", help="为什么结束，记录在案")]


def end(
    *, book: Book, key: Key, on: On, reason: Reason, database: DatabaseUrl, actor: By = None,
    agency: Agency = None, document: Document = None, retroactive: Retroactive = False, json: AsJson = False,
) -> None:  # fmt: skip
    """结束名录中的一行：到某一天为止有效，含这一天；以前的版本和办过的事不变。"""
    from zhifa.engine.register_file import RegisterFaulty

    require_note(document, field="--document")
    require_note(reason, field="--reason")
    of_book = book_of(book, field="名录")
    with answering(json=json), open_office(database) as office:
        register, roles = register_of(office, agency, owned="名录"), office.books.roles
        by = officer(register, actor, field="--as") if actor else None
        last = day_of(on, field="--on")
        try:
            taken = office.books.end(
                register.agency.id, of_book.name, key, on=last, reason=reason, actor=by, document=document, retroactive=retroactive,
            )  # fmt: skip
        except RegisterFaulty as error:
            raise refusal(error.faults, len(error.faults), json=json, doing="变更") from error
        except LookupError as error:
            known = f"用 zhifa register history --book {of_book.name} 查看各行的键"
            raise Unusable(f"“{of_book.label}”中没有键为{shown(key)}的行；{known}") from error
        except ValueError as error:
            raise Unusable(f"--on 的值{shown(on)}不合要求：{str(error).partition(': ')[2]}") from error
    if json:
        emit({"version": taken.register.version, "hash": taken.register.digest, "changed": told_moves(taken.change)})
    else:
        show_moves(taken.change, roles)
        say(done_by(taken))
