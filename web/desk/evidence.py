"""The evidence of a case on the desk: what there is and whether it is whole, the hands it went through, and a player bound to its step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import RedirectResponse

from zhifa.engine.clock import Clock
from zhifa.engine.custody import LABELS, TO_SOMEBODY, Event
from zhifa.engine.errors import CommandRefused
from zhifa.engine.evidence_items import EvidenceItem
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.quoted import shown
from zhifa.engine.reads import What
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.told.labels import choice_label
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.access import Here, Signed
from zhifa.web.desk import paths
from zhifa.web.desk.case_page import Opened, open_case, tab_links
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.errors import Forbidden, NotFound
from zhifa.web.files.content_types import INLINE, content_type
from zhifa.web.files.sending import NOT_WHOLE, sent
from zhifa.workflows.forms.values import Evidence

router = APIRouter(prefix="/desk/cases/{case_id}/evidence")

AT_A_GLANCE: Final = 64 * 1024 * 1024
"""Bytes that the page reads to verify what was not verified yet; larger files are verified when somebody asks."""
FIELDS: Final[Mapping[str, str]] = {
    "key": "证据名称", "name": "文件名", "source": "提供人", "media_type": "内容类型", "note": "说明", "event": "登记什么", "to": "交给何人",
    "checksum": "校验值", "checksum.value": "校验值", "checksum.algorithm": "校验算法", "obtained_at": "取得时间", "occurred_at": "时间",
    "（整表）": "交给何人",
}  # fmt: skip
"""What the fields of these forms are called."""
Key = Annotated[str, Query(max_length=500, min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLine:
    """A line of custody as the page tells it."""

    label: str
    told: str
    at: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence as the page tells it."""

    key: str
    name: str
    kind: str
    description: str
    size: str
    digest: str
    obtained: str
    received: str
    late: bool
    holder: str
    mark: str
    """Whether the file is whole: ``ok``, ``bad``, ``unread`` or ``none``."""
    steps: tuple[str, ...]
    """The steps that it records in sound or picture."""
    path: str
    """Of its file; empty where there is none, or none for this officer."""
    plays: str
    """``video``, ``audio``, ``image`` or ``document``: how its page shows it; empty: not at all."""
    view: str
    custody: tuple[HandLine, ...]


@router.get("")
def listed(request: Request, site: Here, person: Signed, case_id: str, verify: str = "", done: str = "") -> Response:
    """The evidence of the case; with ``verify=yes`` every file is read."""
    opened = open_case(site, person, case_id)
    return _page(request, opened, verify=verify == "yes", done=done == "yes")


@router.get("/content")
def content(
    request: Request, site: Here, person: Signed, case_id: str, key: Key, download: str = "",
    wanted: Annotated[str | None, Header(alias="Range")] = None,
    unless: Annotated[str | None, Header(alias="If-Range")] = None,
    known: Annotated[str | None, Header(alias="If-None-Match")] = None,
) -> Response:  # fmt: skip
    """The file, or a range of it. 404 for a case out of reach, 403 for who does not see the whole of it."""
    return sent(
        site, site.reader(person), request, case_id, key, download=download == "yes", wanted=wanted, unless=unless, known=known
    )  # fmt: skip


@router.get("/show")
def show(request: Request, site: Here, person: Signed, case_id: str, key: Key) -> Response:
    """One piece of evidence: played or shown, with the step that it records."""
    opened = open_case(site, person, case_id)
    if not opened.view.whole:
        raise Forbidden("not_whole", NOT_WHOLE)
    line = next((one for one in _lines(opened, opened.site.office.evidence.listed(case_id)) if one.key == key), None)
    if line is None:
        raise NotFound(f"本案没有名为{shown(key)}的证据")
    site.office.reads.note(opened.reader.officer_id, case_id, What.EVIDENCE, key)
    return page(request, "evidence/show.html", **_frame(opened), line=line)


@router.post("/custody")
def hand(request: Request, site: Here, person: Signed, case_id: str, posted: Form) -> Response:
    """Enter that evidence was viewed, moved, lent, returned or sealed; what was typed stays where it is refused."""
    opened = open_case(site, person, case_id)
    try:
        opened.site.office.evidence.hand(
            case_id, posted.one("key"), posted.one("event"), actor=opened.reader.officer_id,
            occurred_at=moment_typed(posted.one("occurred_at"), "occurred_at", clock=_clock(opened)), to=posted.one("to") or None,
            note=posted.one("note") or None,
        )  # fmt: skip
    except CommandRefused as refused:
        return _page(request, opened, typed=posted.flat, reasons=reasons(refused.refusals), status=422)
    return RedirectResponse(f"{opened.view.path}/evidence?done=yes", 303)


