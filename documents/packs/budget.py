"""What the templates of one paper may still spend: steps, characters, time. Without a budget nothing is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import thread_time
from typing import Final

MAX_STEPS: Final = 200_000
"""Bodies entered and values printed in one paper; a list of five hundred articles takes some three thousand."""
MAX_CHARS: Final = 4_000_000
"""Characters that one paper's templates may make on the way."""
MAX_SECONDS: Final = 10.0
"""Of reckoning, not of waiting: a busy machine refuses no paper. The last resort, for single steps that are long; the other bounds come first."""


_MANY: Final = 2000
"""Characters of a step that may have taken its time."""


class BoundReached(Exception):
    """The template is not done when it should have been."""


class Budget:
    """What is left for one paper."""

    __slots__ = ("_chars", "_steps", "_until")

    def __init__(self) -> None:
        self._steps, self._chars, self._until = MAX_STEPS, MAX_CHARS, thread_time() + MAX_SECONDS

    def spend(self, chars: int) -> None:
        """Take one step and so many characters. Raises :class:`BoundReached`."""
        self._steps -= 1
        if self._steps < 0:
            raise BoundReached(f"超过 {MAX_STEPS} 步还没有结束")
        self.take(chars)
        if (not self._steps % 64 or chars > _MANY) and thread_time() > self._until:
            raise BoundReached(f"超过 {MAX_SECONDS:.0f} 秒还没有结束")

    def take(self, chars: int) -> None:
        """Take so many characters, for a part of a step. Raises :class:`BoundReached`."""
        self._chars -= chars
        if self._chars < 0:
            raise BoundReached(f"写出的文字超过 {MAX_CHARS} 字")


_BUDGET: Final[ContextVar[Budget | None]] = ContextVar("budget of a paper", default=None)


@contextmanager
def bounded() -> Iterator[None]:
    """A budget for what runs inside."""
    token = _BUDGET.set(Budget())
    try:
        yield
    finally:
        _BUDGET.reset(token)


def spend(chars: int) -> None:
    """Take a step and so many characters. Raises :class:`BoundReached`."""
    budget = _BUDGET.get()
    if budget is not None:
        budget.spend(chars)


def take(chars: int) -> None:
    """Take so many characters. Raises :class:`BoundReached`."""
    budget = _BUDGET.get()
    if budget is not None:
        budget.take(chars)
