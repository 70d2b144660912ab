"""The party as the API tells it: private particulars are hidden from whoever does not see the whole case."""

from __future__ import annotations

from typing import Any, Final

from zhifa.web.api.models.cases import PartyTold
from zhifa.web.masking import masked
from zhifa.workflows.forms.values import Party

_NOT_STATED: Final = "〔来源未载〕"


def party_told(party: Party, *, whole: bool) -> PartyTold:
    """The party, with everything private hidden unless ``whole``."""
    facts: dict[str, Any] = party.model_dump(mode="json", include=set(PartyTold.model_fields))
    told = facts if whole else masked(facts)
    return PartyTold(**{name: _stated(value) for name, value in told.items()})


def _stated(value: Any) -> Any:
    """The value, or that its source does not state it."""
    return _NOT_STATED if isinstance(value, dict) else value
