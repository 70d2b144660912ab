"""Whether a pack can be used: written in the language, on top of what is there, in the places that are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes

from zhifa.documents.bilingual.wording import EMPTY, FILE_NAME, WordingFaulty, read_wording
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import SUPPLIED, parsed
from zhifa.documents.errors import TemplateFault, TemplatesMissing
from zhifa.documents.packs.language import FILE, outside, references
from zhifa.documents.packs.layers import LayeredSet
from zhifa.documents.packs.pack import Edition, Pack

if TYPE_CHECKING:
    from zhifa.documents.packs.templates import Templates

MAX_CHAIN: Final = 5
"""Packs on top of each other: field, province, city, county, and one to spare."""

_MAX_EXTENDED: Final = 20
_UNREADABLE: Final = (ValueError, SyntaxError, RecursionError, MemoryError)
"""What Jinja or Python come to on a template that is nested too deep or holds an endless figure."""
_CODES: Final = frozenset(kind.template for kind in CATALOGUE.values())
_GIVEN: Final = SUPPLIED | {"GROUNDS", "METHODS", "loop", "super"}


def faults(templates: Templates, pack: Pack) -> Iterator[TemplateFault]:
    """Everything that is wrong with the pack on top of those it extends, on every day on which one of them changes."""
    try:
        chain = templates.chain(pack.name)
    except TemplatesMissing as error:
        yield _of_pack(
            pack, f"extends 的“{error.pack}”不存在或者绕回自己", f"现有：{'、'.join(templates.packs)}、national"
        )
        return
    if len(chain) > MAX_CHAIN:
        yield _of_pack(pack, f"叠放了 {len(chain)} 层", f"不超过 {MAX_CHAIN} 层")
        return
    if pack.level == "sector" and any(below.level == "agency" for below in chain):
        yield _of_pack(pack, "领域的样式包叠放在机关的样式包上", "level 改为 agency，或者改 extends")
    seen: set[TemplateFault] = set()
    for day in sorted({edition.since for one in chain for edition in one.editions}):
        found = tuple(_on(templates, chain, day))
        yield from (fault for fault in found if fault not in seen)
        seen |= set(found)


def _of_pack(pack: Pack, wrong: str, remedy: str) -> TemplateFault:
    return TemplateFault(pack=pack.name, wrong=wrong, remedy=remedy)


def _on(templates: Templates, chain: tuple[Pack, ...], day: date) -> Iterator[TemplateFault]:
    edited = tuple((one, edition) for one in chain if (edition := one.on(day)))
    if edited and edited[-1][0] == chain[-1]:
        templates_then = templates.of(edited)
        assert isinstance(templates_then, LayeredSet)
        yield from _wording(*edited[-1])
        for file in sorted(edited[-1][1].templates):
            yield from _File(*edited[-1], file, templates_then).faults()


def _wording(pack: Pack, edition: Edition) -> Iterator[TemplateFault]:
    """What is wrong with the Tibetan of the papers."""
    try:
        read_wording(edition.others.get(FILE_NAME, EMPTY))
    except WordingFaulty as error:
        for wrong in error.faults:
            remedy = "改正后用 zhifa template wording-check 检查"
            yield TemplateFault(pack=pack.name, file=f"{edition.since}/{FILE_NAME}", wrong=wrong, remedy=remedy)


@dataclass(frozen=True, slots=True)
class _File:
    """A template of the topmost pack."""

    pack: Pack
    edition: Edition
    file: str
    templates: LayeredSet

    def faults(self) -> Iterator[TemplateFault]:
        """What is wrong with it; what cannot be read is not looked at further."""
        try:
            yield from [*self._name()] or [*self._inside(self.templates.parsed(self._full))]
        except TemplateSyntaxError as error:
            yield self._fault(error.lineno, f"模板语法有误：{error.message}", "按所说的位置改正")
        except _UNREADABLE as error:
            yield self._fault(0, f"不能读成模板：{str(error)[:80]}", "写得短一些，套得浅一些")

    def _inside(self, tree: nodes.Template) -> Iterator[TemplateFault]:
        found = [self._fault(*one) for one in outside(tree)] or [*self._places(tree)]
        yield from found
        if not found:
            self.templates.environment.get_template(self._full)  # what only shows when it is compiled

    @property
    def _full(self) -> str:
        return f"{self.pack.name}@{self.edition.since}/{self.file}"

    def _fault(self, line: int, wrong: str, remedy: str) -> TemplateFault:
        return TemplateFault(
            pack=self.pack.name, file=f"{self.edition.since}/{self.file}", line=line, wrong=wrong, remedy=remedy
        )

    def _name(self) -> Iterator[TemplateFault]:
        if not FILE.fullmatch(self.file) or (self.file.startswith("D") and self.file not in _CODES):
            yield self._fault(
                0, "不是文书或者共用部分的文件名", "按文书编号命名（D33.html），共用部分以下划线开头（_remedy.html）"
            )
        elif not self.file.startswith("D") and _macros(
            self.templates, self.templates.layers.place(self.file, self._full)
        ):
            yield self._fault(0, "是全国文书的宏，不能改写", "改写用到它的文书的段落，或者改写它引用的共用部分")

    def _places(self, tree: nodes.Template) -> Iterator[TemplateFault]:
        yield from self._missing(tree)
        yield from self._circle()
        below = self._below(tree)
        yield from self._unknown_blocks(tree, below)
        yield from self._unknown_names(tree, below)

    def _missing(self, tree: nodes.Template) -> Iterator[TemplateFault]:
        for node, name in references(tree):
            full = self.templates.layers.place(name, self._full)
            if not self.templates.layers.holds(full):
                yield self._fault(
                    node.lineno, f"没有文件“{name}”{'可以继承' if name == self.file else ''}", "核对文件名"
                )
            elif isinstance(node, nodes.Import) and not _macros(self.templates, full):
                yield self._fault(node.lineno, f"“{name}”中没有宏", "用 include 引用它")

    def _circle(self) -> Iterator[TemplateFault]:
        """A file that comes back to itself would never end."""
        seen: set[str] = set()
        coming = self._referenced(self._full)
        while coming:
            name = coming.pop()
            if name == self._full:
                yield self._fault(0, "引用的文件又引用到它自己", "去掉其中一处引用")
                return
            if name not in seen:
                seen.add(name)
                coming += self._referenced(name)

    def _referenced(self, full: str) -> list[str]:
        try:
            return self.templates.referenced(full)
        except (TemplateError, *_UNREADABLE):
            return []  # told of that file, or of the one that names what is not there

    def _below(self, tree: nodes.Template) -> tuple[nodes.Template, ...]:
        """What the template extends, and what that extends, and the part of this name that it stands in for."""
        found: list[nodes.Template] = []
        extended = self._extended(tree, self._full)
        replaced = self.templates.layers.place(self.file, self._full)
        for name in (extended, replaced):
            while name and len(found) < _MAX_EXTENDED:
                tree = _tree(self.templates, name)
                found.append(tree)
                name = self._extended(tree, name)
        return tuple(found)

    def _extended(self, tree: nodes.Template, full: str) -> str:
        node = tree.find(nodes.Extends)
        named = node.template.value if node and isinstance(node.template, nodes.Const) else None
        return self.templates.layers.place(named, full) if isinstance(named, str) else ""

    def _unknown_blocks(self, tree: nodes.Template, below: tuple[nodes.Template, ...]) -> Iterator[TemplateFault]:
        if tree.find(nodes.Extends) is None:
            return
        known = sorted({block.name for one in below for block in one.find_all(nodes.Block)})
        for node in tree.body:
            if isinstance(node, nodes.Block) and node.name not in known:
                yield self._fault(
                    node.lineno, f"没有名为“{node.name}”的段落可以改写", f"可以改写的有：{'、'.join(known) or '无'}"
                )
            elif not isinstance(node, nodes.Block | nodes.Extends | nodes.Assign | nodes.Import) and not _blank(node):
                yield self._fault(node.lineno, "写在段落（block）外面，不会出现在文书上", "移到一个 block 里面")

    def _unknown_names(self, tree: nodes.Template, below: tuple[nodes.Template, ...]) -> Iterator[TemplateFault]:
        """Names that nothing gives a value: what the template is called with, it knows from the one of its name below."""
        known = _GIVEN | _set_in(tree)
        for one in below:
            known |= _set_in(one) | meta.find_undeclared_variables(one)
        for name in sorted(meta.find_undeclared_variables(tree) - known):
            line = next(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
            yield self._fault(line, f"没有名称“{name}”", f"可用的有：{'、'.join(sorted(known - {'loop', 'super'}))}")


def _macros(templates: LayeredSet, full: str) -> bool:
    """Whether a file of the package defines macros."""
    return "/" not in full and _tree(templates, full).find(nodes.Macro) is not None


def _tree(templates: LayeredSet, full: str) -> nodes.Template:
    """The syntax tree of a template; an empty one where it cannot be read or is outside the language, which is told of that template itself."""
    try:
        tree = templates.parsed(full)
        return tree if "/" not in full or not any(True for _ in outside(tree)) else parsed("")
    except (TemplateError, *_UNREADABLE):
        return parsed("")


def _set_in(tree: nodes.Template) -> set[str]:
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    return (
        stored
        | {node.target for node in tree.find_all(nodes.Import)}
        | {node.name for node in tree.find_all(nodes.Macro)}
    )


def _blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes
    )
