"""The facts of a command, checked by the transition's form: every fault at once, each with field, value and rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from zhifa.engine.canonical import JSON
from zhifa.engine.fields import PATTERNS
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal

_DAY = "应为日期 YYYY-MM-DD"
_TIME_OF_DAY = "应为时刻，例如 09:30"
_MOMENT = "应为带时区的时间"
_LIST = "应为列表 […]"
_OBJECT = "应为 JSON 对象 {{…}}"

RULES: Mapping[str, str] = {
    "missing": "必填",
    "extra_forbidden": "没有这一项",
    "none_required": "应为 null",
    "string_type": "应为文字",
    "string_unicode": "含有不完整的字符",
    "string_too_long": "不得超过{max_length}个字符",
    "string_too_short": "不得为空",
    "string_pattern_mismatch": "格式应合 {pattern}",
    "string_not_ascii": "只能用英文字母、数字和英文标点",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数字过长",
    "int_from_float": "应为整数，不得有小数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "decimal_max_digits": "不得超过{max_digits}位数字",
    "decimal_max_places": "小数不得超过{decimal_places}位",
    "decimal_whole_digits": "整数部分不得超过{whole_digits}位",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "time_type": _TIME_OF_DAY,
    "time_parsing": _TIME_OF_DAY,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "datetime_object_invalid": _MOMENT,
    "timezone_aware": "时间应带时区，例如 2026-03-02T09:00:00+08:00",
    "greater_than": "应大于{gt}",
    "greater_than_equal": "不得小于{ge}",
    "less_than": "应小于{lt}",
    "less_than_equal": "不得大于{le}",
    "multiple_of": "应为{multiple_of}的倍数",
    "too_short": "至少{min_length}项",
    "too_long": "至多{max_length}项",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "set_item_not_hashable": "列表的各项应为文字或者数字",
    "dict_type": _OBJECT,
    "mapping_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "invalid_key": "名称应为文字",
    "literal_error": "应为{expected}之一",
    "enum": "应为{expected}之一",
    "union_tag_invalid": "应为{expected_tags}之一",
    "union_tag_not_found": "必填",
    "json_invalid": "不是完整的 JSON",
    "recursion_loop": "层次过深",
    "recursion_depth_exceeded": "层次过深",
}
"""Chinese wording of every rule of pydantic that a form read from JSON can break; one that a later release adds is told in its own words."""

UNFILLED = "（未填）"
"""In the place of a value that is not there."""


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
            yield FACTS_INVALID.refuse(field=path, value=shown(value), rule="含有不完整的字符")
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
    every = error.errors(include_url=False)
    for fault in every:
        if fault["type"] == "too_short" and any(_within(other["loc"], fault["loc"]) for other in every):
            continue  # pydantic does not count the items it refuses
        field = fault["loc"] if given is None else _field(fault, given)
        if field is not None:
            name = ".".join(str(part) for part in field) or "（整表）"
            yield FACTS_INVALID.refuse(field=name, value=_value(fault), rule=_rule(fault))


def _within(inner: tuple[str | int, ...], outer: tuple[str | int, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _field(fault: Mapping[str, Any], given: Any) -> list[str | int] | None:
    """Where the fault lies in what was given: pydantic also names the alternative it tried. ``None``: it tried 来源未载, which nobody said."""
    field: list[str | int] = []
    for part in fault["loc"]:
        if part == "NotStated" and not (isinstance(given, Mapping) and "not_stated" in given):
            return None
        if _holds(given, part):
            given = given[part]
            field.append(part)
    return [*field, *_lacking(fault)]


def _lacking(fault: Mapping[str, Any]) -> tuple[str | int, ...]:
    """The name that is not there, below where it should be."""
    if fault["type"] == "missing":
        return (fault["loc"][-1],)
    return (fault["ctx"]["discriminator"].strip("'"),) if fault["type"] == "union_tag_not_found" else ()


def _holds(given: object, part: str | int) -> bool:
    if isinstance(given, list | tuple):
        return isinstance(part, int) and part < len(given)
    return isinstance(given, Mapping) and part in given


def _rule(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    if fault["type"] == "string_pattern_mismatch" and fault["ctx"]["pattern"] in PATTERNS:
        return PATTERNS[fault["ctx"]["pattern"]]
    wording = RULES.get(fault["type"])
    return wording.format(**_operands(fault.get("ctx", {}))) if wording else str(fault["msg"])


def _operands(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the wording takes; alternatives, which pydantic lists as ``'a', 'b' or 'c'``, in Chinese."""
    return {name: _listed(value) if name.startswith("expected") else value for name, value in context.items()}


def _listed(alternatives: str) -> str:
    return alternatives.replace(" or ", ", ").replace("', '", "、").strip("'")


def _value(fault: Mapping[str, Any]) -> str:
    """What was given, in a length a person can read. Where nothing was, pydantic shows all that stands around the gap."""
    if _lacking(fault):
        return UNFILLED
    given = fault["input"]
    return shown(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=str))


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
