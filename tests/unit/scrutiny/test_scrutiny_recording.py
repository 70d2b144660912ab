"""R29: recordings in sound and picture, judged by the agency's list."""

from __future__ import annotations

from datetime import timedelta

from in_hand import InHand, ready, standing
from scrutinised import finds, judged, passes
from shelves import keeping
from steps_of_recording import demand
from zhifa.workflows.ordinary import FIRST
from zhifa.workflows.scrutiny.check import Verdict
from zhifa.workflows.scrutiny.recording import RECORDINGS


def _interviewed(**line: str | int) -> InHand:
    """Interviewed under a list that asks for recordings but keeps nobody back for them."""
    case = ready("conclude").do("interview")
    return case.but(register=keeping(case.register, demand(effect="marks", **line)))


@passes(RECORDINGS)
def test_a_recorded_interview_passes() -> InHand:
    return _interviewed().do("file_recording").to("concluded")


@passes(RECORDINGS)
def test_an_interview_for_which_a_waiver_was_approved_passes() -> InHand:
    return _interviewed().do("ask_waiver").do("approve_waiver").to("concluded")


@finds(RECORDINGS, "没有音像记录")
def test_an_interview_that_nobody_recorded_is_found() -> InHand:
    return _interviewed().to("concluded")


@finds(RECORDINGS, "音像记录缺 2026-03-02 21:")
def test_an_interview_recorded_in_part_is_found_where_the_whole_is_asked() -> InHand:
    case = _interviewed(level="full")
    moment = case.case.acts[-1].at - timedelta(minutes=20)
    return case.do("file_recording", started_at=moment.isoformat()).to("concluded")


@finds(RECORDINGS, "没有音像记录（机关负责人同意继续办理）")
def test_a_gap_that_was_excused_is_found_all_the_same() -> InHand:
    return _interviewed(level="full").do("ask_waiver").do("excuse_gap").to("concluded")


@finds(RECORDINGS, "未按时上传")
def test_a_recording_uploaded_after_its_hours_is_found() -> InHand:
    return _interviewed(upload_hours=24).wait(hours=25).do("file_recording")


@finds(RECORDINGS, "未按时上传")
def test_where_the_list_names_no_hours_a_recording_comes_in_as_evidence_does() -> InHand:
    return _interviewed().wait(days=5).do("file_recording")


def test_what_is_still_in_time_is_not_found() -> None:
    result = judged(RECORDINGS, _interviewed(until="close"))
    assert (result.verdict, result.unjudged[0].reason.endswith("最迟于结案前归档")) == (Verdict.NOT_YET, True)


def test_a_case_without_any_step_of_the_list_has_nothing_to_be_judged() -> None:
    listed = keeping(standing("verifying").register, demand("hold_hearing"))
    going_on = standing("verifying").but(register=listed)
    ended = standing("verifying").do("decline_filing").but(register=listed)
    assert [judged(RECORDINGS, case).verdict for case in (going_on, ended)] == [Verdict.NOT_YET, Verdict.NOT_APPLICABLE]


def test_the_first_version_files_no_recording_and_cannot_be_judged() -> None:
    assert judged(RECORDINGS, _interviewed().having(workflow=FIRST)).verdict is Verdict.NOT_AUTOMATABLE
