"""What every entry of a case changes beside it for those who look at many cases: its line in the docket, and the words by which it is found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from zhifa.engine.assemble import CORRECTION, paper_on_file, term_state, track_state
from zhifa.engine.casefile import CaseFile, TermState, TrackState
from zhifa.engine.docket_line import CaseLine, case_line
from zhifa.engine.entry_words import called_by, entry_words, standing_words
from zhifa.engine.heading import Heading
from zhifa.engine.instants import instant_text, legal_day, stored_instant
from zhifa.engine.private import without_private, without_private_at
from zhifa.engine.vocabulary import State
from zhifa.storage.advance import Advance, TermClose, TrackClose
from zhifa.storage.docket_asked import NEVER
from zhifa.storage.records import DocketRecord, EntryRecord, PaperHead, PaperRecord
from zhifa.storage.search import Indexed

__all__ = ["docket_record", "indexed_entry", "projected"]


def projected(advance: Advance, before: CaseFile, after: CaseFile, state: State) -> Advance:
    """The rows of an entry, with those of docket and index. ``after``: the file with what the entry says, its terms and tracks as they were."""
    stands = replace(
        after,
        state=state,
        version=before.version + 1,
        terms=_terms(after.terms, advance),
        tracks=_tracks(after.tracks, advance),
        papers=(*after.papers, *map(paper_on_file, sorted(advance.papers, key=lambda p: p.code))),
    )
    line = case_line(stands, moved_at=stored_instant(advance.entry.recorded_at))
    facts = advance.facts.body if advance.facts else "{}"
    earlier = before.workflow.heading(before) if before.version else None
    indexed = indexed_entry(advance.entry, facts, advance.papers, stands, earlier, stands.workflow.heading(stands))
    return replace(advance, docket=docket_record(line), indexed=indexed)


def indexed_entry(
    entry: EntryRecord, facts: str, papers: Iterable[PaperHead | PaperRecord], case: CaseFile, before: Heading | None, now: Heading
) -> Indexed:  # fmt: skip
    """The words of an entry of ``case``: of its facts, its papers' titles and numbers, and of what the case is called by."""
    issued = ((paper.title, paper.number) for paper in papers)
    called = (*called_by(before, now), *((entry.case_id,) if before is None else ()))
    found = entry_words(_public(entry, json.loads(facts), case), issued, called) | standing_words(now)
    return Indexed(entry.id, entry.agency_id, entry.case_id, entry.seq, " ".join(sorted(found)))


def _public(entry: EntryRecord, facts: Any, case: CaseFile) -> Any:
    """What the entry says that is not private: of a step, and of a correction of one."""
    corrects = entry.kind == CORRECTION and bool(facts)
    step = next((act.transition for act in case.acts if act.seq == (facts["seq"] if corrects else entry.seq)), None)
    if step is None:
        return facts
    if not corrects:
        return without_private(step.facts, facts)
    moved = {name: without_private_at(step.facts, facts["path"], facts[name]) for name in ("old", "new")}
    return {**facts, **moved}


def docket_record(line: CaseLine) -> DocketRecord:
    """The line as a row."""
    return DocketRecord(
        id=line.case_id,
        agency_id=line.agency_id,
        workflow=line.workflow,
        workflow_version=line.workflow_version,
        act=line.act,
        state=line.state.name,
        phase=line.state.phase.value,
        ended=int(line.state.ended),
        replay=int(line.replay),
        cause=line.cause,
        party=line.party,
        party_code=line.party_code,
        case_number=line.case_number,
        opened_by=line.opened_by,
        opened_at=instant_text(line.opened_at),
        opened_on=legal_day(line.opened_at).isoformat(),
        moved_at=instant_text(line.moved_at),
        version=line.version,
        due=line.due.isoformat() if line.due else NEVER,
        waits=int(line.waits),
        reviewer_id=line.reviewer,
    )


def line_of(case: CaseFile, *, moved_at: datetime) -> DocketRecord:
    """The row of a case on file."""
    return docket_record(case_line(case, moved_at=moved_at))


def _terms(terms: tuple[TermState, ...], advance: Advance) -> tuple[TermState, ...]:
    closed: dict[str, TermClose] = {close.id: close for close in advance.closed_terms}
    kept = (
        replace(t, status=closed[t.id].status, ended_on=closed[t.id].ended_on) if t.id in closed else t for t in terms
    )
    return (*kept, *map(term_state, advance.terms))


def _tracks(tracks: tuple[TrackState, ...], advance: Advance) -> tuple[TrackState, ...]:
    closed: dict[str, TrackClose] = {close.id: close for close in advance.closed_tracks}
    kept = (
        replace(t, closed_on=closed[t.id].closed_on, closed_seq=closed[t.id].closed_seq) if t.id in closed else t
        for t in tracks
    )
    return (*kept, *map(track_state, advance.tracks))
