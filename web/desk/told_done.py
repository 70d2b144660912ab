"""What is told on the page of a case after a step: what was done, the papers that it made, and once what was noticed about them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from zhifa.engine.command import Done
from zhifa.engine.errors import OfficeError
from zhifa.engine.jottings import Jotting
from zhifa.engine.office import Office
from zhifa.storage.errors import StorageError
from zhifa.web.desk.case_tabs import PaperLine, timeline
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.errors import BadRequest

_STEP: Final = "done/"
_LONGEST: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDone:
    """An entry that was just made."""

    label: str
    papers: tuple[PaperLine, ...]
    notes: tuple[str, ...]


def keep(office: Office, officer_id: str, agency_id: str, done: Done) -> None:
    """Keep the notes of a step for the page that is shown next; nothing where there are none, or where they cannot be kept: the step is done."""
    if not done.notes:
        return
    typed = {str(number): note for number, note in enumerate(done.notes)}
    with suppress(OfficeError, StorageError):
        office.jottings.keep(
            officer_id, agency_id, place=done.case_id, step=f"{_STEP}{done.seq}", version=done.version, typed=typed
        )


def told(office: Office, view: CaseOnDesk, seq: str) -> ToldDone | None:
    """What was done as entry ``seq`` of the case; its notes are told to whoever did it, this once. Raises :class:`BadRequest` for what is no number."""
    if not seq:
        return None
    if not (seq.isascii() and seq.isdecimal() and len(seq) <= _LONGEST):
        raise BadRequest("done_faulty", "地址中 done 的值不合要求：应为记录的序号")
    event = next((one for one in timeline(view) if one.seq == int(seq)), None)
    if event is None:
        return None
    return ToldDone(label=event.label, papers=event.papers, notes=_notes(office, view, int(seq)))


def apart(jottings: Iterable[Jotting]) -> tuple[Jotting, ...]:
    """What was kept aside, without such notes."""
    return tuple(one for one in jottings if not one.step.startswith(_STEP))


def _notes(office: Office, view: CaseOnDesk, seq: int) -> tuple[str, ...]:
    kept = office.jottings.one(view.laid.actor, view.id, f"{_STEP}{seq}")
    if kept is None:
        return ()
    with suppress(StorageError):  # they are told; at worst they are told again
        office.jottings.drop(view.laid.actor, view.id, f"{_STEP}{seq}")
    return tuple(kept.typed.values())
