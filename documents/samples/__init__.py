"""Samples: each document type with facts, to show and to test its form.

``sample(code)`` makes the facts, ``sample_paper(code)`` the marked paper. What a published case says is taken from it, masked as there; all
else is 〔样例〕 with the name of the fact, officers go by their role, numbers are of no series and end in 0.
"""

from __future__ import annotations

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import NATIONAL, TemplateSet
from zhifa.documents.errors import UnknownDocument
from zhifa.documents.facts import Facts
from zhifa.documents.marks import marked
from zhifa.documents.rendering import Rendering, render
from zhifa.documents.samples.tree import facts_of

__all__ = ["sample", "sample_paper"]


def sample(code: str, occasion: int = 0) -> Facts:
    """Facts from which the paper `code` renders on its `occasion`-th occasion. Raises UnknownDocument for a code outside the catalogue."""
    kind = CATALOGUE.get(code)
    if kind is None:
        raise UnknownDocument(code)
    return facts_of(kind, kind.occasions[occasion])


def sample_paper(code: str, occasion: int = 0, templates: TemplateSet = NATIONAL) -> Rendering:
    """The paper as a sample: rendered from :func:`sample` and marked 样例. Raises as :func:`sample` and `render` do."""
    return marked(render(code, sample(code, occasion), templates), "样例")
