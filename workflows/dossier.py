"""What the penalty procedures read out of a case file: the party, the evidence, the draft, who handled the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from pydantic import BaseModel

from zhifa.engine.act import Act
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.vocabulary import Track
from zhifa.engine.workflow import Workflow
from zhifa.workflows.forms.investigate import Conclusion, Revision
from zhifa.workflows.forms.jurisdiction import JurisdictionSettled
from zhifa.workflows.forms.notice import PriorNotice, Waiver
from zhifa.workflows.forms.recusal import RecusalDecision
from zhifa.workflows.forms.serve import DeemedService, FailedService, Service
from zhifa.workflows.forms.start import Assignment, Filing, Report
from zhifa.workflows.forms.summary import Catch
from zhifa.workflows.forms.values import Draft, Evidence, Opinion, Party
from zhifa.workflows.forms.weighing import Weighing


def reopened(case: CaseFile) -> int:
    """Entry of the last step by which the case was to be decided anew (责令重作); −1 where there is none."""
    return max((act.seq for act in case.acts if act.transition.reopens), default=-1)


def present(case: CaseFile) -> CaseFile:
    """The file as it counts for the decision now to be made, or last made: the whole of it, unless the case was reopened.

    What was found still counts then; what was concluded on it, told, heard, judged, decided, served, paid or published served the old decision.
    """
    since = reopened(case)
    return replace(case, acts=tuple(_counting(case, since))) if since >= 0 else case


def _counting(case: CaseFile, since: int) -> Iterator[Act[BaseModel]]:
    """Of every round the investigation up to its conclusion; of the present one, all."""
    investigating = True
    for act in case.acts:
        investigating = act.transition.reopens or (investigating and act.transition.facts is not Conclusion)
        if investigating or act.seq > since:
            yield act


def is_open(case: CaseFile, track: Track) -> bool:
    """Whether a track of this kind is open, under whatever key."""
    return any(found.track == track.name for found in case.open_tracks())


def report(case: CaseFile) -> Report | None:
    """The report that opened the case, of whatever procedure."""
    told = next((act.facts for act in case.acts if issubclass(act.transition.facts, Report)), None)
    return told if isinstance(told, Report) else None


def of_penalty(workflow: Workflow) -> bool:
    """Whether cases of the procedure begin with a report, as everything that reads a penalty case expects."""
    return issubclass(workflow.opening.facts, Report)


def violated_on(case: CaseFile) -> date | None:
    """The day on which the violation ended, by which the law that applies is chosen (处罚法 37); ``None`` while nobody knows it."""
    filed, caught = case.last(Filing), case.last(Catch)
    ended = filed.facts.violation_ended_on if filed else caught.facts.violation_ended_on if caught else None
    return ended if isinstance(ended, date) else None


def area(case: CaseFile) -> str:
    """Place of the violation; empty before the report."""
    told = report(case)
    return told.area if told else ""


def evidence(case: CaseFile) -> Mapping[str, Evidence]:
    """All evidence on file by key, from every act that brings any."""
    return {item.key: item for _, item in evidence_by_act(case)}


def evidence_by_act(case: CaseFile) -> Iterator[tuple[Act[BaseModel], Evidence]]:
    for act in case.acts:
        for item in brought(act.facts) if _has(act.transition.facts, "evidence") else ():
            yield act, item


def brought(facts: BaseModel) -> tuple[Evidence, ...]:
    """The evidence that these facts bring to the file."""
    return tuple(item for item in getattr(facts, "evidence", ()) if isinstance(item, Evidence))


def draft(case: CaseFile) -> Draft | None:
    """The draft of the decision as it stands: of the last act that brought one, since the case was last reopened."""
    brought = _last_draft(case)
    return brought[1] if brought else None


def _last_draft(case: CaseFile) -> tuple[int, Draft] | None:
    """The draft as it stands, and the entry that brought it."""
    acts = (act for act in reversed(present(case).acts) if _has(act.transition.facts, "draft"))
    drafts = ((act.seq, getattr(act.facts, "draft", None)) for act in acts)
    return next(((seq, draft) for seq, draft in drafts if isinstance(draft, Draft)), None)


@cache
def _has(form: type[BaseModel], field: str) -> bool:
    """Whether a form has this field; kept, because every step asks it of every act of its case."""
    return field in form.model_fields


def weighing(case: CaseFile) -> Act[Weighing] | None:
    """How discretion was used on the draft as it stands (裁量说明): the last weighing, unless a draft came after it."""
    weighed, drafted = present(case).last(Weighing), _last_draft(case)
    return weighed if weighed and drafted and weighed.seq > drafted[0] else None


def discussion_due(case: CaseFile) -> str | None:
    """Why the heads must discuss the case together (处罚法 57(2)); ``None`` when they need not. Once due, it stays due."""
    told = [act.facts.complex_or_major for act in present(case).each(Conclusion)]
    told += [act.facts.complex_or_major for act in present(case).each(Revision)]
    return next((why for why in told if why), None)


def reviewed_content(case: CaseFile) -> Mapping[str, JSON] | None:
    """What legal review reads and the decision prints: the party, the draft, all evidence with digests, why the heads must discuss it,
    where the party pays and seeks remedy, and how discretion was weighed, where it was (invariant 2)."""
    proposed, told = draft(case), report(case)
    if proposed is None or told is None:
        return None
    on_file: list[JSON] = [item.model_dump(mode="json") for item in evidence(case).values()]
    weighed = weighing(case)
    return {
        "party": told.party.model_dump(mode="json"),
        "proposal": proposed.model_dump(mode="json"),
        "evidence": on_file,
        "discussion": discussion_due(case),
        "agency": dict(case.profile),
        **({"weighing": weighed.facts.model_dump(mode="json")} if weighed else {}),
    }


def last_notice(case: CaseFile) -> Act[PriorNotice] | None:
    return present(case).last(PriorNotice)


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


def served(case: CaseFile, seq: int) -> Act[BaseModel] | None:
    """The first service after entry ``seq``, by an officer or by the end of an announcement: of the notice or decision issued there."""
    return next((act for act in case.acts if act.seq > seq and act.transition.facts in (Service, DeemedService)), None)


def failed_attempts(case: CaseFile, seq: int) -> tuple[Act[FailedService], ...]:
    """Attempts at service after entry ``seq`` that failed."""
    return tuple(act for act in case.each(FailedService) if act.seq > seq)


def handlers(case: CaseFile) -> frozenset[str]:
    """Ids of the handlers (承办人) now: those assigned last, with handings-over since."""
    now: set[str] = set()
    since = -1
    for act in case.acts:
        if act.transition.facts in (Assignment, Catch, Filing):
            now, since = set(named_officers(act.facts)), act.seq
    for change in case.handed_over:
        if change.seq > since and change.old in now:
            now = (now - {change.old}) | {change.new}
    return frozenset(now)


def recused(case: CaseFile) -> Mapping[str, str]:
    """Ids of the officers who must withdraw from the case (处罚法 43), with the decision that says so. It is for good."""
    granted = (act for act in case.each(RecusalDecision) if act.facts.granted)
    return {act.facts.officer: f"于{legal_day(act.at)}被决定回避" for act in granted}


def designated(case: CaseFile) -> bool:
    """Whether the common superior designated this agency (指定管辖; 处罚法 25(2))."""
    settled = case.last(JurisdictionSettled)
    return settled is not None and settled.facts.how == "指定" and settled.facts.outcome == "ours"


def involvement(case: CaseFile) -> Mapping[str, str]:
    """Everybody who investigated, drafted or approved for the handling unit, ever, with what they first did (invariant 3); of a step taken by
    a deputy both the deputy and the one whose post it is."""
    found: dict[str, str] = {}
    for act in case.acts:
        for version in act.versions():
            for officer in _took_part(version):
                found.setdefault(officer, f"于{legal_day(act.at)}参与“{act.transition.label}”")
    for correction in case.corrections:
        found.setdefault(correction.actor, f"登记第{correction.seq}号更正")
        found.setdefault(correction.approver, f"批准第{correction.seq}号更正")
        if correction.on_behalf_of:
            found.setdefault(correction.on_behalf_of, f"由他人代为登记第{correction.seq}号更正")
    for change in case.handed_over:
        found.setdefault(change.old, "承办本案")
        found.setdefault(change.new, "承办本案")
    return found


def _took_part(act: Act[BaseModel]) -> Iterator[str]:
    if any(role.handles for role in act.transition.roles):
        yield from act.officers
    fields = act.transition.facts.model_fields
    if "officers" in fields:
        yield from named_officers(act.facts)
        yield from (officer for officer in (getattr(act.facts, "recorder", None),) if officer)
    if "recorded_by" in fields:
        yield from (officer for officer in (getattr(act.facts, "recorded_by", None),) if officer)
    opinion = getattr(act.facts, "unit_opinion", None) if "unit_opinion" in fields else None
    if isinstance(opinion, Opinion):
        yield opinion.by


def named_officers(facts: BaseModel | None) -> tuple[str, ...]:
    """Ids of the officers that these facts name as present; empty for facts that name none."""
    named: tuple[str, ...] = getattr(facts, "officers", ())
    return named
