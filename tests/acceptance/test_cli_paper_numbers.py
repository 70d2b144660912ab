"""``zhifa paper numbers``, ``void`` and ``numbers-start``: every number accounted for, a spoilt form recorded, a series begun behind others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, kept
from office_rows import Rows
from zhifa.scenario import play


@pytest.fixture
def fined(migrated_sqlite_url: str, tmp_path: Path) -> CommandLine:
    """A database with a decision on the spot, number 101 of the pad."""
    play(EXAMPLES / "scenarios" / "on_the_spot.json", migrated_sqlite_url)
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


def void(zhifa: CommandLine, number: str, *more: str, reason: str = "打印污损") -> tuple[int, str]:
    answer = zhifa("paper", "void", number, "--as", "001", "--reason", reason, "--on", "2026-03-09", *more)
    return answer.code, answer.out + answer.err


def test_numbers_are_listed_by_series_and_pad_with_what_was_voided_and_what_is_left(fined: CommandLine) -> None:
    assert void(fined, "示市环当罚〔2026〕102号")[0] == void(fined, "当罚〔2026〕103号")[0] == 0

    lines = fined.done("paper", "numbers", "--all").out.splitlines()

    assert lines[0] == "示例市生态环境局"
    pad = next(line.split() for line in lines if line.startswith("当罚"))
    assert pad == ["当罚〔2026〕", "101–150", "承办人甲", "1", "2", "0", "104号", "47"]
    assert any(line.startswith("　　示市环当罚〔2026〕101号　") and "（D34，案件" in line for line in lines)
    assert "　　当罚〔2026〕102号　2026-03-09作废（打印污损；承办人甲）" in lines
    assert re.fullmatch("　　作废、起号的记录到第2号，末条哈希 [0-9a-f]{64}", lines[-2])
    assert lines[-1] == "已编的文号都有着落"


def test_the_answer_for_programs_holds_every_number(fined: CommandLine) -> None:
    void(fined, "当罚〔2026〕102号")

    told = fined.done("paper", "numbers", "--all", "--json").json

    (agency,) = told["agencies"]
    pad = next(one for one in agency["series"] if one["series"] == "当罚")
    assert told["complete"] is True
    assert (pad["pad"], pad["next"], pad["issued"], pad["lacking"], pad["rest"]) == (
        {"first": 101, "last": 150, "holder": "承办人甲"}, 103, 1, [], 48,
    )  # fmt: skip
    assert [paper["number"] for paper in pad["papers"]] == ["示市环当罚〔2026〕101号"]
    assert [(one["number"], one["reason"]) for one in pad["voided"]] == [("当罚〔2026〕102号", "打印污损")]
    assert fined.done("paper", "numbers", "--year", "2025", "--json").json["agencies"][0]["series"] == []


def test_a_lacking_number_is_a_finding(fined: CommandLine, migrated_sqlite_url: str) -> None:
    with Rows(migrated_sqlite_url) as rows, rows.unlocked():
        rows.run("DELETE FROM zf_paper WHERE series = '当罚'")

    answer = fined("paper", "numbers")

    assert answer.code == 1
    assert "[缺号] 当罚〔2026〕101号已经编出，既没有文书，也没有作废记录" in answer.out
    assert answer.out.splitlines()[-1] == "查出 1 处"


@pytest.mark.parametrize(
    ("number", "reason", "code", "told"),
    [
        ("当罚〔2026〕101号", "打印污损", 1, "当罚〔2026〕101号已经用去：2026-03-09签发当场行政处罚决定书（D34，案件"),
        ("当罚〔2026〕104号", "打印污损", 1, "之前还有当罚〔2026〕102号没有用去"),
        ("罚〔2026〕1号", "打印污损", 1, "没有载有罚〔2026〕1号的文书本"),
        ("当罚〔2026〕102号", "污\u202e损", 1, "U+202E"),
        ("当罚[2026]102号", "打印污损", 2, "文号「当罚[2026]102号」不合要求"),
        ("当罚〔2026〕0102号", "打印污损", 2, "不合要求"),
    ],
)
def test_a_number_that_cannot_be_voided_is_told_and_nothing_is_written(
    fined: CommandLine, migrated_sqlite_url: str, number: str, reason: str, code: int, told: str
) -> None:
    before = kept(migrated_sqlite_url)
    found, text = void(fined, number, reason=reason)
    assert (found, told in text) == (code, True), text
    assert kept(migrated_sqlite_url) == before


def begin(zhifa: CommandLine, *words: str) -> tuple[int, str]:
    answer = zhifa("paper", "numbers-start", *words, "--as", "001", "--reason", "上半年用纸质台账编号")
    return answer.code, answer.out + answer.err


def test_a_series_begun_behind_others_is_told_with_its_gap_and_stands_in_the_chain_that_verify_reads(
    fined: CommandLine,
) -> None:
    code, said = begin(fined, "罚", "2026", "58")
    assert (code, "已登记：罚〔2026〕1号至57号在启用本系统前已经用去" in said) == (0, True), said
    head = said.split()[-1]

    listed = fined.done("paper", "numbers").out
    assert "　　罚〔2026〕1号至57号在启用本系统前已经用去（上半年用纸质台账编号；承办人甲，" in listed
    assert f"末条哈希 {head}" in listed
    series = next(one for one in fined.done("paper", "numbers", "--json").json["agencies"][0]["series"] if one["begun"])
    assert (series["series"], series["next"], series["begun"]["used_to"], series["begun"]["hash"]) == (
        "罚",
        58,
        57,
        head,
    )
    verified = fined.done("ledger", "verify", "--json").json
    assert [(one["entries"], one["head"]) for one in verified["numbers"]] == [(1, head)]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("罚", "2062", "58"), 1, "2062年还没有到"),
        (("当罚", "2026", "58"), 1, "没有按先后编号的代字“当罚”"),
        (("罚", "2026", "1"), 2, "起号"),
    ],
)
def test_a_series_that_cannot_begin_there_is_told_and_nothing_is_written(
    fined: CommandLine, migrated_sqlite_url: str, words: tuple[str, ...], code: int, told: str
) -> None:
    before = kept(migrated_sqlite_url)
    found, text = begin(fined, *words)
    assert (found, told in text) == (code, True), text
    assert kept(migrated_sqlite_url) == before


def test_a_forged_void_is_found_by_the_verification_of_everything(fined: CommandLine, migrated_sqlite_url: str) -> None:
    assert void(fined, "当罚〔2026〕102号")[0] == 0
    with Rows(migrated_sqlite_url) as rows, rows.unlocked():
        rows.run("UPDATE zf_voided_number SET voided_on = '2026-03-10'")

    answer = fined("ledger", "verify")

    assert answer.code == 1
    assert "示例市生态环境局的作废、起号记录有 1 处问题" in answer.out
    assert answer.out.splitlines()[-1].endswith("1 个机关的作废、起号记录有问题")


def test_without_an_agency_there_is_nothing_to_account_for(migrated_sqlite_url: str, tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    assert zhifa.done("paper", "numbers").out == "已编的文号都有着落\n"
