"""The form of a legal review: eight items with their answers and reasons, the opinion, and what it concludes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, get_args

from zhifa.engine.canonical import JSON
from zhifa.engine.forms import parse
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.engine.review_room import ITEMS
from zhifa.engine.vocabulary import Outcome, Transition
from zhifa.engine.workflow import Workflow
from zhifa.told.labels import path_label
from zhifa.web.desk.posted import Posted
from zhifa.workflows.forms.review import Agreement, Problems

PASSED: Final = "yes"
FAILED: Final = "no"
NOTHING_FOUND: Final = "经审查，未发现问题。"
"""What stands as the reason of an item that passed, where the reviewer asked for it and wrote none."""
_UNFILLED: Final = "（未填）"
INSTRUCTIONS: Final[tuple[str, ...]] = get_args(Problems.model_fields["instruction"].annotation)
FIELDS: Final = (
    "facts.received_on", "facts.opinion", "facts.instruction", "occurred_at", "fill",
    *(f"facts.items.{number}.{what}" for number in range(len(ITEMS)) for what in ("passed", "reason")),
)  # fmt: skip
"""Names of what is typed, as the form that every step has names it, so that what was put aside here can be gone on with there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTyped:
    """One of the eight items as it was typed."""

    number: int
    item: str
    passed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something typed that does not fit, beside its field."""

    field: str
    """Id of the field on the page; empty: it belongs to none."""
    text: str


@lru_cache(maxsize=64)
def opinion_steps(workflow: Workflow) -> Mapping[Outcome, Transition]:
    """The steps by which an opinion is given, where they take what this form asks; another procedure may ask otherwise."""
    forms = {Outcome.AGREED: Agreement, Outcome.PROBLEMS: Problems}
    return {
        step.opinion: step
        for step in workflow.transitions
        if step.opinion is not None and step.facts is forms[step.opinion]
    }


def items_typed(typed: Mapping[str, str]) -> tuple[ItemTyped, ...]:
    """The eight items in their order, with what was typed of each."""
    return tuple(
        ItemTyped(
            number=number,
            item=item,
            passed=typed.get(f"facts.items.{number}.passed", ""),
            reason=typed.get(f"facts.items.{number}.reason", ""),
        )
        for number, item in enumerate(ITEMS)
    )


def typed_of(posted: Posted) -> dict[str, str]:
    """What was typed, field by field; the items by their names too."""
    named = {f"facts.items.{number}.item": item for number, item in enumerate(ITEMS)}
    return {name: posted.one(name) for name in FIELDS} | named


def facts_of(typed: Mapping[str, str], outcome: Outcome) -> tuple[dict[str, JSON], tuple[Refusal, ...]]:
    """The facts of the step, as far as they were typed; and, where an item has no answer, a refusal for everything that does not fit."""
    names = ("received_on", "opinion", *(("instruction",) if outcome is Outcome.PROBLEMS else ()))
    facts: dict[str, JSON] = {name: typed[f"facts.{name}"] for name in names if typed[f"facts.{name}"]}
    facts["items"] = list(_items(typed))
    unanswered = tuple(_unanswered(typed))
    if not unanswered:
        return facts, ()
    others = parse(Agreement if outcome is Outcome.AGREED else Problems, facts)
    of_fields = (one for one in others if dict(one.operands)["field"].isascii()) if isinstance(others, tuple) else ()
    return facts, (*unanswered, *of_fields)


def _items(typed: Mapping[str, str]) -> Iterator[JSON]:
    for one in items_typed(typed):
        passed = one.passed == PASSED
        reason = one.reason or (NOTHING_FOUND if passed and typed.get("fill") == PASSED else "")
        yield {"item": one.item, "passed": passed, **({"reason": reason} if reason else {})}


def _unanswered(typed: Mapping[str, str]) -> Iterator[Refusal]:
    for one in items_typed(typed):
        if one.passed not in (PASSED, FAILED):
            value = shown(one.passed) if one.passed else _UNFILLED
            yield FACTS_INVALID.refuse(field=f"items.{one.number}.passed", value=value, rule="应写明通过或者不通过")


def faults(refusals: tuple[Refusal, ...], step: Transition) -> tuple[Fault, ...]:
    """What was refused for being typed wrongly, each beside its field; other reasons are no faults."""
    return tuple(_fault(one, step) for one in refusals if one.code == FACTS_INVALID.code)


def _fault(refusal: Refusal, step: Transition) -> Fault:
    given = dict(refusal.operands)
    path = given.get("field", "")
    label = _place(path) or (path_label(step.facts, path) if path.isascii() else path)
    unfilled = given.get("value") == _UNFILLED
    told = (
        f"“{label}”没有填写"
        if unfilled
        else f"“{label}”的值 {given.get('value', '')} 不合要求：{given.get('rule', '')}"
    )
    return Fault(_field(path), told)


def _place(path: str) -> str:
    """An item of the list by its own name: 审核项目“程序”的理由."""
    parts = path.split(".")
    if len(parts) > 1 and parts[0] == "items" and parts[1].isdecimal() and int(parts[1]) < len(ITEMS):
        return f"{ITEMS[int(parts[1])]}：{'结论' if parts[-1] == 'passed' else '理由'}"
    return ""


def _field(path: str) -> str:
    parts = path.split(".")
    if len(parts) == 3 and parts[0] == "items":
        return f"f-{parts[2]}-{parts[1]}"
    return f"f-{path}" if f"facts.{path}" in FIELDS or path == "occurred_at" else ""
