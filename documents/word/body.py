"""The blocks of a paper as paragraphs and tables of Word. Text goes into the tree as text, never through a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, cast

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import nsdecls
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Twips

from zhifa.documents.blocks import TIBETAN, Block, Cell, Footer, Items, Line, PageBreak, Paper, Table
from zhifa.documents.facts.values import SILENT
from zhifa.documents.word.styles import CENTRED, LINES

if TYPE_CHECKING:
    from docx.oxml.document import CT_Body
    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
    from docx.oxml.text.paragraph import CT_P

_ROLES: Final = {"replay": "Replay", "h1": "Title", "signer": "Signer", "date": "Date"}
_STYLES: Final[Mapping[str, Mapping[str, str]]] = {
    "letter": {
        **_ROLES,
        "agency": "Letterhead",
        "number": "DocumentNumber",
        "rule": "Rule",
        "h2": "Heading1",
        "p": "Normal",
        "flush": "Flush",
        "note": "Note",
        "sign": "LetterSign",
    },
    "form": {
        **_ROLES,
        "agency": "Agency",
        "number": "FormNumber",
        "h2": "Heading2",
        "p": "RecordText",
        "flush": "RecordFlush",
        "note": "RecordText",
        "sign": "RecordSign",
    },
}
"""The style of each kind of line, in letters and in all other papers."""

_CELLS: Final = {"form": ("CellText", "CellLabel"), "list": ("ListText", "ListLabel")}
_LABEL_FILL: Final = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F4F3EF"/>'

_WIDTH: Final = 8845
"""Twentieths of a point: the 156 mm between the margins."""
_NARROW: Final = 680
"""A column with one share, 序号 and the like: two characters."""
_FORM: Final = (2100, 2322, 2100, 2323)
_LETTERHEAD: Final = 42
_TOGETHER: Final = 16
"""More lines to be signed than these fill more than half a page and may be parted."""

_HEAD: Final = ("replay", "agency", "number", "h1")
_PIECES: Final = re.compile(f"({SILENT}|[\u0f00-\u0fff]+)")
_TIBETAN: Final = re.compile("[\u0f00-\u0fff]")
_TALLER: Final = 1.09
"""How much higher a line of Tibetan is, for what stands above and below its letters."""
_TIBETAN_WIDTH: Final = 0.5
"""Of a Chinese character: letters that are stacked on others add nothing."""


def write(body: CT_Body, paper: Paper) -> None:
    """Write every block of the paper into the body, in its order; in a letter the number stands above the title (GB/T 9704)."""
    letter = paper.layout == "letter"
    styles = _STYLES["letter" if letter else "form"]
    for block in _as_letter(paper.blocks) if letter else paper.blocks:
        match block:
            case Line():
                _sized(_paragraph(body, styles[block.style], block.text, block.lang), block)
            case Items():
                _items(body, styles["p"], block)
            case Footer():
                _closing(body, styles, block)
            case Table():
                _table(body, block)
            case PageBreak():
                _paragraph(body, "NewPage", "")


def _as_letter(blocks: tuple[Block, ...]) -> Iterator[Block]:
    head = [block for block in blocks if isinstance(block, Line) and block.style in _HEAD]
    yield from sorted((line for line in head if line.style != "h1"), key=lambda line: _HEAD.index(line.style))
    yield Line(text="", style="rule")
    yield from (line for line in head if line.style == "h1")
    yield from (block for block in blocks if block not in head)


def _items(body: CT_Body, style: str, items: Items) -> None:
    """Numbered in both languages."""
    for number, (item, tibetan) in enumerate(zip_longest(items.items, items.tibetan), 1):
        if tibetan:
            _paragraph(body, style, f"{number}．{tibetan}", TIBETAN)
        _paragraph(body, style, f"{number}．{item}")


def _paragraph(within: CT_Body | CT_Tc, style: str, text: str, lang: str = "") -> CT_P:
    made = within.add_p()
    made.style = style
    for piece in _PIECES.split(text):
        if piece:
            run = made.add_r()
            run.text = piece
            if piece == SILENT:
                run.style = "NotStated"
            elif lang == TIBETAN or _TIBETAN.match(piece):
                run.style = "Tibetan"
    if lang == TIBETAN:
        _set_in_tibetan(made, style)
    elif _follows_its_tibetan(made):
        made.get_or_add_pPr().spacing_before = Twips(0)
    return made


def _set_in_tibetan(made: CT_P, style: str) -> None:
    """Ragged, with room for the stacks, close to the Chinese line that follows."""
    properties = made.get_or_add_pPr()
    properties.spacing_after = Twips(0)
    properties.spacing_line = Twips(round(LINES[style] * _TALLER * 20))
    properties.spacing_lineRule = WD_LINE_SPACING.AT_LEAST
    if style not in CENTRED:
        properties.jc_val = WD_ALIGN_PARAGRAPH.LEFT


def _follows_its_tibetan(made: CT_P) -> bool:
    before = made.getprevious()
    runs = before.r_lst if isinstance(before, type(made)) and before.style == made.style else []
    return bool(runs) and runs[0].style == "Tibetan"


def _sized(made: CT_P, line: Line) -> None:
    """Make the name of an agency as large as one line of a letter allows."""
    wide = len(line.text) * (_TIBETAN_WIDTH if line.lang == TIBETAN else 1)
    fitting = int(_WIDTH / 10 / max(wide, 1))  # half points
    if made.style == "Letterhead" and fitting < _LETTERHEAD * 2:
        for run in made.r_lst:
            run.get_or_add_rPr().sz_val = Twips(fitting * 10)


def _closing(body: CT_Body, styles: Mapping[str, str], footer: Footer) -> None:
    """Agency and date, or signatures: never parted by a page break unless there are too many."""
    made = [_paragraph(body, styles[line.style], line.text, line.lang) for line in footer.lines]
    for paragraph in made[:-1] if len(made) <= _TOGETHER else ():
        paragraph.get_or_add_pPr().keepNext_val = True


def _table(body: CT_Body, table: Table) -> None:
    widths = _widths(table.columns) if table.columns else _FORM
    made = _empty_table(widths)
    for number, cells in enumerate(table.rows):
        row = made.add_tr()
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if table.columns and number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        _row(row, cells, widths, _CELLS["list" if table.columns else "form"])
    _paragraph(body, "AfterTable", "").addprevious(made)  # parts it from a table that follows


def _empty_table(widths: tuple[int, ...]) -> CT_Tbl:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>'
    )
    return cast("CT_Tbl", made)


def _widths(shares: tuple[int, ...]) -> tuple[int, ...]:
    narrow = min(_NARROW, _WIDTH // len(shares))
    left = _WIDTH - narrow * shares.count(1)
    whole = sum(share for share in shares if share > 1)
    return tuple(narrow if share == 1 else left * share // whole for share in shares)


def _row(row: CT_Row, cells: tuple[Cell, ...], widths: tuple[int, ...], styles: tuple[str, str]) -> None:
    at = 0
    for cell in cells:
        made = row.add_tc()
        made.remove(made.p_lst[0])
        made.width = Twips(sum(widths[at : at + cell.span]))
        made.grid_span = cell.span
        at += cell.span
        properties = made.get_or_add_tcPr()
        if cell.label:
            properties.append(parse_xml(_LABEL_FILL))
        properties.vAlign_val = WD_ALIGN_VERTICAL.CENTER
        for line in cell.lines or (Line(text=""),):  # a cell without a paragraph is no cell
            _paragraph(made, "CellSign" if line.style == "sign" else styles[cell.label], line.text, line.lang)
