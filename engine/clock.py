"""The clocks: the only place where the time of day comes in."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from zhifa.engine.instants import require_aware

__all__ = ["Clock", "FixedClock", "ShiftedClock", "SystemClock"]


class Clock(Protocol):
    """What the office asks for the time."""

    def now(self) -> datetime:
        """The present instant, aware."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one reading of the machine's clock


class ShiftedClock:
    """A clock that goes as fast as the machine's and shows another time: for demonstrations that are worked in."""

    def __init__(self, by: timedelta) -> None:
        """Show what the machine's clock shows and `by` more; a negative span is in the past."""
        self._by = by

    def now(self) -> datetime:
        """The instant that is shown, in UTC."""
        return SystemClock().now() + self._by


class FixedClock:
    """A clock that stands still until it is moved: for replays, scenarios and tests."""

    def __init__(self, at: datetime) -> None:
        """Stand at `at`. Raises ValueError for a naive datetime."""
        self._at = require_aware(at)

    def now(self) -> datetime:
        """The instant at which the clock stands, aware."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move the clock by `by`; a negative span moves it back."""
        self._at = self._at.astimezone(UTC) + by

    def set(self, at: datetime) -> None:
        """Stand at `at`. Raises ValueError for a naive datetime."""
        self._at = require_aware(at)
