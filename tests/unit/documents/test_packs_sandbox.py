"""What an agency's template may not do: it is refused before it runs, or stopped at its bound, with pack, file, line and what to do."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext, Macro
from markupsafe import Markup

from packs import ON, block, in_force, pack
from zhifa.documents import CATALOGUE, render
from zhifa.documents import facts as f
from zhifa.documents.environment import NATIONAL, TemplateSet
from zhifa.documents.errors import TemplateFailed, TemplateFault, TemplatesFaulty
from zhifa.documents.packs import SHIPPED
from zhifa.documents.packs.budget import MAX_CHARS, MAX_STEPS
from zhifa.documents.packs.guard import GuardedEnvironment

Make = Callable[..., f.Facts]


def refused(folder: Path, *files: dict[str, str]) -> tuple[TemplateFault, ...]:
    merged = {name: text for several in files for name, text in several.items()}
    with pytest.raises(TemplatesFaulty) as raised:
        in_force(folder, merged)
    return raised.value.faults


OUTSIDE = {
    "{{ ''.__class__.__mro__ }}": "不能读取“__class__”",
    "{{ ''|attr('__class__') }}": "没有过滤器“attr”",
    "{{ facts['__class__'] }}": "方括号中只能写明",
    "{{ facts['__cl' ~ 'ass__'] }}": "方括号中只能写明",
    "{{ facts.act.by.name.upper() }}": "只能引用文书的宏",
    "{{ '%s'.format(facts) }}": "只能引用文书的宏",
    "{{ cycler() }}": "只能引用文书的宏",
    "{% set t = agency.name %}{{ t.upper() }}": "只能引用文书的宏",
    "{% set d = issue.issued_on %}{{ d.today()|day }}": "只能引用文书的宏",
    "{% for d in facts.evidence %}{{ d.__str__() }}{% endfor %}": "只能引用文书的宏",
    "{% with t = party.name %}{{ t.ljust(1500000000) }}{% endwith %}": "只能引用文书的宏",
    "{% set draft = facts.spot_decision %}": "名称“draft”是文书给出的",
    "{% for party in facts.evidence %}{{ party.name }}{% endfor %}": "名称“party”是文书给出的",
    "{% import '_macros.html' as agency %}": "名称“agency”是文书给出的",
    "{{ super.super() }}": "只能引用文书的宏",
    "{{ m.remedy(agency, '决定') }}": "只能引用文书的宏",
    "{% import '_macros.html' as n %}{% set n = agency.name %}{{ n.ljust(9) }}": "名称“n”是引入的宏的",
    "{% import '_macros.html' as n %}{% for n in facts.evidence %}{{ n.upper() }}{% endfor %}": "名称“n”是引入的宏的",
    "{{ self.law() }}": "不能使用名称“self”",
    "{{ _x }}": "不能使用名称“_x”",
    "{% for n in range(10) %}x{% endfor %}": "只能引用文书的宏",
    "{% for n in facts.evidence recursive %}{{ loop(n) }}{% endfor %}": "循环不能自己套自己",
    "{% for n in draft.facts if false %}x{% endfor %}": "for 后面不能写 if",
    "{{ 'x' * 1000000000 }}": "不能使用这种语句或者算式",
    "{{ 9 ** 9 ** 9 }}": "不能使用这种语句或者算式",
    "{{ draft.facts[0:5] }}": "不能截取",
    "{% set a = 'x' ~ 'y' %}{{ a }}": "取值不能由文字拼成",
    "{% set a = draft.facts|paragraphs %}{{ a }}": "取值不能由文字拼成",
    "{% set a %}xx{% endset %}{{ a }}": "不能用 set 存一段文字",
    "{% set a = [party.name, party.name] %}{{ a|join }}": "列表中不能再有列表",
    "{% set a = ['a'] %}{% set b = [a, a] %}{% set c = [b, b] %}{% if b == c %}x{% endif %}": "列表中不能再有列表",
    "{% set a = [['a', 'b'], ['a', 'b']] %}{{ a|length }}": "列表中不能再有列表",
    "{% for a in ['丙' ~ '丙'] %}{% for b in [a ~ a] %}{{ b }}{% endfor %}{% endfor %}": "取值不能由文字拼成",
    "{% for a in [super()] %}{{ a }}{{ a }}{% endfor %}": "取值不能由文字拼成",
    "{% for a in [draft.facts|paragraphs] %}{{ a }}{% endfor %}": "取值不能由文字拼成",
    "{% for a in super() %}{{ a }}{% endfor %}": "取值不能由文字拼成",
    "<ARTICLE CLASS='letter'></ARTICLE>": "“<ARTICLE CLASS='letter'></ARTI”不是文书的标记",
    "<p class='note'>一</p>": "不是文书的标记",
    '<p class="note" onclick="x">一</p>': "不是文书的标记",
    '<p class="{{ party.name }}">一</p>': '“<p class="”不是文书的标记',
    "<{{ 'script' }}>": "“<”不是文书的标记",
    "<p{# #}>一</p>": "“<p”不是文书的标记",
    "{% raw %}<!--{% endraw %}": "“<!--”不是文书的标记",
    "<p>见附件<![1]</p>": "“<![1]</p>”不是文书的标记",
    "<p>罚款<5000元</p>": "“<5000元</p>”不是文书的标记",
    "<script>alert(1)</script>": "不是文书的标记",
    "<img src='file:///etc/passwd'>": "不是文书的标记",
    "<span></span>": "不是文书的标记",
    '<p lang="bo">一</p>': "不是文书的标记",
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}": "一次只给一个名称取值",
    "{% with a = draft.facts|cell %}{{ a }}{% endwith %}": "取值不能由文字拼成",
    "{% macro x() %}{{ x() }}{% endmacro %}": "不能定义宏",
    "{% call m.row('a', 'b') %}x{% endcall %}": "不能使用 call",
    "{% filter upper %}x{% endfilter %}": "不能使用 filter 段",
    "{% autoescape false %}{{ party.name }}{% endautoescape %}": "不能改变转义",
    "{{ party.name|safe }}": "没有过滤器“safe”",
    "{{ party.name|replace('a', 'b' ) }}": "没有过滤器“replace”",
    "{{ party.name|indent(100000000) }}": "没有过滤器“indent”",
    "{{ [1]|map('string')|join }}": "没有过滤器“map”",
    "{% if party.name is filter('e') %}x{% endif %}": "没有判断“is filter”",
    "{{ {'a': 1} }}": "不能写字典",
    "{{ m.row(*facts.evidence) }}": "只能引用文书的宏",
    "{% include '/etc/passwd' %}": "不能引用“/etc/passwd”",
    "{% include '../../pack.toml' %}": "不能引用“../../pack.toml”",
    "{% include 'page.html' %}": "不能引用“page.html”",
    "{% include ['D33.html', 'x'] %}": "引用的文件要写明名称",
    "{% include party.name %}": "引用的文件要写明名称",
    "{% include '_nothing.html' %}": "没有文件“_nothing.html”",
    "{% include '_remedy.html' ignore missing %}": "不能写 ignore missing",
    "{% import '_remedy.html' as r %}": "中没有宏",
    "{% from '_macros.html' import remedy %}": "不能使用 from",
    "{% include 'county@2026-01-01/D33.html' %}": "不能引用",
    "{{ nobody.name }}": "没有名称“nobody”",
    "{{ party.name": "模板语法有误",
    "{% if %}": "模板语法有误",
    "{{ draft.facts|paragraphs(1)|nothing }}": "没有过滤器“nothing”",
}


@pytest.mark.parametrize("written", OUTSIDE)
def test_what_is_outside_the_language_is_refused_with_its_place(tmp_path: Path, written: str) -> None:
    faults = refused(tmp_path, block("law", f"<p>一</p>\n{written}"))
    fault = next(fault for fault in faults if OUTSIDE[written] in fault.wrong)
    assert (fault.pack, fault.file) == ("county", "2026-01-01/D33.html")
    assert fault.line in (3, 4, 5)
    assert fault.text.startswith(f"样式包 county，2026-01-01/D33.html 第{fault.line}行：")
    assert fault.remedy


DEEP = {
    "brackets": "{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}",
    "attributes": "{{ party" + ".name" * 10000 + " }}",
    "choices": "{% if party %}" * 2000 + "{% endif %}" * 2000,
    "loops": "".join(f"{{% for a{n} in facts.evidence %}}" for n in range(30)) + "{% endfor %}" * 30,
    "a figure": "{{ " + "9" * 5000 + " }}",
}


@pytest.mark.parametrize("case", DEEP)
def test_what_is_nested_too_deep_to_be_read_is_refused(tmp_path: Path, case: str) -> None:
    assert "不能读成模板" in refused(tmp_path, block("law", DEEP[case]))[0].wrong
    assert refused(tmp_path / "2", {"_own.html": DEEP[case], **block("law", "{% include '_own.html' %}")})


def test_a_faulty_file_is_not_reckoned_when_another_is_looked_at(tmp_path: Path) -> None:
    huge = "{% extends 'D33.html' %}{% block law %}{{ 'x' * 100000000000 }}{% endblock %}"
    files = {"_base.html": huge, "D33.html": "{% extends '_base.html' %}{% block law %}{{ super() }}{% endblock %}"}
    assert "不能使用这种语句或者算式" in {fault.wrong for fault in refused(tmp_path, files)}


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {"D24.html": "{{ ''.__class__ }}{{ 1 + 1 }}", "D33.html": "{{ x|safe }}", "D99.html": "", "page.html": ""}
    assert len(refused(tmp_path, files)) == 5


MISPLACED = {
    "a block that is not there": (
        {"D33.html": "{% extends 'D33.html' %}{% block nothing %}{% endblock %}"},
        "没有名为“nothing”的段落",
    ),
    "text outside the blocks": ({"D33.html": "{% extends 'D33.html' %}\n<p>写在外面。</p>"}, "写在段落（block）外面"),
    "nothing below": ({"_own.html": "{% extends '_own.html' %}"}, "没有文件“_own.html”可以继承"),
    "macros of the package": ({"_macros.html": ""}, "是全国文书的宏，不能改写"),
    "a file of no paper": ({"D99.html": ""}, "不是文书或者共用部分的文件名"),
    "a circle": ({"_a.html": "{% include '_b.html' %}", "_b.html": "{% include '_a.html' %}"}, "又引用到它自己"),
}


@pytest.mark.parametrize("case", MISPLACED)
def test_what_would_have_no_effect_or_no_end_is_refused(tmp_path: Path, case: str) -> None:
    files, wrong = MISPLACED[case]
    assert any(wrong in fault.wrong for fault in refused(tmp_path, files))


def test_a_file_is_a_plain_text_of_the_pack_and_of_bounded_size(tmp_path: Path) -> None:
    home = pack(tmp_path, block("law", "<p>一</p>"))
    edition = home / "2026-01-01"
    (edition / "D24.html").symlink_to("/etc/passwd")
    (edition / "D35.html").write_bytes("汉字".encode("gb18030"))
    (edition / "D14.html").write_text("x" * 65537)
    (edition / "inner").mkdir()
    for name in ("title.toml", "D33.htm", "d24.HTML", "D35.html.txt", ".hidden"):
        (edition / name).write_text("")
    (home / "D33.html").write_text("")
    (home / "20260301").mkdir()
    (home / "2026-W10-1").mkdir()
    (home / "tomorrow").mkdir()
    (home / "2026-02-01").symlink_to(edition)
    with pytest.raises(TemplatesFaulty) as raised:
        SHIPPED.with_packs(home)
    told = {fault.file: fault.wrong for fault in raised.value.faults}
    assert told == {
        "2026-01-01/D14.html": "大于 65536 字节",
        "2026-01-01/D24.html": "不是普通文件，是链接或者目录",
        "2026-01-01/D35.html": "不是 UTF-8 编码",
        "2026-01-01/inner": "不是普通文件，是链接或者目录",
        **dict.fromkeys(("2026-01-01/title.toml", "2026-01-01/D33.htm", "2026-01-01/d24.HTML"), "不是样式包的文件"),
        **dict.fromkeys(("2026-01-01/D35.html.txt", "D33.html"), "不是样式包的文件"),
        **dict.fromkeys(("20260301", "2026-W10-1"), "目录名不是日期"),
        "2026-02-01": "是指向别处的链接",
        "tomorrow": "目录名不是日期",
    }


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("name = 1", "不合要求"),
        ('name = "county"', "没有“extends”"),
        ('name = "national"\ntitle = "一"\nlevel = "agency"\nextends = "national"', "是全国文书的名称"),
        ('name = "county"\ntitle = "一"\nlevel = "king"\nextends = "national"', "level 的值“king”不合要求"),
        ('name = "county"\ntitle = "一"\nlevel = "agency"\nextends = "national"\npath = "/"', "多了“path”"),
        ("name = ", "不是合格的 TOML"),
    ],
)
def test_a_faulty_description_is_told(tmp_path: Path, text: str, wrong: str) -> None:
    home = pack(tmp_path, {})
    (home / "pack.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplatesFaulty) as raised:
        SHIPPED.with_packs(home)
    assert wrong in "；".join(fault.wrong for fault in raised.value.faults)


def test_a_mark_of_windows_editors_before_the_text_is_no_part_of_it(make: Make, tmp_path: Path) -> None:
    files = block("publication", "<p>由本局公示。</p>")
    home = pack(tmp_path, {name: f"\ufeff{text}" for name, text in files.items()})
    description = home / "pack.toml"
    description.write_text(f"\ufeff{description.read_text(encoding='utf-8')}", encoding="utf-8")
    assert "<p>由本局公示。</p>" in render("D33", make("D33"), SHIPPED.with_packs(home).on("county", ON)).html


def test_titles_are_those_of_the_catalogue(tmp_path: Path) -> None:
    assert "文书目录中没有“罚单”" in refused(tmp_path / "1", {"titles.toml": '"罚单" = "行政处罚决定书"'})[0].wrong
    assert "不合要求" in refused(tmp_path / "2", {"titles.toml": '"送达回证" = "送达\\u202E回证"'})[0].wrong


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplatesFaulty, match="中没有样式包"):
        SHIPPED.with_packs(tmp_path)
    with pytest.raises(TemplatesFaulty, match="不存在"):
        SHIPPED.with_packs(tmp_path / "nowhere")


# --- while it runs ----------------------------------------------------------------------------------------------------


def long_story(make: Make) -> f.Facts:
    facts = make("D33")
    assert facts.draft is not None
    return replace(facts, draft=replace(facts.draft, facts="经查，当事人违法。" * 4000))


def stopped(templates: TemplateSet, facts: f.Facts) -> TemplateFault:
    began = monotonic()
    with pytest.raises(TemplateFailed) as raised:
        render("D33", facts, templates)
    assert monotonic() - began < 30
    return raised.value.fault


LOOP = "{{% for {0} in draft.facts %}}\n{1}\n{{% endfor %}}"


def test_nested_loops_over_a_long_text_are_stopped(make: Make, tmp_path: Path) -> None:
    nested = LOOP.format("a", LOOP.format("b", LOOP.format("c", "")))
    fault = stopped(in_force(tmp_path, block("law", nested)), long_story(make))
    assert fault.wrong == f"超过 {MAX_STEPS} 步还没有结束"
    assert (fault.pack, fault.file) == ("county", "2026-01-01/D33.html")
    assert fault.line in range(3, 7)


def test_a_text_that_grows_in_a_loop_is_stopped(make: Make, tmp_path: Path) -> None:
    grown = LOOP.format("a", f"<p>{'罚' * 5000}</p>")
    assert stopped(in_force(tmp_path, block("law", grown)), long_story(make)).wrong == f"写出的文字超过 {MAX_CHARS} 字"


def test_a_value_printed_in_a_loop_is_stopped(make: Make, tmp_path: Path) -> None:
    assert (
        "写出的文字超过"
        in stopped(in_force(tmp_path, block("law", LOOP.format("a", "{{ draft.facts }}"))), long_story(make)).wrong
    )


def test_a_block_doubled_through_layers_is_stopped(make: Make, tmp_path: Path) -> None:
    layers = {
        f"_l{n}.html": block("law", "{{ super() }}" * 30, file=f"_l{n + 1}.html")[f"_l{n + 1}.html"] for n in range(6)
    }
    files = {"D33.html": block("law", "{{ super() }}", file="_l0.html")["_l0.html"], **layers}
    files["_l6.html"] = "{% extends 'letter.html' %}{% block body %}{% block law %}一{% endblock %}{% endblock %}"
    assert "超过" in stopped(in_force(tmp_path, files), make("D33")).wrong


def test_parts_that_include_each_other_many_times_are_stopped(make: Make, tmp_path: Path) -> None:
    parts = {f"_p{n}.html": f"{{% include '_p{n + 1}.html' %}}" * 20 for n in range(5)} | {"_p5.html": ""}
    fault = stopped(in_force(tmp_path, {**parts, **block("law", "{% include '_p0.html' %}")}), make("D33"))
    assert fault.wrong == f"超过 {MAX_STEPS} 步还没有结束"


@pytest.mark.parametrize("text", ["draft.facts", "'违法违法违法'"])
def test_a_text_handed_from_filter_to_filter_does_not_grow(make: Make, tmp_path: Path, text: str) -> None:
    doubled = in_force(tmp_path, block("law", f"{{% if {text}{'|citations' * 40} %}}一{{% endif %}}"))
    assert stopped(doubled, make("D33")).wrong == f"写出的文字超过 {MAX_CHARS} 字"
    printed = in_force(tmp_path / "2", block("law", f"<p>{{{{ {text}{'|citations' * 40} }}}}</p>"))
    assert stopped(printed, make("D33")).wrong == f"写出的文字超过 {MAX_CHARS} 字"


def test_texts_joined_to_texts_do_not_grow(make: Make, tmp_path: Path) -> None:
    fault = stopped(in_force(tmp_path, block("law", "{{ draft.facts|join(draft.facts) }}")), make("D33"))
    assert "join 只能连接列表" in fault.wrong


FAILING = {
    "{{ party.nothing }}": "不能按事实写出",
    "{{ party.phone }}": "不能按事实写出：a template printed None",
    "{{ party.name|day }}": "不能按事实写出",
    "{{ facts.evidence.first.x }}": "不能按事实写出",
    "{{ GROUNDS['nothing'][0] }}": "不能按事实写出",
    "{{ party.name.upper }}": "不能按事实写出：'str object' has no attribute 'upper'",
    "{{ issue.issued_on.today }}": "不能按事实写出",
    "{{ issue.number[0] }}": "不能按事实写出",
    "{{ (draft.facts|paragraphs)[0] }}": "不能按事实写出",
    "{{ kind.required }}": "不能按事实写出",
    "{{ kind.occasions[0].act }}": "不能按事实写出",
    "{{ facts|cell }}": "不能按事实写出：Facts 不能直接写出",
    "{{ facts|titled }}": "不能按事实写出：Facts 不能直接写出",
    "{% for a in ['一'] %}{{ loop|citations }}{% endfor %}": "不能按事实写出：LoopContext 不是事实",
    "{{ [facts]|join }}": "不能按事实写出：Facts 不能直接写出",
    "{{ [facts]|citations }}": "不能按事实写出：Facts 不能直接写出",
    "{{ [['一']]|join }}": "不能按事实写出：list 不能直接写出",
    "{{ party ~ '' }}": "不能按事实写出：Party 不能直接写出",
    "{% if facts == facts %}一{% endif %}": "不能按事实写出：Facts 不能这样比较",
    "{{ party }}": "不能按事实写出：Party 不能直接写出",
    "{{ case.replay }}": "不能按事实写出：bool 不能直接写出",
    "{{ facts.filing.at }}": "不能按事实写出：datetime 不能直接写出",
}


@pytest.mark.parametrize("written", FAILING)
def test_what_fails_on_the_facts_is_told_with_its_place(make: Make, tmp_path: Path, written: str) -> None:
    facts = make("D33")
    fault = stopped(in_force(tmp_path, block("law", written)), replace(facts, party=replace(facts.party, phone=None)))
    assert fault.wrong.startswith(FAILING[written])
    assert (fault.file, fault.line) == ("2026-01-01/D33.html", 3)


def test_what_fails_in_a_shared_part_is_told_of_that_part(make: Make, tmp_path: Path) -> None:
    fault = stopped(in_force(tmp_path, {"_remedy.html": "<p>\n{{ agency.nothing }}</p>"}), make("D33"))
    assert (fault.file, fault.line) == ("2026-01-01/_remedy.html", 2)


MARKED = ("没有标记的文字", "<p>", "<p><p>一</p></p>", '<article class="letter"></article>', "<td>一</td>")


@pytest.mark.parametrize("written", MARKED)
def test_what_is_no_paper_is_refused(make: Make, tmp_path: Path, written: str) -> None:
    assert stopped(in_force(tmp_path, block("law", written)), make("D33")).wrong.startswith("写出的不是文书")


def test_an_error_without_words_is_named(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    worded = in_force(tmp_path, block("law", "{{ super() }}"))
    monkeypatch.setattr("zhifa.documents.packs.layers.LayeredSet.text", exhausted)
    assert stopped(worded, make("D33")).wrong == "不能按事实写出：MemoryError"


MADE_AT_ONCE = {
    "a separator": "{{ [" + "1," * 600 + "]|join('" + "丙" * 9000 + "') }}",
    "members": "{{ [" + "draft.facts," * 300 + "]|join }}",
    "citations": "{{ [" + "draft.facts," * 300 + "]|citations }}",
    "a sum of texts": "{% if " + "draft.facts~" * 300 + "'' %}{% endif %}",
}


@pytest.mark.parametrize("case", MADE_AT_ONCE)
def test_a_text_is_paid_for_before_it_is_made(make: Make, tmp_path: Path, case: str) -> None:
    worded, facts = in_force(tmp_path, block("law", MADE_AT_ONCE[case])), long_story(make)
    stopped(worded, facts)  # all is compiled
    tracemalloc.start()
    try:
        fault = stopped(worded, facts)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert fault.wrong == f"写出的文字超过 {MAX_CHARS} 字"
    assert most < 3 * MAX_CHARS


def test_markup_in_a_field_stays_text_in_a_pack(make: Make, tmp_path: Path) -> None:
    facts = make("D33")
    named = replace(facts, party=replace(facts.party, name="<b>{{ 7*7 }}</b>"))
    html = render("D33", named, in_force(tmp_path, block("publication", "<p>{{ party.name ~ '' }}</p>"))).html
    assert "<p>&lt;b&gt;{{ 7*7 }}&lt;/b&gt;</p>" in html


def test_nothing_that_can_be_called_is_handed_out_but_macros(make: Make, tmp_path: Path) -> None:
    environment, facts = in_force(tmp_path, {"_own.html": ""}).environment, make("D33")
    assert isinstance(environment, GuardedEnvironment)
    values = [
        "字",
        1,
        True,
        date(2026, 1, 1),
        facts.act.at,
        (facts,),
        [1],
        Markup("<p>"),
        {"甲": 1},
        facts,
        facts.draft,
        CATALOGUE["D33"],
    ]
    values += [
        f.NotStated(path="a"),
        LoopContext([1], StrictUndefined),
        NATIONAL.template("_macros.html").module,
        render,
    ]
    handed = {
        (type(value).__name__, name): found
        for value in values
        for name in dir(value)
        for found in (environment.getattr(value, name), environment.getitem(value, name))
        if not isinstance(found, StrictUndefined)
    }
    assert [key for key, found in handed.items() if callable(found) and not isinstance(found, Macro)] == []
    assert not [name for _, name in handed if name.startswith("_")]
    kinds = {"Facts", "Draft", "DocumentType", "NotStated", "LoopContext", "TemplateModule", "date", "datetime"}
    assert {kind for kind, _ in handed} == kinds
    assert [value for value in (*values, render, str.upper, Markup) if environment.is_safe_callable(value)] == []
