"""What a PDF still answers for: who signed it, when, whether it is unchanged, whether the chain is trusted. Nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed, AdESSubIndic
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from zhifa.documents.signing.changes import Change, changes_of
from zhifa.documents.signing.demo_key import is_sample
from zhifa.documents.signing.errors import Damaged
from zhifa.documents.signing.keys import certificates
from zhifa.documents.signing.reading import opened
from zhifa.documents.signing.waiting import waited

_OFFLINE: Final = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)

Verdict: TypeAlias = Literal["damaged", "unsigned", "changed", "untrusted", "sound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time stamp: when it says that the signature was there."""

    at: datetime
    authority: str
    trusted: bool | None
    """None: no certificates to trust were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signature of the file."""

    signer: str
    """The subject of the certificate."""
    issuer: str
    serial: str
    fingerprint: str
    """SHA-256 of the certificate, lower-case hexadecimal."""
    sample: bool
    """Whether certificate or issuer call themselves 样章."""
    claimed_at: datetime | None
    """The time that the signer claims."""
    stamp: Stamp | None
    revision: int
    changes: tuple[Change, ...]
    trusted: bool | None
    """None: no certificates to trust were given."""
    distrust: str | None = None
    """Why the chain is not trusted."""

    @property
    def intact(self) -> bool:
        """Whether nothing was changed but what the signature allows."""
        return all(change.permitted for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The answer of a file."""

    sha256: str
    size: int
    revisions: int
    signatures: tuple[Signed, ...]
    archived_at: tuple[datetime, ...] = ()
    """The time stamps over the whole file that keep it verifiable (B-LTA)."""
    archive_broken: bool = False
    """Whether such a time stamp no longer agrees with what it was set over."""
    damage: str | None = None
    """Why the file could not be read as a PDF, though it begins as one."""

    @property
    def verdict(self) -> Verdict:
        """``sound`` only where every signature is intact and none is distrusted."""
        if self.damage is not None:
            return "damaged"
        if not self.signatures:
            return "unsigned"
        if not all(signed.intact for signed in self.signatures) or self.archive_broken or self._overwritten():
            return "changed"
        return "untrusted" if any(signed.trusted is False for signed in self.signatures) else "sound"

    def _overwritten(self) -> bool:
        """Whether a form was filled in after the last signature: nobody answers for that."""
        last = max(self.signatures, key=lambda signed: signed.revision)
        return any(change.kind == "filled" for change in last.changes)


def verify(pdf: bytes, *, trust: Sequence[bytes] = (), at: datetime | None = None) -> Verification:
    """What `pdf` answers, with the certificates of `trust` (PEM or DER) as the only roots, as of `at` (aware; by default now).

    An archival time stamp counts: a file of level B-LTA is judged as of when it was stamped, with what it carries. Nothing is fetched, so
    a certificate revoked since is not noticed. Raises NotAPdf, TooLarge, KeyUnusable.
    """
    roots = tuple(one for given in trust for one in certificates(given))
    try:
        reader = opened(pdf)
    except Damaged as error:
        return _of(pdf, revisions=0, signatures=(), damage=str(error))
    return waited(_verified(reader, pdf, roots, at))


def _of(pdf: bytes, **found: Any) -> Verification:
    return Verification(sha256=hashlib.sha256(pdf).hexdigest(), size=len(pdf), **found)


async def _verified(
    reader: PdfFileReader, pdf: bytes, roots: tuple[x509.Certificate, ...], at: datetime | None
) -> Verification:
    try:
        stamps = [
            await async_validate_pdf_timestamp(one, _context(roots, at)) for one in reader.embedded_timestamp_signatures
        ]
        signatures = tuple([await _signed(one, roots, at, len(pdf)) for one in reader.embedded_regular_signatures])
    except Exception as error:  # what a forger puts into a file breaks its reading in any way
        detail = f"签名数据已损坏，不能核对（{error}）"
        return _of(pdf, revisions=reader.total_revisions, signatures=(), damage=detail)
    sound = [stamp.timestamp for stamp in stamps if stamp.valid and stamp.intact]
    return _of(
        pdf, revisions=reader.total_revisions, signatures=signatures,
        archived_at=tuple(sound), archive_broken=len(sound) < len(stamps),
    )  # fmt: skip


async def _signed(
    signature: EmbeddedPdfSignature, roots: tuple[x509.Certificate, ...], at: datetime | None, size: int
) -> Signed:
    status = await async_validate_pdf_signature(signature, _context(roots, at))
    certificate = signature.signer_cert
    distrust = await _distrust(signature, status, roots, at) if roots else None
    return Signed(
        signer=_distinguished(certificate.subject),
        issuer=_distinguished(certificate.issuer),
        serial=str(certificate.serial_number),
        fingerprint=certificate.sha256.hex(),
        sample=is_sample(certificate),
        claimed_at=signature.self_reported_timestamp,
        stamp=_stamp(status, told=bool(roots)),
        revision=signature.signed_revision + 1,
        changes=changes_of(signature, status, size=size),
        trusted=distrust is None if roots else None,
        distrust=distrust,
    )  # fmt: skip


_SHORT: Final = {
    "common_name": "CN",
    "organization_name": "O",
    "organizational_unit_name": "OU",
    "country_name": "C",
    "state_or_province_name": "ST",
    "locality_name": "L",
}


def _distinguished(name: x509.Name) -> str:
    """``CN=…, O=…``: each part under its short name, as far as it has one."""
    return ", ".join(f"{_SHORT.get(kind, kind)}={value}" for kind, value in reversed(name.native.items()))


def _stamp(status: PdfSignatureStatus, *, told: bool) -> Stamp | None:
    stamp = status.timestamp_validity
    if stamp is None:
        return None
    authority = _distinguished(stamp.signing_cert.subject)
    return Stamp(at=stamp.timestamp, authority=authority, trusted=stamp.trusted if told else None)


async def _distrust(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, roots: tuple[x509.Certificate, ...], at: datetime | None
) -> str | None:  # fmt: skip
    """Why the chain is not trusted; None where it is."""
    if not signature.reader.embedded_timestamp_signatures:
        return None if status.trusted else _WHY.get(_name(status.trust_problem_indic), "证书链没有接到所给的证书")
    timing = ValidationTimingInfo.now() if at is None else ValidationTimingInfo(at, at, point_in_time_validation=True)
    archival = await ades_lta_validation(signature, PdfSignatureValidationSpec(_policy(roots)), timing_info=timing)
    if archival.ades_subindic is AdESPassed.OK:
        return None
    return _WHY.get(_name(archival.ades_subindic), f"长期保存的验证资料不足（{_name(archival.ades_subindic)}）")


def _name(indication: AdESSubIndic | None) -> str:
    return indication.standard_name if indication else ""


_WHY: Final = {
    "EXPIRED": "证书已过期，又没有可信的时间戳",
    "OUT_OF_BOUNDS_NO_POE": "证书已过期，又没有可信的时间戳",
    "OUT_OF_BOUNDS_NOT_REVOKED": "证书已过期，又没有可信的时间戳",
    "NOT_YET_VALID": "证书尚未生效",
    "REVOKED": "证书已吊销",
    "REVOKED_NO_POE": "证书已吊销，不能证明签章在吊销之前",
    "REVOKED_CA_NO_POE": "颁发者的证书已吊销",
    "NO_CERTIFICATE_CHAIN_FOUND": "证书链没有接到所给的证书",
    "CHAIN_CONSTRAINTS_FAILURE": "证书的用途不含签章",
    "HASH_FAILURE": "内容与签名不符",
    "SIG_CRYPTO_FAILURE": "签名无效",
}


def _context(roots: tuple[x509.Certificate, ...], at: datetime | None) -> ValidationContext:
    return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=at, revocation_mode="soft-fail")


def _policy(roots: tuple[x509.Certificate, ...]) -> SignatureValidationSpec:
    """An archived file brings its lists of revoked certificates with it: each link of the chain needs one."""
    revocation = CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("require"))
    trusted = CertValidationPolicySpec(SimpleTrustManager.build(trust_roots=list(roots)), revocation)
    return SignatureValidationSpec(cert_validation_policy=trusted, revinfo_gathering_policy=_OFFLINE)
