"""R31, R35: the dossier and the order of things."""

from __future__ import annotations

from dataclasses import replace

from in_hand import IDS, InHand, ready, standing
from scrutinised import altered, finds, judged, moved, passes
from zhifa.engine.act import Act
from zhifa.workflows.scrutiny.archive import BOUND, IN_ORDER
from zhifa.workflows.scrutiny.decision import IN_TIME


def _archived() -> InHand:
    return standing("archived")


@passes(BOUND)
def test_a_case_that_was_not_closed_is_bound_alike() -> InHand:
    return ready("archive_ended").do("archive_ended")


def test_an_archived_case_is_still_judged_by_how_it_ended() -> None:
    declined = ready("archive_ended")
    reasons = {judged(IN_TIME, case).unjudged[0].reason for case in (declined, declined.do("archive_ended"))}

    assert reasons == {"案件止于“不予立案”，没有立案"}


@passes(BOUND)
def test_the_dossier_holds_the_papers_of_every_step() -> InHand:
    return _archived()


@finds(BOUND, "“调查终结”的文书不在卷内：D21")
def test_a_missing_paper_is_found() -> InHand:
    case = _archived()
    return case.having(papers=tuple(paper for paper in case.case.papers if paper.code != "D21"))


@finds(BOUND, "备考表只记3页")
def test_fewer_pages_than_papers_are_found() -> InHand:
    return altered(_archived(), "archive", "pages", 3)


@finds(BOUND, "同为立卷人甲")
def test_an_archivist_who_checks_the_dossier_is_found() -> InHand:
    return altered(_archived(), "archive", "checker", IDS["立卷人甲"])


@finds(BOUND, "一案归档2次")
def test_a_case_archived_twice_is_found() -> InHand:
    case = _archived()
    return case.having(acts=(*case.case.acts, case.case.acts[-1]))


@passes(IN_ORDER)
def test_things_happened_one_after_the_other() -> InHand:
    return _archived()


@finds(IN_ORDER, "早于此前的“确定承办人”")
def test_a_step_before_the_one_it_builds_on_is_found() -> InHand:
    return moved(_archived(), "conclude", days=-30)


@finds(IN_ORDER, "承办机构意见（2027-01-01）晚于“调查终结”")
def test_an_opinion_after_the_act_is_found() -> InHand:
    return altered(_archived(), "conclude", "unit_opinion.on", "2027-01-01")


@finds(IN_ORDER, "办理时间晚于登记时间")
def test_a_step_recorded_before_it_happened_is_found() -> InHand:
    return moved(_archived(), "archive", days=1)


@finds(IN_ORDER, "“调查终结”记在“立案”之前")
def test_a_filing_entered_after_the_conclusion_is_found() -> InHand:
    case = _archived()
    filing = next(act for act in case.case.acts if act.transition.name == "file")
    late = Act(
        seq=case.case.next_seq, transition=filing.transition, actor=filing.actor, at=case.at, recorded_at=case.at, raw=filing.raw
    )  # fmt: skip
    acts = (*(act for act in case.case.acts if act is not filing), late)
    return replace(case, case=replace(case.case, acts=acts))
