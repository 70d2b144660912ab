"""``zhifa term check``: what a file expects beside what is computed, each with its arithmetic, and one line that sums it up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import EXAMPLES, CommandLine

DEADLINES = str(EXAMPLES / "deadlines.json")
GIVEN: list[dict[str, Any]] = json.loads(Path(DEADLINES).read_text(encoding="utf-8"))["scenarios"]


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


def test_the_shipped_file_is_as_expected_and_the_last_line_says_so(zhifa: CommandLine) -> None:
    answer = zhifa.done("term", "check", DEADLINES)
    assert answer.out.splitlines()[-1] == f"{len(GIVEN)} of {len(GIVEN)} as expected"
    assert [one["id"] for one in GIVEN if one["id"] not in answer.out] == []
    assert ("名义届满：" in answer.out, answer.err) == (False, "")


def test_every_explanation_names_its_article_when_asked_for(zhifa: CommandLine) -> None:
    out = zhifa.done("term", "check", DEADLINES, "--explain").out
    assert [one["id"] for one in GIVEN if f"依据：{one['law']}　{one['article']}，" not in out] == []
    assert "第3日2026-02-14（周六，调休上班）" in out
    assert out.splitlines()[-1].endswith("as expected")


def test_a_difference_is_shown_with_its_explanation_and_fails(zhifa: CommandLine) -> None:
    file = zhifa.write("wrong.json", {"scenarios": [GIVEN[0] | {"expected_due": "2026-04-05"}, GIVEN[1]]})
    answer = zhifa("term", "check", file)
    assert (answer.code, answer.out.splitlines()[-1]) == (1, "1 of 2 as expected")
    assert "不符：届满 应为 2026-04-05，算得 2026-04-07" in answer.out
    assert "顺延：名义届满日为休息日，2026-04-05至2026-04-06（清明放假）" in answer.out


def test_a_file_whose_lenient_reading_differs_passes_and_one_that_expects_it_fails(zhifa: CommandLine) -> None:
    transfer = next(one for one in GIVEN if "expected_lenient" in one)
    lenient = zhifa.write("lenient.json", {"scenarios": [transfer | {"expected_lenient": "2026-10-08"}]})
    enforced = zhifa.write("enforced.json", {"scenarios": [transfer | {"expected_due": transfer["expected_lenient"]}]})
    assert zhifa.done("term", "check", lenient).out.splitlines()[-1] == "1 of 1 as expected"
    assert zhifa("term", "check", enforced).code == 1


def test_the_answer_for_programs_holds_every_comparison(zhifa: CommandLine) -> None:
    told = zhifa.done("term", "check", DEADLINES, "--json").json
    assert (told["as_expected"], told["of"]) == (len(GIVEN), len(GIVEN))
    first = told["scenarios"][0]
    assert first["checks"][0] == {
        "what": "届满", "expected": "2026-04-07", "computed": "2026-04-07", "as_expected": True,
    }  # fmt: skip
    assert first["explanation"][0] == "依据：行政处罚法(2021)　60，90日（自然日）"


def test_an_event_nobody_knows_is_told_with_its_scenario_and_the_others_are_still_worked(zhifa: CommandLine) -> None:
    unknown = GIVEN[0] | {"id": "未知", "events": [{"type": "pause", "from": "2026-02-01"}], "colour": "red"}
    file = zhifa.write("unknown.json", {"scenarios": [unknown, GIVEN[1]]})
    answer, told = zhifa("term", "check", file), zhifa("term", "check", file, "--json")
    assert (answer.code, told.code, answer.out.splitlines()[-1]) == (2, 2, "1 of 2 as expected")
    assert '情景 「未知」 不能验算：填报项“events.0”的值 「{"type": "pause"' in answer.err
    assert "情景 「未知」 不能验算：填报项“colour”的值 「red」 不合要求：没有这一项" in answer.err
    assert len(told.json["scenarios"][0]["faults"]) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "文件 「given.json」 不能读"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b"{", "文件 「given.json」 不能用：不是 JSON"),
        (b'{"scenarios": []}', "至少有一个情景"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(zhifa: CommandLine, content: bytes | None, told: str) -> None:
    if content is not None:
        (zhifa.folder / "given.json").write_bytes(content)
    answer = zhifa("term", "check", "given.json")
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_file_may_come_from_the_standard_input(zhifa: CommandLine) -> None:
    given = json.dumps({"scenarios": GIVEN[:1]})
    assert zhifa.done("term", "check", "-", stdin=given).out.splitlines()[-1] == "1 of 1 as expected"
