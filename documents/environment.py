"""The templates in force: autoescape, no undefined names, nothing read but what is handed in. Those of the package, alone or below packs."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from inspect import getsource
from types import MappingProxyType
from typing import Any, Final, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, meta, nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from zhifa.documents.amounts import figures, in_words
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.facts import Citation
from zhifa.documents.numerals import day, days, moment, numeral
from zhifa.documents.particulars import certified, particulars, posted
from zhifa.documents.phrases import (
    GROUNDS,
    METHODS,
    cell,
    citations,
    names,
    operative,
    paragraphs,
    sentence,
    sum_due,
    surcharge_law,
)

SUPPLIED: Final = frozenset({"facts", "kind", "title", "agency", "case", "party", "issue", "actor", "act", "draft"})
"""Names that a paper's template is given; all that it may read hangs on them."""

OPTIONS: Final[Mapping[str, Any]] = MappingProxyType(
    {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "auto_reload": False}
)
"""How every template is read, whoever supplies it."""

WORDS: Final[tuple[Callable[..., object], ...]] = (
    *(day, moment, days, numeral, in_words, figures, paragraphs, cell, citations, names, operative),
    *(sentence, sum_due, surcharge_law, certified, posted, particulars),
)
"""The filters of papers, by their names."""

E = TypeVar("E", bound=Environment)


def printed(value: object) -> object:
    """Every expression passes here: a template that prints None would print a hole in the law."""
    if value is None:
        raise TypeError("a template printed None")
    return value


def _is_a(act: object, name: str) -> bool:
    """Test of templates: ``act is a('Filing')`` asks for the exact class of the act."""
    return type(act).__name__ == name


def equipped(environment: E, titles: Mapping[str, str]) -> E:
    """The environment with the words of papers. ``titled`` answers the title that a paper of this title bears among these templates."""
    environment.filters.update({word.__name__: word for word in WORDS})
    environment.filters["titled"] = pass_context(lambda _, title: titles.get(title, title))
    environment.tests["a"] = _is_a
    environment.globals.update(GROUNDS=GROUNDS, METHODS=METHODS)
    return environment


class JoiningEnvironment(Environment):
    """Sets an included part in its place when a template is compiled: papers share many, and each include costs as much as the part says."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Joiner(self, name or "").visit(super()._parse(source, name, filename))
        return template

    def part(self, node: nodes.Include, name: str) -> nodes.Node:
        """What the node includes; the node itself where that has blocks, which stand for themselves."""
        assert self.loader is not None
        assert isinstance(node.template, nodes.Const)
        part = self.join_path(node.template.value, name)
        text, filename, _ = self.loader.get_source(self, part)
        included = self._parse(text, part, filename)
        if any(included.find(kind) for kind in (nodes.Extends, nodes.Block)):
            return node
        return nodes.Scope(included.body, lineno=node.lineno).set_environment(self)


class _Joiner(NodeTransformer):
    def __init__(self, environment: JoiningEnvironment, name: str) -> None:
        self._environment, self._name = environment, name

    def visit_Include(self, node: nodes.Include) -> nodes.Node:
        return self._environment.part(node, self._name)


class TemplateSet:
    """The templates in force for one agency on one day, each compiled once. Safe to share between threads."""

    def __init__(self, environment: Environment, titles: Mapping[str, str] = MappingProxyType({})) -> None:
        self.environment = equipped(environment, titles)
        self._titles = titles
        self._compiled: dict[str, Template] = {}
        self._versions: dict[str, str] = {}

    @property
    def trusted(self) -> TemplateSet:
        """The templates below those that are not trusted; these, where all are."""
        return self

    def title(self, title: str) -> str:
        """What these templates call the paper that the catalogue calls so."""
        return self._titles.get(title, title)

    def template(self, name: str) -> Template:
        """The template compiled."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = self.environment.get_template(self.resolved(name))
        return found

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """What the template makes of the values."""
        return self.template(name).render(**values)

    def resolved(self, name: str) -> str:
        """The name of the template that is asked for by the name of a file."""
        return name

    def other(self, file: str) -> str | None:  # noqa: ARG002 - packs have further files
        """Text of a further file that belongs to these templates; the package has none."""
        return None

    def version(self, code: str) -> str:
        """Version of the template of document type `code`: ``D33-`` and twelve digits of :func:`digest_of` all that its text can come from."""
        found = self._versions.get(code)
        if found is None:
            found = self._versions[code] = self._version(code)
        return found

    def sources(self, name: str) -> tuple[str, ...]:
        """Names of the template and of every template it extends, includes or imports, sorted."""
        found: set[str] = set()
        coming = [self.resolved(name)]
        while coming:
            source = coming.pop()
            if source not in found:
                found.add(source)
                coming += self.referenced(source)
        return tuple(sorted(found))

    def referenced(self, source: str) -> list[str]:
        """The templates that one names itself. Raises ValueError when it names one otherwise than by a literal."""
        named = _named_in(self.source(source))
        if None in named:
            raise ValueError(f"{source}: a template is named by a literal")
        return [self.environment.join_path(name, source) for name in named if name is not None]

    def parsed(self, source: str) -> nodes.Template:
        """The syntax tree of a source as it was written."""
        return parsed(self.source(source))

    def source(self, name: str) -> str:
        """The text of a source. Raises ``TemplateNotFound``."""
        loader = self.environment.loader
        assert loader is not None
        return loader.get_source(self.environment, name)[0]

    def _version(self, code: str) -> str:
        return digest_of(code, ((name, self.source(name)) for name in self.sources(f"{code}.html")))


