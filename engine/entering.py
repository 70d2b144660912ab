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
from zhifa.engine.refusals import CASE_ENDED, IN_THE_FUTURE, NOT_OF_THIS_CASE, Refusal
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing, standing
from zhifa.engine.vocabulary import Role


def entering_faults(
    case: CaseFile, actor: str, at: datetime, *, label: str, roles: tuple[Role, ...], form: type[BaseModel],
    content: Mapping[str, JSON], register: Register, now: datetime, on_behalf_of: str | None = None,
) -> Iterator[Refusal]:  # fmt: skip
    """Every reason why ``actor`` may not enter this on the case at ``at``, for himself or as the deputy of another."""
    if case.state is not None and case.state.ended:
        yield CASE_ENDED.refuse(state=case.state.label)
    doing = Doing(
        case=case, register=register, actor=actor, day=legal_day(at), label=label, roles=roles, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    found = standing(doing)
    yield from found.refusals
    if found.roles and found.roles <= case.workflow.case_bound and actor not in case.workflow.handlers(case):
        yield NOT_OF_THIS_CASE.refuse(actor=register.officers[actor].name, transition=label)
    for officer in (actor, *((on_behalf_of,) if on_behalf_of else ())):
        yield from barred(case, officer, register)
    if at > now:
        shown = (moment.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16] for moment in (at, now))
        yield IN_THE_FUTURE.refuse(occurred_at=next(shown), recorded_at=next(shown))
    parsed = parse(form, content)
    if isinstance(parsed, tuple):
        yield from parsed
