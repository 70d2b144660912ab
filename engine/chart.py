"""The parts that drawings of a procedure are made of: columns of phases, boxes of states, arrows, the gate of review. Each is a piece of SVG."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from math import hypot
from typing import Final

from zhifa.engine.layout import HEAD, INDENT, PAD, PITCH, SEPARATOR, Box, Line
from zhifa.engine.routing import Layout, Point, Route
from zhifa.engine.vocabulary import Phase, Transition

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


def document(title: str, described: str, width: float, height: float, parts: Iterable[str]) -> str:
    """An SVG document of this size that needs nothing from outside."""
    size = f'viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}" height="{n(height)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(described)}</desc>",
        f"<style>{_STYLE}</style>",
        f"<defs>{''.join(_markers())}</defs>",
        f'<rect width="{n(width)}" height="{n(height)}" fill="#ffffff"/>',
    )
    return "\n".join((*head, *parts, "</svg>")) + "\n"


def drawn(plan: Layout, *, at: str | None = None, visited: Collection[str] = ()) -> Iterator[str]:
    """Columns, arrows and boxes. ``at`` and ``visited`` are names of states that are marked."""
    yield from _columns(plan)
    yield from (_arrow(route) for route in sorted(plan.routes, key=_weight))
    yield from _gate(plan)
    for box in plan.boxes:
        yield from _box(box, plan.left(box), at=at, visited=visited)
    yield from (_label(route, plan.left(route.source)) for route in plan.routes)


def _markers() -> Iterator[str]:
    for name, colour in (("arrow", "#39434e"), ("back", "#8d97a3"), ("cleared", "#a8322a")):
        yield (
            f'<marker id="{name}" viewBox="0 0 8 8" refX="7.4" refY="4" markerWidth="8" markerHeight="8"'
            f' markerUnits="userSpaceOnUse" orient="auto"><path d="M0.6 0.8 L7.4 4 L0.6 7.2 Z" fill="{colour}"/></marker>'
        )


def _columns(plan: Layout) -> Iterator[str]:
    for number, phase in enumerate(plan.phases):
        left, width = plan.lefts[number] - _FRAME, plan.widths[number] + 2 * _FRAME
        yield rect(left, -56, width, plan.height + 56 + 2 * _FRAME, "ground", radius=4)
        yield f'<line class="rule" x1="{n(left)}" y1="-56" x2="{n(left + width)}" y2="-56"/>'
        yield text(left + width / 2, -30, f"{numeral(phase)}　{phase.label}", "phase", anchor="middle")


def numeral(phase: Phase) -> str:
    """Which of the six phases it is."""
    return _NUMERALS[list(Phase).index(phase)]


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
    way = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        way.append(f"L{n(into[0])} {n(into[1])} Q{n(corner[0])} {n(corner[1])} {n(out[0])} {n(out[1])}")
    way.append(f"L{n(points[-1][0])} {n(points[-1][1])}")
    return " ".join(way)


def _towards(corner: Point, other: Point) -> Point:
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(_ROUND, length / 2) / length
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _gate(plan: Layout) -> Iterator[str]:
    """The line before the decide phase, and on every arrow that passes it a seal: of the review, or of the exemption from it."""
    if Phase.DECIDE not in plan.phases:
        return
    x = plan.lefts[plan.phases.index(Phase.DECIDE)] - _GATE
    yield f'<line class="gate" x1="{n(x)}" y1="-56" x2="{n(x)}" y2="{n(plan.height + 2 * _FRAME)}"/>'
    entering = (route for route in plan.routes if route.enters_decision)
    for height, freed in sorted({(_passes(route, x), freed_by(route.line.step)) for route in entering}):
        yield seal(x, height, freed=freed)


def freed_by(step: Transition) -> str:
    """The article that frees what the step decides from legal review; empty where none does."""
    return (step.decides and step.decides.exempt_article) or ""


def _passes(route: Route, x: float) -> float:
    """The height at which an arrow into the decide phase passes the gate."""
    return next(a[1] for a, b in pairwise(route.points) if min(a[0], b[0]) <= x <= max(a[0], b[0]))


def seal(x: float, y: float, *, freed: str = "") -> str:
    sign, told = ("免", exempt(freed)) if freed else ("审", "法制审核通过")
    square = rect(x - _SEAL / 2, y - _SEAL / 2, _SEAL, _SEAL, "seal", radius=2)
    return f"<g><title>{told}</title>{square}{text(x, y + 3.8, sign, 'sealed', anchor='middle')}</g>"


def exempt(article: str) -> str:
    return f"依{article}免予法制审核"


def _box(box: Box, left: float, *, at: str | None, visited: Collection[str]) -> Iterator[str]:
    name = box.state.name
    marks = [mark for mark, holds in (("at", name == at), ("visited", name in visited)) if holds]
    yield f'<g class="{" ".join(["node", *marks])}" data-state="{name}">'
    yield rect(left, box.y, box.width, box.height, "box", radius=5)
    if box.state.ended:
        yield rect(left + 3.5, box.y + 3.5, box.width - 7, box.height - 7, "inner", radius=3)
    yield text(left + box.width / 2, box.y + HEAD / 2 + 5.5, box.state.label, "state", anchor="middle")
    if box.height > HEAD:
        y = n(box.y + HEAD)
        yield f'<line class="parting" x1="{n(left + PAD)}" y1="{y}" x2="{n(left + box.width - PAD)}" y2="{y}"/>'
    for number, steps in enumerate(box.stays):
        yield _stays(steps, left + PAD, box.y + HEAD + (number + 0.5) * PITCH + 4.5)
    yield from (_forking(line, left + PAD) for line in box.lines if line.target is None)
    yield "</g>"


def _stays(steps: Sequence[Transition], x: float, y: float) -> str:
    spans = (f'<tspan data-step="{step.name}">{tip(step)}{escape(step.label)}</tspan>' for step in steps)
    return f'<text class="stay" x="{n(x)}" y="{n(y)}">{SEPARATOR.join(spans)}</text>'


def _forking(line: Line, x: float) -> str:
    """The name of a step that may end in several ways; they follow, each where its arrow leaves."""
    return _step(line.step, text(x, line.y + 4.5, f"{line.text}：", "step"))


def _label(route: Route, left: float) -> str:
    """The words of an arrow at the border it leaves: left, right or below."""
    line, (x, _) = route.line, route.points[0]
    kind, inset = ("way", INDENT) if line.inset else ("step", 0.0)
    if x == left:
        words = text(left + PAD + inset, line.y + 4.5, line.text, kind)
    elif x == left + route.source.width:
        words = text(x - PAD, line.y + 4.5, line.text, kind, anchor="end")
    else:
        words = text(x, line.y + 4.5, line.text, kind, anchor="middle")
    return _step(line.step, words)


def _step(step: Transition, words: str) -> str:
    return f'<g data-step="{step.name}">{tip(step)}{words}</g>'


def tip(step: Transition) -> str:
    """What a browser shows of a step: who takes it, what is checked, which papers it makes."""
    told = [f"{step.label}（{step.name}）", f"岗位：{'、'.join(role.label for role in step.roles)}"]
    told += [f"检查：{guard.label}（{guard.article}）" for guard in step.guards]
    told += [f"文书：{'、'.join(step.papers)}"] if step.papers else []
    return f"<title>{escape(chr(10).join(told))}</title>"


def rect(x: float, y: float, width: float, height: float, kind: str, *, radius: float) -> str:
    return f'<rect class="{kind}" x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" rx="{n(radius)}"/>'


def text(x: float, y: float, words: str, kind: str, *, anchor: str = "start") -> str:
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{n(x)}" y="{n(y)}"{placed}>{escape(words)}</text>'


def n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
