"""The dossier of a case as it stands: its papers in their order, what lies beside them, and what it lacks (处罚法 47)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.dossier.arrangement import DEFAULT, Order, Volume
from zhifa.documents.dossier.sheets import Row, listed, pair, registered, row
from zhifa.documents.facts.values import SILENT
from zhifa.documents.numerals import day
from zhifa.engine.casefile import CaseFile, PaperOnFile
from zhifa.engine.dossier_order import ADDED, Filed, as_listed, filed, sheets_of
from zhifa.engine.evidence_items import EvidenceItem
from zhifa.engine.fields import NotStated
from zhifa.engine.instants import legal_day
from zhifa.engine.register import Policy, Register
from zhifa.engine.units import Mark
from zhifa.storage.records import PaperRecord, SealRecord
from zhifa.workflows import dossier as file
from zhifa.workflows.dues import annulled
from zhifa.workflows.forms.start import Filing
from zhifa.workflows.rectifiable import mended
from zhifa.workflows.required_papers import Lacking, exit_of, lacking, never_served

_REPLAYED = "演示：依公开案例重放生成，不具法律效力；来源未载的人员、日期和程序为推定。"
_KEPT = "行政处罚法第四十七条"
_DECISIONS = frozenset({"D33", "D34", "D35"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paper in the dossier."""

    paper: PaperRecord
    seal: SealRecord | None
    """The last seal that was set upon it."""
    volume: Volume
    part: str
    number: int
    """序号 in its volume."""
    remark: str = ""
    """What the list of contents says of it: 未送达即被撤销."""
    lost: bool = False
    """Its signed file is missing from the store or was changed there, so that its text without a seal takes the place."""

    @property
    def signed(self) -> SealRecord | None:
        """The seal whose signed file counts; a sample seal (样章) has no effect in law."""
        return None if self.seal is None or self.seal.sample else self.seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A paper or a file that the dossier lacks, with why it should be there."""

    codes: tuple[str, ...]
    title: str
    reason: str
    article: str

    @property
    def text(self) -> str:
        return f"缺{self.title}：{self.reason}（{self.article}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that the volumes of a case are made of; the same case gives the same."""

    case_id: str
    agency: str
    title: str
    """What the whole is called on its covers: 行政处罚案卷."""
    named: str
    """案卷题名: the party and what it is about."""
    mark: str | None
    """Printed on every sheet of a replay."""
    on: date
    """Day of the archiving; of the last paper while it is not archived."""
    cover: tuple[Row, ...]
    notes: tuple[Row, ...]
    sheets: PaperRecord | None
    """The issued paper 归档 (D50), of which cover and notes are taken word for word; ``None`` while the case is not archived."""
    order: str
    """In which order they stand, in words."""
    pieces: tuple[Piece, ...]
    evidence: tuple[EvidenceItem, ...]
    """Kept beside the volumes: what the party and others handed in is no page of them."""
    lacks: tuple[Lack, ...]
    files_read: bool
    """Whether there was a store to look for the files of evidence and the signed papers in."""

    @property
    def complete(self) -> bool:
        """Whether the case has ended, is archived, and lacks no paper that it should have and, where they were read, no file."""
        return not self.lacks

    @property
    def unread(self) -> str | None:
        """Which files nobody looked at, in words; ``None`` where all were read or there is none."""
        evidence, signed = (
            sum(bool(item.digest) for item in self.evidence),
            sum(bool(one.signed) for one in self.pieces),
        )
        if self.files_read or not (evidence or signed):
            return None
        return f"没有给出文件库：证据文件 {evidence} 个、签章文件 {signed} 个是否完好，没有核对"

    @property
    def added(self) -> int:
        """How many papers were issued after the case was archived."""
        return sum(piece.part == ADDED for piece in self.pieces)


def dossier_of(
    case: CaseFile,
    register: Register,
    papers: Sequence[PaperRecord],
    seals: Sequence[SealRecord],
    evidence: tuple[EvidenceItem, ...],
    *,
    broken: Collection[str] | None = None,
) -> Dossier:
    """The dossier of a case as its rows stand: of one that goes on too, which then lacks its end.

    ``broken``: digests of signed files that the store does not hold as they were; ``None`` where none was read.
    """
    texts, sealed = {paper.id: paper for paper in papers}, {seal.paper_id: seal for seal in seals}
    last = sheets_of(case)
    sheets = texts[last.id] if last else None
    pieces, order = _ordered(case, register.agency.policy, last, sheets)
    remarks = {**never_served(case), **{paper: f"已书面补正，见{notice}" for paper, notice in mended(case).items()}}
    cover, notes = registered(sheets.html) if sheets else (tuple(_cover(case, register)), _unsigned())
    bound = tuple(
        _piece(one, texts[one.paper.id], sealed.get(one.paper.id), remarks.get(one.paper.id, ""), broken or ())
        for one in pieces
    )
    return Dossier(
        case_id=case.id,
        agency=register.agency.name,
        title=CATALOGUE["D50"].title,
        named=_named(case),
        mark=_REPLAYED if case.replay else None,
        on=_day(case, sheets, papers),
        cover=cover,
        notes=notes,
        sheets=sheets,
        order=order,
        pieces=bound,
        evidence=evidence,
        lacks=(*_lacks(case), *_files_lacking(evidence, bound)),
        files_read=broken is not None,
    )


