"""Rows: what others left out is a warning that stays, what would be lost or misread is a fault with its cell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zhifa.history.columns import COLUMNS, POSITIONS
from zhifa.history.errors import Fault
from zhifa.history.headings import recognise
from zhifa.history.rows import RowFaulty, RowReader

SOUND = {
    "party": "某公司", "party_kind": "法人及非法人组织", "credit_code": "914409825958485878", "representative": "张某",
    "document_number": "甲罚〔2023〕1号", "violation_kind": "一", "violation": "二", "basis": "三", "penalty_kinds": "罚款",
    "penalty": "罚款5元", "fine": "5元", "decided_on": "2023-05-09", "valid_until": "2099/12/31", "authority": "甲局",
    "authority_credit_code": "914409825958485878", "source": "甲局", "source_credit_code": "914409825958485878",
}  # fmt: skip


def read(**changes: str) -> dict[str, Any] | None:
    told = SOUND | changes
    headings = recognise([*(column.label for column in COLUMNS), "网址"], file="t.csv")
    values = RowReader(headings).read(
        7, [*(told.get(column.field, "") for column in COLUMNS), changes.get("other", "")]
    )
    if values is None:
        return None
    assert len(values) == len(COLUMNS) + 2
    return {field: values[at] for field, at in POSITIONS.items()} | {"other": values[-2], "warnings": values[-1]}


def warned(**changes: str) -> list[str]:
    found = read(**changes)
    assert found is not None
    return json.loads(found["warnings"]) if found["warnings"] else []


def faults(**changes: str) -> tuple[Fault, ...]:
    with pytest.raises(RowFaulty) as caught:
        read(**changes)
    return caught.value.faults


def test_a_full_row_is_taken_without_a_warning() -> None:
    found = read()
    assert found is not None
    assert (found["fine"], found["decided_on"], found["valid_until"]) == (500, "2023-05-09", "2099-12-31")
    assert (found["confiscated"], found["other"], found["warnings"]) == (None, None, None)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x", "@甲", "'; DROP TABLE zf_case"])
def test_text_that_looks_like_a_formula_or_a_statement_is_kept_as_it_is(text: str) -> None:
    found = read(remark=text)
    assert found is not None
    assert found["remark"] == text


def test_what_no_column_takes_is_kept() -> None:
    found = read(other='甲"\\\n乙')
    assert found is not None
    assert json.loads(found["other"]) == {"网址": '甲"\\\n乙'}


@pytest.mark.parametrize(
    ("field", "label"), [(c.field, c.label) for c in COLUMNS if c.required] + [("representative", "法定代表人")]
)
def test_a_field_that_should_be_filled_is_a_warning(field: str, label: str) -> None:
    changes = {field: "", "representative": ""} if field == "representative" else {field: ""}
    assert f"{label}：没有填（模板列为必填）" in warned(**changes)


def test_a_natural_person_needs_a_number_and_no_credit_code() -> None:
    assert warned(party_kind="自然人", credit_code="", representative="") == [
        "自然人证件类型：没有填（模板列为必填）",
        "自然人证件号码：没有填（模板列为必填）",
    ]


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"credit_code": "914409825958485879"}, "行政相对人代码_1：不合校验位规则（GB 32100-2015），照录"),
        ({"credit_code": "9144**********5878"}, "行政相对人代码_1：有遮盖，没有核对校验位"),
        ({"fine": "/"}, "罚款金额：写作“/”，作没有填"),
        ({"fine": ""}, "罚款金额：处罚类别有罚款，没有填金额"),
        ({"public_until": "无"}, "公示截止期：写作“无”，作没有填"),
        ({"valid_until": "长期"}, "处罚有效期：写作“长期”，按模板惯例记为2099-12-31"),
    ],
)
def test_what_is_doubtful_is_taken_with_a_warning(changes: dict[str, str], warning: str) -> None:
    assert warning in warned(**changes)


def test_every_fault_of_a_row_is_named_with_row_column_value_and_rule() -> None:
    day, amount = faults(decided_on="2023-02-30", fine="很多")[::-1]
    assert (day.row, day.column, day.value, day.rule) == (7, "处罚决定日期", "2023-02-30", "没有这一天")
    assert (amount.column, amount.value) == ("罚款金额", "很多")
    assert day.text == "第7行“处罚决定日期”的值「2023-02-30」不合要求：没有这一天"


def test_what_was_said_of_one_row_is_said_of_the_next_with_the_same_text() -> None:
    headings = recognise(["行政相对人名称", "行政处罚决定书文号", "罚款金额(元)", "统一社会信用代码"], file="t.csv")
    rows = RowReader(headings)
    (first, second) = (rows.read(number, ["甲", "一号", "/", "x"]) for number in (2, 3))
    assert first == second
    assert first is not None
    assert len(json.loads(str(first[-1]))) == 2
    for number in (4, 5):
        with pytest.raises(RowFaulty, match=f"第{number}行“罚款金额"):
            rows.read(number, ["甲", "一号", "许多", "x"])


def test_a_party_of_one_kind_is_not_asked_for_what_another_must_fill() -> None:
    assert warned(party_kind="个体工商户", credit_code="", representative="") == []
    assert len(warned(party_kind="法人、自然人", credit_code="")) == 3


def test_a_row_that_names_neither_party_nor_number_nor_authority_is_a_fault() -> None:
    (fault,) = faults(party="", document_number=" ", authority="")
    assert fault.column == "整行"
    assert read(party="", document_number="") is not None


def test_an_endless_term_is_meant_only_where_a_term_ends() -> None:
    assert faults(decided_on="长期")[0].column == "处罚决定日期"


def reader() -> RowReader:
    return RowReader(recognise(["行政相对人名称", "行政处罚决定书文号"], file="t.csv"))


@pytest.mark.parametrize("cells", [["", ""], [], ["  ", ""], ["", "", ""]])
def test_an_empty_row_is_passed_over(cells: list[str]) -> None:
    assert reader().read(2, cells) is None


def test_a_shifted_row_is_a_fault_and_empty_cells_beyond_the_heading_are_none() -> None:
    assert reader().read(2, ["甲", "一号", "", " "]) is not None
    for cells in (["甲"], ["甲", "一", "号"]):
        with pytest.raises(RowFaulty, match="表头有2列"):
            reader().read(2, cells)


def test_a_spoiled_cell_is_a_fault() -> None:
    with pytest.raises(RowFaulty, match="第2行“行政相对人名称”的值「=A1」不合要求：是公式"):
        reader().read(2, ["=A1", "一号"], ((0, "=A1", "是公式"),))
