"""The empty file that a paper is written into: page by GB/T 9704-2012, the note in the header, the page number at the outer foot."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final

from docx import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Mm

from zhifa.documents.word.archive import packed, repacked
from zhifa.documents.word.styles import fonts_xml, styles_xml

NOTE: Final = "可编辑稿，以签章的版式文件为准"
_W: Final = nsdecls("w")
_LINKING: Final = nsdecls("w", "r")
"""With that of the links to header and footer, whose prefix would else be made up: differently once a library of the process has registered one."""
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SETTINGS: Final = f"""<w:settings {_W}><w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:defaultTabStop w:val="640"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"""
_PARTS: Final = {"styles": styles_xml(), "settings": _SETTINGS, "fontTable": fonts_xml()}


@cache
def empty_file() -> bytes:
    """The file without a paper in it."""
    made = Document(BytesIO(_bare()))
    section = made.sections[0]
    _set_page(section)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].add_run(NOTE)
    for footer, style in ((section.footer, "Footer"), (section.even_page_footer, "FooterEven")):
        footer.is_linked_to_previous = False
        root = footer.part.element
        root.replace(root.p_lst[0], parse_xml(_page_number(style)))
    stream = BytesIO()
    made.save(stream)
    return repacked(stream)


def mark_pages(section: Section, mark: str) -> None:
    """Say on every page that the paper is none: 演示, 样例 or 预览."""
    for header in (section.header, section.even_page_header):
        header.paragraphs[0].runs[0].text = f"{mark}文书，不具法律效力　{NOTE}"


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)  # the number stands 7 mm below the text
    section.gutter = Mm(0)


def _page_number(style: str) -> str:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{mark}"/>' for mark in ("begin", "separate", "end"))
    runs = (_text("— "), begin, "<w:instrText>PAGE</w:instrText>", separate, _text("1"), end, _text(" —"))
    return f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(f"<w:r>{run}</w:r>" for run in runs)}</w:p>'


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _bare() -> bytes:
    """The least that is a Word file."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **{name: name for name in _PARTS}}.items()
    )
    links = "".join(_relation(name, f"{name}.xml") for name in _PARTS)
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations(_relation("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(links),
        "word/document.xml": f"<w:document {_LINKING}><w:body><w:sectPr/></w:body></w:document>",
        **{f"word/{name}.xml": text for name, text in _PARTS.items()},
    }
    return packed({name: text.encode() for name, text in members.items()})


def _relations(relations: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'


def _relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
