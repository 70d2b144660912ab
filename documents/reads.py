"""Which branches of the tree of facts a document type reads, found in its templates, so that the others need not be built."""

from __future__ import annotations

from functools import cache
from typing import Final

from jinja2 import meta, nodes

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import NATIONAL, TemplateSet, parsed

_DERIVED: Final = {
    "relied_on": ("evidence", "draft"),
    "reconsidered": ("outcomes",),
    "sued": ("outcomes",),
    "told": (
        *("heard", "notice", "notice_number", "notice_served_on", "statement", "statement_review", "waived"),
        *("hearing_request", "hearing", "hearing_abandoned"),
    ),
}
"""Properties of the tree, with the branches they are made of."""


@cache
def branches(code: str, templates: TemplateSet = NATIONAL) -> frozenset[str]:
    """Names of the root fields of Facts that the template of `code` among these, or its required facts, may read."""
    kind = CATALOGUE[code]
    found = {path.split(".")[0] for path in (*kind.requires, *(proviso.path for proviso in kind.provisos))}
    for worded in {
        templates,
        templates.trusted,
    }:  # a paper of templates that are not trusted is held against that of the others
        for source in worded.sources(kind.template):
            found |= _read(worded.source(source))
    for name in found & _DERIVED.keys():
        found |= set(_DERIVED[name])
    return frozenset(found)


@cache
def _read(text: str) -> frozenset[str]:
    template = parsed(text)
    attributes = {
        node.attr
        for node in template.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "facts"
    }
    return frozenset(attributes | meta.find_undeclared_variables(template))
