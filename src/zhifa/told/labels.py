"""The Chinese names of what is filled in: of a field, of a choice, of a dotted path.

A field is found by its form, then by the form it is inherited from; a form that zhifa does not know, of a host's own procedure, tells the names of its
fields itself (``Field(title="河段")``). A name that no form says anything of has what it means everywhere, or what papers call it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

from pydantic import BaseModel

from zhifa.documents.facts.values import SILENT
from zhifa.documents.labels import label as paper_label
from zhifa.engine.fields import forms_in
from zhifa.told import labels_decision, labels_inquiry, labels_values
from zhifa.told.choices import CHOICES

_LABELS: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    **labels_values.LABELS,
    **labels_inquiry.LABELS,
    **labels_decision.LABELS,
}
_WHOLE: Final = "（整表）"
_OF_ITSELF: Final = {"occurred_at": "办理时间", "not_stated": "来源未载", "approver": "批准人"}
"""Parts of a path that are no field of a form."""


@cache
def field_label(form: type[BaseModel], name: str) -> str:
    """What people call the field; its name in the program where nobody says."""
    field = form.model_fields.get(name)
    if field is not None and field.title:
        return field.title
    own = next((_LABELS[base][name] for base in form.__mro__ if name in _LABELS.get(base, ())), None)
    return own or labels_values.SHARED.get(name) or _as_papers_say(name)


def labelled(form: type[BaseModel], name: str) -> bool:
    """Whether the field has a Chinese name."""
    return not field_label(form, name).isascii()


def choice_label(form: type[BaseModel], name: str, value: object) -> str:
    """What people call one choice of the field; a choice that nothing is said of stands for itself."""
    told = next((CHOICES[base][name] for base in form.__mro__ if name in CHOICES.get(base, ())), {})
    return told.get(str(value), str(value))


@lru_cache(maxsize=8192)
def path_label(form: type[BaseModel], path: str) -> str:
    """A dotted path into the facts of a form as people say it: ``draft.items.0.amount`` → 决定草案 › 处罚项目第1项 › 数额（元）."""
    if path == _WHOLE:
        return "整张表"
    told: list[str] = []
    held: tuple[type[BaseModel], ...] = (form,)
    for part in path.split("."):
        if part.isdecimal() and told:
            told[-1] += f"第{int(part) + 1}项"
            continue
        owner = next((one for one in held if part in one.model_fields), None)
        told.append(field_label(owner, part) if owner else _OF_ITSELF.get(part) or labels_values.SHARED.get(part, part))
        held = tuple(forms_in(owner.model_fields[part].annotation)) if owner else ()
    return " › ".join(told)


def stated(value: Any) -> Any:
    """A value of facts (JSON), or that the source does not state it."""
    return SILENT if isinstance(value, Mapping) and "not_stated" in value else value


def _as_papers_say(name: str) -> str:
    return paper_label(f"act.{name}")
