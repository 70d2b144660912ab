"""What an entry of the record holds, as people read it: one line for each thing that was filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from zhifa.documents.facts.values import SILENT
from zhifa.engine.act import Act
from zhifa.engine.fields import forms_in
from zhifa.engine.money import yuan
from zhifa.told.labels import choice_label, path_label
from zhifa.web.desk.case_view import CaseOnDesk
from zhifa.web.desk.marking import marked, wanted
from zhifa.web.desk.moments import moment

Line = tuple[str, str]
"""Label and value; the value may be marked up."""

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def filled(view: CaseOnDesk) -> Mapping[int, tuple[Line, ...]]:
    """By the number of the entry, what its step says as corrected; private values hidden where the officer does not see them."""
    told: dict[int, tuple[Line, ...]] = {act.seq: tuple(_lines(view, act)) for act in view.laid.case.acts}
    return {line.seq: told.get(line.seq, ()) for line in view.record}


def found(told: Mapping[int, tuple[Line, ...]], words: str) -> tuple[Mapping[int, tuple[Line, ...]], frozenset[int]]:
    """The same with these words marked, and the numbers of the entries that hold one."""
    hits = wanted(words.split())
    holding = frozenset(seq for seq, lines in told.items() if any(hits.search(value) for _, value in lines))
    return {seq: tuple((label, marked(value, hits)) for label, value in lines) for seq, lines in told.items()}, holding


def _lines(view: CaseOnDesk, act: Act[BaseModel]) -> Iterator[Line]:
    raw = json.loads(act.raw)
    form = act.transition.facts
    for path, value in _leaves(view.as_seen(form, raw)):
        label = path_label(form, path)
        yield label, _shown(view, form, path, value, label)


def _leaves(facts: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Whatever is neither empty nor made of other things, by its dotted path; a list of plain values stays one."""
    if isinstance(facts, Mapping) and "not_stated" not in facts:
        for name, value in facts.items():
            yield from _leaves(value, f"{path}.{name}" if path else name)
    elif isinstance(facts, list) and any(isinstance(one, Mapping) for one in facts):
        for number, value in enumerate(facts):
            yield from _leaves(value, f"{path}.{number}")
    elif facts not in (None, "", []):
        yield path, facts


def _shown(view: CaseOnDesk, form: type[BaseModel], path: str, value: Any, label: str) -> str:
    if isinstance(value, Mapping):
        return SILENT
    if isinstance(value, list):
        return "、".join(_shown(view, form, path, one, label) for one in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return yuan(value) if "元" in label else str(value)
    text = str(value)
    if text in view.laid.register.officers:
        return view.name(text)
    if _INSTANT.fullmatch(text):
        return moment(text.replace("Z", "+00:00"))
    return _choice(form, path, text)


def _choice(form: type[BaseModel], path: str, text: str) -> str:
    """What the choice of a field is called; anything else stands for itself."""
    if not text.isascii() or "." in text or " " in text:
        return text
    owner = form
    *way, last = [part for part in path.split(".") if not part.isdecimal()]
    for part in way:
        field = owner.model_fields.get(part)
        owner = next(forms_in(field.annotation), owner) if field else owner
    return choice_label(owner, last, text)
