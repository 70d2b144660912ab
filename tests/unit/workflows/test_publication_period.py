"""From when the days for publication run: from the decision and, where its service outlasts them, anew from service; also after a correction."""

from __future__ import annotations

from datetime import timedelta

import pytest

from in_hand import CALENDAR, MILD, PLAIN, InHand, standing
from scene import Plot
from zhifa.engine.casefile import TermState
from zhifa.engine.instants import instant_text
from zhifa.engine.terms import Mark
from zhifa.workflows.terms import PUBLICATION, PUBLICATION_AFTER_SERVICE


def publication(case: InHand) -> TermState:
    found = case.case.term("publication")
    assert found is not None
    return found


@pytest.mark.parametrize(("plot", "days"), [(PLAIN, 7), (MILD, 20)])
def test_where_service_outlasts_the_days_as_many_run_anew_from_it(plot: Plot, days: int) -> None:
    case = standing("serving", plot)
    before = publication(case)
    on_last_day = case.wait(days=(before.due_day - case.at.date()).days).do("serve_decision")
    assert publication(on_last_day) == before

    late = case.wait(days=(before.due_day - case.at.date()).days + 1).do("serve_decision")
    after, served = publication(late), late.at.date()
    assert (after.start_on, after.length, after.status) == (served.isoformat(), days, "open")
    assert after.due_day == CALENDAR.add_working_days(served, days)
    assert after.label == PUBLICATION_AFTER_SERVICE.label


def test_a_service_corrected_to_an_earlier_day_gives_the_days_from_the_decision_back() -> None:
    case = standing("serving")
    before = publication(case)
    earlier = case.at + timedelta(days=3)
    late = case.wait(days=20).do("serve_decision")
    corrected = late.wait(days=1).correct(seq=late.case.acts[-1].seq, path="occurred_at", new=instant_text(earlier))
    assert (publication(corrected).start_on, publication(corrected).due) == (before.start_on, before.due)


def test_a_publication_that_waits_says_why_until_the_decision_is_served() -> None:
    case = standing("serving")
    assert case.case.waits("publication") == "决定书尚未送达，送达之前不得公示"
    assert case.case.waits("service") is None
    assert case.do("serve_decision").case.waits("publication") is None


def test_the_days_from_service_are_marked_as_a_convention() -> None:
    assert (PUBLICATION_AFTER_SERVICE.mark, PUBLICATION_AFTER_SERVICE.code) == (Mark.CONVENTION, PUBLICATION.code)
