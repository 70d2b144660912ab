"""Issued papers as files for people: a page for each, PDF and Word files where asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa.cli.output import progress

if TYPE_CHECKING:
    from zhifa.engine.renditions import Kind
    from zhifa.storage.records import PaperRecord


def write_papers(
    papers: Sequence[PaperRecord], folder: Path, *, pdf: Collection[str] = (), docx: Collection[str] = ()
) -> Mapping[str, tuple[Path, ...]]:
    """Write every paper into the folder as a page; as PDF/A the document types in ``pdf``, as editable Word files those in ``docx``.

    Answers the files by id of the paper. The same papers give the same files with the same bytes.
    """
    from zhifa.engine.renditions import Renditions

    folder.mkdir(parents=True, exist_ok=True)
    renditions = Renditions(None)
    asked: Mapping[Kind, Collection[str]] = {"pdf": pdf, "docx": docx}
    written: dict[str, tuple[Path, ...]] = {}
    with progress(papers, label="写出文书") as each:
        for paper in each:
            kinds: tuple[Kind, ...] = ("html", *(kind for kind, codes in asked.items() if paper.code in codes))
            files: Mapping[Kind, Path] = {kind: folder / f"{_name(paper)}.{kind}" for kind in kinds}
            for kind, path in files.items():
                path.write_bytes(renditions.of(paper, kind))
            written[paper.id] = tuple(files.values())
    return written


def _name(paper: PaperRecord) -> str:
    """``003-D02-立案审批表``: in the order of the file, with nothing that a path could take amiss."""
    title = "".join(char for char in paper.title if char.isalnum())
    return f"{paper.seq:03}-{paper.code}-{title}"
