"""Headings: the template's names and codes however they are written, and no table taken for what it is not."""

from __future__ import annotations

import pytest

from zhifa.history import COLUMNS, NotDecisions, TableUnreadable
from zhifa.history.headings import recognise

NAMES = [column.label for column in COLUMNS]


def test_the_names_of_the_template_tell_their_fields() -> None:
    found = recognise(NAMES, file="t.csv")
    assert list(found.fields) == [column.field for column in COLUMNS]
    assert found.kind.name == "disclosure_penalty"
    assert (found.others, found.absent) == ((), ())


def test_the_codes_of_the_template_tell_their_fields() -> None:
    found = recognise([column.codes[0].lower() for column in COLUMNS], file="t.csv")
    assert list(found.fields) == [column.field for column in COLUMNS]
    assert found.unit("fine") == found.unit("confiscated") == "万元"


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("行政相对人代码_1(统一社会信用代码)", "credit_code"),
        ("行政相对人代码＿１（统一社会信用代码）", "credit_code"),
        ("* 处罚决定日期", "decided_on"),
        ("处罚 决定日期", "decided_on"),
        ("违法事实(概括)", "violation"),
        ("没收违法所得、没收非法财物的金额（万元）", "confiscated"),
        ("cf_fr_sfzh", "representative_id_number"),
    ],
)
def test_a_title_may_be_written_in_many_ways(title: str, field: str) -> None:
    found = recognise(["行政相对人名称", "行政处罚决定书文号", title], file="t.csv")
    assert found.fields[field] == 2


@pytest.mark.parametrize(
    ("title", "unit"), [("罚款金额", None), ("罚款金额（万元）", "万元"), ("罚款金额 (元)", "元"), ("CF_NR_FK", "万元")]
)
def test_the_unit_of_an_amount_is_told_by_its_title(title: str, unit: str | None) -> None:
    assert recognise(["行政相对人名称", "行政处罚决定书文号", title], file="t.csv").unit("fine") == unit


def test_a_list_of_a_securities_regulator_is_known_by_its_own_names() -> None:
    found = recognise(["类别", "文书及文号", "当事人(自然人已脱名)", "source_url"], file="t.csv")
    assert found.kind.name == "securities_list"
    assert found.mapping == {
        "类别": "violation_kind", "文书及文号": "document_number", "当事人(自然人已脱名)": "party", "source_url": None,
    }  # fmt: skip
    assert found.others == ((3, "source_url"),)


def test_a_table_of_inspections_is_refused_by_the_columns_it_lacks() -> None:
    with pytest.raises(NotDecisions) as caught:
        recognise(["机构名称", "监督检查存在的问题", "处理结果"], file="barbers.csv")
    assert caught.value.missing == ("行政相对人名称", "行政处罚决定书文号")
    assert "barbers.csv" in str(caught.value)
    assert "「机构名称」" in str(caught.value)


@pytest.mark.parametrize(
    "titles",
    [["行政相对人名称", "行政处罚决定书文号", "甲", "甲"], ["行政相对人名称", "CF_XDR_MC", "行政处罚决定书文号"]],
)
def test_two_columns_for_one_thing_are_refused(titles: list[str]) -> None:
    with pytest.raises(TableUnreadable, match=r"写了不止一次|都是“行政相对人名称”"):
        recognise(titles, file="t.csv")


def test_commas_at_the_end_are_no_columns_and_a_nameless_column_gets_its_place_as_name() -> None:
    found = recognise(["行政相对人名称", "", "行政处罚决定书文号", "", ""], file="t.csv")
    assert found.titles == ("行政相对人名称", "第2列", "行政处罚决定书文号")
