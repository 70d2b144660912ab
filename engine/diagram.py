"""Drawings of a procedure: an SVG in columns of phases, and Mermaid text for a page that renders it.

Every step stands in the drawing: one that leads on as a line of the box it leaves with an arrow, one that leaves the case where it is among
the steps listed in the box. Arrows into the decide phase pass the review gate and bear its seal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from zhifa.engine.chart import document, drawn, exempt, freed_by, n, numeral, rect, seal, text, tip
from zhifa.engine.layout import Box, text_width, way
from zhifa.engine.routing import Layout, layout
from zhifa.engine.vocabulary import Phase
from zhifa.engine.workflow import Workflow

_EDGE: Final = 32.0
_TOP: Final = 136.0
"""Height at which the boxes begin: below title and heads of columns."""
_FOOT: Final = 92.0


def svg(workflow: Workflow, *, at: str | None = None, visited: Collection[str] = (), whose: str = "") -> str:
    """The procedure as an SVG document that needs nothing from outside.

    ``at`` and ``visited`` are names of states: where a case stands and where it has been; ``whose`` names that case below the title. Raises
    ``KeyError`` for a state the procedure does not have. The same input gives the same text.
    """
    for name in (*visited, *([at] if at else [])):
        workflow.state_by_name[name]
    plan = layout(workflow)
    width, height = plan.width + 2 * _EDGE, plan.height + _TOP + _FOOT
    parts = (
        *_headline(workflow, whose),
        f'<g transform="translate({n(_EDGE)} {n(_TOP)})">',
        *drawn(plan, at=at, visited=visited),
        *_opening(workflow, plan),
        "</g>",
        *_legend(workflow, height),
        *(_marked(height) if at else ()),
    )
    return document(workflow.label, _described(workflow), width, height, parts)


def _described(workflow: Workflow) -> str:
    return f"第{workflow.version}版，{len(workflow.states)}个状态，{len(workflow.transitions)}个步骤"


def _headline(workflow: Workflow, whose: str) -> Iterator[str]:
    yield text(_EDGE, 48, workflow.label, "name")
    yield text(
        _EDGE + text_width(workflow.label, 24) + 16, 47, f"流程 {workflow.name}　{_described(workflow)}", "small"
    )
    if whose:
        yield text(_EDGE, 70, whose, "state")


def _opening(workflow: Workflow, plan: Layout) -> Iterator[str]:
    """The step that opens a case: a dot above the first state, with the step's name beside it."""
    for target in workflow.opening.targets:
        box = plan.box(target.state)
        x = plan.left(box) + box.width / 2
        yield f'<g data-step="{workflow.opening.name}">{tip(workflow.opening)}'
        yield f'<circle cx="{n(x)}" cy="{n(box.y - 15)}" r="3.5" fill="#39434e"/>'
        yield f'<line class="arrow" x1="{n(x)}" y1="{n(box.y - 15)}" x2="{n(x)}" y2="{n(box.y)}" marker-end="url(#arrow)"/>'
        yield text(x + 9, box.y - 11, workflow.opening.label, "step") + "</g>"


def _legend(workflow: Workflow, height: float) -> Iterator[str]:
    y = height - 40
    yield f'<g transform="translate({n(_EDGE)} {n(y)})">'
    yield rect(0, -9, 26, 16, "box", radius=3) + rect(2.5, -6.5, 21, 11, "inner", radius=2)
    yield text(34, 4, "终结的状态", "small")
    yield '<text class="stay" x="122" y="4">灰字</text>' + text(150, 4, "办理后状态不变的步骤", "small")
    yield '<path class="arrow" d="M294 0 L322 0" marker-end="url(#arrow)"/>' + text(330, 4, "前进", "small")
    yield '<path class="arrow back" d="M378 0 L406 0" marker-end="url(#back)"/>' + text(414, 4, "退回", "small")
    x = 474
    for freed in sorted({freed_by(step) for step in workflow.transitions if step.decides}):
        told = f"{exempt(freed)}进入决定阶段" if freed else "凭通过的法制审核进入决定阶段；虚线为法制审核关口"
        yield seal(x, 0, freed=freed) + text(x + 14, 4, told, "warning")
        x += 340
    yield "</g>"


def _marked(height: float) -> Iterator[str]:
    """What the colours of boxes mean in the drawing of a case."""
    yield f'<g transform="translate({n(_EDGE)} {n(height - 16)})">'
    for x, mark, told in ((0, "at", "案件现处"), (122, "visited", "案件已经过")):
        yield f'<g class="{mark}">{rect(x, -9, 26, 16, "box", radius=3)}</g>{text(x + 34, 4, told, "small")}'
    yield "</g>"


def mermaid(workflow: Workflow) -> str:
    """The procedure as a Mermaid flowchart, a subgraph a phase; steps that leave the case where it is stand on one loop."""
    lines = [f"%% {workflow.label}（{workflow.name} 第{workflow.version}版）", "flowchart LR"]
    for phase in Phase:
        lines.append(f'  subgraph phase_{phase.value}["{numeral(phase)} {phase.label}"]')
        lines += (
            f"    {_node(state.name, state.label, ended=state.ended)}"
            for state in workflow.states
            if state.phase is phase
        )
        lines.append("  end")
    lines.append("  opening((●))")
    lines += (f'  opening -->|"{workflow.opening.label}"| {t.state.name}' for t in workflow.opening.targets)
    lines += (edge for box in layout(workflow).boxes for edge in _edges(box))
    return "\n".join(lines) + "\n"


def _node(name: str, label: str, *, ended: bool) -> str:
    return f'{name}[["{label}"]]' if ended else f'{name}["{label}"]'


def _edges(box: Box) -> Iterator[str]:
    name = box.state.name
    stays = [step.label for steps in box.stays for step in steps]
    if stays:
        yield f'  {name} -->|"{"、".join(stays)}"| {name}'
    for line in box.lines:
        if line.target is not None:
            label = f"{line.step.label}：{way(line.target)}" if line.inset else line.step.label
            sealed = line.target.state.phase is Phase.DECIDE and box.state.phase is not Phase.DECIDE
            arrow = "==>" if sealed else "-->"
            freed = freed_by(line.step)
            cleared = f"（{exempt(freed) if freed else '法制审核通过'}）" if sealed else ""
            yield f'  {name} {arrow}|"{label}{cleared}"| {line.target.state.name}'
