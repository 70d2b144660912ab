"""Drawings of a procedure: an SVG in columns of phases, and Mermaid text for a page that renders it.

Every step stands in the drawing: one that leads on as a line of the box it leaves with an arrow, one that leaves the case where it is among
the steps listed in the box. Arrows into the decide phase pass the review gate and bear its seal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from html import escape
from itertools import pairwise
from math import hypot
from typing import Final

from zhifa.engine.layout import HEAD, INDENT, PAD, PITCH, SEPARATOR, Box, Line, text_width, way
from zhifa.engine.routing import Layout, Point, Route, layout
from zhifa.engine.vocabulary import Phase, Transition
from zhifa.engine.workflow import Workflow

_EDGE: Final = 32.0
_TOP: Final = 136.0
"""Height at which the boxes begin: below title and heads of columns."""
_FOOT: Final = 92.0
_FRAME: Final = 10.0
"""How far the ground of a column stands out from its boxes."""
_ROUND: Final = 6.0
_SEAL: Final = 14.0
_GATE: Final = 16.0
"""How far before its boxes the gate of the decide phase stands: room for a seal and the head of an arrow."""
_NUMERALS: Final = "一二三四五六"

_STYLE: Final = """
text { font-family: "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #20262e; }
.name, .phase { font-family: "Noto Serif SC", "Source Han Serif SC", "Songti SC", SimSun, serif; }
.name { font-size: 24px; font-weight: 600; }
.small { font-size: 12px; fill: #5c6672; }
.phase { font-size: 17px; font-weight: 600; }
.ground { fill: #f6f4ef; }
.rule { stroke: #20262e; stroke-width: 1.2; }
.box { fill: #ffffff; stroke: #39434e; stroke-width: 1.2; }
.inner { fill: none; stroke: #39434e; stroke-width: 1; }
.visited .box { fill: #eaf1ea; }
.at .box { fill: #fdf3d8; stroke: #a8322a; stroke-width: 2.2; }
.state { font-size: 15px; font-weight: 600; }
.parting { stroke: #d9d4c8; stroke-width: 1; }
.stay { font-size: 12px; fill: #5c6672; }
.step { font-size: 12px; }
.way { font-size: 12px; fill: #45505c; }
.arrow { fill: none; stroke: #39434e; stroke-width: 1.25; }
.back { stroke: #8d97a3; }
.cleared { stroke: #a8322a; stroke-width: 1.5; }
.gate { stroke: #a8322a; stroke-width: 1.2; stroke-dasharray: 7 4; }
.seal { fill: #a8322a; }
.sealed { font-family: "Noto Serif SC", "Songti SC", SimSun, serif; font-size: 10.5px; font-weight: 600; fill: #ffffff; }
.warning { font-size: 12px; fill: #a8322a; }
"""


def svg(workflow: Workflow, *, at: str | None = None, visited: Collection[str] = (), whose: str = "") -> str:
    """The procedure as an SVG document that needs nothing from outside.

    ``at`` and ``visited`` are names of states: where a case stands and where it has been; ``whose`` names that case below the title. Raises
    ``KeyError`` for a state the procedure does not have. The same input gives the same text.
    """
    for name in (*visited, *([at] if at else [])):
        workflow.state_by_name[name]
    plan = layout(workflow)
    width, height = plan.width + 2 * _EDGE, plan.height + _TOP + _FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" role="img">',
        f"<title>{escape(workflow.label)}</title>",
        f"<desc>{escape(_described(workflow))}</desc>",
        f"<style>{_STYLE}</style>",
        f"<defs>{''.join(_markers())}</defs>",
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="#ffffff"/>',
        *_headline(workflow, whose),
        f'<g transform="translate({_n(_EDGE)} {_n(_TOP)})">',
        *_columns(plan),
        *_opening(workflow, plan),
        *(_arrow(route) for route in sorted(plan.routes, key=_weight)),
        *_gate(plan),
        *(text for box in plan.boxes for text in _drawn(box, plan.left(box), at=at, visited=visited)),
        *(_label(route, plan.left(route.source)) for route in plan.routes),
        "</g>",
        *_legend(workflow, height),
        *(_marked(height) if at else ()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _described(workflow: Workflow) -> str:
    return f"第{workflow.version}版，{len(workflow.states)}个状态，{len(workflow.transitions)}个步骤"


def _headline(workflow: Workflow, whose: str) -> Iterator[str]:
    yield _text(_EDGE, 48, workflow.label, "name")
    yield _text(
        _EDGE + text_width(workflow.label, 24) + 16, 47, f"流程 {workflow.name}　{_described(workflow)}", "small"
    )
    if whose:
        yield _text(_EDGE, 70, whose, "state")


def _markers() -> Iterator[str]:
    for name, colour in (("arrow", "#39434e"), ("back", "#8d97a3"), ("cleared", "#a8322a")):
        yield (
            f'<marker id="{name}" viewBox="0 0 8 8" refX="7.4" refY="4" markerWidth="8" markerHeight="8"'
            f' markerUnits="userSpaceOnUse" orient="auto"><path d="M0.6 0.8 L7.4 4 L0.6 7.2 Z" fill="{colour}"/></marker>'
        )


def _columns(plan: Layout) -> Iterator[str]:
    for number, phase in enumerate(Phase):
        left, width = plan.lefts[number] - _FRAME, plan.widths[number] + 2 * _FRAME
        yield _rect(left, -56, width, plan.height + 56 + 2 * _FRAME, "ground", radius=4)
        yield f'<line class="rule" x1="{_n(left)}" y1="-56" x2="{_n(left + width)}" y2="-56"/>'
        yield _text(left + width / 2, -30, f"{_NUMERALS[number]}　{phase.label}", "phase", anchor="middle")


def _opening(workflow: Workflow, plan: Layout) -> Iterator[str]:
    """The step that opens a case: a dot above the first state, with the step's name beside it."""
    for target in workflow.opening.targets:
        box = plan.box(target.state)
        x = plan.left(box) + box.width / 2
        yield f'<g data-step="{workflow.opening.name}">{_tip(workflow.opening)}'
        yield f'<circle cx="{_n(x)}" cy="{_n(box.y - 15)}" r="3.5" fill="#39434e"/>'
        yield f'<line class="arrow" x1="{_n(x)}" y1="{_n(box.y - 15)}" x2="{_n(x)}" y2="{_n(box.y)}" marker-end="url(#arrow)"/>'
        yield _text(x + 9, box.y - 11, workflow.opening.label, "step") + "</g>"


def _weight(route: Route) -> int:
    """Returns are drawn first and what passes the gate last, so that where lanes are shared the weightier shows."""
    return 2 if route.enters_decision else 0 if route.returns else 1


def _arrow(route: Route) -> str:
    kind = ("back", "arrow", "cleared")[_weight(route)]
    return (
        f'<path class="arrow {kind}" data-step="{route.line.step.name}" data-from="{route.source.state.name}"'
        f' data-to="{route.target.state.name}" d="{_rounded(route.points)}" marker-end="url(#{kind})"/>'
    )


def _rounded(points: Sequence[Point]) -> str:
    """The way along the corners, each of them rounded as far as its runs allow."""
    drawn = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        drawn.append(f"L{_n(into[0])} {_n(into[1])} Q{_n(corner[0])} {_n(corner[1])} {_n(out[0])} {_n(out[1])}")
    drawn.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return " ".join(drawn)


def _towards(corner: Point, other: Point) -> Point:
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(_ROUND, length / 2) / length
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _gate(plan: Layout) -> Iterator[str]:
    """The line before the decide phase, and on every arrow that passes it a seal: of the review, or of the exemption from it."""
    column = list(Phase).index(Phase.DECIDE)
    x = plan.lefts[column] - _GATE
    yield f'<line class="gate" x1="{_n(x)}" y1="-56" x2="{_n(x)}" y2="{_n(plan.height + 2 * _FRAME)}"/>'
    entering = (route for route in plan.routes if route.enters_decision)
    for height, freed in sorted({(_passes(route, x), _freed(route.line.step)) for route in entering}):
        yield _seal(x, height, freed=freed)


def _freed(step: Transition) -> str:
    """The article that frees what the step decides from legal review; empty where none does."""
    return (step.decides and step.decides.exempt_article) or ""


def _passes(route: Route, x: float) -> float:
    """The height at which an arrow into the decide phase passes the gate."""
    return next(a[1] for a, b in pairwise(route.points) if min(a[0], b[0]) <= x <= max(a[0], b[0]))


def _seal(x: float, y: float, *, freed: str = "") -> str:
    sign, told = ("免", _exempt(freed)) if freed else ("审", "法制审核通过")
    square = _rect(x - _SEAL / 2, y - _SEAL / 2, _SEAL, _SEAL, "seal", radius=2)
    return f"<g><title>{told}</title>{square}{_text(x, y + 3.8, sign, 'sealed', anchor='middle')}</g>"


def _exempt(article: str) -> str:
    return f"依{article}免予法制审核"


def _drawn(box: Box, left: float, *, at: str | None, visited: Collection[str]) -> Iterator[str]:
    name = box.state.name
    marks = [mark for mark, holds in (("at", name == at), ("visited", name in visited)) if holds]
    yield f'<g class="{" ".join(["node", *marks])}" data-state="{name}">'
    yield _rect(left, box.y, box.width, box.height, "box", radius=5)
    if box.state.ended:
        yield _rect(left + 3.5, box.y + 3.5, box.width - 7, box.height - 7, "inner", radius=3)
    yield _text(left + box.width / 2, box.y + HEAD / 2 + 5.5, box.state.label, "state", anchor="middle")
    if box.height > HEAD:
        y = _n(box.y + HEAD)
        yield f'<line class="parting" x1="{_n(left + PAD)}" y1="{y}" x2="{_n(left + box.width - PAD)}" y2="{y}"/>'
    for number, steps in enumerate(box.stays):
        yield _stays(steps, left + PAD, box.y + HEAD + (number + 0.5) * PITCH + 4.5)
    yield from (_forking(line, left + PAD) for line in box.lines if line.target is None)
    yield "</g>"


def _stays(steps: Sequence[Transition], x: float, y: float) -> str:
    spans = (f'<tspan data-step="{step.name}">{_tip(step)}{escape(step.label)}</tspan>' for step in steps)
    return f'<text class="stay" x="{_n(x)}" y="{_n(y)}">{SEPARATOR.join(spans)}</text>'


def _forking(line: Line, x: float) -> str:
    """The name of a step that may end in several ways; they follow, each where its arrow leaves."""
    return _step(line.step, _text(x, line.y + 4.5, f"{line.text}：", "step"))


def _label(route: Route, left: float) -> str:
    """The words of an arrow at the border it leaves: left, right or below."""
    line, (x, _) = route.line, route.points[0]
    kind, inset = ("way", INDENT) if line.inset else ("step", 0.0)
    if x == left:
        text = _text(left + PAD + inset, line.y + 4.5, line.text, kind)
    elif x == left + route.source.width:
        text = _text(x - PAD, line.y + 4.5, line.text, kind, anchor="end")
    else:
        text = _text(x, line.y + 4.5, line.text, kind, anchor="middle")
    return _step(line.step, text)


def _step(step: Transition, text: str) -> str:
    return f'<g data-step="{step.name}">{_tip(step)}{text}</g>'


def _tip(step: Transition) -> str:
    """What a browser shows of a step: who takes it, what is checked, which papers it makes."""
    told = [f"{step.label}（{step.name}）", f"岗位：{'、'.join(role.label for role in step.roles)}"]
    told += [f"检查：{guard.label}（{guard.article}）" for guard in step.guards]
    told += [f"文书：{'、'.join(step.papers)}"] if step.papers else []
    return f"<title>{escape(chr(10).join(told))}</title>"


def _legend(workflow: Workflow, height: float) -> Iterator[str]:
    y = height - 40
    yield f'<g transform="translate({_n(_EDGE)} {_n(y)})">'
    yield _rect(0, -9, 26, 16, "box", radius=3) + _rect(2.5, -6.5, 21, 11, "inner", radius=2)
    yield _text(34, 4, "终结的状态", "small")
    yield '<text class="stay" x="122" y="4">灰字</text>' + _text(150, 4, "办理后状态不变的步骤", "small")
    yield '<path class="arrow" d="M294 0 L322 0" marker-end="url(#arrow)"/>' + _text(330, 4, "前进", "small")
    yield '<path class="arrow back" d="M378 0 L406 0" marker-end="url(#back)"/>' + _text(414, 4, "退回", "small")
    x = 474
    for freed in sorted({_freed(step) for step in workflow.transitions if step.decides}):
        told = f"{_exempt(freed)}进入决定阶段" if freed else "凭通过的法制审核进入决定阶段；虚线为法制审核关口"
        yield _seal(x, 0, freed=freed) + _text(x + 14, 4, told, "warning")
        x += 340
    yield "</g>"


def _marked(height: float) -> Iterator[str]:
    """What the colours of boxes mean in the drawing of a case."""
    yield f'<g transform="translate({_n(_EDGE)} {_n(height - 16)})">'
    for x, mark, told in ((0, "at", "案件现处"), (122, "visited", "案件已经过")):
        yield f'<g class="{mark}">{_rect(x, -9, 26, 16, "box", radius=3)}</g>{_text(x + 34, 4, told, "small")}'
    yield "</g>"


def _rect(x: float, y: float, width: float, height: float, kind: str, *, radius: float) -> str:
    return f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"/>'


def _text(x: float, y: float, text: str, kind: str, *, anchor: str = "start") -> str:
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}"{placed}>{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def mermaid(workflow: Workflow) -> str:
    """The procedure as a Mermaid flowchart, a subgraph a phase; steps that leave the case where it is stand on one loop."""
    lines = [f"%% {workflow.label}（{workflow.name} 第{workflow.version}版）", "flowchart LR"]
    for number, phase in enumerate(Phase):
        lines.append(f'  subgraph phase_{phase.value}["{_NUMERALS[number]} {phase.label}"]')
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
            freed = _freed(line.step)
            seal = f"（{_exempt(freed) if freed else '法制审核通过'}）" if sealed else ""
            yield f'  {name} {arrow}|"{label}{seal}"| {line.target.state.name}'
