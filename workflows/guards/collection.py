"""Money that the officers collect themselves: on what ground, no more than the fine, passed on whole (处罚法 68-71)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard, Track
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.collection import (
    Collected,
    Deposited,
    HandedIn,
    PassedOn,
    RequestedCollection,
    SpotCollection,
    name_of,
)
from zhifa.workflows.forms.summary import Collection, SpotDecision
from zhifa.workflows.forms.values import Draft
from zhifa.workflows.reasons.collection import (
    COLLECTED_DIFFERS,
    COLLECTION_BEYOND_FINE,
    COLLECTION_NAME_TAKEN,
    COLLECTION_UNDECIDED,
    COLLECTION_UNFOUNDED,
    STILL_AFLOAT,
)
from zhifa.workflows.tracks import AFLOAT, DEPOSITING, HANDING_IN


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
    at_entry=True,
)


def to_hand_in(case: CaseFile, name: str) -> int:
    """Fen that the officers collected under this name and have not handed in."""
    return _sum(case, name, SpotCollection, RequestedCollection) - _sum(case, name, HandedIn)


def to_deposit(case: CaseFile, name: str) -> int:
    """Fen that were handed in under this name and are not deposited."""
    return _sum(case, name, HandedIn) - _sum(case, name, Deposited)


def _sum(case: CaseFile, name: str, *forms: type[Collected | PassedOn]) -> int:
    acts = (act.facts for form in forms for act in case.each(form))
    return sum(facts.amount for facts in acts if name_of(facts) == name)


def _other_name(ask: Ask) -> tuple[Refusal, ...]:
    name = name_of(ask.submitted)
    waits = name in _names(ask.case, HANDING_IN) | _names(ask.case, DEPOSITING)
    return (COLLECTION_NAME_TAKEN.refuse(name=name),) if waits else ()


OWN_NAME = Guard(
    name="own_name",
    label="前一笔收缴的罚款缴付银行之前，另一笔另行命名",
    article="行政处罚法第七十一条",
    check=_other_name,
    refuses=(COLLECTION_NAME_TAKEN,),
)


def _on_water(ask: Ask) -> bool:
    taken = ask.facts(Collected)
    return isinstance(taken, SpotCollection | RequestedCollection) and taken.on_water


ON_WATER = Condition(name="on_water", label="在水上当场收缴", holds=_on_water)
ON_LAND = Condition(name="on_land", label="不在水上收缴", holds=lambda ask: not _on_water(ask))


def _whole(ask: Ask) -> tuple[Refusal, ...]:
    facts = ask.facts(PassedOn)
    waiting = to_hand_in if isinstance(facts, HandedIn) else to_deposit
    wanted = waiting(ask.case, name_of(facts))
    return () if facts.amount == wanted else (COLLECTED_DIFFERS.refuse(amount=facts.amount, collected=wanted),)


PASSED_ON_WHOLE = Guard(
    name="passed_on_whole",
    label="当场收缴的罚款全额交付",
    article="行政处罚法第七十一条",
    check=_whole,
    refuses=(COLLECTED_DIFFERS,),
)


def _landed(ask: Ask) -> tuple[Refusal, ...]:
    """Before it is known what is handed in: whether anything can be."""
    afloat, waiting = _names(ask.case, AFLOAT), _names(ask.case, HANDING_IN)
    wanted = {name_of(ask.submitted)} if ask.submitted else waiting
    return (STILL_AFLOAT.refuse(),) if afloat and wanted <= afloat else ()


def _names(case: CaseFile, track: Track) -> frozenset[str]:
    """Names of the collections that stand there."""
    return frozenset(found.key for found in case.open_tracks() if found.track == track.name)


LANDED = Guard(
    name="landed",
    label="水上收缴的已经抵岸",
    article="行政处罚法第七十一条",
    check=_landed,
    refuses=(STILL_AFLOAT,),
    early=True,
)
