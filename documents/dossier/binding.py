"""A volume of the dossier as one PDF/A-2b: the sheets and papers one after the other, their pages numbered, with bookmarks.

The file is the one of the front sheets, whose colour profile and description it keeps, with the pages of the others put in: so it claims to be what
each of them was checked to be. Of a paper's file only the pages are taken: its tags, which no merged file could keep whole, are not.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, groupby
from typing import Final

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Page, Pdf, Stream, String

_NUMBER: Final = "/VolumePageNumber"
_IDENTITY: Final = re.compile(rb"<xmpMM:(?:Instance|Document)ID>([^<]+)<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paper as it is bound: its bookmark, the part of the volume it stands in, its PDF."""

    bookmark: str
    part: str
    pdf: bytes


def pages(pdf: bytes) -> int:
    """How many pages the PDF has."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(*, front: bytes, pieces: Sequence[Piece], back: bytes, numbers: bytes) -> bytes:
    """The volume: cover and list, the pieces with their pages numbered, the note sheet. The same input gives the same bytes.

    ``numbers`` has one page for each page of the pieces, its number at the lower right. All must be PDF/A-2b of our own typesetting.
    """
    with ExitStack() as files:
        bound, *papers, last, numbered = (
            files.enter_context(Pdf.open(BytesIO(content)))
            for content in (front, *(piece.pdf for piece in pieces), back, numbers)
        )
        before = len(bound.pages)
        for paper in papers:
            bound.pages.extend(paper.pages)
        leaves = list(bound.pages)[before:]
        _number(bound, leaves, list(numbered.pages)[: len(leaves)])  # no number for no page: a file has one at least
        bound.pages.extend(last.pages)
        starts = list(accumulate((len(paper.pages) for paper in papers), initial=before))
        listed = _bookmark(bound, pieces, starts)
        _label(bound, listed, before, starts[-1])
        _describe(bound, _digest(front, back, *(piece.pdf for piece in pieces)))
        return _saved(bound)


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _number(bound: Pdf, leaves: Sequence[Page], numbered: Sequence[Page]) -> None:
    """Lay each number over its page. The page's own state of drawing is closed before, so that it moves and colours no number."""
    shield = bound.make_indirect(Stream(bound, b"q\n"))
    laid = bound.make_indirect(Stream(bound, f"\nQ q {_NUMBER} Do Q\n".encode()))
    for leaf, number in zip(leaves, numbered, strict=True):
        form = bound.copy_foreign(number.as_form_xobject())
        own = dict(leaf.Resources.items())  # pages of one paper may share theirs
        drawn = dict(own.pop("/XObject", Dictionary()).items())
        leaf.Resources = Dictionary({**own, "/XObject": Dictionary({**drawn, _NUMBER: form})})
        leaf.contents_add(shield, prepend=True)
        leaf.contents_add(laid)


def _bookmark(bound: Pdf, pieces: Sequence[Piece], starts: Sequence[int]) -> int:
    """One for the cover, the note sheet and every part with its pieces, beside those of the lists, which the front sheets have.

    Answers where the lists begin: a long 案卷题名 takes the cover to a second page.
    """
    with bound.open_outline() as outline:
        first = outline.root[0].destination
        assert isinstance(first, Array), "the layout of the front sheets makes a bookmark of each list"
        listed = bound.pages.index(Page(first[0]))
        outline.root.insert(0, OutlineItem("封面", 0))
        for part, within in groupby(zip(pieces, starts, strict=False), key=lambda pair: pair[0].part):
            found = [OutlineItem(piece.bookmark, start) for piece, start in within]
            above = OutlineItem(part, found[0].destination)
            above.children += found
            outline.root.append(above)
        outline.root.append(OutlineItem("卷内备考表", starts[-1]))
    bound.Root.PageMode = Name.UseOutlines
    return listed


def _label(bound: Pdf, listed: int, before: int, after: int) -> None:
    """A reader shows the numbers that are printed; the sheets have none (封面、目录、备考表不编页号)."""
    labels = {0: Dictionary(P=String("封面")), listed: Dictionary(P=String("目录"), S=Name.D)}
    labels |= {before: Dictionary(S=Name.D), after: Dictionary(P=String("备考表"))}
    numbered = Array([each for first in sorted(labels) for each in (first, labels[first])])
    bound.Root.PageLabels = Dictionary(Nums=numbered)


def _describe(bound: Pdf, content: str) -> None:
    """The description of the front sheets becomes that of the volume: its number of pages, an identity from all that it holds, no tags."""
    told = bound.Root.Metadata.read_bytes()
    told = re.sub(rb"(?<=<xmpTPg:NPages>)\d+", str(len(bound.pages)).encode(), told)
    for identity in set(_IDENTITY.findall(told)):
        told = told.replace(identity, b64encode(bytes.fromhex(content)[:16]))
    bound.Root.Metadata.write(told)
    for key in (Name.StructTreeRoot, Name.MarkInfo):
        if key in bound.Root:
            del bound.Root[key]
    for leaf in bound.pages:
        if Name.StructParents in leaf:
            del leaf[Name.StructParents]


def _saved(bound: Pdf) -> bytes:
    made = BytesIO()
    bound.save(made, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=False)
    return made.getvalue()
