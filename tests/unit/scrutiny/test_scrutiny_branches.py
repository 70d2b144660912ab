"""R13, R25, R27, R28: appraisal, penalties on the spot, enforcement, suspected crime."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from in_hand import InHand, standing
from scrutinised import also, altered, caught, finds, judged, lacking, moved, passes
from zhifa.engine.casefile import TrackState
from zhifa.workflows.scrutiny.appraisal import APPRAISAL
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.performance import PERFORMED, PUBLISHED
from zhifa.workflows.scrutiny.review import REFERRED
from zhifa.workflows.scrutiny.summary import SUMMARY

# --- appraisal -------------------------------------------------------------------------------------------------------

LAW = [{"law": "示例省行政处罚程序规定", "article": "第十条"}]
PERIOD = {"key": "鉴定1", "starts_on": "2026-03-10", "due_on": "2026-04-10", "basis": LAW}


def _appraised() -> InHand:
    """A case whose term stood still for an appraisal of which the party was told."""
    case = also(standing("investigating"), "tell_appraisal_period", PERIOD)
    seq = case.case.next_seq - 1
    track = TrackState(id="t", track="appraisal_period", key="鉴定1", opened_seq=seq, opened_on="2026-03-10")
    return case.having(tracks=(track,))


@passes(APPRAISAL)
def test_the_party_was_told_of_the_time_that_does_not_count() -> InHand:
    return _appraised()


@finds(APPRAISAL, "扣除了“鉴定1”的鉴定期间，没有期间告知书")
def test_time_taken_out_without_notice_is_found() -> InHand:
    return lacking(_appraised(), "tell_appraisal_period")


@finds(APPRAISAL, "期间告知书不在卷内")
def test_a_notice_of_the_period_that_is_not_on_file_is_found() -> InHand:
    return _appraised().having(papers=())


# --- on the spot -----------------------------------------------------------------------------------------------------


@passes(SUMMARY)
def test_a_small_fine_was_decided_on_the_spot() -> InHand:
    return caught()


@finds(SUMMARY, "当场罚款200.01元，超过限额200.00元")
def test_a_citizen_fined_too_much_on_the_spot_is_found() -> InHand:
    return caught(fine=20_001)


@passes(SUMMARY)
def test_an_organisation_may_be_fined_more() -> InHand:
    return caught(fine=300_000, kind="legal_person")


@finds(SUMMARY, "超过限额3000.00元")
def test_an_organisation_fined_too_much_on_the_spot_is_found() -> InHand:
    return caught(fine=300_001, kind="other_organisation")


@finds(SUMMARY, "超过限额")
def test_an_individual_business_fined_beyond_what_the_agency_set_is_found() -> InHand:
    return caught(fine=300_001, kind="individual_business")


@finds(SUMMARY, "不得当场决定：责令停产停业")
def test_a_penalty_that_may_not_be_decided_on_the_spot_is_found() -> InHand:
    return altered(caught(), "tell", "draft.items", [{"kind": "责令停产停业", "text": "停产三日"}])


@finds(SUMMARY, "没有告知")
def test_a_penalty_on_the_spot_without_notice_is_found() -> InHand:
    return lacking(caught(), "tell")


@finds(SUMMARY, "决定书没有当场交付")
def test_a_decision_that_was_not_handed_over_is_found() -> InHand:
    return lacking(caught(), "deliver").wait(days=1)


@finds(SUMMARY, "不是当场")
def test_a_decision_handed_over_later_is_found() -> InHand:
    return moved(caught(), "deliver", days=1)


def test_a_penalty_on_the_spot_still_to_be_filed_is_no_fault() -> None:
    assert judged(SUMMARY, lacking(caught(), "file_record")).verdict is Verdict.NOT_YET


@finds(SUMMARY, "没有报所属机关备案")
def test_a_penalty_on_the_spot_nobody_filed_is_found() -> InHand:
    case = lacking(caught(), "file_record")
    return case.having(state=next(s for s in case.case.workflow.states if s.name == "archived"))


def test_what_a_replay_does_not_state_of_a_fine_is_not_judged() -> None:
    unstated = altered(caught(), "tell", "draft.items.0.amount", {"not_stated": "fine"})

    assert judged(SUMMARY, unstated).unjudged[0].reason == "来源未载罚款数额或者当事人种类"


def test_without_notice_on_the_spot_the_limit_is_not_judged() -> None:
    assert "没有告知的处罚内容" in judged(SUMMARY, lacking(caught(), "tell")).unjudged[0].reason


def test_before_the_decision_nothing_is_judged_on_the_spot() -> None:
    case = lacking(caught(), "decide_on_spot").having(decisions=())

    assert judged(SUMMARY, case).verdict is Verdict.NOT_YET


# --- enforcement -----------------------------------------------------------------------------------------------------

SURCHARGE = {
    "principal": 100_000, "from_on": "2026-04-20", "until_on": "2026-05-20", "amount": 90_000, "contact": "承办人甲", "contact_phone": "0000-1234567",
}  # fmt: skip
DEMAND = {
    "obligations": "缴纳罚款。",
    "due_on": "2026-06-01",
    "manner": "向代收机构缴纳。",
    "contact": "承办人甲",
    "contact_phone": "0000-1234567",
}


def _application(case: InHand) -> dict[str, Any]:
    return {
        "court": "示例市示例区人民法院", "requests": "强制执行。", "facts": "逾期不履行。", "party_view": "无。", "subject": "罚款。",
        "attachments": ["决定书"], "unit_opinion": case.scene().opinion(),
    }  # fmt: skip


def _unpaid() -> InHand:
    return standing("performing").wait(days=60)


@finds(PERFORMED, "加处罚款合计超过罚款数额1000.00元")
def test_surcharges_above_the_fine_are_found() -> InHand:
    once = also(_unpaid(), "impose_surcharge", SURCHARGE)
    return also(once, "impose_surcharge", SURCHARGE)


@passes(PERFORMED)
def test_a_surcharge_is_paid_with_the_fine() -> InHand:
    owed = also(_unpaid(), "impose_surcharge", SURCHARGE)
    return also(owed, "pay", {"amount": 190_000, "receipt_number": "演示票据0001", "payer": "当事人甲"})


@finds(PERFORMED, "没有催告即申请人民法院强制执行")
def test_an_application_without_demand_is_found() -> InHand:
    return also(_unpaid(), "apply_court", _application(_unpaid()))


def test_after_a_demand_the_court_may_be_asked() -> None:
    demanded = also(_unpaid(), "demand_performance", DEMAND)

    assert judged(PERFORMED, also(demanded, "apply_court", _application(demanded))).faults == ()


# --- suspected crime -------------------------------------------------------------------------------------------------


def _proposed() -> InHand:
    case = standing("investigating")
    officers = case.scene().officers
    told = {
        "officers": officers,
        "charge": "污染环境罪",
        "facts": "涉嫌犯罪。",
        "evidence": ["证1"],
        "basis": LAW,
        "proposal": "移送。",
    }
    return also(case, "propose_crime_transfer", told)


def _approved(*, approved: bool = True) -> InHand:
    return also(
        _proposed(), "decide_crime_transfer", {"approved": approved, "reasons": "涉嫌犯罪。"}, by="机关负责人甲"
    )


def _delivered(after: timedelta) -> InHand:
    case = _approved().wait(seconds=after.total_seconds())
    items = (
        "涉嫌犯罪案件移送书",
        "涉嫌犯罪案件情况的调查报告",
        "涉案物品清单",
        "有关检验报告或者鉴定意见",
        "其他有关涉嫌犯罪的材料",
    )
    told = {
        "police": "示例市公安局", "procuratorate": "示例市人民检察院", "officers": case.scene().officers, "contact": "承办人甲",
        "contact_phone": "0000-1234567", "enclosures": [{"item": item, "given": index < 2, "note": "没有"} for index, item in enumerate(items)],
    }  # fmt: skip
    return also(case, "deliver_to_police", told)


@passes(REFERRED)
def test_a_suspected_crime_was_delivered_within_a_day() -> InHand:
    return _delivered(timedelta(hours=3))


@passes(REFERRED)
def test_a_referral_that_was_not_approved_has_its_reasons() -> InHand:
    return _approved(approved=False)


@finds(REFERRED, "超过二十四小时才移送")
def test_a_late_delivery_is_found() -> InHand:
    return _delivered(timedelta(hours=30))


@finds(REFERRED, "批准移送后没有移送")
def test_a_case_that_ended_without_the_delivery_is_found() -> InHand:
    return _approved().having(state=standing("archived").case.state)


def test_a_delivery_still_to_come_is_no_fault() -> None:
    assert judged(REFERRED, _approved()).verdict is Verdict.NOT_YET
    assert judged(REFERRED, _proposed()).verdict is Verdict.NOT_YET


LOWERED = [{"kind": "罚款", "amount": 50_000, "text": "罚款五百元"}]


def test_surcharges_count_no_further_than_the_fine_that_stands() -> None:
    charged = standing("performing").wait(days=43).do("impose_surcharge").do("serve_further")
    lowered = charged.do("lodge_remedy").do("record_remedy", effect="变更", items=LOWERED)
    closed = lowered.do("pay").do("review_publication").do("publish").do("close")
    assert judged(PERFORMED, closed).faults == ()


def test_a_changed_decision_that_is_published_anew_is_not_held_to_the_first_day() -> None:
    shown = standing("performing").do("review_publication").do("publish").wait(days=60)
    changed = shown.do("lodge_remedy").do("record_remedy", effect="变更", items=LOWERED).do("withdraw_publication")
    anew = changed.do("review_publication").do("publish")
    assert judged(PUBLISHED, anew).faults == judged(PUBLISHED, shown).faults


def test_a_decision_undone_before_it_was_published_is_not_missed_on_the_portal() -> None:
    undone = standing("performing").do("lodge_remedy").do("record_remedy", effect="撤销")
    assert judged(PUBLISHED, undone.wait(days=60)).verdict is Verdict.NOT_APPLICABLE
