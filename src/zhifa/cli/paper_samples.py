"""``zhifa paper sample``: what each document type looks like, marked as a sample on every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import Unusable
from zhifa.cli.marked_papers import Marked, write_marked
from zhifa.cli.output import emit, say, show_table
from zhifa.cli.paper_catalogue import document_type

if TYPE_CHECKING:
    from zhifa.documents import DocumentType

Codes = Annotated[list[str] | None, typer.Argument(metavar="[文书]…", help="文书编号，例如 D33；全部用 --all")]
Everything = Annotated[bool, typer.Option("--all", help="目录中的全部文书")]
Out = Annotated[Path, typer.Option(metavar="目录", help="样例写入的目录")]
Html = Annotated[bool, typer.Option("--html", help="存为网页；--html、--pdf、--docx 都不写的，三种都存")]
Pdf = Annotated[bool, typer.Option("--pdf", help="存为 PDF/A")]
Docx = Annotated[bool, typer.Option("--docx", help="存为 Word 文件")]


def sample(
    *, codes: Codes = None, out: Out, everything: Everything = False, html: Html = False, pdf: Pdf = False, docx: Docx = False,
    json: AsJson = False,
) -> None:  # fmt: skip
    """写出文书样例：有公开案例的用其所载内容，其余写〔样例〕；每页都有样例标记，不能当作文书使用。"""
    from zhifa.documents import CATALOGUE

    if everything == bool(codes):
        raise Unusable("写明文书编号，或者用 --all 写出全部，二者取一")
    kinds = [document_type(code) for code in (CATALOGUE if everything else dict.fromkeys(codes or ()))]
    asked = [kind for kind, given in (("html", html), ("pdf", pdf), ("docx", docx)) if given]
    papers = [paper for kind in kinds for paper in _samples(kind)]
    written = write_marked(papers, out, asked or ["html", "pdf", "docx"], label="写出样例")
    if json:
        emit({"samples": [paper.told | {"files": [str(path) for path in paths]} for paper, paths in written]})
        return
    show_table(("编号", "名称", "文件"), ((p.rendering.code, p.rendering.title, paths[0].stem) for p, paths in written))
    say(f"样例 {len(written)} 份，已存入 {out}")


def _samples(kind: DocumentType) -> Iterator[Marked]:
    """A sample of each occasion on which the paper is issued."""
    from zhifa.documents.samples import sample as facts_of
    from zhifa.documents.samples import sample_paper

    for number in range(len(kind.occasions)):
        made, on = sample_paper(kind.code, number), facts_of(kind.code, number).issue.issued_on
        title = "".join(char for char in made.title if char.isalnum())
        several = f"{number + 1}" if len(kind.occasions) > 1 else ""
        yield Marked(name=f"{kind.code}-{title}-样例{several}", rendering=made, issued_on=on)
