"""What a file of worked examples may say: the example, its events, what is expected of each. Nothing else is taken."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from zhifa.engine.fields import Text
from zhifa.engine.worked.claims import Assertion, Surcharge
from zhifa.engine.worked.events import Checkpoint, DeliverTerm, Extend, Suspend, Then
from zhifa.engine.worked.moments import Moment
from zhifa.engine.worked.parts import Expecting, Lasting, named

__all__ = ["Event", "Example"]

Event: TypeAlias = Annotated[
    Suspend | Extend | Checkpoint | Then | DeliverTerm | Surcharge | Assertion, Field(discriminator="type")
]


class Example(Expecting, Lasting):
    """One worked example: a term from its start, what happens to it, what it is expected to come to."""

    id: Text
    law: Text
    article: Text
    start_date: Moment
    start_event: Text
    expected_due: Moment  # pyright: ignore[reportGeneralTypeIssues, reportIncompatibleVariableOverride] - required here, where the parent leaves it open
    events: tuple[Event, ...] = ()
    explanation: Text | None = None
    authority: Text | None = None
    checked_with: Text | None = None
    note: Text | None = named("note", "notes")
