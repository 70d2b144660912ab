"""Facts as JSON out of what was typed, and what stands in the fields out of facts: exact inverses of each other.

Everything that does not fit is told at once, each with its field; a name that the form does not have is refused and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from zhifa.engine.canonical import JSON
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.web.desk.forms.tree import ROOT, Choice, Field, Group, Kind, Leaf, Many
from zhifa.web.desk.forms.typed import MARK, NOT_STATED, Branch, Typed, branched
from zhifa.web.desk.forms.values import Unfit, read_value, written_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was typed, as the facts of a step."""

    facts: dict[str, JSON]
    """Where a field does not fit, as it was typed."""
    faults: tuple[Refusal, ...]


class _Absent:
    """Nothing was typed."""


_ABSENT: Final = _Absent()


def read(tree: Group, typed: Mapping[str, str]) -> Reading:
    """The facts. What is typed is expected with its rows in order (:func:`zhifa.web.desk.forms.typed.settled`)."""
    top, faults = branched(typed), list[Refusal]()
    reader = _Reader(faults)
    facts = reader.group(tree, top, "")
    faults += (_refused(path, value, "没有这一项") for path, value in _forged([tree], top, ""))
    return Reading(facts=facts, faults=tuple(faults))


def fill(tree: Group, facts: Mapping[str, Any]) -> Typed:
    """What stands in the fields for these facts; what the form does not have is left out."""
    return dict(_filled_group(tree, facts, ROOT))


def fresh(tree: Group) -> Typed:
    """What stands in the fields before anything is typed: what holds where nothing else is said."""
    return dict(_fresh(tree, ROOT))


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a tree, and keeps what does not fit."""

    faults: list[Refusal]

    def group(self, group: Group, branch: Branch, path: str) -> dict[str, JSON]:
        """The fields of a group that something was typed into."""
        found: dict[str, JSON] = {}
        for field in group.fields:
            value = self.field(field, branch.at(field.name), _below(path, field.name))
            if not isinstance(value, _Absent):
                found[field.name] = value
        return found

    def field(self, field: Field, branch: Branch, path: str) -> JSON | _Absent:
        """One field, whatever it is; absent where nothing was typed and nothing need be said."""
        if field.stated and (silent := branch.at(NOT_STATED).value):
            return self._silent(field, branch, path, silent)
        match field:
            case Leaf():
                return self._leaf(field, branch, path)
            case Many():
                return self._many(field, branch, path)
            case Group():
                there = field.required or branch.value == MARK or not branch.blank
                return self.group(field, branch, path) if there else _ABSENT
        return self._choice(field, branch, path)

    def _silent(self, field: Field, branch: Branch, path: str, silent: str) -> JSON:
        rest = Branch(branch.value, {part: inner for part, inner in branch.inner.items() if part != NOT_STATED})
        if not rest.blank:
            self.faults.append(_refused(path, silent, f"“{field.label}”已经填写的，不注明来源未载"))
        return {NOT_STATED: silent}

    def _leaf(self, leaf: Leaf, branch: Branch, path: str) -> JSON | _Absent:
        if not branch.value:
            return _ABSENT
        try:
            return read_value(leaf, branch.value)
        except Unfit as unfit:
            self.faults.append(_refused(path, branch.value, str(unfit)))
            return branch.value

    def _many(self, many: Many, branch: Branch, path: str) -> JSON | _Absent:
        read = (self.field(many.item, branch.inner[row], _below(path, row)) for row in branch.rows)
        rows = [row for row in read if not isinstance(row, _Absent)]
        return rows if rows or many.required else _ABSENT

    def _choice(self, choice: Choice, branch: Branch, path: str) -> JSON | _Absent:
        tag = branch.at(choice.tag).value or ""
        chosen = choice.chosen(tag)
        if chosen is not None:
            return {choice.tag: tag, **self.group(chosen, branch, path)}
        if tag:
            self.faults.append(_refused(_below(path, choice.tag), tag, "应从所列各项中选择"))
            return {choice.tag: tag}
        return {} if choice.required else _ABSENT


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _refused(path: str, value: str, rule: str) -> Refusal:
    return FACTS_INVALID.refuse(field=path, value=shown(value), rule=rule)


def _forged(fields: list[Field], branch: Branch, path: str) -> Iterator[tuple[str, str]]:
    """Names that none of the fields which may stand here has, with what came under them."""
    if branch.value not in (None, MARK) and not any(isinstance(field, Leaf) for field in fields):
        yield path, branch.value or ""
    silent = any(field.stated for field in fields)
    known = [pair for field in fields for pair in _known(field)]
    for part, inner in branch.inner.items():
        beneath = [one for name, one in known if name == part or (name == "*" and part.isdecimal())]
        if silent and part == NOT_STATED:
            beneath.append(_NOTE)
        if beneath:
            yield from _forged(beneath, inner, _below(path, part))
        else:
            yield _below(path, part), inner.value or ""


_NOTE: Final = Leaf(name=NOT_STATED, label="来源未载", kind=Kind.TEXT)


def _known(field: Field) -> list[tuple[str, Field]]:
    """The names that may stand beneath a field; ``*``: the number of a row."""
    match field:
        case Group():
            return [(one.name, one) for one in field.fields]
        case Many():
            return [("*", field.item)]
        case Choice():
            tag = Leaf(name=field.tag, label=field.tag_label, kind=Kind.CHOICE)
            return [(field.tag, tag), *(one for _, _, group in field.alternatives for one in _known(group))]
    return []


# --- filling ----------------------------------------------------------------------------------------------------------


def _filled_group(group: Group, facts: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for field in group.fields:
        if facts.get(field.name) is not None:
            yield from _filled(field, facts[field.name], f"{name}.{field.name}")


def _filled(field: Field, value: Any, name: str) -> Iterator[tuple[str, str]]:
    if field.stated and isinstance(value, Mapping) and NOT_STATED in value:
        yield f"{name}.{NOT_STATED}", str(value[NOT_STATED])
        return
    match field:
        case Leaf():
            yield name, written_value(field, value)
        case Many():
            for number, row in enumerate(value if isinstance(value, list | tuple) else ()):
                yield from _filled_row(field.item, row, f"{name}.{number}")
        case Group():
            yield from _marked(field, name)
            yield from _filled_group(field, value if isinstance(value, Mapping) else {}, name)
        case Choice():
            yield from _filled_choice(field, value, name)


def _filled_row(item: Field, value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(item, Group):
        yield name, MARK
    yield from _filled(item, value, name)


def _filled_choice(choice: Choice, value: Any, name: str) -> Iterator[tuple[str, str]]:
    tag = str(value.get(choice.tag, "")) if isinstance(value, Mapping) else ""
    chosen = choice.chosen(tag)
    if chosen is not None:
        yield f"{name}.{choice.tag}", tag
        yield from _filled_group(chosen, value, name)


def _marked(group: Group, name: str) -> Iterator[tuple[str, str]]:
    if not group.required:
        yield name, MARK


def _fresh(group: Group, name: str) -> Iterator[tuple[str, str]]:
    for field in group.fields:
        below = f"{name}.{field.name}"
        if field.default is not None:
            yield from _filled(field, field.default, below)
        elif isinstance(field, Group) and field.required:
            yield from _fresh(field, below)
