"""The summary procedure: who is there, what may be decided on the spot, how much, by what law, and what turns it over (处罚法 51-54)."""

from __future__ import annotations

from typing import Final

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.summary import Redone, SpotDecision, TurnedOrdinary
from zhifa.workflows.forms.values import Draft, Party, PenaltyKind
from zhifa.workflows.reasons.decision import ELEMENTS_MISSING
from zhifa.workflows.reasons.summary import (
    BEYOND_SUMMARY_KINDS,
    BEYOND_SUMMARY_LIMIT,
    NOT_ON_THE_SPOT,
    SPOT_LAW_MISSING,
    TURNED_TO_ITSELF,
)

CITIZEN_LIMIT: Final = 20_000
ORGANISATION_LIMIT: Final = 300_000
"""Fen; the most that may be fined on the spot (处罚法 51)."""

_ON_THE_SPOT: frozenset[PenaltyKind] = frozenset({"警告", "罚款"})


def _there(ask: Ask) -> tuple[Refusal, ...]:
    if ask.actor in dossier.named_officers(ask.submitted):
        return ()
    officer = ask.register.officers.get(ask.actor)
    return (NOT_ON_THE_SPOT.refuse(officer=officer.name if officer else ask.actor),)


ON_THE_SPOT = Guard(
    name="on_the_spot",
    label="由在场的执法人员办理",
    article="行政处罚法第五十一条、第五十二条",
    check=_there,
    refuses=(NOT_ON_THE_SPOT,),
)


# --- what may be decided on the spot ---------------------------------------------------------------------------------


def intended(ask: Ask) -> Draft | None:
    """The penalty that the command brings, or else the one that stands."""
    brought = getattr(ask.submitted, "draft", None)
    return brought if isinstance(brought, Draft) else dossier.draft(ask.case)


def _kinds(ask: Ask) -> tuple[Refusal, ...]:
    draft = intended(ask)
    if draft is None:
        return ()
    other = dict.fromkeys(item.kind for item in draft.items if item.kind not in _ON_THE_SPOT)
    if draft.kind != "penalty":
        return (BEYOND_SUMMARY_KINDS.refuse(kinds="不予行政处罚决定"),)
    return (BEYOND_SUMMARY_KINDS.refuse(kinds="、".join(other)),) if other else ()


SUMMARY_KINDS = Guard(
    name="summary_kinds",
    label="只给予警告或者罚款",
    article="行政处罚法第五十一条",
    check=_kinds,
    refuses=(BEYOND_SUMMARY_KINDS,),
    early=True,
)


def _limit(ask: Ask) -> tuple[Refusal, ...]:
    draft, told = intended(ask), dossier.report(ask.case)
    if draft is None or told is None:
        return ()
    fine = sum(item.fen or 0 for item in draft.items if item.kind == "罚款")
    label, limit = limit_of(told.party, ask.register.agency.policy.summary_limit_individual_business)
    return (BEYOND_SUMMARY_LIMIT.refuse(party=label, fine=fine, limit=limit),) if fine > limit else ()


def limit_of(party: Party, individual_business: int) -> tuple[str, int]:
    """What the party counts as, and the most it is fined on the spot, in fen. A party of unknown kind (replay) is given the larger limit."""
    if party.kind == "individual":
        return "公民", CITIZEN_LIMIT
    if party.kind == "individual_business":
        return "个体工商户", individual_business
    return "法人或者其他组织", ORGANISATION_LIMIT


SUMMARY_LIMIT = Guard(
    name="summary_limit",
    label="罚款不超过当场处罚的限额",
    article="行政处罚法第五十一条",
    check=_limit,
    refuses=(BEYOND_SUMMARY_LIMIT,),
    early=True,
)


def _law(ask: Ask) -> tuple[Refusal, ...]:
    draft = intended(ask)
    missing = (
        [label for label, cited in _cited(draft) if not cited and not isinstance(cited, NotStated)] if draft else []
    )
    return (SPOT_LAW_MISSING.refuse(missing="、".join(missing)),) if missing else ()


def _cited(draft: Draft) -> tuple[tuple[str, object], ...]:
    return ("违反的法律规定", draft.violated), ("处罚依据", draft.basis)


LAW_CITED = Guard(
    name="spot_law_cited",
    label="有法定依据",
    article="行政处罚法第五十一条、第五十二条第二款",
    check=_law,
    refuses=(SPOT_LAW_MISSING,),
)


def _elements(ask: Ask) -> tuple[Refusal, ...]:
    """What of the seven elements of 52(2) comes from the agency's register."""
    profile, draft = ask.register.agency.profile, dossier.draft(ask.case)
    missing = [] if profile.get("review_body") else ["行政复议机关"]
    fined = draft is not None and any(item.kind == "罚款" for item in draft.items)
    if fined and ask.facts(SpotDecision).collection is None and not profile.get("payee"):
        missing.append("代收机构名称（履行方式）")
    if missing and not ask.case.replay:
        return (ELEMENTS_MISSING.refuse(missing="、".join(missing)),)
    return ()


SEVEN_ELEMENTS = Guard(
    name="seven_elements",
    label="当场处罚决定书具备法定内容",
    article="行政处罚法第五十二条第二款",
    check=_elements,
    refuses=(ELEMENTS_MISSING,),
)


def _another_case(ask: Ask) -> tuple[Refusal, ...]:
    turned = ask.submitted
    same = isinstance(turned, TurnedOrdinary | Redone) and turned.new_case == ask.case.id
    return (TURNED_TO_ITSELF.refuse(case=ask.case.id),) if same else ()


ANOTHER_CASE = Guard(
    name="turned_to_another_case",
    label="写明普通程序案件",
    article="行政处罚法第五十四条",
    check=_another_case,
    refuses=(TURNED_TO_ITSELF,),
)
