"""R19, R20, R21, R28: legal review, discussion, suspected crime."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from in_hand import COMPLEX, HEARD, IDS, MILD, InHand, standing
from scrutinised import altered, finds, judged, lacking, moved, passes
from zhifa.engine.casefile import DecisionMade
from zhifa.engine.instants import instant_text
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.review import ANSWERED, DISCUSSED, REFERRED, REVIEWED


def _archived() -> InHand:
    return standing("archived")


def _rounds(case: InHand, **changes: Any) -> InHand:
    """With the last round of review changed."""
    *earlier, last = case.case.reviews
    return case.having(reviews=(*earlier, replace(last, **changes)))


@passes(REVIEWED)
def test_the_draft_that_was_decided_was_agreed_to() -> InHand:
    return _archived()


@passes(REVIEWED)
def test_a_case_that_was_heard_was_reviewed_after_the_hearing() -> InHand:
    return standing("archived", HEARD)


@finds(REVIEWED, "没有法制审核意见")
def test_a_decision_without_review_is_found() -> InHand:
    return _archived().having(reviews=())


@finds(REVIEWED, "没有法制审核意见")
def test_a_decision_not_to_punish_needs_its_review_as_well() -> InHand:
    return standing("archived", MILD).having(reviews=())


@finds(REVIEWED, "审核意见为存在问题")
def test_a_decision_on_an_opinion_that_found_problems_is_found() -> InHand:
    return _rounds(_archived(), outcome="problems")


@finds(REVIEWED, "不是所作决定的这一稿")
def test_a_review_of_another_draft_is_found() -> InHand:
    return _rounds(_archived(), draft_digest="0" * 64)


@finds(REVIEWED, "审核意见在决定之后")
def test_an_opinion_given_after_the_decision_is_found() -> InHand:
    return moved(_archived(), "agree", days=30)


@finds(REVIEWED, "听证之后没有再经法制审核")
def test_a_review_from_before_the_hearing_is_found() -> InHand:
    return _rounds(standing("archived", HEARD), seq=3)


@finds(REVIEWED, "审核人承办人甲于2026-")
def test_a_reviewer_who_handled_the_case_is_found() -> InHand:
    return _rounds(_archived(), reviewer=IDS["承办人甲"])


@finds(REVIEWED, "审核人丙在2026-03-")
def test_a_reviewer_without_qualification_is_found() -> InHand:
    return _rounds(_archived(), reviewer=IDS["审核人丙"])


@passes(ANSWERED)
def test_problems_were_mended_and_reviewed_again() -> InHand:
    return standing("rectifying").do("revise").to("archived")


@passes(ANSWERED)
def test_a_dispute_was_settled_and_the_draft_reviewed_again() -> InHand:
    return standing("disputed").do("settle_dispute").do("submit_review").do("agree")


@finds(ANSWERED, "没有改动也没有讨论，又送审")
def test_the_same_draft_sent_again_is_found() -> InHand:
    return lacking(standing("disputed").do("settle_dispute").do("submit_review").do("agree"), "settle_dispute")


@finds(ANSWERED, "没有再次送审即作出决定")
def test_a_decision_while_problems_stand_is_found() -> InHand:
    return _decided(standing("rectifying"))


def _decided(case: InHand) -> InHand:
    """With a decision that no step of the case made."""
    digest = case.case.draft_digest or ""
    made = DecisionMade(kind="penalty", draft_digest=digest, decided_at=instant_text(case.at), seq=case.case.next_seq)
    return case.having(decisions=(made,), next_seq=made.seq + 1)


def test_problems_still_to_be_answered_are_no_fault() -> None:
    assert judged(ANSWERED, standing("rectifying")).verdict is Verdict.NOT_YET


@passes(DISCUSSED)
def test_a_complex_case_was_discussed() -> InHand:
    return standing("archived", COMPLEX)


@finds(DISCUSSED, "情节复杂，审核之后没有负责人集体讨论通过的记录")
def test_a_complex_case_nobody_discussed_is_found() -> InHand:
    return lacking(standing("archived", COMPLEX), "discuss")


@finds(DISCUSSED, "参加讨论的负责人1人")
def test_a_discussion_with_too_few_heads_is_found() -> InHand:
    alone = [{"officer": IDS["机关负责人甲"], "opinion": "同意。"}]
    return altered(standing("archived", COMPLEX), "discuss", "speakers", alone)


def test_a_plain_case_needs_no_discussion() -> None:
    assert judged(DISCUSSED, _archived()).verdict is Verdict.NOT_APPLICABLE


@passes(REFERRED)
def test_no_crime_was_suspected() -> InHand:
    return _archived()


def _suspected() -> InHand:
    case = standing("rectifying")
    flagged = altered(case, "find_problems", "items.6.passed", value=False)
    return altered(flagged, "find_problems", "instruction", "移送")


@finds(REFERRED, "没有移送即处罚")
def test_a_penalty_in_the_place_of_a_referral_is_found() -> InHand:
    return _decided(_suspected())


def test_a_suspicion_whose_referral_is_not_on_file_is_not_judged() -> None:
    assert judged(REFERRED, _suspected()).verdict is Verdict.NOT_AUTOMATABLE
