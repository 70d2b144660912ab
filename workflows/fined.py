"""What a penalty case tells other cases of its fine, and how its party is found in them (处罚法 29)."""

from __future__ import annotations

from datetime import date

from zhifa.engine.casefile import CaseFile
from zhifa.engine.fined import Fine, party_digest
from zhifa.engine.instants import legal_day
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.start import Filing
from zhifa.workflows.forms.summary import Catch
from zhifa.workflows.forms.values import Party

_NUMBERED = frozenset({"uscc", "resident_id", "passport", "travel_permit", "residence_permit", "foreign_permanent"})


def party_of(case: CaseFile) -> str | None:
    """The party by its number; an organisation without one by its name, because persons may share theirs."""
    told = dossier.report(case)
    if told is None:
        return None
    party = told.party
    if party.identity_kind in _NUMBERED and party.identity_number:
        return party_digest(kind=party.identity_kind, number=party.identity_number.upper())
    return _by_name(party)


def _by_name(party: Party) -> str | None:
    named = party.kind in ("legal_person", "other_organisation") and not isinstance(party.name, NotStated)
    return party_digest(kind="name", number=str(party.name)) if named else None


def standing_fine(case: CaseFile) -> Fine | None:
    """The fine of the decision last made, as long as no remedy annuls it or changes it to none; ``None`` also where the party cannot be
    found again."""
    made = next((act for act in reversed(dossier.present(case).acts) if act.transition.decides), None)
    told, party = dossier.report(case), party_of(case)
    if made is None or told is None or party is None or not any(item.kind == "罚款" for item in dues.operative(case)):
        return None
    day = legal_day(made.at)
    return Fine(case_id=case.id, party=party, cause=told.cause, violated_on=violated_on(case), decided_on=day)


def violated_on(case: CaseFile) -> date | None:
    """Day on which the violation ended; ``None`` before filing, and where the source of a replay is silent."""
    told = next((act.facts for act in case.acts if act.transition.facts in (Filing, Catch)), None)
    ended = getattr(told, "violation_ended_on", None)
    return ended if isinstance(ended, date) else None
