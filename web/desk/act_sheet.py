"""One filled-in form as it came: what was typed, when the step was taken and for whom, the version that was seen, and the key of the request."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Final

from fastapi import Depends, Request

from zhifa.engine.forms import UNFILLED
from zhifa.engine.jottings import Jotting
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.web.desk.forms.tree import Choice, Field, Group, Many
from zhifa.web.desk.forms.typed import Typed, collected, numbered, settled, with_group, with_row, without
from zhifa.web.desk.forms.values import Unfit, read_moment
from zhifa.web.errors import BadRequest
from zhifa.web.shell.forms import form_of

OCCURRED_AT: Final = "occurred_at"
BEHALF: Final = "for"
KEY: Final = "key"
VERSION: Final = "version"

_KEY: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST: Final = 80
"""Characters of what stands beside the facts."""
ACTIONS: Final = ("preview", "perform", "keep", "edit", "forget")
"""What the buttons of a form ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form as it was filled in so far."""

    typed: Typed
    """The facts, by the whole names of their fields, rows in order."""
    occurred_at: str
    """As it was typed."""
    behalf: str
    """Id of the officer as whose deputy the step is taken; empty: for oneself."""
    version: int
    """Of the case as it was seen."""
    key: str
    """Makes a repeated request harmless; minted with the form."""

    def at(self) -> datetime | None:
        """When the step was taken; ``None`` for what is no time."""
        try:
            return datetime.fromisoformat(read_moment(self.occurred_at.strip()))
        except Unfit:
            return None

    @property
    def instant(self) -> datetime:
        """When the step was taken, of a sheet without :meth:`faults`."""
        at = self.at()
        if at is None:
            raise ValueError(f"occurred_at={self.occurred_at!r}: no time")
        return at

    def faults(self) -> tuple[Refusal, ...]:
        """What is wrong with what stands beside the facts."""
        try:
            read_moment(self.occurred_at.strip())
        except Unfit as unfit:
            value = shown(self.occurred_at) if self.occurred_at else UNFILLED
            return (FACTS_INVALID.refuse(field=OCCURRED_AT, value=value, rule=str(unfit)),)
        return ()

    @property
    def kept(self) -> dict[str, str]:
        """Everything by name, to be kept aside or sent again."""
        return {**self.typed, OCCURRED_AT: self.occurred_at, BEHALF: self.behalf, KEY: self.key}

    def fresh(self, *, version: int | None = None) -> Sheet:
        """The same under a new key, and where a version is told for a case that has moved on."""
        return replace(self, key=new_key(), version=self.version if version is None else version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a form sent, and the button by which."""

    sheet: Sheet
    action: str
    """One of :data:`ACTIONS`; or ``add``, ``remove``, ``pick`` with :attr:`target`."""
    target: str = ""


def new_key() -> str:
    """A key that no other request has."""
    return secrets.token_hex(16)


def version_of(text: str) -> int:
    """The version in the hidden field of a form. Raises :class:`BadRequest`."""
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    raise BadRequest("version_faulty", f"案件版本{shown(text)}不合要求，没有办理；从本站的页面重新提交")


def of_jotting(jotting: Jotting) -> Sheet:
    """The sheet that was kept aside."""
    typed = {name: value for name, value in jotting.typed.items() if name.startswith("facts")}
    told = jotting.typed
    return Sheet(
        typed=typed, occurred_at=told.get(OCCURRED_AT, ""), behalf=told.get(BEHALF, ""), version=jotting.version,
        key=told.get(KEY) or new_key(),
    )  # fmt: skip


async def _handed(request: Request) -> Handed:
    pairs = (await form_of(request)).multi_items()
    beside = {name: value for name, value in pairs if isinstance(value, str)}
    action, target = _asked(beside)
    typed = _SETTLED.get(action, dict)(collected(pairs))
    return Handed(sheet=_sheet(typed, beside), action=action, target=target)


_SETTLED: Final[Mapping[str, Callable[[Mapping[str, str]], Typed]]] = {
    "preview": settled, "perform": settled, "keep": numbered, "edit": numbered, "forget": numbered,
}  # fmt: skip
"""How rows are numbered before a button is obeyed; where it names a row, only afterwards."""


def _sheet(typed: Typed, beside: Mapping[str, str]) -> Sheet:
    version, key = version_of(beside.get(VERSION, "")), beside.get(KEY, "")
    if not _KEY.fullmatch(key):
        raise BadRequest("key_faulty", "表单没有带来它的编号，没有办理；从本站的页面重新提交")
    for name in (OCCURRED_AT, BEHALF):
        value = beside.get(name, "")
        if len(value) > _LONGEST or (value and not value.isprintable()):
            raise BadRequest("form_malformed", f"填报项“{name}”的值{shown(value)}不合要求：应为一行可见文字")
    return Sheet(
        typed=typed, occurred_at=beside.get(OCCURRED_AT, ""), behalf=beside.get(BEHALF, ""), version=version, key=key
    )  # fmt: skip


def _asked(beside: Mapping[str, str]) -> tuple[str, str]:
    for name in ("add", "remove", "pick"):
        if name in beside:
            return name, beside[name]
    action = beside.get("do", "preview")
    if action not in ACTIONS:
        raise BadRequest("form_malformed", f"没有“{action[:20]}”这一操作")
    return action, ""


Posted = Annotated[Handed, Depends(_handed)]
"""What a form of a step sent."""


def changed(tree: Group, handed: Handed) -> Sheet:
    """The sheet with a row or group more or less. Raises :class:`BadRequest` for one that the form does not have."""
    sheet, name = handed.sheet, handed.target
    if handed.action == "pick":
        return replace(sheet, typed=numbered(sheet.typed))
    if handed.action == "remove":
        return replace(sheet, typed=numbered(without(sheet.typed, name)))
    field = _field(tree, name.split(".")[1:], sheet.typed, name.split(".")[:1])
    match field:
        case Many():
            return replace(sheet, typed=numbered(with_row(sheet.typed, name, group=isinstance(field.item, Group))))
        case Group() if not field.required:
            return replace(sheet, typed=numbered(with_group(sheet.typed, name)))
    raise BadRequest("form_malformed", f"没有可以添加的“{name[:60]}”")


def _field(field: Field, parts: list[str], typed: Typed, path: list[str]) -> Field | None:
    """The field that a name leads to."""
    if not parts:
        return field
    here = [*path, parts[0]]
    match field:
        case Group():
            found = next((one for one in field.fields if one.name == parts[0]), None)
        case Many():
            found = field.item if parts[0].isdecimal() else None
        case Choice():
            chosen = field.chosen(typed.get(".".join([*path, field.tag]), ""))
            return _field(chosen, parts, typed, path) if chosen else None
        case _:
            found = None
    return _field(found, parts[1:], typed, here) if found else None
