"""What is told on the page that follows a step: what was done, the papers that it made, and what was noticed about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zhifa.engine.office import Office
from zhifa.web.desk.case_tabs import PaperLine, timeline
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.errors import BadRequest

_LONGEST: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDone:
    """An entry that was just made."""

    label: str
    papers: tuple[PaperLine, ...]
    notes: tuple[str, ...]


def told(office: Office, view: CaseOnDesk, seq: str) -> ToldDone | None:
    """What was done as entry ``seq`` of the case; ``None`` where there is no such entry. Raises :class:`BadRequest` for what is no number."""
    if not seq:
        return None
    if not (seq.isascii() and seq.isdecimal() and len(seq) <= _LONGEST):
        raise BadRequest("done_faulty", "地址中 done 的值不合要求：应为记录的序号")
    event = next((one for one in timeline(view) if one.seq == int(seq)), None)
    if event is None:
        return None
    notes = office.noticed(view.id, event.seq) if event.papers and view.whole else ()
    return ToldDone(label=event.label, papers=event.papers, notes=notes)
