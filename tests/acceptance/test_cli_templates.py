"""``zhifa template``: packs listed, shown, compared, begun, checked and tried; a case worded by an agency's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine, report
from packs import block, pack

COUNTY = EXAMPLES / "templates" / "county"


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


def test_the_papers_of_a_pack_are_listed_with_where_they_come_from(zhifa: CommandLine) -> None:
    told = zhifa.done("template", "list", "--pack", "county@2026-01-01", "--templates", str(COUNTY), "--json").json
    papers = {paper["code"]: paper for paper in told["papers"]}
    assert {"name": "county", "title": "示例县市场监督管理局", "level": "agency", "extends": "samr",
            "editions": ["2026-01-01", "2026-07-01"]} in told["packs"]  # fmt: skip
    assert papers["D33"]["from"] == ["samr@2021-09-01", "county@2026-01-01"]
    assert papers["D19"]["title"] == "责令改正通知书"
    assert "责令限期改正通知书" in zhifa.done("template", "list", "--pack", "county", "--templates", str(COUNTY)).out


def test_a_paper_is_shown_block_by_block_with_its_source(zhifa: CommandLine) -> None:
    told = zhifa.done("template", "show", "D33", "--pack", "samr", "--json").json
    sources = {part["block"]: part["source"] for part in told["parts"] if part["file"] == "D33.html"}
    assert sources["publication"] == "samr@2021-09-01/D33.html"
    assert sources["law"] == "D33.html"
    assert sources["contact"] == "D33.html"
    assert "── D33.html publication" in zhifa.done("template", "show", "D33").out


def test_two_packs_and_two_editions_are_compared(zhifa: CommandLine) -> None:
    told = zhifa.done("template", "diff", "samr@2021-08-31", "samr", "--json").json
    assert [(one["file"], one["block"]) for one in told["blocks"]] == [("D33.html", "publication")]
    assert any("市场监督管理行政处罚信息公示规定" in line for line in told["blocks"][0]["diff"] if line[0] == "+")
    named = zhifa.done("template", "diff", "county@2026-01-01", "county", "--templates", str(COUNTY)).out
    assert named == "名称　责令改正通知书 → 责令限期改正通知书\n"
    assert zhifa.done("template", "diff", "national", "samr", "D24").out == "没有不同\n"


def test_a_pack_is_begun_from_what_is_below_and_changes_nothing_yet(zhifa: CommandLine) -> None:
    begun = (
        "--name",
        "county",
        "--title",
        "示例县市场监督管理局",
        "--since",
        "2026-01-01",
        "--extends",
        "samr",
        "--out",
        ".",
    )
    zhifa.done("template", "new", "D33", "D24", "D34", *begun)
    assert "{% block performance %}" in (zhifa.folder / "county" / "2026-01-01" / "D33.html").read_text(
        encoding="utf-8"
    )
    assert json.loads(zhifa.done("template", "lint", "county", "--json").out)["counts"]["error"] == 0
    assert zhifa.done("template", "test", "county", "--json").json == {"papers": [], "failed": []}
    again = zhifa("template", "new", "D33", *begun)
    assert again.code == 2
    assert "已存在，没有覆盖" in again.err


@pytest.mark.parametrize(("option", "value"), [("--name", "../x"), ("--since", "2026-13-01"), ("--title", "\u202e")])
def test_a_pack_that_could_not_be_used_is_not_begun(zhifa: CommandLine, option: str, value: str) -> None:
    given = {"--name": "county", "--title": "示例县局", "--since": "2026-01-01", option: value}
    answer = zhifa("template", "new", "D33", "--out", ".", *(word for pair in given.items() for word in pair))
    assert answer.code == 2
    assert option in answer.err
    assert list(zhifa.folder.iterdir()) == []


def test_the_packs_of_the_package_and_of_the_examples_have_no_fault(zhifa: CommandLine) -> None:
    answer = zhifa.done("template", "lint", "samr", "agriculture", "housing_fund", str(COUNTY))
    assert answer.out == "检查样式包：错误 0，警告 0\n"


def test_a_pack_outside_the_language_is_told_with_exit_code_1(zhifa: CommandLine) -> None:
    folder = pack(zhifa.folder, {"D33.html": "{{ ''.__class__ }}", "D24.html": "{% include '/etc/passwd' %}"})
    answer = zhifa("template", "lint", str(folder))
    assert answer.code == 1
    assert "county，2026-01-01/D33.html 第1行：不能读取“__class__”" in answer.out
    assert "county，2026-01-01/D24.html 第1行：不能引用“/etc/passwd”" in answer.out


def test_a_fact_that_may_be_lacking_or_is_none_is_told(zhifa: CommandLine) -> None:
    written = "<p>{{ party.phone }}</p>{% if party.phone %}<p>{{ party.phone }}</p>{% endif %}<p>{{ act.nobody }}</p>"
    findings = zhifa("template", "lint", str(pack(zhifa.folder, block("law", written))), "--json").json["findings"]
    told = [(one["severity"], one["wrong"]) for one in findings if one["line"] == 3]
    assert ("warning", "读取了“party.phone”（当事人电话），这种文书不要求有它，没有时出不了文书") in told
    assert ("error", "事实中没有“act.nobody”") in told
    assert [one for one in told if "party.phone" in one[1]] == told[:1]


def test_a_mandatory_element_that_a_pack_leaves_out_is_told(zhifa: CommandLine) -> None:
    bodies = "<p>可以向{{ agency.review_body }}、{{ agency.court }}反映。</p>"
    told = []
    for written in ("<h2>六、其他</h2>", bodies):
        answer = zhifa("template", "lint", str(pack(zhifa.folder, block("remedy", written))), "--json")
        assert answer.code == 1
        told.append(" ".join(one["wrong"] for one in answer.json["findings"] if one["paper"] == "D33"))
    assert "没有写出必备事项“机关复议机关”" in told[0]
    assert "行政处罚法第五十二条第二款、第五十九条第一款第（五）项" in told[1]


def test_every_changed_paper_is_made_in_three_renditions(zhifa: CommandLine) -> None:
    folder = pack(zhifa.folder, block("law", "<p>另有说理：{{ draft.violated|citations }}。</p>"))
    told = zhifa.done("template", "test", str(folder), "--out", "made", "--json").json
    (paper,) = told["papers"]
    assert [Path(file).suffix for file in paper["files"]] == [".html", ".pdf", ".docx"]
    assert "样例：" in (zhifa.folder / paper["files"][0]).read_text(encoding="utf-8")


def test_a_paper_that_cannot_be_made_is_told_with_exit_code_1(zhifa: CommandLine) -> None:
    answer = zhifa("template", "test", str(pack(zhifa.folder, block("law", "<p><p></p></p>"))))
    assert answer.code == 1
    assert "写出的不是文书" in answer.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("template", "list", "--pack", "nobody"),
            "没有样式包「nobody」；现有：national、agriculture、housing_fund、samr",
        ),
        (("template", "show", "D33", "--pack", "samr@yesterday"), "日期「yesterday」不合要求"),
        (("template", "show", "D99"), "D99"),
        (("template", "test", "nowhere"), "目录 nowhere 不存在"),
        (("template", "list", "--templates", "nowhere"), "目录 nowhere 不存在"),
    ],
)
def test_what_is_not_there_is_told_with_exit_code_2(zhifa: CommandLine, words: tuple[str, ...], told: str) -> None:
    answer = zhifa(*words)
    assert answer.code == 2
    assert told in answer.err


def test_a_case_is_worded_by_the_folder_that_the_command_names(migrated_url: str, tmp_path: Path) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_url)
    register = json.loads((EXAMPLES / "register.json").read_text(encoding="utf-8"))
    register["agency"]["policy"]["templates"] = "county"
    zhifa.done("register", "import", zhifa.write("register.json", register))
    own = pack(tmp_path, block("rows", '{{ super() }}<tr><th>样式</th><td colspan="3">自有</td></tr>', file="D01.html"))
    opening = zhifa.write("report.json", report())
    without = zhifa("case", "new", opening)
    assert without.code == 1
    assert "文书样式包“county”没有提供" in without.err
    case = zhifa.done("case", "new", opening, "--templates", str(own), "--json").json["done"]["case"]
    (paper,) = zhifa.done("case", "papers", case, "--json").json["papers"]
    assert paper["template_version"].endswith("/county@2026-01-01")
    faulty = pack(tmp_path / "faulty", {"D01.html": "{{ ''.__class__ }}"})
    answer = zhifa("case", "new", opening, "--templates", str(faulty))
    assert answer.code == 2
    assert "文书样式包不能用，有 1 处不合要求" in answer.err
