"""Renditions of an issued paper: made from its row after the commit, on demand, and kept beside the evidence; safe to delete."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from zhifa.documents import CATALOGUE, page, pdf
from zhifa.documents.typesetting import setting_version
from zhifa.engine.canonical import digest
from zhifa.storage.files import RenditionCache
from zhifa.storage.records import PaperRecord

Kind = Literal["html", "pdf"]


class Renditions:
    """Makes renditions; remembers PDFs when it was given a folder. Needs no lock and no transaction."""

    def __init__(self, folder: Path | None) -> None:
        self._cache = RenditionCache(folder) if folder else None

    def of(self, paper: PaperRecord, kind: Kind) -> bytes:
        """The paper as a page for a browser, or as PDF/A: the same bytes at every call. Raises ``DocumentError`` when it cannot be set."""
        if kind == "html":
            return page(paper.html, title=paper.title).encode()
        key = digest("rendition/1", f"{paper.digest}/{paper.issued_on}/{setting_version()}")
        kept = self._cache.find(key, kind) if self._cache else None
        return kept.read_bytes() if kept else self._made(paper, key)

    def _made(self, paper: PaperRecord, key: str) -> bytes:
        family = CATALOGUE[paper.code].family
        made = pdf(paper.html, title=paper.title, issued_on=date.fromisoformat(paper.issued_on), family=family)
        if self._cache:
            self._cache.keep(key, "pdf", made)
        return made
