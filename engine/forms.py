"""The facts of a command, checked by the transition's form: every fault at once, each with field, value and rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from zhifa.engine.canonical import JSON
from zhifa.engine.refusals import FACTS_INVALID, Refusal

_SHOWN = 60
_RULES = {
    "missing": "必填",
    "extra_forbidden": "没有这一项",
    "string_too_long": "不得超过{max_length}个字符",
    "string_too_short": "不得为空",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "date_from_datetime_parsing": "应为日期 YYYY-MM-DD",
    "date_parsing": "应为日期 YYYY-MM-DD",
    "date_type": "应为日期 YYYY-MM-DD",
    "timezone_aware": "时间应带时区，例如 2026-03-02T09:00:00+08:00",
    "datetime_from_date_parsing": "应为带时区的时间",
    "datetime_parsing": "应为带时区的时间",
    "greater_than": "应大于{gt}",
    "greater_than_equal": "不得小于{ge}",
    "less_than_equal": "不得大于{le}",
    "too_short": "至少{min_length}项",
    "too_long": "至多{max_length}项",
    "literal_error": "应为{expected}之一",
    "string_pattern_mismatch": "格式应合 {pattern}",
    "union_tag_invalid": "应为{expected_tags}之一",
    "union_tag_not_found": "应写明{discriminator}",
}
"""Chinese wording of pydantic's rules; one that is not listed is shown in pydantic's own words."""


def parse(form: type[BaseModel], facts: Mapping[str, JSON]) -> BaseModel | tuple[Refusal, ...]:
    """The facts as the form, or a refusal for every field that does not fit."""
    try:
        return form.model_validate_json(json.dumps(facts, ensure_ascii=False))
    except ValidationError as error:
        return tuple(_torn(facts)) or tuple(dict.fromkeys(faults(error, facts)))
    except RecursionError:
        return (FACTS_INVALID.refuse(field="（整表）", value="「…」", rule="层次过深"),)


def _torn(facts: object) -> Iterator[Refusal]:
    """A refusal for every text with half a character (a lone surrogate): pydantic names no field for it."""
    waiting = [("", facts)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and not _whole(value):
            yield FACTS_INVALID.refuse(field=path, value=_shown(value), rule="含有不完整的字符")
        inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
        waiting += ((f"{path}.{name}" if path else str(name), item) for name, item in inner)


def _whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def faults(error: ValidationError, given: object = None) -> Iterator[Refusal]:
    """A refusal for every field the error names. ``given``, where it is known, is what was parsed: fields are then named by it alone."""
    for fault in error.errors(include_url=False):
        field = fault["loc"] if given is None else _field(fault, given)
        if field is not None:
            name = ".".join(str(part) for part in field) or "（整表）"
            yield FACTS_INVALID.refuse(field=name, value=_shown(fault["input"]), rule=_rule(fault))


def _field(fault: Mapping[str, Any], given: Any) -> list[str | int] | None:
    """Where the fault lies in what was given: pydantic also names the alternative it tried. ``None``: it tried 来源未载, which nobody said."""
    field: list[str | int] = []
    for part in fault["loc"]:
        if part == "NotStated" and not (isinstance(given, Mapping) and "not_stated" in given):
            return None
        if _holds(given, part):
            given = given[part]
            field.append(part)
    if fault["type"] == "missing":
        field.append(fault["loc"][-1])
    return field


def _holds(given: object, part: str | int) -> bool:
    if isinstance(given, list | tuple):
        return isinstance(part, int) and part < len(given)
    return isinstance(given, Mapping) and part in given


def _rule(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    wording = _RULES.get(fault["type"])
    return wording.format(**fault.get("ctx", {})) if wording else str(fault["msg"])


def _shown(value: object) -> str:
    """The value in a length a person can read."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[:_SHOWN])
    return f"「{shown}」" if len(text) <= _SHOWN else f"「{shown}…」（共{len(text)}个字符）"


def unstated(facts: object, path: str = "") -> Iterator[str]:
    """Paths of every fact noted as not stated by the source."""
    if isinstance(facts, Mapping):
        if "not_stated" in facts:
            yield path
            return
        for name, value in facts.items():
            yield from unstated(value, f"{path}.{name}" if path else name)
    elif isinstance(facts, list | tuple):
        for index, value in enumerate(facts):
            yield from unstated(value, f"{path}.{index}")