def _piece(one: Filed, paper: PaperRecord, seal: SealRecord | None, remark: str, broken: Collection[str]) -> Piece:
    lost = seal is not None and not seal.sample and seal.signed_digest in broken
    return Piece(paper=paper, seal=seal, volume=one.volume, part=one.part, number=one.number, remark=remark, lost=lost)


def _ordered(
    case: CaseFile, policy: Policy, last: PaperOnFile | None, sheets: PaperRecord | None
) -> tuple[tuple[Filed, ...], str]:
    """The papers in the order in which the closing paper lists them, and what is said of it; else in the one the agency now has."""
    now = Order(policy.dossier_order)
    for order in (now, *Order):
        pieces = filed(case, last, order)
        if sheets is None or _lists(sheets, pieces):
            own = order is now and "dossier_order" in policy.stated
            chosen = "本机关设定" if own else DEFAULT if order is Order.DECISION_FIRST else "照归档时的目录"
            return pieces, f"{order.label}：{chosen}"
    kept = as_listed(case, last, listed(sheets.html)) if sheets and last else None
    if kept:
        return kept, "照归档时签发的目录（D50）"
    return filed(case, last, now), f"{now.label}；归档时签发的目录（D50）次序与此不同"


def _lists(sheets: PaperRecord, pieces: tuple[Filed, ...]) -> bool:
    """Whether the paper that closed the dossier lists these under these numbers, but for what was added since."""
    bound = [(str(one.number), one.paper.title) for one in pieces if one.part != ADDED]
    return [(line[0], line[3]) for lines in listed(sheets.html) for line in lines if len(line) > 3] == bound


def _day(case: CaseFile, sheets: PaperRecord | None, papers: Sequence[PaperRecord]) -> date:
    if sheets:
        return date.fromisoformat(sheets.issued_on)
    return max((date.fromisoformat(paper.issued_on) for paper in papers), default=legal_day(case.opened_at))


def _named(case: CaseFile) -> str:
    """The party and the violation: suspected until a decision that stands finds it, one that nothing annulled."""
    told = file.report(case)
    assert told is not None, "every case begins with its report"
    party = SILENT if isinstance(told.party.name, NotStated) else told.party.name
    draft = file.draft(case)
    found = case.decided and not annulled(case) and not (draft and draft.ground == "not_established")
    return f"{party}{'' if found else '涉嫌'}{told.cause}案"


def _cover(case: CaseFile, register: Register) -> Iterator[Row]:
    """Of a case that is not archived: what its papers tell, and that the rest is to come."""
    decided = next((paper.number for paper in reversed(case.papers) if paper.code in _DECISIONS), None)
    filing = case.last(Filing)
    yield row("案卷题名", _named(case))
    yield row("决定书文号", decided or "无")
    yield row("办案机构", register.agency.name)
    yield pair("立案日期", day(legal_day(filing.at)) if filing else "无", "归档号", "尚未归档")


def _unsigned() -> tuple[Row, ...]:
    """A note sheet to be filled in and signed by hand."""
    return row("本卷情况说明", "（尚未归档）"), pair("立卷人", "", "检查人", ""), row("归档日期", "")


def _lacks(case: CaseFile) -> Iterator[Lack]:
    for one in lacking(case):
        yield _lack(one)
    if exit_of(case) is None:
        assert case.state is not None, "a case on file stands somewhere"
        reason = f"案件尚未终结，现处“{case.state.label}”"
        yield Lack(codes=("D49", "D50"), title="结案、归档的文书", reason=reason, article=_KEPT)
        return
    for open_track in case.open_tracks():
        title = f"“{case.workflow.track_by_name[open_track.track].label}”的结果"
        yield Lack(codes=(), title=title, reason="终结以后发生，尚未了结", article=_KEPT)


def _files_lacking(evidence: Sequence[EvidenceItem], pieces: Sequence[Piece]) -> Iterator[Lack]:
    gone = "文件库中没有，或者内容已变；从备份恢复后重新编卷"
    for item in evidence:
        if item.intact is False:
            yield Lack(codes=(), title=f"证据“{item.key}”的文件", reason=gone, article=_KEPT)
    for piece in pieces:
        if piece.lost:
            title = f"《{piece.paper.title}》（{piece.paper.code}）的签章文件"
            yield Lack(
                codes=(piece.paper.code,), title=title, reason=f"{gone}。单份文件是没有签章的文本", article=_KEPT
            )


def _lack(one: Lacking) -> Lack:
    titles = "或者".join(f"《{CATALOGUE[code].title}》（{code}）" for code in one.codes)
    article = one.article if one.mark is Mark.VERIFIED else f"{one.article}，{one.mark.label}"
    return Lack(codes=one.codes, title=titles, reason=one.reason, article=article)
