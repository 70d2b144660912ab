"""The summary procedure: who is there, how much may be fined, told and heard before it is decided, money kept apart (处罚法 51-53, 68-71)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.summary import (
    Collection,
    PassedOn,
    SpotCollection,
    SpotDecision,
    SpotNotice,
    SpotStatement,
    TurnedOrdinary,
)
from zhifa.workflows.forms.values import Draft, Party, PenaltyKind
from zhifa.workflows.reasons import ELEMENTS_MISSING
from zhifa.workflows.reasons.summary import (
    BEYOND_SUMMARY_KINDS,
    BEYOND_SUMMARY_LIMIT,
    COLLECTED_DIFFERS,
    COLLECTION_UNDECIDED,
    COLLECTION_UNFOUNDED,
    HEAVIER_AFTER_STATEMENT,
    NOT_AS_TOLD,
    NOT_ON_THE_SPOT,
    SPOT_LAW_MISSING,
    SPOT_RIGHTS_UNTOLD,
    STATEMENT_NOT_TAKEN_UP,
    STATEMENT_UNANSWERED,
    STILL_AFLOAT,
    TURNED_TO_ITSELF,
)
from zhifa.workflows.severity import uncovered
from zhifa.workflows.tracks import AFLOAT

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


# --- told and heard --------------------------------------------------------------------------------------------------

_RIGHTS: Final = {"statement": "陈述", "defence": "申辩"}


def _rights(ask: Ask) -> tuple[Refusal, ...]:
    missing = [label for right, label in _RIGHTS.items() if right not in ask.facts(SpotNotice).rights]
    return (SPOT_RIGHTS_UNTOLD.refuse(missing="、".join(missing)),) if missing else ()


SPOT_RIGHTS_TOLD = Guard(
    name="spot_rights_told",
    label="当场告知陈述、申辩的权利",
    article="行政处罚法第四十四条、第六十二条",
    check=_rights,
    refuses=(SPOT_RIGHTS_UNTOLD,),
)


def _lighter(ask: Ask) -> tuple[Refusal, ...]:
    before, after = dossier.draft(ask.case), ask.facts(SpotStatement).draft
    more = uncovered(after.items, before.items) if after and before else ()
    return (HEAVIER_AFTER_STATEMENT.refuse(detail="；".join(more)),) if more else ()


NOT_HEAVIER = Guard(
    name="not_heavier_after_statement",
    label="不因陈述、申辩加重处罚",
    article="行政处罚法第四十五条第二款",
    check=_lighter,
    refuses=(HEAVIER_AFTER_STATEMENT,),
)


def _taken_up(ask: Ask) -> tuple[Refusal, ...]:
    """What is taken up changes the penalty, and what is not leaves it as it was told."""
    said, before = ask.facts(SpotStatement), dossier.draft(ask.case)
    changed = said.draft is not None and said.draft != before
    if said.result == "不予采纳":
        fault = "拟作处罚却已变更" if changed else ""
    else:
        fault = "" if changed else "拟作处罚却没有变更"
    return (STATEMENT_NOT_TAKEN_UP.refuse(result=said.result, detail=fault),) if fault else ()


TAKEN_UP = Guard(
    name="statement_taken_up",
    label="当事人的意见成立的予以采纳",
    article="行政处罚法第四十五条第一款",
    check=_taken_up,
    refuses=(STATEMENT_NOT_TAKEN_UP,),
)


def _answered(ask: Ask) -> tuple[Refusal, ...]:
    stated, heard = ask.facts(SpotDecision).statement, ask.case.last(SpotStatement) is not None
    if isinstance(stated, NotStated) or (stated == "heard") == heard:
        return ()
    detail = "已记录当事人的陈述、申辩" if heard else "没有听取陈述、申辩的记录"
    return (STATEMENT_UNANSWERED.refuse(detail=detail),)


STATEMENT_ANSWERED = Guard(
    name="statement_answered",
    label="已听取当事人的陈述、申辩",
    article="行政处罚法第四十五条、第六十二条",
    check=_answered,
    refuses=(STATEMENT_UNANSWERED,),
)


def _as_told(ask: Ask) -> tuple[Refusal, ...]:
    """The party that was told is the party that is punished, whatever was corrected since."""
    notice, now = ask.case.last(SpotNotice), dossier.report(ask.case)
    then = dossier.report(ask.case.as_told(notice.seq)) if notice else None
    if then is None or now is None or then.party == now.party:
        return ()
    return (NOT_AS_TOLD.refuse(detail="当事人"),)


AS_TOLD = Guard(
    name="decided_as_told",
    label="决定与当场告知一致",
    article="行政处罚法第四十四条、第六十二条",
    check=_as_told,
    refuses=(NOT_AS_TOLD,),
    early=True,
)


# --- money collected on the spot -------------------------------------------------------------------------------------


def _collectible(ask: Ask) -> tuple[Refusal, ...]:
    collection, draft = ask.facts(SpotDecision).collection, dossier.draft(ask.case)
    if collection is None or draft is None:
        return ()
    return tuple(COLLECTION_UNFOUNDED.refuse(detail=why) for why in _unfounded(collection, draft))


def _unfounded(collection: Collection, draft: Draft) -> Iterator[str]:
    fines = [item for item in draft.items if item.kind == "罚款"]
    if not fines:
        yield "没有处以罚款"
    if collection.ground == "up_to_100" and sum(item.fen or 0 for item in fines) > 10_000:
        yield "罚款超过一百元"
    if collection.ground == "remote" and not collection.request:
        yield "没有当事人提出当场缴纳的记录"


COLLECTIBLE = Guard(
    name="collectible",
    label="具备当场收缴罚款的条件",
    article="行政处罚法第六十八条、第六十九条",
    check=_collectible,
    refuses=(COLLECTION_UNFOUNDED,),
)


def _collected_as_decided(ask: Ask) -> tuple[Refusal, ...]:
    made = ask.case.last(SpotDecision)
    if made is None or made.facts.collection is None:
        return (COLLECTION_UNDECIDED.refuse(detail="决定书没有写明当场收缴"),)
    if legal_day(made.at) != ask.day:
        return (COLLECTION_UNDECIDED.refuse(detail=f"决定于{legal_day(made.at)}作出，已经不是当场"),)
    return ()


COLLECTED_AS_DECIDED = Guard(
    name="collected_as_decided",
    label="决定书写明当场收缴，并于当场收缴",
    article="行政处罚法第六十八条、第六十九条",
    check=_collected_as_decided,
    refuses=(COLLECTION_UNDECIDED,),
    early=True,
)


def collected(case: CaseFile) -> int:
    """Fen collected on the spot."""
    return sum(act.facts.amount for act in case.each(SpotCollection))


def _on_water(ask: Ask) -> bool:
    return ask.facts(SpotCollection).on_water


ON_WATER = Condition(name="on_water", label="在水上当场收缴", holds=_on_water)


def _on_land(ask: Ask) -> bool:
    return not ask.facts(SpotCollection).on_water


ON_LAND = Condition(name="on_land", label="不在水上收缴", holds=_on_land)


def _whole(ask: Ask) -> tuple[Refusal, ...]:
    before = (act.facts for act in ask.case.acts if act.transition is ask.transition)
    passed_on = sum(facts.amount for facts in before if isinstance(facts, PassedOn))
    amount, wanted = ask.facts(PassedOn).amount, collected(ask.case) - passed_on
    return () if amount == wanted else (COLLECTED_DIFFERS.refuse(amount=amount, collected=wanted),)


PASSED_ON_WHOLE = Guard(
    name="passed_on_whole",
    label="当场收缴的罚款全额交付",
    article="行政处罚法第七十一条",
    check=_whole,
    refuses=(COLLECTED_DIFFERS,),
)


def _landed(ask: Ask) -> tuple[Refusal, ...]:
    return (STILL_AFLOAT.refuse(),) if dossier.is_open(ask.case, AFLOAT) else ()


LANDED = Guard(
    name="landed",
    label="水上收缴的已经抵岸",
    article="行政处罚法第七十一条",
    check=_landed,
    refuses=(STILL_AFLOAT,),
    early=True,
)


def _another_case(ask: Ask) -> tuple[Refusal, ...]:
    named = ask.facts(TurnedOrdinary).new_case
    return (TURNED_TO_ITSELF.refuse(case=named),) if named == ask.case.id else ()


ANOTHER_CASE = Guard(
    name="turned_to_another_case",
    label="写明普通程序案件",
    article="行政处罚法第五十四条",
    check=_another_case,
    refuses=(TURNED_TO_ITSELF,),
)
