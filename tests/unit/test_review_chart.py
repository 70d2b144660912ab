"""The chart of legal review: the part of a procedure that has to do with it, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

import pytest

from zhifa.engine.chart import drawn
from zhifa.engine.review_chart import Note, Part, has_review, review_svg, reviewing
from zhifa.engine.routing import layout
from zhifa.engine.vocabulary import Phase, State, Transition
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY

SVG = "{http://www.w3.org/2000/svg}"
NOTES = (
    Note(title="送审材料", lines=tuple(f"{number}．" + "调查终结报告和全部证据，" * number for number in range(1, 9))),
    Note(title="时限", lines=("十个工作日",)),
    Note(title="责任", lines=("承办机构对送审材料<全部>负责。",)),
)


@pytest.fixture(scope="module")
def document() -> ET.Element:
    return ET.fromstring(review_svg(ORDINARY, NOTES))


def _ways(steps: Iterable[Transition]) -> set[tuple[str, State, State]]:
    return {(step.name, source, target.state) for step in steps for source in step.sources for target in step.targets}


def _words(document: ET.Element, kind: str) -> list[str]:
    return [text.text or "" for text in document.iter(f"{SVG}text") if text.attrib["class"] == kind]


def test_it_shows_the_states_of_review_and_those_at_the_other_ends_of_its_steps(document: ET.Element) -> None:
    shown = {group.attrib["data-state"] for group in document.iter(f"{SVG}g") if "data-state" in group.attrib}

    assert shown >= {state.name for state in ORDINARY.states if state.phase is Phase.REVIEW}
    assert shown >= {"concluded", "defence", "approving", "discussing"}
    assert not shown & {"reported", "filed", "serving", "closed"}


def test_every_step_into_review_through_it_and_out_of_it_is_drawn_and_no_other() -> None:
    shown, ways = _ways(reviewing(ORDINARY).transitions), _ways(ORDINARY.transitions)
    of_review = {way for way in ways if Phase.REVIEW in (way[1].phase, way[2].phase)}

    assert shown >= of_review
    assert {step for step, *_ in shown} == {step for step, *_ in of_review}


def test_a_step_that_leaves_the_case_where_it_is_stays_out(document: ET.Element) -> None:
    named = {element.attrib["data-step"] for element in document.iter() if "data-step" in element.attrib}

    assert "decide_recusal" not in named
    assert {"submit_review", "agree", "find_problems", "raise_dispute", "settle_dispute", "send_back"} <= named


def test_columns_without_a_state_are_left_out_and_the_others_keep_their_numbers(document: ET.Element) -> None:
    assert _words(document, "phase") == ["二　调查", "三　审核", "四　决定"]


def test_the_notes_stand_below_with_every_word_of_theirs(document: ET.Element) -> None:
    told = "".join(_words(document, "step")).replace("　", "")

    assert all(line in told for note in NOTES for line in note.lines)
    assert {note.title for note in NOTES} <= set(_words(document, "state"))
    bottom = max(float(text.attrib["y"]) for text in document.iter(f"{SVG}text"))
    assert bottom < float(document.attrib["height"])


def test_without_notes_it_is_the_drawing_alone() -> None:
    plain, noted = (ET.fromstring(review_svg(ORDINARY, notes)) for notes in ((), NOTES))

    assert float(plain.attrib["height"]) < float(noted.attrib["height"])


def test_a_part_that_leads_to_no_decision_has_no_gate() -> None:
    alone = Part(states=(ORDINARY.review_state,), transitions=())

    assert 'class="gate"' not in "".join(drawn(layout(alone, (ORDINARY.review_state.phase,))))


def test_a_procedure_that_a_statute_frees_from_review_has_none() -> None:
    assert has_review(ORDINARY)
    assert not has_review(SUMMARY)


def test_the_same_gives_the_same() -> None:
    assert review_svg(ORDINARY, NOTES) == review_svg(ORDINARY, NOTES)
