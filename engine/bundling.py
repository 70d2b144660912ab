"""A case as it is stored, made into its bundle."""

from __future__ import annotations

from collections.abc import Iterable

from zhifa.engine.bundle import CASE, ENTRIES, EVIDENCE, FACTS, README, TEXT, pack, paper_name
from zhifa.engine.canonical import JSON, canonical
from zhifa.engine.register import Agency
from zhifa.engine.workflow import Workflow
from zhifa.storage.records import FileRecord, Loaded, PaperRecord


def bundle_of(
    rows: Loaded,
    papers: tuple[PaperRecord, ...],
    files: tuple[FileRecord, ...],
    *,
    agency: Agency,
    workflow: Workflow,
    with_facts: bool,
) -> bytes:
    """The bundle of a case as it stands. Without facts it holds no paper either: papers print what the facts say of people."""
    case = rows.case
    members = {
        CASE: _text([_case(rows, agency, workflow)]),
        ENTRIES: _lines(entry.body for entry in rows.entries),
        EVIDENCE: _text([{"files": [{"seq": f.seq, "digest": f.digest, "size": f.size} for f in _in_order(files)]}]),
        README: TEXT.encode(),
    }
    if with_facts:
        told = (rows.facts[entry.seq] for entry in rows.entries if entry.seq in rows.facts)
        members[FACTS] = _text({"seq": one.seq, "salt": one.salt, "body": one.body} for one in told)
        members |= {paper_name(paper.seq, paper.code): paper.html.encode() for paper in papers}
    return pack(members, case=case.id, head={"seq": case.head_seq, "hash": case.head_hash}, facts=with_facts)


def _case(rows: Loaded, agency: Agency, workflow: Workflow) -> JSON:
    """Heads and labels; nothing about people."""
    case = rows.case
    state = workflow.state_by_name[case.state]
    return {
        "case": case.id,
        "agency": agency.name,
        "workflow": {
            "name": case.workflow,
            "version": case.workflow_version,
            "digest": case.workflow_digest,
            "label": workflow.label,
        },
        "state": {"name": case.state, "label": state.label},
        "replay": bool(case.replay),
        "opened_at": case.opened_at,
        "ended_at": case.ended_at,
        "heads": [{"seq": entry.seq, "hash": entry.hash} for entry in rows.entries],
    }


def _in_order(files: tuple[FileRecord, ...]) -> list[FileRecord]:
    return sorted(files, key=lambda file: (file.seq, file.digest))


def _text(values: Iterable[JSON]) -> bytes:
    return _lines(map(canonical, values))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
