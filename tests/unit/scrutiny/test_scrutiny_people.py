"""R01, R02, R03, R36: the agency, the officers, the party."""

from __future__ import annotations

from dataclasses import replace

from in_hand import IDS, InHand, standing
from scrutinised import altered, corrected, finds, judged, passes
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.people import ONLY_OFFICERS, PARTY, POWER, TWO_OFFICERS

SHIFTED = "91330100MA27X1234X"


def _archived() -> InHand:
    return standing("archived")


@passes(POWER)
def test_an_agency_acts_within_its_matters() -> InHand:
    return _archived()


@finds(POWER, "没有法定职权，也没有有效的委托")
def test_a_matter_that_is_not_the_agencys_is_found() -> InHand:
    case = _archived()
    return case.but(register=replace(case.register, agency=replace(case.register.agency, matters=frozenset())))


@passes(TWO_OFFICERS)
def test_two_certified_officers_faced_the_party_each_time() -> InHand:
    return _archived()


@finds(TWO_OFFICERS, "有1人，不足两人")
def test_one_officer_alone_is_found() -> InHand:
    return altered(_archived(), "inspect", "officers", [IDS["承办人甲"]])


@finds(TWO_OFFICERS, "“送达决定书”持有效证件的执法人员有1人")
def test_a_certificate_that_ran_out_does_not_count() -> InHand:
    return altered(_archived(), "serve_decision", "officers", [IDS["承办人甲"], IDS["承办人丁"]])


@passes(ONLY_OFFICERS)
def test_only_certified_officers_signed() -> InHand:
    return _archived()


@finds(ONLY_OFFICERS, "承办人丁以执法人员身份参加")
def test_a_third_person_without_certificate_is_found() -> InHand:
    return altered(_archived(), "inspect", "officers", [IDS["承办人甲"], IDS["承办人乙"], IDS["承办人丁"]])


def test_a_third_person_without_certificate_leaves_two_who_have_one() -> None:
    case = altered(_archived(), "inspect", "officers", [IDS["承办人甲"], IDS["承办人乙"], IDS["承办人丁"]])

    assert judged(TWO_OFFICERS, case).verdict is Verdict.PASSED


@passes(PARTY)
def test_the_party_is_one_and_the_same_throughout() -> InHand:
    return _archived()


@finds(PARTY, "统一社会信用代码")
def test_a_wrong_check_digit_is_found() -> InHand:
    wrong = altered(_archived(), "report", "party.identity_kind", "uscc")
    return altered(wrong, "report", "party.identity_number", SHIFTED)


@finds(PARTY, "公民身份号码（未填）")
def test_a_missing_identity_number_is_found() -> InHand:
    return altered(_archived(), "report", "party.identity_kind", "resident_id")


@finds(PARTY, "决定书所列当事人“当事人甲”与登记的“当事人乙”不一致")
def test_a_decision_that_names_another_party_is_found() -> InHand:
    return corrected(_archived(), "report", "party.name", "当事人乙")


def test_a_masked_number_is_not_judged() -> None:
    result = judged(PARTY, altered(_archived(), "report", "party.identity_kind", "masked"))

    assert (result.verdict, result.unjudged[0].reason) == (Verdict.NOT_AUTOMATABLE, "证件号码已脱敏，不能校验")


def test_a_name_the_source_does_not_state_is_not_judged() -> None:
    result = judged(PARTY, altered(_archived(), "report", "party.name", {"not_stated": "party.name"}))

    assert (result.verdict, result.unjudged[0].reason) == (Verdict.NOT_AUTOMATABLE, "来源未载当事人名称")
