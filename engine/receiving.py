"""Evidence that comes in and changes hands: who may bring it and hand it on, and every reason against it.

Evidence is brought into an open case by whoever gathers it: the handlers of that case, and those who hold another post from which its procedure
is handled or evidence is gathered (:meth:`Workflow.gatherers`). Custody is entered by whoever takes a step of the procedure, for the file goes
through all these hands, and after the end too: what was lent comes back to a case on the shelf. Who stands in for another does so for evidence without
saying it: a line of custody tells in whose hands the file was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.custody import LABELS, Event, Line, is_lent
from zhifa.engine.custody_forms import Handing, HandingForm, Receipt, ReceiptForm
from zhifa.engine.fields import Form
from zhifa.engine.forms import parse
from zhifa.engine.guarding import part_missing, parts
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day
from zhifa.engine.refusals import CASE_ENDED, ENGINE_RULE, IN_THE_FUTURE, Reason, Refusal
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing

BRINGING: Final = "收存证据"
HANDING: Final = "登记证据经手"

EVIDENCE_KEY_TAKEN = Reason(
    code="evidence_key_taken",
    text="证据“{key}”已收存文件 {kept}，现在所交的是另一文件 {given}",
    article=ENGINE_RULE,
    remedy="另取一个证据名称收存；已收存的文件不能替换",
)
EVIDENCE_DIFFERS = Reason(
    code="evidence_differs",
    text="证据“{key}”填报的文件摘要为{told}，与收存的文件 {kept} 不符",
    article=ENGINE_RULE,
    remedy="用 zhifa evidence list 核对收存的文件，填报其摘要；填报有误的先更正",
)
CHECKSUM_DIFFERS = Reason(
    code="checksum_differs",
    text="证据“{key}”提取时记载的 {algorithm} 校验值 {told} 与收存时算得的 {found} 不符",
    article=ENGINE_RULE,
    remedy="核对是否交错文件；文件无误的，核对提取笔录所记的校验值",
)
OBTAINED_IN_FUTURE = Reason(
    code="obtained_in_future",
    text="证据取得时间 {obtained_at} 晚于收存时间 {received_at}",
    article=ENGINE_RULE,
    remedy="核对取得时间",
)
EVIDENCE_NOT_HELD = Reason(
    code="evidence_not_held",
    text="本案没有收存名为“{key}”的证据",
    article=ENGINE_RULE,
    remedy="先用 zhifa evidence add 收存；用 zhifa evidence list 查看已收存的证据",
)
CUSTODY_ORDER = Reason(
    code="custody_order",
    text="证据“{key}”不能登记“{event}”：{detail}",
    article=ENGINE_RULE,
    remedy="用 zhifa evidence list 核对保管经过，按实际次序登记",
)

CUSTODY_REASONS = (
    EVIDENCE_KEY_TAKEN, EVIDENCE_DIFFERS, CHECKSUM_DIFFERS, OBTAINED_IN_FUTURE, EVIDENCE_NOT_HELD, CUSTODY_ORDER,
)  # fmt: skip
"""Every reason the custody of evidence can give besides those of the engine."""


def bringing_refusals(case: CaseFile, actor: str, *, register: Register, now: datetime) -> Iterator[Refusal]:
    """Every reason why the officer may bring no evidence into the case."""
    if case.state is not None and case.state.ended:
        yield CASE_ENDED.refuse(state=case.state.label)
    doing = Doing(
        case=case, register=register, actor=actor, day=legal_day(now), label=BRINGING, roles=case.workflow.gatherers
    )
    yield from part_missing(doing)


def receipt_refusals(receipt: Receipt, case: CaseFile, *, register: Register, now: datetime) -> Iterator[Refusal]:
    """Every reason against a file before it is read."""
    if receipt.obtained_at > now:
        yield OBTAINED_IN_FUTURE.refuse(obtained_at=_local(receipt.obtained_at), received_at=_local(now))
    yield from bringing_refusals(case, receipt.actor, register=register, now=now)
    yield from _form_refusals(ReceiptForm, receipt.content())


def content_refusals(receipt: Receipt, found: str, *, kept: str | None, named: str | None) -> Iterator[Refusal]:
    """Every reason against a file whose SHA-256 is ``found``; ``kept`` and ``named`` are what the key has in the store and in the facts."""
    if kept not in (None, found):
        yield EVIDENCE_KEY_TAKEN.refuse(key=receipt.key, kept=kept, given=found)
    if named not in (None, found):
        yield EVIDENCE_DIFFERS.refuse(key=receipt.key, told=f" {named} ", kept=found)
    told = receipt.noted
    if told and told.algorithm == "SHA-256" and told.value != found:
        yield CHECKSUM_DIFFERS.refuse(key=receipt.key, algorithm=told.algorithm, told=told.value, found=found)


def naming_refusals(named: Iterable[tuple[str, str | None]], kept: Mapping[str, str]) -> Iterator[Refusal]:
    """A refusal for all evidence (key and digest) that facts name otherwise than it was received."""
    for key, told in named:
        if key in kept and told != kept[key]:
            yield EVIDENCE_DIFFERS.refuse(key=key, told=f" {told} " if told else "空", kept=kept[key])


def handing_refusals(
    handing: Handing, case: CaseFile, lines: tuple[Line, ...], *, register: Register, now: datetime
) -> Iterator[Refusal]:
    """Every reason against an event, given the chain of the evidence so far."""
    if handing.occurred_at > now:
        yield IN_THE_FUTURE.refuse(occurred_at=_local(handing.occurred_at), recorded_at=_local(now))
    day = legal_day(handing.occurred_at)
    yield from part_missing(
        Doing(case=case, register=register, actor=handing.actor, day=day, label=HANDING, roles=parts(case))
    )
    faults = tuple(_form_refusals(HandingForm, handing.content()))
    yield from faults
    if not faults:
        yield from _order_refusals(handing, lines)


def _order_refusals(handing: Handing, lines: tuple[Line, ...]) -> Iterator[Refusal]:
    if not lines:
        yield EVIDENCE_NOT_HELD.refuse(key=handing.key)
        return
    detail = _out_of_order(handing, lines)
    if detail:
        yield CUSTODY_ORDER.refuse(key=handing.key, event=LABELS[handing.event], detail=detail)


def _out_of_order(handing: Handing, lines: tuple[Line, ...]) -> str | None:
    """Why the event cannot follow on the chain: not before the last line, and what is lent comes back first."""
    last = lines[-1].link
    lent = is_lent(lines)
    if instant_text(handing.occurred_at) < last.occurred_at:
        return f"时间早于前一次登记（{LABELS[last.transition]}）"
    if lent and handing.event != Event.RETURNED:
        return "已借出，尚未归还"
    if not lent and handing.event == Event.RETURNED:
        return "没有借出"
    return None


def _form_refusals(form: type[Form], content: Mapping[str, JSON]) -> tuple[Refusal, ...]:
    parsed = parse(form, content)
    return parsed if isinstance(parsed, tuple) else ()


def _local(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16]
