"""Drawings of a procedure: nothing is left out, nothing lies upon anything else, the gate is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from zhifa.engine.diagram import mermaid, svg
from zhifa.engine.layout import text_width
from zhifa.engine.routing import Layout, layout
from zhifa.engine.vocabulary import Phase, State, Target
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"name": 24.0, "phase": 17.0, "state": 15.0, "sealed": 10.5}


class Extent(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: Extent) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _texts(group: ET.Element) -> Iterator[Extent]:
    for text in group.iter(f"{SVG}text"):
        words = "".join(part for element in text.iter() if element.tag != f"{SVG}title" for part in _own(element))
        size = SIZES.get(text.attrib["class"], 12.0)
        width, x, y = text_width(words, size), float(text.attrib["x"]), float(text.attrib["y"])
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.attrib.get("text-anchor", "start")]
        yield Extent(left, y - 0.85 * size, left + width, y + 0.15 * size, words)


def _own(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _boxes(drawn: Layout) -> Iterator[Extent]:
    for box in drawn.boxes:
        left = drawn.left(box)
        yield Extent(left, box.y, left + box.width, box.bottom, box.state.name)


@pytest.fixture(scope="module")
def document() -> ET.Element:
    return ET.fromstring(svg(ORDINARY))


@pytest.fixture(scope="module")
def drawn() -> Layout:
    return layout(ORDINARY)


def test_every_state_stands_in_the_column_of_its_phase(drawn: Layout) -> None:
    assert [box.state for box in drawn.boxes] == sorted(ORDINARY.states, key=lambda s: list(Phase).index(s.phase))
    assert all(list(Phase)[box.column] is box.state.phase for box in drawn.boxes)


@pytest.mark.parametrize("step", ORDINARY.transitions, ids=lambda step: step.name)
def test_every_step_is_drawn_from_each_source_to_each_target(step: object, document: ET.Element, drawn: Layout) -> None:
    transition = next(t for t in ORDINARY.transitions if t is step)
    named = [element for element in document.iter() if element.attrib.get("data-step") == transition.name]
    arrows = {(e.attrib["data-from"], e.attrib["data-to"]) for e in named if "data-from" in e.attrib}

    assert arrows == {
        (s.name, t.state.name) for s in transition.sources for t in transition.targets if t.state is not s
    }
    assert (
        len([e for e in named if transition.label in "".join(e.itertext())]) >= len(transition.sources)
        or not transition.sources
    )
    listed = {box.state for box in drawn.boxes for line in box.stays if transition in line}
    assert listed == {s for s in transition.sources if all(target.state is s for target in transition.targets)}


def test_no_text_lies_upon_another_and_none_leaves_the_drawing(document: ET.Element) -> None:
    (columns,) = [g for g in document.findall(f"{SVG}g") if g.find(f"{SVG}rect[@class='ground']") is not None]
    texts = list(_texts(columns))
    width = float(document.attrib["width"])

    assert [(a.what, b.what) for a, b in combinations(texts, 2) if a.meets(b)] == []
    assert [text.what for text in texts if text.left < 0 or text.right > width] == []


def test_boxes_hold_their_text_and_keep_apart(document: ET.Element, drawn: Layout) -> None:
    boxes = list(_boxes(drawn))
    texts = [text for group in document.iter(f"{SVG}g") if "data-state" in group.attrib for text in _texts(group)]

    assert [(a.what, b.what) for a, b in combinations(boxes, 2) if a.meets(b)] == []
    assert [
        text.what
        for text in texts
        if not any(
            b.left <= text.left and text.right <= b.right and b.top <= text.top and text.bottom <= b.bottom
            for b in boxes
        )
    ] == []


def test_no_arrow_runs_through_a_box(drawn: Layout) -> None:
    for route in drawn.routes:
        for (x1, y1), (x2, y2) in pairwise(route.points):
            run = Extent(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), route.line.step.name)
            inner = (Extent(b.left + 1, b.top + 1, b.right - 1, b.bottom - 1, b.what) for b in _boxes(drawn))
            assert [(run.what, box.what) for box in inner if run.meets(box)] == []


def test_arrows_to_different_states_keep_apart(drawn: Layout) -> None:
    runs = [(run, route.target.state) for route in drawn.routes for run in pairwise(route.points)]
    for ((a1, a2), a), ((b1, b2), b) in combinations(runs, 2):
        if a is b:
            continue
        for across in (0, 1):
            along = 1 - across
            if a1[across] == a2[across] and b1[across] == b2[across] and abs(a1[across] - b1[across]) < 4:
                (a_from, a_to), (b_from, b_to) = sorted((a1[along], a2[along])), sorted((b1[along], b2[along]))
                assert min(a_to, b_to) - max(a_from, b_from) <= 0, (a.name, b.name)


def test_only_a_passed_review_leads_through_the_gate_and_each_arrow_bears_its_seal(
    drawn: Layout, document: ET.Element
) -> None:
    entering = [route for route in drawn.routes if route.enters_decision]
    seals = [text.attrib["y"] for text in document.iter(f"{SVG}text") if text.attrib["class"] == "sealed"]
    heights = {route.points[-1][1] for route in entering}

    assert entering
    assert all(r.line.step.grants_review or (r.line.target and r.line.target.cleared) for r in entering)
    assert len(seals) == len(heights) + 1, "one in the legend"


def test_the_state_of_a_case_and_those_it_passed_are_marked() -> None:
    document = ET.fromstring(svg(ORDINARY, at="filed", visited=("reported", "verifying")))
    marked = {g.attrib["data-state"]: g.attrib["class"] for g in document.iter(f"{SVG}g") if "data-state" in g.attrib}

    assert {name: marks for name, marks in marked.items() if marks != "node"} == {
        "reported": "node visited",
        "verifying": "node visited",
        "filed": "node at",
    }


def test_the_drawing_of_a_case_names_it_and_says_what_its_colours_mean(document: ET.Element) -> None:
    of_case = ET.fromstring(svg(ORDINARY, at="filed", whose="案件 0b2a3daf　案由「露天<焚烧>秸秆」"))
    words = {text.text: text for text in of_case.iter(f"{SVG}text")}

    assert words.keys() - {text.text for text in document.iter(f"{SVG}text")} == {
        "案件 0b2a3daf　案由「露天<焚烧>秸秆」", "案件现处", "案件已经过",
    }  # fmt: skip
    samples = [
        g.attrib["class"] for g in of_case.iter(f"{SVG}g") if "class" in g.attrib and "data-state" not in g.attrib
    ]
    assert samples == ["at", "visited"]


def test_ended_states_have_a_double_border(document: ET.Element) -> None:
    doubled = {
        group.attrib["data-state"]
        for group in document.iter(f"{SVG}g")
        if "data-state" in group.attrib and group.find(f"{SVG}rect[@class='inner']") is not None
    }

    assert doubled == {state.name for state in ORDINARY.states if state.ended}


def test_a_state_the_procedure_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match="flown"):
        svg(ORDINARY, at="flown")


def test_the_same_procedure_gives_the_same_drawing() -> None:
    assert svg(ORDINARY) == svg(replace(ORDINARY))


def test_mermaid_holds_every_state_and_every_step() -> None:
    text = mermaid(ORDINARY)

    assert [
        state.name for state in ORDINARY.states if f'{state.name}["' not in text and f'{state.name}[["' not in text
    ] == []
    for step in ORDINARY.transitions:
        for source in step.sources:
            targets = [target.state for target in step.targets] or [source]
            lines = [line for line in text.splitlines() if line.startswith(f"  {source.name} ") and step.label in line]
            assert {line.split()[-1] for line in lines} >= {target.name for target in targets}
    sealed = [line for line in text.splitlines() if "==>" in line]
    assert sealed
    assert all("法制审核通过" in line for line in sealed)


def test_a_procedure_of_two_steps_is_drawn_with_empty_columns() -> None:
    document = ET.fromstring(svg(_small()))

    assert len([e for e in document.iter(f"{SVG}rect") if e.attrib.get("class") == "ground"]) == len(Phase)
    assert {e.attrib["data-step"] for e in document.iter() if "data-step" in e.attrib} == {"report", "archive"}


def _small() -> Workflow:
    """A procedure that opens a case in the first phase and ends it in the last."""
    opened = State(name="opened", label="开", phase=Phase.START)
    ended = State(name="ended", label="终", phase=Phase.PUBLISH, ended=True)
    report = replace(ORDINARY.opening, targets=(Target(opened),))
    archive = replace(
        ORDINARY.by_name["archive"], sources=(opened,), targets=(Target(ended),), papers=(), no_paper="无"
    )
    return replace(ORDINARY, states=(opened, ended), transitions=(report, archive), review_state=opened, usual={})


def test_a_decision_that_a_statute_frees_from_review_bears_another_seal_and_the_article() -> None:
    document, text = ET.fromstring(svg(SUMMARY)), mermaid(SUMMARY)
    seals = [element.text for element in document.iter(f"{SVG}text") if element.attrib["class"] == "sealed"]

    assert seals == ["免", "免"], "on the arrow and in the legend"
    assert "依行政处罚法第五十一条免予法制审核进入决定阶段" in "".join(document.itertext())
    assert "told ==>|" in text
    assert "（依行政处罚法第五十一条免予法制审核）" in text
    assert "法制审核通过" not in text


def test_a_phase_without_a_state_has_room_for_its_name() -> None:
    assert min(layout(SUMMARY).widths) >= max(text_width(phase.label, 17) for phase in (Phase.REVIEW, Phase.SERVE))
