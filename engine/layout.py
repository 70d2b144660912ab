"""Where the parts of a drawing of a procedure stand: a column a phase, a box a state, and in the box every step that leaves it.

A step that leads on has a line of its own in the box it leaves, so its name stands where its arrow begins and no two names can meet. Steps
that leave the case where it is are listed together. Lengths are in points of the drawing; nothing here knows how it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol
from unicodedata import east_asian_width

from zhifa.engine.vocabulary import Phase, State, Target, Transition

TITLE: Final = 15.0
"""Size of a state's name."""
STEP: Final = 12.0
"""Size of a step's name."""
PAD: Final = 12.0
"""Space between the border of a box and its text."""
INDENT: Final = 14.0
"""How far the ways a step may end stand in from its name."""
HEAD: Final = 32.0
"""Height of the part of a box that holds the state's name."""
PITCH: Final = 20.0
"""Height of a line of a box."""
GAP: Final = 40.0
"""Space between two boxes of a column."""
SEPARATOR: Final = "　"

_NARROWEST: Final = 128.0


class Drawn(Protocol):
    """What is drawn: a whole procedure, or a part of one."""

    @property
    def states(self) -> tuple[State, ...]: ...

    @property
    def transitions(self) -> tuple[Transition, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a box: a step, or one of the ways a step may end. ``target`` is missing where the ways follow in lines of their own."""

    step: Transition
    text: str
    target: Target | None
    inset: bool
    """Whether it is one of several ways of the step above."""
    y: float
    """The middle of the line, from the top of the drawing's columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A state with the steps that leave it. ``stays``: those that leave the case in it, as they break into lines."""

    state: State
    column: int
    row: int
    """Its place in the column, from the top."""
    y: float
    width: float
    stays: tuple[tuple[Transition, ...], ...]
    lines: tuple[Line, ...]

    @property
    def entry(self) -> float:
        """The height at which arrows reach it from a side."""
        return self.y + HEAD / 2

    @property
    def height(self) -> float:
        listed = len(self.stays) + len(self.lines)
        return HEAD + (listed * PITCH + PAD / 2 if listed else 0)

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, by: float) -> Box:
        """The same box further down."""
        return replace(self, y=self.y + by, lines=tuple(replace(line, y=line.y + by) for line in self.lines))


def text_width(text: str, size: float) -> float:
    """How wide a text is: an em for a full-width character, somewhat more than half of one for any other."""
    return sum(size if east_asian_width(char) in "WF" else 0.58 * size for char in text)


def boxes(workflow: Drawn, phases: Sequence[Phase]) -> tuple[Box, ...]:
    """The boxes of all states of these phases, stacked in their columns in the order of declaration; every column begins at the top."""
    return tuple(box for column, phase in enumerate(phases) for box in _stacked(workflow, phase, column))


def _stacked(workflow: Drawn, phase: Phase, column: int) -> Iterator[Box]:
    states = [state for state in workflow.states if state.phase is phase]
    drawn = [_box(workflow, state, _below(states, state), column, row) for row, state in enumerate(states)]
    width = max((_needed(box) for box in drawn), default=_NARROWEST)
    y = 0.0
    for box in drawn:
        yield replace(_broken(box, width), width=width).moved(y)
        y += _broken(box, width).height + GAP


def _below(states: Sequence[State], state: State) -> State | None:
    following = states[states.index(state) + 1 :]
    return following[0] if following else None


def _box(workflow: Drawn, state: State, below: State | None, column: int, row: int) -> Box:
    """The box at the top of its column, its stays not broken into lines yet."""
    leaving = [step for step in workflow.transitions if state in step.sources]
    stays = tuple(step for step in leaving if all(target.state is state for target in step.targets))
    moves = [step for step in leaving if step not in stays]
    moves.sort(key=lambda step: [target.state for target in step.targets] == [below])  # stable: arrows down leave last
    lines = tuple(line for step in moves for line in _lines(step))
    return Box(state=state, column=column, row=row, y=0.0, width=0.0, stays=(stays,) if stays else (), lines=lines)


def _lines(step: Transition) -> Iterator[Line]:
    if len(step.targets) == 1:
        yield Line(step=step, text=step.label, target=step.targets[0], inset=False, y=0.0)
        return
    yield Line(step=step, text=step.label, target=None, inset=False, y=0.0)
    for target in step.targets:
        yield Line(step=step, text=way(target), target=target, inset=True, y=0.0)


def way(target: Target) -> str:
    """In words, when a step that may end in several ways ends in this one."""
    if target.default:
        return "其余情形"
    parts = (("审核意见仍适用",) if target.cleared else ()) + ((target.when.label,) if target.when else ())
    return "，".join(parts)


def _needed(box: Box) -> float:
    """The width that the longest line of a box needs; what the steps that stay need is that of the longest of them."""
    texts = [text_width(box.state.label, TITLE), *(text_width(s.label, STEP) for s in _all_stays(box))]
    texts += [text_width(line.text, STEP) + (INDENT if line.inset else 0) for line in box.lines]
    return max(_NARROWEST, *(width + 2 * PAD for width in texts))


def _all_stays(box: Box) -> tuple[Transition, ...]:
    return tuple(step for listed in box.stays for step in listed)


def _broken(box: Box, width: float) -> Box:
    """The box with its stays broken into lines and every line at its height."""
    stays = tuple(_wrapped(_all_stays(box), width - 2 * PAD))
    first = box.y + HEAD + (len(stays) + 0.5) * PITCH
    lines = tuple(replace(line, y=first + number * PITCH) for number, line in enumerate(box.lines))
    return replace(box, stays=stays, lines=lines)


def _wrapped(steps: tuple[Transition, ...], room: float) -> Iterator[tuple[Transition, ...]]:
    line: tuple[Transition, ...] = ()
    for step in steps:
        if line and text_width(SEPARATOR.join(s.label for s in (*line, step)), STEP) > room:
            yield line
            line = ()
        line = (*line, step)
    if line:
        yield line
