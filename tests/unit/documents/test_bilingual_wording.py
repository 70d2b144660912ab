"""The file of wordings: what it may say, which entry speaks for a line, what of the papers it covers."""

from __future__ import annotations

import time

import pytest

from tibetan import filled, wording, wording_file
from zhifa.documents.bilingual import WordingFaulty, dividing, read_wording
from zhifa.documents.bilingual.coverage import blank, coverage, going_out
from zhifa.documents.bilingual.dividing import Line
from zhifa.documents.bilingual.pattern import IN_DOUBT, MOST_PLACES, Pattern
from zhifa.documents.bilingual.rivals import rivals
from zhifa.documents.bilingual.template_lines import fixed_lines
from zhifa.documents.bilingual.wording import MOST

BO = "ཀ་ཁ་ག་ང་།"


def faults(*entries: tuple[str, str]) -> tuple[str, ...]:
    with pytest.raises(WordingFaulty) as caught:
        wording(*entries)
    return caught.value.faults


def values(pattern: str, line: str) -> dict[str, str] | None:
    """What stands in the places of a line that is of the pattern without doubt."""
    reading = Pattern.of(pattern).read(Line(line))
    assert reading != IN_DOUBT
    return None if reading is None or reading.values is None else dict(reading.values)


def in_doubt(pattern: str, line: str) -> bool:
    return Pattern.of(pattern).read(Line(line)) == IN_DOUBT


# --- which entry speaks for a line ------------------------------------------------------------------------------------


def test_places_take_what_stands_between_the_fixed_text() -> None:
    pattern = "自收到之日起{天数}日内向{机关}申请"
    assert values(pattern, "自收到之日起六十日内向示例县人民政府申请") == {"天数": "六十", "机关": "示例县人民政府"}
    assert values(pattern, "自收到之日起日内向示例县人民政府申请") is None
    assert values(pattern, "自收到之日起六十日内向示例县人民政府申请。") is None


def test_a_place_for_figures_takes_nothing_else() -> None:
    pattern = "{年:数字}年{月:数字}月"
    assert values(pattern, "2026年9月") == {"年": "2026", "月": "9"}
    assert values(pattern, "自2026年9月") is None
    assert values(pattern, "２０２６年９月") is None


def test_a_place_named_twice_takes_the_same_twice() -> None:
    pattern = "不服本{文书}，自收到{文书}之日起"
    assert values(pattern, "不服本决定，自收到决定之日起") == {"文书": "决定"}
    assert values(pattern, "不服本决定，自收到通知之日起") is None


def test_a_line_that_can_be_divided_in_two_ways_has_no_wording() -> None:
    told = wording(("{甲}和{乙}", f"{BO}{{甲}}{{乙}}"))
    assert told.of("张和李") == f"{BO}张李"
    assert told.of("张和李和王") is None


def test_where_the_closer_pattern_is_in_doubt_no_wider_one_speaks() -> None:
    told = wording(("收缴{款}，{甲}和{乙}提出", f"{BO}{{款}}{{甲}}{{乙}}"), ("收缴{款}提出", f"{BO}{{款}}"))
    assert told.of("收缴罚款，张和李提出") == f"{BO}罚款张李"
    assert told.of("收缴罚款，张和李和王提出") is None
    assert told.of("收缴罚款提出") == f"{BO}罚款"


def test_brackets_that_belong_together_choose_among_several_ways_to_divide_a_line() -> None:
    pattern = "{名称}（{种类}）。"
    assert values(pattern, "现场检查（勘验）笔录（书证）。") == {"名称": "现场检查（勘验）笔录", "种类": "书证"}
    assert values("对{甲}的{乙}。", "对甲（的）乙的违法行为。") == {"甲": "甲（的）乙", "乙": "违法行为"}
    assert in_doubt(pattern, "现场（检查（勘验（书证）。")


@pytest.mark.parametrize("fact", ["1）无证经营", "a)无证经营；b)拒不改正", "（一)无证经营", "”甲“", "温度为:) 5"])
def test_a_line_that_can_be_divided_in_one_way_only_is_divided_whatever_its_brackets(fact: str) -> None:
    assert values("经查明：{事实}。", f"经查明：{fact}。") == {"事实": fact}


def test_of_two_patterns_for_a_line_the_one_that_fixes_more_speaks() -> None:
    told = wording(
        ("经{甲}，{乙}。", f"{BO}{{甲}}{{乙}}"), ("经复核，{乙}。", f"{BO}{BO}{{乙}}"), ("经复核，维持。", BO)
    )
    assert told.of("经复核，维持。") == BO
    assert told.of("经复核，采纳。") == f"{BO}{BO}采纳"
    assert told.of("经听证，采纳。") == f"{BO}听证采纳"


