"""A decision tells each notice that was given, and what the party said to that one."""

from __future__ import annotations

from in_hand import InHand, standing
from zhifa.documents import facts as f
from zhifa.engine.heard import heard
from zhifa.engine.translation import Translation


def told(case: InHand) -> tuple[f.Heard, ...]:
    return heard(case.case, Translation(case=case.case, register=case.register, day=case.at.date()))


def kinds(one: f.Heard) -> list[str]:
    return [type(act).__name__ for act in one.said]


def test_before_a_notice_nobody_was_heard() -> None:
    assert told(standing("concluded")) == ()


def test_each_notice_has_its_own_service_and_its_own_answers() -> None:
    again = standing("defence").do("hear_statement").do("review_statement").do("notify").do("serve_notice")
    first, second = told(again)
    assert kinds(first) == ["StatementReceived", "StatementReview"]
    assert (kinds(second), second.waived) == ([], ())
    assert first.notice.seq < second.notice.seq
    assert first.served_on is not None
    assert second.served_on is not None
    assert [one.waived for one in told(again.do("waive"))] == [(), ("hearing", "statement")]


def test_a_notice_that_another_overtook_was_never_served() -> None:
    overtaken = standing("defence").do("notify")
    first, second = told(overtaken)
    assert first.served_on is not None
    assert second.served_on is None


def test_every_statement_is_told_in_its_order() -> None:
    spoke = standing("defence").do("hear_statement").do("review_statement").do("hear_statement").do("review_statement")
    assert kinds(told(spoke)[0]) == ["StatementReceived", "StatementReview"] * 2


def test_a_hearing_is_told_with_the_notice_it_was_asked_under() -> None:
    asked = standing("hearing").do("schedule_hearing")
    (one,) = told(asked)
    assert one.hearing_request is not None
    assert one.hearing is None
