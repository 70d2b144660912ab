"""What the docket is asked by: plain values, as far as possible those that its columns hold."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = ["NEVER", "Extent", "Place", "Scope", "Task", "Wanted"]

NEVER: Final = "9999-12-31"
"""The day on which no duty ends, so that cases without one come last."""

Place = tuple[str, str]
"""Where a page ends: what its last line is ordered by, and its case id."""


class Extent(NamedTuple):
    """What a post reaches. No acts: every kind of act. `officers` are the people of its unit, whose cases they are; `None`: the whole agency."""

    acts: tuple[str, ...] = ()
    officers: tuple[str, ...] | None = None


class Scope(NamedTuple):
    """The cases of an agency that somebody may see on a day: those of his extents and, if `own`, those that he handles or is to review."""

    agency_id: str
    officer_id: str
    day: str
    extents: tuple[Extent, ...]
    own: bool
    gone: tuple[str, ...] = ()
    """Officers who are on the register no more: a case that nobody else handles is every unit's."""

    @property
    def whole(self) -> bool:
        """Whether it is every case of the agency."""
        return Extent() in self.extents


class Task(NamedTuple):
    """States of a procedure in which somebody can do something: within an extent or, without one, in the cases that he handles.

    `assigned`: not where the case is assigned to another for review. `tracks`: only while a track of one of these names is open; empty: while none is;
    `None`: whatever is open.
    """

    workflow: str
    versions: tuple[int, ...]
    states: tuple[str, ...]
    extent: Extent | None
    assigned: bool
    tracks: tuple[str, ...] | None = None


class Wanted(NamedTuple):
    """What a list is asked by; what is empty or `None` asks for all."""

    workflows: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    ended: bool | None = None
    due_before: str | None = None
    waits: bool = False
    handler: str | None = None
    officers: tuple[str, ...] | None = None
    """People of a unit, whose cases they are."""
    few: bool = False
    """They handle few cases: these are looked for by their people, and put in order afterwards."""
    opened_from: str | None = None
    opened_until: str | None = None
    replay: bool | None = None
    order: Literal["due", "moved"] = "due"
