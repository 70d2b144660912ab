"""What the command line tells of a case, a term, a paper: the shapes of its JSON, see docs/cli.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from zhifa.documents.facts.values import SILENT
from zhifa.engine.fields import NotStated
from zhifa.engine.instants import instant_text
from zhifa.engine.quoted import keyed
from zhifa.workflows.forms.related import SEEN_FROM_THERE
from zhifa.workflows.forms.start import Report

if TYPE_CHECKING:
    from zhifa.engine.casefile import CaseFile
    from zhifa.engine.linked import Related
    from zhifa.engine.register import Register
    from zhifa.storage.records import PaperRecord, SealRecord, TermRecord

STATUSES = {"open": "进行中", "suspended": "停止计算", "met": "按期", "late": "超期", "lapsed": "期满", "void": "作废"}
"""What the status of a term is called."""


def case_summary(
    case: CaseFile, register: Register | None = None, *, related: Iterable[Related] = ()
) -> dict[str, Any]:
    """The case as it stands; with the register, its officers by name; with the cases that have to do with it, what each is to it."""
    assert case.state is not None, "a case on file stands somewhere"
    report = case.last(Report)
    state = case.state
    return {
        "id": case.id,
        "workflow": {"name": case.workflow.name, "version": case.workflow.version, "label": case.workflow.label},
        "cause": report.facts.cause if report else "",
        "party": _stated(report.facts.party.name) if report else "",
        "state": {
            "name": state.name,
            "label": state.label,
            "phase": state.phase.value,
            "phase_label": state.phase.label,
            "ended": state.ended,
        },
        "version": case.version,
        "replay": case.replay,
        "opened_at": instant_text(case.opened_at),
        "handlers": [{"id": one, "name": _name(one, register)} for one in sorted(case.workflow.handlers(case))],
        "related": [_related(other) for other in related],
        **_lives(case),
    }


def _related(other: Related) -> dict[str, Any]:
    relation = SEEN_FROM_THERE[other.relation] if other.said_there else other.relation
    return {"case": other.case_id, "relation": relation, "said_there": other.said_there, "seq": other.seq}


def _lives(case: CaseFile) -> dict[str, Any]:
    kinds = {t.decides.name: t.decides.label for t in case.workflow.transitions if t.decides}
    return {
        "tracks": [
            {
                "track": t.track,
                "label": case.workflow.track_by_name[t.track].label,
                "key": t.key,
                "opened_on": t.opened_on,
            }
            for t in case.open_tracks()
        ],
        "terms": [
            {
                "code": t.code,
                "label": t.label,
                "key": t.key,
                "due": t.due,
                "provisional": t.provisional,
                "waits": case.waits(t.code),
            }
            for t in sorted(case.terms, key=lambda t: t.due)
            if t.status == "open"
        ],
        "reviews": [
            {"round": r.round, "outcome": r.outcome, "reviewer": r.reviewer, "seq": r.seq} for r in case.reviews
        ],
        "decisions": [
            {"kind": d.kind, "label": kinds[d.kind], "decided_at": d.decided_at, "seq": d.seq} for d in case.decisions
        ],
        "papers": [
            {"code": p.code, "title": p.title, "number": p.number, "issued_on": p.issued_on, "seq": p.seq}
            for p in case.papers
        ],
    }


def _stated(value: str | NotStated) -> str:
    return SILENT if isinstance(value, NotStated) else value


def _name(officer: str, register: Register | None) -> str:
    return register.name_of(officer) if register else officer


def term_summary(term: TermRecord) -> dict[str, Any]:
    """A term with its arithmetic, line by line."""
    return {
        "code": term.code,
        "key": term.key,
        "label": term.label,
        "article": term.article,
        "length": term.length,
        "unit": term.unit,
        "start_on": term.start_on,
        "start_seq": term.start_seq,
        "nominal": term.nominal,
        "due": term.due,
        "safe": term.safe,
        "provisional": bool(term.provisional),
        "status": term.status,
        "ended_on": term.ended_on,
        "rule_version": term.rule_version,
        "calendar_version": term.calendar_version,
        "explanation": json.loads(term.explanation),
    }


def term_lines(term: TermRecord) -> Iterator[str]:
    """A term with its arithmetic, for people."""
    ended = f"，{term.ended_on}了结" if term.ended_on else ""
    yield f"{keyed(term.label, term.key)}　{term.due} 届满　{STATUSES.get(term.status, term.status)}{ended}"
    yield from (f"　　{line}" for line in json.loads(term.explanation))


def paper_summary(paper: PaperRecord) -> dict[str, Any]:
    """A paper without its text."""
    return {
        "id": paper.id,
        "seq": paper.seq,
        "code": paper.code,
        "title": paper.title,
        "number": paper.number,
        "issued_on": paper.issued_on,
        "digest": paper.digest,
        "template_version": paper.template_version,
        "external": bool(paper.external),
    }


def seal_summary(seal: SealRecord) -> dict[str, Any]:
    """The seal of a paper: its file before and after, and what the signature says of itself."""
    return {
        "paper": seal.paper_id,
        "seq": seal.seq,
        "unsigned": seal.unsigned_digest,
        "unsigned_size": seal.unsigned_size,
        "setting": seal.setting,
        "signed": seal.signed_digest,
        "signed_size": seal.signed_size,
        "level": seal.level,
        "certificate": seal.certificate,
        "sample": bool(seal.sample),
        "round": seal.round,
        "claimed_at": seal.claimed_at,
        "stamped_at": seal.stamped_at,
    }
