"""The seal room: an issued paper is signed, its signed file kept, and both told in the record of its case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from zhifa.documents.signing.errors import SigningFailed
from zhifa.documents.signing.port import Signature, Signer
from zhifa.engine.attempts import Attempts
from zhifa.engine.casefile import CaseFile
from zhifa.engine.caseload import Caseload
from zhifa.engine.clock import Clock
from zhifa.engine.errors import NotThere
from zhifa.engine.identity import Identities
from zhifa.engine.inscribe import Inscriber
from zhifa.engine.instants import stored_instant
from zhifa.engine.ledger import Finding
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Register
from zhifa.engine.renditions import Renditions, signed_by
from zhifa.engine.rows import BroughtFile, SealedPaper
from zhifa.engine.seal_findings import file_findings, signature_findings
from zhifa.engine.sealing import Imprint, SealedBefore, Sealing, ToSeal, sealing_refusals
from zhifa.storage.database import Database
from zhifa.storage.errors import StaleCase
from zhifa.storage.files import FileStore
from zhifa.storage.records import FileRecord, Loaded, PaperRecord, SealRecord
from zhifa.workflows.set_aside import set_aside

if TYPE_CHECKING:
    from zhifa.documents.signing.verification import Verification

_ATTEMPTS = 200
"""How often a seal is entered again because an officer took a step meanwhile."""
_REAL = Imprint()
"""The first real seal of a paper, of any certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """A case with the seals of its papers, as it was read."""

    rows: Loaded
    case: CaseFile
    register: Register
    seals: tuple[SealRecord, ...]

    def sheet(self, paper: PaperRecord) -> _Sheet:
        """One of its papers."""
        return _Sheet(paper=paper, desk=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """An issued paper as it lies in its case."""

    paper: PaperRecord
    desk: _Desk

    @property
    def earlier(self) -> tuple[SealRecord, ...]:
        """The seals it has."""
        return tuple(seal for seal in self.desk.seals if seal.paper_id == self.paper.id)

    @property
    def to_seal(self) -> ToSeal:
        """The same as far as sealing it may be refused."""
        paper, desk = self.paper, self.desk
        return ToSeal(
            title=paper.title,
            external=bool(paper.external),
            placed=signed_by(paper) is not None,
            annulled=paper.seq in set_aside(desk.case),
            earlier=tuple(_before(seal, desk.rows) for seal in self.earlier),
        )


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

    def seal(self, paper_id: str, signer: Signer, *, actor: str, reason: str | None = None) -> SealRecord:
        """See :meth:`zhifa.engine.office.Office.seal`."""
        files, sheet = self._store, self._sheet(paper_id)
        self._refuse(sheet, actor, Imprint(reason=reason))
        signed = self._signed(sheet, signer)
        made = signed.signature
        imprint = Imprint(sample=made.sample, certificate=made.certificate, reason=reason)
        self._refuse(sheet, actor, imprint)
        sealed = signed.kept_in(files, setting=self.renditions.setting)
        for left in reversed(range(_ATTEMPTS)):
            try:
                return self._enter(sheet, sealed, actor, reason)
            except StaleCase:
                if not left:
                    raise
                seen, sheet = sheet.earlier, self._sheet(paper_id)
                if sheet.earlier != seen:  # the reason was given for the seals that were there
                    imprint = replace(imprint, reason=None)
                self._refuse(sheet, actor, imprint)
        raise AssertionError("the last attempt returns or raises")

    def objections(self, paper_id: str, *, actor: str, imprint: Imprint = _REAL) -> tuple[Refusal, ...]:
        """Every reason why the officer may not set this seal on the paper now; nothing is written.

        Raises ``NotThere`` for an unknown paper.
        """
        return self._refusals(self._sheet(paper_id), actor, imprint)

    def surveyed(self, case_id: str, *, actor: str, imprint: Imprint = _REAL) -> Mapping[str, tuple[Refusal, ...]]:
        """The same for every paper of a case, by id: the case is read once, and no page is set. Raises ``CaseUnknown``."""
        with self.database.read() as store:
            rows, papers, seals = store.load(case_id), store.papers(case_id), store.seals(case_id)
        case, register = self.caseload.of(rows)
        desk = _Desk(rows=rows, case=case, register=register, seals=seals)
        return {paper.id: self._refusals(desk.sheet(paper), actor, imprint) for paper in papers}

    def of(self, case_id: str) -> tuple[SealRecord, ...]:
        """The seals of the papers of a case, in the order in which they were set."""
        with self.database.read_once() as store:
            return store.seals(case_id)

    def count(self, cases: Collection[str]) -> int:
        """How many signed files the papers of these cases have."""
        with self.database.read_once() as store:
            counted = store.seal_counts()
        return sum(counted.get(case, 0) for case in cases)

    def find(self, digest: str) -> SealRecord | None:
        """The seal whose signed file has this SHA-256; None where no file in this database has."""
        with self.database.read_once() as store:
            return next(iter(store.seals_of_file(digest)), None)

    def file(self, seal: SealRecord) -> bytes:
        """The signed file. Raises ``FileMissing``, ``FileCorrupt``."""
        return self._store.read(seal.signed_digest)

    def findings(self, seals: Iterable[SealRecord], brought: Iterable[FileRecord]) -> tuple[Finding, ...]:
        """Every signed file of a case that is missing, was changed, or does not begin with the PDF that was signed; all are read.

        ``brought`` are the files of the case. Without a file store no file is asked for.
        """
        if self.files is None:
            return ()
        return tuple(file_findings(seals, brought, self.files))

    def signature_findings(self, case_id: str, verify: Callable[[bytes], Verification]) -> tuple[Finding, ...]:
        """Every signed file of the case whose signature does not hold by ``verify``, or is another's than the record tells.

        A file that is missing or changed is not asked: :meth:`findings` tells of it. Raises ``ValueError`` in an office without a file store.
        """
        return tuple(signature_findings(self.of(case_id), self._store, verify))

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
                raise NotThere(f"paper_id={paper_id}: no such paper")
            rows, seals = store.load(paper.case_id), store.seals(paper.case_id)
        case, register = self.caseload.of(rows)
        return _Desk(rows=rows, case=case, register=register, seals=seals).sheet(paper)

    def _refusals(self, sheet: _Sheet, actor: str, imprint: Imprint) -> tuple[Refusal, ...]:
        told = sealing_refusals(
            sheet.desk.case, sheet.to_seal, actor, imprint=imprint, register=sheet.desk.register, now=self.clock.now()
        )
        return tuple(told)

    def _refuse(self, sheet: _Sheet, actor: str, imprint: Imprint) -> None:
        refusals = self._refusals(sheet, actor, imprint)
        if refusals:
            raise self.attempts.refused(sheet.desk.case, "seal", actor, refusals, self.clock.now())

    def _signed(self, sheet: _Sheet, signer: Signer) -> _Signed:
        """The paper signed, before anything is kept or locked: a service that does not answer leaves nothing and keeps nobody waiting."""
        shown = self.renditions.shown(sheet.paper)
        assert shown is not None, "a paper without a place for a seal was refused"
        unsigned = self.renditions.unsigned(sheet.paper)
        content = signer.sign(unsigned, shown)
        if not content.startswith(unsigned) or len(content) == len(unsigned):
            raise SigningFailed("签成的文件不以原文件开头，没有采用")
        return _Signed(paper=sheet.paper, unsigned=unsigned, content=content, signature=signer.read(content))

    def _enter(self, sheet: _Sheet, sealed: SealedPaper, actor: str, reason: str | None) -> SealRecord:
        """One short transaction at the version of the case that was read. Raises ``StaleCase``."""
        case, register = sheet.desk.case, sheet.desk.register
        assert case.state is not None, "a case that stands in the store has a state"
        asked = Sealing(
            case_id=case.id, paper_id=sheet.paper.id, title=sheet.paper.title, signed=sealed.signed.digest, actor=actor,
            occurred_at=self.clock.now(), expected_version=case.version, reason=reason,
            round=1 if sealed.signature.sample else 1 + sum(not seal.sample for seal in sheet.earlier),
        )  # fmt: skip
        inscriber = Inscriber(case=case, register=register, identities=self.identities)
        advance = inscriber.seal(asked, sealed, case.state, ended_at=sheet.desk.rows.case.ended_at)
        with self.database.write() as store:
            store.advance(advance)
        return advance.seals[0]


def _before(seal: SealRecord, rows: Loaded) -> SealedBefore:
    return SealedBefore(sealed_at=_sealed_at(seal, rows), sample=bool(seal.sample), digest=seal.signed_digest)


def _sealed_at(seal: SealRecord, rows: Loaded) -> datetime:
    return next(stored_instant(entry.occurred_at) for entry in rows.entries if entry.seq == seal.seq)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