def test_of_two_patterns_that_fix_as_much_of_a_line_none_speaks() -> None:
    told = wording(
        ("没收{物}", f"{BO}{{物}}"), ("{人}没收", f"{{人}}{BO}"), ("{人}没{物}", f"{{人}}{{物}}{BO}"), ("已没收", BO)
    )
    assert told.of("没收饼干") == f"{BO}饼干"
    assert told.of("张三没收") == f"张三{BO}"
    assert told.of("已没收") == BO
    assert told.of("没收没收没收") is None


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("经查明，{甲}，{乙}，{丙}，{丁}。", "经查明，" + "丙，" * 2000 + "（丙。"),
        ("关于{名称}涉嫌{案由}一案，{事由}", "关于丙" + "涉嫌丙一案，丙" * 600 + "（丙"),
        (
            "起" + "，".join(f"{{第{number}}}" for number in range(MOST_PLACES)) + "。止",
            "起" + "，（，）" * 1000 + "。止",
        ),
    ],
)
def test_no_line_of_a_case_makes_the_search_run_on(pattern: str, line: str) -> None:
    began = time.perf_counter()
    assert in_doubt(pattern, line)
    assert time.perf_counter() - began < 0.5


def test_a_line_that_would_take_too_long_stays_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    told = wording(("甲{人}乙", f"{BO}{{人}}"), ("甲{人}、{物}乙", f"{{人}}{{物}}{BO}"))
    monkeypatch.setattr(dividing, "MOST_STEPS", 20)

    assert told.of("甲丙丙丙丙丙、丙丙乙") == f"丙丙丙丙丙丙丙{BO}"
    assert told.of("甲丙丙丙丙丙丙、丙丙乙") is None


def test_pairs_of_entries_that_may_fit_the_same_line_are_told() -> None:
    told = wording(
        ("没收{物}", f"{BO}{{物}}"), ("{人}没收", f"{{人}}{BO}"), ("{次:数字}扣押", f"{BO}{{次}}"), ("扣{次}押", f"{BO}{{次}}"),
        ("{人}处罚", ""), ("扣押", BO), ("{年:数字}年{月:数字}月", f"{BO}{{年}}{{月}}"), ("第{次}", f"{BO}{{次}}"),
    )  # fmt: skip
    assert [(one.chinese, other.chinese) for one, other in rivals(told)] == [("没收{物}", "{人}没收")]
    one_more = wording(("{次:数字}扣押", f"{BO}{{次}}"), ("1{谁}押", f"{BO}{{谁}}"), ("{谁}：扣", f"{BO}{{谁}}"))
    assert [(one.chinese, other.chinese) for one, other in rivals(one_more)] == [("{次:数字}扣押", "1{谁}押")]


# --- faults of the file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "tibetan", "fault"),
    [
        ("向{机关}申请", BO, "藏文缺少位置 {机关}"),
        ("申请复议", f"{BO}{{机关}}", "藏文多出位置 {机关}，汉文中没有"),
        ("向{机关申请", BO, "花括号不成对；位置写作 {名称}"),
        ("向{1}申请", f"{BO}{{1}}", "位置 {1} 的名称不合要求：用汉字、字母、数字和下划线，不以数字开头"),
        ("第{次:文字}次", f"{BO}{{次}}", "位置 {次:文字} 的种类只能是“数字”"),
        ("向{甲}{乙}申请", f"{BO}{{甲}}{{乙}}", "两处位置相连，分不清各到哪里为止"),
        ("{甲}：{乙}", f"{BO}{{甲}}{{乙}}", "汉文除位置外没有汉字，说不清是哪一行"),
        ("申请复议", "申请复议", "bo 中没有藏文"),
        ("申请复议", f"{BO}\U00020bb7", "含有无法显示的字符 U+20BB7“\U00020bb7”"),
        ("申请复议", f"{BO}\u202e", "含有无法显示的字符 U+202E"),
    ],
)
def test_a_faulty_entry_is_told_by_its_place_and_what_is_wrong(chinese: str, tibetan: str, fault: str) -> None:
    assert faults(("经查明：", BO), (chinese, tibetan)) == (f"[[line]] 第 2 条“{chinese}”：{fault}",)


def test_more_places_than_a_line_can_have_are_refused() -> None:
    many = "，".join(f"{{第{number}}}" for number in range(MOST_PLACES + 1))
    assert f"有 {MOST_PLACES + 1} 处位置，至多 {MOST_PLACES} 处" in faults((many, BO))[0]


