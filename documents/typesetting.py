"""From the canonical HTML of a paper to PDF/A, set by Typst."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import typst

from zhifa.documents.blocks import Block, Footer, Items, Line, Table, parse
from zhifa.documents.errors import NotSet
from zhifa.documents.fonts import SHIPPED, Face, Fonts, digest
from zhifa.documents.marks import mark_of
from zhifa.documents.signing.port import SealPlace

_LAYOUTS: Final = Path(str(files("zhifa.documents"))) / "layouts"

LAYOUT_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("决定书", "通知书"), "letter.typ"),
        **dict.fromkeys(("审批表", "当场决定书", "回证", "确认书"), "form.typ"),
        **dict.fromkeys(("报告", "意见书"), "report.typ"),
        "公告": "notice.typ",
        "笔录": "record.typ",
        "清单": "list.typ",
        "卷宗": "dossier.typ",
    }
)
"""The layout of each family of papers."""

_CHINA: Final = timezone(timedelta(hours=8))
"""The legal offset; Typst takes a fixed one."""

_ABOVE: Final = 4.0
"""Millimetres by which the middle of a seal stands above the middle of agency and date."""

_SIGNER: Final = re.compile(r"(.{1,16}?)(?:（签名|签收：|未签名)")
"""Who signs a line to be signed, as its label says."""


def pdf(html: str, *, title: str, issued_on: date, family: str, fonts: Fonts = SHIPPED) -> bytes:
    """The paper `html` as PDF/A-2b: the same input gives the same bytes.

    Letters follow GB/T 9704-2012; `fonts` are embedded, those of the machine are never used; field text reaches Typst as data and
    is never parsed. The time of creation in the file is midnight in China on `issued_on`. Raises UnknownMarkup for HTML that
    is no paper, NotSet for an unknown family or when Typst fails or warns of anything, above all of a glyph that it cannot show.
    """
    inputs = _inputs(html, title=title, family=family, fonts=fonts)
    return compiled(LAYOUT_OF[family], inputs, on=issued_on, fonts=fonts)


def compiled(layout: str, inputs: Mapping[str, str], *, on: date, fonts: Fonts) -> bytes:
    """PDF/A-2b of one of our layouts and what it reads, made at midnight in China on the day. Raises NotSet as :func:`pdf` does."""
    try:
        made, warnings = typst.compile_with_warnings(
            _LAYOUTS / layout,
            root=_LAYOUTS,
            font_paths=_read(fonts.folders),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=datetime.combine(on, time(), _CHINA),
            sys_inputs=dict(inputs),
        )
    except typst.TypstError as error:
        raise NotSet(error.message) from error
    if warnings:
        raise NotSet("; ".join(warning.message for warning in warnings))
    return made


def pictures(html: str, *, title: str, family: str, dots: int, fonts: Fonts = SHIPPED) -> tuple[bytes, ...]:
    """Every page of the PDF of the paper `html` as a PNG picture of `dots` to the inch, to be looked at. Raises as :func:`pdf` does."""
    inputs = _inputs(html, title=title, family=family, fonts=fonts)
    try:
        made: Any = typst.compile(  # one page is bytes, several are a list of them
            _LAYOUTS / LAYOUT_OF[family], root=_LAYOUTS, font_paths=_read(fonts.folders), ignore_system_fonts=True,
            format="png", ppi=dots, sys_inputs=inputs,
        )  # fmt: skip
    except typst.TypstError as error:
        raise NotSet(error.message) from error
    return tuple(made) if isinstance(made, list) else (made,)


def seal_place(html: str, *, title: str, family: str, fonts: Fonts = SHIPPED) -> SealPlace | None:
    """Where the seal goes on the PDF of the paper `html`: over agency and date (GB/T 9704); None where the paper has no such place.

    Raises as :func:`pdf` does.
    """
    inputs = _inputs(html, title=title, family=family, fonts=fonts)
    try:
        found = typst.query(
            _LAYOUTS / LAYOUT_OF[family], "<seal>", field="value", root=_LAYOUTS, font_paths=_read(fonts.folders),
            ignore_system_fonts=True, sys_inputs=inputs,
        )  # fmt: skip
    except typst.TypstError as error:
        raise NotSet(error.message) from error
    places = json.loads(found)
    return _middle_of_seal(places[-1]) if places else None


def _middle_of_seal(place: Mapping[str, Any]) -> SealPlace:
    """Agency and date stand a little below the middle of the seal."""
    x, y = (float(place[axis].removesuffix("pt")) * 25.4 / 72 for axis in ("x", "y"))
    return SealPlace(page=place["page"], x=round(x, 1), y=round(y - _ABOVE, 1))


def _inputs(html: str, *, title: str, family: str, fonts: Fonts) -> dict[str, str]:
    if family not in LAYOUT_OF:
        raise NotSet(f"no layout for the family {family[:20]!r}")
    blocks = parse(html).blocks
    data = {
        "title": title,
        "family": family,
        "mark": mark_of(html),
        "blocks": [plain(block) for block in blocks],
        "signers": _signers(blocks),
        "fonts": font_chains(fonts),
    }
    return {"paper": json.dumps(data, ensure_ascii=False)}


@cache
def setting_version(fonts: Fonts = SHIPPED) -> str:
    """What besides the paper decides the bytes of its PDF: the typesetter, our layouts and the fonts."""
    found = hashlib.sha256(f"{version('typst')}/{digest(fonts)}".encode())
    for layout in sorted(_LAYOUTS.glob("*.typ")):
        found.update(layout.read_bytes())
    return found.hexdigest()


@cache
def _read(folders: tuple[Path, ...]) -> typst.Fonts:
    """Read once a process; a compiler of its own for each paper lets several threads set papers at once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def font_chains(fonts: Fonts) -> dict[str, list[dict[str, str | None]]]:
    """The chains of fonts as the layouts read them."""
    return {name: [_face(face) for face in chain] for name, chain in fonts.named.items()}


def _face(face: Face) -> dict[str, str | None]:
    return {"family": face.family, "covers": f"[^{re.escape(face.faulty)}]" if face.faulty else None}


def _signers(blocks: tuple[Block, ...]) -> list[str]:
    """Who signs at the end of the paper, each once, in order: a record is signed by them at the foot of every page."""
    ends = [line for block in blocks if isinstance(block, Footer) for line in block.lines]
    found = (_SIGNER.match(line.text) for line in ends if line.style == "sign" and not line.lang)
    return list(dict.fromkeys(label[1] for label in found if label))


def plain(block: Block) -> dict[str, object]:
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
