"""Enforcement papers (执法文书): what each must hold, how it reads, and its renditions.

``render(code, facts)`` makes the canonical HTML of a paper, in the small vocabulary of :mod:`zhifa.documents.blocks`;
``page`` shows it in a browser, ``pdf`` sets it as PDF/A and :func:`zhifa.documents.word.word` makes an editable copy. One text, several
renditions. All that a template may read is the tree of :mod:`zhifa.documents.facts`.
"""

from zhifa.documents.blocks import parse
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.environment import template_version
from zhifa.documents.errors import (
    AmountsDiffer,
    DocumentError,
    MissingFacts,
    UnknownDocument,
    UnknownMarkup,
    Unprintable,
    WrongOccasion,
)
from zhifa.documents.numbering import departures, document_number
from zhifa.documents.rendering import Rendering, page, render
from zhifa.documents.typesetting import pdf

__all__ = [
    "CATALOGUE",
    "AmountsDiffer",
    "DocumentError",
    "DocumentType",
    "MissingFacts",
    "Occasion",
    "Rendering",
    "UnknownDocument",
    "UnknownMarkup",
    "Unprintable",
    "WrongOccasion",
    "departures",
    "document_number",
    "page",
    "parse",
    "pdf",
    "render",
    "template_version",
]
