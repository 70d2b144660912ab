"""An authority of a test's own: a root, a signer, a time-stamp service and a list of revoked certificates; no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from zhifa.documents.signing.keys import SigningKey

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Authority:
    root: bytes
    """PEM."""
    key: SigningKey
    """Its signer's, valid for one year; root, service and list are valid for ten."""
    time_stamps: TimeStamper
    revoked: bytes
    """An empty list of revoked certificates, DER."""


def authority(at: datetime) -> Authority:
    """A new one, valid from a day before `at`."""
    begin = at - timedelta(days=1)
    root_key, signer_key, service_key = (rsa.generate_private_key(65537, 2048) for _ in range(3))
    root = _certificate("根", root_key, "根", root_key, begin, 10 * YEAR, authority=True)
    signer = _certificate("签章人", signer_key, "根", root_key, begin, YEAR)
    service = _certificate("时间戳", service_key, "根", root_key, begin, 10 * YEAR, stamps=True)
    private = service_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Authority(
        root=root.public_bytes(Encoding.PEM),
        key=SigningKey(
            private=signer_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            certificate=signer.public_bytes(Encoding.DER),
            above=(root.public_bytes(Encoding.PEM),),
        ),
        time_stamps=DummyTimeStamper(
            asn1_x509.Certificate.load(service.public_bytes(Encoding.DER)), asn1_keys.PrivateKeyInfo.load(private)
        ),
        revoked=_revoked(root_key, begin),
    )


def _certificate(
    name: str, key: rsa.RSAPrivateKey, issuer: str, issuer_key: rsa.RSAPrivateKey, begin: datetime, span: timedelta,
    *, authority: bool = False, stamps: bool = False,
) -> x509.Certificate:  # fmt: skip
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority, crl_sign=authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + span)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer_key, SHA256())


def _revoked(key: rsa.RSAPrivateKey, begin: datetime) -> bytes:
    return (
        x509.CertificateRevocationListBuilder()
        .issuer_name(_name("根"))
        .last_update(begin)
        .next_update(begin + 10 * YEAR)
        .sign(key, SHA256())
        .public_bytes(Encoding.DER)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
