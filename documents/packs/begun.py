"""How an agency's pack begins: the blocks of a paper as they stand, to be changed or struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from jinja2 import nodes

from zhifa.documents.environment import TemplateSet, parsed
from zhifa.documents.packs.language import outside
from zhifa.documents.packs.parts import FRAME, Part, parts

_HEAD: Final = """{{% extends '{file}' %}}{imports}
{{# 只留下要改写的段落，其余删去：没有改写的段落随下面的样式包和程序更新。写法见 docs/templates.md。 #}}
"""
_PLACE: Final = re.compile(r"〔\w+〕")
_COMMENT: Final = re.compile(r"\{#.*?#\}\n?", re.DOTALL)


def begun(below: TemplateSet, code: str) -> str:
    """A template of an agency for the paper `code` that fills each block with what it holds below."""
    imports = _imports(below, code)
    own = [part for part in parts(below, code) if part.file == f"{code}.html" and _may_be_filled(part, imports)]
    blocks = "".join(f"\n{{% block {part.block} %}}\n{_COMMENT.sub('', part.text)}{{% endblock %}}\n" for part in own)
    used = "".join(f"\n{line}" for name, line in imports.items() if f"{name}." in blocks)
    return _HEAD.format(file=f"{code}.html", imports=used) + blocks


def _imports(below: TemplateSet, code: str) -> dict[str, str]:
    """How the macros that the paper's templates use are imported, by the name that they are called by."""
    trees = (below.parsed(source) for source in below.sources(f"{code}.html"))
    found = (node for tree in trees if tree.find(nodes.Macro) is None for node in tree.find_all(nodes.Import))
    return {
        node.target: f"{{% import '{node.template.value}' as {node.target} %}}"
        for node in found
        if isinstance(node.template, nodes.Const)
    }


def description(name: str, title: str, extends: str) -> str:
    """The text of ``pack.toml``."""
    return "".join(
        f'{key} = "{_quoted(value)}"\n'
        for key, value in (("name", name), ("title", title), ("level", "agency"), ("extends", extends))
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _may_be_filled(part: Part, imports: Mapping[str, str]) -> bool:
    """Whether a block stands for itself alone, says something, and is written in the language of packs."""
    if part.block == FRAME or _PLACE.search(part.text) or not part.text.strip():
        return False
    tree = parsed("".join(imports.values()) + part.text)
    return not any(True for _ in outside(tree)) and tree.find(nodes.Extends) is None
