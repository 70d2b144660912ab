"""Traffic lights of terms, in words first, as lists and the board have them: no page says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zhifa.engine.agenda_page import AgendaTerm, Standing
from zhifa.engine.docket_page import SOON, Urgency

_KINDS: Final = {
    Urgency.OVERDUE: "bad",
    Urgency.TODAY: "warn",
    Urgency.SOON: "warn",
    Urgency.LATER: "ok",
    Urgency.WAITING: "quiet",
    Urgency.NONE: "quiet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """A word and the colour that goes with it."""

    kind: str
    """``bad``, ``warn``, ``ok`` or ``quiet``: the class of the stylesheet without ``is-``."""
    text: str


def light(term: AgendaTerm) -> Light:
    """How a running term stands: by the same rule and in the same words as its case on a list."""
    standing, days = term.standing, term.days
    if standing in (Standing.SUSPENDED, Standing.WAITING):
        return Light(kind="quiet", text=standing.label)
    if standing is Standing.ENDED:
        return Light(kind="quiet", text=f"{standing.label}{-days}天" if days < 0 else standing.label)
    if standing is Standing.OVERDUE:  # one of hours may be late on the very day
        return light_of(Urgency.OVERDUE, days)
    return light_of((Urgency.SOON if days <= SOON else Urgency.LATER) if days > 0 else Urgency.TODAY, days)


def light_of(docketed: Urgency, days: int | None) -> Light:
    """The light of a case on a list: of the next end of a duty of the agency."""
    if docketed is Urgency.OVERDUE and days:
        return Light(kind="bad", text=f"超期{-days}天")
    counted = days and docketed in (Urgency.SOON, Urgency.LATER)
    return Light(kind=_KINDS[docketed], text=f"还有{days}天到期" if counted else docketed.label)
