"""Notice, statement and defence; never heavier for having spoken (处罚法 44, 45, 62)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.investigate import Extraction, Inspection, Interview, Recheck
from zhifa.workflows.forms.notice import PriorNotice, StatementReceived, StatementReview
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.hearing_scope import hearing_due
from zhifa.workflows.reasons.notice import (
    HEAVIER_THAN_NOTICE,
    HEAVIER_WITHOUT_NEW_EVIDENCE,
    NO_DRAFT,
    NOT_COVERED_BY_NOTICE,
    NOTICE_NOT_SERVED,
    RIGHTS_INCOMPLETE,
    STATEMENT_UNREVIEWED,
    STATEMENT_WINDOW,
)
from zhifa.workflows.severity import heavier, uncovered
from zhifa.workflows.terms import STATEMENT

_RIGHT_LABELS = {"statement": "陈述", "defence": "申辩", "hearing": "要求听证"}


def _draft_exists(ask: Ask) -> tuple[Refusal, ...]:
    return () if dossier.draft(ask.case) else (NO_DRAFT.refuse(),)


DRAFT_EXISTS = Guard(
    name="draft_exists",
    label="已有决定草案",
    article="行政处罚法第五十七条",
    check=_draft_exists,
    refuses=(NO_DRAFT,),
    early=True,
)


def _rights(ask: Ask) -> tuple[Refusal, ...]:
    missing = _missing_rights(ask, ask.facts(PriorNotice))
    return (RIGHTS_INCOMPLETE.refuse(missing="、".join(missing)),) if missing else ()


def _missing_rights(ask: Ask, notice: PriorNotice) -> list[str]:
    """Rights owed on the draft as it stands that the notice does not tell."""
    owed = {"statement", "defence"}
    if hearing_due(ask.case, ask.register.agency.policy):
        owed.add("hearing")
    return [label for right, label in _RIGHT_LABELS.items() if right in owed - set(notice.rights)]


RIGHTS_TOLD = Guard(
    name="rights_told",
    label="告知全部权利",
    article="行政处罚法第四十四条、第六十三条",
    check=_rights,
    refuses=(RIGHTS_INCOMPLETE,),
)


def _new_evidence(ask: Ask) -> tuple[Refusal, ...]:
    """A heavier notice than one already served needs evidence obtained and put on file after it."""
    earlier = _served_notice(ask.case)
    proposed = dossier.draft(ask.case)
    if earlier is None or proposed is None:
        return ()
    told = dossier.notified(ask.case, earlier)
    reasons = heavier(proposed.items, told.items) if told else ()
    service = dossier.served(ask.case, earlier.seq)
    notified_on = legal_day(service.at if service else earlier.at)
    if not reasons or _found_after(ask, proposed, earlier.seq, notified_on):
        return ()
    return (HEAVIER_WITHOUT_NEW_EVIDENCE.refuse(detail="；".join(reasons), notified=notified_on),)


def _served_notice(case: CaseFile) -> Act[PriorNotice] | None:
    """The latest notice that reached the party."""
    served = [act for act in dossier.present(case).each(PriorNotice) if dossier.served(case, act.seq)]
    return served[-1] if served else None


_INVESTIGATING = (Inspection, Recheck, Interview, Extraction)


def _found_after(ask: Ask, proposed: Draft, notice: int, day: date) -> bool:
    """Evidence that investigators found after the party was told, verified, and that the new draft rests on; not what the party brought."""
    relied = proposed.evidence if isinstance(proposed.evidence, tuple) else ()
    return any(
        act.seq > notice
        and act.transition.facts in _INVESTIGATING
        and item.verified
        and item.key in relied
        and not isinstance(item.obtained_on, NotStated)
        and day < item.obtained_on <= ask.day
        for act, item in dossier.evidence_by_act(ask.case)
    )


HEAVIER_ONLY_ON_NEW_EVIDENCE = Guard(
    name="heavier_only_on_new_evidence",
    label="加重须有告知之后取得的证据",
    article="行政处罚法第四十五条第二款",
    check=_new_evidence,
    refuses=(HEAVIER_WITHOUT_NEW_EVIDENCE,),
    early=True,
)


def _penalty(ask: Ask) -> Draft | None:
    """The draft, when it is a penalty: only then is prior notice due (处罚法 44)."""
    proposed = dossier.draft(ask.case)
    return proposed if proposed and proposed.kind == "penalty" else None


def _noticed(ask: Ask) -> tuple[Refusal, ...]:
    proposed, notice = _penalty(ask), dossier.last_notice(ask.case)
    if proposed is None:
        return ()
    if notice is None or dossier.served(ask.case, notice.seq) is None:
        return (NOTICE_NOT_SERVED.refuse(),)
    told = dossier.notified(ask.case, notice)
    if told is None or told.kind != "penalty":
        return (NOTICE_NOT_SERVED.refuse(),)
    return tuple(_beyond(ask, proposed, told, notice))


def _beyond(ask: Ask, proposed: Draft, told: Draft, notice: Act[PriorNotice]) -> Iterator[Refusal]:
    """In what the draft goes beyond the notice: items, party, facts and law, rights."""
    more, other = heavier(proposed.items, told.items), uncovered(proposed.items, told.items)
    report = dossier.report(ask.case)
    if more:
        yield HEAVIER_THAN_NOTICE.refuse(detail="；".join(more))
    elif other:
        yield NOT_COVERED_BY_NOTICE.refuse(detail="；".join(other))
    if report and dossier.notified_party(ask.case, notice) != report.party:
        yield NOT_COVERED_BY_NOTICE.refuse(detail="当事人")
    changed = [label for field, label in _GROUNDS.items() if getattr(proposed, field) != getattr(told, field)]
    if changed and not (other or _lighter(proposed, told)):
        yield NOT_COVERED_BY_NOTICE.refuse(detail="、".join(changed))
    missing = _missing_rights(ask, notice.facts)
    if missing:
        yield RIGHTS_INCOMPLETE.refuse(missing="、".join(missing))


_GROUNDS = {"facts": "违法事实", "violated": "违反的规定", "basis": "处罚依据"}


def _lighter(proposed: Draft, told: Draft) -> bool:
    """What the party said was taken up, and the penalty became lighter for it."""
    return bool(uncovered(told.items, proposed.items)) and not uncovered(proposed.items, told.items)


def _covered(ask: Ask) -> tuple[Refusal, ...]:
    """Once a notice was given, a draft that outgrew it goes back to notice and not on to review."""
    return _noticed(ask) if dossier.last_notice(ask.case) else ()


NOTICE_COVERS_DRAFT = Guard(
    name="notice_covers_draft",
    label="草案不重于已告知的处罚",
    article="行政处罚法第四十五条第二款",
    check=_covered,
    refuses=(NOTICE_NOT_SERVED, HEAVIER_THAN_NOTICE, NOT_COVERED_BY_NOTICE, RIGHTS_INCOMPLETE),
    early=True,
)

NOTICE_SERVED = Guard(
    name="notice_served",
    label="告知书已送达，且不重于所告知的处罚",
    article="行政处罚法第四十四条、第四十五条第二款、第六十二条",
    check=_noticed,
    refuses=(NOTICE_NOT_SERVED, HEAVIER_THAN_NOTICE, NOT_COVERED_BY_NOTICE, RIGHTS_INCOMPLETE),
    early=True,
)


def _heard(ask: Ask) -> tuple[Refusal, ...]:
    """The window is over, or the party spoke, or waived in so many words; and what was said was examined."""
    notice = dossier.last_notice(ask.case)
    if _penalty(ask) is None or notice is None:
        return ()
    said = [act for act in ask.case.each(StatementReceived) if act.seq > notice.seq]
    if said:
        reviewed = ask.case.last(StatementReview)
        if reviewed is None or reviewed.seq < said[-1].seq:
            return (STATEMENT_UNREVIEWED.refuse(day=legal_day(said[-1].at)),)
        return ()
    window = ask.case.term(STATEMENT.code)
    if "statement" in dossier.waived(ask.case) or (window and ask.day > window.due_day):
        return ()
    return (STATEMENT_WINDOW.refuse(due=window.due if window else "告知书送达后"),)


DEFENCE_HEARD = Guard(
    name="defence_heard",
    label="陈述、申辩已听取复核，或者期满、明确放弃",
    article="行政处罚法第四十五条、第六十二条",
    check=_heard,
    refuses=(STATEMENT_UNREVIEWED, STATEMENT_WINDOW),
    early=True,
)
