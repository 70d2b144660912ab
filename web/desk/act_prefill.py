"""What stands in a form before anything is typed, because the case file or the register knows it. Everything can be changed.

Nobody is put in who does not fit the field by its mark. Private particulars are put in only for those who see them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel

from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.naming import Naming
from zhifa.engine.private import without_private
from zhifa.engine.vocabulary import Transition
from zhifa.web.desk.act_officers import Fit
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

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is about to take a step, in which case, and what is known there."""

    naming: Naming
    fit: Fit
    whole: bool
    """Whether private particulars are shown to whoever asks."""

    @property
    def case(self) -> CaseFile:
        return self.naming.case

    @property
    def today(self) -> str:
        return self.naming.day.isoformat()

    @property
    def party(self) -> Party | None:
        told = dossier.report(self.case)
        return told.party if told else None

    @property
    def party_name(self) -> str | None:
        return self.party.name if self.party and isinstance(self.party.name, str) else None

    def fitting(self, leaf: Leaf, officers: Iterable[str]) -> list[str]:
        """Those of the officers who fit the field."""
        fit = self.fit(leaf)
        return [one for one in officers if fit is None or one in fit]


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
    """Who handles the case; before anybody does the officer himself, where his is a post that handles cases."""
    if not isinstance(field, Many) or not isinstance(field.item, Leaf):
        return None
    naming, workflow = known.naming, known.case.workflow
    handles = naming.register.roles(naming.actor, naming.day) & workflow.case_bound
    present = sorted(workflow.handlers(naming.case)) or ([naming.actor] if handles else [])
    return known.fitting(field.item, present)


def _actor(field: Field, known: Known) -> Any:
    if not isinstance(field, Leaf) or field.kind is not Kind.OFFICER:
        return None
    return next(iter(known.fitting(field, [known.naming.actor])), None)


def _contact(_: Field, known: Known) -> Any:
    officer = known.naming.register.officers.get(known.naming.actor)
    return officer.name if officer else None


def _contact_phone(_: Field, known: Known) -> Any:
    return known.naming.register.agency.profile.get("phone")


def _opinion(field: Field, known: Known) -> Any:
    """The day; and who gives it, where that is the officer himself or but one who fits."""
    if not isinstance(field, Group):
        return None
    by = next((one for one in field.fields if isinstance(one, Leaf) and one.fits), None)
    fit = (known.fit(by) if by else None) or frozenset()
    giver = known.naming.actor if known.naming.actor in fit else next(iter(fit)) if len(fit) == 1 else None
    return {"on": known.today, **({by.name: giver} if by and giver else {})}


def _today(field: Field, known: Known) -> Any:
    return known.today if isinstance(field, Leaf) and field.kind is Kind.DAY else None


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
    submitted = known.case.last(Submission)
    return {"items": _each_item(ReviewItem), "received_on": legal_day(submitted.at).isoformat() if submitted else None}


def _revision(known: Known) -> Facts:
    draft = dossier.draft(known.case)
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
    done = {act.facts.key for act in known.case.each(Preservation)}
    approved = [act.facts for act in known.case.each(PreservationApproval) if act.facts.key not in done]
    return approved[-1].model_dump(mode="json", include={"key", "reason", "items"}) if approved else {}


def _service(known: Known) -> Facts:
    """The way that was chosen when the decision was handed out, and the address that the party confirmed."""
    dispatched, confirmed = known.case.last(Dispatch), known.case.last(AddressConfirmation)
    return {
        "proof": {"method": dispatched.facts.method} if dispatched else None,
        "place": confirmed.facts.address if confirmed else None,
    }


def _hearing(known: Known) -> Facts:
    told = known.case.last(HearingNotice)
    return {"place": told.facts.place, "started_at": told.facts.hearing_at.isoformat()} if told else {}


def _recusal(known: Known) -> Facts:
    asked = known.case.last(RecusalRequest)
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
    opened = [track.key for track in known.case.open_tracks() if track.track in closed]
    return opened[0] if len(opened) == 1 else None
