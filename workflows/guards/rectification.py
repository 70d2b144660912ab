"""书面补正: only of a paper that the party has, only where it stands in it, only of what is no matter of substance.

No statute speaks of it; the field's rules for papers do (农业行政执法文书制作规范: not yet served, made anew; served, mended in writing), which
serve as the default of every agency.
"""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import PaperOnFile
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.rectification import Rectification
from zhifa.workflows.guards.service import issued_at
from zhifa.workflows.reasons.rectification import (
    LEGAL_OPINION_UNFOUNDED,
    PAPER_NOT_ON_FILE,
    PAPER_SET_ASIDE,
    PAPER_UNSERVED,
    SLIP_NOT_FOUND,
    SLIP_OF_SUBSTANCE,
)
from zhifa.workflows.reasons.review import REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED
from zhifa.workflows.rectifiable import decision_mended, found, received_on
from zhifa.workflows.review_round import kept_apart
from zhifa.workflows.roles import REVIEWER
from zhifa.workflows.set_aside import set_aside
from zhifa.workflows.slips import changed, mend, squeezed
from zhifa.workflows.tracks import PUBLISHING

_BASIS = "执法文书制作的惯例（默认，法律没有规定）"


def _paper(ask: Ask) -> PaperOnFile | None:
    return found(ask.case, ask.facts(Rectification).paper)


def _received(ask: Ask) -> tuple[Refusal, ...]:
    paper = _paper(ask)
    if paper is None:
        return (PAPER_NOT_ON_FILE.refuse(paper=ask.facts(Rectification).paper),)
    if paper.seq in set_aside(ask.case):
        return (PAPER_SET_ASIDE.refuse(title=paper.title),)
    received = received_on(ask.case, paper)
    return () if received and received <= ask.day else (PAPER_UNSERVED.refuse(title=paper.title),)


PAPER_RECEIVED = Guard(
    name="paper_received",
    label="补正的文书已经送达，没有被撤销",
    article=_BASIS,
    check=_received,
    refuses=(PAPER_NOT_ON_FILE, PAPER_SET_ASIDE, PAPER_UNSERVED),
)


def _slips(ask: Ask) -> tuple[Refusal, ...]:
    paper = _paper(ask)
    if paper is None:
        return ()
    agency = (ask.register.agency.name, *ask.case.profile.values())
    printed = text = squeezed(ask.case.texts[paper.id])
    refusals: list[Refusal] = []
    for slip in ask.facts(Rectification).slips:
        if squeezed(slip.wrong) not in printed:
            refusals.append(SLIP_NOT_FOUND.refuse(title=paper.title, wrong=slip.wrong))
        refusals += (
            SLIP_OF_SUBSTANCE.refuse(wrong=slip.wrong, right=slip.right, what=what)
            for what in changed(ask.case, paper, text, slip, agency=agency)
        )
        text = mend(text, slip)  # slips that are harmless one by one may make a word together
    return tuple(refusals)


ONLY_SLIPS = Guard(
    name="only_slips",
    label="补正的是文书上的笔误，不改变处理结果",
    article="行政处罚法第四十四条、第四十五条、第五十八条、第六十二条",
    check=_slips,
    refuses=(SLIP_NOT_FOUND, SLIP_OF_SUBSTANCE),
    reads_papers=True,
    at_entry=True,
)


def _legal_opinion(ask: Ask) -> tuple[Refusal, ...]:
    opinion = ask.facts(Rectification).legal_opinion
    officer, why = ask.register.officers.get(opinion.by), kept_apart(ask.case).get(opinion.by)
    name = officer.name if officer else opinion.by
    if opinion.on > ask.day or REVIEWER.name not in ask.register.roles(opinion.by, opinion.on):
        return (LEGAL_OPINION_UNFOUNDED.refuse(officer=name, day=opinion.on),)
    if why:
        return (REVIEWER_INVOLVED.refuse(officer=name, why=why),)
    qualified = ask.register.qualification(opinion.by, opinion.on)
    return () if qualified else (REVIEWER_UNQUALIFIED.refuse(officer=name, day=opinion.on),)


LEGAL_OPINION_GIVEN = Guard(
    name="legal_opinion_given",
    label="没有参与办案的法制审核人员认为确属笔误",
    article="本机关审批制度（比照行政处罚法第五十八条）",
    check=_legal_opinion,
    refuses=(LEGAL_OPINION_UNFOUNDED, REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED),
)


def _shown(ask: Ask) -> bool:
    """Asked at the service of what mends a paper."""
    mending = decision_mended(ask.case)
    served_now = mending is not None and mending.seq == issued_at(ask.case)
    return served_now and dues.published(ask.case) and not dossier.is_open(ask.case, PUBLISHING)


SHOWN_BEFORE = Condition(name="shown_before", label="送达的补正通知书所补正的是已经公示的决定书", holds=_shown)
