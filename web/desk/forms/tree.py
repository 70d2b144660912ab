"""The fields of a form as a tree, read off the pydantic model: what an HTML form shows and what it takes back.

A name is the path of its field: ``facts.party.name``, ``facts.officers.0``. A model that holds what no field of HTML fits is still filled in: such a
value is typed as JSON.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from zhifa.engine import fields as engine
from zhifa.told.help import field_help
from zhifa.told.labels import choice_label, field_label

ROOT: Final = "facts"
"""The name under which the facts of a step stand among what an HTML form sends."""

DEEPEST: Final = 8
"""Levels of a form."""


class Kind(StrEnum):
    """What one field takes."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    YES_NO = "yes_no"
    AGREED = "agreed"
    """A statement that can only be confirmed."""
    OFFICER = "officer"
    CASE = "case"
    DIGEST = "digest"
    RAW = "raw"
    """Anything else, typed as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One field, or several that belong together."""

    name: str
    """Within its group; of an item of a list the name of the list."""
    label: str
    help: str = ""
    required: bool = True
    stated: bool = False
    """In a replay, the source may be told to be silent about it."""
    default: Any = None
    """As JSON; ``None``: nothing, where it is not required."""
    owner: type[BaseModel] | None = None
    """The form in which it stands."""
    fits: engine.Fits | None = None
    """Who fits, where it names officers; ``None``: nobody is asked for in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Node):
    """One field."""

    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen, each with its words."""
    constant: Any = None
    """What a choice or confirmation of one value stands for, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Node):
    """Fields of one form within another; the whole form too."""

    form: type[BaseModel]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Node):
    """A list."""

    item: Field
    rows: int = 0
    """With how many a page shows it at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Node):
    """One of several groups, told apart by the value of a field that all have."""

    tag: str
    tag_label: str
    alternatives: tuple[tuple[str, str, Group], ...]
    """Value of the tag, its words, the group without the tag."""

    def chosen(self, value: str) -> Group | None:
        """The group that goes with this value."""
        return next((group for tagged, _, group in self.alternatives if tagged == value), None)


Field: TypeAlias = "Leaf | Group | Many | Choice"


@cache
def fields_of(form: type[BaseModel]) -> Group:
    """The form as a tree. Raises ``TypeError`` for a form that holds itself, or is deeper than :data:`DEEPEST`."""
    return Group(name=ROOT, label="", form=form, fields=tuple(_fields(form, 1)))


