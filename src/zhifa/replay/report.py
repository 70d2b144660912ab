"""The report of a replay: one JSON object a file, the same bytes for the same input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from html import unescape
from typing import Any

from zhifa.engine.canonical import JSON
from zhifa.engine.instants import legal_day
from zhifa.replay.cast import MEMBERS, Cast
from zhifa.replay.facts.operative import published, reached
from zhifa.replay.findings import PENALTY_LAW, Finding, refused, remark
from zhifa.replay.grounds import in_stated_words
from zhifa.replay.inputs import Assumed, Input, Leaf, Silent, Stated, leaves
from zhifa.replay.lateness import of_stated_days, of_terms
from zhifa.replay.run import PlayedStep, Run
from zhifa.replay.source_findings import of_source
from zhifa.replay.stated_days import Dated
from zhifa.storage.records import PaperRecord, TermRecord
from zhifa.workflows import dossier

Object = dict[str, Any]

LAW_NOT_MODELLED = "当时法律未收录：案件在2021年7月15日新行政处罚法施行之前，不据该法查找问题"

_SILENT_IN_PAPERS = re.compile(r'<span class="not-stated" title="([^"]*)">')


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of one replay."""

    run: Run

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, faults before notices."""
        of_file = of_source(self.run.source, law_modelled=self.law_modelled)
        late = (*self._late(), *of_stated_days(self.run.source))
        found = dict.fromkeys((*of_file, *self._refused(), *late))
        return tuple(sorted(found, key=lambda finding: finding.severity))

    @property
    def faulty(self) -> bool:
        """Whether a fault was found, the published outcome not reached, or the record not intact."""
        wrong = any(finding.severity == "fault" for finding in self.findings)
        return wrong or self.run.stuck or self.outcome_matches is False or not self.run.intact

    @property
    def ended_at(self) -> str:
        """Where the replay ended: the kind of the decision, what the source lacks for one, or the step that was refused."""
        if not self.run.stuck:
            return self.run.script.ends_at
        return f"refused:{self.run.attempts[-1].step.do}"

    @cached_property
    def law_modelled(self) -> bool:
        """Whether the case lies in the time of the law it is examined by, as far as the source dates it."""
        dates = self.run.source.case.dates
        days = [day for name, day in dates if isinstance(day, date) and name != "published"]
        if days:
            return max(days) >= PENALTY_LAW
        year = self.run.script.number_year
        return year is None or year >= PENALTY_LAW.year

    @property
    def outcome_matches(self) -> bool | None:
        """Whether the decision repeats the published operative part in kinds and amounts; ``None`` when none was reached."""
        decided = self.run.case.decisions
        if not decided:
            return None
        punished = decided[-1].kind != "no_penalty"
        return punished == bool(published(self.run.source)) and self._reached == published(self.run.source)

    def as_dict(self) -> Object:
        """The report as JSON shows it."""
        run, workflow = self.run, self.run.script.workflow
        state = run.steps[-1].state
        return {
            "source": self._source(),
            "workflow": {"name": workflow.name, "version": workflow.version, "label": workflow.label},
            "law": "modelled" if self.law_modelled else "not_modelled",
            "law_note": None if self.law_modelled else LAW_NOT_MODELLED,
            "ended_at": self.ended_at,
            "ended_because": self._ended_because(),
            "state": {"name": state.name, "label": state.label},
            "outcome_matches": self.outcome_matches,
            "operative_part": {"published": _items(published(run.source)), "decided": _items(self._reached)},
            "steps": [self._step(number, step) for number, step in enumerate(run.steps, start=1)],
            "findings": [_finding(finding) for finding in self.findings],
            "refusals": [self._attempt(position) for position in range(len(run.attempts))],
            "not_stated": list(self._not_stated()),
            "assumed": list(self._assumed()),
            "not_played": list(run.script.not_played),
            "terms": [self._term(term) for term in run.terms],
            "papers": [self._paper(paper) for paper in run.papers],
            "record": {"entries": run.case.next_seq, "head": run.case.head_hash, "intact": run.intact},
        }

    def text(self) -> str:
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n"

    # --- parts -------------------------------------------------------------------------------------------------------

    @cached_property
    def _reached(self) -> tuple[tuple[str, int | None], ...]:
        draft = dossier.draft(self.run.case) if self.run.case.decisions else None
        return reached(draft.items) if draft else ()

    @cached_property
    def _names(self) -> Mapping[str, str]:
        cast = Cast(source=self.run.source)
        return {cast.id(member.name): member.name for member in MEMBERS}

    def _source(self) -> Object:
        source = self.run.source
        case = source.case
        return {
            "file": source.name,
            "sha256": source.digest,
            "url": case.source_url,
            "completeness": case.source_completeness,
            "agency": case.agency.name,
            "party": case.party.name,
            "case_number": case.case_number,
            "document_number": case.document_number,
            "facts": case.facts_summary,
            "notes": case.notes,
        }

    def _step(self, number: int, step: PlayedStep) -> Object:
        return {
            "number": number,
            "transition": step.transition.name,
            "label": step.transition.label,
            "phase": step.state.phase.value,
            "state": step.state.label,
            "on": legal_day(step.at).isoformat(),
            "dated": self._origin(step.day),
            "by": step.step.by,
            "inputs": [self._input(entry) for entry in leaves(step.facts)],
            "papers": [paper.code for paper in self.run.papers if paper.seq == step.done.seq],
        }

    def _input(self, entry: Input) -> Object:
        return {"field": entry.field, "value": self._shown(entry.leaf), **self._origin(entry.leaf)}

    def _shown(self, leaf: Leaf) -> Any:
        """What stands in the source, not what the form made of it; people by name."""
        if isinstance(leaf, Silent):
            return None
        if isinstance(leaf, Stated):
            found = [self.run.source.at(path) for path in leaf.paths]
            return found[0] if len(found) == 1 else found
        value = leaf.value
        if isinstance(value, list):
            return [self._names.get(str(member), member) for member in value]
        return self._names.get(value, value) if isinstance(value, str) else value

    def _origin(self, leaf: Leaf) -> Object:
        if isinstance(leaf, Stated):
            return {"stated": list(leaf.paths)}
        return {"not_stated": leaf.path} if isinstance(leaf, Silent) else {"assumed": leaf.reason}

    def _attempt(self, position: int) -> Object:
        attempt = self.run.attempts[position]
        on = legal_day(attempt.at)
        return {
            "transition": attempt.transition.name,
            "label": attempt.transition.label,
            "on": on.isoformat(),
            "dated": self._origin(attempt.day),
            "reasons": [
                {
                    **_without_operands(refusal.as_dict()),
                    "rests_on": list(evidence),
                    "remark": remark(refusal, evidence, on),
                }
                for refusal, evidence in attempt.refusals
            ],
        }

    def _ended_because(self) -> Object | None:
        """What kept the replay from a decision, and what in the file shows it; ``None`` when it came to one."""
        if self.run.stuck:
            last = self.run.attempts[-1]
            evidence = dict.fromkeys(path for _, paths in last.refusals for path in paths)
            return {"text": f"环节“{last.transition.label}”被拒绝", "evidence": list(evidence)}
        missing = self.run.script.missing
        return {"text": missing.reason, "evidence": list(missing.evidence)} if missing else None

    def _not_stated(self) -> Iterator[str]:
        """Every path at which a fact was asked of the source in vain, by a step or by a paper, once; first what ended the replay."""
        missing = self.run.script.missing
        asked = [e.leaf.path for step in self.run.steps for e in leaves(step.facts) if isinstance(e.leaf, Silent)]
        printed = [unescape(path) for paper in self.run.papers for path in _SILENT_IN_PAPERS.findall(paper.html)]
        return iter(dict.fromkeys((*([missing.path] if missing else ()), *asked, *printed)))

    def _assumed(self) -> Iterator[Object]:
        for number, step in enumerate(self.run.steps, start=1):
            for field, leaf in (("occurred_at", step.day), *((e.field, e.leaf) for e in leaves(step.facts))):
                if isinstance(leaf, Assumed):
                    yield {"step": number, "field": field, "value": self._shown(leaf), "reason": leaf.reason}

    def _term(self, term: TermRecord) -> Object:
        stated = {step.done.seq for step in self.run.steps if isinstance(step.day, Stated)}
        return {
            "code": term.code,
            "label": term.label,
            "article": term.article,
            "start_on": term.start_on,
            "start_stated": term.start_seq in stated,
            "nominal": term.nominal,
            "due": term.due,
            "provisional": bool(term.provisional),
            "status": term.status,
            "ended_on": term.ended_on,
            "arithmetic": json.loads(term.explanation),
        }

    def _paper(self, paper: PaperRecord) -> Object:
        step = next(n for n, step in enumerate(self.run.steps, start=1) if step.done.seq == paper.seq)
        return {
            "step": step,
            "code": paper.code,
            "title": paper.title,
            "issued_on": paper.issued_on,
            "number": paper.number,
            "sha256": paper.digest,
            "not_stated": list(dict.fromkeys(unescape(path) for path in _SILENT_IN_PAPERS.findall(paper.html))),
        }

    # --- findings ----------------------------------------------------------------------------------------------------

    def _refused(self) -> Iterator[Finding]:
        for attempt in self.run.attempts:
            for refusal, evidence in attempt.refusals:
                text = in_stated_words(refusal, evidence, attempt, self.run.source)
                finding = refused(refusal, text, evidence, legal_day(attempt.at))
                if finding:
                    yield finding

    def _late(self) -> Iterator[Finding]:
        dated = ((step, step.day) for step in self.run.steps)
        stated = {
            s.done.seq: Dated(path=day.paths[0], day=legal_day(s.at)) for s, day in dated if isinstance(day, Stated)
        }
        return of_terms(self.run.terms, stated)


def _items(items: Sequence[tuple[str, int | None]]) -> list[Object]:
    return [{"kind": kind, "fen": fen} for kind, fen in items]


def _finding(finding: Finding) -> Object:
    since = finding.in_force_from
    return asdict(finding) | {"in_force_from": since.isoformat() if since else None, "evidence": list(finding.evidence)}


def _without_operands(refusal: Mapping[str, JSON]) -> Object:
    return {name: value for name, value in refusal.items() if name != "operands"}
