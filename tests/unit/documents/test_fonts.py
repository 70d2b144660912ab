"""Which fonts the papers are set in, and which characters they can show."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from agency_font import agency_font
from zhifa.documents.fonts import SHIPPED, Fonts, digest, unprintable

FOLDER = SHIPPED.folders[0]
FANG = FOLDER / "FandolFang-Regular.otf"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return agency_font(tmp_path, "Agency Hei")


def _outline(font: TTFont, char: str) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[(font.getBestCmap() or {})[ord(char)]].draw(pen)
    return pen.value


def test_the_text_is_set_in_fangsong_and_falls_back_to_song() -> None:
    assert [face.family for face in SHIPPED.body] == ["FandolFang R", "Noto Serif SC", "Noto Sans SC"]


def test_the_sign_of_the_yuan_is_not_taken_from_the_font_that_draws_it_as_a_dollar() -> None:
    assert set("￥¥＄") <= set(SHIPPED.body[0].faulty)
    with TTFont(FANG) as fang:
        assert _outline(fang, "￥") == _outline(fang, "＄"), "the fault is mended: the exception can go"
    with TTFont(noto.serif_path()) as serif:
        assert _outline(serif, "￥") != _outline(serif, "＄")


def test_the_licence_of_the_font_lies_beside_it() -> None:
    assert "GNU GENERAL PUBLIC LICENSE" in (FOLDER / "COPYING").read_text(encoding="utf-8")
    assert "GPL font exception" in (FOLDER / "README").read_text(encoding="utf-8")


@pytest.mark.parametrize("char", "￥〔〕○〇㎡℃①×·—…“”㛃䶮𠅤昇堃玥祎珺")
def test_signs_and_rare_names_are_printable(char: str) -> None:
    assert unprintable(char) == ()


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\u2066", "\ufeff", "\t"])
def test_what_no_reader_sees_is_unprintable(char: str) -> None:
    assert unprintable(f"当事人{char}甲") == (char,)


def test_every_character_that_no_font_shows_is_named_once_in_order() -> None:
    assert unprintable("\U00020bb7甲\U0002cba6乙\ue000\U00020bb7") == ("\U00020bb7", "\U0002cba6", "\ue000")


def test_a_line_feed_parts_paragraphs_and_is_printable() -> None:
    assert unprintable("甲\n乙") == ()


def test_a_character_that_one_chain_lacks_is_unprintable() -> None:
    song_poor = Fonts(
        folders=SHIPPED.folders, body=SHIPPED.body, song=SHIPPED.body[:1], heading=SHIPPED.body, title=SHIPPED.body
    )
    assert unprintable("昇", song_poor) == ("昇",)


def test_a_faulty_character_does_not_count_as_shown() -> None:
    fang_alone = SHIPPED.body[:1]
    alone = Fonts(folders=SHIPPED.folders, body=fang_alone, song=fang_alone, heading=fang_alone, title=fang_alone)
    assert unprintable("元￥", alone) == ("￥",)


def test_an_agencys_own_font_is_asked_first(own: Path) -> None:
    fonts = SHIPPED.with_own(own, body="Agency Hei", title="Agency Hei")
    assert [face.family for face in fonts.body] == ["Agency Hei", *(face.family for face in SHIPPED.body)]
    assert fonts.title[0].family == "Agency Hei"
    assert (fonts.song, fonts.heading) == (SHIPPED.song, SHIPPED.heading)
    assert fonts.folders == (*SHIPPED.folders, own)


def test_a_family_that_the_folder_does_not_hold_is_refused_by_name(own: Path) -> None:
    with pytest.raises(ValueError, match=re.escape("中没有字体“仿宋_GB2312”；有：Agency Hei")):
        SHIPPED.with_own(own, body="仿宋_GB2312")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="不存在"):
        SHIPPED.with_own(tmp_path / "missing", body="仿宋_GB2312")


def test_other_fonts_have_another_digest(own: Path) -> None:
    before = digest(SHIPPED.with_own(own, body="Agency Hei"))
    assert before != digest(SHIPPED)
    assert before != digest(SHIPPED.with_own(own, heading="Agency Hei"))


def test_the_digest_does_not_depend_on_where_the_fonts_lie(own: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    moved = tmp_path_factory.mktemp("moved") / "fonts"
    shutil.copytree(own, moved)
    assert digest(SHIPPED.with_own(moved, body="Agency Hei")) == digest(SHIPPED.with_own(own, body="Agency Hei"))
