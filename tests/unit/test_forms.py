"""What does not fit a form is told field by field, in Chinese, in a length a person can read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from pydantic_core._pydantic_core import list_all_errors

from zhifa.engine.fields import Digest, Form, Identifier, Label, Stated
from zhifa.engine.forms import RULES, parse, unstated
from zhifa.engine.refusals import Refusal


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Sheet(BaseModel):
    """One field of each sort."""

    model_config = ConfigDict(strict=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=5)] = "好"
    number: Annotated[int, Field(ge=1, le=9)] = 1
    more: Annotated[int, Field(gt=0)] = 1
    flag: bool = True
    day: date = date(2026, 3, 2)
    at: AwareDatetime | None = None
    choice: Literal["甲", "乙"] = "甲"
    code: Annotated[str, Field(pattern="^[a-z]$")] = "a"
    many: Annotated[list[int], Field(min_length=1, max_length=2)] = [1]
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    share: Annotated[float, Field(multiple_of=0.5)] = 0.5

    @model_validator(mode="after")
    def _good(self) -> Sheet:
        if self.text == "坏":
            raise ValueError("不得写“坏”")
        return self


def _operands(facts: dict[str, Any]) -> dict[str, str]:
    found = parse(Sheet, facts)
    assert isinstance(found, tuple), "the facts fit"
    assert all(isinstance(refusal, Refusal) and refusal.code == "facts_invalid" for refusal in found)
    return dict(found[0].operands)


def test_facts_that_fit_become_the_form() -> None:
    assert parse(Sheet, {"text": "行", "day": "2026-03-02"}) == Sheet(text="行")


@pytest.mark.parametrize(
    ("facts", "field", "value", "rule"),
    [
        ({"mood": "好"}, "mood", "「好」", "没有这一项"),
        ({"text": ""}, "text", "「」", "不得为空"),
        ({"text": "一二三四五六"}, "text", "「一二三四五六」", "不得超过5个字符"),
        ({"text": 7}, "text", "「7」", "应为文字"),
        ({"number": "7"}, "number", "「7」", "应为整数"),
        ({"number": 0}, "number", "「0」", "不得小于1"),
        ({"number": 10}, "number", "「10」", "不得大于9"),
        ({"more": 0}, "more", "「0」", "应大于0"),
        ({"flag": "true"}, "flag", "「true」", "应为 true 或 false"),
        ({"day": "02/03/2026"}, "day", "「02/03/2026」", "应为日期 YYYY-MM-DD"),
        ({"day": "2026-02-30"}, "day", "「2026-02-30」", "应为日期 YYYY-MM-DD"),
        ({"choice": "丙"}, "choice", "「丙」", "应为甲、乙之一"),
        ({"code": "ab"}, "code", "「ab」", "格式应合 ^[a-z]$"),
        ({"many": []}, "many", "「[]」", "至少1项"),
        ({"many": [1, 2, 3]}, "many", "「[1, 2, 3]」", "至多2项"),
        ({"many": [1, "2"]}, "many.1", "「2」", "应为整数"),
        ({"pet": {"kind": "cow"}}, "pet", '「{"kind": "cow"}」', "应为cat、dog之一"),
        ({"pet": {}}, "pet.kind", "（未填）", "必填"),
        ({"pet": 7}, "pet", "「7」", "应为 JSON 对象 {…}"),
        ({"many": "12"}, "many", "「12」", "应为列表 […]"),
        ({"share": 0.3}, "share", "「0.3」", "应为0.5的倍数"),
        ({"text": "坏"}, "（整表）", '「{"text": "坏"}」', "不得写“坏”"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_fault_names_field_value_and_rule(facts: dict[str, Any], field: str, value: str, rule: str) -> None:
    assert _operands(facts) == {"field": field, "value": value, "rule": rule}


@pytest.mark.parametrize("at", ["2026-03-02T09:00:00", "2026-03-02", "早上九点"])
def test_a_time_without_its_zone_is_told_how_to_write_it(at: str) -> None:
    assert "时区" in _operands({"at": at})["rule"]


CANNOT_ARISE = {
    "of objects of Python, and JSON has none": {
        "no_such_attribute", "needs_python_object", "get_attribute_error", "dataclass_type", "dataclass_exact_type", "named_tuple_type",
        "iterable_type", "iteration_error", "frozen_dict_type", "ordered_dict_type", "counter_type", "deque_type", "is_instance_of",
        "is_subclass_of", "callable_type", "json_type", "missing_sentinel_error", "ellipsis_error", "frozen_field", "frozen_instance",
        "default_factory_not_called", "fraction_type", "fraction_parsing", "complex_type", "complex_str_parsing",
    },
    "of calls of functions": {
        "arguments_type", "missing_argument", "unexpected_keyword_argument", "missing_keyword_only_argument",
        "unexpected_positional_argument", "missing_positional_only_argument", "multiple_argument_values",
    },
    "of types that no form has": {
        "bytes_type", "bytes_too_short", "bytes_too_long", "bytes_invalid_encoding", "time_delta_type", "time_delta_parsing", "url_type",
        "url_parsing", "url_syntax_violation", "url_too_long", "url_scheme", "uuid_type", "uuid_parsing", "uuid_version",
    },
    "of limits that depend on a clock, which no form reads, or on an offset": {
        "date_past", "date_future", "datetime_past", "datetime_future", "timezone_naive", "timezone_offset",
    },
    "our validators raise ValueError with Chinese words of their own": {"value_error", "assertion_error"},
}  # fmt: skip


def test_every_rule_of_pydantic_has_chinese_words_or_cannot_be_broken() -> None:
    known = {error["type"] for error in list_all_errors()}
    silent = set().union(*CANNOT_ARISE.values())

    assert known - silent - RULES.keys() == set()
    assert silent & RULES.keys() == set()


def test_every_wording_takes_what_pydantic_tells_of_the_rule() -> None:
    told = {error["type"]: error.get("example_context") or {} for error in list_all_errors()}

    assert [RULES[kind] for kind in RULES.keys() & told.keys() if not RULES[kind].format(**told[kind])] == []


def test_a_rule_that_a_later_release_adds_is_told_in_its_own_words() -> None:
    class Odd(BaseModel):
        number: Annotated[int, AfterValidator(_even)]

    found = parse(Odd, {"number": 3})

    assert isinstance(found, tuple)
    assert dict(found[0].operands)["rule"] == "Input should be even {no operand}"


def _even(_: int) -> int:
    raise PydanticCustomError("even", "Input should be even {no operand}")


def test_what_is_missing_is_named_by_its_path_and_not_shown_by_what_stands_around_it() -> None:
    found = parse(Household, {"pets": [{"kind": "cat", "name": "咪"}, {"kind": "dog"}]})

    assert isinstance(found, tuple)
    assert [refusal.text for refusal in found] == ["填报项“pets.1.name”的值 （未填） 不合要求：必填"]


class Pet(BaseModel):
    kind: str
    name: str


class Household(BaseModel):
    pets: tuple[Pet, ...]


def test_every_fault_is_told() -> None:
    found = parse(Sheet, {"text": "", "number": 0, "mood": 1})

    assert isinstance(found, tuple)
    assert [dict(refusal.operands)["field"] for refusal in found] == ["text", "number", "mood"]


def test_a_long_value_is_shown_by_its_beginning_and_its_length() -> None:
    shown = _operands({"text": "长" * 5000})["value"]

    assert shown == f"「{'长' * 60}…」（共5000个字符）"


def test_hidden_characters_are_shown_by_their_number() -> None:
    assert _operands({"text": "甲\u202e乙丙丁戊\x00"})["value"] == "「甲\\u202e乙丙丁戊\\u0000」"


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ({"a": 1, "b": [1, {"c": "d"}]}, []),
        ({"a": {"not_stated": "x"}}, ["a"]),
        ({"a": [{"b": {"not_stated": "x"}}, {"not_stated": "y"}]}, ["a.0.b", "a.1"]),
        ({"not_stated": "x"}, [""]),
    ],
)
def test_facts_left_unstated_are_found_by_their_paths(facts: dict[str, Any], paths: list[str]) -> None:
    assert list(unstated(facts)) == paths


def test_a_path_may_begin_somewhere() -> None:
    assert list(unstated({"b": {"not_stated": "x"}}, "a")) == ["a.b"]


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"text": "甲\ud800"}, ["text"]),
        ({"many": [1], "pet": {"kind": "\udfff"}, "text": "\ud800"}, ["text", "pet.kind"]),
    ],
)
def test_half_a_character_is_named_by_its_field(facts: dict[str, Any], fields: list[str]) -> None:
    found = parse(Sheet, facts)

    assert isinstance(found, tuple)
    assert [dict(refusal.operands)["field"] for refusal in found] == fields
    assert {dict(refusal.operands)["rule"] for refusal in found} == {"含有不完整的字符"}


def test_facts_nested_without_end_are_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    found = parse(Sheet, {"many": deep})

    assert isinstance(found, tuple)
    assert dict(found[0].operands)["rule"] == "层次过深"


class Told(BaseModel):
    """A fact, or the note that nobody stated it."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: Stated[Label]
    pets: tuple[Stated[Label], ...] = ()


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"name": 7}, [("name", "应为文字")]),
        ({"name": ""}, [("name", "不得为空")]),
        ({}, [("name", "必填")]),
        ({"name": {"not_stated": ""}}, [("name.not_stated", "不得为空")]),
        ({"name": "甲", "pets": ["乙", 7]}, [("pets.1", "应为文字")]),
    ],
)
def test_a_fact_that_may_be_unstated_is_named_as_it_was_given(
    facts: dict[str, Any], named: list[tuple[str, str]]
) -> None:
    found = parse(Told, facts)

    assert isinstance(found, tuple)
    told = [(dict(r.operands)["field"], dict(r.operands)["rule"]) for r in found]
    assert [pair for pair in named if pair not in told] == []
    assert all("NotStated" not in field and "function" not in field for field, _ in told)


class Staffed(Form):
    officers: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    file: Digest


def test_an_officer_or_a_file_named_otherwise_is_told_how_it_is_named_and_nothing_is_said_of_their_number() -> None:
    told = parse(Staffed, {"officers": ["承办人甲", "承办人乙"], "file": "照片.jpg"})
    assert isinstance(told, tuple)
    assert [dict(refusal.operands)["field"] for refusal in told] == ["officers.0", "officers.1", "file"]
    assert "@工号 或者 @姓名" in told[0].text
    assert "zhifa evidence add" in told[2].text
