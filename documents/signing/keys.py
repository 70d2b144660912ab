"""Keys and certificates as files hold them: PEM or DER."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, pem, x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from zhifa.documents.signing.errors import KeyUnusable


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key with its certificate and those above it."""

    private: bytes = field(repr=False)
    """PEM; P-256 or RSA."""
    certificate: bytes
    """PEM or DER."""
    above: tuple[bytes, ...] = ()
    """Certificates between it and the root, and the root."""
    passphrase: bytes | None = field(default=None, repr=False)

    @property
    def own(self) -> x509.Certificate:
        """The signer's certificate. Raises KeyUnusable."""
        return certificates(self.certificate)[0]

    def require_valid(self, at: datetime) -> None:
        """Raise KeyUnusable unless the certificate is valid at `at` (aware): nobody would trust what it signs."""
        begin, end = self.own.not_valid_before, self.own.not_valid_after
        if not begin <= at <= end:
            raise KeyUnusable(f"签章证书的有效期自 {begin:%Y-%m-%d} 至 {end:%Y-%m-%d}，现在不能用来签章")

    def signer(self, *, with_root: bool) -> SimpleSigner:
        """For pyHanko. Raises KeyUnusable, also when the key is not that of the certificate.

        The root goes into the file only where an archival time stamp covers it: elsewhere a change to it would not be noticed.
        """
        own = self.own
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko says no types here
        store.register_multiple([one for given in self.above for one in certificates(given)])
        return SimpleSigner(signing_cert=own, signing_key=self._of(own), cert_registry=store, embed_roots=with_root)

    def _of(self, certificate: x509.Certificate) -> PrivateKeyInfo:
        try:
            key = load_pem_private_key(self.private, self.passphrase)
            of_certificate = load_der_x509_certificate(certificate.dump()).public_key()
        except (ValueError, TypeError, ArithmeticError) as error:
            raise KeyUnusable("签章私钥或者证书不能用：不是 PEM 私钥，口令不对，或者是本程序不支持的算法") from error
        if key.public_key() != of_certificate:
            raise KeyUnusable("签章私钥与证书不是一对")
        return PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def signing_key(folder: Path, *, passphrase: bytes | None = None) -> SigningKey:
    """The key in a folder as ``zhifa paper demo-key`` writes it: ``signer.key``, ``signer.pem``, ``ca.pem``. Raises OSError."""
    private, own, above = ((folder / name).read_bytes() for name in ("signer.key", "signer.pem", "ca.pem"))
    return SigningKey(private=private, certificate=own, above=(above,), passphrase=passphrase)


def pkcs12_key(content: bytes, *, passphrase: bytes | None = None) -> SigningKey:
    """The key in a PKCS#12 file (.p12, .pfx) with its certificates. Raises KeyUnusable, also for a wrong passphrase."""
    try:
        found = load_pkcs12(content, passphrase)
    except (ValueError, TypeError) as error:
        raise KeyUnusable("PKCS#12 文件不能用：不是 PKCS#12，或者口令不对") from error
    if found.key is None or found.cert is None:
        raise KeyUnusable("PKCS#12 文件不能用：其中没有私钥或者没有与之相配的证书")
    return SigningKey(
        private=found.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        certificate=found.cert.certificate.public_bytes(Encoding.PEM),
        above=tuple(one.certificate.public_bytes(Encoding.PEM) for one in found.additional_certs),
    )


def certificates(given: bytes) -> tuple[x509.Certificate, ...]:
    """Every certificate of a PEM bundle, or the one that `given` is in DER. Raises KeyUnusable, also when there is none."""
    return _all(given, x509.Certificate, "证书")


def revocation_lists(given: bytes) -> tuple[crl.CertificateList, ...]:
    """The same for lists of revoked certificates."""
    return _all(given, crl.CertificateList, "吊销列表")


def _all(given: bytes, kind: Any, name: str) -> tuple[Any, ...]:
    try:
        armored: Any = pem.unarmor(given, multiple=True) if pem.detect(given) else [(None, None, given)]
        parts = [der for _, _, der in armored]
        found = tuple(kind.load(der, strict=True) for der in parts)
        for one in found:
            one.native  # noqa: B018 - parsed whole now, so that what is broken shows here
    except (ValueError, TypeError) as error:
        raise KeyUnusable(f"{name}不能用：不是 PEM 或者 DER 编码的{name}") from error
    if not found:
        raise KeyUnusable(f"{name}不能用：文件中没有{name}")
    return found
