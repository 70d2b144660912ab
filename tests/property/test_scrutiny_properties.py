"""The scrutiny answers for every case there can be, sound or damaged, and finds nothing grave in what a diligent agency did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from in_hand import InHand, new_case, ready
from penalty_steps import STEPS, Plot, next_step
from scrutinised import altered, caught, lacking, numbered, seen
from zhifa.workflows.scrutiny import CHECKS, scrutinise
from zhifa.workflows.scrutiny.check import Severity, Verdict

plots = st.builds(
    Plot,
    penalty=st.sampled_from([True, True, True, False]),
    fine=st.sampled_from([100_000, 0, 2_000_000]),
    complex=st.booleans(),
    hearing=st.booleans(),
    statement=st.booleans(),
    announced=st.booleans(),
)
SPOILED = (None, -1, "", [], {}, {"not_stated": "x"}, "0001-01-01", "9999-12-31")


@st.composite
def cases(draw: st.DrawFn) -> InHand:
    """A case that a diligent agency has brought some way, with its papers numbered."""
    case = new_case(draw(plots)).do("report")
    for _ in range(draw(st.integers(0, 30))):
        coming = next_step(case.scene())
        if coming is None:
            break
        case = replace(case, at=case.at + coming.wait).do(coming.step)
    return numbered(case)


@given(cases())
def test_what_a_diligent_agency_did_has_no_grave_fault(case: InHand) -> None:
    grave = [one for one in scrutinise(seen(case)).faulty if one.severity is not Severity.MINOR]

    assert [(one.check.id, one.faults) for one in grave] == []


@given(cases(), st.data())
def test_a_damaged_case_is_answered_and_never_fails(case: InHand, data: st.DataObject) -> None:
    file = case.case
    kept = file.acts[:1] + tuple(act for act in file.acts[1:] if data.draw(st.integers(0, 4)))
    damaged = case.having(
        acts=kept,
        reviews=tuple(one for one in file.reviews if data.draw(st.booleans())),
        decisions=tuple(one for one in file.decisions if data.draw(st.integers(0, 3))),
        papers=tuple(one for one in file.papers if data.draw(st.integers(0, 3))),
        replay=data.draw(st.booleans()),
    )
    act = data.draw(st.sampled_from(kept))
    field = data.draw(st.sampled_from(sorted(act.transition.facts.model_fields)))
    damaged = altered(damaged, act.transition.name, field, data.draw(st.sampled_from(SPOILED)))
    view = replace(seen(damaged), day=seen(damaged).day + timedelta(days=data.draw(st.integers(0, 400))))

    results = scrutinise(view).results

    assert [one.check for one in results] == list(CHECKS)
    for one in results:
        assert (one.verdict is Verdict.FAULTY) == bool(one.faults)
        assert one.faults or one.unjudged or one.verdict is Verdict.PASSED


@given(st.sampled_from(sorted(STEPS - {"report"})))
def test_a_case_without_one_of_its_steps_is_answered(step: str) -> None:
    asked = ready(step)

    assert len(
        scrutinise(seen(lacking(asked, *{act.transition.name for act in asked.case.acts} - {"report"}))).results
    ) == len(CHECKS)


@given(st.sets(st.sampled_from(["catch", "tell", "decide_on_spot", "deliver", "file_record"])), st.booleans())
def test_a_case_decided_on_the_spot_is_answered_whatever_it_lacks(steps: set[str], decided: bool) -> None:
    case = lacking(caught(), *steps)

    assert len(scrutinise(seen(case if decided else case.having(decisions=()))).results) == len(CHECKS)
