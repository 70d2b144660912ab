"""A font of an agency's own, for tests: a few characters of ours under another name."""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn as noto
from fontTools import subset
from fontTools.ttLib import TTFont


def agency_font(folder: Path, family: str, characters: str = "题名正文") -> Path:
    """A folder that holds a font of this family, which shows `characters` alone."""
    options = subset.Options(name_IDs=[1, 2, 4, 6], layout_features=[])
    with TTFont(noto.sans_path()) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        for record in font["name"].names:
            record.string = {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}[record.nameID]
        font["CFF "].cff.fontNames = [family.replace(" ", "")]
        font.save(folder / "agency.otf")
    return folder
