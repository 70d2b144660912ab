"""The seal room: an issued paper is signed, its signed file kept, and both told in the record of its case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from zhifa.documents.signing.errors import SigningFailed
from zhifa.documents.signing.port import Shown, Signature, Signer
from zhifa.engine.attempts import Attempts
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.identity import Identities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import stored_instant
from zhifa.engine.ledger import Finding
from zhifa.engine.refusals import Refusal
from zhifa.engine.renditions import Renditions
from zhifa.engine.rows import BroughtFile, SealedPaper
from zhifa.engine.sealing import SealedBefore, Sealing, ToSeal, sealing_refusals
from zhifa.storage.database import Database
from zhifa.storage.errors import FileCorrupt, FileMissing, StaleCase
from zhifa.storage.files import FileStore
from zhifa.storage.records import Loaded, PaperRecord, SealRecord

_ATTEMPTS = 200
"""How often a seal is entered again because an officer took a step meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """An issued paper as it lies in its case."""

    paper: PaperRecord
    rows: Loaded
    earlier: tuple[SealRecord, ...]
    """The seals it has."""
    shown: Shown | None
    """What a seal on it shows; None where it bears none."""

    @property
    def to_seal(self) -> ToSeal:
        """The same as far as sealing it may be refused."""
        paper = self.paper
        earlier = tuple(_before(seal, self.rows) for seal in self.earlier)
        return ToSeal(title=paper.title, external=bool(paper.external), placed=self.shown is not None, earlier=earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """A paper with its signature, not yet kept anywhere."""

    paper: PaperRecord
    unsigned: bytes
    content: bytes
    signature: Signature

    def kept_in(self, files: FileStore, *, setting: str) -> SealedPaper:
        """The same with its file on the disk for good."""
        title = self.paper.title
        return SealedPaper(
            paper=self.paper,
            setting=setting,
            unsigned=BroughtFile(digest=_sha256(self.unsigned), size=len(self.unsigned), name=title),
            signed=BroughtFile(digest=files.put(self.content), size=len(self.content), name=f"{title}（已签章）"),
            signature=self.signature,
        )


@dataclass(frozen=True, kw_only=True)
class SealRoom:
    """Seals the papers of one database's cases. What it refuses it raises as :class:`CommandRefused`, and keeps the attempt on record."""

    database: Database
    files: FileStore | None
    caseload: Caseload
    attempts: Attempts
    renditions: Renditions
    clock: Clock
    identities: Identities

    def seal(self, paper_id: str, signer: Signer, *, actor: str) -> SealRecord:
        """See :meth:`zhifa.engine.office.Office.seal`."""
        files, sheet = self._store, self._sheet(paper_id)
        self._refuse(sheet, actor, sample=False)
        signed = self._signed(sheet, signer)
        self._refuse(sheet, actor, sample=signed.signature.sample)
        sealed = signed.kept_in(files, setting=self.renditions.setting)
        for left in reversed(range(_ATTEMPTS)):
            try:
                return self._enter(sheet, sealed, actor)
            except StaleCase:
                if not left:
                    raise
                sheet = self._sheet(paper_id)
                self._refuse(sheet, actor, sample=sealed.signature.sample)
        raise AssertionError("the last attempt returns or raises")

    def objections(self, paper_id: str, *, actor: str, sample: bool = False) -> tuple[Refusal, ...]:
        """Every reason why the officer may not seal the paper now, with a ``sample`` seal or a real one; nothing is written.

        Raises ``LookupError`` for an unknown paper.
        """
        return self._refusals(self._sheet(paper_id), actor, sample=sample)

    def of(self, case_id: str) -> tuple[SealRecord, ...]:
        """The seals of the papers of a case, in the order in which they were set."""
        with self.database.read_once() as store:
            return store.seals(case_id)

    def find(self, digest: str) -> SealRecord | None:
        """The seal whose signed file has this SHA-256; None where no file in this database has."""
        with self.database.read_once() as store:
            return next(iter(store.seals_of_file(digest)), None)

    def file(self, seal: SealRecord) -> bytes:
        """The signed file. Raises ``FileMissing``, ``FileCorrupt``."""
        return self._store.read(seal.signed_digest)

    def verify(self, case_id: str) -> tuple[Finding, ...]:
        """Every signed file of the case that is missing, was changed, or does not begin with the PDF that was signed; all are read.

        Without a file store no file is asked for.
        """
        if self.files is None:
            return ()
        with self.database.read() as store:
            seals, brought = store.seals(case_id), {file.digest for file in store.files(case_id)}
        return tuple(finding for seal in seals for finding in _findings(seal, brought, self.files))

    @property
    def _store(self) -> FileStore:
        if self.files is None:
            raise ValueError(
                "files: this office was opened without a file store; name a folder in Office.open(files=…)"
            )
        return self.files

    def _sheet(self, paper_id: str) -> _Sheet:
        with self.database.read() as store:
            paper = store.paper(paper_id)
            if paper is None:
                raise LookupError(f"paper_id={paper_id}: no such paper")
            seals = (seal for seal in store.seals(paper.case_id) if seal.paper_id == paper_id)
            rows, earlier = store.load(paper.case_id), tuple(seals)
        shown = self.renditions.shown(paper) if paper.external else None
        return _Sheet(paper=paper, rows=rows, earlier=earlier, shown=shown)

    def _refusals(self, sheet: _Sheet, actor: str, *, sample: bool) -> tuple[Refusal, ...]:
        case, register = self.caseload.of(sheet.rows)
        now = self.clock.now()
        return tuple(sealing_refusals(case, sheet.to_seal, actor, sample=sample, register=register, now=now))

    def _refuse(self, sheet: _Sheet, actor: str, *, sample: bool) -> None:
        refusals = self._refusals(sheet, actor, sample=sample)
        if refusals:
            case, _ = self.caseload.of(sheet.rows)
            raise self.attempts.refused(case, "seal", actor, refusals, self.clock.now())

    def _signed(self, sheet: _Sheet, signer: Signer) -> _Signed:
        """The paper signed, before anything is kept or locked: a service that does not answer leaves nothing and keeps nobody waiting."""
        assert sheet.shown is not None, "a paper without a place for a seal was refused"
        unsigned = self.renditions.unsigned(sheet.paper)
        content = signer.sign(unsigned, sheet.shown)
        if not content.startswith(unsigned) or len(content) == len(unsigned):
            raise SigningFailed("签成的文件不以原文件开头，没有采用")
        return _Signed(paper=sheet.paper, unsigned=unsigned, content=content, signature=signer.read(content))

    def _enter(self, sheet: _Sheet, sealed: SealedPaper, actor: str) -> SealRecord:
        """One short transaction at the version of the case that was read. Raises ``StaleCase``."""
        case, register = self.caseload.of(sheet.rows)
        assert case.state is not None, "a case that stands in the store has a state"
        asked = Sealing(
            case_id=case.id, paper_id=sheet.paper.id, title=sheet.paper.title, signed=sealed.signed.digest, actor=actor,
            occurred_at=self.clock.now(), expected_version=case.version,
        )  # fmt: skip
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        advance = inscriber.seal(asked, sealed, case.state, ended_at=sheet.rows.case.ended_at)
        with self.database.write() as store:
            store.advance(advance)
        return advance.seals[0]


def _before(seal: SealRecord, rows: Loaded) -> SealedBefore:
    return SealedBefore(sealed_at=_sealed_at(seal, rows), sample=bool(seal.sample), digest=seal.signed_digest)


def _sealed_at(seal: SealRecord, rows: Loaded) -> datetime:
    return next(stored_instant(entry.occurred_at) for entry in rows.entries if entry.seq == seal.seq)


def _findings(seal: SealRecord, brought: set[str], files: FileStore) -> Iterator[Finding]:
    def finding(kind: str, text: str) -> Finding:
        return Finding(case_id=seal.case_id, seq=seal.seq, kind=kind, text=f"签章文件 {seal.signed_digest} {text}")

    if seal.signed_digest not in brought:
        yield finding("file_unrecorded", "没有登记为案件的文件")
    try:
        content = files.read(seal.signed_digest)
    except FileMissing:
        yield finding("seal_file_missing", "不在文件库中")
    except FileCorrupt as error:
        yield finding("seal_file_changed", f"内容已变，现在的摘要为 {error.found}")
    else:
        if _sha256(content[: seal.unsigned_size]) != seal.unsigned_digest:
            yield finding("seal_foreign", "不以签章前的文件开头")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