def moment_typed(text: str, field: str, *, clock: Clock) -> datetime:
    """A moment as a browser's field writes it, in Beijing time; now where nothing was typed. Raises ``CommandRefused``."""
    if not text:
        return clock.now()
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at
    except ValueError:
        at = None
    if at is None or not 1900 <= at.year <= 9998:
        raise CommandRefused(
            (FACTS_INVALID.refuse(field=field, value=shown(text), rule="应为日期和时刻，如 2026-03-02 09:00"),)
        )
    return at


def reasons(refusals: Iterable[Refusal]) -> tuple[Reason, ...]:
    """Refusals with the names that the fields have on these pages."""
    return tuple(map(_named, refusals))


def _named(refusal: Refusal) -> Reason:
    reason = reason_of(refusal)
    field = dict(refusal.operands).get("field", "")
    text = reason.text.replace(f"填报项“{field}”", f"填报项“{FIELDS.get(field, field)}”")
    return Reason(
        code=reason.code, text=text, article=reason.article, remedy=reason.remedy, path=reason.path, rule=reason.rule
    )


def _page(
    request: Request, opened: Opened, *, verify: bool = False, done: bool = False, typed: Mapping[str, str] | None = None,
    reasons: tuple[Reason, ...] = (), status: int = 200,
) -> Response:  # fmt: skip
    room, case_id = opened.site.office.evidence, opened.view.id
    found = room.of(case_id) if verify else room.listed(case_id, reading=AT_A_GLANCE)
    opened.site.office.reads.note(opened.reader.officer_id, case_id, What.EVIDENCE)
    hands = [(event.value, LABELS[event], event in TO_SOMEBODY) for event in Event if event is not Event.RECEIVED]
    return page(
        request, "evidence/list.html", status=status, **_frame(opened), lines=_lines(opened, found), hands=hands, typed=typed or {},
        reasons=reasons, verify=verify, done=done, keeps=opened.site.office.evidence.files is not None, now=now_typed(_clock(opened)),
    )  # fmt: skip


def _frame(opened: Opened) -> dict[str, Any]:
    """What the frame of a case page asks for."""
    view = opened.view
    return {"view": view, "tab": "evidence", "tab_label": "证据", "tabs": tab_links(view), "acting_for": ""}


def _clock(opened: Opened) -> Clock:
    return opened.site.office.evidence.clock


def now_typed(clock: Clock) -> str:
    """Now, as a browser's field takes it."""
    return clock.now().astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def _lines(opened: Opened, items: Iterable[EvidenceItem]) -> list[EvidenceLine]:
    steps: dict[str, list[str]] = {}
    for recorded in opened.site.office.recordings(opened.view.id):
        taken = recorded.wanted.taken
        for recording in recorded.wanted.recordings:
            steps.setdefault(recording.digest, []).append(f"{taken.label}（第{taken.seq}号记录，{taken.when}）")
    return [_line(opened.view, one, steps) for one in items]


def _line(view: CaseOnDesk, item: EvidenceItem, steps: Mapping[str, list[str]]) -> EvidenceLine:
    kept = bool(item.custody) and view.whole
    return EvidenceLine(
        key=item.key,
        name=item.name or "",
        kind=choice_label(Evidence, "kind", item.kind) if item.kind else "",
        description=item.description or "",
        size=size_told(item.size),
        digest=item.digest or "",
        obtained=moment(item.obtained_at) if item.obtained_at else item.obtained_on or "",
        received=moment(item.received_at) if item.received_at else "",
        late=item.late,
        holder=item.holder or "",
        mark="none" if item.digest is None else {True: "ok", False: "bad", None: "unread"}[item.intact],
        steps=tuple(steps.get(item.digest or "", ())),
        path=_address(view.id, "content", item.key) if kept else "",
        plays=_plays(item) if kept else "",
        view=_address(view.id, "show", item.key) if kept else "",
        custody=tuple(
            HandLine(
                label=line.label, at=moment(line.occurred_at), note=line.note or "",
                told="，".join(filter(None, (line.actor, f"来自{line.source}" if line.source else "", f"交{line.to}" if line.to else ""))),
            )
            for line in item.custody
        ),
    )  # fmt: skip


def _plays(item: EvidenceItem) -> str:
    found = content_type(item.media_type, item.name)
    kind = found.partition("/")[0]
    return "" if found not in INLINE else "document" if kind == "application" else kind


def _address(case_id: str, rest: str, key: str) -> str:
    return f"{paths.case(case_id)}/evidence/{rest}{paths.query({'key': key})}"


def size_told(size: int | None) -> str:
    """A length as people say it."""
    if size is None:
        return ""
    told, unit = float(size), "字节"
    for unit in ("字节", "KB", "MB", "GB"):
        if told < 1024 or unit == "GB":
            break
        told /= 1024
    return f"{size} 字节" if unit == "字节" else f"{told:.1f} {unit}"
