"""书面补正: slips of the pen in what the party has received, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guard_proofs import proves
from in_hand import IDS, InHand, Question, ready, standing, undone
from on_the_spot import ready_on_spot, spot
from zhifa.engine.plan import Plan
from zhifa.workflows import dossier
from zhifa.workflows.guards.closing import PUBLICATION_CHECKED
from zhifa.workflows.guards.rectification import LEGAL_OPINION_GIVEN, ONLY_SLIPS, PAPER_RECEIVED
from zhifa.workflows.reasons.closing import PUBLICATION_UNCHECKED
from zhifa.workflows.reasons.rectification import (
    LEGAL_OPINION_UNFOUNDED,
    PAPER_NOT_ON_FILE,
    PAPER_SET_ASIDE,
    PAPER_UNSERVED,
    SLIP_NOT_FOUND,
    SLIP_OF_SUBSTANCE,
)
from zhifa.workflows.reasons.review import REVIEWER_INVOLVED, REVIEWER_UNQUALIFIED
from zhifa.workflows.rectifiable import mended
from zhifa.workflows.summary import SUMMARY

STEP = "rectify_paper"


def slip(wrong: str, right: str) -> list[dict[str, str]]:
    return [{"where": "正文", "wrong": wrong, "right": right}]


def day(told: date) -> str:
    return f"{told.year}年{told.month}月{told.day}日"


def paper(case: InHand, code: str) -> str:
    return next(paper.id for paper in case.case.papers if paper.code == code)


# --- which paper -----------------------------------------------------------------------------------------------------


@proves(PAPER_RECEIVED, PAPER_NOT_ON_FILE, STEP)
@pytest.mark.parametrize("code", ["", "D32", "D37"], ids=["none", "what stays inside", "a receipt"])
def test_what_never_was_to_reach_the_party_is_not_mended_by_a_notice_to_it(step: str, code: str) -> Question:
    case = ready(step)
    return case.asking(step, paper=paper(case, code) if code else "示罚〔2020〕1号")


@proves(PAPER_RECEIVED, PAPER_NOT_ON_FILE, STEP, of=SUMMARY)
def test_on_the_spot_too_the_paper_is_on_file(step: str) -> Question:
    return ready_on_spot(step).asking(step, paper="示罚〔2020〕1号")


@proves(PAPER_RECEIVED, PAPER_UNSERVED, STEP)
def test_what_is_not_served_yet_is_not_mended(step: str) -> Question:
    case = ready("serve_further")
    return case.asking(step, paper=paper(case, "D41"))


@proves(PAPER_RECEIVED, PAPER_UNSERVED, STEP, of=SUMMARY)
def test_after_the_spot_too_what_is_not_served_yet_is_not_mended(step: str) -> Question:
    case = ready_on_spot("serve_further")
    return case.asking(step, paper=paper(case, "D41"))


@proves(PAPER_RECEIVED, PAPER_SET_ASIDE, STEP)
def test_an_annulled_decision_is_not_mended(step: str) -> Question:
    return undone(standing("performing")).asking(step)


@proves(PAPER_RECEIVED, PAPER_SET_ASIDE, STEP, of=SUMMARY)
def test_an_annulled_decision_of_the_spot_is_not_mended(step: str) -> Question:
    return undone(spot("performing")).asking(step)


@proves(PAPER_RECEIVED, PAPER_SET_ASIDE, STEP)
def test_what_was_decided_before_the_case_was_decided_anew_is_not_mended(step: str) -> Question:
    case = undone(standing("performing"), effect="责令重作").do("redo").to("performing")
    return case.asking(step, paper=paper(case, "D33"))


def test_the_notice_the_decision_and_the_demand_are_mended_once_served() -> None:
    case = ready("serve_further").do("serve_further")
    for code in ("D24", "D33", "D41"):
        assert case.asking(STEP, paper=paper(case, code)).codes() == set()


def test_a_notice_that_mends_is_itself_mended_once_served() -> None:
    mended = ready(STEP).do(STEP)
    assert "paper_unserved" in mended.asking(STEP, paper=paper(mended, "D37-2")).codes()
    served = mended.do("serve_further")
    assert served.asking(STEP, paper=paper(served, "D37-2")).codes() == set()


def test_serving_it_does_not_begin_the_ten_days_of_a_demand_again() -> None:
    demanded = ready("serve_further").do("serve_further").do(STEP)
    answer = demanded.asking("serve_further").answer()
    assert isinstance(answer, Plan)
    assert answer.started == ()


# --- what is a slip --------------------------------------------------------------------------------------------------


@proves(ONLY_SLIPS, SLIP_NOT_FOUND, STEP)
def test_what_the_paper_does_not_say_cannot_be_mended(step: str) -> Question:
    return ready(step).asking(step, slips=slip("本机构", "本机关"))


@proves(ONLY_SLIPS, SLIP_NOT_FOUND, STEP, of=SUMMARY)
def test_what_the_paper_of_the_spot_does_not_say_cannot_be_mended(step: str) -> Question:
    return ready_on_spot(step).asking(step, slips=slip("本机构", "本机关"))


TEXT = """当事人甲（证件号码：无）违反了《食品安全法》第五十四条第一款，于2026年2月3日在团结路12号露天焚烧秸秆36捆，2026年2月5日检查发现。
对当事人的意见，本机关部分采纳，理由见示罚〔2026〕3号。
款项缴至示例代收银行。
没收违法所得1200.00元，并处罚款人民币壹仟元整（1000.00元）。
停产停业三个月，暂扣许可证至2026年12月9日止，五年内禁止从业，每日百分之三。
自收到本决定书之日起十五日内缴纳。"""


@proves(ONLY_SLIPS, SLIP_OF_SUBSTANCE, STEP)
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("1000.00", "8000.00"),
        ("壹仟", "捌仟"),
        ("十五", "三十"),
        ("第五十四条", "第五十五条"),
        ("食品安全", "药品管理"),
        ("罚款人民币", "警告，人民币"),
        ("当事人甲", "当事人乙"),
        ("三个月", "六个月"),
        ("三个月", "三年"),
        ("12月9日止", "12月31日止"),
        ("9日止", "8日止"),
        ("五年", "终身"),
        ("36捆", "360捆"),
        ("百分之三", "百分之五"),
        ("1200.00元，并处罚款人民币壹仟元整（1000.00元）", "1000.00元，并处罚款人民币壹仟元整（1200.00元）"),
        ("部分采纳", "不予采纳"),
        ("违反了", "没有违反"),
        ("并处", "另处"),
        ("当事人甲", "当事人甲、当事人乙"),
        ("2026年2月3日", "2023年2月3日"),
        ("示例代收银行", "某某银行"),
    ],
)
def test_what_changes_the_outcome_is_no_slip_of_the_pen(step: str, wrong: str, right: str) -> Question:
    case = ready(step)
    told, violated = dossier.draft(case.case), dossier.violated_on(case.case)
    assert told is not None
    assert violated is not None
    items = "".join(item.text for item in told.items)
    text = TEXT.replace("没收违法所得", f"{items}，没收违法所得").replace("2026年2月3日", day(violated))
    case = case.having(profile={**case.case.profile, "payee": "示例代收银行"})
    return case.read(text).asking(step, slips=slip(wrong.replace("2026年2月3日", day(violated)), right))


@proves(ONLY_SLIPS, SLIP_OF_SUBSTANCE, STEP)
def test_what_the_party_is_ordered_to_mend_is_no_slip(step: str) -> Question:
    drafted = standing("investigating").do("interview").do("conclude", draft__correction="清理焚烧残余物")
    printed = drafted.to("performing").read("责令当事人：清理焚烧残余物。")
    return printed.asking(step, slips=slip("焚烧残余", "厂区设备"))


@proves(ONLY_SLIPS, SLIP_OF_SUBSTANCE, STEP, of=SUMMARY)
def test_what_changes_the_outcome_of_the_spot_is_no_slip_of_the_pen(step: str) -> Question:
    return ready_on_spot(step).read(TEXT).asking(step, slips=slip("1000.00", "10.00"))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("露天焚烧", "露天燃烧"),
        ("决 定书之日", "决定之日"),
        ("2月5日", "2月6日"),
        ("团结路12号", "团结路21号"),
        ("〔2026〕3号", "〔2026〕13号"),
    ],
)
def test_a_slip_is_mended_whatever_amounts_stand_beside_it(wrong: str, right: str) -> None:
    assert ready(STEP).read(TEXT).asking(STEP, slips=slip(wrong, right)).codes() == set()


@proves(LEGAL_OPINION_GIVEN, LEGAL_OPINION_UNFOUNDED, STEP)
@pytest.mark.parametrize("who", ["承办机构负责人甲", "机关负责人甲"])
def test_whether_it_is_a_slip_a_legal_reviewer_says(step: str, who: str) -> Question:
    return ready(step).asking(step, legal_opinion__by=IDS[who])


@proves(LEGAL_OPINION_GIVEN, LEGAL_OPINION_UNFOUNDED, STEP, of=SUMMARY)
def test_an_opinion_on_a_slip_is_not_given_tomorrow(step: str) -> Question:
    return ready_on_spot(step).asking(step, legal_opinion__on="2099-01-01")


@proves(LEGAL_OPINION_GIVEN, REVIEWER_INVOLVED, STEP)
def test_a_reviewer_who_handled_the_case_does_not_judge_its_slips(step: str) -> Question:
    handled = standing("investigating").hand_over(new="审核人乙").to("performing")
    return handled.asking(step, legal_opinion__by=IDS["审核人乙"])


@proves(LEGAL_OPINION_GIVEN, REVIEWER_INVOLVED, STEP)
def test_nor_does_a_reviewer_who_must_withdraw(step: str) -> Question:
    asked = standing("investigating").do(
        "request_recusal", officer=IDS["审核人乙"], requested_by="party", by="承办人甲"
    )
    recused = asked.do("decide_recusal", officer=IDS["审核人乙"], granted=True, by="机关负责人甲").to("performing")
    return recused.asking(step, legal_opinion__by=IDS["审核人乙"])


@proves(LEGAL_OPINION_GIVEN, REVIEWER_UNQUALIFIED, STEP)
def test_a_reviewer_without_qualification_does_not_judge_slips(step: str) -> Question:
    case = ready(step)
    return case.but(register=replace(case.register, qualifications=())).asking(step)


@proves(ONLY_SLIPS, SLIP_OF_SUBSTANCE, STEP)
def test_slips_that_are_harmless_one_by_one_do_not_make_a_verdict_together(step: str) -> Question:
    case = ready(step).read("当事人没甲乙有要求。")
    assert case.asking(step, slips=slip("没甲", "没")).codes() == set()
    assert case.asking(step, slips=slip("乙有", "有")).codes() == set()
    return case.asking(step, slips=[*slip("没甲", "没"), *slip("乙有", "有")])


def test_a_slip_stands_within_one_line() -> None:
    assert ready(STEP).asking(STEP, slips=slip("不服\n本决定", "不服本决定")).codes() == {"facts_invalid"}


def test_a_slip_must_mend_something() -> None:
    assert ready(STEP).asking(STEP, slips=slip("本机关", "本机关")).codes() == {"facts_invalid"}


# --- the public ------------------------------------------------------------------------------------------------------


def published() -> InHand:
    return ready("publish").do("publish")


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish")
def test_a_mended_decision_is_not_shown_before_the_party_has_what_mends_it(step: str) -> Question:
    return ready(STEP).do(STEP).do("review_publication").asking(step)


@proves(PUBLICATION_CHECKED, PUBLICATION_UNCHECKED, "publish")
def test_a_decision_mended_after_it_was_checked_is_checked_again(step: str) -> Question:
    return published().do(STEP).do("serve_further").asking(step)


def test_a_decision_mended_after_it_was_shown_is_to_be_shown_again_in_time() -> None:
    unserved = published().do(STEP)
    assert [track.track for track in unserved.case.open_tracks()].count("publication") == 0
    mended = unserved.do("serve_further")
    assert [track.track for track in mended.case.open_tracks()].count("publication") == 1
    assert [term.code for term in mended.case.terms if term.running].count("publication") == 1
    shown = mended.do("review_publication").do("publish")
    assert [track.track for track in shown.case.open_tracks() if track.track == "publication"] == []


def test_a_demand_mended_is_not_shown_to_the_public() -> None:
    case = published().wait(days=30).do("demand_performance").do("serve_further")
    mended = case.do(STEP, paper=paper(case, "D41")).do("serve_further")
    assert [track.track for track in mended.case.open_tracks() if track.track == "publication"] == []


def test_what_is_corrected_later_does_not_read_the_paper_again() -> None:
    case = ready(STEP).do(STEP).do("serve_further")
    served = next(act.seq for act in case.case.acts if act.transition.name == "serve_decision")
    assert case.having(texts={}).correct(seq=served, path="place", new="当事人的住所").case.corrections


# --- what is told of it ----------------------------------------------------------------------------------------------


def test_the_list_of_contents_tells_which_notice_mends_a_paper() -> None:
    case = ready(STEP).do(STEP).do("serve_further").do(STEP)
    notices = [paper.number or paper.issued_on for paper in case.case.papers if paper.code == "D37-2"]
    assert mended(case.case) == {paper(case, "D33"): "、".join(notices)}
    assert len(notices) == 2


def test_nothing_is_told_of_a_case_in_which_nothing_was_mended() -> None:
    assert mended(standing("performing").case) == {}
