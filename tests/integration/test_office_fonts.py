"""An agency's own fonts are handed to the office, which sets PDFs in them and keeps them apart from those set in others."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf

from agency_font import agency_font
from case_desk import Desk
from zhifa.documents.fonts import SHIPPED
from zhifa.engine.office import Office


def _fonts(content: bytes) -> set[str]:
    resources: Any = pypdf.PdfReader(io.BytesIO(content)).pages[0]["/Resources"]
    return {font.get_object()["/BaseFont"].split("+")[1] for font in resources["/Font"].values()}


def test_an_office_sets_papers_in_the_fonts_it_was_handed(migrated_url: str, tmp_path: Path) -> None:
    with Desk(migrated_url) as desk:
        paper = desk.office.papers(desk.bring_to("investigating"))[0]
    own = SHIPPED.with_own(agency_font(tmp_path, "Agency Hei", "案件来源"), body="Agency Hei")
    with Office.open(migrated_url, files=tmp_path / "files", fonts=own) as office:
        in_own = office.rendition(paper.id, "pdf")
    with Office.open(migrated_url, files=tmp_path / "files") as office:
        in_ours = office.rendition(paper.id, "pdf")
    assert "AgencyHei-Identity-H" in _fonts(in_own)
    assert "AgencyHei-Identity-H" not in _fonts(in_ours)
