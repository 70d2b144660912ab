"""What later versions of the procedures ask besides, package by package, until these versions are shipped."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple

from zhifa import workflows
from zhifa.engine.office import SHIPPED
from zhifa.engine.vocabulary import Guard, Transition
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY

_KEPT = {ORDINARY: ("STEPS", ()), SUMMARY: ("STEPS_ON_THE_SPOT", ("ADDED_ON_THE_SPOT",))}
"""Under which names a package keeps the steps that it brings to a procedure, and guards that it adds to steps of this one alone; what stands
under ``ADDED`` is for every procedure that has the step."""


class Asked(NamedTuple):
    """A guard that a step of a coming version asks."""

    workflow: str
    step: str
    guard: Guard


def coming() -> Iterator[Asked]:
    """Every guard that a package brings to a step, of its own or there already, and those of a procedure that is whole but not shipped."""
    for workflow in _whole():
        yield from (Asked(workflow.name, step.name, guard) for step in workflow.transitions for guard in step.guards)
    for package in _packages():
        for workflow, (steps, alone) in _KEPT.items():
            brought = [(step.name, step.guards) for step in getattr(package, steps, ())]
            for added in ("ADDED", *alone):
                brought += [(s, guards) for s, guards in getattr(package, added, {}).items() if s in workflow.by_name]
            for step, guards in brought:
                yield from (Asked(workflow.name, step, guard) for guard in guards)


def coming_steps() -> Iterator[Transition]:
    """Every step that a package adds."""
    for package in _packages():
        for steps, _ in _KEPT.values():
            yield from getattr(package, steps, ())


def _whole() -> Iterator[Workflow]:
    found = {value for module in _modules() for value in vars(module).values() if isinstance(value, Workflow)}
    return (workflow for workflow in found if workflow not in SHIPPED)


def _packages() -> Iterator[ModuleType]:
    return (module for module in _modules() if hasattr(module, "ADDED"))


def _modules() -> Iterator[ModuleType]:
    return (import_module(f"{workflows.__name__}.{found.name}") for found in iter_modules(workflows.__path__))