def _fields(
    form: type[BaseModel], depth: int, *, without: str = "", fits: engine.Fits | None = None
) -> Iterator[Field]:
    if depth > DEEPEST:
        raise TypeError(f"{form.__name__} is deeper than {DEEPEST} levels")
    hints = get_type_hints(form, include_extras=True)
    for name, info in form.model_fields.items():
        if name != without:
            yield _field(form, name, info, _unwrapped(hints[name]), depth, fits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    """What an annotation says, without its wrappings."""

    core: tuple[Any, ...]
    """The alternatives that are left, each with its own annotations."""
    stated: bool
    metadata: tuple[Any, ...]


def _field(
    form: type[BaseModel], name: str, info: FieldInfo, said: _Type, depth: int, fits: engine.Fits | None
) -> Field:
    """``fits``: what the field around the form says."""
    required = info.is_required()
    told: dict[str, Any] = {
        "name": name,
        "label": field_label(form, name),
        "help": field_help(form, name),
        "required": required,
        "default": None if required else _json(info.get_default(call_default_factory=True)),
        "owner": form,
        "fits": fits or next((mark for mark in said.metadata if isinstance(mark, engine.Fits)), None),
    }
    return _of_type(said, told, depth)


def _unwrapped(hint: Any) -> _Type:
    """The alternatives behind ``Annotated``, ``Optional`` and ``Stated``."""
    stated, metadata, core = False, [], []
    waiting = [hint]
    while waiting:
        one = waiting.pop(0)
        if get_origin(one) is Annotated:
            inner, *more = get_args(one)
            metadata += more
            waiting.insert(0, inner)
        elif get_origin(one) in (Union, types.UnionType):
            waiting[:0] = get_args(one)
        elif one is engine.NotStated:
            stated = True
        elif one is not types.NoneType:
            core.append(one)
    return _Type(core=tuple(core), stated=stated, metadata=tuple(metadata))


def _of_type(told: _Type, about: dict[str, Any], depth: int) -> Field:
    about = {**about, "stated": told.stated}
    core = told.core[0] if len(told.core) == 1 else None
    if len(told.core) > 1 and all(_is_form(one) for one in told.core):
        return _alternatives(told, about, depth)
    if core is not None and _is_form(core):
        return Group(**about, form=core, fields=tuple(_fields(core, depth + 1, fits=about["fits"])))
    if core is not None and get_origin(core) in (tuple, list) and get_args(core)[1:] in ((Ellipsis,), ()):
        return _list(told, get_args(core)[0], about, depth)
    return _leaf(told, about)


def _list(told: _Type, item: Any, about: dict[str, Any], depth: int) -> Many:
    inner = {name: about[name] for name in ("name", "label", "owner", "fits")}
    rows = max((1, *_least(told.metadata))) if about["required"] else 0
    return Many(**about, item=_of_type(_unwrapped(item), inner, depth + 1), rows=rows)


def _least(metadata: tuple[Any, ...]) -> Iterator[int]:
    """With how many rows a list is filled in at least; a field of pydantic holds its own marks."""
    for mark in metadata:
        yield mark.least if isinstance(mark, engine.Rows) else getattr(mark, "min_length", None) or 0
        yield from _least(tuple(getattr(mark, "metadata", ())))


def _alternatives(told: _Type, about: dict[str, Any], depth: int) -> Field:
    tag = next((m.discriminator for m in told.metadata if getattr(m, "discriminator", None)), None)
    if not isinstance(tag, str):
        return Leaf(**about, kind=Kind.RAW)
    found = tuple(
        (
            value,
            choice_label(form, tag, value),
            Group(
                name=about["name"],
                label="",
                form=form,
                fields=tuple(_fields(form, depth + 1, without=tag, fits=about["fits"])),
            ),
        )
        for form in told.core
        for value in get_args(form.model_fields[tag].annotation)
    )
    return Choice(**about, tag=tag, tag_label=field_label(told.core[0], tag), alternatives=found)


def _leaf(told: _Type, about: dict[str, Any]) -> Leaf:
    values = [value for one in told.core if get_origin(one) is Literal for value in get_args(one)]
    if values and all(get_origin(one) is Literal for one in told.core):
        return _of_values(values, about)
    kind = _kind(told)
    if kind is Kind.OFFICER and (about["owner"].__name__, about["name"]) in _OTHER_IDS:
        kind = Kind.CASE
    return Leaf(**about, kind=kind)


def _of_values(values: list[Any], about: dict[str, Any]) -> Leaf:
    if values == [True]:
        return Leaf(**about, kind=Kind.AGREED, constant=True)
    if not all(isinstance(value, str) for value in values):
        return Leaf(**about, kind=Kind.RAW)
    owner, name = about["owner"], about["name"]
    return Leaf(**about, kind=Kind.CHOICE, choices=tuple((value, choice_label(owner, name, value)) for value in values))


_MARKS: Final[tuple[tuple[Any, Kind], ...]] = (
    (engine.Fen, Kind.MONEY),
    (engine.Digest, Kind.DIGEST),
    (engine.Identifier, Kind.OFFICER),
    (engine.Text, Kind.LONG),
)
"""Types of the engine, known by what they are annotated with."""

_KINDS: Final[dict[Any, Kind]] = {
    bool: Kind.YES_NO,
    int: Kind.NUMBER,
    str: Kind.TEXT,
    date: Kind.DAY,
    AwareDatetime: Kind.MOMENT,
}
_OTHER_IDS: Final = frozenset({("RelatedCase", "case")})
"""Identifiers that name no officer."""


def _kind(told: _Type) -> Kind:
    if len(told.core) != 1:
        return Kind.RAW
    for marked, kind in _MARKS:
        if any(mark is own for mark in get_args(marked)[1:] if not callable(mark) for own in told.metadata):
            return kind
    return _KINDS.get(told.core[0], Kind.RAW)


def _is_form(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _json(value: Any) -> Any:
    """A default as JSON; nothing for an empty list."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, tuple | list):
        return [_json(one) for one in value] or None
    return value
