"""Signers of a test's own, which need no library and no key, and processes that seal at the same time."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from case_desk import SEAL_CERTIFICATE, Desk
from office_workers import Meet, colleague
from zhifa.documents.signing.errors import SigningFailed
from zhifa.documents.signing.port import Shown, Signature
from zhifa.engine.errors import CommandRefused
from zhifa.storage.errors import StorageFull
from zhifa.storage.store import Store


@dataclass(frozen=True)
class Stamp:
    """Puts random bytes behind the file; ``meanwhile`` happens while it signs."""

    sample: bool = False
    certificate: str = SEAL_CERTIFICATE
    meanwhile: Callable[[], object] = lambda: None
    size: int = 40

    def sign(self, pdf: bytes, shown: Shown) -> bytes:
        assert shown.place is not None
        self.meanwhile()
        return pdf + os.urandom(self.size)

    def read(self, signed: bytes) -> Signature:
        assert signed.startswith(b"%PDF-")
        return Signature(level="B-B", certificate=self.certificate, sample=self.sample)


@dataclass(frozen=True)
class Forger(Stamp):
    """Hands out another file than it was given."""

    def sign(self, pdf: bytes, shown: Shown) -> bytes:
        return super().sign(pdf, shown).replace(b"%PDF-", b"%pdf-", 1)


@dataclass(frozen=True)
class Silent(Stamp):
    """Its service does not answer."""

    def sign(self, pdf: bytes, shown: Shown) -> bytes:
        super().sign(pdf, shown)
        raise SigningFailed("时间戳服务没有给出时间戳")


def paper_of(desk: Desk, case_id: str, code: str = "D33") -> str:
    """The id of the only paper of this type in the case."""
    (found,) = (paper.id for paper in desk.office.papers(case_id) if paper.code == code)
    return found


def seal_at_once(meet: Meet, number: int, url: str, files: str, paper_id: str) -> str:
    """Sign when all processes have begun to; ``sealed`` or the code of what is said against it."""
    with colleague(url, number, files=Path(files)) as desk:
        try:
            desk.office.seal(paper_id, Stamp(meanwhile=meet), actor=desk.ids["承办人甲"])
        except CommandRefused as refused:
            return "、".join(refusal.code for refusal in refused.refusals)
    return "sealed"


def seal_beyond_limit(_: Meet, number: int, url: str, files: str, paper_id: str, limit: int) -> str:
    """Seal in a process that may not write so large a file; what it is told."""
    with colleague(url, number, files=Path(files)) as desk:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            desk.office.seal(paper_id, Stamp(size=limit), actor=desk.ids["承办人甲"])
        except StorageFull as full:
            return str(full)
    return "sealed"


def seal_and_be_killed(url: str, files: str, paper_id: str) -> None:
    """Sign, keep the file, and be killed before anything is written of it."""

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with colleague(url, 1, files=Path(files)) as desk, mock.patch.object(Store, "advance", killed):
        desk.office.seal(paper_id, Stamp(), actor=desk.ids["承办人甲"])
