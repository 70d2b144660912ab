"""From facts to the canonical HTML of a paper, and from that to a page for a browser."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from markupsafe import Markup

from zhifa.documents.bilingual.in_force import wording_of
from zhifa.documents.bilingual.interleave import bilingual
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.check import refuse_missing, require_equal_amounts, require_facts, texts
from zhifa.documents.document_type import DocumentType, Family
from zhifa.documents.environment import NATIONAL, TemplateSet, template
from zhifa.documents.errors import UnknownDocument, Unprintable, WrongOccasion
from zhifa.documents.facts import Facts
from zhifa.documents.fonts import unprintable
from zhifa.documents.marks import mark_of

_NOT_STATED: Final = re.compile(r'<span class="not-stated" title="([^"]*)">')


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One paper as text: the canonical HTML that its row keeps, and what the row says of it."""

    code: str
    title: str
    html: str
    """Body fragment in the vocabulary of :mod:`zhifa.documents.blocks`; :func:`page` makes a page of it."""
    digest: str
    """SHA-256 of the UTF-8 HTML, lower-case hexadecimal."""
    template_version: str
    family: Family
    external: bool
    not_stated: tuple[str, ...]
    """Paths of the facts that print as 〔来源未载〕, in the order of the paper."""


def render(code: str, facts: Facts, templates: TemplateSet = NATIONAL) -> Rendering:
    """The paper `code` from `facts` in the words of `templates`: same facts, same templates, same text, same digest.

    Nothing is rendered that the law would not know (invariant 10). Raises, all of them DocumentError:
    UnknownDocument for a code outside the catalogue; WrongOccasion for an act on which the type is not issued;
    MissingFacts naming every required fact that is absent, or, outside a replay, not stated; AmountsDiffer for an amount
    in words that differs from its figures; Unprintable naming every character that no font shows or no reader sees;
    TemplateFailed for an agency's template that fails, does not end or makes something else than a paper.
    A paper that goes out is bilingual where the agency supplies a wording (:mod:`zhifa.documents.bilingual`).
    """
    kind = CATALOGUE.get(code)
    if kind is None:
        raise UnknownDocument(code)
    occasion = kind.occasion(facts.act)
    if occasion is None:
        raise WrongOccasion(code, type(facts.act).__name__)
    require_facts(kind, occasion, facts, templates)
    require_equal_amounts(code, facts)
    return _rendering(kind, templates.title(occasion.title or kind.title), facts, templates)


def _rendering(kind: DocumentType, title: str, facts: Facts, templates: TemplateSet) -> Rendering:
    html = _html(kind, title, facts, templates)
    _require_printable(kind.code, html, facts)
    silent = tuple(dict.fromkeys(unescape(path) for path in _NOT_STATED.findall(html)))
    if silent and not facts.case.replay:
        refuse_missing(kind.code, silent)
    wording = wording_of(templates) if kind.external else None
    if wording:
        html = bilingual(html, wording)
    return Rendering(
        code=kind.code,
        title=title,
        html=html,
        digest=hashlib.sha256(html.encode()).hexdigest(),
        template_version=templates.version(kind.code),
        family=kind.family,
        external=kind.external,
        not_stated=silent,
    )


def _html(kind: DocumentType, title: str, facts: Facts, templates: TemplateSet) -> str:
    values = {
        "facts": facts,
        "kind": kind,
        "title": title,
        "agency": facts.agency,
        "case": facts.case,
        "party": facts.party,
        "issue": facts.issue,
        "actor": facts.actor,
        "act": facts.act,
        "draft": facts.draft,
    }
    return templates.text(kind.template, values)


def _require_printable(code: str, html: str, facts: Facts) -> None:
    chars = unprintable(unescape(html))
    if chars:
        found = tuple((path, char) for path, text in texts(facts) for char in chars if char in text)
        raise Unprintable(code, found)


def page(html: str, *, title: str) -> str:
    """A whole page for a browser: the stored fragment `html` of a paper with the style of papers, no script, no outside source."""
    return template("page.html").render(body=Markup(html), title=title, mark=mark_of(html))  # noqa: S704 - a paper's own, already escaped text
