"""The titles of the columns: the first row of a sheet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from zhifa.engine.quoted import shown
from zhifa.sheets.errors import TableUnreadable


def titles_of(cells: Sequence[str], *, file: str) -> tuple[str, ...]:
    """The titles as they are written; a blank one is named by its place. Raises :class:`TableUnreadable` for one written twice."""
    named = [cell.strip() or f"第{number}列" for number, cell in enumerate(cells, start=1)]
    while named and not cells[len(named) - 1].strip():
        named.pop()  # commas at the end of the line
    twice = [title for title, times in Counter(named).items() if times > 1]
    if twice:
        raise TableUnreadable(file, f"列名{shown(twice[0])}写了不止一次；每列取一个不同的列名")
    return tuple(named)


def plain(title: str) -> str:
    """What is compared of a title: half-width, without spaces or the star of a required column, letters in capitals."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", title)).strip("*").upper()
