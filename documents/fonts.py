"""The fonts of the papers: where they lie, in which order they are asked, which characters they can show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pylopdf_fonts_zh_cn as noto

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font of a chain, by the name of its family."""

    family: str
    faulty: str = ""
    """Characters that it draws wrongly: they are taken from the next font of the chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """What papers are set in: a chain of fonts for each kind of text. A character is taken from the first font that shows it."""

    folders: tuple[Path, ...]
    """Folders that hold the font files; no other font is ever used."""
    body: tuple[Face, ...]
    """正文: 仿宋."""
    song: tuple[Face, ...]
    """Page numbers and the labels of forms: 宋体."""
    heading: tuple[Face, ...]
    """Headings: 黑体."""
    title: tuple[Face, ...]
    """标题 and 版头: 小标宋."""
    tibetan: tuple[Face, ...] = ()
    """藏文: asked first in Tibetan lines, and last in Chinese ones, where Tibetan names stand."""

    @property
    def named(self) -> dict[str, tuple[Face, ...]]:
        """The whole chain of each kind of text, as the layouts ask for it."""
        chinese = {"body": self.body, "song": self.song, "heading": self.heading, "title": self.title}
        return {name: chain + self.tibetan for name, chain in chinese.items()} | {"tibetan": self.tibetan + self.body}

    @property
    def chains(self) -> tuple[tuple[Face, ...], ...]:
        """Every chain: a text may stand in any of them."""
        return tuple(self.named.values())

    def with_own(
        self, folder: Path, *, body: str = "", song: str = "", heading: str = "", title: str = "", tibetan: str = ""
    ) -> Fonts:
        """These fonts after an agency's own: the families named are taken from `folder` and asked first.

        Raises ValueError for a folder that is none and for a family that no file in it holds.
        """
        if not folder.is_dir():
            raise ValueError(f"字体文件夹“{folder}”不存在")
        held = _families((folder,))
        for family in filter(None, (body, song, heading, title, tibetan)):
            if family not in held:
                raise ValueError(f"字体文件夹“{folder}”中没有字体“{family}”；有：{'、'.join(sorted(held)) or '无'}")
        return replace(
            self,
            folders=(*self.folders, folder),
            body=(*_first(body), *self.body),
            song=(*_first(song), *self.song),
            heading=(*_first(heading), *self.heading),
            title=(*_first(title), *self.title),
            tibetan=(*_first(tibetan), *self.tibetan),
        )


def _first(family: str) -> tuple[Face, ...]:
    return (Face(family=family),) if family else ()


_FANG: Final = Face(
    family="FandolFang R", faulty="￥¥＄＿"
)  # looked at: it draws "$" for ￥, and ＿ that do not join to a line
_SERIF: Final = Face(family="Noto Serif SC")
_SANS: Final = Face(family="Noto Sans SC")
_TIBETAN: Final = Face(family="Noto Serif Tibetan")

SHIPPED: Final = Fonts(
    folders=(Path(str(files("zhifa.documents"))) / "fonts_shipped", noto.serif_path().parent),
    body=(_FANG, _SERIF, _SANS),
    song=(_SERIF, _SANS),
    heading=(_SANS, _SERIF),
    title=(_SERIF, _SANS),
    tibetan=(_TIBETAN,),
)
"""The fonts that come with the package. No 小标宋 is free: 宋体, drawn heavier, stands in for it."""

# What no reader can see: controls, zero-width, bidirectional overrides. A line feed parts paragraphs.
_HIDDEN: Final = {
    *(*range(0x20), *range(0x7F, 0xA1), 0xAD, 0xFEFF),
    *(
        *range(0x200B, 0x2010),
        *range(0x2028, 0x2030),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE0200),
    ),
} - {0x0A}


def unprintable(text: str, fonts: Fonts = SHIPPED) -> tuple[str, ...]:
    """The characters of `text` that some chain of `fonts` cannot show or no reader sees, each once, in order."""
    return tuple(dict.fromkeys(_unprintable(fonts).findall(text)))


@cache
def digest(fonts: Fonts) -> str:
    """SHA-256, in hexadecimal, of the font files and the chains: what a font decides of the bytes of a PDF."""
    found = hashlib.sha256(repr(fonts.chains).encode())
    for folder in fonts.folders:
        for file in _font_files(folder):
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


@cache
def _unprintable(fonts: Fonts) -> re.Pattern[str]:
    held = _families(fonts.folders)
    shown = [
        set[int]().union(*(held[face.family] - {ord(char) for char in face.faulty} for face in chain))
        for chain in fonts.chains
    ]
    glyphs = (set[int].intersection(*shown) - _HIDDEN) | {0x0A}
    ranges = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _ranges(sorted(glyphs)))
    return re.compile(f"[^{ranges}]")


def _ranges(points: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def _families(folders: tuple[Path, ...]) -> dict[str, set[int]]:
    """The characters of every family in `folders`; of a family with several files, those that all of them have."""
    held: dict[str, set[int]] = {}
    for folder in folders:
        for file in _font_files(folder):
            for names, characters in _fonts_in(file):
                for name in names:
                    held[name] = held.get(name, characters) & characters
    return held


def _font_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in {".otf", ".ttf", ".ttc"})


def _fonts_in(file: Path) -> Iterator[tuple[set[str], set[int]]]:
    """The family names (in every language) and the characters of each font in `file`."""
    from fontTools.ttLib import TTCollection, TTFont  # only who makes a paper waits for it

    if file.suffix.lower() == ".ttc":
        with TTCollection(file, lazy=True) as collection:
            yield from ((_names(font), _characters(font)) for font in collection)
    else:
        with TTFont(file, lazy=True) as font:
            yield _names(font), _characters(font)


def _characters(font: TTFont) -> set[int]:
    table: dict[int, str] = font.getBestCmap() or {}
    return set(table)


def _names(font: TTFont) -> set[str]:
    return {str(record) for record in font["name"].names if record.nameID in (1, 16)}
