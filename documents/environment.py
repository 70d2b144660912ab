"""The Jinja environment of the shipped templates: autoescape, no undefined names, templates from this package alone."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, meta, nodes

from zhifa.documents.amounts import figures, in_words
from zhifa.documents.numerals import day, days, moment, numeral
from zhifa.documents.particulars import certified, particulars, posted
from zhifa.documents.phrases import GROUNDS, METHODS, cell, citations, names, operative, paragraphs, sentence, sum_due


def _printed(value: object) -> object:
    """Every expression passes here: a template that prints None would print a hole in the law."""
    if value is None:
        raise TypeError("a template printed None")
    return value


def _is_a(act: object, name: str) -> bool:
    """Test of templates: ``act is a('Filing')`` asks for the exact class of the act."""
    return type(act).__name__ == name


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("zhifa.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = (
        day,
        moment,
        days,
        numeral,
        in_words,
        figures,
        paragraphs,
        cell,
        citations,
        names,
        operative,
        sentence,
        sum_due,
    )
    environment.filters.update({word.__name__: word for word in (*words, certified, posted, particulars)})
    environment.tests["a"] = _is_a
    environment.globals.update(GROUNDS=GROUNDS, METHODS=METHODS)
    return environment


_ENVIRONMENT: Final = _environment()


@cache
def template(name: str) -> Template:
    """The template compiled, once a process."""
    return _ENVIRONMENT.get_template(name)


@cache
def template_version(code: str) -> str:
    """Version of the template of document type `code`: ``D33-`` and twelve digits of the digest of all its sources."""
    digest = hashlib.sha256()
    for name in sorted(_sources(f"{code}.html")):
        digest.update(f"{name}\0{_source(name)}\0".encode())
    return f"{code}-{digest.hexdigest()[:12]}"


def _sources(name: str) -> set[str]:
    found = {name}
    for referenced in meta.find_referenced_templates(_ENVIRONMENT.parse(_source(name))):
        if referenced is None:
            raise ValueError(f"{name}: a template is named by a literal")
        found |= _sources(referenced)
    return found


def parsed_sources(name: str) -> tuple[nodes.Template, ...]:
    """The syntax trees of template `name` and of every template it extends, includes or imports."""
    return tuple(_ENVIRONMENT.parse(_source(source)) for source in sorted(_sources(name)))


def _source(name: str) -> str:
    loader = _ENVIRONMENT.loader
    assert loader is not None
    return loader.get_source(_ENVIRONMENT, name)[0]
