"""What a sweep did: its counts as they grow batch by batch, and as they stand in its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from zhifa.engine.instants import stored_instant
from zhifa.engine.lookout import Sight
from zhifa.storage.records import SweepRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What a sweep did."""

    looked: int = 0
    """Terms it looked at."""
    fired: int = 0
    """Warnings."""
    deemed: int = 0
    """Steps that the system recorded because a term ran out."""
    skipped: int = 0
    """Terms that had ended or stood still."""
    faults: int = 0
    """Terms put aside until tomorrow, because they could not be looked at."""
    lag: timedelta = timedelta()
    """How long the one that waited longest had waited."""


def after(done: Swept, sights: tuple[Sight, ...]) -> Swept:
    """The counts with those of one batch more."""
    return Swept(
        looked=done.looked + len(sights),
        fired=done.fired + sum(len(sight.alarms) for sight in sights),
        deemed=done.deemed,
        skipped=done.skipped + sum(sight.skipped for sight in sights),
        faults=done.faults + sum(sight.move.fault is not None for sight in sights),
        lag=max(done.lag, *(sight.waited for sight in sights)),
    )


def counted(sweep: SweepRecord, done: Swept) -> SweepRecord:
    """The sweep's row with these counts."""
    return sweep._replace(
        looked=done.looked, fired=done.fired, deemed=done.deemed, skipped=done.skipped, faults=done.faults,
        lag_s=int(done.lag.total_seconds()),
    )  # fmt: skip


def told_by(row: SweepRecord) -> Swept:
    """The counts that stand in a sweep's row."""
    return Swept(
        looked=row.looked, fired=row.fired, deemed=row.deemed, skipped=row.skipped, faults=row.faults,
        lag=timedelta(seconds=row.lag_s),
    )  # fmt: skip


def since(text: str | None, now: datetime) -> timedelta:
    """How long ago the stored instant was; nothing where there is none."""
    return now - stored_instant(text) if text else timedelta()
