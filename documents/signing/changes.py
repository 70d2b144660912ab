"""Where a signed file was changed: in which revision, which bytes, which pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils.generic import IndirectObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

Kind: TypeAlias = Literal["content", "signature", "uncovered", "appended", "filled", "archival"]
"""Signed bytes differ · the signature itself does · it never covered its revision · other content was added · a form was filled or
signed again · only what long-term verification needs was added."""

_SOUND_FILE_END: Final = b"%%EOF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between what was signed and the file."""

    kind: Kind
    revision: int
    """Counted from 1; 0 for bytes that belong to none."""
    spans: tuple[tuple[int, int], ...]
    """The bytes it lies in, from the first up to, and without, the second; counted from 0."""
    pages: tuple[int, ...] = ()
    """Pages written anew without permission, counted from 1."""
    permitted: bool = False
    """Whether the signature allows it: archival additions always, filling in forms where the signer said so."""


def changes_of(signature: EmbeddedPdfSignature, status: PdfSignatureStatus, *, size: int) -> tuple[Change, ...]:
    """Every change that `signature` tells of in a file of `size` bytes, in the order of the file.

    A signature knows only that its bytes are not those that were signed, not which one: the span then is all that it covers.
    """
    return (
        *_signed_bytes(signature, status),
        *_revisions_after(signature, size),
        *_stray(signature, size),
    )


def _signed_bytes(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Iterator[Change]:
    revision = signature.signed_revision + 1
    first, length, second, rest = _covered(signature)
    if not status.intact:
        yield Change(kind="content", revision=revision, spans=((first, first + length), (second, second + rest)))
    elif not (status.valid and _stamped_soundly(status) and _written_plainly(signature)):
        yield Change(kind="signature", revision=revision, spans=((first + length, second),))
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield Change(kind="uncovered", revision=revision, spans=((first + length, second),))


def _stamped_soundly(status: PdfSignatureStatus) -> bool:
    stamp = status.timestamp_validity
    return stamp is None or (stamp.valid and stamp.intact)


def _written_plainly(signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes between the signed parts hold the signature and zeros behind it, and nothing besides: no digest covers them."""
    content: bytes = signature.pkcs7_content
    padding = content[len(ContentInfo.load(content).dump()) :]
    first, length, second, _ = _covered(signature)
    stream = signature.reader.stream
    stream.seek(first + length)
    written: bytes = stream.read(second - first - length)
    return not any(padding) and written in (b"<%s>" % text for text in _in_hexadecimal(content))


def _in_hexadecimal(content: bytes) -> tuple[bytes, bytes]:
    return content.hex().encode(), content.hex().upper().encode()


def _covered(signature: EmbeddedPdfSignature) -> tuple[int, int, int, int]:
    """Begin and length of the two parts that are signed; nothing where the file does not say it as it must."""
    told: Any = signature.byte_range
    edges = [int(edge) for edge in told]
    return (edges[0], edges[1], edges[2], edges[3]) if len(edges) == 4 else (0, 0, 0, 0)


def _revisions_after(signature: EmbeddedPdfSignature, size: int) -> Iterator[Change]:
    """Later revisions up to the first that is not permitted: nothing after that one can be judged."""
    reader = signature.reader
    for revision in range(signature.signed_revision + 1, reader.total_revisions):
        level = _level(signature, revision)
        permitted = _permitted(signature, level)
        yield Change(
            kind=_kind(level),
            revision=revision + 1,
            spans=((_end(reader, revision - 1), _end(reader, revision) if permitted else size),),
            pages=() if permitted else tuple(_pages(reader.get_historical_resolver(revision))),
            permitted=permitted,
        )
        if not permitted:
            return


def _level(signature: EmbeddedPdfSignature, revision: int) -> ModificationLevel:
    """What a later revision makes of the signed one."""
    signed, later = (signature.reader.get_historical_resolver(one) for one in (signature.signed_revision, revision))
    try:
        result = DEFAULT_DIFF_POLICY.apply(signed, later, signature.fieldmdp, signature.docmdp_level)
    except SuspiciousModification:
        return ModificationLevel.OTHER
    return result.modification_level


def _kind(level: ModificationLevel) -> Kind:
    if level <= ModificationLevel.LTA_UPDATES:
        return "archival"
    return "filled" if level == ModificationLevel.FORM_FILLING else "appended"


def _permitted(signature: EmbeddedPdfSignature, level: ModificationLevel) -> bool:
    limit = signature.docmdp_level or MDPPerm.FILL_FORMS
    return level <= ModificationLevel.LTA_UPDATES or (
        level == ModificationLevel.FORM_FILLING and limit.value >= MDPPerm.FILL_FORMS.value
    )


def _stray(signature: EmbeddedPdfSignature, size: int) -> Iterator[Change]:
    """Bytes after the end of the last revision: a reader passes over them, but nobody signed them."""
    reader = signature.reader
    last = reader.total_revisions - 1
    end = sum(_covered(signature)[2:]) if signature.signed_revision == last else _end(reader, last)
    if 0 < end < size:
        yield Change(kind="appended", revision=0, spans=((end, size),))


def _end(reader: PdfFileReader, revision: int) -> int:
    """The first byte after a revision: its end mark and the line break behind it."""
    stream = reader.stream
    begun: int = reader.xrefs.get_xref_container_info(revision).end_location
    stream.seek(begun)
    following: bytes = stream.read()
    found = following.find(_SOUND_FILE_END)
    if found < 0:
        return begun + len(following)
    behind = following[found + len(_SOUND_FILE_END) :][:2]
    line_break = 2 if behind == b"\r\n" else 1 if behind[:1] in (b"\r", b"\n") else 0
    return begun + found + len(_SOUND_FILE_END) + line_break


def _pages(resolver: HistoricalResolver) -> Iterator[int]:
    """The pages of which a revision wrote the page itself or what stands on it."""
    written = resolver.explicit_refs_in_revision()  # type: ignore[no-untyped-call]  # pyHanko says no types here
    root: Any = resolver.root
    for number, page in enumerate(_leaves(resolver, root.raw_get("/Pages"), set()), start=1):
        if written & set(_of_page(resolver, page)):
            yield number


def _leaves(resolver: HistoricalResolver, node: IndirectObject, seen: set[Reference]) -> Iterator[Reference]:
    reference = node.reference
    if reference in seen:
        return
    seen.add(reference)
    held: Any = resolver.get_object(reference)
    if "/Kids" not in held:
        yield reference
        return
    for position in range(len(held["/Kids"])):
        yield from _leaves(resolver, held["/Kids"].raw_get(position), seen)


def _of_page(resolver: HistoricalResolver, page: Reference) -> Iterator[Reference]:
    yield page
    held: Any = resolver.get_object(page)
    contents = held.raw_get("/Contents") if "/Contents" in held else None
    if isinstance(contents, IndirectObject):
        yield contents.reference
