"""How the arrows of a drawing run: out of the line of their step, along a lane between two columns, into the box of their state.

Arrows to one state share a lane, as the branches of a tree share its trunk. The columns are moved up and down, and the lanes of a gutter
changed among each other, until little is left to gain in length and crossings; the same procedure always gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zhifa.engine.lanes import CLOSE, LANE, MARGIN, Lane, LaneKey, room, untangled
from zhifa.engine.layout import GAP, Box, Drawn, Line, boxes
from zhifa.engine.vocabulary import Phase, State

_EMPTY: Final = 72.0
"""Width of a column without a state: room for the name of its phase."""
_GRID: Final = 2
_TRACK: Final = 8.0
"""Space between two arrows that pass a column one above the other."""
_JOG: Final = 10.0
"""A step in an arrow that is smaller than this looks like a slip; better none, or a clear one."""
_PASSES: Final = 2

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One arrow. ``points``: its corners, from the border of the box it leaves to that of the box it reaches."""

    line: Line
    source: Box
    target: Box
    points: tuple[Point, ...]

    @property
    def enters_decision(self) -> bool:
        """Whether it leads into the decide phase from outside: only past the review gate."""
        return self.target.state.phase is Phase.DECIDE and self.source.state.phase is not Phase.DECIDE

    @property
    def returns(self) -> bool:
        """Whether it leads back, to an earlier phase or up its own column."""
        return (self.target.column, self.target.row) < (self.source.column, self.source.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A drawing, but for its ink. Columns and boxes begin at the height 0."""

    phases: tuple[Phase, ...]
    """The phase of each column."""
    boxes: tuple[Box, ...]
    lefts: tuple[float, ...]
    """Where each column begins."""
    widths: tuple[float, ...]
    routes: tuple[Route, ...]
    width: float
    height: float

    def left(self, box: Box) -> float:
        return self.lefts[box.column]

    def box(self, state: State) -> Box:
        return next(box for box in self.boxes if box.state is state)


class _Move(NamedTuple):
    """One arrow before it has a place: from a line of a box to a box, through two gutters, which may be the same."""

    line: Line
    source: Box
    target: Box
    leaves: int
    """Gutter it leaves into; gutter n lies left of column n. −1: straight down to the next box."""
    enters: int


def layout(workflow: Drawn, phases: Sequence[Phase] = tuple(Phase)) -> Layout:
    """The drawing of a procedure, or of a part of it in columns of these phases alone."""
    placed = _balanced(boxes(workflow, phases), len(phases))
    moves = tuple(_moves(placed))
    tracks = _tracks(placed, moves)
    gutters = _gutters(moves, tracks, len(phases) + 1)
    widths = tuple(_width(placed, column) for column, _ in enumerate(phases))
    lefts = tuple(_lefts(widths, gutters))
    xs = {key: _lane_x(key, gutters, lefts, widths) for lanes in gutters for key in lanes}
    routes = tuple(_route(move, lefts, xs, tracks) for move in moves)
    bottom = max([box.bottom for box in placed] + list(tracks.values()))
    right = lefts[-1] + widths[-1] + room(gutters[-1])
    return Layout(
        phases=tuple(phases), boxes=placed, lefts=lefts, widths=widths, routes=routes, width=right, height=bottom
    )


# --- columns -------------------------------------------------------------------------------------------------------------


def _balanced(stacked: tuple[Box, ...], columns: int) -> tuple[Box, ...]:
    """The boxes with each column moved down to where its arrows are short: first by the columns before it, then by all."""
    tallest = max(box.bottom for box in stacked)
    placed = stacked
    for column in range(columns):
        placed = _settled(placed, column, tallest, known=column)
    for _ in range(_PASSES):
        for column in range(columns):
            placed = _settled(placed, column, tallest, known=columns)
    return placed


def _settled(placed: tuple[Box, ...], column: int, tallest: float, *, known: int) -> tuple[Box, ...]:
    mine = [box for box in placed if box.column == column]
    if not mine:
        return placed
    top, bottom = mine[0].y, mine[-1].bottom
    offsets = range(0, int(tallest - (bottom - top)) + 1, _GRID)
    arrows = tuple(_arrows_of(column, [box for box in placed if box.column <= known]))
    best = min(offsets, key=lambda offset: _length(arrows, offset - top))
    return tuple(box.moved(best - top) if box.column == column else box for box in placed)


def _arrows_of(column: int, placed: Sequence[Box]) -> Iterator[tuple[float, int]]:
    """Of each arrow between the column and another, how far it climbs now, and whether it climbs more (1) or less (-1) as the column moves
    down; the others stay as they are wherever it stands."""
    for move in _moves(placed):
        away, here = move.source.column == column, move.target.column == column
        if away != here:
            yield move.line.y - move.target.entry, 1 if away else -1


def _length(arrows: Sequence[tuple[float, int]], by: float) -> float:
    """How far the arrows climb and fall once the column has moved down so far."""
    rises = (abs(rise + way * by) for rise, way in arrows)
    return sum(3 * _JOG if 0 < rise < _JOG else rise for rise in rises)


def _width(placed: Sequence[Box], column: int) -> float:
    return max((box.width for box in placed if box.column == column), default=_EMPTY)


def _lefts(widths: Sequence[float], gutters: Sequence[Sequence[LaneKey]]) -> Iterator[float]:
    x = 0.0
    for width, gutter in zip(widths, gutters, strict=False):
        x += room(gutter)
        yield x
        x += width


# --- arrows --------------------------------------------------------------------------------------------------------------


def _moves(placed: Sequence[Box]) -> Iterator[_Move]:
    of_state = {box.state.name: box for box in placed}
    for box in placed:
        for line in box.lines:
            target = of_state.get(line.target.state.name) if line.target else None
            if target is not None:
                yield _Move(line, box, target, *_gutters_between(line, box, target))


def _gutters_between(line: Line, source: Box, target: Box) -> tuple[int, int]:
    if source.column < target.column:
        return source.column + 1, target.column
    if source.column > target.column:
        return source.column, target.column + 1
    if target.row == source.row + 1 and not line.inset:
        return -1, -1
    # Within the decide phase on its right: its left side is the review gate.
    side = source.column + (1 if source.state.phase is Phase.DECIDE else 0)
    return side, side


def _tracks(placed: Sequence[Box], moves: Sequence[_Move]) -> dict[tuple[int, int, str], float]:
    """The height at which arrows pass the columns that lie between their gutters, by gutters and state."""
    tracks: dict[tuple[int, int, str], float] = {}
    for move in moves:
        key = _track_key(move)
        if move.leaves != move.enters and key not in tracks:
            tracks[key] = _free_height(placed, move, tuple(tracks.values()))
    return tracks


def _track_key(move: _Move) -> tuple[int, int, str]:
    return move.leaves, move.enters, move.target.state.name


def _free_height(placed: Sequence[Box], move: _Move, taken: Sequence[float]) -> float:
    """The height nearest to the way from line to box that no box of a column between stands in and no track runs at."""
    first, last = sorted((move.leaves, move.enters))
    between = [box for box in placed if first <= box.column < last]
    edges = [box.bottom + _TRACK * step for box in between for step in range(1, int(GAP / _TRACK))]
    beyond = max((box.bottom for box in between), default=0.0) + _TRACK * (2 + len(taken))
    candidates = [move.line.y, move.target.entry, *edges, beyond]
    free = [y for y in candidates if not _blocked(y, between) and all(abs(y - t) >= _TRACK for t in taken)]
    return min(free, key=lambda y: abs(y - move.line.y) + abs(y - move.target.entry))


def _blocked(y: float, between: Sequence[Box]) -> bool:
    return y < 0 or any(box.y - CLOSE < y < box.bottom + CLOSE for box in between)


def _gutters(
    moves: Sequence[_Move], tracks: dict[tuple[int, int, str], float], number: int
) -> tuple[list[LaneKey], ...]:
    """The lanes of each of so many gutters from left to right."""
    lanes: dict[LaneKey, Lane] = {}
    for move in moves:
        for key, (left, right) in _stubs(move, tracks):
            lane = lanes.setdefault(key, Lane())
            lane.left |= left
            lane.right |= right
    return tuple(untangled({key: lane for key, lane in lanes.items() if key[0] == gutter}) for gutter in range(number))


def _stubs(
    move: _Move, tracks: dict[tuple[int, int, str], float]
) -> Iterator[tuple[LaneKey, tuple[set[float], set[float]]]]:
    """The lanes a move runs along, each with the heights at which it joins on the left and on the right."""
    if move.leaves < 0:
        return
    name, forward = move.target.state.name, move.leaves == move.source.column + 1
    start, end = {move.line.y}, {move.target.entry}
    if move.leaves == move.enters:
        if move.source.column == move.target.column:
            yield (move.leaves, name), (start | end, set()) if forward else (set(), start | end)
        else:
            yield (move.leaves, name), (start, end) if forward else (end, start)
        return
    track = {tracks[_track_key(move)]}
    yield (move.leaves, name), (start, track) if forward else (track, start)
    yield (move.enters, name), (track, end) if forward else (end, track)


def _lane_x(key: LaneKey, gutters: Sequence[list[LaneKey]], lefts: Sequence[float], widths: Sequence[float]) -> float:
    gutter, _ = key
    edge = lefts[gutter - 1] + widths[gutter - 1] if gutter else 0.0
    return edge + MARGIN + LANE * gutters[gutter].index(key)


def _route(
    move: _Move,
    lefts: Sequence[float],
    xs: dict[LaneKey, float],
    tracks: dict[tuple[int, int, str], float],
) -> Route:
    source, target = move.source, move.target
    if move.leaves < 0:
        x = lefts[source.column] + source.width / 2
        points: tuple[Point, ...] = ((x, source.bottom), (x, target.y))
    else:
        start = lefts[source.column] + (source.width if move.leaves > source.column else 0.0)
        end = lefts[target.column] + (target.width if move.enters > target.column else 0.0)
        first, last = xs[move.leaves, target.state.name], xs[move.enters, target.state.name]
        height = tracks.get(_track_key(move), target.entry)
        points = (
            (start, move.line.y), (first, move.line.y), (first, height), (last, height), (last, target.entry), (end, target.entry),
        )  # fmt: skip
    return Route(line=move.line, source=source, target=target, points=tuple(_simplified(points)))


def _simplified(points: Sequence[Point]) -> Iterator[Point]:
    """The corners without repeated points and without points in the middle of a straight run."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return iter(kept)
