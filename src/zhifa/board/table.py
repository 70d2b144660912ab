"""The board on a terminal: what is overdue, what ends this week and the next, what stands still, and how much of it everybody has.

Red: a duty of the agency is overdue. Yellow: it ends this week. Green: next week. Blue: it waits for something that the law asks for first. What
has ended without being anybody's fault, and what stands still, is grey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from zhifa.engine.agenda_page import AgendaTerm, Standing, Tallies, Tally
from zhifa.engine.quoted import keyed

COLOURS: Final[Mapping[Standing, str]] = {
    Standing.OVERDUE: "bold red",
    Standing.ENDED: "dim",
    Standing.THIS_WEEK: "yellow",
    Standing.NEXT_WEEK: "green",
    Standing.LATER: "",
    Standing.WAITING: "cyan",
    Standing.SUSPENDED: "dim",
}
HEADS: Final = ("届满", "还有", "期限", "案件", "现处", "承办人", "算法")
COUNT_HEADS: Final = ("统计", "", *(standing.label for standing in Standing), "合计")

Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How ids are told to people."""

    officer: Callable[[str], str]
    state: Callable[[str, str], str]
    """The state of a case, by procedure and name."""


def sections(terms: tuple[AgendaTerm, ...]) -> Iterator[tuple[Standing, tuple[AgendaTerm, ...]]]:
    """The terms by how they stand, the most urgent first; a standing that no term has is left out."""
    for standing in Standing:
        of_it = tuple(term for term in terms if term.standing is standing)
        if of_it:
            yield standing, of_it


def row(term: AgendaTerm, names: Names) -> Row:
    """A term on one line."""
    one = term.row
    due = term.due_day.isoformat() + ("（暂定）" if one.provisional else "")
    return (
        Text(due, style=COLOURS[term.standing]),
        Text(left(term), style=COLOURS[term.standing]),
        Text(keyed(one.label, one.key)),
        Text(one.case_id[:8]),
        Text(names.state(term.workflow, term.state)),
        Text("、".join(map(names.officer, term.handlers)) or "尚未确定"),
        Text(term.arithmetic, style="dim"),
    )


def left(term: AgendaTerm) -> str:
    """How long until it ends, or since, in calendar days."""
    if term.standing in (Standing.SUSPENDED, Standing.WAITING):
        return "—"
    if term.standing is Standing.OVERDUE:
        return f"超期{-term.days}天" if term.days < 0 else "今天已超期"
    if term.days < 0:
        return f"已过{-term.days}天"
    return f"{term.days}天" if term.days else "今天"


def counted(tallies: Tallies, names: Names) -> Iterator[Row]:
    """The second table: by officer, unit and kind of term."""
    yield from _counted("承办人", tallies.by_officer, lambda one: names.officer(one.key))
    yield from _counted("承办机构", tallies.by_unit, lambda one: one.key)
    yield from _counted("期限", tallies.by_term, lambda one: one.label)


def _counted(group: str, tallies: tuple[Tally, ...], name: Callable[[Tally], str]) -> Iterator[Row]:
    for place, one in enumerate(tallies):
        numbers = ((standing, one.counts.get(standing, 0)) for standing in Standing)
        cells = (Text(str(number) if number else "", style=COLOURS[standing]) for standing, number in numbers)
        yield Text("" if place else group), Text(name(one)), *cells, Text(str(one.total))
