"""What differs between two declarations of a procedure, line by line: what people ask of a new version before they move cases to it.

It compares what the digest covers (:mod:`zhifa.engine.fingerprint`), and says it in words. Functions count by the name they are declared
under: what a check does otherwise under the same name shows nowhere, so it gets another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhifa.engine.succession import followed, succession
from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.engine.workflow_parts import Item, Part, listed, procedure_parts, state_parts, step_parts


class Sign(StrEnum):
    """What became of a part."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return _SIGNS[self]


_SIGNS = {Sign.ADDED: "新增", Sign.GONE: "取消", Sign.CHANGED: "变更"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is otherwise in the newer declaration."""

    sign: Sign
    part: Part
    step: str
    """The step it belongs to, by the name it has in the newer declaration; empty: it belongs to the procedure."""
    name: str
    old: Item | None
    new: Item | None

    @property
    def article(self) -> str:
        """The provision behind it, where it has one."""
        return next((item.article for item in (self.new, self.old) if item and item.article), "")

    @property
    def text(self) -> str:
        """The difference in one line: 新增检查“裁量适当”（行政处罚法第三十四条）."""
        item = self.new or self.old
        label = item.label if item else self.name
        article = f"（{self.article}）" if self.article else ""
        return f"{self.sign.label}{self.part.label}“{label}”{self._between}{article}"

    @property
    def _between(self) -> str:
        old, new = self.old, self.new
        if old is None or new is None:
            only = old or new
            return f"：{only.told}" if only and only.told else ""
        named = f"（原称“{old.label}”）" if old.label != new.label else ""
        told = f"：{old.told or '无'} → {new.told or '无'}" if old.told != new.told else ""
        return f"{named}{told}{f'；依据原为{old.article}' if old.article != new.article else ''}"


def differences(old: Workflow, new: Workflow) -> tuple[Difference, ...]:
    """Everything declared otherwise: first of the procedure, then of each step in the order of the newer declaration, the steps gone last.

    A state or step that was renamed, as the succession of one of the two says, is compared with what it was. Two declarations in which
    nothing differs have one digest, but for the version and the order in which their parts are written down.
    """
    passed = succession(old, new)
    states, steps = (passed.states, passed.steps) if passed else ({}, {})
    return tuple(_differences(old, new, states, steps))


def _differences(
    old: Workflow, new: Workflow, states: Mapping[str, str], steps: Mapping[str, str]
) -> Iterator[Difference]:
    yield from _compared(Part.PROCEDURE, "", procedure_parts(old), procedure_parts(new))
    yield from _compared(Part.STATE, "", state_parts(old.states, states), state_parts(new.states, {}))
    before = {followed(steps, step.name) or f"{step.name}（原）": step for step in old.transitions}
    for step in new.transitions:
        was = before.pop(step.name, None)
        if was is None:
            yield _of_step(Sign.ADDED, step, step.name)
            continue
        yield from _compared(Part.STEP, step.name, {step.name: Item(was.label)}, {step.name: Item(step.label)})
        yield from _of_steps(was, step, states)
    yield from (_of_step(Sign.GONE, step, name) for name, step in before.items())


def _of_step(sign: Sign, step: Transition, name: str) -> Difference:
    """A whole step: its own provisions are those of its checks."""
    articles = "；".join(dict.fromkeys(guard.article for guard in step.guards))
    item = Item(step.label, articles, f"由{listed(step.roles)}在{listed(step.sources) or '立起案件时'}办理")
    added = sign is Sign.ADDED
    return Difference(
        sign=sign, part=Part.STEP, step=name, name=name, old=None if added else item, new=item if added else None
    )


def _of_steps(old: Transition, new: Transition, states: Mapping[str, str]) -> Iterator[Difference]:
    before, after = step_parts(old, states), step_parts(new, {})
    for part, items in before.items():
        yield from _compared(part, new.name, items, after[part])


def _compared(part: Part, step: str, old: Mapping[str, Item], new: Mapping[str, Item]) -> Iterator[Difference]:
    """What came, went and changed among parts of one kind, by name."""
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name), new.get(name)
        if before != after:
            sign = Sign.ADDED if before is None else Sign.GONE if after is None else Sign.CHANGED
            yield Difference(sign=sign, part=part, step=step, name=name, old=before, new=after)
