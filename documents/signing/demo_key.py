"""A key for demonstrations, made where it is used and marked 样章: nobody can take what it signs for a document of an agency."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from zhifa.documents.signing.errors import KeyUnusable
from zhifa.documents.signing.keys import SigningKey

SAMPLE: Final = "样章"
"""The word in the subject that marks a certificate of a sample seal."""

_LONGEST_NAME: Final = 58
"""An X.509 name has 64 characters, and the mark takes its part."""
_VALID: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoKey:
    """An authority of its own and one signer below it, all PEM. The authority's key is thrown away."""

    authority: bytes
    certificate: bytes
    private: bytes = field(repr=False)

    @property
    def key(self) -> SigningKey:
        """For a signer."""
        return SigningKey(private=self.private, certificate=self.certificate, above=(self.authority,))


def is_sample(certificate: asn1_x509.Certificate) -> bool:
    """Whether the certificate, or who issued it, calls itself 样章."""
    return SAMPLE in f"{certificate.subject.native}{certificate.issuer.native}"


def demo_key(agency: str, *, at: datetime) -> DemoKey:
    """A new P-256 key for `agency`, valid for a year from `at` (aware). Raises KeyUnusable for a name that no certificate holds."""
    if not 1 <= len(agency) <= _LONGEST_NAME or not agency.isprintable() or agency != agency.strip():
        raise KeyUnusable(f"机关名称应为1至{_LONGEST_NAME}个可见字符，首尾不留空白")
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority_name, name = _name(agency, f"{SAMPLE}根证书"), _name(agency, f"{agency}（{SAMPLE}）")
    authority = (
        _begun(authority_name, authority_name, authority_key, at)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certifies=True), critical=True)
        .sign(authority_key, SHA256())
    )
    certificate = (
        _begun(name, authority_name, key, at)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certifies=False), critical=True)
        .sign(authority_key, SHA256())
    )
    return DemoKey(
        authority=authority.public_bytes(Encoding.PEM),
        certificate=certificate.public_bytes(Encoding.PEM),
        private=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )


def _name(agency: str, common: str) -> x509.Name:
    unit = f"{SAMPLE}，仅供演示，无法律效力"
    parts = (
        (NameOID.COUNTRY_NAME, "CN"),
        (NameOID.ORGANIZATION_NAME, agency),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.COMMON_NAME, common),
    )
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + _VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies, content_commitment=not certifies, key_cert_sign=certifies, crl_sign=certifies,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
