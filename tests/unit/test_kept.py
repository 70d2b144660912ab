"""Answers that may be a little old: for how long they are told, and who waits for new ones."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from zhifa.engine import kept as subject
from zhifa.engine.kept import STALE, Kept

SECONDS = 10.0


class Later(Executor):
    """Does nothing until it is told to."""

    def __init__(self) -> None:
        self.asked: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked.append(lambda: fn(*args, **kwargs))
        return Future()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [0.0]
    monkeypatch.setattr(subject, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, seconds)


def test_an_old_answer_is_asked_for_anew(at: Callable[[float], None]) -> None:
    kept = Kept[int](SECONDS)
    assert kept.of("cases", lambda: 1) == 1
    at(SECONDS - 1)
    assert kept.of("cases", lambda: 2) == 1
    at(SECONDS)
    assert kept.of("cases", lambda: 3) == 3


def test_nobody_waits_while_it_is_asked_for_aside(at: Callable[[float], None]) -> None:
    kept, aside = Kept[int](SECONDS), Later()
    assert kept.of("cases", lambda: 1, aside=aside) == 1
    at(SECONDS)
    assert [kept.of("cases", lambda: 2, aside=aside) for _ in range(3)] == [1, 1, 1]
    assert len(aside.asked) == 1, "asked once, however many come"
    aside.asked.pop()()
    assert kept.of("cases", lambda: 3, aside=aside) == 2


def test_a_stale_answer_is_told_no_more(at: Callable[[float], None]) -> None:
    kept, aside = Kept[int](SECONDS), Later()
    kept.of("cases", lambda: 1, aside=aside)
    at(SECONDS)
    kept.of("cases", lambda: 1 // 0, aside=aside)
    with pytest.raises(ZeroDivisionError):
        aside.asked.pop()()
    at(SECONDS * STALE)
    assert kept.of("cases", lambda: 2, aside=aside) == 2
    at(SECONDS * (STALE + 1))
    kept.of("cases", lambda: 3, aside=aside)
    assert len(aside.asked) == 1, "what failed is asked for again"
