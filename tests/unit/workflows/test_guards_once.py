"""No act is fined twice (处罚法 29)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guard_proofs import proves, steps_with
from in_hand import InHand, Question, ready, standing
from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.fined import Fine
from zhifa.engine.instants import legal_day
from zhifa.workflows import dossier
from zhifa.workflows.fined import party_of, standing_fine, violated_on
from zhifa.workflows.forms.start import Report
from zhifa.workflows.guards.once import NOT_FINED_TWICE
from zhifa.workflows.reasons.once import FINED_BEFORE

STEPS = steps_with(NOT_FINED_TWICE)


def _fined(
    case: InHand, *, cause: str | None = None, violated: date | None = None, decided: date | None = None
) -> InHand:
    """The case of a party who was fined in another one: by default for an act of the same name, the day before."""
    told = dossier.report(case.case)
    assert told is not None
    day = decided or case.scene().day
    fine = Fine(case_id="其他案件", party="0" * 64, cause=cause or told.cause, violated_on=violated, decided_on=day)
    return case.having(fines=(fine,))


@proves(NOT_FINED_TWICE, FINED_BEFORE, *STEPS)
def test_an_act_of_the_same_name_that_a_fine_may_have_covered_is_refused(step: str) -> Question:
    return _fined(ready(step)).asking(step)


@pytest.mark.parametrize("step", STEPS)
def test_a_fine_for_something_else_is_no_obstacle(step: str) -> None:
    assert _fined(ready(step), cause="占道经营").asking(step).codes() == set()


@pytest.mark.parametrize("step", STEPS)
def test_what_was_done_after_an_earlier_fine_is_another_act(step: str) -> None:
    assert _fined(ready(step), decided=date(2020, 1, 1)).asking(step).codes() == set()


@pytest.mark.parametrize("step", STEPS)
def test_a_fine_for_an_act_of_the_same_day_is_refused_whatever_its_name(step: str) -> None:
    case = ready(step)
    assert FINED_BEFORE.code in _fined(case, cause="其他名称", violated=violated_on(case.case)).asking(step).codes()


def test_the_draft_may_say_why_it_is_another_act() -> None:
    concluding = _fined(ready("conclude"))
    assert concluding.asking("conclude", draft__other_act="前一案件处罚的是上月在另一地块的焚烧行为。").codes() == set()


def test_a_warning_is_no_second_fine() -> None:
    warned = [{"kind": "警告", "text": "警告"}]
    assert _fined(ready("conclude")).asking("conclude", draft__items=warned).codes() == set()


def _with_party(case: CaseFile, **changes: Any) -> CaseFile:
    """The case with another party in its report."""
    first = case.acts[0]
    assert isinstance(first.facts, Report)
    party = first.facts.party.model_copy(update=changes)
    facts = first.facts.model_copy(update={"party": party})
    told: Act[Any] = Act(
        seq=first.seq, transition=first.transition, actor=first.actor, at=first.at, recorded_at=first.recorded_at,
        raw=facts.model_dump_json(), facts=facts,
    )  # fmt: skip
    return replace(case, acts=(told, *case.acts[1:]))


def test_a_party_is_found_by_its_number_and_an_organisation_also_by_its_name() -> None:
    case = ready("decide_penalty").case
    numbered: dict[str, Any] = {
        "kind": "individual",
        "identity_kind": "resident_id",
        "identity_number": "11010519491231002x",
    }
    firm: dict[str, Any] = {"kind": "legal_person", "identity_kind": "none", "name": "示例公司"}

    assert party_of(_with_party(case, **numbered)) == party_of(
        _with_party(case, **(numbered | {"name": "别名", "identity_number": "11010519491231002X"}))
    )
    assert party_of(_with_party(case, **firm)) not in (
        None,
        party_of(_with_party(case, **(firm | {"name": "另一公司"}))),
    )
    assert (
        party_of(_with_party(case, kind="individual", identity_kind="masked", identity_number="1101**********002X"))
        is None
    )


FIRM: dict[str, Any] = {"kind": "legal_person", "identity_kind": "none", "identity_number": None, "name": "示例公司"}
FINE = {"kind": "罚款", "text": "罚款一百元", "amount": 10_000}
WARNING = {"kind": "警告", "text": "警告"}


def _standing_fine(case: InHand) -> Fine | None:
    """The fine that stands where the party of the case is a firm."""
    return standing_fine(_with_party(case.case, **FIRM))


def test_a_decision_tells_other_cases_its_fine() -> None:
    deciding = ready("decide_penalty")
    decided = deciding.do("decide_penalty")
    fine, told = _standing_fine(decided), dossier.report(decided.case)

    assert _standing_fine(deciding) is None
    assert fine is not None
    assert told is not None
    assert (fine.case_id, fine.party) == (decided.case.id, party_of(_with_party(decided.case, **FIRM)))
    assert (fine.cause, fine.violated_on) == (told.cause, violated_on(decided.case))
    assert fine.decided_on == legal_day(decided.case.acts[-1].at)


def test_a_warning_tells_other_cases_nothing_and_so_does_a_party_that_cannot_be_found_again() -> None:
    warned = standing("investigating").do("interview").do("conclude", draft__items=[WARNING]).to("decided")
    assert _standing_fine(warned) is None

    nobody = replace(ready("decide_penalty").do("decide_penalty").case, acts=())
    assert party_of(nobody) is None
    assert standing_fine(nobody) is None
    assert standing_fine(standing("decided").case) is None, "a person without a number may share the name"


@pytest.mark.parametrize(
    ("effect", "items", "stands"),
    [("撤销", [], False), ("责令重作", [], False), ("确认无效", [], False), ("变更", [WARNING], False), ("变更", [FINE], True),
     ("维持", [], True), ("确认违法", [], True)],
)  # fmt: skip
def test_a_remedy_that_leaves_no_fine_ends_it_for_other_cases(effect: str, items: list[Any], *, stands: bool) -> None:
    remedied = ready("record_remedy").do("record_remedy", effect=effect, items=items)
    assert (_standing_fine(remedied) is not None) is stands
