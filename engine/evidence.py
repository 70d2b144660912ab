"""The evidence room: files that come in, the hands they go through, and whether all of it still agrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import CaseFile
from zhifa.engine.custody import LABELS, Line, holder, is_late
from zhifa.engine.custody_rows import CustodyRows, StoredFile, line_of
from zhifa.engine.identity import Identities
from zhifa.engine.instants import legal_day
from zhifa.engine.ledger import Finding
from zhifa.engine.plan import Refused
from zhifa.engine.receiving import EVIDENCE_DIFFERS, Handing, Receipt, content_refusals, handing_refusals
from zhifa.engine.register import Register
from zhifa.engine.verify import custody_findings
from zhifa.storage.database import Database
from zhifa.storage.errors import CustodyMoved, FileCorrupt, FileMissing
from zhifa.storage.files import FileStore
from zhifa.storage.records import CustodyRecord, FileRecord, Loaded
from zhifa.workflows import dossier
from zhifa.workflows.forms.values import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReceived:
    """A file that is in the store for good, with the first line of its custody."""

    case_id: str
    key: str
    digest: str
    """SHA-256 of the content, reckoned on the way in; to be named in the facts."""
    size: int
    """Bytes."""
    received_at: str
    late: bool
    """Came in after the agency's days for it (``Policy.evidence_upload_days``)."""
    repeated: bool = False
    """The same file had been received under this key before; nothing was written again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLine:
    """One line of custody as people read it. Names are empty once they were erased."""

    seq: int
    event: str
    label: str
    actor: str
    source: str | None
    """Who gave it."""
    to: str | None
    """Who viewed, keeps or borrowed it."""
    note: str | None
    occurred_at: str
    recorded_at: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """A piece of evidence as facts and custody tell of it; what neither tells is ``None``."""

    key: str
    kind: str | None
    description: str | None
    obtained_on: str | None
    """As the facts say."""
    digest: str | None
    size: int | None
    name: str | None
    """Name of the file as it came in."""
    media_type: str | None
    checksum: Mapping[str, Any] | None
    obtained_at: str | None
    """As was said when the file came in."""
    received_at: str | None
    late: bool
    holder: str | None
    """Who has it now."""
    intact: bool | None
    """Whether the store holds the very content; ``None`` without a file or without a store to ask."""
    custody: tuple[CustodyLine, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceRoom:
    """Keeps the custody of one database's evidence. Decides before it writes, and writes one line in one transaction."""

    database: Database
    files: FileStore | None
    identities: Identities
    calendar: Calendar

    def enter(
        self, case: CaseFile, register: Register, receipt: Receipt, file: StoredFile, *, now: datetime
    ) -> EvidenceReceived | Refused:
        """Enter a file that is on the disk already. Of two who enter a key at once, one finds it taken or repeated."""
        lines = self.chains(case.id).get(receipt.key)
        named = dossier.evidence(case).get(receipt.key)
        kept = lines[0].digest if lines else None
        refusals = tuple(content_refusals(receipt, file.digest, kept=kept, named=named.digest if named else None))
        if refusals:
            return Refused(refusals=refusals)
        if lines:
            return _received(lines[0], repeated=True)
        days = register.agency.policy.evidence_upload_days
        late = is_late(legal_day(receipt.obtained_at), legal_day(now), days=days, calendar=self.calendar)
        row = CustodyRows(register=register, identities=self.identities).receipt(receipt, file, late=late, now=now)
        try:
            self._keep(row)
        except CustodyMoved:
            if receipt.key not in self.chains(case.id):
                raise
            return self.enter(case, register, receipt, file, now=now)
        return _received(line_of(row))

    def hand(self, handing: Handing, register: Register, *, now: datetime) -> CustodyLine | Refused:
        """Enter a later event. Raises ``CustodyMoved`` when another line came first."""
        lines = self.chains(handing.case_id).get(handing.key, ())
        refusals = tuple(handing_refusals(handing, lines, register=register, now=now))
        if refusals:
            return Refused(refusals=refusals)
        row = CustodyRows(register=register, identities=self.identities).handing(handing, lines, now=now)
        self._keep(row)
        return _shown(line_of(row))

    def chains(self, case_id: str) -> Mapping[str, tuple[Line, ...]]:
        """The chain of each key of a case."""
        with self.database.read_once() as store:
            rows = store.custody(case_id)
        return {key: tuple(map(line_of, group)) for key, group in groupby(rows, key=lambda row: row.key)}

    def items(self, case: CaseFile) -> tuple[EvidenceItem, ...]:
        """All evidence that facts name or that was received, in the order of the facts and then by key. Reads every file."""
        named, chains = dossier.evidence(case), self.chains(case.id)
        return tuple(self._item(key, named.get(key), chains.get(key, ())) for key in dict.fromkeys((*named, *chains)))

    def findings(self, case: CaseFile, rows: Loaded, brought: tuple[FileRecord, ...]) -> Iterator[Finding]:
        """Everything about the evidence of a case that does not agree; nothing when all does. Reads every file."""
        chains = self.chains(case.id)
        yield from custody_findings(rows, tuple(line for chain in chains.values() for line in chain))
        yield from _facts_differ(case, chains)
        yield from _rows_differ(rows, brought)
        yield from _unrecorded(case, brought)
        for digest, what in _kept(case, chains, brought).items():
            yield from self._file_findings(case.id, digest, what)

    def _item(self, key: str, named: Evidence | None, lines: tuple[Line, ...]) -> EvidenceItem:
        digest = lines[0].digest if lines else named.digest if named else None
        body, words = (lines[0].body, lines[0].words) if lines else ({}, {})
        return EvidenceItem(
            key=key,
            kind=named.kind if named else None,
            description=named.description if named else None,
            obtained_on=named.model_dump(mode="json")["obtained_on"] if named else None,
            digest=digest,
            size=body.get("size"),
            name=words.get("name"),
            media_type=words.get("media_type"),
            checksum=words.get("checksum"),
            obtained_at=body.get("obtained_at"),
            received_at=lines[0].link.occurred_at if lines else None,
            late=bool(body.get("late")),
            holder=holder(lines) if lines else None,
            intact=None if digest is None or self.files is None else not any(self._file_findings("", digest, key)),
            custody=tuple(map(_shown, lines)),
        )

    def _file_findings(self, case_id: str, digest: str, what: str) -> Iterator[Finding]:
        """What is wrong with one file: its content is reckoned anew."""
        if self.files is None:
            return
        try:
            self.files.open(digest).close()
        except FileMissing:
            text = f"{what}的文件 {digest} 不在文件库中"
            yield Finding(case_id=case_id, seq=None, kind="evidence_missing", text=text)
        except FileCorrupt as error:
            text = f"{what}的文件 {digest} 内容已变，现在的摘要为 {error.found}"
            yield Finding(case_id=case_id, seq=None, kind="evidence_corrupt", text=text)

    def _keep(self, row: CustodyRecord) -> None:
        with self.database.write() as store:
            store.keep_custody(row)


