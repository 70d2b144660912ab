"""docs/tour.md and its pictures, which `pytest tests/browser/test_journey.py --renew-tour` makes."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"
JOURNEY = DOCS.parent / "tests" / "browser" / "test_journey.py"
WIDTH, LARGEST = 1280, 150_000
"""Pixels across, and bytes of one picture."""


def _named() -> list[str]:
    return re.findall(r"!\[[^\]]+\]\(tour/([^)]+)\)", (DOCS / "tour.md").read_text(encoding="utf-8"))


def test_every_picture_of_the_tour_is_there_and_no_other() -> None:
    named = _named()
    assert named == sorted(file.name for file in (DOCS / "tour").iterdir())
    for name in named:
        file = DOCS / "tour" / name
        with Image.open(file) as picture:
            assert (picture.format, picture.width) == ("PNG", WIDTH), name
        assert file.stat().st_size < LARGEST, name


def test_every_picture_is_made_by_the_journey() -> None:
    told = JOURNEY.read_text(encoding="utf-8")
    assert [name for name in _named() if f'"{Path(name).stem}"' not in told] == []
