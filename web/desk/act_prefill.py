"""What stands in a form before anything is typed, because the case file or the register knows it. Everything can be changed.

Private particulars are put in only for those who see them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, get_args

from pydantic import BaseModel

from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.private import without_private
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Transition
from zhifa.web.desk.forms.tree import Field, Group, Kind, Leaf, Many, fields_of
from zhifa.workflows import dossier
from zhifa.workflows.forms.crime import CrimeDelivery, Enclosure
from zhifa.workflows.forms.investigate import AddressConfirmation, Preservation, PreservationApproval, Revision
from zhifa.workflows.forms.notice import HearingNotice, HearingRecord, HearingRequest, StatementReceived
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.recusal import RecusalDecision, RecusalRequest
from zhifa.workflows.forms.review import Agreement, Problems, Submission
from zhifa.workflows.forms.serve import Dispatch, Service
from zhifa.workflows.forms.values import Party, ReviewItem
from zhifa.workflows.roles import UNIT_HEAD

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is about to take a step, in which case, and what is known there."""

    case: CaseFile | None
    """``None``: the case is to be opened."""
    register: Register
    actor: str
    now: datetime
    whole: bool
    """Whether private particulars are shown to whoever asks."""

    @property
    def party(self) -> Party | None:
        told = dossier.report(self.case) if self.case else None
        return told.party if told else None

    @property
    def party_name(self) -> str | None:
        return self.party.name if self.party and isinstance(self.party.name, str) else None


def prefilled(step: Transition, known: Known) -> Facts:
    """Facts to begin with: what holds for every form by the names of its fields, then what its own form calls for."""
    facts: Facts = {}
    for field in fields_of(step.facts).fields:
        value = _by_name(field, known)
        if value:
            facts[field.name] = value
    for form, own in _BY_FORM:
        if issubclass(step.facts, form):
            facts |= {name: value for name, value in own(known).items() if value is not None}
    key = _key(step, known)
    facts |= {"key": key} if key and "key" in step.facts.model_fields else {}
    return facts if known.whole else without_private(step.facts, facts)


def _by_name(field: Field, known: Known) -> Any:
    found = _BY_NAME.get(field.name)
    return found(field, known) if found else None


def _officers(field: Field, known: Known) -> Any:
    if known.case is None or not isinstance(field, Many):
        return [known.actor] if isinstance(field, Many) else None
    return sorted(known.case.workflow.handlers(known.case)) or [known.actor]


def _actor(field: Field, known: Known) -> Any:
    return known.actor if isinstance(field, Leaf) and field.kind is Kind.OFFICER else None


def _contact(_: Field, known: Known) -> Any:
    officer = known.register.officers.get(known.actor)
    return officer.name if officer else None


def _contact_phone(_: Field, known: Known) -> Any:
    return known.register.agency.profile.get("phone")


def _opinion(field: Field, known: Known) -> Any:
    """The day; and who gives it, where the agency has but one head of a unit who can."""
    if not isinstance(field, Group):
        return None
    day = legal_day(known.now)
    heads = [one for one in known.register.officers if UNIT_HEAD.name in known.register.roles(one, day)]
    by = known.actor if known.actor in heads else heads[0] if len(heads) == 1 else None
    return {"on": day.isoformat(), **({"by": by} if by else {})}


def _today(field: Field, known: Known) -> Any:
    return legal_day(known.now).isoformat() if isinstance(field, Leaf) and field.kind is Kind.DAY else None


_BY_NAME: Final[Mapping[str, Callable[[Field, Known], Any]]] = {
    "officers": _officers,
    "recorder": _actor,
    "archivist": _actor,
    "contact": _contact,
    "contact_phone": _contact_phone,
    "unit_opinion": _opinion,
    "discovered_on": _today,
}


# --- by form ----------------------------------------------------------------------------------------------------------


def _each_item(form: type[BaseModel]) -> list[Facts]:
    """A row for every item that has to be answered once."""
    return [{"item": item} for item in get_args(form.model_fields["item"].annotation)]


def _review(known: Known) -> Facts:
    submitted = known.case.last(Submission) if known.case else None
    return {"items": _each_item(ReviewItem), "received_on": legal_day(submitted.at).isoformat() if submitted else None}


def _revision(known: Known) -> Facts:
    draft = dossier.draft(known.case) if known.case else None
    return {"draft": draft.model_dump(mode="json") if draft else None}


def _address(known: Known) -> Facts:
    party = known.party
    if party is None:
        return {}
    return {
        "address": party.address if isinstance(party.address, str) else None,
        "phone": party.phone,
        "recipient": known.party_name,
    }


def _preservation(known: Known) -> Facts:
    """What was approved last and has not been carried out under its name."""
    if known.case is None:
        return {}
    done = {act.facts.key for act in known.case.each(Preservation)}
    approved = [act.facts for act in known.case.each(PreservationApproval) if act.facts.key not in done]
    return approved[-1].model_dump(mode="json", include={"key", "reason", "items"}) if approved else {}


def _service(known: Known) -> Facts:
    """The way that was chosen when the decision was handed out, and the address that the party confirmed."""
    if known.case is None:
        return {}
    dispatched, confirmed = known.case.last(Dispatch), known.case.last(AddressConfirmation)
    return {
        "proof": {"method": dispatched.facts.method} if dispatched else None,
        "place": confirmed.facts.address if confirmed else None,
    }


def _hearing(known: Known) -> Facts:
    told = known.case.last(HearingNotice) if known.case else None
    return {"place": told.facts.place, "started_at": told.facts.hearing_at.isoformat()} if told else {}


def _recusal(known: Known) -> Facts:
    asked = known.case.last(RecusalRequest) if known.case else None
    return {"officer": asked.facts.officer if asked else None}


def _party_as(name: str) -> Callable[[Known], Facts]:
    return lambda known: {name: known.party_name}


_BY_FORM: Final[tuple[tuple[type[BaseModel], Callable[[Known], Facts]], ...]] = (
    (Agreement, _review),
    (Problems, _review),
    (Revision, _revision),
    (AddressConfirmation, _address),
    (Preservation, _preservation),
    (Service, _service),
    (HearingRecord, _hearing),
    (RecusalDecision, _recusal),
    (CrimeDelivery, lambda _: {"enclosures": _each_item(Enclosure)}),
    (Payment, _party_as("payer")),
    (HearingRequest, _party_as("applicant")),
    (StatementReceived, _party_as("deponent")),
)


def _key(step: Transition, known: Known) -> str | None:
    """The one open matter that a step settles, where there is but one."""
    closed = {one.track.name for one in step.closes if one.key}
    opened = [track.key for track in known.case.open_tracks() if track.track in closed] if known.case else []
    return opened[0] if len(opened) == 1 else None
