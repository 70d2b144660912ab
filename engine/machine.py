"""Each procedure compiled once for the ``transitions`` library: it alone says where a transition leads.

One machine serves every case of a procedure version: it is driven with a slotted probe, makes no methods at run time and keeps no case. Its
conditions only choose among the ordered targets; guards are asked by :mod:`zhifa.engine.decide`, because the library stops at the first
false condition and cannot say why.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from transitions import EventData, Machine
from transitions import State as MachineState

from zhifa.engine.ask import Ask
from zhifa.engine.vocabulary import State, Target, Transition
from zhifa.engine.workflow import Workflow

_BEFORE = "_not_opened"


class _Probe:
    """A case for as long as one transition is tried."""

    __slots__ = ("ask", "cleared", "state")

    def __init__(self, ask: Ask, *, cleared: bool) -> None:
        self.ask = ask
        self.cleared = cleared
        self.state = ask.case.state.name if ask.case.state else _BEFORE


def destination(ask: Ask, *, cleared: bool) -> State:
    """The state the asked transition leads to. ``cleared``: whether a passed review stands after the step.

    The transition must start from the case's state; the last of its targets is a default, so there is always an answer.
    """
    machine = _machine(ask.case.workflow)
    probe = _Probe(ask, cleared=cleared)
    machine.events[ask.transition.name].trigger(probe)
    return ask.case.workflow.state_by_name[probe.state]


@lru_cache(maxsize=64)
def _machine(workflow: Workflow) -> Machine:
    """The machine of one procedure version; workflows compare by identity."""
    machine = Machine(
        model=None,
        states=[_BEFORE, *(state.name for state in workflow.states)],
        initial=_BEFORE,
        auto_transitions=False,
        send_event=True,
    )
    for transition in workflow.transitions:
        _add(machine, transition)
    return machine


def _add(machine: Machine, transition: Transition) -> None:
    sources: list[str | Enum | MachineState] = [state.name for state in transition.sources] or [_BEFORE]
    if not transition.targets:
        machine.add_transition(transition.name, sources, "=")
    for target in transition.targets:
        condition = None if target.default else _chooser(target)
        machine.add_transition(transition.name, sources, target.state.name, conditions=condition)


def _chooser(target: Target) -> Callable[[EventData], bool]:
    def chosen(event: EventData) -> bool:
        probe = event.model
        assert isinstance(probe, _Probe), "machines are driven with probes alone"
        if target.cleared and not probe.cleared:
            return False
        return target.when is None or target.when.holds(probe.ask)

    return chosen
