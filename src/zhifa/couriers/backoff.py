"""When a message that was not taken is tried again, and when that is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

_WAITS: Final = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 6 * 60, 24 * 60, 24 * 60, 24 * 60))
"""After the first failure, the second …; three days and some hours in all. Counted in tries, so that days without a courier cost none."""

_SPREAD: Final = 0.2
"""The most by which a wait is longer than said: what failed together does not come back together."""


def next_try(*, failures: int, failed_at: datetime, chance: float) -> datetime | None:
    """The moment of the next try after so many failures; ``chance`` is from 0 to below 1. ``None``: it is given up."""
    if failures > len(_WAITS):
        return None
    return failed_at + _WAITS[failures - 1] * (1 + _SPREAD * chance)
