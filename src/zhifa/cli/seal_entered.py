"""Whether a signed file is the very one that the record of a case tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhifa.cli.output import local, titled

if TYPE_CHECKING:
    from zhifa.engine.history import HistoryLine
    from zhifa.engine.office import Office
    from zhifa.storage.records import PaperRecord, SealRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What a database knows of a file."""

    seal: SealRecord | None
    """None: no paper of it has this file."""
    paper: PaperRecord | None = None
    entry: HistoryLine | None = None
    findings: int = 0
    """How much in the record of the case does not agree: then the entry proves nothing."""

    @property
    def sound(self) -> bool:
        """Whether the file is entered, in a record that agrees with itself."""
        return self.seal is not None and not self.findings

    def as_dict(self) -> dict[str, Any]:
        """As JSON shows it."""
        if self.seal is None or self.paper is None or self.entry is None:
            return {"entered": False}
        return {
            "entered": True, "case": self.seal.case_id, "seq": self.seal.seq, "paper": self.paper.id, "code": self.paper.code,
            "title": self.paper.title, "number": self.paper.number, "sealed_at": self.entry.occurred_at, "sealed_by": self.entry.actor,
            "findings": self.findings,
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """For people."""
        if self.seal is None or self.paper is None or self.entry is None:
            yield "记录：不在案，此数据库没有这一文件的签章记录"
            return
        when, who = local(self.entry.occurred_at), self.entry.actor
        yield f"记录：在案，{titled(self.paper.title, self.paper.number)}，{when} 由{who}签章"
        yield f"　　案件 {self.seal.case_id} 第{self.seal.seq}号记录"
        if self.findings:
            yield f"　　该案的记录有 {self.findings} 处不符，不足为凭；用 zhifa case verify {self.seal.case_id} 查看"


def entered(office: Office, digest: str) -> Entered:
    """What the office's database knows of the file with this SHA-256."""
    seal = office.seals.find(digest)
    if seal is None:
        return Entered(seal=None)
    findings = office.verify(seal.case_id)
    entry = next((line for line in office.history(seal.case_id) if line.seq == seal.seq), None)
    return Entered(seal=seal, paper=office.paper(seal.paper_id), entry=entry, findings=len(findings))
