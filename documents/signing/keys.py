"""Keys and certificates as files hold them: PEM or DER."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asn1crypto import crl, pem, x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
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

    def signer(self, *, with_root: bool) -> SimpleSigner:
        """For pyHanko. Raises KeyUnusable, also when the key is not that of the certificate.

        The root goes into the file only where an archival time stamp covers it: elsewhere a change to it would not be noticed.
        """
        (own,) = certificates(self.certificate)[:1]
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
