"""Whether what is stored still agrees with the record: chain, facts, papers, reviews, decisions, the case row itself, the custody of evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhifa.engine.alarm import AlarmRow, check_alarms
from zhifa.engine.canonical import JSON
from zhifa.engine.custody import Line, check_custody
from zhifa.engine.custody_rows import line_of
from zhifa.engine.entry_body import sealed
from zhifa.engine.ledger import Finding, Link, check_chain, check_declared, check_facts, recorded
from zhifa.engine.review_findings import review_findings
from zhifa.storage.records import (
    CustodyRecord,
    EntryRecord,
    FineEndRecord,
    FineRecord,
    LinkRecord,
    Loaded,
    PaperRecord,
    SealRecord,
    WarningRecord,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Beyond:
    """What the rows of a case tell other cases, and what its entries rest on."""

    fines: tuple[FineRecord, ...]
    fine_ends: tuple[FineEndRecord, ...]
    links: tuple[LinkRecord, ...]
    registers: Mapping[int, str]
    """Hash of each version of the agency's register, as far as there is a journal of it."""


def findings(
    rows: Loaded,
    papers: tuple[PaperRecord, ...],
    seals: tuple[SealRecord, ...],
    custody: tuple[CustodyRecord, ...],
    beyond: Beyond,
) -> Iterator[Finding]:
    """Everything in one case that does not agree with its ledger; nothing when all does."""
    links = tuple(_link(entry) for entry in rows.entries)
    yield from check_chain(links, head=(rows.case.head_seq, rows.case.head_hash))
    for link in links:
        facts = rows.facts.get(link.seq)
        yield from check_facts(link, (facts.salt, facts.body) if facts else None)
    by_seq = {link.seq: link for link in links}
    yield from _case(rows, links)
    yield from _migrations(rows, by_seq)
    yield from review_findings(rows, by_seq)
    yield from _fines(rows, beyond, by_seq)
    yield from _links(rows, beyond.links, by_seq)
    yield from _registers(rows, beyond.registers, links)
    yield from _papers(rows, papers, by_seq)
    yield from _seals(rows, papers, seals, by_seq)
    yield from _terms(rows, links)
    yield from _tracks(rows, links)
    yield from custody_findings(rows, tuple(map(line_of, custody)))


def watch_findings(
    rows: Loaded, warnings: tuple[WarningRecord, ...], heads: Mapping[str, tuple[int, str | None]]
) -> Iterator[Finding]:
    """Every warning of a case that was changed or taken out, and every running term that nobody watches."""
    case_id = rows.case.id
    yield from check_alarms(case_id, (_alarm(warning) for warning in warnings), heads)
    for term in rows.terms:
        if term.status in ("open", "suspended") and term.id not in heads and not rows.case.replay:
            text = f"期限“{term.label}”没有列入预警"
            yield Finding(case_id=case_id, seq=term.start_seq, kind="watch_missing", text=text)


def _alarm(row: WarningRecord) -> AlarmRow:
    return AlarmRow(
        id=row.id,
        term_id=row.term_id,
        seq=row.seq,
        case_id=row.case_id,
        prev_hash=row.prev_hash,
        hash=row.hash,
        level=row.level,
        occurrence=row.occurrence,
        due=row.due,
        overdue=row.overdue,
        body=row.body,
        fired_at=row.fired_at,
    )


