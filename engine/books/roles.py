"""The roles that a register may give: those that zhifa brings, and those of the procedures that a host brings beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from zhifa.engine.books.book import Column
from zhifa.engine.books.shared import label_fault
from zhifa.workflows.roles import ROLES, SYSTEM

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow

LABELS: Final[Mapping[str, str]] = MappingProxyType({role.name: role.label for role in ROLES})
"""Of the roles of zhifa, by name."""

ROLE: Final = Column(
    field="role",
    label="岗位",
    kind="choice",
    choices=LABELS,
    others=True,
    rule=label_fault,
    about="自有流程的岗位也可以填写，见 docs/own-procedure.md。",
)


def labels_of(workflows: Iterable[Workflow]) -> Mapping[str, str]:
    """What every role is called that a register may give where these procedures are at hand, by name; no two are called the same.

    A role of zhifa keeps its label, whatever a procedure calls it. One of a host whose label means another role already is told with its name.
    """
    known = {**LABELS, SYSTEM.name: SYSTEM.label}
    own = {role.name: role.label for workflow in workflows for role in workflow.roles if role.name not in known}
    meanings = Counter(word for pair in (*known.items(), *own.items()) for word in set(pair))
    apart = {name: label if meanings[label] == 1 else f"{label}（{name}）" for name, label in own.items()}
    return MappingProxyType({**LABELS, **apart})
