"""Each paper of the catalogue is issued by a step, or says which procedure it waits for; and it says what its statute asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest

from zhifa.documents import CATALOGUE, render
from zhifa.documents import facts as f
from zhifa.documents.document_type import Procedure
from zhifa.engine.office import SHIPPED

Make = Callable[..., f.Facts]

AWAITED = [code for code, kind in CATALOGUE.items() if kind.awaits]
REMEDY = "六十日内向示例县人民政府申请行政复议，也可以在六个月内依法向示例县人民法院提起行政诉讼"


def issued() -> set[str]:
    """Codes of the papers of all steps."""
    return {code for workflow in SHIPPED for step in workflow.transitions for code in step.papers}


def text(make: Make, code: str, occasion: int = 0, **changes: Any) -> str:
    facts = make(code, occasion)
    act = replace(facts.act, **changes)
    return re.sub(r"<[^>]*>|\s", "", render(code, replace(facts, act=act)).html)


def test_each_paper_is_issued_by_a_step_or_waits_for_a_procedure() -> None:
    assert [code for code, kind in CATALOGUE.items() if (code in issued()) == bool(kind.awaits)] == []


def test_what_a_paper_waits_for_is_a_kind_of_enforcement_that_has_no_procedure_yet() -> None:
    assert {CATALOGUE[code].awaits for code in AWAITED} == set(get_args(Procedure))


def test_every_code_of_the_list_has_a_paper_but_the_notice_of_the_hearing_that_is_part_of_the_prior_notice() -> None:
    codes = {code.partition("-")[0] for code in CATALOGUE}
    assert {f"D{number:02}" for number in range(1, 61)} - codes == {"D25"}
    assert "第六十三条、第六十四条" in CATALOGUE["D24"].basis


def test_no_two_papers_share_a_series() -> None:
    counted = Counter(kind.series for kind in CATALOGUE.values() if kind.series)
    assert [series for series, papers in counted.items() if papers > 1] == []


@pytest.mark.parametrize(("code", "first", "second"), [("D04", "指", "交"), ("D17-3", "解", "延")])
def test_a_series_of_two_titles_names_neither(code: str, first: str, second: str) -> None:
    series, titles = (
        CATALOGUE[code].series or "",
        [one.title or CATALOGUE[code].title for one in CATALOGUE[code].occasions],
    )
    assert [first in titles[0], second in titles[1]] == [True, True]
    assert [word for word in (first, second) if word in series] == []


@pytest.mark.parametrize(
    ("code", "occasion"),
    [
        *(("D16", 0), ("D16-3", 0), ("D17", 0), ("D17", 1), ("D43", 0), ("D43-2", 0), ("D43-7", 0), ("D07-2", 0)),
        *(("D51-4", 0), ("D51-4", 1), ("D54-2", 0), ("D55-2", 1), ("D55-3", 0), ("D55-3", 1), ("D55-4", 0)),
        *(("D55-5", 0), ("D55-6", 0), ("D55-7", 0), ("D56", 0), ("D56-3", 0)),
    ],
)
def test_what_burdens_the_party_tells_it_the_remedy(make: Make, code: str, occasion: int) -> None:
    assert REMEDY in text(make, code, occasion)


@pytest.mark.parametrize("code", [code for code in AWAITED if CATALOGUE[code].awaits in ("指导", "监督")])
def test_what_binds_nobody_or_only_agencies_tells_no_remedy(make: Make, code: str) -> None:
    assert "行政复议" not in text(make, code)


@pytest.mark.parametrize(
    ("code", "elements"),
    [
        ("D16", ("团结路128号附3号", "第一百一十条", "2026年9月14日起至2026年10月13日止", "饼干", "36袋", "包装机")),
        ("D16-3", ("团结路128号附3号", "示例银行", "00000000", "20000.00元", "2026年9月14日起至2026年10月13日止")),
        ("D43", ("团结路128号附3号", "渣土阻碍行洪", "第三十七条第一款", "机械清运", "2026年9月21日")),
        ("D43-2", ("第五十条、第五十一条", "机械清运", "2026年9月21日", "示例河左岸", "4800.00元", "清运服务中心")),
    ],
)
def test_a_decision_of_coercion_holds_what_the_statute_lists(make: Make, code: str, elements: tuple[str, ...]) -> None:
    told = text(make, code)
    assert [element for element in elements if element not in told] == []


def test_an_extension_rests_on_the_article_of_its_measure(make: Make) -> None:
    assert "第二十五条第一款、第二款" in text(make, "D17")
    frozen = text(make, "D17", 1)
    assert "第三十二条" in frozen
    assert "第二十五条" not in frozen


def test_enforcement_while_the_demand_runs_gives_its_signs_and_its_paragraph(make: Make) -> None:
    told = text(make, "D43", immediate_reason="当事人正在转移设备")
    assert "当事人正在转移设备" in told
    assert "第三十七条第三款" in told
    assert "且无正当理由" not in told


def test_a_licence_handled_jointly_is_extended_by_the_government(make: Make) -> None:
    alone, joint = text(make, "D52-2", 0), text(make, "D52-2", 1)
    assert "第四十二条第一款的规定，经本机关负责人批准" in alone
    assert "第四十二条第二款的规定，经本级人民政府负责人批准" in joint


def test_only_a_licence_got_by_fraud_loses_the_protection_of_what_it_brought(make: Make) -> None:
    fault, fraud = text(make, "D55-3", 0), text(make, "D55-3", 1)
    assert "违反法定程序作出准予行政许可决定的" in fault
    assert "第六十九条第一款第（三）项" in fault
    assert "依法给予赔偿" in fault
    assert "利益不受保护" not in fault
    assert "第六十九条第二款" in fraud
    assert "利益不受保护" in fraud
    assert "赔偿" not in fraud


@pytest.mark.parametrize(
    ("code", "occasion", "clause", "words"),
    [
        ("D17-2", 0, "四", "扣押期限已经届满。"),
        ("D17-2", 1, "三", "不再需要冻结。"),
        ("D55-3", 0, "二", "超越法定职权作出准予行政许可决定的。"),
        ("D55-5", 0, "五", "因不可抗力导致行政许可事项无法实施的。"),
    ],
)
def test_a_case_that_the_statute_lists_is_told_in_its_words_and_by_its_item(
    make: Make, code: str, occasion: int, clause: str, words: str
) -> None:
    told = text(make, code, occasion, clause=clause)
    assert words in told
    assert f"第（{clause}）项" in told


def test_a_seizure_on_the_spot_does_not_claim_an_earlier_approval(make: Make) -> None:
    assert "经本机关负责人批准，本机关决定" in text(make, "D16")
    urgent = text(make, "D16", urgent_reason="当事人正在转移货物")
    assert "第十九条的规定当场实施、补办批准手续" in urgent
    assert "经本机关负责人批准" not in urgent


def test_goods_that_were_sold_are_given_back_as_money(make: Make) -> None:
    assert "退还所得款项人民币壹佰贰拾元整（120.00元）" in text(make, "D17-2")
    assert "退还所得款项" not in text(make, "D17-2", proceeds=None)


def test_a_measure_taken_in_urgency_says_when_it_was_taken_and_reported(make: Make) -> None:
    assert "第十九条" in text(make, "D03-2")
    assert "第十九条" not in text(make, "D03-2", carried_out_at=None, reported_at=None)


def test_a_notice_of_inspection_says_how_often_the_party_is_inspected(make: Make) -> None:
    assert "本年度对你（单位）的第1次检查，本机关公布的年度检查频次上限为2次" in text(make, "D06-2")
    assert "上限" not in text(make, "D06-2", ceiling=None)


def test_the_same_form_bears_the_title_of_its_kind(make: Make) -> None:
    assert [render("D57-3", make("D57-3", at)).title for at in range(3)] == ["行政指导书", "警示告诫书", "提示函"]
    assert [render("D17-2", make("D17-2", at)).title for at in range(2)] == ["解除行政强制措施决定书", "解除冻结决定书"]


def test_the_record_of_a_measure_is_signed_by_the_party_or_by_a_witness_in_its_place(make: Make) -> None:
    here = text(make, "D07-2")
    assert "经通知，当事人到场：负责人甲（店长）" in here
    assert "当事人（签名）" in here
    assert "见证人" not in here
    refused = f.PartyPresent(
        person=f.Person(name="负责人甲", relation="店长"), signature=f.Signature(signed=False, note="拒绝签名")
    )
    assert "当事人未签名，注明情况：拒绝签名" in text(make, "D07-2", attended=refused)
    away = text(make, "D07-2", attended=f.WitnessPresent(notified="已电话通知当事人到场", witness="见证人甲"))
    assert "已电话通知当事人到场。当事人不到场，邀请见证人见证人甲到场。" in away
    assert "见证人（签名）：见证人甲" in away
    assert "当事人（签名）" not in away


def test_the_record_says_that_no_certificate_was_shown_where_none_was(make: Make) -> None:
    for occasion in (0, 1):
        assert "未出示" not in text(make, "D07-2", occasion).replace("未向金融机构出示", "未出示")
        assert "未出示" in text(make, "D07-2", occasion, credentials_shown=False).replace("未向金融机构出示", "未出示")


def test_a_freeze_is_recorded_at_the_bank_and_tells_the_party_nothing(make: Make) -> None:
    told = text(make, "D07-2", 1)
    assert "金融机构经手人甲" in told
    assert "申请行政复议" not in told
    assert "陈述" not in told


def test_the_bank_is_told_to_release_or_to_hold_on(make: Make) -> None:
    assert [render("D17-3", make("D17-3", at)).title for at in range(2)] == ["解除冻结通知书", "延长冻结期限通知书"]
    assert "第三十三条第一款第（二）项" in text(make, "D17-3", 0)
    held = text(make, "D17-3", 1)
    assert "延长至2026年11月12日，请你单位继续冻结" in held
    assert "立即解除冻结" not in held


@pytest.mark.parametrize(
    ("threatened", "articles", "follows"),
    [
        ("强制执行", "第三十五条的规定", "且无正当理由的，本机关将依法强制执行"),
        ("代履行", "第三十五条、第五十条的规定", "本机关可以代履行"),
        ("申请人民法院强制执行", "第三十五条、第五十四条的规定", "送达十日后"),
    ],
)
def test_a_demand_says_what_follows_and_by_which_article(
    make: Make, threatened: str, articles: str, follows: str
) -> None:
    told = text(make, "D43-6", threatened=threatened)
    assert articles in told
    assert follows in told
    assert "金额" not in text(make, "D43-6", payment=None)


def test_what_is_cleared_away_at_once_was_not_demanded_before(make: Make) -> None:
    for code in ("D43-7", "D43-8"):
        assert "催告" not in text(make, code)


def test_an_application_nobody_complained_of_in_time_is_accepted_from_the_day_it_came(make: Make) -> None:
    told = text(make, "D51-3", 1)
    assert "自收到申请材料之日即2026年9月1日起即为受理" in told
    assert "第（四）项" in told
    assert "材料齐全" not in told
    assert "第（四）项" not in text(make, "D51-3", 0)
