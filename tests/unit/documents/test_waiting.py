"""What a library does asynchronously is waited for wherever one is called from."""

from __future__ import annotations

import asyncio

from zhifa.documents.signing.waiting import waited


async def _answer() -> str:
    await asyncio.sleep(0)
    return "好"


def test_it_is_waited_for_with_and_without_a_loop_that_runs() -> None:
    async def within() -> str:
        return waited(_answer())

    assert waited(_answer()) == "好"
    assert asyncio.run(within()) == "好"
