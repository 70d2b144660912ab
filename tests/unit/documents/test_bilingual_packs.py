"""The wording of a pack: in force with its edition, told by the version of the paper, refused with the pack when it is faulty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, pairwise
from pathlib import Path
from string import ascii_lowercase
from time import monotonic

import pytest

from packs import ON, block, in_force, pack, templates
from tibetan import wording_file
from zhifa.documents import facts as f
from zhifa.documents import parse, render
from zhifa.documents.bilingual.coverage import coverage
from zhifa.documents.bilingual.template_lines import MOST_WAYS, fixed_lines
from zhifa.documents.bilingual.wording import FILE_NAME, LARGEST, read_wording
from zhifa.documents.blocks import in_chinese
from zhifa.documents.errors import TemplatesFaulty
from zhifa.documents.packs import SHIPPED
from zhifa.documents.packs.layers import LayeredSet
from zhifa.documents.packs.trial import unused

Make = Callable[..., f.Facts]
BO = "ཀ་ཁ་ག་ང་།"


def told(chinese: str, tibetan: str = BO) -> str:
    return wording_file(("line", (chinese, tibetan)))


ENDLESS = {
    "parts": {
        "D33.html": "{% extends 'D33.html' %}{% block law %}{% if false %}{% include '_pa.html' %}{% endif %}{% endblock %}",
        **{f"_p{one}.html": f"{{% include '_p{next_}.html' %}}" * 2 for one, next_ in pairwise(ascii_lowercase)},
        "_pz.html": "<p>甲</p>",
    },
    "names": {
        "D33.html": "{% extends 'D33.html' %}{% block law %}{% set a0 = party.name %}"
        + "".join(f"{{% set a{n + 1} = a{n} if case.number else a{n} %}}" for n in range(60))
        + "<p>{{ a60 }}</p>{% endblock %}"
    },
}


def choices(depth: int, numbers: Iterator[int]) -> str:
    """Choices inside choices, each on a condition of its own."""
    number = next(numbers)
    one, other = ("".join(choices(depth - 1, numbers) for _ in range(2)) if depth else text for text in "甲乙")
    return f"{{%if case.k{number}%}}{one}{{%else%}}{other}{{%endif%}}"


@pytest.mark.parametrize("case", ENDLESS)
def test_what_would_double_without_end_does_not_hold_up_the_lint(tmp_path: Path, case: str) -> None:
    plain = in_force(tmp_path / "1", ENDLESS[case])
    worded = in_force(tmp_path / "2", {**ENDLESS[case], FILE_NAME: told("经查明：")})
    assert isinstance(plain, LayeredSet)
    assert isinstance(worded, LayeredSet)
    assert list(unused(plain)) == []
    (found,) = unused(worded)
    assert (found.severity, found.file) == ("warning", "2026-01-01/D33.html")
    assert found.wrong.startswith("各种写法全部写出超过")


def test_choices_inside_choices_are_told_apart_no_further_than_they_are_listed(tmp_path: Path) -> None:
    worded, began = in_force(tmp_path, block("law", f"<p>{choices(5, count())}</p>")), monotonic()
    assert len(fixed_lines("D33", worded)) < 3 * MOST_WAYS
    assert monotonic() - began < 4


def test_papers_that_go_out_are_bilingual_and_internal_ones_are_not(make: Make, tmp_path: Path) -> None:
    both = in_force(tmp_path, {FILE_NAME: wording_file(("line", ("案由", BO)), ("line", ("经查明：", BO)))})
    assert f'<p lang="bo">{BO}</p>\n<p>经查明：</p>' in render("D33", make("D33"), both).html
    assert render("D02", make("D02"), both).html == render("D02", make("D02")).html


def test_the_digest_and_the_version_of_a_paper_tell_of_its_wording(make: Make, tmp_path: Path) -> None:
    facts = make("D33")
    chinese = render("D33", facts)
    one = render("D33", facts, in_force(tmp_path / "one", {FILE_NAME: told("经查明：")}))
    other = render("D33", facts, in_force(tmp_path / "other", {FILE_NAME: told("经查明：", f"{BO}{BO}")}))

    assert len({paper.digest for paper in (chinese, one, other)}) == 3
    assert len({paper.template_version for paper in (chinese, one, other)}) == 3
    assert in_chinese(parse(one.html)) == in_chinese(parse(other.html)) == parse(chinese.html)


def test_a_wording_below_that_is_not_used_is_no_part_of_the_version(tmp_path: Path) -> None:
    def version(place: str, lower: str, upper: str) -> str:
        below = pack(tmp_path / place, {FILE_NAME: lower}, name="province", level="sector")
        above = pack(tmp_path / place, {FILE_NAME: upper}, extends="province")
        return SHIPPED.with_packs(below, above).on("county", ON).version("D33")

    one, other = told("经查明："), told("经查明：", f"{BO}{BO}")
    assert version("a", one, one) == version("b", other, one)
    assert version("a", one, one) != version("c", one, other)
    assert version("d", one, one).split("/")[1:] == ["county@2026-01-01"]


def test_a_wording_is_in_force_with_its_edition(make: Make, tmp_path: Path) -> None:
    packs = templates(
        tmp_path, {f"2026-01-01/{FILE_NAME}": told("经查明："), "2026-07-01/D24.html": "{% extends 'D24.html' %}"}
    )
    facts = make("D33")
    assert 'lang="bo"' in render("D33", facts, packs.on("county", date(2026, 6, 30))).html
    assert 'lang="bo"' not in render("D33", facts, packs.on("county", date(2026, 7, 1))).html


def test_a_pack_with_a_faulty_wording_is_refused_with_every_fault(tmp_path: Path) -> None:
    wrong = wording_file(("line", ("向{机关}申请", BO)), ("line", ("经查明：", "没有藏文")))
    with pytest.raises(TemplatesFaulty) as caught:
        in_force(tmp_path, {FILE_NAME: wrong})
    assert [(fault.file, fault.wrong) for fault in caught.value.faults] == [
        (f"2026-01-01/{FILE_NAME}", "[[line]] 第 1 条“向{机关}申请”：藏文缺少位置 {机关}"),
        (f"2026-01-01/{FILE_NAME}", "[[line]] 第 2 条“经查明：”：bo 中没有藏文"),
    ]


def test_a_wording_of_all_papers_is_larger_than_a_template_may_be(tmp_path: Path) -> None:
    assert in_force(tmp_path / "a", {FILE_NAME: told("经查明：") + "#" * 100_000})
    with pytest.raises(TemplatesFaulty, match=f"大于 {LARGEST} 字节"):
        in_force(tmp_path / "b", {FILE_NAME: told("经查明：") + "#" * LARGEST})


def test_lines_that_a_pack_words_otherwise_are_those_to_translate(tmp_path: Path) -> None:
    own = in_force(tmp_path, {"_remedy.html": "<p>如不服本{{ paper }}，可以在本机关公示栏查询办理途径。</p>"})
    lines = {line.text for line in fixed_lines("D33", own)}
    assert "如不服本决定，可以在本机关公示栏查询办理途径。" in lines
    assert not any("申请行政复议" in line for line in lines)

    found = coverage(read_wording(told("如不服本决定，可以在本机关公示栏查询办理途径。")), own)
    assert (found.translated, found.idle) == (1, ())


def test_lines_that_a_pack_adds_stand_beside_those_of_the_package(tmp_path: Path) -> None:
    more = {
        "_remedy.html": "{% include '_remedy.html' %}\n<p>另附办理须知。</p>",
        "D33.html": "{% extends 'D33.html' %}\n{% block law %}{{ super() }}<p>另有说理。</p>{% endblock %}",
    }
    lines = {line.text for line in fixed_lines("D33", in_force(tmp_path, more))}
    assert {"另附办理须知。", "另有说理。", "当事人的上述行为违反了{违反的条款}的规定。"} <= lines
    assert any("申请行政复议" in line for line in lines)


def test_a_line_that_can_read_in_very_many_ways_is_told_in_some_of_them(tmp_path: Path) -> None:
    twenty = "".join(
        f"{{% if draft.violations|length > {number} %}}甲{{% else %}}乙{{% endif %}}" for number in range(20)
    )
    many = in_force(
        tmp_path, {"D33.html": f"{{% extends 'D33.html' %}}\n{{% block law %}}<p>另：{twenty}</p>{{% endblock %}}"}
    )
    assert 1 < sum(line.text.startswith("另：") for line in fixed_lines("D33", many)) <= MOST_WAYS


def test_the_lint_of_a_pack_names_the_lines_that_no_paper_has(tmp_path: Path) -> None:
    worded = in_force(tmp_path, {FILE_NAME: wording_file(("line", ("经查清：", BO)), ("line", ("经查明：", BO)))})
    assert isinstance(worded, LayeredSet)
    (found,) = unused(worded)
    assert (found.severity, found.file) == ("error", f"2026-01-01/{FILE_NAME}")
    assert found.wrong == "[[line]] 第 1 条“经查清：”：哪种文书都没有这一行"
