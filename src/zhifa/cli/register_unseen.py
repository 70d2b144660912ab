"""What files would do to a register that hardly anybody means: said, and done only by somebody who looked at it before."""

from __future__ import annotations

from collections.abc import Sequence

from zhifa.cli.faults import Unusable
from zhifa.cli.output import note


def require_looked_at(told: Sequence[str], *, looked_at: bool) -> None:
    """Say what the files would do; raise :class:`Unusable` when nobody looked at it."""
    if told and not looked_at:
        way = "文件不全或者不对的，换一份；确要如此的，先用 --dry-run 预览，再加 --expect 和预览给出的摘要"
        raise Unusable(f"{'；'.join(told)}。{way}")
    for one in told:
        note(one)
