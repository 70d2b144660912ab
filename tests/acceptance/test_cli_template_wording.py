"""``zhifa template wording-new`` and ``wording-check``: from the lines to translate to what is covered, faults told before anything is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine
from tibetan import filled, wording_file

EXAMPLE = str(EXAMPLES / "wording" / "wording.bo.toml")
BO = "ཀ་ཁ་ག་ང་།"


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


def test_the_lines_of_a_paper_are_written_out_translated_and_checked(zhifa: CommandLine) -> None:
    written = zhifa.done("template", "wording-new", "D33", "--out", "wording.bo.toml").out
    assert written.startswith("wording.bo.toml　待译 ")

    file = zhifa.folder / "wording.bo.toml"
    file.write_text(filled(file.read_text(encoding="utf-8")), encoding="utf-8")
    told = zhifa.done("template", "wording-check", "wording.bo.toml", "--json").json
    decision = next(paper for paper in told["papers"] if paper["code"] == "D33")
    assert decision["lines"] == decision["translated"] > 40
    assert told["idle"] == []


def test_what_is_translated_already_is_not_written_out_again(zhifa: CommandLine) -> None:
    zhifa.done("template", "wording-new", "D33", "--known", EXAMPLE, "--out", "rest.toml")
    rest = (zhifa.folder / "rest.toml").read_text(encoding="utf-8")
    assert 'zh = "经查明："' not in rest
    assert 'zh = "行政复议或者行政诉讼期间，本决定不停止执行，法律另有规定的除外。"' in rest


def test_what_has_no_tibetan_is_listed_line_by_line(zhifa: CommandLine) -> None:
    answer = zhifa.done("template", "wording-check", EXAMPLE, "--lacking").out
    assert "没有藏文：行政复议或者行政诉讼期间，本决定不停止执行，法律另有规定的除外。" in answer
    assert "没有藏文：经查明：" not in answer
    assert "其余只印汉文" in answer


def test_every_fault_of_a_file_is_told_at_once(zhifa: CommandLine) -> None:
    text = wording_file(("line", ("向{机关}申请", BO)), ("line", ("经查明：", "经查明：")))
    answer = zhifa("template", "wording-check", "-", stdin=text)
    assert (answer.code, answer.out) == (2, "")
    assert "文件 「-」 不能用，有 2 处：" in answer.err
    assert "[[line]] 第 1 条“向{机关}申请”：藏文缺少位置 {机关}" in answer.err
    assert "[[line]] 第 2 条“经查明：”：bo 中没有藏文" in answer.err


def test_a_line_that_no_paper_has_is_an_error_and_the_closest_one_is_named(zhifa: CommandLine) -> None:
    answer = zhifa("template", "wording-check", "-", stdin=wording_file(("line", ("经查清：", BO))))
    assert answer.code == 1
    assert "[错误] [[line]] 第 1 条“经查清：”：哪种文书都没有这一行；最接近的是“经查明：”" in answer.out


def test_entries_that_may_both_fit_a_line_are_named_in_pairs(zhifa: CommandLine) -> None:
    pair = wording_file(("fact", ("没收{物}", f"{BO}{{物}}")), ("fact", ("{人}没收", f"{{人}}{BO}")))
    answer = zhifa.done("template", "wording-check", "-", "--lacking", stdin=pair).out
    assert "可能都合同一行：[[fact]] 第 1 条“没收{物}”、[[fact]] 第 2 条“{人}没收”" in answer
    assert "可能都合同一行的用语 1 对：遇到这样的行说不清是哪一条，只印汉文" in answer


def test_a_file_that_is_there_is_not_written_over(zhifa: CommandLine) -> None:
    (zhifa.folder / "wording.bo.toml").write_text("译文", encoding="utf-8")
    answer = zhifa("template", "wording-new", "--out", "wording.bo.toml")
    assert answer.code == 2
    assert "没有覆盖" in answer.err
    assert (zhifa.folder / "wording.bo.toml").read_text(encoding="utf-8") == "译文"


@pytest.mark.parametrize("code", ["D02", "D99"])
def test_a_paper_that_goes_to_nobody_has_no_lines_to_translate(zhifa: CommandLine, code: str) -> None:
    answer = zhifa("template", "wording-new", code, "--out", "wording.bo.toml")
    assert answer.code == 2
    assert f"文书编号「{code}」" in answer.err
    assert not (zhifa.folder / "wording.bo.toml").exists()
