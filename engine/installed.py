"""The procedures at hand: those that zhifa brings, and those that other distributions install beside it.

A distribution announces its procedures under the entry point group ``zhifa.workflows``; each entry is a
:class:`~zhifa.engine.workflow.Workflow` or a sequence of them. One that cannot be loaded is named and not passed over: cases may have been
opened under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from zhifa.engine.errors import WorkflowsBroken
from zhifa.engine.office import SHIPPED
from zhifa.engine.workflow import Workflow

GROUP: Final = "zhifa.workflows"


def workflows() -> tuple[Workflow, ...]:
    """All procedures at hand, those of zhifa first, then by the name of their entry.

    Raises ``WorkflowsBroken`` naming the entry that cannot be loaded, is no procedure, or declares a version that is declared already.
    """
    found = {(workflow.name, workflow.version): workflow for workflow in SHIPPED}
    for entry in sorted(entry_points(group=GROUP)):
        for workflow in _declared(entry):
            known = found.setdefault((workflow.name, workflow.version), workflow)
            if known is not workflow:
                raise WorkflowsBroken(entry.name, entry.value, f"流程 {workflow.name} 第{workflow.version}版已有声明")
    return tuple(found.values())


def _declared(entry: EntryPoint) -> Iterator[Workflow]:
    try:
        loaded = entry.load()
    except Exception as error:  # whatever keeps a host's module from being imported is told with the name of its entry
        raise WorkflowsBroken(entry.name, entry.value, f"{type(error).__name__}: {error}") from error
    for one in loaded if isinstance(loaded, Iterable) else (loaded,):
        if not isinstance(one, Workflow):
            raise WorkflowsBroken(entry.name, entry.value, f"{type(one).__name__} 不是流程（Workflow）")
        yield one
