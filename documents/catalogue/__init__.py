"""The catalogue of document types (documents.md 3.2), put together from its parts.

Of D01–D60 only D25 (听证告知书) has no type of its own: 处罚法 63 and 64 are told with the prior notice, D24.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zhifa.documents.catalogue import (
    appraisal,
    assistance,
    coercion,
    decide,
    enforcement,
    extension,
    gathering,
    guidance,
    inspection,
    investigate,
    jurisdiction,
    levy,
    licence,
    licence_decision,
    notice,
    performance,
    publish,
    recusal,
    requests,
    review,
    serve,
    start,
    summary,
    supervision,
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
    *(*inspection.PAPERS, *coercion.PAPERS, *enforcement.PAPERS),
    *(*licence.PAPERS, *licence_decision.PAPERS, *levy.PAPERS),
    *(*guidance.PAPERS, *supervision.PAPERS),
)

CATALOGUE: Final[Mapping[str, DocumentType]] = MappingProxyType({kind.code: kind for kind in _ALL})
"""Every document type by its code."""
