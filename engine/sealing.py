"""Sealing an issued paper (签章): what is asked, and every reason against it.

A paper goes out with the seal of its agency (行政处罚法 59 for decisions of punishment). Which post keeps the seal no statute says: who may
seal is on the agency's register and need not withdraw from the case. The key itself is with the site, out of our reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile
from zhifa.engine.guarding import barred
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day
from zhifa.engine.refusals import ENGINE_RULE, UNKNOWN_ACTOR, Reason, Refusal
from zhifa.engine.register import Register

SEAL_INTERNAL = Reason(
    code="seal_internal",
    text="《{paper}》是内部文书，不对外发出，不加盖印章",
    article=ENGINE_RULE,
    remedy="只对发给当事人或者向社会公开的文书签章",
)
SEAL_PLACELESS = Reason(
    code="seal_placeless",
    text="《{paper}》没有落款，没有加盖印章的位置",
    article=ENGINE_RULE,
    remedy="由有关人员在文书上签名；需要电子归档的，扫描后作为证据收存",
)
SEAL_OF_REPLAY = Reason(
    code="seal_of_replay",
    text="本案是公开案例的重放（演示），其文书不是本机关作出的，不签章",
    article=ENGINE_RULE,
    remedy="只对本机关实际办理的案件的文书签章",
)
SEALED_BEFORE = Reason(
    code="sealed_before",
    text="《{paper}》已于{sealed_at}签章（{kind}，文件 {digest}），不能再签",
    article=ENGINE_RULE,
    remedy="用 zhifa case papers --pdf 取出已签章的文件；文书有误的，另行制作补正文书，不在原文书上改动",
)

SEALING_REASONS = (SEAL_INTERNAL, SEAL_PLACELESS, SEAL_OF_REPLAY, SEALED_BEFORE)
"""Every reason that sealing can give besides those of the engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBefore:
    """A seal that the paper has."""

    sealed_at: datetime
    sample: bool
    """Whether it is a sample (样章): then a real one may still take its place."""
    digest: str
    """SHA-256 of the signed file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSeal:
    """An issued paper that somebody would seal, as far as that may be refused."""

    title: str
    external: bool
    placed: bool
    """Whether its layout has a place for a seal: over agency and date."""
    earlier: tuple[SealedBefore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """That a signed file of a paper is entered; ``expected_version`` is the version of the case it is entered at."""

    case_id: str
    paper_id: str
    title: str
    signed: str
    """SHA-256 of the file: no two signatures give the same."""
    actor: str
    occurred_at: datetime
    expected_version: int

    @property
    def key(self) -> str:
        """A signed file is entered once."""
        return f"seal/{self.signed}"

    def facts(self) -> dict[str, JSON]:
        """What the entry commits to: the paper and its signed file."""
        return {"paper": self.paper_id, "digest": self.signed}

    def digest(self) -> str:
        """What tells this request from another command under the same key."""
        content: dict[str, JSON] = {
            **self.facts(),
            "case": self.case_id,
            "actor": self.actor,
            "occurred_at": instant_text(self.occurred_at),
            "expected_version": self.expected_version,
        }
        return digest("seal/1", canonical(content))


def sealing_refusals(
    case: CaseFile, paper: ToSeal, actor: str, *, sample: bool, register: Register, now: datetime
) -> Iterator[Refusal]:
    """Every reason why ``actor`` may not seal the paper now. A case that has ended is no reason: its last step may issue a paper that goes out.

    A sample seal gives way to a real one once; beyond that a paper bears one seal.
    """
    day = legal_day(now)
    if register.officer(actor, day) is None:
        yield UNKNOWN_ACTOR.refuse(actor=actor[:60], day=day)
    yield from barred(case, actor, register)
    if case.replay:
        yield SEAL_OF_REPLAY.refuse()
    if not paper.external:
        yield SEAL_INTERNAL.refuse(paper=paper.title)
    elif not paper.placed:
        yield SEAL_PLACELESS.refuse(paper=paper.title)
    in_the_way = next((seal for seal in paper.earlier if sample or not seal.sample), None)
    if in_the_way is not None:
        yield SEALED_BEFORE.refuse(
            paper=paper.title,
            sealed_at=in_the_way.sealed_at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16],
            kind="样章" if in_the_way.sample else "正式印章",
            digest=in_the_way.digest,
        )
