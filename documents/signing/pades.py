"""PAdES signatures by pyHanko, visible as a seal where the paper has a place for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import ClientError
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PdfSigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from zhifa.documents.signing.demo_key import is_sample
from zhifa.documents.signing.errors import AlreadySigned, NoSuchPage, SigningFailed
from zhifa.documents.signing.keys import SigningKey, certificates, revocation_lists
from zhifa.documents.signing.port import Level, SealPlace, Shown, Signature
from zhifa.documents.signing.reading import opened
from zhifa.documents.signing.seal import Seal
from zhifa.documents.signing.verification import verify
from zhifa.documents.signing.waiting import waited

FIELD: Final = "印章"
"""Name of the signature's field in the file."""

_MIDDLE: Final = AxisAlignment.ALIGN_MID
_A4_HEIGHT: Final = 297.0
_INK: Final = 0.82
"""The text below the seal stays readable, as below stamping ink."""
_SECONDS: Final = 30
"""How long a time-stamp service may take to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTerm:
    """What level B-LTA puts into the file, so that it can be verified offline when key and service are long gone."""

    roots: tuple[bytes, ...]
    """Certificates (PEM or DER) of the authorities above the signer and the time-stamp service."""
    lists: tuple[bytes, ...] = ()
    """Their lists of revoked certificates (CRL, PEM or DER)."""
    fetches: bool = False
    """Whether lists that are not given may be fetched from where the certificates say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PadesSigner:
    """A :class:`~zhifa.documents.signing.port.Signer` whose key is at hand. The file it makes admits no later change but archival time stamps.

    Call it outside of a running event loop: it runs one of its own.
    """

    key: SigningKey
    seal: Seal | None = None
    """None: no seal is shown, wherever the paper has a place."""
    time_stamps: str | TimeStamper | None = field(default=None, repr=False)
    """Address of a time-stamp service (RFC 3161), or one in the program."""
    long_term: LongTerm | None = None

    def __post_init__(self) -> None:
        if self.long_term and self.time_stamps is None:
            raise SigningFailed("长期保存（B-LTA）要有时间戳服务，没有给出")

    @property
    def level(self) -> Level:
        """The level of its signatures: each is the highest that its settings allow."""
        if self.time_stamps is None:
            return "B-B"
        return "B-LTA" if self.long_term else "B-T"

    @property
    def sample(self) -> bool:
        """Whether its key is a sample (样章)."""
        return is_sample(self.key.own)

    def sign(self, pdf: bytes, shown: Shown) -> bytes:
        """See :meth:`zhifa.documents.signing.port.Signer.sign`. Raises KeyUnusable for a certificate outside its days."""
        reader = opened(pdf)
        if reader.embedded_signatures:
            raise AlreadySigned
        box = self._box(shown.place, pages=int(reader.root["/Pages"]["/Count"]))
        with TemporaryDirectory() as folder:
            signer = PdfSigner(
                self._metadata(shown),
                self.key.signer(with_root=self.long_term is not None),
                timestamper=self._time_stamper(),
                stamp_style=self._style(Path(folder)),
                new_field_spec=_field(shown.place, box),
            )
            signed = _signed(signer, pdf)
        self.key.require_valid(_claimed_at(signed))
        return signed

    def read(self, signed: bytes) -> Signature:
        """See :meth:`zhifa.documents.signing.port.Signer.read`."""
        found = verify(signed)
        if found.verdict != "sound" or len(found.signatures) != 1:
            raise SigningFailed("签成的文件核对不符，没有采用")
        (own,) = found.signatures
        return Signature(
            level="B-LTA" if found.archived_at else "B-T" if own.stamp else "B-B",
            certificate=own.fingerprint,
            sample=own.sample,
            claimed_at=own.claimed_at,
            stamped_at=own.stamp.at if own.stamp else None,
        )

    def _metadata(self, shown: Shown) -> PdfSignatureMetadata:
        day = shown.issued_on
        return PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            name=shown.agency,
            reason=f"文书签章，成文日期{day.year}年{day.month}月{day.day}日",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
            embed_validation_info=self.long_term is not None,
            use_pades_lta=self.long_term is not None,
            validation_context=_context(self.long_term) if self.long_term else None,
        )

    def _time_stamper(self) -> TimeStamper | None:
        given = self.time_stamps
        return HTTPTimeStamper(given, timeout=_SECONDS) if isinstance(given, str) else given

    def _style(self, folder: Path) -> StaticStampStyle | None:
        if self.seal is None:
            return None
        picture = folder / "seal.pdf"
        picture.write_bytes(self.seal.pdf)
        whole = SimpleBoxLayoutRule(x_align=_MIDDLE, y_align=_MIDDLE, margins=Margins())
        return StaticStampStyle.from_pdf_file(
            str(picture), border_width=0, background_opacity=_INK, background_layout=whole
        )

    def _box(self, place: SealPlace | None, *, pages: int) -> tuple[int, int, int, int] | None:
        """Left, lower, right and upper edge of the seal, in points from the lower left corner of an A4 sheet."""
        if place is None or self.seal is None:
            return None
        if not 1 <= place.page <= pages:
            raise NoSuchPage(place.page, pages)
        x, y, half, rise = place.x, _A4_HEIGHT - place.y, self.seal.width / 2, self.seal.height / 2
        return _points(x - half), _points(y - rise), _points(x + half), _points(y + rise)


def _points(millimetres: float) -> int:
    return round(millimetres * 72 / 25.4)


def _field(place: SealPlace | None, box: tuple[int, int, int, int] | None) -> SigFieldSpec:
    page = place.page - 1 if place and box else 0
    return SigFieldSpec(FIELD, on_page=page, box=box, readable_field_name="印章")


def _claimed_at(signed: bytes) -> datetime:
    """The time that the signature just made claims, which is what a reader will hold against the certificate."""
    claimed: datetime | None = opened(signed).embedded_signatures[0].self_reported_timestamp
    assert claimed is not None, "every signature made here claims its time"
    return claimed


def _context(kept: LongTerm) -> ValidationContext:
    return ValidationContext(
        trust_roots=[one for root in kept.roots for one in certificates(root)],
        crls=[one for given in kept.lists for one in revocation_lists(given)],
        allow_fetching=kept.fetches,
        revocation_mode="require",
    )


def _signed(signer: PdfSigner, pdf: bytes) -> bytes:
    out = BytesIO()
    try:
        waited(signer.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=out))
    except (TimestampRequestError, ClientError, TimeoutError) as error:
        raise SigningFailed(f"时间戳服务没有给出时间戳（{error}），没有签章；稍后再签") from error
    except (PdfSigningError, PdfError, PathError, ValidationError, ValueError) as error:
        raise SigningFailed(f"没有签成：{error}") from error
    return out.getvalue()
