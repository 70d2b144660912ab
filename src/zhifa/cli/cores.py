"""Work on many things at once, on every core, told in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from zhifa.cli.output import progress

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def on_every_core(work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[Iterator[R]]:
    """What the work makes of each item, in the order of the items, with a bar on the error stream when that is a terminal.

    In threads: the typesetter works outside the interpreter's lock. What the first item to fail raises is raised; what has not begun by then is
    left undone.
    """
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        with progress(items, label=label) as each:
            yield (made for _, made in zip(each, pool.map(work, items), strict=True))
    finally:
        pool.shutdown(cancel_futures=True)
