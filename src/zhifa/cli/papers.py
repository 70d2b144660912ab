"""Issued papers as files for people: a page for each, PDF and Word files where asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhifa.cli.cores import on_every_core
from zhifa.cli.files import write_whole

if TYPE_CHECKING:
    from zhifa.documents.fonts import Fonts
    from zhifa.engine.renditions import Kind
    from zhifa.storage.records import PaperRecord


def write_papers(
    papers: Sequence[PaperRecord],
    folder: Path,
    *,
    fonts: Fonts | None = None,
    pdf: Collection[str] = (),
    docx: Collection[str] = (),
) -> Mapping[str, tuple[Path, ...]]:
    """Write every paper into the folder as a page; as PDF/A the document types in ``pdf``, as editable Word files those in ``docx``.

    Answers the files by id of the paper. The same papers give the same files with the same bytes. They are set in ``fonts``, or else in those of the
    package, made on every core, and written when all are made, each whole or not at all: raises ``DocumentError`` naming the paper that cannot be,
    with nothing written.
    """
    from zhifa.documents.errors import DocumentError
    from zhifa.documents.fonts import SHIPPED
    from zhifa.engine.renditions import Renditions

    renditions = Renditions(None, fonts or SHIPPED)
    asked: Mapping[Kind, Collection[str]] = {"pdf": pdf, "docx": docx}

    def made(paper: PaperRecord) -> Mapping[Path, bytes]:
        kinds: tuple[Kind, ...] = ("html", *(kind for kind, codes in asked.items() if paper.code in codes))
        try:
            return {folder / f"{_name(paper)}.{kind}": renditions.of(paper, kind) for kind in kinds}
        except DocumentError as error:
            raise DocumentError(f"{_name(paper)}：{error}") from error

    with on_every_core(made, papers, label="制作文书") as each:
        contents = {paper.id: files for paper, files in zip(papers, each, strict=True)}
    folder.mkdir(parents=True, exist_ok=True)
    for files in contents.values():
        for path, content in files.items():
            write_whole(path, content)
    return {paper_id: tuple(files) for paper_id, files in contents.items()}


def _name(paper: PaperRecord) -> str:
    """``003-D02-立案审批表``: in the order of the file, with nothing that a path could take amiss."""
    title = "".join(char for char in paper.title if char.isalnum())
    return f"{paper.seq:03}-{paper.code}-{title}"
