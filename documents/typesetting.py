"""From the canonical HTML of a paper to PDF/A, set by Typst."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

import typst

from zhifa.documents.blocks import Block, Footer, Items, Line, Table, parse
from zhifa.documents.errors import NotSet
from zhifa.documents.fonts import FOLDER

_LAYOUTS: Final = Path(str(files("zhifa.documents"))) / "layouts"

LAYOUT_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("决定书", "通知书", "公告"), "letter.typ"),
        **dict.fromkeys(("当场决定书", "审批表", "笔录", "报告", "意见书", "回证", "确认书", "卷宗"), "form.typ"),
    }
)
"""The layout of each family of papers."""

_CHINA: Final = timezone(timedelta(hours=8))
"""The legal offset; Typst takes a fixed one."""


def pdf(html: str, *, title: str, issued_on: date, family: str) -> bytes:
    """The paper `html` as PDF/A-2b: the same input gives the same bytes.

    The page follows GB/T 9704-2012; fonts are embedded, those of the machine are never used; field text reaches Typst as data and
    is never parsed. The time of creation in the file is midnight in China on `issued_on`. Raises UnknownMarkup for HTML that
    is no paper, NotSet for an unknown family or when Typst fails or warns of anything, above all of a glyph that it cannot show.
    """
    if family not in LAYOUT_OF:
        raise NotSet(f"no layout for the family {family[:20]!r}")
    data = {"title": title, "blocks": [_plain(block) for block in parse(html).blocks]}
    created = datetime.combine(issued_on, time(), _CHINA)
    try:
        made, warnings = typst.compile_with_warnings(
            _LAYOUTS / LAYOUT_OF[family],
            root=_LAYOUTS,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=created,
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise NotSet(error.message) from error
    if warnings:
        raise NotSet("; ".join(warning.message for warning in warnings))
    return made


@cache
def setting_version() -> str:
    """What besides the paper decides the bytes of its PDF: the typesetter and our layouts."""
    digest = hashlib.sha256(version("typst").encode())
    for layout in sorted(_LAYOUTS.glob("*.typ")):
        digest.update(layout.read_bytes())
    return digest.hexdigest()


@cache
def _fonts() -> typst.Fonts:
    """Read once a process; a compiler of its own for each paper lets several threads set papers at once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def _plain(block: Block) -> dict[str, object]:
    """The block as plain data, with its kind in a word that the layouts know."""
    match block:
        case Line():
            kind = "line"
        case Items():
            kind = "items"
        case Table():
            kind = "list" if block.columns else "form"
        case Footer():
            kind = "footer"
        case _:
            kind = "page-break"
    return {"kind": kind, **asdict(block)}
