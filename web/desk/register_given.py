"""Uploaded sheets read into the lines that they give a register, with what hardly anybody means by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from zhifa.engine.books.book import Numbered
from zhifa.engine.books.catalogue import book_named
from zhifa.engine.books.posts import by_name
from zhifa.engine.quoted import shown
from zhifa.engine.register import Register
from zhifa.engine.register_journal import Source
from zhifa.registers.absent import keep_absent
from zhifa.registers.intake import Intake, read_sheets
from zhifa.registers.unseen import dwindling, overtaken
from zhifa.sheets import TableUnreadable
from zhifa.web.access import Site
from zhifa.web.desk.staging import Staged
from zhifa.web.errors import BadRequest

_LONGEST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the sheets hold."""

    lines: Mapping[str, Sequence[Numbered]]
    whole: frozenset[str]
    source: Source
    absent: Mapping[str, tuple[str, ...]]
    """By label of the book: columns that its sheet has not."""
    unseen: tuple[str, ...]
    """What it would do that hardly anybody means."""

    @property
    def rows(self) -> dict[str, int]:
        """How many lines of each book."""
        return {name: len(lines) for name, lines in self.lines.items()}


def given_by(site: Site, register: Register, staged: Staged) -> Given:
    """What the waiting files give this register.

    Raises ``TableUnreadable`` for what is no sheet of a register or another agency's export, ``SheetsFaulty`` naming every faulty line, and
    :class:`BadRequest` for a book that there is not.
    """
    room, agency_id = site.office.books, register.agency.id
    site.office.registers()  # at hand from here on: read before the sheets, it leaves them the room that reading takes
    intake = _read(staged)
    intake.require_sound()
    lines = by_name(intake.lines, room.roles)
    unseen: list[str] = []
    if intake.manifest:
        entries = room.history(agency_id)
        hashes = {entry.seq: entry.hash for entry in entries}
        intake.manifest.require_fits(agency_id, register.version, hashes.get, file=staged.paths[0].name)
        unseen += overtaken(intake.manifest, entries, tuple(intake.lines))
    keeps_others = staged.told.get("keep_others") == "yes"
    if keeps_others:
        lines = keep_absent(intake, lines, register.shelf)
        intake.require_sound()
    else:
        unseen += dwindling(register, lines, site.office.agenda.today)
    return Given(
        lines=lines,
        whole=frozenset() if keeps_others else frozenset(intake.lines),
        source=_source(intake, staged),
        absent={book_named(name).label: labels for name, labels in intake.absent.items() if labels},
        unseen=tuple(unseen),
    )


def _read(staged: Staged) -> Intake:
    name = staged.told.get("book", "")
    try:
        return read_sheets(staged.paths, book=book_named(name) if name else None)
    except LookupError as error:
        raise BadRequest("book_unknown", f"填报项“名录”的值{shown(name)}不合要求：没有这种名录", status=422) from error
    except (UnicodeError, ValueError) as error:
        raise TableUnreadable(
            staged.paths[0].name, "不能读出内容；用表格软件打开后另存为 CSV 或者 XLSX，再交"
        ) from error


def _source(intake: Intake, staged: Staged) -> Source:
    digests = [one.digest for one in intake.sources]
    joint = digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()
    return Source(
        kind="file", file="、".join(one.name for one in intake.sources), sha256=joint,
        document=staged.told.get("document") or None, reason=staged.told.get("reason") or None,
    )  # fmt: skip


def note_fault(label: str, text: str) -> str | None:
    """Why these words cannot stand in the journal; ``None`` when they can, or there are none."""
    if not text or (len(text) <= _LONGEST_NOTE and text.isprintable()):
        return None
    return f"填报项“{label}”的值{shown(text)}不合要求：应为1至{_LONGEST_NOTE}个可见字符，写在一行"
