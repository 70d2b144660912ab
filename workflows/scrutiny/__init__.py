"""案卷评查: the checks of a case file, R01 to R36, asked of any case at any time.

Each check judges by the record alone. None asks a guard: a case that was imported, forged, replayed, or led past a guard that was wrong is
judged like every other. What the record cannot tell is said and never counts as passed.
"""

from __future__ import annotations

from typing import Final

from zhifa.workflows.scrutiny.appraisal import APPRAISAL
from zhifa.workflows.scrutiny.archive import BOUND, IN_ORDER
from zhifa.workflows.scrutiny.check import Check
from zhifa.workflows.scrutiny.decision import CONTENTS, CORRECTED, REASONED
from zhifa.workflows.scrutiny.decision import IN_TIME as DECIDED_IN_TIME
from zhifa.workflows.scrutiny.elsewhere import INSPECTION, LICENCE, MEASURES
from zhifa.workflows.scrutiny.evidence import FOUNDED, ONE_PLACE, PRESERVED, RECORDS, TRACEABLE
from zhifa.workflows.scrutiny.filing import APPROVED, CAUSE, WITHIN_LIMITATION
from zhifa.workflows.scrutiny.filing import IN_TIME as FILED_IN_TIME
from zhifa.workflows.scrutiny.notice import HEARING, NOT_HEAVIER, NOTICED, WINDOW
from zhifa.workflows.scrutiny.people import ONLY_OFFICERS, PARTY, POWER, TWO_OFFICERS
from zhifa.workflows.scrutiny.performance import PERFORMED, PUBLISHED
from zhifa.workflows.scrutiny.recording import RECORDINGS
from zhifa.workflows.scrutiny.review import ANSWERED, DISCUSSED, REFERRED, REVIEWED
from zhifa.workflows.scrutiny.scoring import Deductions, Scrutiny
from zhifa.workflows.scrutiny.service import SERVED
from zhifa.workflows.scrutiny.summary import SUMMARY
from zhifa.workflows.scrutiny.view import View

__all__ = ["CHECKS", "Deductions", "Scrutiny", "View", "scrutinise"]

CHECKS: Final[tuple[Check, ...]] = (
    POWER, TWO_OFFICERS, PARTY, APPROVED, FILED_IN_TIME, WITHIN_LIMITATION,
    RECORDS, ONE_PLACE, TRACEABLE, FOUNDED, PRESERVED, MEASURES,
    APPRAISAL, REASONED, NOTICED, NOT_HEAVIER, HEARING, WINDOW,
    REVIEWED, ANSWERED, DISCUSSED, CONTENTS, DECIDED_IN_TIME, SERVED,
    SUMMARY, PUBLISHED, PERFORMED, REFERRED, RECORDINGS, CAUSE,
    BOUND, CORRECTED, LICENCE, INSPECTION, IN_ORDER, ONLY_OFFICERS,
)  # fmt: skip
"""The catalogue, R01 to R36, each once and in order."""


def scrutinise(view: View, deductions: Deductions | None = None) -> Scrutiny:
    """Every check's answer for the case. Never raises for what is on file."""
    return Scrutiny(
        case_id=view.case.id,
        day=view.day,
        replay=view.case.replay,
        results=tuple(check.judge(view) for check in CHECKS),
        deductions=deductions or Deductions(),
    )
