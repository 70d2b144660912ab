"""Short help beside a field, and the law behind a step.

Nothing is made up here: a step tells the provisions that its guards and terms declare, a field what the form or its guard asks for with the provision
that the code names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from zhifa.engine.correct import CorrectionForm
from zhifa.told.field_help import HELP

if TYPE_CHECKING:
    from zhifa.engine.vocabulary import Transition

_OF_NAMES: Final[Mapping[str, str]] = {
    "contact": "当事人可以联系的人员",
    "contact_phone": "写明区号或者手机号",
    "credentials_shown": "行政处罚法第五十五条第一款",
    "key": "给这一事项起一个名称，同案不重复；以后的步骤用这个名称指明它",
    "officers": "至少填两名具有执法资格的人员（行政处罚法第四十二条第一款）",
    "unit_opinion": "承办机构负责人的意见、签署人和签署日期",
}
"""What holds wherever a field has this name."""


@dataclass(frozen=True, slots=True)
class Provision:
    """Something a step is held to, and by what law."""

    label: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHelp:
    """What stands behind a step."""

    checks: tuple[Provision, ...]
    """What is checked before it is taken."""
    begins: tuple[Provision, ...]
    """Terms that begin with it."""
    ends: tuple[Provision, ...]
    """Terms that it settles."""
    prompt: bool
    """It has to be recorded on the day on which it is taken."""
    final: str | None
    """Why it is not corrected afterwards; ``None``: it can be."""


def step_help(step: Transition) -> StepHelp:
    """What its procedure declares of the step."""
    begins = dict.fromkeys(Provision(f"{s.term.label}（{s.term.span}）", s.term.article) for s in step.starts)
    ends = dict.fromkeys(Provision(e.term.label, e.term.article) for e in step.ends)
    return StepHelp(
        checks=tuple(Provision(guard.label, guard.article) for guard in step.guards),
        begins=tuple(begins),
        ends=tuple(ends),
        prompt=step.prompt,
        final=step.final,
    )


def field_help(form: type[BaseModel], name: str) -> str:
    """What to fill in, in a line; empty where the label says enough. A host's own form tells it itself (``Field(description=…)``)."""
    own = next((HELP[base][name] for base in form.__mro__ if name in HELP.get(base, ())), None)
    if own is not None:
        return own
    declared = form.model_fields[name].description if name in form.model_fields else None
    return declared or ("" if form is CorrectionForm else _OF_NAMES.get(name, ""))
