"""What the tabs of a case page tell: the record as a timeline, papers, the party, terms, tracks, corrections, linked cases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pydantic import BaseModel

from zhifa.documents import CATALOGUE
from zhifa.engine.agenda_page import AgendaTerm
from zhifa.engine.assemble import CORRECTION
from zhifa.engine.history import HistoryLine
from zhifa.engine.quoted import keyed
from zhifa.engine.reader import Linked
from zhifa.engine.records import PaperHead, SealRecord, TermRecord
from zhifa.told.labels import choice_label, path_label, stated
from zhifa.web.desk import paths
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.desk.lights import Light, light
from zhifa.web.desk.moments import end, moment
from zhifa.workflows.forms.related import SEEN_FROM_THERE
from zhifa.workflows.forms.values import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper of the case."""

    id: str
    path: str
    code: str
    title: str
    number: str
    issued_on: str
    seq: int
    external: bool
    digest: str
    seal: str
    """Whether it is sealed, in words; empty where it bears none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the record."""

    seq: int
    label: str
    who: str
    at: str
    recorded: str
    """When it was entered, where that is another day's or another hour's."""
    late: bool
    moved: str
    """From where to where it brought the case; empty where the case stayed."""
    phase: str
    """The phase in which it was done; of the first entry, the one in which the case began."""
    corrects: int | None
    papers: tuple[PaperLine, ...]
    hash: str
    machine_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term with its arithmetic."""

    label: str
    article: str
    due: str
    provisional: bool
    status: str
    light: Light | None
    """``None``: it runs no more."""
    cause: str
    """Why it waits."""
    explanation: tuple[str, ...]
    started_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackLine:
    """A life beside the state of the case."""

    label: str
    opened_on: str
    opened_seq: int
    closed_on: str
    closed_seq: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """A correction: what stood there, what stands there now, why, who approved it."""

    seq: int
    target: int
    step: str
    field: str
    old: str
    new: str
    reason: str
    by: str
    approver: str
    at: str
    voids_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLine:
    """A case that has to do with this one."""

    path: str
    """Empty where the person may not see it."""
    id: str
    relation: str
    told: str


STATUSES: Final = {
    "open": "进行中",
    "suspended": "停止计算",
    "met": "按期办结",
    "late": "超期办结",
    "lapsed": "期满",
    "void": "作废",
}
"""What the status of a term is called."""


def timeline(view: CaseOnDesk) -> tuple[Event, ...]:
    """The record, the newest entry first."""
    by_entry: dict[int, list[PaperLine]] = {}
    for paper in papers(view):
        by_entry.setdefault(paper.seq, []).append(paper)
    phases = {name: state.phase.label for name, state in view.laid.case.workflow.state_by_name.items()}
    came = [phases.get(line.to_state, "") for line in view.record]
    events = zip(view.record, (*came[:1], *came), strict=False)
    return tuple(_event(line, tuple(by_entry.get(line.seq, ())), phase) for line, phase in events)[::-1]


def chapters(view: CaseOnDesk) -> tuple[tuple[str, tuple[Event, ...]], ...]:
    """The record, the newest entry first, cut where it went on in another phase; a phase that it came back to has a chapter anew."""
    return tuple((phase, tuple(events)) for phase, events in groupby(timeline(view), key=lambda event: event.phase))


def _event(line: HistoryLine, issued: tuple[PaperLine, ...], phase: str) -> Event:
    at, recorded = moment(line.occurred_at), moment(line.recorded_at)
    stays = line.from_label == line.to_label
    return Event(
        seq=line.seq,
        label=line.label,
        who=f"{line.actor}（{line.post}）" + (f"，代{line.on_behalf_of}" if line.on_behalf_of else ""),
        at=at,
        recorded="" if recorded == at else recorded,
        late=line.late,
        moved="" if stays else f"{line.from_label or '新案件'} → {line.to_label}",
        phase=phase,
        corrects=line.corrects,
        papers=issued,
        hash=line.hash,
        machine_time=line.occurred_at,
    )


def papers(view: CaseOnDesk, seals: Iterable[SealRecord] = ()) -> tuple[PaperLine, ...]:
    """The papers of the case in the order of issue."""
    newest = {seal.paper_id: seal for seal in sorted(seals, key=lambda seal: seal.seq)}
    rows = sorted(view.laid.rows.papers, key=lambda row: (row.seq, row.code, row.id))
    return tuple(_paper(row, newest.get(row.id)) for row in rows)


def _paper(row: PaperHead, seal: SealRecord | None) -> PaperLine:
    return PaperLine(
        id=row.id,
        path=paths.paper(row.case_id, row.id),
        code=row.code,
        title=row.title,
        number=row.number or "",
        issued_on=row.issued_on,
        seq=row.seq,
        external=bool(row.external),
        digest=row.digest,
        seal=("样章" if seal.sample else "已签章") if seal else "",
    )


def family(code: str) -> str:
    """What kind of paper it is; empty for a document type that the catalogue does not know."""
    known = CATALOGUE.get(code)
    return known.family if known else ""


def party_lines(view: CaseOnDesk) -> tuple[tuple[str, str], ...]:
    """The party line by line, as label and value; what is not on file has no line."""
    if view.party is None:
        return ()
    told = view.as_seen(Party, view.party.model_dump(mode="json"))
    return tuple(
        (label, value) for label, value in _party({name: stated(value) or "" for name, value in told.items()}) if value
    )


def _party(told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "名称（姓名）", told["name"]
    yield "类别", choice_label(Party, "kind", told["kind"])
    yield choice_label(Party, "identity_kind", told["identity_kind"]), told["identity_number"]
    yield "法定代表人（负责人、经营者）", told["legal_representative"]
    yield "性别", told["sex"]
    yield "出生日期", told["born_on"]
    yield "住所（住址）", told["address"]
    yield "联系电话", told["phone"]


def terms(view: CaseOnDesk) -> tuple[TermLine, ...]:
    """The terms of the case: those that run by their end, then the others, the newest first."""
    running = {one.row.id: one for one in view.laid.running}
    over = [row for row in view.laid.rows.terms if row.id not in running]
    over.sort(key=lambda row: (row.start_seq, row.code), reverse=True)
    return (*(_running(one) for one in running.values()), *(_over(row) for row in over))


def _running(one: AgendaTerm) -> TermLine:
    return _term(one.row, lit=light(one), cause=one.cause or "")


def _over(row: TermRecord) -> TermLine:
    return _term(row, lit=None, cause="")


def _term(row: TermRecord, *, lit: Light | None, cause: str) -> TermLine:
    ended = f"，{row.ended_on}了结" if row.ended_on else ""
    return TermLine(
        label=keyed(row.label, row.key),
        article=row.article,
        due=end(row.due),
        provisional=bool(row.provisional),
        status=STATUSES.get(row.status, row.status) + ended,
        light=lit,
        cause=cause,
        explanation=tuple(json.loads(row.explanation)),
        started_by=row.start_seq,
    )


def tracks(view: CaseOnDesk) -> tuple[TrackLine, ...]:
    """What goes on beside the case, open first."""
    labels = view.laid.case.workflow.track_by_name
    rows = sorted(view.laid.case.tracks, key=lambda row: (not row.open, -row.opened_seq))
    return tuple(
        TrackLine(
            label=keyed(labels[row.track].label if row.track in labels else row.track, row.key),
            opened_on=row.opened_on,
            opened_seq=row.opened_seq,
            closed_on=row.closed_on or "",
            closed_seq=row.closed_seq,
        )
        for row in rows
    )


def corrections(view: CaseOnDesk) -> tuple[CorrectionLine, ...]:
    """The corrections of the case, the newest first."""
    facts = view.laid.rows.facts
    made = [entry for entry in view.laid.rows.entries if entry.kind == CORRECTION and entry.seq in facts]
    steps = {act.seq: act.transition for act in view.laid.case.acts}
    found = []
    for entry in reversed(made):
        told = json.loads(facts[entry.seq].body)
        step = steps.get(told["seq"])
        form = step.facts if step else BaseModel
        found.append(
            CorrectionLine(
                seq=entry.seq,
                target=told["seq"],
                step=step.label if step else "",
                field=path_label(form, told["path"]),
                old=_value(view.as_seen_at(form, told["path"], told["old"])),
                new=_value(view.as_seen_at(form, told["path"], told["new"])),
                reason=told["reason"],
                by=view.name(entry.actor_id),
                approver=view.name(told["approver"]),
                at=moment(entry.recorded_at),
                voids_review=bool(told["voids_review"]),
            )
        )
    return tuple(found)


def _value(told: Any) -> str:
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)


def related(links: Iterable[Linked]) -> tuple[RelatedLine, ...]:
    """Cases that have to do with this one; of those out of reach there is no more than that they are."""
    return tuple(_related(link) for link in links)


def _related(link: Linked) -> RelatedLine:
    one, line = link.related, link.line
    told = "　".join(filter(None, (line.cause, line.party, line.case_number, line.state_label))) if line else ""
    return RelatedLine(
        path=paths.case(one.case_id) if line else "",
        id=link.case_number or one.case_id[:8],
        relation=SEEN_FROM_THERE.get(one.relation, one.relation) if one.said_there else one.relation,
        told=told or "不在可以查阅的范围内",
    )
