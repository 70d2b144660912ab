"""Recordings in sound and picture: asked where the list asks, of the step they are filed for, waived or excused by another (处罚法 47)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from guard_proofs import proves
from in_hand import CALENDAR, IDS, InHand, Question, ready
from on_the_spot import ready_on_spot, spot
from penalty_steps import facts
from shelves import keeping
from steps_of_recording import demand, device
from zhifa.engine.books.book import Line
from zhifa.engine.decide import options
from zhifa.engine.instants import instant_text, parse_instant
from zhifa.engine.people import Assignment, Auxiliary
from zhifa.engine.period import Period
from zhifa.engine.refusals import AUXILIARY_BARRED
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.guards.recording import (
    EXCUSABLE,
    FILED_BY_ITS_PEOPLE,
    RECORDING_FITS,
    RECORDINGS_COMPLETE,
    STEP_ON_FILE,
    WAIVABLE,
    WAIVER_FITS,
)
from zhifa.workflows.ordinary import FIRST, ORDINARY
from zhifa.workflows.reasons.people import NOT_A_HANDLER
from zhifa.workflows.reasons.recording import (
    DEVICE_NOT_REGISTERED,
    FULL_CANNOT_BE_WAIVED,
    NOT_ASKED_AS_A_WHOLE,
    RECORDED_BY_NOBODY,
    RECORDING_BESIDE_THE_STEP,
    RECORDING_MISSING,
    RECORDING_OF_NO_STEP,
    RECORDING_TOO_SHORT,
    WAIVED_BY_THE_ASKER,
    WAIVER_NOT_ASKED,
)
from zhifa.workflows.recorded import recorded
from zhifa.workflows.summary import SUMMARY

BLOCKED = ("conclude", "submit_review", "decide_penalty", "decide_no_penalty", "close")
BLOCKED_ON_SPOT = ("file_record", "close")
ANSWERS = ("approve_waiver", "excuse_gap")
HEADS = {"approve_waiver": "承办机构负责人甲", "excuse_gap": "机关负责人甲"}


def before(step: str, *lines: Line) -> InHand:
    """A case in which the step is lawful under version 1, now under the next one, with these lines on the register."""
    case = ready("conclude").do("interview") if step == "conclude" else ready(step)
    return case.but(register=keeping(case.register, *lines))


def interviewed(*lines: Line) -> InHand:
    """A case under investigation whose last record is an interview of forty minutes."""
    return before("conclude", *lines)


def file(case: InHand, *, start: int = 0, end: int = 0, **changes: Any) -> dict[str, Any]:
    """A recording of the last record, from so many seconds after its beginning to so many seconds after its end."""
    told = facts("file_recording", case.scene())
    shifted = {"started_at": start, "ended_at": end}
    moved = {name: instant_text(parse_instant(told[name]) + timedelta(seconds=by)) for name, by in shifted.items()}
    return told | moved | changes


# --- what keeps a step back ------------------------------------------------------------------------------------------


@proves(RECORDINGS_COMPLETE, RECORDING_MISSING, *BLOCKED)
def test_a_step_that_the_list_names_and_nobody_recorded_keeps_the_case_back(step: str) -> Question:
    return before(step, demand()).asking(step)


@proves(RECORDINGS_COMPLETE, RECORDING_MISSING, *BLOCKED_ON_SPOT, of=SUMMARY)
def test_on_the_spot_a_recording_is_asked_before_the_record_is_filed(step: str) -> Question:
    case = ready_on_spot(step)
    return case.but(register=keeping(case.register, demand("catch"))).asking(step)


@proves(RECORDINGS_COMPLETE, RECORDING_TOO_SHORT, "conclude")
def test_a_hole_of_one_second_keeps_a_case_back_where_the_whole_is_to_be_recorded(step: str) -> Question:
    case = interviewed(demand(level="full"))
    case = case.do("file_recording", **file(case, end=-601)).do("file_recording", **file(case, start=1800))
    return case.asking(step)


@proves(RECORDINGS_COMPLETE, RECORDING_MISSING, "conclude")
def test_a_photograph_is_no_video(step: str) -> Question:
    case = interviewed(demand(media=["video", "audio"]))
    return case.do("file_recording", medium="photo").asking(step)


def test_a_recorded_step_lets_the_case_go_on() -> None:
    assert interviewed(demand()).do("file_recording").asking("conclude").codes() == set()


def test_of_a_key_step_a_part_is_enough() -> None:
    case = interviewed(demand())
    assert case.do("file_recording", **file(case, start=600, end=-600)).asking("conclude").codes() == set()


def test_recordings_that_meet_or_overlap_make_one_whole() -> None:
    case = interviewed(demand(level="full"))
    case = case.do("file_recording", **file(case, end=-600)).do("file_recording", **file(case, start=1800))
    assert case.asking("conclude").codes() == set()


def test_an_overlap_is_not_counted_for_a_hole_elsewhere() -> None:
    case = interviewed(demand(level="full"))
    case = case.do("file_recording", **file(case, end=-300)).do("file_recording", **file(case, end=-600))
    (refusal,) = case.asking("conclude").refusals()
    assert (refusal.code, "缺 " in refusal.text) == ("recording_too_short", True)


def test_the_times_that_are_not_recorded_are_told() -> None:
    case = interviewed(demand(level="full"))
    case = case.do("file_recording", **file(case, end=-60))
    (refusal,) = case.asking("conclude").refusals()
    assert refusal.text.endswith("归档的音像缺 2026-03-02 21:39:00至21:40:00")


@pytest.mark.parametrize(
    "line",
    [
        demand(until="close"),
        demand(effect="marks"),
        demand(level="optional"),
        demand(workflow="penalty_summary"),
        demand("hold_hearing"),
        demand(since="2027-01-01"),
        device(),
    ],
    ids=["due later", "only marked", "optional", "another procedure", "another step", "not yet in force", "no list"],
)
def test_what_the_list_does_not_ask_keeps_nobody_back(line: Line) -> None:
    assert interviewed(line).asking("conclude").codes() == set()


def test_what_was_due_before_an_earlier_step_is_still_due_later() -> None:
    assert before("close", demand(until="conclude")).asking("close").codes() == {"recording_missing"}


def test_of_several_lines_the_strictest_counts() -> None:
    assert interviewed(demand(level="optional"), demand(workflow=ORDINARY.name)).asking("conclude").codes() == {
        "recording_missing"
    }


def test_an_officer_sees_beforehand_what_is_not_recorded() -> None:
    case = interviewed(demand())
    found = options(case.case, IDS["承办人甲"], register=case.register, calendar=CALENDAR, now=case.at)
    (conclude,) = (option for option in found if option.transition.name == "conclude")
    assert [refusal.code for refusal in conclude.refusals] == ["recording_missing"]


def test_the_first_version_asks_for_no_recording() -> None:
    case = interviewed(demand())
    assert case.having(workflow=FIRST).asking("conclude").codes() == set()


def test_a_record_that_is_corrected_to_have_lasted_longer_is_not_refused_for_its_recording() -> None:
    case = interviewed(demand(level="full")).do("file_recording").do("conclude")
    (interview,) = (act for act in case.case.acts if act.transition.name == "interview")
    later = case.correct(seq=interview.seq, path="ended_at", new=instant_text(interview.at))
    assert later.case.corrections


# --- filing ----------------------------------------------------------------------------------------------------------


@proves(RECORDING_FITS, RECORDING_OF_NO_STEP, "file_recording")
def test_a_recording_is_of_a_step_of_the_case(step: str) -> Question:
    return interviewed().asking(step, acts=[99])


@proves(RECORDING_FITS, RECORDING_OF_NO_STEP, "file_recording", of=SUMMARY)
def test_a_recording_on_the_spot_is_of_a_step_of_the_case(step: str) -> Question:
    return on_spot("told").asking(step, acts=[99])


@proves(RECORDING_FITS, RECORDING_BESIDE_THE_STEP, "file_recording")
def test_a_recording_of_another_time_is_not_of_the_step(step: str) -> Question:
    case = interviewed()
    return case.asking(step, **file(case, start=2401, end=2402))


@proves(RECORDING_FITS, RECORDING_BESIDE_THE_STEP, "file_recording")
def test_a_recording_of_another_day_is_not_of_a_step_whose_record_states_no_times(step: str) -> Question:
    case = interviewed()
    return case.asking(step, **file(case, start=30 * 86_400, end=30 * 86_400, acts=[0]))


@proves(RECORDING_FITS, DEVICE_NOT_REGISTERED, "file_recording")
def test_a_device_that_is_not_on_the_register_records_nothing(step: str) -> Question:
    return interviewed(device("别的设备")).asking(step)


@proves(RECORDING_FITS, RECORDED_BY_NOBODY, "file_recording")
def test_a_recording_is_made_by_somebody_on_the_register(step: str) -> Question:
    return interviewed().asking(step, recorded_by="00000000-0000-4000-8000-00000000ffff")


@pytest.mark.parametrize(("day", "told"), [("2026-03-01", {RECORDED_BY_NOBODY.code}), ("2026-03-02", set())])
def test_an_auxiliary_works_the_camera_while_on_the_register(day: str, told: set[str]) -> None:
    case = interviewed()
    helped = case.but(register=replace(case.register, auxiliaries=(helper(until=day),)))
    assert helped.asking("file_recording", recorded_by="辅01").codes() == told


def test_an_auxiliary_who_works_the_camera_files_nothing_himself() -> None:
    case = interviewed()
    helped = case.but(register=replace(case.register, auxiliaries=(helper(until="2026-12-31"),)))
    assert AUXILIARY_BARRED.code in helped.asking("file_recording", by="辅01").codes()


def helper(*, until: str) -> Auxiliary:
    """An auxiliary until that day; the interview is of 2 March 2026."""
    valid = Period(start=date(2020, 1, 1), end=date.fromisoformat(until))
    return Auxiliary(number="辅01", name="辅助人员甲", unit="执法一科", tasks=("摄录",), valid=valid)


def test_a_device_on_the_register_records() -> None:
    assert interviewed(device()).asking("file_recording").codes() == set()


@proves(FILED_BY_ITS_PEOPLE, NOT_A_HANDLER, "file_recording")
def test_a_handler_of_other_cases_files_no_recording(step: str) -> Question:
    return interviewed().asking(step, by="承办人丙")


@proves(FILED_BY_ITS_PEOPLE, NOT_A_HANDLER, "file_recording", of=SUMMARY)
def test_a_handler_of_other_cases_files_no_recording_on_the_spot(step: str) -> Question:
    return on_spot("told").asking(step, by="承办人丙")


def test_a_recorder_files_what_he_recorded() -> None:
    assert filing_as(interviewed(), "记录人甲") == set()


# --- waivers ---------------------------------------------------------------------------------------------------------


@proves(HANDLER_ACTS, NOT_A_HANDLER, "ask_waiver")
def test_a_waiver_is_asked_by_a_handler_of_the_case(step: str) -> Question:
    return interviewed().asking(step, by="承办人丙")


@proves(HANDLER_ACTS, NOT_A_HANDLER, "ask_waiver", of=SUMMARY)
def test_a_waiver_on_the_spot_is_asked_by_a_handler_of_the_case(step: str) -> Question:
    return on_spot("told").asking(step, by="承办人丙")


@proves(STEP_ON_FILE, RECORDING_OF_NO_STEP, "ask_waiver")
def test_a_waiver_is_asked_of_a_step_of_the_case(step: str) -> Question:
    return interviewed().asking(step, act=99)


@proves(STEP_ON_FILE, RECORDING_OF_NO_STEP, "ask_waiver", of=SUMMARY)
def test_a_waiver_on_the_spot_is_asked_of_a_step_of_the_case(step: str) -> Question:
    return on_spot("told").asking(step, act=99)


@proves(WAIVABLE, RECORDING_OF_NO_STEP, "approve_waiver")
def test_a_waiver_is_of_a_step_of_the_case(step: str) -> Question:
    return interviewed().asking(step, act=99)


@proves(WAIVABLE, RECORDING_OF_NO_STEP, "approve_waiver", of=SUMMARY)
def test_a_waiver_on_the_spot_is_of_a_step_of_the_case(step: str) -> Question:
    return on_spot("told").asking(step, act=99)


@proves(WAIVABLE, FULL_CANNOT_BE_WAIVED, "approve_waiver")
def test_words_never_stand_for_what_is_to_be_recorded_as_a_whole(step: str) -> Question:
    return interviewed(demand(level="full")).do("ask_waiver").asking(step)


@proves(WAIVER_FITS, WAIVER_NOT_ASKED, *ANSWERS)
def test_nobody_waives_what_nobody_asked_for(step: str) -> Question:
    return interviewed(demand()).asking(step)


@proves(WAIVER_FITS, WAIVER_NOT_ASKED, *ANSWERS, of=SUMMARY)
def test_nobody_waives_on_the_spot_what_nobody_asked_for(step: str) -> Question:
    return on_spot("told").asking(step)


@proves(WAIVER_FITS, WAIVER_NOT_ASKED, "approve_waiver")
def test_a_request_is_answered_once(step: str) -> Question:
    return interviewed(demand()).do("ask_waiver").do("approve_waiver", granted=False).asking(step)


@pytest.mark.parametrize(("level", "answer"), [("key", "approve_waiver"), ("full", "excuse_gap")])
def test_an_answer_is_offered_only_while_a_request_waits_for_it(level: str, answer: str) -> None:
    case = interviewed(demand(level=level))
    asked = case.do("ask_waiver")

    assert [offered(one) for one in (case, asked, asked.do(answer, granted=False))] == [set(), {answer}, set()]
    assert [one.answered_by for one in recorded(asked.case, asked.register, CALENDAR)] == [answer]


def test_while_requests_of_both_kinds_wait_both_answers_are_offered() -> None:
    case = interviewed(demand(), demand("report", level="full", until="close"))
    assert offered(case.do("ask_waiver").do("ask_waiver", act=0)) == set(ANSWERS)


def offered(case: InHand) -> set[str]:
    """The answers that the heads are offered, each his own."""
    found = {
        step: options(case.case, IDS[head], register=case.register, calendar=CALENDAR, now=case.at)
        for step, head in HEADS.items()
    }
    return {step for step, told in found.items() if any(one.allowed for one in told if one.transition.name == step)}


@proves(WAIVER_FITS, WAIVED_BY_THE_ASKER, *ANSWERS)
def test_nobody_waives_what_he_asked_for_himself(step: str) -> Question:
    case = interviewed(demand(level="full" if step == "excuse_gap" else "key"))
    role = "head" if step == "excuse_gap" else "unit_head"
    both = Assignment(officer_id=IDS["承办人甲"], role=role, unit="执法一科", valid=Period(start=date(2015, 1, 1)))
    case = case.but(register=replace(case.register, assignments=(*case.register.assignments, both)))
    return case.do("ask_waiver", by="承办人甲").asking(step, by="承办人甲")


def test_an_approved_waiver_lets_the_case_go_on() -> None:
    assert interviewed(demand()).do("ask_waiver").do("approve_waiver").asking("conclude").codes() == set()


@pytest.mark.parametrize("answers", [[False], [True, False]], ids=["refused", "refused after it was granted"])
def test_by_the_last_answer_a_waiver_stands_or_not(answers: list[bool]) -> None:
    case = interviewed(demand())
    for granted in answers:
        case = case.do("ask_waiver").do("approve_waiver", granted=granted)
    assert case.asking("conclude").codes() == {"recording_missing"}


def test_a_waiver_does_not_outlive_a_list_that_asks_for_the_whole() -> None:
    case = interviewed(demand()).do("ask_waiver").do("approve_waiver")
    stricter = case.but(register=keeping(case.register, demand(level="full")))
    assert stricter.asking("conclude").codes() == {"recording_missing"}


# --- gaps ------------------------------------------------------------------------------------------------------------


@proves(EXCUSABLE, RECORDING_OF_NO_STEP, "excuse_gap")
def test_a_gap_is_of_a_step_of_the_case(step: str) -> Question:
    return interviewed().asking(step, act=99)


@proves(EXCUSABLE, RECORDING_OF_NO_STEP, "excuse_gap", of=SUMMARY)
def test_a_gap_on_the_spot_is_of_a_step_of_the_case(step: str) -> Question:
    return on_spot("told").asking(step, act=99)


@proves(EXCUSABLE, NOT_ASKED_AS_A_WHOLE, "excuse_gap")
@pytest.mark.parametrize("lines", [(demand(),), ()], ids=["a key step", "not on the list"])
def test_no_gap_is_excused_where_the_whole_is_not_asked(step: str, lines: tuple[Line, ...]) -> Question:
    return interviewed(*lines).do("ask_waiver").asking(step)


@pytest.mark.parametrize("recorded", [False, True], ids=["nothing", "a part"])
def test_an_excused_gap_lets_the_case_go_on_with_nothing_recorded_or_a_part(recorded: bool) -> None:
    case = interviewed(demand(level="full"))
    if recorded:
        case = case.do("file_recording", **file(case, end=-60))
    assert case.asking("conclude").codes() != set()
    assert case.do("ask_waiver").do("excuse_gap").asking("conclude").codes() == set()


def test_an_officer_is_reminded_of_what_only_marks_until_it_is_excused() -> None:
    case = interviewed(demand(level="full", effect="marks"))
    assert [reminded(one) for one in (case, case.do("ask_waiver").do("excuse_gap"))] == [True, False]


def reminded(case: InHand) -> bool:
    return any(one.note for one in recorded(case.case, case.register, CALENDAR))


def test_a_gap_that_is_not_excused_keeps_the_case_back() -> None:
    case = interviewed(demand(level="full")).do("ask_waiver").do("excuse_gap", granted=False)
    assert case.asking("conclude").codes() == {"recording_missing"}


@pytest.mark.parametrize("granted", [True, False])
def test_of_a_waiver_and_an_excuse_the_last_counts(granted: bool) -> None:
    waived = interviewed(demand()).do("ask_waiver").do("approve_waiver")
    whole = waived.but(register=keeping(waived.register, demand(level="full")))
    excused = whole.do("ask_waiver").do("excuse_gap")
    again = excused.but(register=waived.register).do("ask_waiver").do("approve_waiver", granted=granted)
    assert again.asking("conclude").codes() == (set() if granted else {"recording_missing"})


@pytest.mark.parametrize(("level", "answer", "now"), [("full", "excuse_gap", "key"), ("key", "approve_waiver", "full")])
def test_what_was_answered_hinders_no_correction_once_the_list_asks_otherwise(
    level: str, answer: str, now: str
) -> None:
    case = interviewed(demand(level=level)).do("ask_waiver").do(answer)
    listed = case.but(register=keeping(case.register, demand(level=now)))
    assert listed.correct().case.corrections


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"ended_at": "2020-01-01T00:00:00Z"}, "结束时间不得早于开始时间"),
        ({"acts": []}, "acts"),
        ({"digest": "AB"}, "SHA-256"),
        ({"medium": "film"}, "medium"),
    ],
    ids=["backwards", "of nothing", "no digest", "unknown medium"],
)
def test_a_recording_that_cannot_be_is_refused_with_its_field(changes: dict[str, Any], rule: str) -> None:
    (refusal,) = interviewed().asking("file_recording", **changes).refusals()
    assert (refusal.code, rule in refusal.text) == ("facts_invalid", True)


def test_a_moment_is_photographed_and_not_filmed() -> None:
    case = interviewed()
    moment = file(case)["started_at"]
    assert case.asking("file_recording", ended_at=moment, medium="photo").codes() == set()
    assert case.asking("file_recording", ended_at=moment).codes() == {"facts_invalid"}


def on_spot(state: str) -> InHand:
    return spot(state)


def filing_as(case: InHand, name: str) -> set[str]:
    return case.asking("file_recording", by=name).codes()
