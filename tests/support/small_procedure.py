"""The smallest procedure with every part of the vocabulary: opened, reviewed, decided, ended. Tests break it one part at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict

from zhifa.engine.ask import Ask
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import Reason, Refusal
from zhifa.engine.terms import Duty, Term, Unit
from zhifa.engine.vocabulary import (
    Close,
    DecisionKind,
    End,
    Guard,
    Open,
    Outcome,
    Phase,
    Role,
    Start,
    State,
    Target,
    Track,
    Transition,
)  # fmt: skip
from zhifa.engine.workflow import Workflow


class Nothing(BaseModel):
    """No facts."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Words(Nothing):
    """The draft: any words."""

    words: str


CLERK = Role(name="clerk", label="经办人", handles=True)

BEGUN = State(name="begun", label="开始", phase=Phase.START)
READING = State(name="reading", label="审核中", phase=Phase.REVIEW)
MENDING = State(name="mending", label="补正中", phase=Phase.REVIEW)
WAITING = State(name="waiting", label="待决定", phase=Phase.DECIDE)
SETTLED = State(name="settled", label="已决定", phase=Phase.DECIDE, ended=True)

WEEK = Term(
    code="week", label="七日", length=7, unit=Unit.CALENDAR_DAY, article="演示第一条", duty=Duty.AGENCY,
    start="开始之日", effect="无",
)  # fmt: skip
READER = Track(name="reader", label="审阅")
KIND = DecisionKind(name="settlement", label="了结决定")
OBJECTION = Reason(code="small_objection", text="不可以", article="演示第二条", remedy="不办")


def step(name: str, *sources: State, to: State | None = None, **given: Any) -> Transition:
    """A step of the clerk's without paper, leading to one state."""
    lawful: dict[str, Any] = {
        "name": name, "label": name, "sources": sources, "targets": (Target(to),) if to else (), "roles": (CLERK,),
        "no_paper": "演示", "facts": Nothing,
    }  # fmt: skip
    return Transition(**(lawful | given))


def guard(check: Callable[[Ask], tuple[Refusal, ...]], **given: Any) -> Guard:
    """A guard that may give one reason."""
    lawful: dict[str, Any] = {"name": "small", "label": "演示检查", "article": "演示第二条", "refuses": (OBJECTION,)}
    return Guard(check=check, **(lawful | given))


def draft(case: CaseFile) -> Mapping[str, JSON] | None:
    """The last words written."""
    written = case.last(Words)
    return {"words": written.facts.words} if written else None


BEGIN = step("begin", to=BEGUN, starts=(Start(term=WEEK),))
WRITE = step("write", BEGUN, MENDING, voids_review=True, facts=Words)
SUBMIT = step("submit", BEGUN, MENDING, to=READING, opens=(Open(track=READER),))
AGREE = step("agree", READING, to=WAITING, opinion=Outcome.AGREED, closes=(Close(track=READER),))
OBJECT = step("object", READING, to=MENDING, opinion=Outcome.PROBLEMS, closes=(Close(track=READER),))
SETTLE = step("settle", WAITING, to=SETTLED, decides=KIND, ends=(End(term=WEEK),))

PARTS: Mapping[str, Any] = {
    "name": "small", "version": 1, "label": "演示流程", "act": "penalty",
    "states": (BEGUN, READING, MENDING, WAITING, SETTLED),
    "transitions": (BEGIN, WRITE, SUBMIT, AGREE, OBJECT, SETTLE),
    "review_state": READING, "draft": draft, "handlers": lambda _: frozenset(),
    "involved": lambda _: {}, "case_bound": frozenset(), "correctors": (CLERK,),
    "approvers": (CLERK,), "decision_papers": {KIND.name: "D33"},
}  # fmt: skip


def procedure(**changes: Any) -> Workflow:
    """The procedure with other parts; raises ``DefinitionFault`` where they do not fit."""
    return Workflow(**(PARTS | changes))


def with_steps(*steps: Transition, **changes: Any) -> Workflow:
    """The procedure with these steps in the place of those of the same name, and new ones added."""
    given = {s.name: s for s in steps}
    kept = tuple(given.pop(s.name, s) for s in PARTS["transitions"])
    return procedure(transitions=(*kept, *given.values()), **changes)


def but(transition: Transition, **changes: Any) -> Transition:
    return replace(transition, **changes)
