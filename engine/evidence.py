"""The evidence room: files that come in, the hands they go through, and whether all of it still agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

from zhifa.engine.attempts import Attempts
from zhifa.engine.calendars import Calendars
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.custody import Line, is_late
from zhifa.engine.custody_forms import Handing, Receipt
from zhifa.engine.custody_rows import CustodyRows, StoredFile, line_of
from zhifa.engine.errors import CommandRefused, NotThere
from zhifa.engine.evidence_findings import evidence_findings, intact
from zhifa.engine.evidence_items import CustodyLine, EvidenceItem, EvidenceReceived, digest_of, item, received, shown
from zhifa.engine.fields import Form, Label
from zhifa.engine.forms import parse
from zhifa.engine.identity import Identities
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.ledger import Finding
from zhifa.engine.plan import Refused
from zhifa.engine.receiving import bringing_refusals, content_refusals, handing_refusals, receipt_refusals
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.upload import WholeFile
from zhifa.storage.database import Database
from zhifa.storage.errors import CustodyMoved, FileCorrupt, FileMissing
from zhifa.storage.files import FileStore, Orphan
from zhifa.storage.records import CustodyRecord
from zhifa.storage.store_mark import StoreMark
from zhifa.workflows import dossier
from zhifa.workflows.forms.values import Evidence


class Claim(Form):
    """Why a file store is made this database's."""

    reason: Label


class Claimed(NamedTuple):
    """A file store that belongs to this database."""

    database: str
    """Its identity."""
    owner: str | None
    """That of the database it was to be taken from; None: it named none."""
    changed: bool
    """Whether it belonged to this database only from then on."""
    files: int
    """How many files lie in it, and how many of them this database knows."""
    known: int


