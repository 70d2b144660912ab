"""A paper's templates taken apart: each block with the text that counts and the file it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Final, NamedTuple

from jinja2 import nodes

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import TemplateSet

FRAME: Final = "（段落以外）"
"""What stands around the blocks of the lowest template."""

_PLACE: Final = re.compile(r"〔(\w+)〕")
"""Where a block stands inside another."""
_TAG: Final = re.compile(
    r"\{#.*?#\}|\{%-?\s*(?:block\s+(?P<name>\w+)[^%]*|(?P<end>endblock)\b[^%]*)%\}[^\S\n]*\n?", re.DOTALL
)


class Part(NamedTuple):
    """One block of a paper, or of a part that papers share."""

    file: str
    """The file that papers name: ``D33.html``, ``_remedy.html``."""
    block: str
    source: str
    """The template that the text comes from, as ``county@2026-01-01/D33.html``; one of the package is named by its file alone."""
    text: str

    @property
    def pack(self) -> str:
        return self.source.rpartition("/")[0] or "national"


class Difference(NamedTuple):
    """One block that two sets of templates fill otherwise, or that only one of them has."""

    file: str
    block: str
    lines: tuple[str, ...]
    """As ``diff -u`` prints them."""


def parts(templates: TemplateSet, code: str) -> tuple[Part, ...]:
    """Every block of the paper `code`, then those of what it includes; a block inside another stands for itself."""
    whole = CATALOGUE[code].template
    extended = {_file(source) for source in _chain(templates, templates.resolved(whole))}
    shared = sorted({_file(source) for source in templates.sources(whole) if not _macros(templates, source)} - extended)
    return tuple(part for file in (whole, *shared) for part in _of_file(templates, file))


def differences(one: TemplateSet, other: TemplateSet, code: str) -> Iterator[Difference]:
    """What of the paper `code` reads otherwise in `other` than in `one`."""
    before = {(part.file, part.block): part for part in parts(one, code)}
    after = {(part.file, part.block): part for part in parts(other, code)}
    for file, block in dict.fromkeys((*before, *after)):
        old, new = before.get((file, block)), after.get((file, block))
        old_text, new_text = (part.text if part else "" for part in (old, new))
        if old_text != new_text:
            was, is_now = (f"{part.source} {block}" if part else "（没有）" for part in (old, new))
            lines = unified_diff(old_text.splitlines(), new_text.splitlines(), was, is_now, lineterm="")
            yield Difference(file, block, tuple(lines))


def _of_file(templates: TemplateSet, file: str) -> Iterator[Part]:
    found: dict[str, Part] = {}
    chain = _chain(templates, templates.resolved(file))
    for source in chain:
        for block, text in _blocks(templates.source(source)).items():
            if block != FRAME or source == chain[-1]:
                found.setdefault(block, Part(file, block, source, text))
    yield from (found[block] for block in _in_order(found))


def _in_order(found: dict[str, Part]) -> Iterator[str]:
    """Names of blocks as they follow each other on the paper, those that nothing places at the end."""
    placed: dict[str, None] = {}
    coming = [FRAME]
    while coming:
        block = coming.pop(0)
        if block in found and block not in placed:
            placed[block] = None
            coming = [*_PLACE.findall(found[block].text), *coming]
    return iter(dict.fromkeys((*placed, *found)))


def _chain(templates: TemplateSet, source: str) -> tuple[str, ...]:
    """The template and what it extends, topmost first."""
    found = [source]
    while (node := templates.parsed(found[-1]).find(nodes.Extends)) and isinstance(node.template, nodes.Const):
        found.append(templates.environment.join_path(node.template.value, found[-1]))
    return tuple(found)


def _file(source: str) -> str:
    return source.rpartition("/")[2]


def _macros(templates: TemplateSet, source: str) -> bool:
    """Whether it is a file of macros, which no pack changes."""
    return _file(source).startswith("_") and templates.parsed(source).find(nodes.Macro) is not None


def _blocks(text: str) -> dict[str, str]:
    """The text of each block by its name, without the blocks inside it."""
    found: dict[str, str] = {}
    open_, begun = [FRAME], 0
    for tag in _TAG.finditer(text):
        if tag["name"] or tag["end"]:
            found[open_[-1]] = found.get(open_[-1], "") + text[begun : tag.start()]
            begun = tag.end()
        if tag["name"]:
            found[open_[-1]] += f"〔{tag['name']}〕\n"
            open_.append(tag["name"])
        elif tag["end"]:
            open_.pop()
    found[FRAME] = found.get(FRAME, "") + text[begun:]
    return found
