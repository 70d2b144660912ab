"""The values of an entry, one by one, each with the page that corrects it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from zhifa.documents.facts.values import SILENT
from zhifa.engine.act import Act
from zhifa.engine.correct import OCCURRED_AT
from zhifa.told.labels import path_label
from zhifa.web.desk import paths
from zhifa.web.desk.case_page import Opened
from zhifa.web.desk.forms.tree import Choice, Field, Group, Kind, Leaf, Many, fields_of
from zhifa.web.desk.forms.typed import NOT_STATED
from zhifa.web.desk.forms.values import written_value
from zhifa.web.desk.moments import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One value of an entry that may have been registered wrongly."""

    label: str
    value: str
    path: str
    """Of the page that corrects it."""


def values_of(opened: Opened, act: Act[BaseModel]) -> Iterator[Entered]:
    """What the entry says, value by value; private ones hidden from those who do not see them."""
    yield Entered(label="办理时间", value=moment(act.at), path=paths.correction(opened.view.id, act.seq, OCCURRED_AT))
    facts = json.loads(act.facts.model_dump_json())
    for path, field, value in found(fields_of(act.transition.facts), facts, ""):
        seen = opened.view.as_seen_at(act.transition.facts, path, value)
        yield Entered(
            label=path_label(act.transition.facts, path), value=told(field, seen), path=paths.correction(opened.view.id, act.seq, path)
        )  # fmt: skip


def found(group: Group, facts: Mapping[str, Any], before: str) -> Iterator[tuple[str, Field, Any]]:
    """Every value that has a field of its own, with its path and what stands there."""
    for field in group.fields:
        if field.name in facts:
            yield from _in(field, facts[field.name], f"{before}.{field.name}" if before else field.name)


def _in(field: Field, value: Any, path: str) -> Iterator[tuple[str, Field, Any]]:
    match field:
        case Group() if isinstance(value, Mapping) and NOT_STATED not in value:
            yield from found(field, value, path)
        case Choice() if isinstance(value, Mapping):
            chosen = field.chosen(str(value.get(field.tag)))
            yield from found(chosen, value, path) if chosen else ()
        case Many() if isinstance(value, list) and not isinstance(field.item, Leaf):
            for number, row in enumerate(value):
                yield from _in(field.item, row, f"{path}.{number}")
        case Leaf() | Many():
            yield path, field, value


def told(field: Field, value: Any) -> str:
    """The value as people read it."""
    if value is None or value == []:
        return "（未填）"
    if isinstance(value, Mapping) and NOT_STATED in value:
        return SILENT
    if isinstance(value, list):
        return "、".join(told(field.item, one) for one in value) if isinstance(field, Many) else str(value)
    if isinstance(field, Leaf):
        text = written_value(field, value) if field.kind is not Kind.OFFICER else str(value)
        return dict((*field.choices, ("yes", "是"), ("no", "否"))).get(text, text)
    return str(value)
