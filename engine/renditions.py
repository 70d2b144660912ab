"""Renditions of an issued paper: made from its row after the commit, on demand, and kept beside the evidence; safe to delete."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from zhifa.documents import CATALOGUE, page, pdf
from zhifa.documents.blocks import Footer, parse
from zhifa.documents.fonts import SHIPPED, Fonts
from zhifa.documents.signing.port import Shown
from zhifa.documents.typesetting import seal_place, setting_version
from zhifa.engine.canonical import digest
from zhifa.storage.files import RenditionCache
from zhifa.storage.records import PaperRecord

Kind = Literal["html", "pdf", "docx"]


class Renditions:
    """Makes renditions; remembers PDFs when it was given a folder, never Word files. Needs no lock and no transaction."""

    def __init__(self, folder: Path | None, fonts: Fonts = SHIPPED) -> None:
        self._cache = RenditionCache(folder) if folder else None
        self._fonts = fonts

    def of(self, paper: PaperRecord, kind: Kind) -> bytes:
        """The paper as a page for a browser, PDF/A or an editable Word file: the same bytes at every call.

        Raises ``DocumentError`` when it cannot be set.
        """
        if kind == "html":
            return page(paper.html, title=paper.title).encode()
        if kind == "docx":
            return _editable(paper)
        key = digest("rendition/1", f"{paper.digest}/{paper.issued_on}/{setting_version(self._fonts)}")
        kept = self._cache.find(key, kind) if self._cache else None
        return kept or self._made(paper, key)

    @property
    def fonts(self) -> Fonts:
        """What the PDFs are set in."""
        return self._fonts

    @property
    def setting(self) -> str:
        """What besides the papers decides the bytes of their PDFs, as a digest."""
        return setting_version(self._fonts)

    def unsigned(self, paper: PaperRecord) -> bytes:
        """The PDF that a signature is set upon and that is bound, made of the row now: a kept one may have been exchanged on the disk."""
        family = CATALOGUE[paper.code].family
        issued_on = date.fromisoformat(paper.issued_on)
        return pdf(paper.html, title=paper.title, issued_on=issued_on, family=family, fonts=self._fonts)

    def shown(self, paper: PaperRecord) -> Shown | None:
        """What the signature shows: agency and date as they stand under the paper, and the place of the seal; None where it has none."""
        family = CATALOGUE[paper.code].family
        place = seal_place(paper.html, title=paper.title, family=family, fonts=self._fonts)
        agency = signed_by(paper)
        if place is None or agency is None:
            return None
        return Shown(agency=agency, issued_on=date.fromisoformat(paper.issued_on), place=place)

    def _made(self, paper: PaperRecord, key: str) -> bytes:
        made = self.unsigned(paper)
        if self._cache:
            self._cache.keep(key, "pdf", made)
        return made


def signed_by(paper: PaperRecord) -> str | None:
    """The agency as it stands under the paper, whatever it is called by now; None where none does: then the paper has no place for a seal."""
    closing = (line for block in parse(paper.html).blocks if isinstance(block, Footer) for line in block.lines)
    return next((line.text for line in closing if line.style == "signer"), None)


def _editable(paper: PaperRecord) -> bytes:
    from zhifa.documents.word import word  # only who makes a Word file waits for its library

    issued_on, family = date.fromisoformat(paper.issued_on), CATALOGUE[paper.code].family
    return word(paper.html, title=paper.title, issued_on=issued_on, family=family)
