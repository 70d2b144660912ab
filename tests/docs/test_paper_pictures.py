"""docs/papers: every page of every paper, as they are now."""

from __future__ import annotations

from paper_pictures import SHEETS, inputs_digest
from zhifa.documents import CATALOGUE

INDEX = (SHEETS / "README.md").read_text(encoding="utf-8")


def test_the_contact_sheets_were_made_of_the_papers_as_they_are() -> None:
    assert inputs_digest() in INDEX, "look at them anew: python tests/support/paper_pictures.py sheets"


def test_the_index_names_every_paper_and_shows_every_sheet() -> None:
    assert [code for code in CATALOGUE if f"{code} " not in INDEX] == []
    assert sorted(f"sheet-{number}.png" for number in range(1, INDEX.count("![") + 1)) == sorted(
        sheet.name for sheet in SHEETS.glob("*.png")
    )


def test_the_sheets_are_small_enough_to_be_kept() -> None:
    assert sum(sheet.stat().st_size for sheet in SHEETS.iterdir()) < 3_000_000
