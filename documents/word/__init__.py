"""From the canonical HTML of a paper to an editable Word file (.docx).

The third rendition of the one text: it reads the blocks that the PDF is set from. A house sheet of styles (:mod:`.styles`) and an
empty file with page, header and footer (:mod:`.sheet`) are made once a process; :mod:`.body` writes the blocks into a copy.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, get_args

from docx import Document

from zhifa.documents.blocks import parse
from zhifa.documents.document_type import Family
from zhifa.documents.errors import NotSet, Unprintable
from zhifa.documents.fonts import unprintable
from zhifa.documents.marks import mark_of
from zhifa.documents.numerals import SHANGHAI
from zhifa.documents.word.archive import repacked
from zhifa.documents.word.body import write
from zhifa.documents.word.sheet import empty_file, mark_pages

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["word"]


def word(html: str, *, title: str, issued_on: date, family: str) -> bytes:
    """The paper `html` as an editable Word file: the same input gives the same bytes.

    A4 with the margins and lines of GB/T 9704-2012, real styles, and in every page header the note that the signed PDF is what counts. Fonts
    are named, not embedded: an office has its own. Field text is data: markup of Word in it is shown as it is. The times in
    the file are midnight in China on `issued_on`. Raises UnknownMarkup for HTML that is no paper, Unprintable for a character
    that no font of the papers shows or no reader sees, NotSet for an unknown family.
    """
    if family not in get_args(Family):
        raise NotSet(f"no document type has the family {family[:20]!r}")
    _refuse_unprintable(family, f"{title}{unescape(html)}")
    paper = parse(html)
    made = Document(BytesIO(empty_file()))
    write(made.element.body, paper)
    mark = mark_of(html)
    if mark:
        mark_pages(made.sections[0], mark)
    _describe(made, title, issued_on)
    stream = BytesIO()
    made.save(stream)
    return repacked(stream)


def _refuse_unprintable(family: str, text: str) -> None:
    chars = unprintable(text)
    if chars:
        raise Unprintable(family, tuple(("正文", char) for char in chars))


def _describe(made: WordFile, title: str, issued_on: date) -> None:
    at = datetime.combine(issued_on, time(), SHANGHAI).astimezone(UTC)
    properties = made.core_properties
    properties.title = title[:255]  # the most a property holds
    properties.created = properties.modified = at
    properties.last_modified_by = ""
    properties.revision = 1
