"""What changed between two drafts of a decision, as legal review reads them: every value that differs, by its Chinese name.

A voided opinion says by this what it was voided for. Pure: two drafts' canonical JSON in, lines out. Pieces of evidence are told apart by their keys,
items of other lists by their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from zhifa.documents.facts.values import SILENT
from zhifa.engine.money import yuan
from zhifa.engine.private import hidden_in
from zhifa.told.labels import choice_label, field_label
from zhifa.workflows.forms.values import Draft, Evidence, Party, PenaltyItem
from zhifa.workflows.forms.weighing import Departure, Factor, ListAnswer, WeighedItem, Weighing

_ROOTS: Final[Mapping[str, tuple[str, type[BaseModel] | None]]] = {
    "party": ("当事人", Party),
    "proposal": ("决定草案", Draft),
    "evidence": ("证据", Evidence),
    "discussion": ("集体讨论的理由", None),
    "agency": ("本机关", None),
    "weighing": ("裁量说明", Weighing),
}
_PROFILE: Final = {
    "name": "名称", "short_name": "简称", "address": "地址", "phone": "电话", "bank": "收款银行", "payee": "代收机构", "account": "账号",
    "review_body": "复议机关", "court": "管辖法院", "hotline": "监督电话", "review_online": "互联网申请复议渠道",
}  # fmt: skip
_HELD: Final[Mapping[tuple[type[BaseModel], str], type[BaseModel]]] = {
    (Draft, "items"): PenaltyItem,
    (Weighing, "items"): WeighedItem,
    (Weighing, "suggestions"): ListAnswer,
    (Weighing, "departure"): Departure,
    (WeighedItem, "factors"): Factor,
}
_MONEY: Final = frozenset({(PenaltyItem, "amount"), (WeighedItem, "base")})
_NOTHING: Final = "（无）"


class Change(NamedTuple):
    """One value that differs."""

    label: str
    """Where: 决定草案 › 处罚项目第1项 › 数额（元）."""
    old: str
    new: str
    private: bool = False
    """Whether it tells what forms mark as private."""


def draft_changes(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> tuple[Change, ...]:
    """Every value in which ``new`` differs from ``old``, in the order of the draft; nothing where they say the same. ``None``: no draft."""
    before, after = old or {}, new or {}
    return tuple(
        change
        for name in dict.fromkeys((*_ROOTS, *before, *after))
        for change in _of_root(name, before.get(name), after.get(name))
    )


def _of_root(name: str, old: Any, new: Any) -> Iterator[Change]:
    label, form = _ROOTS.get(name, (name, None))
    if form is Evidence:
        return _by_key(label, old or (), new or ())
    return _between(label, form, "", old, new)


def _by_key(label: str, old: Any, new: Any) -> Iterator[Change]:
    """Evidence by its keys: brought, gone, or told otherwise."""
    before, after = ({item["key"]: item for item in items} for items in (old, new))
    for key in dict.fromkeys((*before, *after)):
        yield from _between(f"{label}“{key}”", Evidence, "", before.get(key), after.get(key))


def _between(
    label: str, form: type[BaseModel] | None, name: str, old: Any, new: Any, *, private: bool = False
) -> Iterator[Change]:
    """The changes of one value, or of what it is made of where both are made alike."""
    if old == new:
        return
    if _grouped(old) and _grouped(new):
        inner = _HELD.get((form, name)) if form and name else form
        hidden = hidden_in(inner, old) | hidden_in(inner, new) if inner else frozenset()
        for part in dict.fromkeys((*old, *new)):
            told = f"{label} › {_part(inner, part)}"
            yield from _between(told, inner, part, old.get(part), new.get(part), private=part in hidden)
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(one, Mapping) for one in (*old, *new)):
        for place in range(max(len(old), len(new))):
            told = f"{label}第{place + 1}项"
            yield from _between(told, form, name, *(one[place] if place < len(one) else None for one in (old, new)))
    else:
        yield Change(label, _told(form, name, old), _told(form, name, new), private)


def _grouped(value: Any) -> bool:
    return isinstance(value, Mapping) and "not_stated" not in value


def _part(form: type[BaseModel] | None, name: str) -> str:
    if form is not None and name in form.model_fields:
        return field_label(form, name)
    return _PROFILE.get(name, name)


def _told(form: type[BaseModel] | None, name: str, value: Any) -> str:
    """One value in words."""
    if value is None or value in ("", [], ()):
        return _NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return SILENT if "not_stated" in value else _inside(form, name, value)
    if isinstance(value, list):
        return "、".join(_told(form, name, one) for one in value)
    if (form, name) in _MONEY and isinstance(value, int):
        return yuan(value)
    return choice_label(form, name, value) if form and name else str(value)


def _inside(form: type[BaseModel] | None, name: str, value: Mapping[str, Any]) -> str:
    """A whole group in one line: its values that say something, in their order."""
    if set(value) == {"law", "article"}:
        return f"《{value['law']}》{value['article']}"
    inner = _HELD.get((form, name)) if form and name else form
    told = (_told(inner, part, one) for part, one in value.items() if one not in (None, "", [], ()))
    return "，".join(told)