def _received(line: Line, *, repeated: bool = False) -> EvidenceReceived:
    return EvidenceReceived(
        case_id=line.link.case_id,
        key=line.key,
        digest=line.digest,
        size=line.body["size"],
        received_at=line.link.occurred_at,
        late=line.body["late"],
        repeated=repeated,
    )


def _shown(line: Line) -> CustodyLine:
    return CustodyLine(
        seq=line.link.seq,
        event=line.event,
        label=LABELS.get(line.event, line.event),
        actor=line.actor,
        source=line.words.get("from"),
        to=line.words.get("to"),
        note=line.words.get("note"),
        occurred_at=line.link.occurred_at,
        recorded_at=line.link.recorded_at,
        hash=line.link.hash,
    )


def _facts_differ(case: CaseFile, chains: Mapping[str, tuple[Line, ...]]) -> Iterator[Finding]:
    """Facts that name another file than was received. Facts may name none when the file came in later."""
    for act, item in dossier.evidence_by_act(case):
        kept = chains[item.key][0].digest if item.key in chains else item.digest
        if item.digest not in (None, kept):
            refusal = EVIDENCE_DIFFERS.refuse(key=item.key, told=f" {item.digest} ", kept=kept)
            yield Finding(case_id=case.id, seq=act.seq, kind="evidence_differs", text=refusal.text)


def _unrecorded(case: CaseFile, brought: tuple[FileRecord, ...]) -> Iterator[Finding]:
    """Files that the facts name and no row of files does."""
    recorded = {row.digest for row in brought}
    for act, item in dossier.evidence_by_act(case):
        if item.digest and item.digest not in recorded:
            text = f"第{act.seq}号记录引用的证据“{item.key}”的文件没有登记"
            yield Finding(case_id=case.id, seq=act.seq, kind="file_unrecorded", text=text)


def _rows_differ(rows: Loaded, brought: tuple[FileRecord, ...]) -> Iterator[Finding]:
    """Rows of files that their entry's facts do not name."""
    for row in brought:
        facts = rows.facts.get(row.seq)
        if facts is not None and row.digest not in facts.body:
            text = f"文件 {row.digest} 不是第{row.seq}号记录的填报内容所引用的"
            yield Finding(case_id=row.case_id, seq=row.seq, kind="file_forged", text=text)


def _kept(case: CaseFile, chains: Mapping[str, tuple[Line, ...]], brought: tuple[FileRecord, ...]) -> Mapping[str, str]:
    """Every file of the case by digest, and what it is called."""
    found = {row.digest: f"附件“{row.name}”" for row in brought}
    found |= {item.digest: f"证据“{item.key}”" for item in dossier.evidence(case).values() if item.digest}
    return found | {chain[0].digest: f"证据“{key}”" for key, chain in chains.items()}
