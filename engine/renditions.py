"""Renditions of an issued paper: made from its row after the commit, on demand, and kept beside the evidence; safe to delete."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from zhifa.documents import CATALOGUE, page, pdf
from zhifa.documents.fonts import SHIPPED, Fonts
from zhifa.documents.typesetting import setting_version
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
        return kept.read_bytes() if kept else self._made(paper, key)

    def _made(self, paper: PaperRecord, key: str) -> bytes:
        family = CATALOGUE[paper.code].family
        issued_on = date.fromisoformat(paper.issued_on)
        made = pdf(paper.html, title=paper.title, issued_on=issued_on, family=family, fonts=self._fonts)
        if self._cache:
            self._cache.keep(key, "pdf", made)
        return made


def _editable(paper: PaperRecord) -> bytes:
    from zhifa.documents.word import word  # only who makes a Word file waits for its library

    issued_on, family = date.fromisoformat(paper.issued_on), CATALOGUE[paper.code].family
    return word(paper.html, title=paper.title, issued_on=issued_on, family=family)
