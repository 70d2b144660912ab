"""The catalogue of document types of the penalty procedures (documents.md 3.2), put together from its parts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zhifa.documents.catalogue import (
    appraisal,
    assistance,
    decide,
    extension,
    gathering,
    investigate,
    jurisdiction,
    notice,
    performance,
    publish,
    recusal,
    requests,
    review,
    serve,
    start,
    summary,
    suspension,
    transfer,
)
from zhifa.documents.document_type import DocumentType

_ALL: Final = (
    *(*start.PAPERS, *investigate.PAPERS, *notice.PAPERS, *review.PAPERS),
    *(*decide.PAPERS, *serve.PAPERS, *publish.PAPERS),
    *(*appraisal.PAPERS, *assistance.PAPERS, *gathering.PAPERS),
    *(*jurisdiction.PAPERS, *recusal.PAPERS, *suspension.PAPERS, *extension.PAPERS),
    *(*performance.PAPERS, *transfer.PAPERS),
    *(*requests.PAPERS, *summary.PAPERS),
)

CATALOGUE: Final[Mapping[str, DocumentType]] = MappingProxyType({kind.code: kind for kind in _ALL})
"""Every document type by its code."""
