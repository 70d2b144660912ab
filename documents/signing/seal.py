"""The picture of the seal: drawn round and red as vectors, or a site's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst

from zhifa.documents.fonts import SHIPPED, unprintable
from zhifa.documents.signing.errors import SealUnusable

_HERE: Final = Path(str(files("zhifa.documents.signing")))
_LARGEST_PICTURE: Final = 5 * 1024 * 1024
_LONGEST_NAME: Final = 40
_ANY_TIME: Final = 0
"""A picture has no date of its own; the same seal gives the same bytes."""

DIAMETER: Final = 42.0
"""Millimetres of a drawn seal: what 国发〔1999〕25号 gives most agencies; a site's own picture brings its own width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A picture of one page as PDF, and how wide and high it stands on the paper, in millimetres."""

    pdf: bytes
    width: float
    height: float


def sample_seal(agency: str) -> Seal:
    """A round red seal with the agency's name and 样章 across it: it cannot be taken for a real one. Raises SealUnusable."""
    if not 1 <= len(agency.strip()) <= _LONGEST_NAME:
        raise SealUnusable(f"印章上的机关名称应有1至{_LONGEST_NAME}个字，现有 {len(agency.strip())} 个")
    if chars := unprintable(agency):
        raise SealUnusable(f"印章上的机关名称含有无法显示的字符：{'、'.join(f'U+{ord(char):04X}' for char in chars)}")
    drawn = _set(
        _HERE / "seal.typ",
        seal=json.dumps({"agency": agency.strip(), "mark": "样章", "font": [face.family for face in SHIPPED.song]}),
    )
    return Seal(pdf=drawn, width=DIAMETER, height=DIAMETER)


def pictured_seal(picture: bytes, *, width: float = DIAMETER, height: float = DIAMETER) -> Seal:
    """A site's own picture (SVG, PNG, JPEG), fitted into `width` × `height` millimetres. Raises SealUnusable."""
    if not 1 <= len(picture) <= _LARGEST_PICTURE:
        raise SealUnusable(f"印章图片应有1至 {_LARGEST_PICTURE} 字节，现有 {len(picture)} 字节")
    if not (0 < width <= 100 and 0 < height <= 100):
        raise SealUnusable(f"印章的宽和高应大于 0、不大于 100 毫米，现为 {width} × {height}")
    with TemporaryDirectory() as folder:
        page = Path(folder) / "picture.typ"
        Path(folder, "picture").write_bytes(picture)
        page.write_bytes((_HERE / "picture.typ").read_bytes())
        return Seal(pdf=_set(page, size=json.dumps([width, height])), width=width, height=height)


def _set(page: Path, **inputs: str) -> bytes:
    try:
        return typst.compile(
            page, root=page.parent, font_paths=list(SHIPPED.folders), ignore_system_fonts=True, format="pdf",
            pdf_standards=["a-2b"], timestamp=_ANY_TIME, sys_inputs=inputs,
        )  # fmt: skip
    except typst.TypstError as error:
        raise SealUnusable(f"印章图片不能用：{error.message}") from error
