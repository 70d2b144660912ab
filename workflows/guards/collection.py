"""Money that the officers collect themselves: on what ground, no more than the fine, passed on whole (处罚法 68-71)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.collection import Collected, PassedOn, RequestedCollection, SpotCollection
from zhifa.workflows.forms.summary import Collection, SpotDecision
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.reasons.collection import (
    COLLECTED_DIFFERS,
    COLLECTION_BEYOND_FINE,
    COLLECTION_UNDECIDED,
    COLLECTION_UNFOUNDED,
    STILL_AFLOAT,
)
from zhifa.workflows.tracks import AFLOAT


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


def _of_the_fine(ask: Ask) -> tuple[Refusal, ...]:
    """What is collected at request is the fine alone, once it was decided; gains and surcharges are paid at the bank."""
    amount, owed = ask.facts(RequestedCollection).amount, dues.fine_owed(ask.case)
    return () if owed is None or amount <= owed else (COLLECTION_BEYOND_FINE.refuse(amount=amount, owed=owed),)


FINE_COLLECTED = Guard(
    name="fine_collected",
    label="当场收缴的只限尚未缴纳的罚款",
    article="行政处罚法第六十九条",
    check=_of_the_fine,
    refuses=(COLLECTION_BEYOND_FINE,),
)


def collected(case: CaseFile) -> int:
    """Fen that the officers collected themselves."""
    acts = (act for form in (SpotCollection, RequestedCollection) for act in case.each(form))
    return sum(act.facts.amount for act in acts)


def _on_water(ask: Ask) -> bool:
    taken = ask.facts(Collected)
    return isinstance(taken, SpotCollection | RequestedCollection) and taken.on_water


ON_WATER = Condition(name="on_water", label="在水上当场收缴", holds=_on_water)
ON_LAND = Condition(name="on_land", label="不在水上收缴", holds=lambda ask: not _on_water(ask))


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
