"""``zhifa paper list``, ``show``, ``sample``, ``preview``: what papers there are, what they hold, how they look."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, kept, step
from zhifa.documents import CATALOGUE
from zhifa.documents.marks import mark_of


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


# --- list and show ---------------------------------------------------------------------------------------------------


def test_the_catalogue_is_listed_in_the_order_of_its_codes(zhifa: CommandLine) -> None:
    papers = zhifa.done("paper", "list", "--json").json["papers"]
    codes = [paper["code"] for paper in papers]
    assert set(codes) == set(CATALOGUE)
    assert codes[:6] == ["D01", "D02", "D03", "D03-2", "D04", "D05"]


def test_each_paper_says_which_step_issues_it_or_what_it_awaits(zhifa: CommandLine) -> None:
    papers = {paper["code"]: paper for paper in zhifa.done("paper", "list", "--json").json["papers"]}
    assert {"workflow": "penalty_ordinary", "step": "decide_penalty", "label": "作出行政处罚决定"} in papers["D33"][
        "steps"
    ]
    assert [code for code, paper in papers.items() if bool(paper["steps"]) == bool(paper["awaits"])] == []


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--family", "当场决定书"), {"D34"}),
        (("--procedure", "行政处罚简易程序", "--family", "当场决定书"), {"D34"}),
        (("--procedure", "penalty_ordinary", "--family", "当场决定书"), set()),
        (("--procedure", "检查"), {"D06", "D06-2", "D06-3"}),
    ],
)
def test_the_catalogue_is_listed_by_family_and_procedure(
    zhifa: CommandLine, options: tuple[str, ...], codes: set[str]
) -> None:
    assert {paper["code"] for paper in zhifa.done("paper", "list", "--json", *options).json["papers"]} == codes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--family", "诗歌"), "--family 的值「诗歌」不合要求：现有 审批表"),
        (("list", "--procedure", "诗歌"), "--procedure 的值「诗歌」不合要求：现有 penalty_ordinary"),
        (("show", "D99"), "文书目录中没有编号「D99」"),
        (("sample", "D33", "D99", "--out", "out"), "文书目录中没有编号「D99」"),
        (("sample", "--out", "out"), "写明文书编号，或者用 --all"),
        (("sample", "D33", "--all", "--out", "out"), "写明文书编号，或者用 --all"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_written(
    zhifa: CommandLine, arguments: tuple[str, ...], said: str
) -> None:
    answer = zhifa("paper", *arguments)
    assert (answer.code, said in answer.err) == (2, True), answer.err
    assert list(zhifa.folder.iterdir()) == []


def test_a_paper_is_shown_with_the_facts_that_it_must_hold(zhifa: CommandLine) -> None:
    told = zhifa.done("paper", "show", "D02").out
    assert "签署　　承办人、承办机构负责人、机关负责人" in told
    assert "　　违法行为终了日期（act.violation_ended_on）" in told
    assert zhifa.done("paper", "show", "D34", "--json").json["padded"] is True


# --- sample ----------------------------------------------------------------------------------------------------------


def test_samples_are_written_in_each_rendition_and_for_each_occasion(zhifa: CommandLine) -> None:
    told = zhifa.done("paper", "sample", "D33", "D02", "--out", "out", "--json").json["samples"]
    assert [one["title"] for one in told] == ["行政处罚决定书", "立案审批表", "不予立案审批表"]
    files = {Path(file).name: (zhifa.folder / file).read_bytes() for one in told for file in one["files"]}
    assert {name.partition(".")[2] for name in files} == {"html", "pdf", "docx"}
    assert (files["D33-行政处罚决定书-样例.pdf"][:5], files["D02-不予立案审批表-样例2.docx"][:2]) == (b"%PDF-", b"PK")
    assert mark_of(files["D33-行政处罚决定书-样例.html"].decode()) == "样例"


def test_only_the_renditions_asked_for_are_written(zhifa: CommandLine) -> None:
    answer = zhifa.done("paper", "sample", "D37", "--out", "out", "--html")
    assert answer.out.splitlines()[-1] == "样例 2 份，已存入 out"
    assert sorted(file.name for file in (zhifa.folder / "out").iterdir()) == [
        "D37-送达回证-样例1.html",
        "D37-送达回证-样例2.html",
    ]


# --- preview ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def reported(migrated_sqlite_url: str, tmp_path: Path) -> tuple[CommandLine, str]:
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    return zhifa, zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]


@pytest.fixture
def verifying(reported: tuple[CommandLine, str]) -> tuple[CommandLine, str]:
    zhifa, case = reported
    zhifa.done("case", "do", case, "verify", *at(10, "010"), "--facts", zhifa.write("verify.json", step("verify")))
    return zhifa, case


def at(hour: int, officer: str = "001") -> tuple[str, ...]:
    return "--as", officer, "--at", f"2026-03-02T{hour}:00:00+08:00"


def test_a_preview_writes_marked_files_and_no_record(verifying: tuple[CommandLine, str]) -> None:
    zhifa, case = verifying
    assert zhifa.database is not None
    facts, before = zhifa.write("inspect.json", step("inspect")), kept(zhifa.database)

    answer = zhifa.done("paper", "preview", case, "inspect", *at(15), "--facts", facts, "--out", "out", "--pdf")

    assert answer.out.splitlines()[-1] == "预览 1 份，已存入 out；没有编文号，没有写入记录"
    assert sorted(file.name for file in (zhifa.folder / "out").iterdir()) == ["预览1-D07.html", "预览1-D07.pdf"]
    assert mark_of((zhifa.folder / "out" / "预览1-D07.html").read_text(encoding="utf-8")) == "预览"
    assert kept(zhifa.database) == before


def test_a_preview_of_a_step_that_is_refused_gives_every_reason_and_writes_nothing(
    verifying: tuple[CommandLine, str],
) -> None:
    zhifa, case = verifying
    arguments = ("paper", "preview", case, "inspect", *at(15), "--out", "out")

    answer, told = zhifa(*arguments), zhifa(*arguments, "--json")

    assert (answer.code, told.code) == (1, 1)
    assert "办法：" in answer.err
    assert told.json["papers"] == []
    assert told.json["refusals"]
    assert not (zhifa.folder / "out").exists()


def test_a_step_without_papers_has_nothing_to_preview(reported: tuple[CommandLine, str]) -> None:
    zhifa, case = reported
    facts = zhifa.write("verify.json", step("verify"))

    answer = zhifa.done("paper", "preview", case, "verify", *at(10, "010"), "--facts", facts, "--out", "out")

    assert answer.out == "这一步骤不制作文书\n"
