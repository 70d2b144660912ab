"""What the penalty procedures read out of a case file: the party, the evidence, the draft, who handled the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.workflows.forms.investigate import Conclusion, Revision
from zhifa.workflows.forms.notice import PriorNotice, Waiver
from zhifa.workflows.forms.serve import FailedService, Service
from zhifa.workflows.forms.start import Assignment, Filing, Report
from zhifa.workflows.forms.values import Draft, Evidence, Opinion, Party


def report(case: CaseFile) -> Report | None:
    act = case.last(Report)
    return act.facts if act else None


def area(case: CaseFile) -> str:
    """Place of the violation; empty before the report."""
    told = report(case)
    return told.area if told else ""


def evidence(case: CaseFile) -> Mapping[str, Evidence]:
    """All evidence on file by key, from every act that brings any."""
    return {item.key: item for _, item in evidence_by_act(case)}


def evidence_by_act(case: CaseFile) -> Iterator[tuple[Act[BaseModel], Evidence]]:
    for act in case.acts:
        for item in brought(act.facts) if "evidence" in act.transition.facts.model_fields else ():
            yield act, item


def brought(facts: BaseModel) -> tuple[Evidence, ...]:
    """The evidence that these facts bring to the file."""
    return tuple(item for item in getattr(facts, "evidence", ()) if isinstance(item, Evidence))


def draft(case: CaseFile) -> Draft | None:
    """The draft of the decision as it stands: of the conclusion, or of the latest revision."""
    act = _drafting_act(case)
    return act.facts.draft if act else None


def _drafting_act(case: CaseFile) -> Act[Conclusion] | Act[Revision] | None:
    concluded, revised = case.last(Conclusion), case.last(Revision)
    if revised and concluded and revised.seq > concluded.seq:
        return revised
    return concluded


def discussion_due(case: CaseFile) -> str | None:
    """Why the heads must discuss the case together (处罚法 57(2)); ``None`` when they need not. Once due, it stays due."""
    told = [act.facts.complex_or_major for act in case.each(Conclusion)]
    told += [act.facts.complex_or_major for act in case.each(Revision)]
    return next((why for why in told if why), None)


def reviewed_content(case: CaseFile) -> Mapping[str, JSON] | None:
    """What legal review reads and the decision prints: the party, the draft, all evidence with digests, why the heads must discuss it, and
    where the party pays and seeks remedy (invariant 2)."""
    proposed, told = draft(case), report(case)
    if proposed is None or told is None:
        return None
    on_file: list[JSON] = [item.model_dump(mode="json") for item in evidence(case).values()]
    return {
        "party": told.party.model_dump(mode="json"),
        "proposal": proposed.model_dump(mode="json"),
        "evidence": on_file,
        "discussion": discussion_due(case),
        "agency": dict(case.profile),
    }


def last_notice(case: CaseFile) -> Act[PriorNotice] | None:
    return case.last(PriorNotice)


def notified(case: CaseFile, notice: Act[PriorNotice]) -> Draft | None:
    """The draft as that notice told it to the party, whatever was corrected since."""
    return draft(case.as_told(notice.seq))


def notified_party(case: CaseFile, notice: Act[PriorNotice]) -> Party | None:
    """The party as that notice named it."""
    told = report(case.as_told(notice.seq))
    return told.party if told else None


def waived(case: CaseFile) -> frozenset[str]:
    """The rights that the party waived in so many words since the last notice: ``statement``, ``hearing``."""
    notice = last_notice(case)
    acts = [act.facts for act in case.each(Waiver) if notice and act.seq > notice.seq]
    return frozenset(
        right
        for right, given in (("statement", any(w.statement for w in acts)), ("hearing", any(w.hearing for w in acts)))
        if given
    )


def served(case: CaseFile, seq: int) -> Act[Service] | None:
    """The first service after entry ``seq``: of the notice or decision issued there."""
    return next((act for act in case.each(Service) if act.seq > seq), None)


def failed_attempts(case: CaseFile, seq: int) -> tuple[Act[FailedService], ...]:
    """Attempts at service after entry ``seq`` that failed."""
    return tuple(act for act in case.each(FailedService) if act.seq > seq)


def handlers(case: CaseFile) -> frozenset[str]:
    """Ids of the handlers (承办人) now: those assigned last, with handings-over since."""
    now: set[str] = set()
    since = -1
    for act in case.acts:
        if act.transition.facts in (Assignment, Filing):
            now, since = set(named_officers(act.facts)), act.seq
    for change in case.handed_over:
        if change.seq > since and change.old in now:
            now = (now - {change.old}) | {change.new}
    return frozenset(now)


def involvement(case: CaseFile) -> Mapping[str, str]:
    """Everybody who investigated, drafted or approved for the handling unit, ever, with what they first did (invariant 3)."""
    found: dict[str, str] = {}
    for act in case.acts:
        for version in act.versions():
            for officer in _took_part(version):
                found.setdefault(officer, f"于{legal_day(act.at)}参与“{act.transition.label}”")
    for correction in case.corrections:
        found.setdefault(correction.actor, f"登记第{correction.seq}号更正")
        found.setdefault(correction.approver, f"批准第{correction.seq}号更正")
    for change in case.handed_over:
        found.setdefault(change.old, "承办本案")
        found.setdefault(change.new, "承办本案")
    return found


def _took_part(act: Act[BaseModel]) -> Iterator[str]:
    if any(role.handles for role in act.transition.roles):
        yield act.actor
    fields = act.transition.facts.model_fields
    if "officers" in fields:
        yield from named_officers(act.facts)
        yield from (officer for officer in (getattr(act.facts, "recorder", None),) if officer)
    opinion = getattr(act.facts, "unit_opinion", None) if "unit_opinion" in fields else None
    if isinstance(opinion, Opinion):
        yield opinion.by


def named_officers(facts: BaseModel | None) -> tuple[str, ...]:
    """Ids of the officers that these facts name as present; empty for facts that name none."""
    named: tuple[str, ...] = getattr(facts, "officers", ())
    return named
