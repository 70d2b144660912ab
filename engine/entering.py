"""Entries that are no step of the procedure, corrections and handings-over: who may enter them, when, in what form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.forms import parse
from zhifa.engine.guarding import barred
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.refusals import (
    CASE_ENDED,
    IN_THE_FUTURE,
    NO_ROLE,
    NOT_OF_THIS_CASE,
    UNKNOWN_ACTOR,
    Refusal,
)
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import Role


def entering_faults(
    case: CaseFile, actor: str, at: datetime, *, label: str, roles: tuple[Role, ...], form: type[BaseModel],
    content: Mapping[str, JSON], register: Register, now: datetime,
) -> Iterator[Refusal]:  # fmt: skip
    """Every reason why ``actor`` may not enter this on the case at ``at``."""
    day = legal_day(at)
    if case.state is not None and case.state.ended:
        yield CASE_ENDED.refuse(state=case.state.label)
    officer = register.officer(actor, day)
    held = register.roles(actor, day)
    if officer is None:
        yield UNKNOWN_ACTOR.refuse(actor=actor, day=day)
    elif not held & {role.name for role in roles}:
        wanted = "、".join(role.label for role in roles)
        yield NO_ROLE.refuse(transition=label, roles=wanted, actor=officer.name, day=day)
    elif held & {role.name for role in roles} <= case.workflow.case_bound and actor not in case.workflow.handlers(case):
        yield NOT_OF_THIS_CASE.refuse(actor=officer.name, transition=label)
    yield from barred(case, actor, register)
    if at > now:
        shown = (moment.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16] for moment in (at, now))
        yield IN_THE_FUTURE.refuse(occurred_at=next(shown), recorded_at=next(shown))
    parsed = parse(form, content)
    if isinstance(parsed, tuple):
        yield from parsed
