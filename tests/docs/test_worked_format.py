"""The format of worked examples as it is described: every event, every field by its first name, every claim."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import AliasChoices, BaseModel

from zhifa.engine.worked import claims
from zhifa.engine.worked.forms import Event, Example

TERMS = (Path(__file__).parents[2] / "docs" / "terms.md").read_text(encoding="utf-8")
FORMAT = TERMS[TERMS.index("## Files of worked examples") :]
TOLD = set(re.findall(r"`(\w+)`", FORMAT))
FORMS: tuple[type[BaseModel], ...] = (Example, *get_args(get_args(Event)[0]))


def names(form: type[BaseModel]) -> set[str]:
    """Its fields, each by the name that comes first."""
    aliases = {name: field.validation_alias for name, field in form.model_fields.items() if name != "type"}
    return {str(a.choices[0]) if isinstance(a, AliasChoices) else name for name, a in aliases.items()}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_of_a_form_is_described(form: type[BaseModel]) -> None:
    assert names(form) - TOLD == set()


def test_every_event_and_every_claim_is_described() -> None:
    events = {get_args(form.model_fields["type"].annotation)[0] for form in FORMS[1:]}
    assert events | claims._AFTER_THE_END | claims._BY_THE_END <= TOLD
