"""The fonts of the papers: where they lie and which characters they can show."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn as noto

SERIF: Final = "Noto Serif SC"
SANS: Final = "Noto Sans SC"

_FILES: Final[tuple[Path, ...]] = (noto.serif_path(), noto.sans_path())

FOLDER: Final[Path] = _FILES[0].parent
"""The folder that holds the font files."""

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


@cache
def _unprintable() -> re.Pattern[str]:
    from fontTools.ttLib import TTFont  # only who makes a paper waits for it

    glyphs = {0x0A}
    for path in _FILES:
        with TTFont(path, lazy=True) as font:
            shown = font.getBestCmap()
            assert shown is not None, f"{path.name} has no table of characters"
            glyphs |= shown.keys()
    ranges = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _ranges(sorted(glyphs - _HIDDEN)))
    return re.compile(f"[^{ranges}]")


def _ranges(points: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of `text` that no font of the papers shows or no reader sees, each once, in order."""
    return tuple(dict.fromkeys(_unprintable().findall(text)))
