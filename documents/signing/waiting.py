"""Waiting for what a library does asynchronously, from wherever one is called."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def waited(coroutine: Coroutine[Any, Any, T]) -> T:
    """What comes of it; also within a host whose event loop runs in this thread, where a loop of its own needs a thread of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(asyncio.run, coroutine).result()