@pytest.mark.parametrize("place", ["法院", "机关:数字"])
def test_two_wordings_of_one_line_are_refused_whatever_the_places_are_called_or_take(place: str) -> None:
    name = place.partition(":")[0]
    (fault,) = faults(("向{机关}申请", f"{BO}{{机关}}"), (f"向{{{place}}}申请", f"{BO}{{{name}}}"))
    assert fault == f"[[line]] 第 1 条“向{{机关}}申请”、[[line]] 第 2 条“向{{{place}}}申请”是同一行：一行只能有一种译法"


def test_every_fault_of_a_file_is_told_at_once() -> None:
    assert len(faults(("向{机关}申请", BO), ("申请复议", "申请"), ("{甲}", BO))) == 4


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", '第一项应是 format = "zhifa.wording/1"'),
        ('format = "zhifa.wording/2"', '第一项应是 format = "zhifa.wording/1"'),
        ('format = "zhifa.wording/1"\nlang = "bo"', "不认识的项目“lang”"),
        ('format = "zhifa.wording/1"\nline = 1', "“line”应写作 [[line]]，一条一段"),
        ('format = "zhifa.wording/1"\n[[line]]\nzh = "甲"', "[[line]] 第 1 条：应有且只有 zh（汉文）和 bo（藏文）两项"),
        (
            'format = "zhifa.wording/1"\n[[fact]]\nzh = 1\nbo = ""',
            "[[fact]] 第 1 条：zh 和 bo 各是一行文字，至多 2000 字",
        ),
        (
            'format = "zhifa.wording/1"\n[[line]]\nzh = "甲\\n乙"\nbo = ""',
            "[[line]] 第 1 条：zh 和 bo 各是一行文字，至多 2000 字",
        ),
    ],
)
def test_a_file_that_is_none_is_told_what_it_lacks(text: str, fault: str) -> None:
    with pytest.raises(WordingFaulty) as caught:
        read_wording(text)
    assert caught.value.faults == (fault,)


def test_what_is_no_toml_is_refused_with_its_place() -> None:
    with pytest.raises(WordingFaulty, match=r"不是 TOML：.*line 1"):
        read_wording("format = 甲")


def test_a_file_beyond_its_bound_is_refused() -> None:
    with pytest.raises(WordingFaulty, match="大于 1 MB"):
        read_wording("#" * (1024 * 1024 + 1))


def test_more_entries_than_papers_have_lines_are_refused() -> None:
    many = wording_file(*(("line", (f"第{number}行", BO)) for number in range(MOST + 1)))
    with pytest.raises(WordingFaulty, match=f"有 {MOST + 1} 条，至多 {MOST} 条"):
        read_wording(many)


# --- the lines of the papers ------------------------------------------------------------------------------------------


def test_the_lines_of_a_paper_are_its_text_with_every_branch_and_places_for_facts() -> None:
    lines = {line.text for line in fixed_lines("D33")}
    assert {
        "行政处罚决定书",
        "当事人：{内容}",
        "统一社会信用代码：{内容}",
        "一、违法事实和证据",
        "当事人未提出陈述、申辩。",
        "当事人明确表示放弃陈述、申辩权利。",
        "本案经法制审核，审核意见为同意。",
        "本案经法制审核，审核意见为同意，并经本机关负责人集体讨论。",
        "{成文日期年:数字}年{成文日期月:数字}月{成文日期日:数字}日",
    } <= lines


def test_a_blank_file_holds_each_line_once_and_can_be_read_as_it_is() -> None:
    text = blank(("D33", "D24"))
    told = read_wording(text)

    assert text.count("经查明：") == 1
    assert {entry.tibetan for entry in told.entries} == {""}
    assert {line.text for code in ("D33", "D24") for line in fixed_lines(code)} >= {
        entry.chinese for entry in told.entries
    }


def test_a_filled_file_covers_every_line_and_a_new_blank_one_is_empty() -> None:
    told = read_wording(filled(blank(going_out())))
    found = coverage(told)

    assert (found.translated, found.idle) == (found.lines, ())
    assert "[[line]]" not in blank(going_out(), told)


def test_lines_without_a_wording_are_counted_paper_by_paper() -> None:
    found = coverage(wording(("经查明：", BO), ("当事人未提出陈述、申辩。", "")))
    told = {covered.line.text for covered in found.papers["D33"] if covered.entry}

    assert told == {"经查明："}
    assert found.translated == 1
    assert found.idle == ()


def test_an_entry_that_fits_no_line_of_any_paper_is_idle_unless_it_speaks_of_facts() -> None:
    text = wording_file(("line", ("经查清：", BO)), ("line", ("拟写后译", "")), ("fact", ("示例县市场监督管理局", BO)))
    assert [entry.chinese for entry in coverage(read_wording(text)).idle] == ["经查清：", "拟写后译"]
