"""Whose case the sample of each document type shows: a published one where there is one that fits, else nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from zhifa.documents import facts as f
from zhifa.documents.samples.filling import MARK
from zhifa.documents.samples.other_cases import BARBERS, HARBOUR, HOUSES, NOODLES, SHED
from zhifa.documents.samples.penalties import BURNING, DOG, MEDICINE, PICKLES, SLAUGHTER, STONE
from zhifa.documents.samples.story import UNKNOWN_DRAFT, Story, known_agency, known_evidence, known_party

NOBODY: Final = Story(
    agency=known_agency(f"{MARK}机关"),
    party=known_party("legal_person", f"{MARK}当事人"),
    cause=f"{MARK}案由",
    began_on=date(2026, 3, 2),
    evidence=known_evidence(("书证", f"{MARK}书证"), ("物证", f"{MARK}物证"), on=date(2026, 3, 2)),
    draft=replace(
        UNKNOWN_DRAFT,
        evidence=("证1", "证2"),
        items=(f.PenaltyItem(kind="罚款", amount=54_500, text="罚款人民币伍佰肆拾伍元整"),),
    ),
)

_OF_ACT: Final[Mapping[type[f.Act], Story]] = {
    **dict.fromkeys(
        (
            *(f.Report, f.Filing, f.Interview, f.Extraction, f.Conclusion, f.Submission, f.Agreement),
            *(f.Decision, f.Service, f.PublicationReview, f.Closing, f.Archiving),
        ),
        BURNING,
    ),
    **dict.fromkeys((f.PriorNotice, f.GoodsDisposed), MEDICINE),
    **dict.fromkeys((f.HearingRequest, f.HearingNotice, f.HearingRecord, f.HearingReport), STONE),
    **dict.fromkeys((f.Inspection, f.CorrectionOrder), SLAUGHTER),
    f.NoPenalty: PICKLES,
    f.SpotDecision: DOG,
    **dict.fromkeys((f.MeasureApproval, f.Seizure, f.SeizureRecord), NOODLES),
    **dict.fromkeys((f.ForcedExecution, f.PerformanceDemanded, f.DemolitionAnnounced), SHED),
    **dict.fromkeys((f.InspectionApproval, f.InspectionNotice, f.InspectionOutcome), BARBERS),
    **dict.fromkeys((f.ApplicationReceived, f.ApplicationAccepted, f.LicenceGranted, f.FeeDemanded), HARBOUR),
    f.ExpropriationAnnounced: HOUSES,
}

PUBLISHED: Final = (BURNING, MEDICINE, STONE, PICKLES, DOG, SLAUGHTER, NOODLES, SHED, HARBOUR, BARBERS, HOUSES)
"""Every case with a source."""


def story(act: type[f.Act]) -> Story:
    """The case in which the sample act stands: nobody is said to have done, or undergone, what no source tells of him."""
    return _OF_ACT.get(act, NOBODY)
