"""The files that a change of the register is made of: sheets, the folder of an export, or a whole register as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhifa.cli.faults import Unusable
from zhifa.cli.inputs import read_text, register_of
from zhifa.cli.output import meter
from zhifa.cli.register_moves import book_of
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.engine.books.book import Numbered
    from zhifa.engine.office import Office
    from zhifa.engine.register import Register
    from zhifa.engine.register_journal import Source
    from zhifa.registers.intake import Intake
    from zhifa.registers.manifest import Manifest


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the files hold, whichever they are."""

    agency_id: str
    register: Register | None
    """``None``: the agency is new."""
    lines: Mapping[str, Sequence[Numbered]]
    whole: frozenset[str]
    source: Source
    intake: Intake | None = None
    """``None``: it came as JSON."""
    unseen: tuple[str, ...] = ()
    """What it would do that hardly anybody means."""

    @property
    def rows(self) -> dict[str, int]:
        """How many lines of each book."""
        return {name: len(lines) for name, lines in self.lines.items()}

    @property
    def absent(self) -> dict[str, list[str]]:
        """Labels of the columns that the sheet of a book has not."""
        return {name: list(labels) for name, labels in self.intake.absent.items() if labels} if self.intake else {}


def given_by(
    office: Office,
    files: Sequence[str],
    *,
    book: str | None,
    agency: str | None,
    keep_others: bool,
    told: Mapping[str, Any],
) -> Given:
    """What the files hold, of which agency. ``told``: what the source says besides the files.

    Raises ``SheetsFaulty`` naming every faulty line, ``RegisterFaulty`` for JSON.
    """
    from zhifa.engine.books.posts import by_name
    from zhifa.engine.instants import legal_day
    from zhifa.engine.register_ids import identifier
    from zhifa.engine.register_journal import Source
    from zhifa.registers.absent import keep_absent
    from zhifa.registers.unseen import dwindling, overtaken

    if any(_is_json(file) for file in files):
        if len(files) > 1 or book or keep_others:
            raise Unusable("整份的 JSON 名录要单独导入，不写 --book 和 --keep-others")
        return _from_json(office, files[0], told)
    office.registers()  # at hand from here on: read before the sheets, it leaves them the room that reading takes
    intake, manifest, name = _read(files, book)
    intake.require_sound()
    register = _register(office, agency, intake, manifest)
    lines = by_name(intake.lines, office.books.roles)
    unseen: list[str] = []
    if register and manifest:
        entries = office.books.history(register.agency.id)
        hashes = {entry.seq: entry.hash for entry in entries}
        manifest.require_fits(register.agency.id, register.version, hashes.get, file=name)
        unseen += overtaken(manifest, entries, tuple(intake.lines))
    if register and keep_others:
        lines = keep_absent(intake, lines, register.shelf)
        intake.require_sound()
    elif register:
        unseen += dwindling(register, lines, legal_day(office.books.clock.now()))
    source = Source(**told, file="、".join(one.name for one in intake.sources), sha256=_joint_digest(intake))
    whole = frozenset() if keep_others else frozenset(intake.lines)
    agency_id = register.agency.id if register else identifier("agency", _agency_name(intake) or "")
    return Given(
        agency_id=agency_id,
        register=register,
        lines=lines,
        whole=whole,
        source=source,
        intake=intake,
        unseen=tuple(unseen),
    )


def _is_json(file: str) -> bool:
    """A JSON file begins with a brace, whatever it is called; so does no sheet."""
    if file == "-":
        return True
    path = Path(file)
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        return opened.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _from_json(office: Office, file: str, told: Mapping[str, Any]) -> Given:
    from zhifa.engine.register_file import file_of
    from zhifa.engine.register_journal import Source

    text = read_text(file)
    read = file_of(text)
    register = next((one for one in office.registers() if one.agency.id == read.agency_id), None)
    name = "标准输入" if file == "-" else Path(file).name
    source = Source(**told, file=name, sha256=sha256(text.encode()).hexdigest())
    return Given(agency_id=read.agency_id, register=register, lines=read.lines, whole=read.whole, source=source)


def _read(files: Sequence[str], book: str | None) -> tuple[Intake, Manifest | None, str]:
    """The sheets, what the export says of itself if they are one, and its name."""
    from zhifa.registers.folder import files_of
    from zhifa.registers.intake import read_sheets

    paths, manifest = [Path(file) for file in files], None
    folders = [path for path in paths if path.is_dir()]
    if folders:
        if len(paths) > 1 or book:
            raise Unusable("导出的目录要单独导入，不写 --book")
        manifest, paths = files_of(folders[0])
    of_book = book_of(book, field="--book") if book else None
    with meter(1000, label="读取名录") as bar:
        intake = read_sheets(paths, book=of_book, told=lambda done, total: bar(1000 * done // max(total, 1)))
    return intake, manifest or intake.manifest, files[0]


def _register(office: Office, agency: str | None, intake: Intake, manifest: Manifest | None) -> Register | None:
    """The register to change; of an agency that these sheets found there is none yet.

    A sheet that tells another name than any agency here has is a new agency in an empty database, or where ``agency`` is that name; it is
    that agency under a new name where ``agency`` says which.
    """
    registers, name = office.registers(), _agency_name(intake)
    asked = agency or (manifest.agency_id if manifest else None)
    if any(asked in (one.agency.id, one.agency.name) for one in registers):
        return register_of(office, asked, owned="名录")
    if name is None or (manifest and registers) or any(one.agency.name == name for one in registers):
        return register_of(office, agency or (name if len(registers) > 1 else None), owned="名录")
    if registers and agency != name:
        told = "改名的，用 --agency 写明原来的名称；另设一个机关的，用 --agency 写明新的名称"
        raise Unusable(f"机关名称的值{shown(name)}不合要求：数据库中没有这个机关；{told}")
    return None


def _agency_name(intake: Intake) -> str | None:
    """As the sheet of the agency tells it, where there is one."""
    return next((str(one.line.body["name"]) for one in intake.lines.get("agency", ())), None)


def _joint_digest(intake: Intake) -> str:
    """Of one file its own; of several that of the lines of their digests."""
    digests = [one.digest for one in intake.sources]
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()