def digest_of(code: str, texts: Iterable[tuple[str, str]]) -> str:
    """``D33-`` and twelve digits of the digest of these named texts, of the titles of the document type and of what Python words."""
    kind = CATALOGUE[code]
    titles = (kind.title, *(occasion.title or "" for occasion in kind.occasions))
    digest = hashlib.sha256("\0".join((_worded(), *titles, "")).encode())
    for name, text in texts:
        digest.update(f"{name}\0{text}\0".encode())
    return f"{code}-{digest.hexdigest()[:12]}"


@cache
def _worded() -> str:
    """Digest of the modules that put facts into words: a paper that a lawyer read must not read otherwise after an update of the program."""
    modules = sorted({*(word.__module__ for word in WORDS), Citation.__module__})
    return hashlib.sha256("\0".join(getsource(sys.modules[name]) for name in modules).encode()).hexdigest()


def _parser() -> Environment:
    """Reads templates that are only looked at: its filters ask for a context, so that Jinja reckons none of them on the way."""

    @pass_context
    def unreckoned(_: Context, value: object, *_more: object) -> object:
        return value

    environment = equipped(Environment(autoescape=True, finalize=unreckoned, **OPTIONS), {})
    environment.filters = dict.fromkeys(environment.filters, unreckoned)
    return environment


_PARSER: Final = _parser()


@lru_cache(maxsize=64)
def parsed(text: str) -> nodes.Template:
    """The syntax tree of a template's text, to be looked at and not to be changed: most templates name the same few others."""
    return _PARSER.parse(text)


@cache
def _named_in(text: str) -> tuple[str | None, ...]:
    return tuple(meta.find_referenced_templates(parsed(text)))


PACKAGE: Final = PackageLoader("zhifa.documents", "templates")

NATIONAL: Final = TemplateSet(JoiningEnvironment(loader=PACKAGE, autoescape=True, finalize=printed, **OPTIONS))
"""The templates of the package alone."""


def template(name: str) -> Template:
    """A template of the package compiled, once a process."""
    return NATIONAL.template(name)


def template_version(code: str) -> str:
    """Version of the package's template of document type `code`."""
    return NATIONAL.version(code)


def parsed_sources(name: str) -> tuple[nodes.Template, ...]:
    """The syntax trees of a template of the package and of all that it names."""
    return tuple(NATIONAL.parsed(source) for source in NATIONAL.sources(name))
