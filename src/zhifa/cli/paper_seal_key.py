"""``zhifa paper seal-key``: how the register names the certificate of a seal."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import Unusable
from zhifa.cli.output import emit, say
from zhifa.cli.signing_key import lacking
from zhifa.engine.instants import legal_day
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

CertificateFile = Annotated[Path, typer.Argument(metavar="证书", help="签章证书（PEM 或 DER）；不是私钥")]
Name = Annotated[str, typer.Option(metavar="印章", help="印章的名称，如 行政处罚专用章")]


def seal_key(*, certificate: CertificateFile, name: Name = "机关印章", json: AsJson = False) -> None:
    """列出签章证书的指纹、持有者和有效期，并给出印章备案时写入名录文件 agency.seals 的一项。"""
    own, sample = _read(certificate)
    entry, subject, issuer = _entry(own, name), own.subject.human_friendly, own.issuer.human_friendly
    if json:
        emit({"seal": entry, "subject": subject, "issuer": issuer, "sample": sample})
        return
    say(f"持有者　{subject}", f"颁发者　{issuer}")
    say(f"指纹（SHA-256）　{entry['certificate']}", f"有效期　{entry['valid_from']} 至 {entry['valid_to']}")
    if sample:
        say("样章证书，无法律效力，不用备案")
    else:
        say("核对无误的，把下面一项写入名录文件的 agency.seals，再用 zhifa register import 导入：")
        say(json_text.dumps(entry, ensure_ascii=False))


def _read(file: Path) -> tuple[Certificate, bool]:
    """The certificate, and whether it is that of a sample."""
    try:
        from zhifa.documents.signing.demo_key import is_sample
        from zhifa.documents.signing.errors import KeyUnusable
        from zhifa.documents.signing.keys import certificates
    except ModuleNotFoundError as error:
        raise lacking(error) from error
    try:
        own = certificates(file.read_bytes())[0]
    except KeyUnusable as error:
        raise Unusable(f"文件 {shown(str(file))} 不合要求：{error}") from error
    return own, is_sample(own)


def _entry(certificate: Certificate, name: str) -> dict[str, Any]:
    """As the register file holds it; days by the legal day on which they begin and end."""
    begin, end = legal_day(certificate.not_valid_before), legal_day(certificate.not_valid_after)
    return {
        "name": name,
        "certificate": certificate.sha256.hex(),
        "valid_from": begin.isoformat(),
        "valid_to": end.isoformat(),
    }
