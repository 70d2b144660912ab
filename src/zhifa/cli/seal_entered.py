"""Whether a signed file is the very one that the record of a case tells of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhifa.cli.output import local, titled
from zhifa.engine.instants import legal_day, stored_instant

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
    replaced_by: SealRecord | None = None
    """The seal that counts, where this one no longer does."""
    named: bool = True
    """Whether its certificate was one of the agency's on the day it was set, as the register now says; of a sample nothing is asked."""
    annulled: bool = False
    """Whether the paper fell with a decision that was annulled since: the file is what it was."""

    @property
    def sound(self) -> bool:
        """Whether the file is entered, in a record that agrees with itself, under a seal of the agency's that still counts."""
        return self.seal is not None and not self.findings and self.replaced_by is None and self.named

    def as_dict(self) -> dict[str, Any]:
        """As JSON shows it."""
        if self.seal is None or self.paper is None or self.entry is None:
            return {"entered": False}
        return {
            "entered": True, "case": self.seal.case_id, "seq": self.seal.seq, "paper": self.paper.id, "code": self.paper.code,
            "title": self.paper.title, "number": self.paper.number, "sealed_at": self.entry.occurred_at, "sealed_by": self.entry.actor,
            "findings": self.findings, "replaced_by": self.replaced_by.signed_digest if self.replaced_by else None, "named": self.named,
            "annulled": self.annulled,
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """For people."""
        if self.seal is None or self.paper is None or self.entry is None:
            yield "记录：不在案，此数据库没有这一文件的签章记录"
            return
        when, who = local(self.entry.occurred_at), self.entry.actor
        yield f"记录：在案，{titled(self.paper.title, self.paper.number)}，{when} 由{who}签章"
        yield f"　　案件 {self.seal.case_id} 第{self.seal.seq}号记录"
        if self.replaced_by:
            what = "样章" if self.seal.sample else "签章"
            yield f"　　这一{what}已由第{self.replaced_by.seq}号记录的签章代替，以其文件为准（SHA-256 {self.replaced_by.signed_digest}）"
        if not self.named:
            yield "　　签章证书当日不是本机关备案的印章证书（名录 agency.seals），不能认定为本机关的印章"
        if self.annulled:
            yield "　　文书所属的决定已被撤销"
        if self.findings:
            yield f"　　该案的记录有 {self.findings} 处不符，不足为凭；用 zhifa case verify {self.seal.case_id} 查看"


def entered(office: Office, digest: str) -> Entered:
    """What the office's database knows of the file with this SHA-256."""
    from zhifa.cli.signed_files import standing_seals

    seal = office.seals.find(digest)
    if seal is None:
        return Entered(seal=None)
    paper = office.paper(seal.paper_id)
    entry = next((line for line in office.history(seal.case_id) if line.seq == seal.seq), None)
    standing = standing_seals(office.seals.of(seal.case_id))[seal.paper_id]
    return Entered(
        seal=seal,
        paper=paper,
        entry=entry,
        findings=len(office.verify(seal.case_id)),
        replaced_by=standing if standing.id != seal.id else None,
        named=bool(seal.sample) or entry is None or _named(office, seal, entry),
        annulled=_annulled(office, paper),
    )


def _annulled(office: Office, paper: PaperRecord) -> bool:
    """Of a case under a procedure that this program does not have, nobody can say."""
    from zhifa.engine.errors import WorkflowChanged, WorkflowUnknown
    from zhifa.workflows.set_aside import set_aside

    with suppress(WorkflowChanged, WorkflowUnknown):
        return paper.seq in set_aside(office.case(paper.case_id))
    return False


def _named(office: Office, seal: SealRecord, entry: HistoryLine) -> bool:
    day = legal_day(stored_instant(entry.occurred_at))
    return office.agency_register(seal.agency_id).agency.seal(seal.certificate, day) is not None
