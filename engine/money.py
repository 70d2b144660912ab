"""Amounts of money as people read them: kept and typed as whole fen (分), told in yuan (元)."""

from __future__ import annotations


def yuan(fen: int) -> str:
    """The amount in yuan, always with both decimals, as papers print it: ``1250000.00元``."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}元"
