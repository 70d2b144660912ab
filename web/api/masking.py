"""The party as the API tells it: private particulars are hidden from whoever does not see the whole case."""

from __future__ import annotations

from typing import Any

from zhifa.engine.private import masked
from zhifa.told.labels import stated
from zhifa.web.api.models.cases import PartyTold
from zhifa.workflows.forms.values import Party


def party_told(party: Party, *, whole: bool) -> PartyTold:
    """The party, with everything private hidden unless ``whole``."""
    facts: dict[str, Any] = party.model_dump(mode="json", include=set(PartyTold.model_fields))
    told = facts if whole else masked(Party, facts)
    return PartyTold(**{name: stated(value) for name, value in told.items()})
