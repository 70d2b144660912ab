"""What a register file (JSON) may say, row by row, and what is refused of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from zhifa.documents.catalogue import CATALOGUE
from zhifa.engine.fields import Digest, Email, Label, PackName
from zhifa.engine.ladder import Manner, manner
from zhifa.workflows.packs import PACKS
from zhifa.workflows.roles import ROLES
from zhifa.workflows.terms.catalogue import terms_of


class _Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class DatedForm(_Form):
    """What holds from one day to another, both included; without an end it goes on."""

    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> DatedForm:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("有效期的结束日期早于开始日期")
        return self


_TERMS = {code: term for pack in PACKS for code, term in terms_of(pack).items()}
"""Every term there is, by code."""


def _warns_ahead(code: str) -> str:
    term = _TERMS.get(code)
    if term is None:
        raise ValueError(f"期限代码“{code}”不存在，见 zhifa term list")
    if manner(term.duty, term.consequence) is Manner.TOLD:
        raise ValueError(f"期限“{term.label}”（{code}）只在届满时告知一次，没有预警阶梯")
    return code


TermCode = Annotated[str, AfterValidator(_warns_ahead)]
"""Code of a term that warns before its end."""

LevelName = Literal["handler", "unit_head", "head", "supervisor"]


def _shares() -> Mapping[int, tuple[LevelName, ...]]:
    return {30: ("handler",), 10: ("handler", "unit_head")}


class LadderForm(_Form):
    """When a term warns before its end and whom, and on how many days an overdue one warns daily before it warns by the week.

    Whom an overdue duty reaches is not the agency's to choose, so that none is put to sleep.
    """

    shares: Mapping[Annotated[int, Field(gt=0, lt=100)], Annotated[tuple[LevelName, ...], Field(min_length=1)]] = Field(
        default_factory=_shares
    )
    """Per cent of the length that remain, and who is warned then."""
    eve: tuple[LevelName, ...] = ("handler",)
    """Warned one working day before the end."""
    days: int = Field(default=5, ge=1, le=7)


class PolicyForm(_Form):
    """What the agency chose where the law leaves it a choice; the defaults are what holds where it chose nothing."""

    pack: Literal["national", "samr", "police", "agriculture", "housing"] = "national"
    first_review: Literal["before_notice", "after_notice"] = "after_notice"
    statement_days: int = Field(default=5, ge=1, le=60)
    review_days: int = Field(default=10, ge=1, le=60)
    publication_days: int = Field(default=7, ge=1, le=20)
    other_publication_days: int = Field(default=20, ge=1, le=20)
    hearing_threshold_individual: int = Field(default=1_000_000, ge=0)
    hearing_threshold_organisation: int = Field(default=10_000_000, ge=0)
    discussants: int = Field(default=3, ge=2, le=50)
    exclusions: tuple[Literal["suspension", "hearing", "announcement", "appraisal"], ...] = ()
    record_days: int = Field(default=7, ge=1, le=60)
    summary_limit_individual_business: int = Field(default=20_000, ge=0, le=300_000)
    evidence_upload_days: int = Field(default=2, ge=0, le=60)
    templates: PackName = ""
    dossier_order: Literal["decision_first", "as_issued"] = "decision_first"
    ladders: Mapping[TermCode, LadderForm] = Field(default_factory=dict)


def _fingerprint(given: object) -> object:
    """As programs print it: pairs of digits, in capitals, parted by colons."""
    return given.replace(":", "").lower() if isinstance(given, str) else given


class SealForm(DatedForm):
    """A certificate by which the agency sets its seal, by the SHA-256 of the certificate."""

    name: Label
    certificate: Annotated[Digest, BeforeValidator(_fingerprint)]


Name = Annotated[Label, AfterValidator(str.strip)]
"""As papers print it: a blank behind it, of which nobody knows, is none of its own."""


class AgencyForm(DatedForm):
    """The agency, its powers and what its papers say of it."""

    name: Name
    short_name: Name
    region: Label
    credit_code: Label | None = None
    matters: tuple[Label, ...]
    policy: PolicyForm = PolicyForm()
    profile: Mapping[str, Label] = Field(default_factory=dict)
    seals: tuple[SealForm, ...] = ()


class DelegationForm(DatedForm):
    """A power delegated to the agency in writing."""

    delegator: Label
    matters: tuple[Label, ...]
    document_number: Label


class CertificateForm(DatedForm):
    """An officer's enforcement certificate."""

    number: Label
    acts: tuple[Literal["penalty", "licence", "coercion", "inspection", "expropriation", "requisition", "fee"], ...]
    areas: tuple[Label, ...]
    suspended_from: date | None = None
    suspended_to: date | None = None


class QualificationForm(DatedForm):
    """What lets an officer review for legality."""

    kind: Literal["legal_professional", "earlier_service"]
    number: Label


class AssignmentForm(DatedForm):
    """A role that an officer holds in a unit; only roles of the procedures are known."""

    role: Label
    unit: Label

    @model_validator(mode="after")
    def _role_known(self) -> AssignmentForm:
        known = {role.name for role in ROLES}
        if self.role not in known:
            raise ValueError(f"岗位应为{'、'.join(sorted(known))}之一")
        return self


_PADDED = {kind.series for kind in CATALOGUE.values() if kind.padded and kind.series}
"""Series whose numbers come in pads."""


class PadForm(DatedForm):
    """Numbered forms handed out to an officer, from the first number to the last."""

    series: Label
    year: int = Field(ge=1000, le=9999)
    first: int = Field(ge=1, le=9_999_999)
    last: int = Field(ge=1, le=9_999_999)

    @model_validator(mode="after")
    def _in_use(self) -> PadForm:
        if self.series not in _PADDED:
            raise ValueError(f"编号文书的代字应为{'、'.join(sorted(_PADDED))}之一")
        if self.last < self.first:
            raise ValueError("号段的止号小于起号")
        return self


class OfficerForm(DatedForm):
    """An officer, with everything that is told of one person."""

    staff_number: Label
    name: Name
    unit: Label
    post: Label
    email: Email | None = None
    certificates: tuple[CertificateForm, ...] = ()
    qualifications: tuple[QualificationForm, ...] = ()
    assignments: tuple[AssignmentForm, ...] = ()
    pads: tuple[PadForm, ...] = ()


class StatuteForm(DatedForm):
    """A statute in force; without articles every one of it may be cited."""

    title: Label
    articles: tuple[Label, ...] = ()


class RegisterForm(_Form):
    """A whole register file; a staff number, a certificate number or the certificate of a seal with its first day stands in it once."""

    agency: AgencyForm
    delegations: tuple[DelegationForm, ...] = ()
    officers: tuple[OfficerForm, ...]
    statutes: tuple[StatuteForm, ...] = ()

    @model_validator(mode="after")
    def _numbers_unique(self) -> RegisterForm:
        _refuse_repeated("工号", (officer.staff_number for officer in self.officers))
        _refuse_repeated("执法证号", (c.number for officer in self.officers for c in officer.certificates))
        _refuse_repeated("印章证书", (f"{s.certificate}（自{s.valid_from}）" for s in self.agency.seals))
        return self


def _refuse_repeated(what: str, values: Iterator[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what} {value} 重复")
        seen.add(value)
