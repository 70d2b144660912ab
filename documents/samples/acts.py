"""What the acts of samples hold where a word of the procedure, a sum or a choice is wanted; and who performs them, when, after what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from zhifa.documents import facts as f
from zhifa.documents.samples import people
from zhifa.documents.samples.filling import filled, unknown

_REVIEW_ITEMS: Final = tuple(
    f.ReviewItem(item=item, passed=True, reason=unknown("reason"))
    for item in (
        *("主体与资格", "职权范围", "事实与证据", "法律适用与裁量基准"),
        *("程序", "文书", "涉嫌犯罪移送", "其他"),
    )
)
_ENCLOSURES: Final = (
    f.Enclosure(item="涉嫌犯罪案件移送书", given=True),
    f.Enclosure(item="涉嫌犯罪案件情况的调查报告", given=True),
    f.Enclosure(item="涉案物品清单", given=True),
    f.Enclosure(item="有关检验报告或者鉴定意见", given=True),
    f.Enclosure(item="其他有关涉嫌犯罪的材料", given=False),
)
_FINE: Final = 54_500
"""The fine of the sample decision, in fen."""
_A_DAY: Final = _FINE * 3 // 100
_HALVES: Final = (_FINE // 2, _FINE - _FINE // 2)

_GIVEN: Final[Mapping[type[f.Act], Mapping[str, Any]]] = {
    f.Assignment: {"due_on": None},
    f.AddressConfirmation: {"electronic_address": unknown("electronic_address")},
    f.PriorNotice: {"rights": ("statement", "defence")},
    f.StatementReview: {"result": "不予采纳"},
    f.HearingNotice: {"assessors": (people.ASSESSOR,)},
    f.HearingRecord: {"attendants": ("当事人甲", "承办人甲"), "agents": ("代理人甲",)},
    f.Importance: {
        **dict.fromkeys(
            ("public_interest", "social_risk", "vital_interests"), f.Judged(holds=False, reason=unknown("reason"))
        ),
    },
    f.Agreement: {"items": _REVIEW_ITEMS},
    f.Problems: {"items": _REVIEW_ITEMS, "instruction": "补正"},
    f.Discussion: {
        "conclusion": "adopt",
        "speakers": tuple(f.Speaker(officer=head, opinion=unknown("opinion")) for head in people.HEADS),
    },
    f.Service: {"proof": f.DirectProof(recipient=f.Person(name="当事人甲", relation="本人"), receipt_signed=True)},
    f.FailedService: {"method": "post"},
    f.Announcement: {"ground": "other_means_failed"},
    f.PostponementDecided: {"result": "分期"},
    f.Surcharge: {"principal": _FINE, "excluded_days": 0, "amount": 10 * _A_DAY},
    f.Demand: {"amount": _FINE + 10 * _A_DAY, "surcharge": 10 * _A_DAY},
    f.RecusalRequest: {"officer": people.HANDLERS[1], "requested_by": "party"},
    f.RecusalDecision: {"officer": people.HANDLERS[1]},
    f.DecisionExtension: {"added": 30, "approval_number": None},
    f.CrimeDelivery: {"enclosures": _ENCLOSURES, "goods": (filled(f.PreservedItem, {}, date.min),)},
    f.SpotDecision: {"statement": "none"},
    f.Archiving: {"archive_number": "样例0001", "pages": 46, "retention": "30年"},
    f.TimeTold: {"period": "十个工作日"},
    f.InspectionApproval: {"ceiling": 2},
    f.InspectionNotice: {"ceiling": 2, "bring": (unknown("bring"),)},
    f.InspectionOutcome: {"conclusion": "责令改正"},
    f.SeizureRecord: {
        "attended": f.PartyPresent(
            person=f.Person(name="现场负责人甲", relation=unknown("relation")), signature=f.Signature(signed=True)
        ),
    },
    **{kind: {"amount": 2_000_000} for kind in (f.Freeze, f.FreezeRecord, f.FreezeExtended, f.FreezeLifted)},
    f.MeasureLifted: {"clause": "三"},
    f.SubstitutePerformance: {"budget": 480_000},
    f.SubstitutePerformed: {"cost": 470_000},
    f.ImmediatePerformance: {"budget": 480_000},
    f.ImmediatePerformanceTold: {"cost": 470_000},
    f.LicenceRevoked: {"clause": "三"},
    f.RequisitionEnded: {"amount": 350_000},
    f.DeferralDecided: {"amount": 2_770_000, "result": "同意缓缴"},
    f.FeeOverdue: {"amount": 2_770_000},
    f.DataExtraction: {"algorithm": "SHA-256", "checksum": "0" * 64},
    f.Summons: {"bring": (unknown("bring"),)},
}

_DAY: Final[Mapping[type[f.Act], int]] = {
    f.PerformanceDemanded: -46,
    f.Interview: 8,
    f.DemolitionAnnounced: 14,
    f.Suspension: 20,
    f.Resumption: 30,
    f.Conclusion: 40,
    f.Revision: 42,
    f.PriorNotice: 43,
    f.StatementReceived: 46,
    f.StatementReview: 47,
    f.HearingRequest: 47,
    f.HearingNotice: 48,
    f.HearingRecord: 62,
    f.HearingReport: 63,
    f.Importance: 64,
    f.Submission: 64,
    f.Agreement: 66,
    f.Problems: 66,
    f.Dispute: 67,
    f.DisputeSettled: 68,
    f.Discussion: 68,
    f.Decision: 70,
    f.NoPenalty: 70,
    f.Service: 73,
    f.FailedService: 73,
    f.Announcement: 75,
    f.Rectification: 90,
    f.Payment: 80,
    f.PostponementRequested: 80,
    f.PostponementDecided: 82,
    f.Surcharge: 100,
    f.Demand: 180,
    f.CourtApplication: 200,
    f.GoodsDisposed: 120,
    f.PublicationReview: 74,
    f.Closing: 210,
    f.Archiving: 220,
}
"""On which day of its story an act stands; all others on the first."""

_CHAIRED: Final = (f.HearingNotice, f.HearingRecord, f.HearingReport, f.LicenceHearingHeld)
_REVIEWED: Final = (f.Agreement, f.Problems)
_OF_UNIT_HEAD: Final = (f.Importance, f.Submission, f.Dispute, f.PublicationReview)
_OF_HEAD: Final = (f.Discussion, f.CrimeDecision, f.PreservationApproval, f.CourtApplication, f.RecusalDecision)


def day_of(kind: type[f.Act], began_on: date) -> date:
    """The day on which the sample act stands."""
    return began_on + timedelta(days=_DAY.get(kind, 0))


def performer(kind: type[f.Act]) -> f.Officer:
    """Who performs it, by role."""
    if issubclass(kind, _CHAIRED):
        return people.CHAIR
    if issubclass(kind, _REVIEWED):
        return people.REVIEWER
    if issubclass(kind, _OF_UNIT_HEAD):
        return people.UNIT_HEAD
    if issubclass(kind, f.Archiving):
        return people.ARCHIVIST
    return people.HEADS[0] if issubclass(kind, _OF_HEAD) or hasattr(kind, "head_opinion") else people.HANDLERS[0]


def given(kind: type[f.Act], on: date) -> Mapping[str, Any]:
    """What the act holds for certain, dates counted from its day included."""
    known = dict(_GIVEN.get(kind, {}))
    if kind is f.Surcharge:
        known |= {"from_on": on - timedelta(days=10), "until_on": on - timedelta(days=1)}
    if kind is f.PostponementDecided:
        dates = (on + timedelta(days=30), on + timedelta(days=60))
        known["schedule"] = tuple(
            f.Instalment(due_on=due, amount=amount) for due, amount in zip(dates, _HALVES, strict=True)
        )
    return known
