"""What a paper reads is found in its template: nothing that it needs is left unbuilt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest

from zhifa.documents import CATALOGUE, render
from zhifa.documents import facts as f
from zhifa.documents.reads import branches

Make = Callable[..., f.Facts]
OPTIONAL = {field.name: field.default for field in fields(f.Facts) if field.default is not MISSING}


@pytest.mark.parametrize(
    ("code", "occasion"), [(code, at) for code, kind in CATALOGUE.items() for at in range(len(kind.occasions))]
)
def test_a_paper_is_the_same_without_the_branches_it_does_not_read(make: Make, code: str, occasion: int) -> None:
    facts = make(code, occasion)
    unread: dict[str, Any] = {name: empty for name, empty in OPTIONAL.items() if name not in branches(code)}
    assert unread
    assert render(code, replace(facts, **unread)).html == render(code, facts).html


def test_a_registration_does_not_read_the_hearing() -> None:
    assert not branches("D01") & {"hearing", "notice", "evidence", "dossier"}
