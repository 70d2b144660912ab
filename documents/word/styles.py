"""The styles of a paper in Word, by the names a clerk finds in the style list, and the fonts that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

FANG: Final = "仿宋_GB2312"
HEI: Final = "黑体"
SONG: Final = "宋体"
TITLE: Final = "方正小标宋简体"
UCHEN: Final = "Noto Serif Tibetan"
RED: Final = "D7000F"

ALTERNATIVES: Final = {
    FANG: "仿宋",
    HEI: "SimHei",
    SONG: "SimSun",
    TITLE: "方正小标宋_GBK,华文中宋",
    UCHEN: "Microsoft Himalaya",
}
"""The font that takes the place of one that a machine does not have."""

LINE: Final = 28.95
"""Points. GB/T 9704 sets 22 lines into 225 mm, 28.99 points each; Word counts in twentieths, and of 29.00 only 21 would fit."""

_LATIN: Final = "Times New Roman"
_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style; lengths in points, indents in characters."""

    id: str
    name: str
    size: float
    font: str = FANG
    line: float = LINE
    stretches: bool = False
    """Whether a line may grow above its height: in tables, where a larger character must not be cut."""
    align: str = "both"
    before: float = 0
    after: float = 0
    first: int = 0
    left: int = 0
    right: int = 0
    tracking: float = 0
    colour: str = ""
    keeps_next: bool = False
    new_page: bool = False
    outline: int | None = None
    border: str = ""
    """Borders, in the words of the format."""


_FRAME: Final = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="{RED}"/>' for side in ("top", "left", "bottom", "right")
)
_RULE: Final = f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{RED}"/>'

STYLES: Final = (
    # 28 characters of 16 points fill 156 mm when each gives up a quarter of a point.
    Style(id="Normal", name="Normal", size=16, first=2, tracking=-0.25),
    Style(id="Flush", name="顶格正文", size=16, tracking=-0.25),
    Style(id="Title", name="Title", size=22, font=TITLE, align="center", before=14.5, after=29),
    Style(id="Heading1", name="heading 1", size=16, font=HEI, first=2, tracking=-0.25, keeps_next=True, outline=0),
    Style(id="Replay", name="演示标记", size=9, font=HEI, line=14, align="center", colour=RED, border=_FRAME),
    Style(
        id="Letterhead", name="版头", size=42, font=TITLE, line=57.9, align="center", before=45, after=29, colour=RED
    ),
    Style(id="DocumentNumber", name="发文字号", size=16, align="center"),
    Style(id="Rule", name="版头分隔线", size=2, line=11.3, after=29, border=_RULE),
    Style(id="Signer", name="落款", size=16, align="right", right=2, before=57.9, keeps_next=True),
    Style(id="Date", name="成文日期", size=16, align="right", right=2, after=29),
    Style(id="Note", name="附注", size=16, first=2, tracking=-0.25),
    Style(id="LetterSign", name="签收", size=12, line=20, before=9),
    Style(id="Agency", name="机关名称", size=14, font=HEI, align="center"),
    Style(id="FormNumber", name="编号", size=10.5, line=18, align="right", after=6),
    Style(id="Heading2", name="heading 2", size=12, font=HEI, line=22, before=8, after=4, keeps_next=True, outline=1),
    Style(id="RecordText", name="笔录正文", size=12, line=22, first=2),
    Style(id="RecordFlush", name="笔录顶格", size=12, line=22, before=4),
    Style(id="RecordSign", name="签名", size=12, line=22, before=9),
    Style(id="CellText", name="表格文字", size=12, line=18, stretches=True, align="left", before=2, after=2),
    Style(
        id="CellLabel", name="表格标签", size=12, font=HEI, line=18, stretches=True, align="center", before=2, after=2
    ),
    Style(id="CellSign", name="表格签名", size=12, line=18, stretches=True, align="right", before=2, after=2),
    Style(id="ListText", name="清单文字", size=10.5, line=15, stretches=True, align="left", before=1, after=1),
    Style(
        id="ListLabel", name="清单标签", size=10.5, font=HEI, line=15, stretches=True, align="center", before=1, after=1
    ),
    Style(id="AfterTable", name="表后", size=2, line=8),
    Style(id="NewPage", name="另页起", size=1, line=1, new_page=True),
    Style(id="Header", name="header", size=9, font=SONG, line=14, align="right", colour="808080"),
    Style(id="Footer", name="footer", size=14, font=SONG, line=16, align="right", right=1),
    Style(id="FooterEven", name="双页页码", size=14, font=SONG, line=16, align="left", left=1),
)