def custody_findings(rows: Loaded, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Everything in the custody of a case's evidence that does not agree with itself, or with the ledger."""
    yield from check_custody(lines)
    yield from _heads(tuple(_link(entry) for entry in rows.entries), lines)


def _heads(links: tuple[Link, ...], lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Each line of custody that an entry held on to is there still: else its chain was cut short, or written anew."""
    present = {(line.key, line.link.seq, line.link.hash) for line in lines}
    for link in links:
        for head in recorded(link, "custody") or ():
            if (head["key"], head["seq"], head["hash"]) not in present:
                text = f"第{link.seq}号记录所载证据“{head['key']}”的第{head['seq']}号保管记录不在库中"
                yield Finding(case_id=link.case_id, seq=link.seq, kind="custody_missing", text=text)


def _link(entry: EntryRecord) -> Link:
    return Link(
        case_id=entry.case_id,
        seq=entry.seq,
        prev_seq=entry.prev_seq,
        prev_hash=entry.prev_hash,
        hash=entry.hash,
        kind=entry.kind,
        transition=entry.transition,
        actor_id=entry.actor_id,
        body=entry.body,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
    )


def _case(rows: Loaded, links: tuple[Link, ...]) -> Iterator[Finding]:
    case = rows.case
    if not links:
        yield Finding(case_id=case.id, seq=None, kind="missing", text="案件没有任何记录")
        return
    state = recorded(links[-1], "to") or {}
    if state.get("name") != case.state or state.get("phase") != case.phase:
        text = f"案件所处状态 {case.state} 与最后一条记录不符"
        yield Finding(case_id=case.id, seq=links[-1].seq, kind="state_forged", text=text)
    if case.version != len(links):
        text = f"案件版本为{case.version}，而记录有{len(links)}条"
        yield Finding(case_id=case.id, seq=links[-1].seq, kind="version_forged", text=text)
    if recorded(links[0], "replay") != bool(case.replay):
        yield Finding(case_id=case.id, seq=0, kind="workflow_forged", text="案件是否演示与立起时的记录不符")
    opened: dict[str, JSON] = {
        "name": case.workflow,
        "version": case.workflow_version,
        "digest": case.workflow_digest,
    }
    yield from check_declared(links, opened)


def _migrations(rows: Loaded, by_seq: dict[int, Link]) -> Iterator[Finding]:
    """Each row of a move to another version repeats its entry, and each entry of one has its row."""
    told = {seq: recorded(link, "migration") for seq, link in by_seq.items()}
    for row in rows.migrations:
        entry = told.pop(row.seq, None) or {}
        old, new = entry.get("from") or {}, entry.get("to") or {}
        kept = (row.old_version, row.new_version, row.new_digest)
        if (old.get("version"), new.get("version"), new.get("digest")) != kept:
            text = f"案件改依第{row.new_version}版与第{row.seq}号记录不符"
            yield Finding(case_id=rows.case.id, seq=row.seq, kind="migration_forged", text=text)
    for seq, entry in told.items():
        if entry:
            text = f"第{seq}号记录的流程版本变更不在库中"
            yield Finding(case_id=rows.case.id, seq=seq, kind="migration_missing", text=text)


def _fines(rows: Loaded, beyond: Beyond, by_seq: dict[int, Link]) -> Iterator[Finding]:
    """What other cases are held against is what the entries say that imposed the fine, or ended it."""
    told = {seq: (recorded(link, "fine"), bool(recorded(link, "fine_ended"))) for seq, link in by_seq.items()}
    imposed = {fine.seq: _fine(fine) for fine in beyond.fines}
    ended = {end.seq for end in beyond.fine_ends}
    for seq in sorted(told.keys() | imposed.keys() | ended):
        if told.get(seq) != (imposed.get(seq), seq in ended):
            text = f"第{seq}号记录的罚款与登记的罚款不符"
            yield Finding(case_id=rows.case.id, seq=seq, kind="fine_forged", text=text)


def _fine(fine: FineRecord) -> dict[str, str | None]:
    return {
        "party": fine.party,
        "cause": fine.cause,
        "violated_on": fine.violated_on,
        "decided_on": fine.decided_on,
    }


def _links(rows: Loaded, links: tuple[LinkRecord, ...], by_seq: dict[int, Link]) -> Iterator[Finding]:
    """What is shown of related cases is what the entries say."""
    told = {
        (seq, named["case"], named["relation"])
        for seq, link in by_seq.items()
        for named in recorded(link, "related") or ()
    }
    kept = {(link.seq, link.other_id, link.relation) for link in links}
    for seq in sorted({seq for seq, *_ in told ^ kept}):
        text = f"第{seq}号记录的关联案件与登记的不符"
        yield Finding(case_id=rows.case.id, seq=seq, kind="link_forged", text=text)


def _registers(rows: Loaded, registers: Mapping[int, str], links: tuple[Link, ...]) -> Iterator[Finding]:
    """The register that an entry was made under is in the journal as it was then; entries from before there was one name no hash."""
    for link in links:
        told = recorded(link, "register_hash")
        version = recorded(link, "register")
        if told is not None and registers.get(version) != told:
            text = f"第{link.seq}号记录所依据的第{version}版名录与名录日志不符"
            yield Finding(case_id=rows.case.id, seq=link.seq, kind="register_forged", text=text)


def _papers(rows: Loaded, papers: tuple[PaperRecord, ...], by_seq: dict[int, Link]) -> Iterator[Finding]:
    def finding(seq: int, kind: str, text: str) -> Finding:
        return Finding(case_id=rows.case.id, seq=seq, kind=kind, text=text)

    told = {
        (seq, paper["code"]): (paper["digest"], paper["number"], paper["title"])
        for seq, link in by_seq.items()
        for paper in recorded(link, "papers") or ()
    }
    for paper in papers:
        if hashlib.sha256(paper.html.encode()).hexdigest() != paper.digest:
            yield finding(paper.seq, "paper_edited", f"{paper.title}的正文与其摘要不符")
        if told.pop((paper.seq, paper.code), None) != (paper.digest, paper.number, paper.title):
            yield finding(paper.seq, "paper_forged", f"{paper.title}与第{paper.seq}号记录不符")
    for seq, code in told:
        yield finding(seq, "paper_missing", f"第{seq}号记录的文书 {code} 不在库中")


def _seals(
    rows: Loaded, papers: tuple[PaperRecord, ...], seals: tuple[SealRecord, ...], by_seq: dict[int, Link]
) -> Iterator[Finding]:
    """Each seal row repeats its entry and belongs to the very paper it names; each entry of a seal has its row."""
    told = {seq: recorded(link, "seal") for seq, link in by_seq.items()}
    issued = {(paper.id, paper.digest) for paper in papers}
    for seal in seals:
        entry = told.pop(seal.seq, None)
        if {"seal": entry} != sealed(seal) or (seal.paper_id, seal.paper_digest) not in issued:
            text = f"签章文件 {seal.signed_digest} 与第{seal.seq}号记录或者其文书不符"
            yield Finding(case_id=rows.case.id, seq=seal.seq, kind="seal_forged", text=text)
    for seq, entry in told.items():
        if entry:
            text = f"第{seq}号记录的签章不在库中"
            yield Finding(case_id=rows.case.id, seq=seq, kind="seal_missing", text=text)


def _terms(rows: Loaded, links: tuple[Link, ...]) -> Iterator[Finding]:
    """Each term row stands as the entries that began and ended it say."""
    told: dict[str, tuple[Any, ...]] = {}
    for link in links:
        for term in recorded(link, "terms_started") or ():
            told[term["id"]] = (term["code"], term["key"], term["due"], term["status"])
        for term in recorded(link, "terms_ended") or ():
            told[term["id"]] = (*told.get(term["id"], (None, None, None, None))[:3], term["status"])
    for row in rows.terms:
        if told.pop(row.id, None) != (row.code, row.key, row.due, row.status):
            text = f"期限“{row.label}”与记录不符"
            yield Finding(case_id=rows.case.id, seq=row.start_seq, kind="term_forged", text=text)
    for code, *_ in told.values():
        yield Finding(case_id=rows.case.id, seq=None, kind="term_missing", text=f"记录的期限 {code} 不在库中")


def _tracks(rows: Loaded, links: tuple[Link, ...]) -> Iterator[Finding]:
    told: dict[str, tuple[Any, ...]] = {}
    for link in links:
        for track in recorded(link, "tracks_opened") or ():
            told[track["id"]] = (track["track"], track["key"], link.seq, None)
        for track in recorded(link, "tracks_closed") or ():
            told[track["id"]] = (*told.get(track["id"], (None, None, None, None))[:3], link.seq)
    for row in rows.tracks:
        if told.pop(row.id, None) != (row.track, row.key, row.opened_seq, row.closed_seq):
            text = f"事项 {row.track}“{row.key}”与记录不符"
            yield Finding(case_id=rows.case.id, seq=row.opened_seq, kind="track_forged", text=text)
    for track, *_ in told.values():
        yield Finding(case_id=rows.case.id, seq=None, kind="track_missing", text=f"记录的事项 {track} 不在库中")
