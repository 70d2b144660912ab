"""Which branches of the tree of facts a document type reads, found in its template, so that the others need not be built."""

from __future__ import annotations

from functools import cache
from typing import Final

from jinja2 import meta, nodes

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import parsed_sources

_DERIVED: Final = {"relied_on": ("evidence", "draft"), "reconsidered": ("outcomes",), "sued": ("outcomes",)}
"""Properties of the tree, with the branches they are made of."""


@cache
def branches(code: str) -> frozenset[str]:
    """Names of the root fields of Facts that the template of `code`, or its required facts, may read."""
    kind = CATALOGUE[code]
    found = {path.split(".")[0] for path in kind.requires}
    for source in parsed_sources(kind.template):
        found |= _read(source)
    for name in found & _DERIVED.keys():
        found |= set(_DERIVED[name])
    return frozenset(found)


def _read(template: nodes.Template) -> set[str]:
    attributes = {
        node.attr
        for node in template.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "facts"
    }
    return attributes | meta.find_undeclared_variables(template)
