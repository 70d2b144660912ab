"""What the decisions and the notice say: the law's own requirements, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest

from zhifa.documents import MissingFacts, render
from zhifa.documents import facts as f
from zhifa.documents.lint import Subject, check

Make = Callable[..., f.Facts]


def text(code: str, facts: f.Facts) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(code, facts).html))


def with_draft(facts: f.Facts, **changes: Any) -> f.Facts:
    assert facts.draft is not None
    return replace(facts, draft=replace(facts.draft, **changes))


def test_a_decision_gives_the_remedies_with_body_court_and_periods(make: Make) -> None:
    decision = text("D33", make("D33"))
    assert (
        "如不服本决定，可以自收到本决定书之日起六十日内向示例县人民政府申请行政复议，"
        "也可以在六个月内依法向示例县人民法院提起行政诉讼。" in decision
    )


@pytest.mark.parametrize("code", ["D33", "D34", "D35", "D39", "D42"])
def test_a_channel_over_the_internet_is_told_where_the_agency_names_one(make: Make, code: str) -> None:
    facts = make(code)
    online = replace(facts, agency=replace(facts.agency, review_online="https://example.invalid/fy"))
    assert "互联网" not in text(code, facts)
    assert "申请行政复议（可以通过互联网提交申请：https://example.invalid/fy）" in text(code, online)
    assert [one.rule for one in check(Subject.of(render(code, online).html, code)) if one.severity == "error"] == []


def test_a_decision_says_how_to_pay_and_what_a_delay_costs(make: Make) -> None:
    decision = text("D33", make("D33"))
    assert "自收到本决定书之日起十五日内，将款项人民币伍仟元整（5000.00元）缴至示例银行示例县支行" in decision
    assert "每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额" in decision


def test_a_warning_alone_asks_for_no_payment(make: Make) -> None:
    decision = text("D33", with_draft(make("D33"), items=(f.PenaltyItem(kind="警告", text="警告"),)))
    assert "缴至" not in decision
    assert "加处罚款" not in decision
    assert "上列处罚，当事人应当自收到本决定书之日起履行。" in decision


def test_confiscated_gains_are_paid_without_surcharge(make: Make) -> None:
    item = f.PenaltyItem(kind="没收违法所得", amount=1234500, text="没收违法所得")
    decision = text("D33", with_draft(make("D33"), items=(item,)))
    assert "没收违法所得（人民币壹万贰仟叁佰肆拾伍元整，12345.00元）" in decision
    assert "加处罚款" not in decision


def test_the_operative_part_is_the_items_of_the_draft_and_no_other(make: Make) -> None:
    html = render("D33", make("D33")).html
    operative = re.search(r'<ol class="items">(.*?)</ol>', html, re.DOTALL)
    assert operative is not None
    assert re.findall(r"<li>(.*?)</li>", operative[1]) == [
        "没收非法财物：没收超过保质期的饼干36袋；",
        "罚款人民币伍仟元整（5000.00元）。",
    ]


def test_the_cause_is_suspected_before_and_established_after_the_decision(make: Make) -> None:
    assert "涉嫌经营超过保质期的食品案" in text("D02", make("D02"))
    approval = text("D32", make("D32"))
    assert "经营超过保质期的食品案" in approval
    assert "涉嫌经营超过保质期的食品案" not in approval


def test_a_decision_tells_how_the_party_was_heard(make: Make) -> None:
    decision = text("D33", make("D33"))
    assert "《行政处罚告知书》（示市监罚告〔2026〕15号），并于2026年10月16日送达当事人" in decision
    assert "当事人认为货值很小，请求从轻。" in decision
    assert "复核结论为部分采纳" in decision
    assert "于2026年10月30日在本机关听证室举行听证。本决定根据听证笔录依法作出。" in decision


@pytest.mark.parametrize(
    ("waived", "said"),
    [
        (("hearing", "statement"), "当事人明确表示放弃陈述、申辩权利。当事人明确表示放弃听证权利。"),
        (("hearing",), "当事人未提出陈述、申辩。当事人明确表示放弃听证权利。"),
        ((), "当事人未提出陈述、申辩。当事人未在法定期限内要求听证。"),
    ],
)
def test_waiver_and_silence_are_told_apart(make: Make, waived: tuple[str, ...], said: str) -> None:
    facts = make("D33")
    bare = replace(facts, statement=None, statement_review=None, hearing=None, hearing_request=None, waived=waived)
    assert said in re.sub(r"\s", "", text("D33", bare))


def test_a_decision_tells_every_notice_and_what_the_party_said_to_each(make: Make) -> None:
    facts = make("D33")
    assert facts.notice is not None
    assert facts.statement is not None
    assert facts.statement_review is not None
    first = f.Heard(
        notice=replace(facts.notice, rights=("statement", "defence", "hearing")), number="示市监罚告〔2026〕15号",
        served_on=date(2026, 10, 16), said=(facts.statement, facts.statement_review),
    )  # fmt: skip
    overtaken = replace(first, number="示市监罚告〔2026〕16号", served_on=None, said=())
    last = f.Heard(
        notice=facts.notice, number="示市监罚告〔2026〕17号", served_on=date(2026, 10, 26), waived=("statement",)
    )
    decision = re.sub(r"\s", "", text("D33", replace(facts, heard=(first, overtaken, last))))
    told = decision[decision.index("二、告知和听取意见的情况") : decision.index("三、处罚的理由和依据")]
    assert re.findall(
        r"本机关又?于|〔2026〕\d+号|当事人认为货值很小|复核结论为部分采纳|当事人未[^。]*|当事人明确表示[^。]*", told
    ) == [
        *("本机关于", "〔2026〕15号", "当事人认为货值很小", "复核结论为部分采纳", "当事人未要求听证"),
        *("本机关又于", "〔2026〕16号"),
        *("本机关又于", "〔2026〕17号", "当事人明确表示放弃陈述、申辩权利", "当事人未在法定期限内要求听证"),
    ]


def test_a_hearing_asked_for_under_one_notice_and_held_under_the_next_is_told(make: Make) -> None:
    facts = make("D33")
    assert facts.notice is not None
    first = f.Heard(notice=facts.notice, served_on=date(2026, 10, 16), hearing_request=facts.hearing_request)
    lighter = replace(facts.notice, rights=("statement", "defence"))
    second = f.Heard(notice=lighter, served_on=date(2026, 10, 26), hearing=facts.hearing)
    told = text("D33", replace(facts, heard=(first, second)))
    assert re.findall("当事人要求听证。|举行听证。", told) == ["当事人要求听证。", "举行听证。"]


@pytest.mark.parametrize("code", ["D33", "D42"])
def test_the_surcharge_is_cited_as_the_statute_numbered_it_on_the_day(make: Make, code: str) -> None:
    facts = make(code)
    assert "行政处罚法》第七十二条第一款第（一）项" in text(code, facts)
    before = text(code, replace(facts, issue=replace(facts.issue, issued_on=date(2021, 7, 14))))
    assert "行政处罚法》第五十一条第（一）项" in before
    assert "第七十二条" not in before


def test_a_notice_tells_of_a_hearing_only_where_the_right_is_told(make: Make) -> None:
    facts = make("D24")
    assert isinstance(facts.act, f.PriorNotice)
    assert "收到本告知书之日起五个工作日内" in text("D24", facts)
    plain = replace(facts, act=replace(facts.act, rights=("statement", "defence")))
    assert "听证" not in text("D24", plain)
    assert "有权进行陈述和申辩" in text("D24", plain)


def test_a_no_penalty_decision_cites_its_ground_and_educates(make: Make) -> None:
    decision = text("D35", make("D35"))
    assert (
        "违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚（《中华人民共和国行政处罚法》第三十三条第一款）"
        in decision
    )
    assert "当事人应当建立食品进货查验和定期清查制度。" in decision
    assert "责令当事人改正：立即停止经营超过保质期的食品。" in decision


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        ("first_offence", "第三十三条第一款"),
        ("no_fault", "第三十三条第二款"),
        ("not_established", "第五十七条第一款第（三）项"),
        ("under_age", "第三十条"),
        ("incapable", "第三十一条"),
        ("time_barred", "第三十六条第一款"),
    ],
)
def test_each_ground_of_no_penalty_has_its_article(make: Make, ground: str, article: str) -> None:
    guardian = "监护人甲" if ground in ("under_age", "incapable") else None
    decision = text("D35", with_draft(make("D35"), ground=ground, guardian=guardian))
    assert f"《中华人民共和国行政处罚法》{article}）" in decision


def test_a_decision_that_nothing_was_established_alleges_no_violation(make: Make) -> None:
    decision = text("D35", with_draft(make("D35"), ground="not_established", violated=()))
    assert "违反了" not in decision
    assert "第三十三条第三款" not in decision


def test_an_opinion_names_the_draft_it_read(make: Make) -> None:
    opinion = text("D23", make("D23"))
    assert "决定草案第2稿" in opinion
    assert "d" * 64 in opinion


def test_an_announced_notice_gives_rights_and_an_announced_decision_remedies(make: Make) -> None:
    decision = text("D39", make("D39"))
    assert "自本公告发出之日起经过三十日，即视为送达" in decision
    assert "申请行政复议" in decision
    longer = f.TermLine(
        code="announcement", label="公告送达的期间", length=60, due=date(2027, 1, 4), explanation="六十日。"
    )
    assert "自本公告发出之日起经过六十日，即视为送达" in text("D39", make("D39", terms=(longer,)))
    notice = text(
        "D39", make("D39", served=f.ServedPaper(code="D24", title="行政处罚告知书"), decision=None, no_penalty=None)
    )
    assert "申请行政复议" not in notice
    assert "有权进行陈述和申辩" in notice


WHO = f.Person(name="收件人乙", relation="雇员")


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (f.OnSpotProof(recipient=WHO, receipt_signed=True), ("当场交付", "收件人乙", "雇员")),
        (
            f.LeftProof(refused_by=WHO, refusal_reason="拒绝签收", witnesses=("见证人甲",)),
            ("留置送达", "拒绝签收", "拒收日期2026年11月6日", "见证人甲（签名或者盖章）：＿"),
        ),
        (
            f.PostProof(tracking_number="示例EMS0001", received_on=date(2026, 11, 7), recipient=WHO),
            ("邮寄送达", "示例EMS0001", "2026年11月7日"),
        ),
        (
            f.ElectronicProof(address="a@example.invalid", arrived_at=datetime(2026, 11, 6, 16, tzinfo=UTC)),
            ("电子送达", "2026年11月7日0时00分"),
        ),
        (f.AnnouncementProof(announced_on=date(2026, 11, 9)), ("公告送达", "2026年11月9日")),
        (f.UnstatedProof(detail="来源仅称已送达"), ("来源未载明送达方式", "来源仅称已送达")),
    ],
)
def test_a_receipt_shows_the_proof_of_its_way_of_service(
    make: Make, proof: f.ServiceProof, said: tuple[str, ...]
) -> None:
    facts = make("D37")
    assert isinstance(facts.act, f.Service)
    receipt = text("D37", replace(facts, act=replace(facts.act, proof=proof)))
    assert [word for word in said if word not in receipt] == []


PARTIES = {
    "individual": ("住址：", "性别：女", "出生日期：1990年1月1日", "居民身份证号码："),
    "legal_person": ("住所：", "法定代表人（负责人）："),
    "individual_business": ("经营场所：", "经营者："),
}


@pytest.mark.parametrize("kind", PARTIES)
def test_a_party_is_described_by_its_kind(make: Make, kind: Any) -> None:
    facts = make("D33")
    individual = kind == "individual"
    party = replace(
        facts.party,
        kind=kind,
        sex="女" if individual else None,
        born_on=date(1990, 1, 1) if individual else None,
        identity_kind="resident_id" if individual else "uscc",
        identity_number="示例0000",
        legal_representative=None if individual else "经营者甲",
    )
    decision = text("D33", replace(facts, party=party))
    assert [words for words in PARTIES[kind] if words not in decision] == []


def test_a_sum_that_the_source_of_a_replay_does_not_state_is_printed_so_and_never_as_nothing(make: Make) -> None:
    facts = make("D33")
    assert facts.draft is not None
    silent = f.NotStated(path="decision_items.1.amount_yuan")
    items = (
        f.PenaltyItem(kind="没收违法所得", amount=500, text="没收违法所得"),
        f.PenaltyItem(kind="罚款", amount=silent, text="罚款"),
    )
    draft = replace(facts.draft, items=items)
    assert draft.payable == draft.fine == silent
    told = replace(facts, draft=draft, case=replace(facts.case, replay=True))
    assert "罚款（数额〔来源未载〕）" in text("D33", told)
    assert "将款项〔来源未载〕缴至" in text("D33", told)
    with pytest.raises(MissingFacts) as refused:
        text("D33", replace(facts, draft=draft))
    assert "decision_items.1.amount_yuan" in refused.value.paths


@pytest.mark.parametrize("code", ["D21", "D24", "D32", "D33"])
def test_several_violations_stand_one_by_one_with_their_own_law_and_reasons(make: Make, code: str) -> None:
    facts = make(code)
    assert facts.draft is not None
    law, basis = facts.draft.violated, facts.draft.basis
    assert isinstance(law, tuple)
    assert isinstance(basis, tuple)
    two = tuple(
        f.Violation(
            name=name,
            facts=f"当事人{name}。",
            evidence=("证1",),
            violated=law,
            basis=basis,
            discretion=why,
            items=(item,),
        )
        for name, why, item in (("经营过期饼干", "货值很小。", 1), ("未建立进货查验制度", "首次违法。", 2))
    )
    paper = text(code, with_draft(facts, violations=two))
    assert "（一）经营过期饼干。当事人经营过期饼干。违反了《中华人民共和国食品安全法》" in paper
    assert "（二）未建立进货查验制度。" in paper
    assert "即处罚内容第2项。裁量理由：首次违法。" in paper


def test_the_blank_form_offers_a_hearing_only_where_it_was_told_and_takes_silence_for_no_waiver(make: Make) -> None:
    told = make("D27")
    assert "□ 举行听证" in text("D27", told)
    assert "不填写的，不视为放弃" in text("D27", told)
    plain = replace(told, act=replace(told.act, rights=("statement", "defence")))
    assert "听证" not in text("D27", plain).replace("听证申请书", "")
