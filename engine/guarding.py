"""Asking guards, who may take a step, and who has a part in a case beside its steps: shared by commands, corrections, custody and seals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import BARRED, GUARD_FAULT, NOT_OF_THIS_CASE, Refusal
from zhifa.engine.register import Register
from zhifa.engine.standing import Doing, Standing, handlers_of, standing
from zhifa.engine.vocabulary import SYSTEM, Guard, Role


def post_missing(ask: Ask) -> Iterator[Refusal]:
    """A refusal when the officer may not take the step by a post of the day, his own or one that he stands in for, or when he or the one he
    stands in for must withdraw. The system takes the steps that come about of themselves, and no other."""
    if ask.transition.of_itself and ask.actor == SYSTEM.name:
        return
    doing = Doing(
        case=ask.case, register=ask.register, actor=ask.actor, day=ask.day, label=ask.transition.label,
        roles=ask.transition.roles, on_behalf_of=ask.on_behalf_of,
    )  # fmt: skip
    yield from standing(doing).refusals
    for officer in ask.officers:
        yield from barred(ask.case, officer, ask.register)


def parts(case: CaseFile) -> tuple[Role, ...]:
    """The posts from which some step of the procedure is taken."""
    return tuple(role for role in case.workflow.roles if role != SYSTEM)


def part_missing(doing: Doing) -> Iterator[Refusal]:
    """Why the actor has no hand in what is done beside the steps of the case: no post, not his case, or he must withdraw. Who stands in for another
    does so without saying it."""
    found = _standing(doing)
    yield from found.refusals
    bound = found.roles and found.roles <= doing.case.workflow.case_bound
    if bound and doing.actor not in handlers_of(doing.case):
        yield NOT_OF_THIS_CASE.refuse(actor=doing.register.officers[doing.actor].name, transition=doing.label)
    yield from barred(doing.case, doing.actor, doing.register)


def _standing(doing: Doing) -> Standing:
    """By a post of his own, else by that of somebody in whose stead he stands; why by none."""
    own = standing(doing)
    principals = {deputy.principal_id for deputy in doing.register.deputised(doing.actor, doing.day)}
    stead = (standing(replace(doing, on_behalf_of=one)) for one in sorted(principals)) if not own.roles else ()
    return next((found for found in stead if found.roles), own)


def barred(case: CaseFile, officer_id: str, register: Register) -> Iterator[Refusal]:
    """A refusal when the officer must withdraw from the case."""
    why, officer = case.barred.get(officer_id), register.officers.get(officer_id)
    if why:
        yield BARRED.refuse(actor=officer.name if officer else officer_id, why=why)


def answers(ask: Ask) -> Iterator[Refusal]:
    """What the guards of the step object."""
    for guard in ask.transition.guards:
        if ask.submitted is not None or guard.early:
            yield from answer(guard, ask)


def answers_again(ask: Ask, *, corrected: bool) -> Iterator[Refusal]:
    """What they object once more because of a correction, which voids reviews by itself. ``corrected``: it is the act that is corrected."""
    for guard in ask.transition.guards:
        if not guard.of_review and (corrected or not guard.at_entry):
            yield from answer(guard, ask)


def answer(guard: Guard, ask: Ask) -> tuple[Refusal, ...]:
    """The guard's refusals; an answer of any other form is itself a refusal (invariant 5)."""
    given: object = guard.check(ask)
    if not isinstance(given, tuple) or not all(isinstance(refusal, Refusal) for refusal in given):
        return (GUARD_FAULT.refuse(guard=guard.label, detail=f"返回 {type(given).__name__}"),)
    declared = {reason.code for reason in guard.refuses}
    foreign = [refusal.code for refusal in given if refusal.code not in declared]
    if foreign:
        return (*given, GUARD_FAULT.refuse(guard=guard.label, detail=f"未声明的理由 {'、'.join(foreign)}"))
    return given
