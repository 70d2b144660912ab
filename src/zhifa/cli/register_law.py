"""``zhifa register law``: how an article reads on one day, and on another (处罚法 37)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa.cli.arguments import AsJson, DatabaseUrl
from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import register_of
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, say
from zhifa.cli.register_arguments import Agency
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.books.law import Article
    from zhifa.engine.register import Register

Title = Annotated[str, typer.Argument(metavar="名称", help="法律文件的全称，不加书名号")]
Number = Annotated[str, typer.Argument(metavar="条", help="哪一条，如 第五十一条；写到款、项的，显示全条")]
On = Annotated[str | None, typer.Option("--on", metavar="日期", help="看哪一天施行的文本，如违法行为之日；不写则今天")]
And = Annotated[str | None, typer.Option("--and", metavar="日期", help="同时看另一天的，如作出决定之日")]


def law(
    *, title: Title, number: Number, database: DatabaseUrl, on: On = None, other: And = None, agency: Agency = None, json: AsJson = False
) -> None:  # fmt: skip
    """查看法律条文在某一天施行的文本；写两天的，前后两个文本对照，供从旧兼从轻时核对。"""
    from zhifa.engine.books.law import article_of, wording

    with open_office(database) as office:
        register = register_of(office, agency, owned="名录")
    article = article_of(number)
    _require_known(register, title, number, article)
    days = [_day(on, "--on"), *([_day(other, "--and")] if other else [])]
    found = [(day, wording(register.shelf, title, article, day)) for day in days]
    if json:
        texts = [{"on": day.isoformat(), **told(text)} for day, text in found]
        emit({"law": title, "article": article, "texts": texts})
        return
    for day, text in found:
        say(f"《{title}》{article}　{day}", *text_lines(text))
    if len({text for _, text in found}) < len(found):
        say("两天的文本相同")


def _require_known(register: Register, title: str, number: str, article: str) -> None:
    if not register.statute(title):
        raise Unusable(f"名称的值{shown(title)}不在{register.agency.name}的法律文件名录中；写全称，不加书名号")
    if not article:
        raise Unusable(f"条的值{shown(number)}不合要求：应写作 第五十一条，用汉字数字")


def _day(text: str | None, field: str) -> date:
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day

    if text is None:
        return legal_day(SystemClock().now())
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"{field} 的值{shown(text)}不合要求：应为日期 YYYY-MM-DD") from error


def text_lines(text: Article | None) -> list[str]:
    """The days of a text and its paragraphs, indented."""
    if text is None:
        return ["　　名录没有载明这一天的正文"]
    until = f"至{text.valid.end}" if text.valid.end else "起至今"
    return [f"　　施行：{text.valid.start}{until}", *(f"　　{line}" for line in text.text.splitlines())]


def told(text: Article | None) -> dict[str, str | None]:
    """The text and its days, as JSON answers tell them."""
    if text is None:
        return {"text": None, "valid_from": None, "valid_to": None}
    end = text.valid.end.isoformat() if text.valid.end else None
    return {"text": text.text, "valid_from": text.valid.start.isoformat(), "valid_to": end}
