"""What of facts is private: of the fields that forms mark so (:class:`~zhifa.engine.fields.Private`), and of nothing else.

Pages, API, search and prefills ask here. What the marks of a form are is found out once, whatever number of facts is read by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

from zhifa.engine.fields import Private, forms_in

__all__ = ["HIDDEN", "hidden_in", "masked", "masked_at", "private_fields", "without_private", "without_private_at"]

HIDDEN: Final = "（已隐去）"
"""In the place of what is not shown."""

Forms = tuple[type[BaseModel], ...]
"""What a field may hold; several where there are alternatives, and what one of them marks is private in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """What forms say of their fields."""

    private: Mapping[str, Private]
    held: Mapping[str, Forms]
    """The forms that a field holds, at whatever depth of lists and alternatives."""


def masked(form: type[BaseModel], facts: Any) -> Any:
    """The facts (JSON) of this form with every private value hidden, however deep it lies."""
    return _open(facts, (form,), HIDDEN)


def without_private(form: type[BaseModel], facts: Any) -> Any:
    """The facts (JSON) of this form with every private value left out."""
    return _open(facts, (form,), None)


def masked_at(form: type[BaseModel], path: str, value: Any) -> Any:
    """The value that stands in facts of this form at a dotted path, hidden where any part of the path is private."""
    forms = _at(form, path)
    return HIDDEN if forms is None else _open(value, forms, HIDDEN)


def without_private_at(form: type[BaseModel], path: str, value: Any) -> Any:
    """The same with every private value left out; nothing where any part of the path is private."""
    forms = _at(form, path)
    return None if forms is None else _open(value, forms, None)


def hidden_in(form: type[BaseModel], facts: Mapping[str, Any]) -> frozenset[str]:
    """Names of the fields of these facts, not of those within them, that are private and say something."""
    return frozenset(_hidden(_marks((form,)), facts))


def private_fields(form: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str, Private]]:
    """Every marked field of the form and of the forms within it, each once, with the form that has it."""
    waiting, known = [form], {form}
    while waiting:
        marks = _marks((one := waiting.pop(0),))
        yield from ((one, name, mark) for name, mark in marks.private.items())
        within = [inner for forms in marks.held.values() for inner in forms if inner not in known]
        known.update(within)
        waiting += dict.fromkeys(within)


def _open(value: Any, forms: Forms, instead: str | None) -> Any:
    if not forms:
        return value
    if isinstance(value, list | tuple):
        return [_open(one, forms, instead) for one in value]
    if not isinstance(value, Mapping):
        return value
    marks = _marks(forms)
    hidden = set(_hidden(marks, value))
    return {
        name: instead if name in hidden else _open(inner, marks.held.get(name, ()), instead)
        for name, inner in value.items()
        if instead is not None or name not in hidden
    }


def _hidden(marks: _Marks, facts: Mapping[str, Any]) -> Iterator[str]:
    for name, mark in marks.private.items():
        public = mark.unless is not None and facts.get(mark.unless[0]) == mark.unless[1]
        if facts.get(name) and not public:
            yield name


def _at(form: type[BaseModel], path: str) -> Forms | None:
    """The forms of what stands at the path; ``None``: it is private, or within what is."""
    forms: Forms = (form,)
    for part in path.split("."):
        if part.isdecimal():
            continue
        marks = _marks(forms)
        if part in marks.private:
            return None
        forms = marks.held.get(part, ())
    return forms


@cache
def _marks(forms: Forms) -> _Marks:
    private: dict[str, Private] = {}
    held: dict[str, Forms] = {}
    for form in forms:
        for name, field in form.model_fields.items():
            private |= ((name, mark) for mark in field.metadata if isinstance(mark, Private))
            held[name] = tuple(dict.fromkeys((*held.get(name, ()), *forms_in(field.annotation))))
    return _Marks(private=MappingProxyType(private), held=MappingProxyType({k: v for k, v in held.items() if v}))
