"""``zhifa discretion`` and ``register law``: what may be chosen, whether a benchmark fits, both texts of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_desk import Desk
from command_line import EXAMPLES, CommandLine
from in_hand import standing
from shelves import keeping
from steps_of_weighing import lenience, statute_range, tier
from zhifa.cli.discretion import show_scale, summary
from zhifa.workflows import discretion, dossier

REGISTERS = EXAMPLES / "registers"
SHEETS = [str(REGISTERS / f"{name}.csv") for name in ("statute", "article", "statutory_range", "benchmark", "leniency")]


@pytest.fixture
def concluded(migrated_sqlite_url: str, tmp_path: Path) -> tuple[CommandLine, str]:
    """A case whose draft is on file, with the example registers taken in."""
    with Desk(migrated_sqlite_url) as desk:
        case = desk.bring_to("concluded")
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    zhifa.done("register", "import", *SHEETS)
    return zhifa, case


def test_the_tiers_of_a_draft_are_shown_with_the_lists_that_speak_for_the_party(
    concluded: tuple[CommandLine, str],
) -> None:
    zhifa, case = concluded
    text, told = zhifa.done("discretion", "show", case).out, zhifa.done("discretion", "show", case[:8], "--json").json

    (item,) = told["items"]
    assert (item["kind"], item["amount"], item["statute"], item["weighed"]) == ("罚款", 100_000, "inside", None)
    tiers = {(one["benchmark"], one["tier"], one["where"]) for one in item["candidates"]}
    assert tiers >= {("SC-119-1", "较轻二档", "inside"), ("SC-119-1", "一般", "below")}
    assert {benchmark for benchmark, _, _ in tiers} == {"SC-119-1"}, "the agency refined the benchmark of its superior"
    assert [(one["list"], one["code"], one["answer"]) for one in told["suggestions"]] == [
        ("lighter", "CQ-01", None), ("mitigated", "JQ-01", None), ("no_penalty", "BY-01", None),
    ]  # fmt: skip
    assert "700.00元（不含）至1000.00元（含）" in text
    assert "现有草案还没有裁量说明" in text


def test_before_there_is_a_draft_there_is_nothing_to_weigh(migrated_sqlite_url: str, tmp_path: Path) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case = desk.bring_to("investigating")
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)

    assert "还没有决定草案" in zhifa.done("discretion", "show", case).out
    assert zhifa.done("discretion", "show", case, "--json").json["items"] == []


def test_both_texts_of_an_article_are_shown(concluded: tuple[CommandLine, str]) -> None:
    zhifa, _ = concluded
    demo = "示例省示例物品管理条例"
    asked = ("register", "law", demo, "第三条第一款", "--on", "2025-06-30", "--and", "2025-07-01")
    text, told = zhifa.done(*asked).out, zhifa.done(*asked, "--json").json
    same = zhifa.done("register", "law", demo, "第一条", "--on", "2025-06-30", "--and", "2025-07-01").out

    assert text.count("施行：") == 2
    assert [one["valid_to"] for one in told["texts"]] == ["2025-06-30", None]
    assert told["texts"][0]["text"] != told["texts"][1]["text"]
    assert "两天的文本相同" in same


def test_what_cannot_be_looked_up_is_named(concluded: tuple[CommandLine, str]) -> None:
    for asked, told in (
        (("《某法》", "第一条"), "不在示例市生态环境局的法律文件名录中"),
        (("中华人民共和国行政处罚法", "51"), "应写作 第五十一条"),
        (("中华人民共和国行政处罚法", "第五十一条", "--on", "昨天"), "--on 的值「昨天」不合要求"),
    ):
        answer = concluded[0]("register", "law", *asked)
        assert answer.code == 2
        assert told in answer.err


def test_a_case_shows_both_texts_of_an_article_that_changed_since_the_violation(
    concluded: tuple[CommandLine, str],
) -> None:
    zhifa, case = concluded
    law = "中华人民共和国大气污染防治法"
    rows = f"{law},第七十七条,旧文。,2016-01-01,2026-03-01\n{law},第七十七条,新文。,2026-03-02,\n"
    (zhifa.folder / "article.csv").write_text(f"法律,条,正文,有效期自,有效期至\n{rows}", encoding="utf-8")
    before = zhifa.done("case", "show", case, "--json").json["case"]["changed_articles"]
    zhifa.done("register", "import", "article.csv", "--keep-others")
    text, told = zhifa.done("case", "show", case).out, zhifa.done("case", "show", case, "--json").json

    assert before == []
    assert text.index("旧文。") < text.index("新文。")
    assert [(one["article"], one["then"]["text"], one["now"]["text"]) for one in told["case"]["changed_articles"]] == [
        ("第七十七条", "旧文。", "新文。")
    ]


def test_a_benchmark_is_checked_without_a_database(tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path)
    benchmark = (REGISTERS / "benchmark.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "benchmark.csv").write_text(benchmark.replace("1000.00,1500.00", "1100.00,1500.00"), encoding="utf-8")
    sound = zhifa.done("discretion", "check", *SHEETS[2:])
    faulty = zhifa("discretion", "check", "benchmark.csv", SHEETS[2], "--json")
    foreign = zhifa("discretion", "check", SHEETS[0])

    assert sound.out == "法定幅度 6 行、裁量基准 13 行、四张清单 4 行：不合要求 0 处，提示 0 处\n"
    assert faulty.code == 1
    assert any("没有覆盖法定幅度，缺1000.00元（不含）至1100.00元（含）" in fault for fault in faulty.json["faults"])
    assert (foreign.code, "不是裁量基准" in foreign.err) == (2, True)


def test_what_was_weighed_is_shown_beside_what_might_be(capsys: pytest.CaptureFixture[str]) -> None:
    answer = {"list": "lighter", "code": "示例清单1", "followed": False, "reason": "面积在一亩以上。"}
    shares = tier("较重", None, None, base="value", base_from=100, low_share=2000, high_share=3000)
    case = standing("concluded")
    case = case.but(register=keeping(case.register, tier(), shares, statute_range(), lenience()))
    case = case.do("weigh", suggestions=[answer])
    scale = discretion.scale(case.case, case.register.shelf, case.scene().day)
    act = dossier.weighing(case.case)
    assert scale is not None
    assert act is not None
    show_scale(scale, act.facts)
    text, told = capsys.readouterr().out, summary(scale, act.facts)

    assert "●" in text
    bands = {one["tier"]: one["band"] for one in told["items"][0]["candidates"]}
    assert bands["较重"] == "货值金额1.00元（含）以上的，货值金额2倍（含）至3倍（含）"
    assert "不按清单处理：面积在一亩以上。" in text
    assert told["items"][0]["weighed"]["tier"] == "较轻"
    assert told["suggestions"][0]["answer"] == answer
    assert (told["notes"], "提示" in text) == ([], False)


def test_what_is_to_be_looked_at_in_a_weighing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    case = standing("concluded")
    case = case.but(register=keeping(case.register, tier(), statute_range(), lenience("mitigated")))
    case = case.do("weigh", suggestions=[{"list": "mitigated", "code": "示例清单1", "followed": True}])
    scale = discretion.scale(case.case, case.register.shelf, case.scene().day)
    act = dossier.weighing(case.case)
    assert scale is not None
    assert act is not None
    show_scale(scale, act.facts)
    text, (note,) = capsys.readouterr().out, summary(scale, act.facts)["notes"]

    assert text.endswith(f"\n\n提示：{note}\n")
    assert "减轻处罚清单“示例清单1”" in note
