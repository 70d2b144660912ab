"""Issued papers as files for people: a page for each, and PDF where asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa.cli.output import progress

if TYPE_CHECKING:
    from zhifa.storage.records import PaperRecord


def write_papers(
    papers: Sequence[PaperRecord], folder: Path, *, pdf: Collection[str]
) -> Mapping[str, tuple[Path, ...]]:
    """Write every paper into the folder as a page, and as PDF/A those of the document types in ``pdf``.

    Answers the files by id of the paper. The same papers give the same files with the same bytes.
    """
    from zhifa.engine.renditions import Renditions

    folder.mkdir(parents=True, exist_ok=True)
    renditions = Renditions(None)
    written: dict[str, tuple[Path, ...]] = {}
    with progress(papers, label="写出文书") as each:
        for paper in each:
            page = folder / f"{_name(paper)}.html"
            page.write_bytes(renditions.of(paper, "html"))
            written[paper.id] = (page,)
            if paper.code in pdf:
                document = page.with_suffix(".pdf")
                document.write_bytes(renditions.of(paper, "pdf"))
                written[paper.id] = (page, document)
    return written


def _name(paper: PaperRecord) -> str:
    """``003-D02-立案审批表``: in the order of the file, with nothing that a path could take amiss."""
    title = "".join(char for char in paper.title if char.isalnum())
    return f"{paper.seq:03}-{paper.code}-{title}"
