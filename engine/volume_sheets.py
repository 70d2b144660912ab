"""What the sheets of a volume say: cover, list of contents, what lies beside it, note sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from zhifa.documents.dossier.arrangement import Volume
from zhifa.documents.dossier.sheets import Apart, Chapter, Entry, Row, Sheets, pair, row
from zhifa.documents.fonts import unprintable
from zhifa.engine.dossier import Dossier, Piece
from zhifa.engine.evidence_items import EvidenceItem
from zhifa.engine.instants import legal_day, stored_instant

ALONE = "单件"
"""Folder of the papers one by one."""
_SAMPLE = "样章，无法律效力"
_UNSHOWN = "〓"
"""Stands for a character of a file's name that no font has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A piece with its PDF and the pages of the volume that it fills."""

    piece: Piece
    pdf: bytes
    """As it is bound: without a seal."""
    alone: bytes
    """As it lies beside the volume: the signed file where it has one."""
    pages: tuple[int, int]

    @property
    def signed(self) -> bool:
        return self.alone != self.pdf


Leaves = Mapping[Volume, Sequence[Leaf]]


def sheets_for(dossier: Dossier, volume: Volume, leaves: Leaves) -> Sheets:
    """The sheets of one volume; ``leaves`` are those of all."""
    pieces, pages = size(leaves[volume])
    main = volume is Volume.MAIN
    return Sheets(
        agency=dossier.agency,
        title=dossier.title,
        volume=volume,
        named=dossier.named,
        mark=dossier.mark,
        on=dossier.on,
        cover=(*dossier.cover, pair("本卷件数", str(pieces), "本卷页数", str(pages))),
        chapters=tuple(_chapters(dossier, leaves[volume])),
        apart=tuple(map(apart, dossier.evidence)) if main else (),
        notes=(*dossier.notes, *_notes(dossier, leaves)),
    )


def size(leaves: Sequence[Leaf]) -> tuple[int, int]:
    """Pieces and pages."""
    return len(leaves), leaves[-1].pages[1] if leaves else 0


def _chapters(dossier: Dossier, leaves: Sequence[Leaf]) -> Iterator[Chapter]:
    for part, within in groupby(leaves, key=lambda leaf: leaf.piece.part):
        yield Chapter(title=part, entries=tuple(_entry(dossier, leaf) for leaf in within))


def _entry(dossier: Dossier, leaf: Leaf) -> Entry:
    paper = leaf.piece.paper
    return Entry(
        number=leaf.piece.number,
        document_number=paper.number or "",
        responsible=dossier.agency,
        title=paper.title,
        on=date.fromisoformat(paper.issued_on),
        pages=leaf.pages,
        remark="；".join(filter(None, (leaf.piece.remark, _of_seal(leaf)))),
    )


def _of_seal(leaf: Leaf) -> str:
    if leaf.signed:
        return "签章件另存"
    return _SAMPLE if leaf.piece.seal and not leaf.piece.signed else ""


def apart(item: EvidenceItem) -> Apart:
    """A piece of evidence as the list of what lies beside the volume tells of it."""
    named = f"{item.description or ''}{f'（{item.name}）' if item.name else ''}"
    return Apart(
        name=_printable(item.key),
        description=_printable(named),
        kind=_printable(item.kind or ""),
        on=item.obtained_on or _day(item.obtained_at),
        kept=f"{_standing(item)}{item.digest or ''}",
    )


def _day(instant: str | None) -> str:
    return legal_day(stored_instant(instant)).isoformat() if instant else "未载"


def _standing(item: EvidenceItem) -> str:
    if item.digest is None:
        return "（系统中没有其文件）"
    return "" if item.intact is not False else "（证据文件库中缺失，或者有改动）"


def _printable(text: str) -> str:
    unshown = unprintable(text)
    return "".join(_UNSHOWN if char in unshown else char for char in text)


def _notes(dossier: Dossier, leaves: Leaves) -> Iterator[Row]:
    """What the note sheet says beyond what was registered at the archiving."""
    yield row("齐全情况", *_complete(dossier))
    yield row("件数和页数", *_counted(dossier, leaves))
    yield row("另存的文件", *_beside(dossier, leaves))
    yield row("排列和页号", f"{dossier.order}。", "封面、目录、备考表不编页号；本卷页号在右下角，文书自己的页码不变。")


def _complete(dossier: Dossier) -> Iterator[str]:
    for lack in dossier.lacks:
        yield _printable(lack.text)
    if dossier.complete:
        yield "按案件的结果核对，应有的文书均在卷内。"
    if dossier.unread:
        yield f"{dossier.unread}。"


def _counted(dossier: Dossier, leaves: Leaves) -> Iterator[str]:
    sizes = ((volume, *size(several)) for volume, several in leaves.items())
    yield f"{'，'.join(f'{volume} {pieces} 件 {pages} 页' for volume, pieces, pages in sizes)}，只计系统制作的文书。"
    if dossier.sheets:
        yield "封面所载件数、页数是归档时就全案登记的，其中页数由立卷人填报。"
    if dossier.added:
        yield f"归档以后制作 {dossier.added} 件，列在卷末，归档时的登记不含这些。"


def _beside(dossier: Dossier, leaves: Leaves) -> Iterator[str]:
    yield f"各件的单份文件在“{ALONE}”目录，编号与卷内文件目录相同。"
    if dossier.sheets:
        yield "归档时签发的封面、目录、备考表（D50）也在其中；本卷封面和备考表照录其登记。"
    bound = [leaf for several in leaves.values() for leaf in several]
    sealed, samples = (
        [leaf for leaf in bound if leaf.piece.signed],
        [leaf for leaf in bound if _of_seal(leaf) == _SAMPLE],
    )
    signed = [leaf.piece.paper.title for leaf in sealed if leaf.signed]
    if signed:
        yield f"已签章 {len(signed)} 件（{'、'.join(dict.fromkeys(signed))}），签章以单份文件为准，本卷只排印其文字。"
    lost = sum(leaf.piece.lost for leaf in sealed)
    if lost:
        yield f"另有 {lost} 件已签章，签章的文件缺失或者有改动，单份文件是没有签章的文本。"
    if len(signed) + lost < len(sealed):
        yield f"另有 {len(sealed) - len(signed) - lost} 件已签章，签章的文件在文件库中，没有随卷写出。"
    if samples:
        yield f"另有 {len(samples)} 件只有{_SAMPLE}，没有随卷写出。"
    if dossier.evidence:
        yield f"证据 {len(dossier.evidence)} 项不排入本卷，列在正卷目录之后。"
