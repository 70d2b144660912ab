"""What the dossier of a case must hold, by how the case ended."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from in_hand import HEARD, MILD, InHand, new_case, ready, standing
from on_the_spot import new_spot, ready_on_spot
from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.vocabulary import State
from zhifa.workflows import rectifiable, required_papers
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.required_papers import EXITS, exit_of, lacking, never_served
from zhifa.workflows.states import CLOSED, ENDED_UNCLOSED
from zhifa.workflows.summary import SUMMARY


def _ended(state: State) -> InHand:
    (step,) = (t.name for t in ORDINARY.transitions if any(target.state is state for target in t.targets))
    return ready(step).do(step)


def _turned() -> InHand:
    return ready_on_spot("turn_ordinary").do("turn_ordinary")


ENDINGS = {
    "penalty": lambda: new_case(HEARD).to("archived"),
    "no_penalty": lambda: new_case(MILD).to("archived"),
    "summary_penalty": lambda: new_spot().to("archived"),
    "turned": lambda: _turned().do("archive_ended"),
    **{state.name: lambda state=state: _ended(state).do("archive_ended") for state in ENDED_UNCLOSED},
}


@cache
def _archived(ending: str) -> CaseFile:
    return ENDINGS[ending]().case


def _making_nothing(act: Act[Any]) -> Act[Any]:
    """The same step of a procedure in which it makes no paper."""
    step = replace(act.transition, papers=(), no_paper="test")
    return Act(seq=act.seq, transition=step, actor=act.actor, at=act.at, recorded_at=act.recorded_at, raw=act.raw)


def _without(case: CaseFile, *codes: str) -> CaseFile:
    return replace(case, papers=tuple(paper for paper in case.papers if paper.code not in codes))


def _codes(case: CaseFile) -> list[tuple[str, ...]]:
    return [one.codes for one in lacking(case)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_dossier_of_a_case_archived_by_the_procedure_is_complete(ending: str) -> None:
    case = _archived(ending)

    assert exit_of(case) == ending
    assert lacking(case) == ()


def test_every_way_a_case_may_end_has_its_papers() -> None:
    kinds = {t.decides.name for flow in (ORDINARY, SUMMARY) for t in flow.transitions if t.decides}
    unclosed = {
        s.name for flow in (ORDINARY, SUMMARY) for s in flow.states if s.ended and not s.name.startswith("archived")
    }

    assert EXITS.keys() == ENDINGS.keys() == kinds | unclosed


@pytest.mark.parametrize(
    ("ending", "codes"), [(name, one.codes) for name, required in EXITS.items() for one in required]
)
def test_a_paper_that_must_be_there_and_is_not_is_named(ending: str, codes: tuple[str, ...]) -> None:
    case = _without(_archived(ending), *codes)

    assert any(set(found) & set(codes) for found in _codes(case))


@pytest.mark.parametrize(
    ("ending", "codes"), [(name, one.codes) for name, required in EXITS.items() for one in required]
)
def test_it_is_named_too_where_no_step_on_record_makes_it(ending: str, codes: tuple[str, ...]) -> None:
    case = _without(_archived(ending), *codes)
    (found,) = [
        one for one in lacking(replace(case, acts=tuple(map(_making_nothing, case.acts)))) if one.codes == codes
    ]

    assert "案件止于" in found.reason
    assert found.article


def test_what_a_step_should_have_made_is_named_with_its_entry() -> None:
    case = standing("investigating").do("interview").case
    (found,) = lacking(_without(case, "D09"))

    assert found.codes == ("D09",)
    assert f"第{case.acts[-1].seq}号记录“询问”" in found.reason


def test_a_document_type_is_named_once() -> None:
    case = _without(_archived("penalty"), "D33", "D37")

    assert sorted(_codes(case)) == [("D33",), ("D37",)]


def test_a_notice_whose_receipt_is_gone_is_named_though_the_decision_has_one() -> None:
    case = _archived("penalty")
    receipt = next(paper for paper in case.papers if paper.code == "D37")
    (notice,) = (paper for paper in case.papers if paper.code == "D24")
    kept = replace(
        case,
        papers=tuple(paper for paper in case.papers if paper != receipt),
        acts=tuple(act for act in case.acts if act.seq != receipt.seq),
    )
    (found,) = lacking(kept)

    assert found.codes == ("D37", "D39")
    assert notice.title in found.reason


def test_a_failed_attempt_at_service_is_no_proof_of_it() -> None:
    case = standing("notifying").do("fail_notice_service").to("archived").case
    (service,) = (act for act in case.acts if act.transition.name == "serve_notice")
    (notice,) = (paper for paper in case.papers if paper.code == "D24")
    (found,) = lacking(replace(case, acts=tuple(act for act in case.acts if act is not service)))

    assert notice.title in found.reason


@pytest.mark.parametrize(
    ("step", "code", "article"),
    [
        ("demand_performance", "D41", "行政强制法第三十八条"),
        ("impose_surcharge", "D42", "行政强制法第三十八条；行政处罚法第六十一条"),
        ("rectify_paper", "D37-2", "执法文书制作的惯例"),
    ],
)
def test_what_is_served_after_the_decision_and_was_not_is_named_with_its_own_ground(
    step: str, code: str, article: str
) -> None:
    served = ready(step).do(step).do("serve_further").case
    kept = tuple(act for act in served.acts if act.transition.name != "serve_further")
    closed = [lacking(replace(served, acts=acts, state=CLOSED)) for acts in (served.acts, kept)]

    assert [[one.article for one in found if f"《{code}》" in one.reason] for found in closed] == [[], [article]]


def test_a_decision_annulled_before_it_was_served_needs_no_proof_of_service_and_is_told_so() -> None:
    annulled = standing("serving").do("lodge_remedy").do("record_remedy", effect="责令重作").do("redo")
    case = annulled.to("archived").case
    first, second = (paper for paper in case.papers if paper.code == "D33")

    assert lacking(case) == ()
    assert never_served(case) == {first.id: "未送达即被撤销"}
    unserved = tuple(act for act in case.acts if not (act.seq > second.seq and act.transition.facts is Service))
    assert _codes(replace(case, acts=unserved)) == [("D37", "D39")]


def test_a_case_that_goes_on_lacks_nothing_of_its_end() -> None:
    case = standing("investigating").case

    assert exit_of(case) is None
    assert lacking(case) == ()


def test_a_case_closed_and_not_archived_lacks_the_archiving() -> None:
    assert _codes(new_case().to("closed").case) == [("D50",)]


def test_what_reaches_the_party_by_a_service_of_its_own_is_asked_for() -> None:
    assert required_papers.SERVED.keys() == rectifiable.SERVED