@dataclass(frozen=True, kw_only=True)
class EvidenceRoom:
    """Keeps the evidence of one database's cases. Decides before it writes, and writes one line of custody in one transaction.

    What it refuses it raises as :class:`CommandRefused` with every reason, and keeps the attempt on record.
    """

    database: Database
    files: FileStore | None
    caseload: Caseload
    attempts: Attempts
    clock: Clock
    identities: Identities
    calendars: Calendars

    def attach(self, content: bytes | BinaryIO) -> str:
        """Keep a file in the store and answer its digest, to be named in the facts of a command."""
        return self._store.put(content)

    def open(self, digest: str) -> BinaryIO:
        """A file of the store, verified, at its start; to be closed. Raises ``FileMissing``, ``FileCorrupt``."""
        return self._store.open(digest)

    def obstacles(self, case_id: str, actor: str) -> tuple[Refusal, ...]:
        """Why the officer may bring no evidence into the case as it stands, to be told before a large file is sent."""
        case, register = self.caseload.standing(case_id)
        return tuple(bringing_refusals(case, actor, register=register, now=self.clock.now()))

    def receive(
        self, case_id: str, key: str, content: bytes | BinaryIO | WholeFile, *, name: str, actor: str, obtained_at: datetime | None = None,
        source: str | None = None, media_type: str | None = None, checksum: Mapping[str, JSON] | None = None, note: str | None = None,
    ) -> EvidenceReceived:  # fmt: skip
        """Receive a file under a key of the case: streamed into the store, hashed on the way in, its custody begun. What was uploaded is not
        copied again, and was hashed when it came.

        ``obtained_at`` is now when it is left out; ``checksum`` has the fields of :class:`zhifa.engine.custody_forms.Checksum`. The facts of a
        step may name the key before or after, with this digest. A file that comes in late is marked, not refused; the same file again under
        its key changes nothing. Raises :class:`CommandRefused`, ``CaseUnknown``, and the errors of the file store. After any of them no row
        of the case was written.
        """
        now = self.clock.now()
        receipt = Receipt(
            case_id=case_id, key=key, name=name, actor=actor, obtained_at=obtained_at or now, source=source, media_type=media_type,
            checksum=checksum, note=note,
        )  # fmt: skip
        case, register = self.caseload.standing(case_id)
        refusals = tuple(receipt_refusals(receipt, case, register=register, now=now))
        if refusals:
            raise self.attempts.refused(case, "receive_evidence", actor, refusals, now)
        digest = self._kept(content)
        file = StoredFile(digest=digest, size=self._store.size(digest))
        case, register = self.caseload.standing(case_id)  # read again: a large file takes its time
        answer = self._enter(case, register, receipt, file, now=self.clock.now())
        if isinstance(answer, Refused):
            raise self.attempts.refused(case, "receive_evidence", actor, answer.refusals, now)
        return answer

    def hand(
        self,
        case_id: str,
        key: str,
        event: str,
        *,
        actor: str,
        occurred_at: datetime,
        to: str | None = None,
        note: str | None = None,
    ) -> CustodyLine:
        """Enter that evidence was viewed, moved, lent, returned or sealed.

        Raises :class:`CommandRefused`, ``CaseUnknown``, and ``CustodyMoved`` when another line came first.
        """
        handing = Handing(case_id=case_id, key=key, event=event, actor=actor, occurred_at=occurred_at, to=to, note=note)
        case, register = self.caseload.standing(case_id)
        now = self.clock.now()
        lines = self.chains(case_id).get(key, ())
        refusals = tuple(handing_refusals(handing, case, lines, register=register, now=now))
        if refusals:
            raise self.attempts.refused(case, "hand_evidence", actor, refusals, now)
        row = CustodyRows(register=register, identities=self.identities).handing(handing, lines, now=now)
        self._keep(row)
        return shown(line_of(row))

    def of(self, case_id: str) -> tuple[EvidenceItem, ...]:
        """All evidence that facts name or that was received, in the order of the facts and then by key. Every file is read."""
        case, _ = self.caseload.standing(case_id)
        named, chains = dossier.evidence(case), self.chains(case_id)
        return tuple(self._item(key, named.get(key), chains.get(key, ())) for key in dict.fromkeys((*named, *chains)))

    def listed(self, case_id: str, *, reading: int = 0) -> tuple[EvidenceItem, ...]:
        """The same without reading every file: ``intact`` is ``None`` of a whole file that this process has not verified since it came.

        Up to so many bytes are read to verify what was not, the first files first; a file that is not there is never intact.
        """
        case, _ = self.caseload.standing(case_id)
        named, chains = dossier.evidence(case), self.chains(case_id)
        found, left = [], reading
        for key in dict.fromkeys((*named, *chains)):
            lines = chains.get(key, ())
            digest = digest_of(named.get(key), lines)
            mark, taken = self._mark(digest, left)
            left -= taken
            found.append(item(key, named.get(key), lines, intact=mark))
        return tuple(found)

    def content(self, case_id: str, key: str) -> BinaryIO:
        """The file that was received under a key, verified once while it stays as it is, at its start; to be closed.

        Only a line of custody gives bytes away: a digest that facts name may be another case's. Raises ``NotThere`` for a key under which
        the case received none, ``FileMissing``, ``FileCorrupt``.
        """
        lines = self.chains(case_id).get(key)
        if not lines:
            raise NotThere(f"key={key}: case {case_id} received no file under this key")
        return self._store.open_seen(lines[0].digest)

    def verify(self, case_id: str) -> tuple[Finding, ...]:
        """Everything about the evidence of the case that does not agree: files, which are all read, custody, facts."""
        with self.database.read() as store:
            rows, brought = store.load(case_id), store.files(case_id)
        case, _ = self.caseload.of(rows)
        return tuple(evidence_findings(case, rows, brought, self.chains(case_id), self.files))

    def orphans(self, *, hours: int = 24) -> tuple[Orphan, ...]:
        """The files of the store that no row names and that came in more than so many hours ago: left by a crash, or by rows that are no more."""
        with self.database.read() as store:
            return self._store.orphans(store.files_known, hours=hours)

    def set_aside(self, orphans: Iterable[Orphan]) -> tuple[Orphan, ...]:
        """Move orphans to ``swept/<today>`` within the store, from where they can be put back, and answer those that were moved.

        Raises ``StoreForeign`` for a store that does not say to which database it belongs; see :meth:`claim`.
        """
        return self._store.set_aside(orphans, legal_day(self.clock.now()))

    def claim(self, folder: Path, *, reason: str, owner: str | None = None) -> Claimed:
        """Make the store in a folder this database's and keep there why (``owners``); nothing is written when it is already.

        ``owner`` is the database that it belongs to now, ``None`` when it names none. Raises ``StoreForeign`` when it is another's,
        :class:`CommandRefused` without a reason.
        """
        why = parse(Claim, {"reason": reason})
        if isinstance(why, tuple):
            raise CommandRefused(why)
        with self.database.read() as store:
            ours = store.identity()
            changed = StoreMark(folder, ours).take(
                owner=owner, reason=reason.strip(), at=instant_text(self.clock.now())
            )
            digests = tuple(FileStore(folder, database=ours).digests())
            return Claimed(ours, owner, changed, len(digests), len(store.files_known(digests)))

    def chains(self, case_id: str) -> Mapping[str, tuple[Line, ...]]:
        """The chain of custody of each key of a case."""
        with self.database.read_once() as store:
            rows = store.custody(case_id)
        return {key: tuple(map(line_of, group)) for key, group in groupby(rows, key=lambda row: row.key)}

    @property
    def _store(self) -> FileStore:
        if self.files is None:
            raise ValueError(
                "files: this office was opened without an evidence store; name a folder in Office.open(files=…)"
            )
        return self.files

    def _kept(self, content: bytes | BinaryIO | WholeFile) -> str:
        if not isinstance(content, WholeFile):
            return self._store.put(content)
        self._store.adopt(content.path, content.digest)
        return content.digest

    def _mark(self, digest: str | None, budget: int) -> tuple[bool | None, int]:
        """Whether a file is whole, as far as so many bytes of reading tell, and how many were read."""
        files = self.files
        if digest is None or files is None:
            return None, 0
        if not files.holds(digest):
            return False, 0
        if files.seen(digest):
            return True, 0
        size = files.size(digest)
        if size > budget:
            return None, 0
        try:
            files.open_seen(digest).close()
        except (FileCorrupt, FileMissing):
            return False, size
        return True, size

    def _enter(
        self, case: CaseFile, register: Register, receipt: Receipt, file: StoredFile, *, now: datetime
    ) -> EvidenceReceived | Refused:
        """Enter a file that is on the disk already. Of two who enter a key at once, one finds it taken or repeated."""
        lines = self.chains(case.id).get(receipt.key)
        named = dossier.evidence(case).get(receipt.key)
        kept = lines[0].digest if lines else None
        refusals = (
            *bringing_refusals(case, receipt.actor, register=register, now=now),
            *content_refusals(receipt, file.digest, kept=kept, named=named.digest if named else None),
        )
        if refusals:
            return Refused(refusals=refusals)
        if lines:
            return received(lines[0], repeated=True)
        days = register.agency.policy.evidence_upload_days
        calendar = self.calendars.for_case(case)
        late = is_late(legal_day(receipt.obtained_at), legal_day(now), days=days, calendar=calendar)
        row = CustodyRows(register=register, identities=self.identities).receipt(receipt, file, late=late, now=now)
        try:
            self._keep(row)
        except CustodyMoved:
            if receipt.key not in self.chains(case.id):
                raise
            return self._enter(case, register, receipt, file, now=now)
        return received(line_of(row))

    def _item(self, key: str, named: Evidence | None, lines: tuple[Line, ...]) -> EvidenceItem:
        digest, files = digest_of(named, lines), self.files
        return item(key, named, lines, intact=None if digest is None or files is None else intact(digest, files))

    def _keep(self, row: CustodyRecord) -> None:
        with self.database.write() as store:
            store.keep_custody(row)
