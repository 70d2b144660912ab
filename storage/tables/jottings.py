"""The table of what officers have typed and not handed in yet (暂存)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from zhifa.storage.tables.row import Int, Key, Row, Txt, of_officer, table_args


class Jotting(Row, table=True):
    """What one officer has typed into the form of one step of one case, or of a case to be opened. Goes once the step is taken."""

    __table_args__ = table_args(
        of_officer("jotting"),
        UniqueConstraint("officer_id", "place", "step", name="uq_jotting_place"),
        CheckConstraint("version >= 0", name="ck_jotting_version"),
        Index("ix_jotting_officer", "officer_id", "saved_at"),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    place: Txt
    """Id of the case, or ``new:`` and the name of the procedure."""
    step: Txt
    version: Int
    """Of the case as the officer saw it."""
    body: Txt
    """What was typed, as JSON."""
    saved_at: Txt
