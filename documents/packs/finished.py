"""What a paper made by a template that is not trusted is held against: the package's own paper of the same facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final, TypeAlias

from zhifa.documents.blocks import Block, Cell, Footer, Items, Line, Paper, Table, parse
from zhifa.documents.check import texts
from zhifa.documents.errors import UnknownMarkup
from zhifa.documents.fonts import unprintable
from zhifa.documents.labels import label
from zhifa.documents.packs.mandatory import lost

MAX_PAPER: Final = 200_000
"""Characters of a finished paper with its markup: some three hundred pages."""

FORM_COLUMNS: Final = 4
"""Of a form as the layouts set it; a list tells its own."""

MAX_FOOT: Final = 12
"""Lines of a footer besides those to be signed: it is kept on one page, and would run over the edge."""
_FOOT_WIDTH: Final = 25
"""Characters of a line in the largest type of all layouts."""

MAX_LABEL: Final = 100
"""Characters of a label or of a cell in the head row of a list, which no page break parts."""

_HEAD: Final[Mapping[str, str]] = {"agency": "机关名称", "h1": "标题", "number": "文号", "replay": "演示字样"}
_FOOT: Final[Mapping[str, str]] = {"signer": "署名", "date": "成文日期"}
_NAMES: Final = {**_HEAD, **_FOOT}

_Stands: TypeAlias = tuple[str, str, str]
"""Where a line stands, its style, its text."""


def faults(made: str, usual: str, values: Mapping[str, Any]) -> Iterator[str]:
    """In Chinese, as it follows on “写出的文书”, what the paper `made` lacks, adds or cannot have; `usual` is the package's own.

    Who issues it, what it is called and numbered, who signs it and when, and the mark of a replay are exactly those of `usual`. What the
    document type requires and `usual` tells is told. Every character can be shown and every table set. Raises UnknownMarkup for what is no paper.
    """
    paper, own = parse(made), parse(usual)
    if paper.layout != own.layout:
        raise UnknownMarkup(f"article 的 class 应为 {own.layout}")
    yield from _identity(Counter(_identifying(paper)), Counter(_identifying(own)))
    missing = [f"“{label(path)}”（{path}）" for path in lost(values["kind"], values["facts"], usual, made)]
    if missing:
        yield f"没有写出必备事项{'、'.join(missing)}"
    yield from (wrong for block in paper.blocks for wrong in _amiss(block))
    strange = _strange(made, values["facts"])
    if strange:
        yield f"有无法显示的字符{'、'.join(f'U+{ord(char):04X}' for char in strange)}"


def _identifying(paper: Paper) -> Iterator[_Stands]:
    """The lines that say whose paper it is. Those of the head stand before all else."""
    place = "head"
    for block in paper.blocks:
        if isinstance(block, Line) and block.style in _HEAD:
            yield place, block.style, block.text
            continue
        place = "body"
        for line in _lines(block):
            if line.style in _NAMES:
                yield "foot" if isinstance(block, Footer) else place, line.style, line.text


def _identity(made: Counter[_Stands], own: Counter[_Stands]) -> Iterator[str]:
    lacking = dict.fromkeys(_named(style, text) for _, style, text in own - made)
    if lacking:
        yield f"没有{'、'.join(lacking)}"
    for _, style, text in made - own:
        yield f"多写了{_NAMES[style]}“{text[:40]}”"


def _named(style: str, text: str) -> str:
    return f"标题“{text}”" if style == "h1" else _NAMES[style]


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Line():
            yield block
        case Footer():
            yield from block.lines
        case Table():
            yield from (line for row in block.rows for cell in row for line in cell.lines)


def _amiss(block: Block) -> Iterator[str]:
    """What cannot be set, and Tibetan that no wording supplied."""
    tibetan = block.tibetan if isinstance(block, Items) else [line.text for line in _lines(block) if line.lang]
    if tibetan:
        yield "在模板中写了藏文，应写在 wording.bo.toml"
    if isinstance(block, Table):
        yield from _unfit(block)
    if (
        isinstance(block, Footer)
        and sum(1 + len(line.text) // _FOOT_WIDTH for line in block.lines if line.style != "sign") > MAX_FOOT
    ):
        yield f"落款多于 {MAX_FOOT} 行，一页放不下；正文写在落款前面"


def _unfit(table: Table) -> Iterator[str]:
    columns = len(table.columns) or FORM_COLUMNS
    if not table.rows:
        yield "有一个表格没有行；可能没有内容的，先用 if 判断"
    for row in table.rows:
        if sum(cell.span for cell in row) != columns:
            yield f"有一行表格不是 {columns} 列：“{_beginning(row)}”"
        head = bool(table.columns) and row is table.rows[0]
        for cell in row:
            if (cell.label or head) and sum(len(line.text) for line in cell.lines) > MAX_LABEL:
                yield f"表格的标题栏多于 {MAX_LABEL} 字：“{_beginning((cell,))}”"


def _beginning(row: tuple[Cell, ...]) -> str:
    return "，".join(line.text for cell in row for line in cell.lines)[:30]


def _strange(made: str, facts: object) -> list[str]:
    """Characters that no font shows and no fact holds; those of a fact are told with its path when the paper is rendered."""
    found = unprintable(unescape(made))
    held = "".join(text for _, text in texts(facts)) if found else ""
    return [char for char in found if char not in held]
