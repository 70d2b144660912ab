"""Sealing an issued paper (签章): what is asked, and every reason against it.

A paper goes out with the seal of its agency (行政处罚法 59 for decisions of punishment). Which post keeps the seal no statute says: who may
seal takes a step of the procedure by a post that reaches the case, as with the custody of evidence; of handlers those of that case. The key itself
is with the site, out of our reach; which certificates are the agency's own its register says (印章备案), so that no other key makes a seal of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zhifa.engine.canonical import JSON, canonical, digest
from zhifa.engine.casefile import CaseFile
from zhifa.engine.fields import Form, Text
from zhifa.engine.forms import parse
from zhifa.engine.guarding import part_missing, parts
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day
from zhifa.engine.refusals import ENGINE_RULE, Reason, Refusal
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing

SEALING: Final = "签章"

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
    remedy="用 zhifa case papers --pdf 取出已签章的文件；签章有误的，写明理由重新签章（--again 理由），原签章的文件保留；文书有误的，送达后书面补正",
)
SEALED_NEVER = Reason(
    code="sealed_never",
    text="《{paper}》没有正式印章，没有可以代替的签章",
    article=ENGINE_RULE,
    remedy="不写重新签章的理由，直接签章",
)
SEAL_UNKNOWN = Reason(
    code="seal_unknown",
    text="签章证书（SHA-256 {certificate}）在{day}不是{agency}备案的印章证书",
    article=ENGINE_RULE,
    remedy="确是本机关印章的，把 zhifa paper seal-key 证书 给出的一项写入名录文件的 agency.seals，重新导入名录；试用的，用样章密钥（zhifa paper demo-key）",
)
SEAL_ANNULLED = Reason(
    code="seal_annulled",
    text="《{paper}》所属的决定已被撤销，不再签章",
    article=ENGINE_RULE,
    remedy="重新作出决定的，对新的文书签章；原文书照当时的样子保留",
)

SEALING_REASONS = (
    SEAL_INTERNAL, SEAL_PLACELESS, SEAL_OF_REPLAY, SEALED_BEFORE, SEALED_NEVER, SEAL_UNKNOWN, SEAL_ANNULLED,
)  # fmt: skip
"""Every reason that sealing can give besides those of the engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBefore:
    """A seal that the paper has."""

    sealed_at: datetime
    sample: bool
    """Whether it is a sample (样章): then a real one takes its place without a reason."""
    digest: str
    """SHA-256 of the signed file."""


class SealedAnewForm(Form):
    """What is entered with a seal that takes the place of a real one."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The seal that is to be set, as far as it is known: its certificate only once the file is signed."""

    sample: bool = False
    certificate: str | None = None
    """SHA-256 of the signer's certificate, lower-case hexadecimal."""
    reason: str | None = None
    """Why it takes the place of the real seal that the paper has; None: it is to be the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSeal:
    """An issued paper that somebody would seal, as far as that may be refused."""

    title: str
    external: bool
    placed: bool
    """Whether its layout has a place for a seal: over agency and date."""
    annulled: bool = False
    """Whether it fell with a decision that was annulled."""
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
    reason: str | None = None
    """Why it takes the place of an earlier real seal."""
    round: int = 1
    """Which of the real seals of the paper it is; of a sample 1."""

    @property
    def label(self) -> str:
        """What the entry is called."""
        return f"{SEALING if self.reason is None else '重新签章'}：{self.title}"

    @property
    def key(self) -> str:
        """A signed file is entered once."""
        return f"seal/{self.signed}"

    def facts(self) -> dict[str, JSON]:
        """What the entry commits to: the paper and its signed file, and why it is signed anew."""
        told: dict[str, JSON] = {"paper": self.paper_id, "digest": self.signed}
        return told if self.reason is None else {**told, "reason": self.reason}

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
    case: CaseFile, paper: ToSeal, actor: str, *, imprint: Imprint, register: Register, now: datetime
) -> Iterator[Refusal]:
    """Every reason why ``actor`` may not seal the paper now. A case that has ended is no reason: its last step may issue a paper that goes out.

    A sample seal gives way to a real one; a real one to another for a reason alone. The certificate of a real one is on the register that day.
    """
    day = legal_day(now)
    yield from part_missing(Doing(case=case, register=register, actor=actor, day=day, label=SEALING, roles=parts(case)))
    if case.replay:
        yield SEAL_OF_REPLAY.refuse()
    if not paper.external:
        yield SEAL_INTERNAL.refuse(paper=paper.title)
    elif not paper.placed:
        yield SEAL_PLACELESS.refuse(paper=paper.title)
    if paper.annulled:
        yield SEAL_ANNULLED.refuse(paper=paper.title)
    yield from _beside_earlier(paper, imprint)
    agency = register.agency
    if imprint.certificate and not imprint.sample and agency.seal(imprint.certificate, day) is None:
        yield SEAL_UNKNOWN.refuse(certificate=imprint.certificate, day=day, agency=agency.name)


def _beside_earlier(paper: ToSeal, imprint: Imprint) -> Iterator[Refusal]:
    """What the seals that the paper has leave no room for."""
    real = [seal for seal in paper.earlier if not seal.sample]
    if imprint.reason is not None:
        told = parse(SealedAnewForm, {"reason": imprint.reason})
        yield from told if isinstance(told, tuple) else ()
    if imprint.sample and paper.earlier:
        yield _sealed_before(paper, paper.earlier[-1])
    elif real and imprint.reason is None:
        yield _sealed_before(paper, real[-1])
    elif not real and imprint.reason is not None:
        yield SEALED_NEVER.refuse(paper=paper.title)


def _sealed_before(paper: ToSeal, seal: SealedBefore) -> Refusal:
    return SEALED_BEFORE.refuse(
        paper=paper.title,
        sealed_at=seal.sealed_at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16],
        kind="样章" if seal.sample else "正式印章",
        digest=seal.digest,
    )
