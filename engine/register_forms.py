"""What a register file (JSON) may say, row by row, and what is refused of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.posts import SERIES
from zhifa.engine.fields import Digest, Email, Label
from zhifa.engine.policy_form import PolicyForm, StrictForm


class DatedForm(StrictForm):
    """What holds from one day to another, both included; without an end it goes on."""

    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> DatedForm:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("有效期的结束日期早于开始日期")
        return self


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
    level: Literal["county", "city", "province", "state"] | None = None
    kind: Literal["organ", "authorised", "delegated", "town"] | None = None
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
    areas: tuple[Label, ...] = ()
    announced_on: date | None = None


ActName = Literal["penalty", "licence", "coercion", "inspection", "expropriation", "requisition", "fee"]
"""A kind of act, as procedures name it."""


class CertificateForm(DatedForm):
    """An officer's enforcement certificate."""

    number: Label
    kind: Literal["national", "province", "ministry"] | None = None
    issuer: Label | None = None
    acts: tuple[ActName, ...]
    areas: tuple[Label, ...]
    suspended_from: date | None = None
    suspended_to: date | None = None


class QualificationForm(DatedForm):
    """What lets an officer review for legality."""

    kind: Literal["legal_professional", "earlier_service"]
    number: Label


class AssignmentForm(DatedForm):
    """A role that an officer holds in a unit; which there are, the office knows."""

    role: Label
    unit: Label
    acts: tuple[ActName, ...] = ()
    scope: Literal["unit", "agency"] | None = None


class PadForm(DatedForm):
    """Numbered forms handed out to an officer, from the first number to the last."""

    series: Label
    year: int = Field(ge=1000, le=9999)
    first: int = Field(ge=1, le=9_999_999)
    last: int = Field(ge=1, le=9_999_999)

    @model_validator(mode="after")
    def _in_use(self) -> PadForm:
        if self.series not in SERIES:
            raise ValueError(f"编号文书的代字应为{'、'.join(SERIES)}之一")
        if self.last < self.first:
            raise ValueError("号段的止号小于起号")
        return self


class OfficerForm(DatedForm):
    """An officer, with everything that is told of one person."""

    staff_number: Label
    name: Name
    unit: Label
    post: Label
    established: bool | None = None
    home: Label | None = None
    email: Email | None = None
    certificates: tuple[CertificateForm, ...] = ()
    qualifications: tuple[QualificationForm, ...] = ()
    assignments: tuple[AssignmentForm, ...] = ()
    pads: tuple[PadForm, ...] = ()


class StatuteForm(DatedForm):
    """A statute in force; without articles every one of it may be cited."""

    title: Label
    articles: tuple[Label, ...] = ()


def _known_book(name: str) -> str:
    if name not in (known := [book.name for book in BOOKS]):
        raise ValueError(f"应为{'、'.join(known)}之一")
    return name


BookName = Annotated[str, AfterValidator(_known_book)]
"""Name of a book of the register."""


class RegisterForm(StrictForm):
    """A whole register file; a staff number, a certificate number or the certificate of a seal with its first day stands in it once."""

    agency: AgencyForm
    delegations: tuple[DelegationForm, ...] = ()
    officers: tuple[OfficerForm, ...]
    statutes: tuple[StatuteForm, ...] = ()
    books: Mapping[BookName, tuple[Mapping[str, Any], ...]] = Field(default_factory=dict)
    """Whole books by name, each line by the columns of its book; for those that have no place of their own above."""

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
