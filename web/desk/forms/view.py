"""A form as a page shows it: every field with what stands in it, what may be chosen, and what is wrong with it. All decided here, so that templates
only write it down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from zhifa.told.refusals import Reason
from zhifa.web.desk.forms.tree import ROOT, Choice, Field, Group, Kind, Leaf, Many
from zhifa.web.desk.forms.typed import MARK, NOT_STATED, Branch, branched

Options = tuple[tuple[str, str], ...]
"""What may be chosen: value and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickers:
    """What the case and the register offer for fields that name something."""

    officers: Options = ()
    fit: Callable[[Leaf], frozenset[str] | None] = lambda _: None
    """Who of them fits a field, by id; ``None``: nobody is asked for in particular."""
    lists: Mapping[str, Options] | None = None
    """Suggestions by their name, each value with words."""
    suggested: Mapping[tuple[str, str], str] | None = None
    """By form and field, the name of the suggestions; anything else may be typed as well."""

    def people(self, leaf: Leaf) -> tuple[Options, Options]:
        """Those who fit a field, and the others; all at first where nobody fits or nobody is asked for in particular."""
        fit = self.fit(leaf) or frozenset()
        first = tuple(one for one in self.officers if one[0] in fit)
        return (first, tuple(one for one in self.officers if one[0] not in fit)) if first else (self.officers, ())

    def of(self, field: Field) -> str:
        """The name of the suggestions for a field; empty where there are none."""
        owner = field.owner
        found = next(
            (
                name
                for base in (owner.__mro__ if owner else ())
                if (name := (self.suggested or {}).get((base.__name__, field.name)))
            ),
            "",
        )
        return found if found and (self.lists or {}).get(found) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One field, group, list or choice between groups, ready to be written down."""

    what: str
    """``leaf``, ``group``, ``many``, ``choice``."""
    kind: str
    name: str
    id: str
    label: str
    help: str
    required: bool
    value: str = ""
    options: Options = ()
    others: Options = ()
    """What may be chosen besides, under a heading of its own (其他)."""
    list: str = ""
    """Id of the suggestions."""
    faults: tuple[str, ...] = ()
    inner: tuple[Shown, ...] = ()
    """Fields of a group; rows of a list; fields of the chosen alternative."""
    present: bool = True
    """Of a group that may be absent: whether it is there."""
    optional: bool = False
    """It may be absent as a whole."""
    silence: str | None = None
    """In a replay: the note that the source is silent; ``None``: it cannot be made here."""
    row: bool = False
    removable: bool = False

    @property
    def described(self) -> str:
        """Ids of what describes the field, for ``aria-describedby``."""
        parts = [f"{self.id}-help"] if self.help else []
        return " ".join([*parts, *([f"{self.id}-fault"] if self.faults else [])])

    @property
    def lines(self) -> tuple[tuple[Shown, ...], ...]:
        """What it holds, in lines: short fields that follow each other stand side by side."""
        return tuple(tuple(line) for _, line in groupby(self.inner, key=lambda one: one.short or id(one)))

    @property
    def short(self) -> bool:
        """Whether others may stand beside it."""
        return self.what == "leaf" and not self.tall and self.silence is None and self.kind not in _ALONE

    @property
    def mark(self) -> str:
        """What stands under the name of a row or of a group that is there."""
        return MARK

    @property
    def tall(self) -> bool:
        """Whether it needs more than one line."""
        return self.kind in (Kind.LONG, Kind.RAW) or "\n" in self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawer:
    """Draws a tree."""

    pickers: Pickers
    faults: Mapping[str, tuple[str, ...]]
    replay: bool

    def draw(self, field: Field, branch: Branch, name: str) -> Shown:
        """One field, whatever it is."""
        match field:
            case Leaf():
                return self._leaf(field, branch, name)
            case Group():
                return self._group(field, branch, name)
            case Many():
                return self._many(field, branch, name)
        return self._choice(field, branch, name)

    def _leaf(self, leaf: Leaf, branch: Branch, name: str) -> Shown:
        value = branch.value or ""
        options, others = self._options(leaf, value)
        return Shown(
            what="leaf", kind=leaf.kind, name=name, id=_id(name), label=leaf.label, help=leaf.help, required=leaf.required, value=value,
            options=options, others=others, list=self.pickers.of(leaf), faults=self._faults(name), silence=self._silence(leaf, branch),
        )  # fmt: skip

    def _options(self, leaf: Leaf, value: str) -> tuple[Options, Options]:
        offered, others = self.pickers.people(leaf) if leaf.kind is Kind.OFFICER else (leaf.choices, ())
        known = not value or any(value == one for one, _ in (*offered, *others))
        return (offered if known else (*offered, (value, value))), others

    def _group(self, group: Group, branch: Branch, name: str) -> Shown:
        there = group.required or branch.value == MARK or not branch.blank
        return Shown(
            what="group", kind="", name=name, id=_id(name), label=group.label, help=group.help, required=group.required,
            faults=self._faults(name), inner=self._fields(group, branch, name) if there else (), present=there,
            optional=not group.required, silence=self._silence(group, branch),
        )  # fmt: skip

    def _fields(self, group: Group, branch: Branch, name: str) -> tuple[Shown, ...]:
        return tuple(self.draw(one, branch.at(one.name), f"{name}.{one.name}") for one in group.fields)

    def _many(self, many: Many, branch: Branch, name: str) -> Shown:
        last = int(branch.rows[-1]) if branch.rows else -1
        rows = [*branch.rows, *(str(last + more) for more in range(1, many.rows - len(branch.rows) + 1))]
        drawn = tuple(self._row(many, branch.at(row), f"{name}.{row}", number) for number, row in enumerate(rows, 1))
        return Shown(
            what="many", kind=_kind_of_rows(many), name=name, id=_id(name), label=many.label, help=many.help, required=many.required,
            options=many.item.choices if isinstance(many.item, Leaf) else (), faults=self._faults(name), inner=drawn,
            silence=self._silence(many, branch),
        )  # fmt: skip

    def _row(self, many: Many, branch: Branch, name: str, number: int) -> Shown:
        drawn = self.draw(many.item, branch, name)
        return Shown(
            what=drawn.what, kind=drawn.kind, name=name, id=drawn.id, label=f"{many.label}第{number}项", help="", required=False, value=drawn.value,
            options=drawn.options, others=drawn.others, list=self.pickers.of(many), faults=drawn.faults, inner=drawn.inner, row=True, removable=True,
        )  # fmt: skip

    def _choice(self, choice: Choice, branch: Branch, name: str) -> Shown:
        tag = branch.at(choice.tag).value or ""
        chosen = choice.chosen(tag)
        tag_name = f"{name}.{choice.tag}"
        select = Shown(
            what="leaf", kind="tag", name=tag_name, id=_id(tag_name), label=choice.tag_label, help="", required=choice.required, value=tag,
            options=tuple((value, words) for value, words, _ in choice.alternatives), faults=self._faults(tag_name),
        )  # fmt: skip
        inner = self._fields(chosen, branch, name) if chosen else ()
        return Shown(
            what="choice", kind="", name=name, id=_id(name), label=choice.label, help=choice.help, required=choice.required,
            faults=self._faults(name), inner=(select, *inner),
        )  # fmt: skip

    def _faults(self, name: str) -> tuple[str, ...]:
        return self.faults.get(name.removeprefix(f"{ROOT}.") if name != ROOT else "", ())

    def _silence(self, field: Field, branch: Branch) -> str | None:
        said = branch.at(NOT_STATED).value
        return (said or "") if field.stated and (self.replay or said) else None


def show(tree: Group, typed: Mapping[str, str], reasons: Iterable[Reason], pickers: Pickers, *, replay: bool) -> Shown:
    """The whole form. ``replay``: the source of the case may be told to be silent."""
    faults: dict[str, tuple[str, ...]] = {}
    for reason in reasons:
        if reason.path is not None:
            faults[reason.path] = (*faults.get(reason.path, ()), reason.rule or reason.text)
    return _Drawer(pickers=pickers, faults=faults, replay=replay).draw(tree, branched(typed), ROOT)


def anchor(path: str | None, shown: Shown) -> str:
    """The id of the field a reason is about, or of what stands around it; empty where the form does not show it."""
    if path is None:
        return ""
    ids = set(_ids(shown))
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        found = _id(".".join([ROOT, *parts[:length]]))
        if found in ids:
            return found
    return ""


def _ids(shown: Shown) -> Iterable[str]:
    yield shown.id
    for one in shown.inner:
        yield from _ids(one)


_ALONE: Final = (Kind.YES_NO, Kind.AGREED, "tag")
_CHECKED: Final = 8
"""Choices of a list up to which they are shown as boxes to be ticked."""


def _kind_of_rows(many: Many) -> str:
    if isinstance(many.item, Leaf) and many.item.kind is Kind.CHOICE and len(many.item.choices) <= _CHECKED:
        return "boxes"
    return "groups" if isinstance(many.item, Group) else "values"


def _id(name: str) -> str:
    return name.replace(".", "-")
