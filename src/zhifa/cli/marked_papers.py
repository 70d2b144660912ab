"""Papers that are none, as files: samples and previews, in every rendition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa.cli.output import progress

if TYPE_CHECKING:
    from zhifa.documents import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A marked paper, the name of its files without what they end in, and the day it bears."""

    name: str
    rendering: Rendering
    issued_on: date

    @property
    def told(self) -> dict[str, str]:
        """The paper as JSON shows it."""
        return {"code": self.rendering.code, "title": self.rendering.title, "issued_on": self.issued_on.isoformat()}


def write_marked(
    papers: Sequence[Marked], folder: Path, kinds: Sequence[str], *, label: str
) -> list[tuple[Marked, list[Path]]]:
    """Write every paper into the folder in each of `kinds` (``html``, ``pdf``, ``docx``); the same papers give the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with progress(papers, label=label) as each:
        for paper in each:
            paths = [folder / f"{paper.name}.{kind}" for kind in kinds]
            for kind, path in zip(kinds, paths, strict=True):
                path.write_bytes(_rendition(paper, kind))
            written.append((paper, paths))
    return written


def _rendition(paper: Marked, kind: str) -> bytes:
    from zhifa.documents import page, pdf
    from zhifa.documents.word import word

    made = paper.rendering
    if kind == "html":
        return page(made.html, title=made.title).encode()
    if kind == "pdf":
        return pdf(made.html, title=made.title, issued_on=paper.issued_on, family=made.family)
    return word(made.html, title=made.title, issued_on=paper.issued_on, family=made.family)