LINES: Final = {style.id: style.line for style in STYLES}
"""The height of a line of each style, in points."""

CENTRED: Final = frozenset(style.id for style in STYLES if style.align in {"center", "right"})
"""Styles that are ragged already."""

_DEFAULTS: Final = f"""
<w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{_LATIN}" w:hAnsi="{FANG}" w:eastAsia="{FANG}" w:cs="{_LATIN}"/>
  <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
"""

_OTHERS: Final = f"""
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="NotStated"><w:name w:val="来源未载"/>
  <w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="8A5A00"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Tibetan"><w:name w:val="藏文"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr>
  <w:rFonts w:ascii="{UCHEN}" w:hAnsi="{UCHEN}" w:cs="{UCHEN}"/><w:spacing w:val="0"/><w:lang w:bidi="bo-CN"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
  <w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
  <w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="6" w:space="0" w:color="auto"/>
  <w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="6" w:space="0" w:color="auto"/>
  <w:insideH w:val="single" w:sz="6" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="6" w:space="0" w:color="auto"/>
</w:tblBorders></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>
"""


def styles_xml() -> str:
    """The part of a Word file that holds its styles."""
    return f'<w:styles xmlns:w="{_NAMESPACE}">{_DEFAULTS}{"".join(map(_xml, STYLES))}{_OTHERS}</w:styles>'


def fonts_xml() -> str:
    """The part that says which font stands in for one that is not there."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{"00" if name == UCHEN else "86"}"/></w:font>'
        for name, other in ALTERNATIVES.items()
    )
    return f'<w:fonts xmlns:w="{_NAMESPACE}">{fonts}</w:fonts>'


def _xml(style: Style) -> str:
    kind = 'w:default="1"' if style.id == "Normal" else f'w:customStyle="{int(not style.name.isascii())}"'
    base = "" if style.id == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" {kind} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{''.join(_paragraph(style))}</w:pPr><w:rPr>{''.join(_characters(style))}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> Iterator[str]:
    """The properties in the order of the schema. Each style states all it could inherit from another size of text."""
    yield f'<w:keepNext w:val="{int(style.keeps_next)}"/><w:pageBreakBefore w:val="{int(style.new_page)}"/>'
    yield '<w:widowControl w:val="0"/>'  # every page is filled
    if style.border:
        yield f"<w:pBdr>{style.border}</w:pBdr>"
    yield '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # no gap between Chinese and figures
    rule = "atLeast" if style.stretches else "exact"
    yield f'<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}" w:line="{_twips(style.line)}" w:lineRule="{rule}"/>'
    yield f'<w:ind {_indent("left", style)} {_indent("right", style)} {_indent("first", style)}/><w:jc w:val="{style.align}"/>'
    if style.outline is not None:
        yield f'<w:outlineLvl w:val="{style.outline}"/>'


def _indent(side: str, style: Style) -> str:
    count = {"left": style.left, "right": style.right, "first": style.first}[side]
    name = "firstLine" if side == "first" else side
    return f'w:{name}Chars="{count * 100}" w:{name}="{_twips(count * style.size)}"'


def _characters(style: Style) -> Iterator[str]:
    # Dashes and quotation marks are not ASCII: named thus, they come from the Chinese font.
    yield f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{style.font}" w:eastAsia="{style.font}" w:cs="{_LATIN}"/>'
    if style.colour:
        yield f'<w:color w:val="{style.colour}"/>'
    yield f'<w:spacing w:val="{_twips(style.tracking)}"/>'
    yield f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'


def _twips(points: float) -> int:
    return round(points * 20)
