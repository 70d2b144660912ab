"""``zhifa import`` and ``zhifa past``: the shipped tables come in, are found again, and a faulty one leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine

DISCLOSED = str(EXAMPLES / "tables" / "shuanggongshi_penalty_records.csv")
SECURITIES = str(EXAMPLES / "tables" / "csrc_decisions_2021-03.csv")
HEAD = "行政相对人名称,行政处罚决定书文号,处罚决定日期,罚款金额\n"


@pytest.fixture
def zhifa(migrated_url: str, tmp_path: Path) -> CommandLine:
    told = CommandLine(folder=tmp_path, database=migrated_url)
    told.done("register", "import", str(EXAMPLES / "register.json"))
    return told


def rows(zhifa: CommandLine, *asked: str) -> int:
    return len(zhifa.done("past", *asked, "--limit", "1000", "--json").json["past_decisions"])


def test_the_shipped_tables_come_in_and_are_found_again(zhifa: CommandLine) -> None:
    told = zhifa.done("import", DISCLOSED, "--by", "公示网页")
    listed = zhifa.done("import", SECURITIES, "--json").json
    found = zhifa.done("past", "--number", "粤药监药罚〔2020〕5001号", "--json").json["past_decisions"]

    assert "已导入 4 行" in told.out
    assert "不是在本系统办理的案件" in told.out
    assert (listed["import"]["taken"], listed["table"]["kind"]) == (16, "securities_list")
    assert "处罚机关" in listed["table"]["absent"]
    assert [(one["row_number"], one["fine"], one["file"]) for one in found] == [(3, 2_851_098, Path(DISCLOSED).name)]
    assert rows(zhifa) == 20
    assert rows(zhifa, "--party", "陈某") == 1
    assert "第3行" in zhifa.done("past", "--party", "化州市华逸中药饮片有限公司中药饮片厂").out
    assert [one["imported_by"] for one in zhifa.done("past", "--imports", "--json").json["imports"]] == [
        "公示网页",
        None,
    ]
    assert zhifa.done("case", "list", "--json").json["cases"] == []


def test_the_same_file_is_refused_the_second_time(zhifa: CommandLine) -> None:
    zhifa.done("import", SECURITIES)
    again = zhifa("import", SECURITIES)
    assert again.code == 1
    assert "以前导入过" in again.err
    assert rows(zhifa) == 16


def test_a_faulty_table_is_reported_cell_by_cell_and_leaves_nothing(zhifa: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{HEAD}甲,一号,2023-02-30,5\n乙,二号,2023-05-09,5元\n", encoding="gb18030")
    refused = zhifa("import", "t.csv")
    told = zhifa("import", "t.csv", "--json")

    assert (refused.code, refused.out, told.code) == (2, "", 2)
    assert "第2行“处罚决定日期”的值「2023-02-30」不合要求：没有这一天" in refused.err
    assert "第2行“罚款金额”的值「5」不合要求：看不出是元还是万元" in refused.err
    assert told.json["import"] is None
    assert {(one["row"], one["column"]) for one in told.json["faults"]} == {(2, "处罚决定日期"), (2, "罚款金额")}
    assert rows(zhifa) == 0

    taken = zhifa.done("import", "t.csv", "--skip-faulty", "--json").json
    assert (taken["import"]["taken"], taken["import"]["skipped"]) == (1, [2])


def test_a_dry_run_writes_nothing(zhifa: CommandLine) -> None:
    answer = zhifa.done("import", DISCLOSED, "--dry-run")
    assert "什么也没有写入" in answer.out
    assert rows(zhifa) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("inspections.csv",), "缺少必需的列“行政相对人名称”、“行政处罚决定书文号”"),
        (("missing.csv",), "missing.csv"),
        ((DISCLOSED, "--by", "甲\n乙"), "--by"),
        ((DISCLOSED, "--agency", "别的机关"), "--agency 的值「别的机关」"),
    ],
)
def test_what_cannot_be_imported_is_said(zhifa: CommandLine, tmp_path: Path, arguments: tuple[str], told: str) -> None:
    (tmp_path / "inspections.csv").write_text(
        "机构名称,监督检查存在的问题,处理结果\n某店,无许可证,停业\n", encoding="utf-8"
    )
    answer = zhifa("import", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_database_without_an_agency_takes_no_table(migrated_sqlite_url: str, tmp_path: Path) -> None:
    answer = CommandLine(folder=tmp_path, database=migrated_sqlite_url)("import", DISCLOSED)
    assert answer.code == 2
    assert "zhifa register import" in answer.err
