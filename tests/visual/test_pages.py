"""Ten papers of different layouts look as they did: as many pages, and on each the same things in the same places."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from paper_pictures import PAGES, PICTURED, page_file, pictured
from zhifa.documents import CATALOGUE
from zhifa.documents.typesetting import LAYOUT_OF

ALLOWED = 0.01
"""How far a page may be from its reference, from 0 to 1. One typesetter and one set of fonts give the same picture everywhere; a new version of
the typesetter may draw the edges of letters otherwise. A line that moved is several times as far."""

RENEW = "look at both, and if the new one is right: python tests/support/paper_pictures.py pages"


def distance(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the pictures where they are not white, edges blurred: 0 for the same, 1 for nothing in common."""
    blurred = [picture.convert("L").filter(ImageFilter.GaussianBlur(1)) for picture in (one, other)]
    ink = sum(255 - ImageStat.Stat(picture).mean[0] for picture in blurred) / 2
    return ImageStat.Stat(ImageChops.difference(*blurred)).mean[0] / (2 * ink)


@pytest.mark.parametrize("code", PICTURED)
def test_a_paper_looks_as_it_did(code: str) -> None:
    pages = pictured(code).pages
    kept = sorted(PAGES.glob(f"{code}-?.png"))
    assert len(pages) == len(kept), f"{code}: {len(pages)} pages, before {len(kept)}; {RENEW}"
    for number, page in enumerate(pages, 1):
        with Image.open(page_file(code, number)) as before:
            assert page.size == before.size
            assert distance(page, before) < ALLOWED, f"{code}, page {number}; {RENEW}"


def test_the_papers_that_are_looked_at_have_all_layouts() -> None:
    assert {LAYOUT_OF[CATALOGUE[code].family] for code in PICTURED} == set(LAYOUT_OF.values())


def test_a_line_that_moved_and_a_mark_that_is_gone_are_seen() -> None:
    page = pictured("D33").pages[1]
    moved = page.copy()
    moved.paste(page.crop((0, 300, page.width, 310)), (0, 303))
    blank = page.copy()
    blank.paste("white", (0, 200, page.width, 220))
    assert distance(page, page) == 0
    assert distance(page, moved) > ALLOWED
    assert distance(page, blank) > ALLOWED
