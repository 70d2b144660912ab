"""Whether the signed files of a case are what its record tells: there, unchanged, made of the paper, and signed by whom it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from zhifa.documents.signing.errors import SigningError
from zhifa.engine.ledger import Finding
from zhifa.storage.errors import FileCorrupt, FileMissing
from zhifa.storage.files import FileStore
from zhifa.storage.records import FileRecord, SealRecord

if TYPE_CHECKING:
    from zhifa.documents.signing.verification import Verification


def file_findings(seals: Iterable[SealRecord], brought: Iterable[FileRecord], files: FileStore) -> Iterator[Finding]:
    """Every signed file that is missing, was changed, is not among the files of the case, or does not begin with the PDF that was signed."""
    known = {file.digest for file in brought}
    for seal in seals:
        if seal.signed_digest not in known:
            yield _finding(seal, "file_unrecorded", "没有登记为案件的文件")
        yield from _kept(seal, files)


def _kept(seal: SealRecord, files: FileStore) -> Iterator[Finding]:
    try:
        content = files.read(seal.signed_digest)
    except FileMissing:
        yield _finding(seal, "seal_file_missing", "不在文件库中")
    except FileCorrupt as error:
        yield _finding(seal, "seal_file_changed", f"内容已变，现在的摘要为 {error.found}")
    else:
        if hashlib.sha256(content[: seal.unsigned_size]).hexdigest() != seal.unsigned_digest:
            yield _finding(seal, "seal_foreign", "不以签章前的文件开头")


def signature_findings(
    seals: Iterable[SealRecord], files: FileStore, verify: Callable[[bytes], Verification]
) -> Iterator[Finding]:
    """Every signature that does not hold by ``verify``, or is another's than the record tells; :func:`file_findings` tells of lacking files."""
    for seal in seals:
        try:
            found = verify(files.read(seal.signed_digest))
        except (FileMissing, FileCorrupt):
            continue
        except SigningError as error:
            yield _finding(seal, "signature_unsound", f"不能核对签名：{error}")
            continue
        yield from _held(seal, found)


def _held(seal: SealRecord, found: Verification) -> Iterator[Finding]:
    if found.verdict != "sound" or len(found.signatures) != 1:
        yield _finding(seal, "signature_unsound", "的签名核对不符，用 zhifa paper verify 查看")
    elif found.signatures[0].fingerprint != seal.certificate:
        yield _finding(seal, "signature_foreign", f"是用另一证书签的，其 SHA-256 为 {found.signatures[0].fingerprint}")


def _finding(seal: SealRecord, kind: str, text: str) -> Finding:
    return Finding(case_id=seal.case_id, seq=seal.seq, kind=kind, text=f"签章文件 {seal.signed_digest} {text}")
