"""From bytes to a PDF that can be asked: nothing but a sound PDF of bearable size gets through."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Final

from pyhanko.pdf_utils.reader import PdfFileReader

from zhifa.documents.signing.errors import Damaged, NotAPdf, TooLarge

for library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(library).addHandler(
        logging.NullHandler()
    )  # what goes wrong is answered; nothing is told beside the answer

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of the largest file that is signed or verified."""

_BEGINNING: Final = b"%PDF-"


def opened(pdf: bytes) -> PdfFileReader:
    """A reader of `pdf`. Raises NotAPdf, TooLarge, Damaged."""
    if not pdf.startswith(_BEGINNING):
        raise NotAPdf(pdf[:8])
    if len(pdf) > LARGEST:
        raise TooLarge(len(pdf), LARGEST)
    try:
        reader = PdfFileReader(BytesIO(pdf))
        reader.root["/Pages"]["/Count"]
        reader.embedded_signatures  # noqa: B018 - read now, so that what is broken shows here
    except Exception as error:  # a broken file breaks its reader in any way
        raise Damaged(str(error)) from error
    return reader
