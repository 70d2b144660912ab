"""The dossier as files: a merged PDF/A a volume, every paper alone, and what a program is told of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from zhifa.documents.dossier import binding
from zhifa.documents.dossier.arrangement import Volume
from zhifa.documents.dossier.sheets import Sheets, back, front, numbers
from zhifa.documents.errors import DocumentError
from zhifa.documents.fonts import Fonts
from zhifa.engine.dossier import Dossier, Piece
from zhifa.engine.volume_sheets import ALONE, Leaf, Leaves, sheets_for, size
from zhifa.storage.records import PaperRecord, SealRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The dossier as files by their path in its folder, and what is told of them."""

    files: Mapping[str, bytes]
    told: Mapping[str, Any]


class Over(Protocol):
    """Does the same with each of several papers, one after the other as ``map`` does, or on several cores, and answers in their order."""

    def __call__(self, work: Callable[[PaperRecord], bytes], papers: Sequence[PaperRecord], /) -> Iterable[bytes]: ...


def bound(
    dossier: Dossier,
    pdf: Callable[[PaperRecord], bytes],
    *,
    signed: Callable[[SealRecord], bytes] | None,
    fonts: Fonts,
    over: Over,
) -> Bound:
    """Every file of the dossier but the evidence; the same dossier gives the same bytes.

    ``pdf`` makes the PDF of a paper, ``over`` those of all; ``signed`` reads a signed one, which then lies beside the volumes as it is, while the
    volume holds the same text without the seal; a sample seal is left out, and so is a signed file that is lost. Raises ``DocumentError`` naming the paper that cannot be set.
    """
    leaves = _leaves(dossier, over(partial(_named, pdf), [piece.paper for piece in dossier.pieces]), signed)
    files = {}
    for volume, several in leaves.items():
        files[f"{volume}.pdf"] = _volume(sheets_for(dossier, volume, leaves), several, fonts)
        files |= {_alone(leaf.piece): leaf.alone for leaf in several}
    if dossier.sheets:
        files[f"{ALONE}/归档-{dossier.sheets.code}-{in_a_path(dossier.sheets.title)}.pdf"] = pdf(dossier.sheets)
    return Bound(files=files, told=_told(dossier, leaves))


def _named(pdf: Callable[[PaperRecord], bytes], paper: PaperRecord) -> bytes:
    """Its PDF; the error of one that cannot be set names it."""
    try:
        return pdf(paper)
    except DocumentError as error:
        raise DocumentError(f"第{paper.seq}号记录的《{paper.title}》（{paper.code}）：{error}") from error


def _leaves(dossier: Dossier, made: Iterable[bytes], signed: Callable[[SealRecord], bytes] | None) -> Leaves:
    """The pieces of the 正卷, and of the 副卷 where it has any, one behind the other."""
    leaves: dict[Volume, list[Leaf]] = {Volume.MAIN: []}
    for piece, pdf in zip(dossier.pieces, made, strict=True):
        earlier = leaves.setdefault(piece.volume, [])
        alone = signed(piece.signed) if signed and piece.signed and not piece.lost else pdf
        first = earlier[-1].pages[1] + 1 if earlier else 1
        earlier.append(Leaf(piece=piece, pdf=pdf, alone=alone, pages=(first, first + binding.pages(pdf) - 1)))
    return leaves


def _volume(sheets: Sheets, leaves: Sequence[Leaf], fonts: Fonts) -> bytes:
    return binding.bind(
        front=front(sheets, fonts=fonts),
        pieces=[binding.Piece(bookmark=_bookmark(leaf.piece), part=leaf.piece.part, pdf=leaf.pdf) for leaf in leaves],
        back=back(sheets, fonts=fonts),
        numbers=numbers(sheets, size(leaves)[1], fonts=fonts),
    )


def _bookmark(piece: Piece) -> str:
    return "　".join(filter(None, (str(piece.number), piece.paper.title, piece.paper.number)))


def _alone(piece: Piece) -> str:
    """``单件/正卷/001-D02-立案审批表.pdf``."""
    return f"{ALONE}/{piece.volume}/{piece.number:03}-{piece.paper.code}-{in_a_path(piece.paper.title)}.pdf"


def in_a_path(text: str) -> str:
    """Without anything that a path could take amiss."""
    return "".join(char for char in text if char.isalnum())


def _told(dossier: Dossier, leaves: Leaves) -> dict[str, Any]:
    return {
        "case": dossier.case_id,
        "title": dossier.named,
        "archived": dossier.sheets is not None,
        "complete": dossier.complete,
        "unread": dossier.unread,
        "lacking": [{"codes": list(lack.codes), "text": lack.text} for lack in dossier.lacks],
        "volumes": [
            {"volume": str(volume), "file": f"{volume}.pdf", "pieces": pieces, "pages": pages}
            for volume, (pieces, pages) in ((volume, size(several)) for volume, several in leaves.items())
        ],
        "pieces": [_piece(leaf) for several in leaves.values() for leaf in several],
        "evidence": [
            {"key": item.key, "name": item.name, "digest": item.digest, "intact": item.intact}
            for item in dossier.evidence
        ],
    }


def _piece(leaf: Leaf) -> dict[str, Any]:
    piece, paper = leaf.piece, leaf.piece.paper
    return {
        "volume": str(piece.volume),
        "number": piece.number,
        "part": piece.part,
        "paper": paper.id,
        "code": paper.code,
        "title": paper.title,
        "document_number": paper.number,
        "issued_on": paper.issued_on,
        "pages": list(leaf.pages),
        "sealed": piece.signed is not None,
        "sample": piece.seal is not None and piece.signed is None,
        "signed": leaf.signed,
        "remark": piece.remark,
        "file": _alone(piece),
        "digest": hashlib.sha256(leaf.alone).hexdigest(),
    }
