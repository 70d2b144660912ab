"""The tree of facts: all that a template may read, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.documents.facts.appraisal import AppraisalEntrusted, AppraisalPeriod, AppraisalReport
from zhifa.documents.facts.assistance import AssistanceReply, AssistanceRequest
from zhifa.documents.facts.crime import (
    CrimeDecision,
    CrimeDelivery,
    CrimeProposal,
    GoodsHandedOver,
    JusticeReturn,
    PoliceReconsideration,
    PoliceReply,
    ReferralEnd,
    SupervisionProposal,
)
from zhifa.documents.facts.decide import Decision, NoPenalty
from zhifa.documents.facts.extension import DecisionExtension
from zhifa.documents.facts.gathering import DataExtraction, Sampling, Summons
from zhifa.documents.facts.investigate import (
    AddressConfirmation,
    CaseWithdrawal,
    Conclusion,
    CorrectionOrder,
    Extraction,
    Inspection,
    Interview,
    Preservation,
    PreservationApproval,
    PreservationHandled,
    Recheck,
    Revision,
)
from zhifa.documents.facts.jurisdiction import HandingDown, JurisdictionDispute, JurisdictionSettled
from zhifa.documents.facts.notice import (
    Heard,
    HearingAbandoned,
    HearingNotice,
    HearingRecord,
    HearingReport,
    HearingRequest,
    PriorNotice,
    StatementReceived,
    StatementReview,
    Waiver,
)
from zhifa.documents.facts.performance import (
    Account,
    CourtApplication,
    Demand,
    GoodsDisposed,
    Money,
    Outcome,
    PostponementDecided,
    PostponementRequested,
    Surcharge,
)
from zhifa.documents.facts.publish import (
    Archiving,
    Closing,
    Payment,
    PerformanceConfirmed,
    Publication,
    PublicationReview,
)
from zhifa.documents.facts.recusal import RecusalDecision, RecusalRequest
from zhifa.documents.facts.review import (
    Agreement,
    Assessment,
    Discussion,
    Dispute,
    DisputeSettled,
    Importance,
    Problems,
    Submission,
)
from zhifa.documents.facts.serve import Announcement, Dispatch, FailedService, Rectification, Service
from zhifa.documents.facts.start import Assignment, DeclinedFiling, Filing, Report
from zhifa.documents.facts.summary import (
    Catch,
    RequestedCollection,
    SpotCollection,
    SpotDecision,
    SpotDelivery,
    SpotNotice,
    SpotStatement,
)
from zhifa.documents.facts.suspension import Resumption, Suspension, Termination
from zhifa.documents.facts.transfer import CaseTransfer
from zhifa.documents.facts.values import Act, Draft, Evidence, NotStated, Officer, Party, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The agency as its register names it. A value that the register lacks is None and blocks only papers that need it."""

    name: str
    short_name: str
    """代字 of its numbers: 某市监."""
    region: Stated[str] | None = None
    address: Stated[str] | None = None
    phone: Stated[str] | None = None
    credit_code: Stated[str] | None = None
    review_body: Stated[str] | None = None
    """复议机关 (行政复议法 24–28): the register names it, no template guesses it."""
    review_online: Stated[str] | None = None
    """Where an application for reconsideration is handed in over the internet, which goes with a decision served that way (行政复议法 22(2))."""
    court: Stated[str] | None = None
    statement_days: int | None = None
    """Working days the agency gives for statement and defence; the law names none (处罚法 44, 45)."""
    payee: Stated[str] | None = None
    """代收机构 with address and account (处罚法 67)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The case itself."""

    id: str
    number: str | None = None
    cause: str
    """The violation in words, without 涉嫌 and 案."""
    matter: str
    workflow_label: str
    opened_on: date
    replay: bool = False
    """Opened as a replay of a published case; its papers are marked 演示."""
    phase: str

    @property
    def suspected(self) -> str:
        """案由 while it is investigated: 涉嫌…案."""
        return f"涉嫌{self.cause}案"

    @property
    def established(self) -> str:
        """案由 once it is decided: …案."""
        return f"{self.cause}案"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What the issue of the paper adds to the facts."""

    code: str
    title: str
    number: str | None = None
    issued_on: date
    sequence_note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term that the present act starts, or lets run on."""

    code: str
    label: str
    length: int
    """In the unit of the term."""
    due: date
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPaper:
    """The paper that an act of service serves."""

    code: str
    title: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedPaper:
    """The paper that an act of 书面补正 mends."""

    title: str
    number: str | None = None
    issued_on: date
    served_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """One paper of the dossier, in its order."""

    volume: str = "正卷"
    place: int
    """序号 in its volume."""
    code: str
    number: str | None = None
    responsible: str
    title: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a template may read: the case, the present act, and the last act of each kind."""

    agency: Agency
    case: Case
    party: Party
    issue: Issue
    actor: Officer
    act: Act
    """The act just performed; it is also the last one of its kind below."""
    officers: tuple[Officer, ...] = ()
    """Those whom the present act names."""
    handlers: tuple[Officer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """All on file."""
    draft: Draft | None = None
    notified: Draft | None = None
    """The draft as it was last notified to the party."""
    notice_number: str | None = None
    """Number of the last prior notice (告知书), where it has one."""
    preservation_number: Stated[str] | None = None
    """Number of the notice by which what is now dealt with was preserved; in a replay, that it is not stated."""
    decision_number: Stated[str] | None = None
    """Number of the decision last made, where it has one; in a replay, that it is not stated."""
    notice_served_on: date | None = None
    """Day on which the last prior notice was served."""
    outcomes: tuple[Outcome, ...] = ()
    """What remedies against the decision led to, in order; one that was taken back too."""
    money: tuple[Money, ...] = ()
    """What was paid under the decision and what went back, in order."""
    waived: tuple[str, ...] = ()
    """Rights the party waived since the last prior notice: ``statement``, ``hearing``."""
    heard: tuple[Heard, ...] = ()
    """Every prior notice of the decision, in order, with what the party said to it."""
    terms: tuple[TermLine, ...] = ()
    stopped: tuple[str, ...] = ()
    """Labels of the terms that stand still from the present act on."""
    served: ServedPaper | None = None
    mended: MendedPaper | None = None
    attempts: tuple[FailedService, ...] = ()
    dossier: tuple[DossierLine, ...] = ()
    assessment: Assessment | None = None
    """What the catalogue of major decisions makes of the draft, where the present act asks it."""

    report: Report | None = None
    verification: Assignment | None = None
    filing: Filing | None = None
    declined_filing: DeclinedFiling | None = None
    handlers_assigned: Assignment | None = None
    inspection: Inspection | None = None
    recheck: Recheck | None = None
    interview: Interview | None = None
    extraction: Extraction | None = None
    address: AddressConfirmation | None = None
    preservation_approval: PreservationApproval | None = None
    preservation: Preservation | None = None
    """The last one; for 先行登记保存证据处理, the one that is handled."""
    preservation_handled: PreservationHandled | None = None
    correction_order: CorrectionOrder | None = None
    sampling: Sampling | None = None
    summons: Summons | None = None
    data_extraction: DataExtraction | None = None
    appraisal: AppraisalEntrusted | None = None
    """The last one; for its period and its result, the one they are of."""
    appraisal_period: AppraisalPeriod | None = None
    appraisal_report: AppraisalReport | None = None
    assistance_request: AssistanceRequest | None = None
    assistance_reply: AssistanceReply | None = None
    recusal_request: RecusalRequest | None = None
    """The last one; for 回避决定, the one that is decided."""
    recusal_decision: RecusalDecision | None = None
    suspension: Suspension | None = None
    resumption: Resumption | None = None
    termination: Termination | None = None
    extension: DecisionExtension | None = None
    jurisdiction_dispute: JurisdictionDispute | None = None
    jurisdiction_settled: JurisdictionSettled | None = None
    handing_down: HandingDown | None = None
    conclusion: Conclusion | None = None
    revision: Revision | None = None
    withdrawal: CaseWithdrawal | None = None
    transfer: CaseTransfer | None = None
    crime_proposal: CrimeProposal | None = None
    crime_decision: CrimeDecision | None = None
    crime_delivery: CrimeDelivery | None = None
    police_reply: PoliceReply | None = None
    police_reconsideration: PoliceReconsideration | None = None
    supervision_proposal: SupervisionProposal | None = None
    goods_handed_over: GoodsHandedOver | None = None
    justice_return: JusticeReturn | None = None
    referral_end: ReferralEnd | None = None
    notice: PriorNotice | None = None
    service: Service | None = None
    failed_service: FailedService | None = None
    announcement: Announcement | None = None
    statement: StatementReceived | None = None
    statement_review: StatementReview | None = None
    waiver: Waiver | None = None
    hearing_request: HearingRequest | None = None
    hearing_notice: HearingNotice | None = None
    hearing: HearingRecord | None = None
    hearing_report: HearingReport | None = None
    hearing_abandoned: HearingAbandoned | None = None
    importance: Importance | None = None
    submission: Submission | None = None
    agreement: Agreement | None = None
    problems: Problems | None = None
    dispute: Dispute | None = None
    dispute_settled: DisputeSettled | None = None
    discussion: Discussion | None = None
    decision: Decision | None = None
    no_penalty: NoPenalty | None = None
    dispatch: Dispatch | None = None
    payment: Payment | None = None
    performance: PerformanceConfirmed | None = None
    publication_review: PublicationReview | None = None
    publication: Publication | None = None
    postponement_request: PostponementRequested | None = None
    postponement: PostponementDecided | None = None
    surcharge: Surcharge | None = None
    demand: Demand | None = None
    court_application: CourtApplication | None = None
    rectification: Rectification | None = None
    account: Account | None = None
    goods_disposed: GoodsDisposed | None = None
    closing: Closing | None = None
    archiving: Archiving | None = None
    catch: Catch | None = None
    spot_notice: SpotNotice | None = None
    spot_statement: SpotStatement | None = None
    spot_decision: SpotDecision | None = None
    spot_delivery: SpotDelivery | None = None
    spot_collection: SpotCollection | None = None
    requested_collection: RequestedCollection | None = None

    @property
    def relied_on(self) -> tuple[Evidence, ...]:
        """The evidence that the draft rests on, in the draft's order; empty without a draft."""
        on_file = {piece.key: piece for piece in self.evidence}
        return tuple(on_file[key] for key in self._cited)

    @property
    def told(self) -> tuple[Heard, ...]:
        """The notices with what the party said to each; where the tree gives no course of them, the last one with all that it holds."""
        if self.heard or self.notice is None:
            return self.heard
        return (
            Heard(
                notice=self.notice,
                number=self.notice_number,
                served_on=self.notice_served_on,
                said=tuple(act for act in (self.statement, self.statement_review) if act),
                waived=self.waived,
                hearing_request=self.hearing_request,
                hearing=self.hearing,
                hearing_abandoned=self.hearing_abandoned,
            ),
        )

    @property
    def reconsidered(self) -> bool:
        """Whether a reconsideration of the decision was carried to its end."""
        return any(outcome.kind == "行政复议" and outcome.effect != "撤回申请" for outcome in self.outcomes)

    @property
    def sued(self) -> bool:
        """Whether an action against the decision was carried to its end."""
        return any(outcome.kind != "行政复议" and outcome.effect != "撤回申请" for outcome in self.outcomes)

    @property
    def unfiled(self) -> tuple[str, ...]:
        """Keys of evidence that the draft rests on and the file does not hold: no paper may pass over them in silence."""
        on_file = {piece.key for piece in self.evidence}
        return tuple(key for key in self._cited if key not in on_file)

    @property
    def _cited(self) -> tuple[str, ...]:
        """Keys of the evidence that the draft names; none where a replay's source is silent about it."""
        return self.draft.evidence if self.draft and not isinstance(self.draft.evidence, NotStated) else ()
