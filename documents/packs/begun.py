"""How an agency's pack begins: the blocks of a paper as they stand, to be changed or struck out."""

from __future__ import annotations

import re
from typing import Final

from jinja2 import nodes

from zhifa.documents.environment import TemplateSet, parsed
from zhifa.documents.packs.language import outside
from zhifa.documents.packs.parts import FRAME, Part, parts

_HEAD: Final = """{{% extends '{file}' %}}
{{# 只留下要改写的段落，其余删去：没有改写的段落随下面的样式包和程序更新。写法见 docs/templates.md。 #}}
"""
_PLACE: Final = re.compile(r"〔\w+〕")
_COMMENT: Final = re.compile(r"\{#.*?#\}\n?", re.DOTALL)


def begun(below: TemplateSet, code: str) -> str:
    """A template of an agency for the paper `code` that fills each block with what it holds below."""
    own = [part for part in parts(below, code) if part.file == f"{code}.html" and _may_be_filled(part)]
    blocks = "".join(f"\n{{% block {part.block} %}}\n{_COMMENT.sub('', part.text)}{{% endblock %}}\n" for part in own)
    return _HEAD.format(file=f"{code}.html") + blocks


def description(name: str, title: str, extends: str) -> str:
    """The text of ``pack.toml``."""
    return "".join(
        f'{key} = "{_quoted(value)}"\n'
        for key, value in (("name", name), ("title", title), ("level", "agency"), ("extends", extends))
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _may_be_filled(part: Part) -> bool:
    """Whether a block stands for itself alone, says something, and is written in the language of packs."""
    if part.block == FRAME or _PLACE.search(part.text) or not part.text.strip():
        return False
    tree = parsed(part.text)
    return not any(True for _ in outside(tree)) and tree.find(nodes.Extends) is None
