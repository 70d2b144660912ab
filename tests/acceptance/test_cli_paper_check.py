"""``zhifa paper check``: the papers of a case, and files, held against the rules before they go out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from case_desk import Desk, put
from command_line import EXAMPLES, CommandLine
from zhifa.documents.lint import BETWEEN, RULES
from zhifa.engine.clock import SystemClock
from zhifa.scenario import play


@pytest.fixture
def archived(migrated_sqlite_url: str, tmp_path: Path) -> tuple[CommandLine, str]:
    outcome = play(EXAMPLES / "scenarios" / "straight.json", migrated_sqlite_url)
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url), outcome.case_id


def write(zhifa: CommandLine, case: str) -> Path:
    """The decision of the case as a file."""
    zhifa.done("case", "papers", case, "--out", "papers")
    return next((zhifa.folder / "papers").glob("*D33*.html"))


def test_the_papers_of_a_sound_case_pass(archived: tuple[CommandLine, str]) -> None:
    zhifa, case = archived
    assert zhifa.done("paper", "check", case[:8]).out.splitlines()[-1].endswith("份：错误 0，警告 0，提示 0")


def test_a_file_is_checked_without_a_database_and_an_error_is_exit_code_1(archived: tuple[CommandLine, str]) -> None:
    zhifa, case = archived
    file = write(zhifa, case)
    file.write_text(file.read_text("utf-8").replace("加处罚款", "另行处理"), "utf-8")

    answer = CommandLine(folder=zhifa.folder)("paper", "check", str(file))

    assert answer.code == 1
    assert (
        "[错误] 履行方式和期限：有罚款而没有写逾期缴纳是否加处罚款；写明每日按罚款数额的百分之三加处罚款" in answer.out
    )
    assert "（surcharge）" in answer.out


def test_a_warning_alone_is_no_failure(archived: tuple[CommandLine, str]) -> None:
    zhifa, case = archived
    file = write(zhifa, case)
    file.write_text(file.read_text("utf-8").replace("经查明：", "经查明：货值￥576。"), "utf-8")

    answer = zhifa("paper", "check", str(file))

    assert (answer.code, "[警告]" in answer.out) == (0, True)


def test_files_of_one_folder_are_held_against_each_other(archived: tuple[CommandLine, str]) -> None:
    zhifa, case = archived
    file = write(zhifa, case)
    file.write_text(
        file.read_text("utf-8").replace('<p class="flush">当事人：', '<p class="flush">当事人：另一'), "utf-8"
    )

    told = zhifa("paper", "check", "--json", *map(str, sorted((zhifa.folder / "papers").glob("*.html")))).json

    assert [one["rule"] for several in told["between"] for one in several["findings"]] == ["same-party"]
    assert (told["counts"]["error"], told["counts"]["warning"] >= 1) == (0, True)
    assert {"source", "code", "title", "findings"} == set(told["papers"][0])


def test_the_rules_are_listed_without_papers(tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path)
    listed = zhifa.done("paper", "check", "--rules", "--json").json["rules"]
    assert [rule["id"] for rule in listed] == [rule.id for rule in (*RULES, *BETWEEN)]
    assert zhifa.done("paper", "check", "--rules").out.splitlines()[-1] == f"共 {len(listed)} 条"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", "<p>不是文书</p>", "不是文书网页：没有 article 一段"),
        (
            "b.html",
            '<article class="letter"><header><h1>告示</h1></header></article>',
            "标题「告示」不是文书目录所载的名称",
        ),
        ("D33.html", '<article class="letter"><script></script></article>', "不是本系统写出的文书网页"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_in_chinese(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    answer = CommandLine(folder=tmp_path)("paper", "check", name)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有写要检查的案件或者文件"),
        (("missing.html",), "不能读"),
        (("3f2a91c0",), "检查案件要写 --database"),
    ],
)
def test_what_cannot_be_checked_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = CommandLine(folder=tmp_path)("paper", "check", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_replayed_case_is_not_held_against_the_register_of_today(tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path)
    zhifa.done("replay", str(EXAMPLES / "cases" / "20_keqiao_xinjia_hongcheng_accident.json"), "--out", "out")
    checked = CommandLine(folder=tmp_path, database="sqlite:///out/replay.db")
    case = json.loads(checked.done("case", "list", "--json").out)["cases"][0]["id"]

    told = checked.done("paper", "check", case, "--json").json

    assert {one["rule"] for paper in told["papers"] for one in paper["findings"]} == {"half-width"}
    assert told["counts"]["error"] == 0


def test_a_step_tells_what_looks_odd_in_the_papers_it_issued(migrated_sqlite_url: str, tmp_path: Path) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case = desk.bring_to("investigating")
        desk.do(case, "interview")
        concluding = desk.command(case, "conclude")
        odd = f"{concluding.facts['draft']['facts']}袋上印有“生产日期：____”。"
        desk.office.perform(replace(concluding, facts=put({**concluding.facts}, "draft.facts", odd)))
        notice = desk.command(case, "notify")
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    facts = zhifa.write("notice.json", dict(notice.facts))
    now = SystemClock().now().isoformat()

    told = zhifa.done("case", "do", case, "notify", "--as", notice.actor, "--at", now, "--facts", facts).out

    assert "\n请核对 D24 “一、事实”第1段：有未填的空白或者占位：" in told
