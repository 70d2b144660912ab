"""What a facts file may hold, as JSON Schema: the form of a step, told in the words of the one who fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from zhifa.engine.fields import PATTERNS, UUID_PATTERN

if TYPE_CHECKING:
    from zhifa.engine.vocabulary import Transition
    from zhifa.engine.workflow import Workflow

_NAMED: Final = ("properties", "$defs")
"""Keywords under which stand names of ours, each with a schema."""

_VALUES: Final = ("default", "const", "enum")
"""Keywords under which stands no schema."""

_ENGLISH: Final = ("title", "description")
"""Keywords into which pydantic writes names and docstrings of the program."""


def form_schema(workflow: Workflow, step: Transition) -> dict[str, Any]:
    """The schema of the step's facts as the command line takes them: for the id of an officer also ``@工号`` and ``@姓名``."""
    told = {"title": f"{step.label}（{step.name}）", "description": "\n".join(_told(workflow, step))}
    schema: dict[str, Any] = _rewritten(step.facts.model_json_schema())
    return told | schema


def _told(workflow: Workflow, step: Transition) -> Iterator[str]:
    yield f"{workflow.label} 第{workflow.version}版"
    yield f"岗位：{'、'.join(role.label for role in step.roles)}"
    yield from (f"检查：{guard.label}（{guard.article}）" for guard in step.guards)


def _rewritten(node: Any) -> Any:
    """A schema and every schema in it without the program's own words, patterns put into words."""
    if isinstance(node, list):
        return [_rewritten(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _under(name, value) for name, value in node.items() if name not in _ENGLISH}
    return kept | _in_words(kept.get("pattern"))


def _under(name: str, value: Any) -> Any:
    if name in _NAMED:
        return {inner: _rewritten(schema) for inner, schema in value.items()}
    return value if name in _VALUES else _rewritten(value)


def _in_words(pattern: str | None) -> dict[str, str]:
    if pattern not in PATTERNS:
        return {}
    taken = f"{pattern}|^@.+$" if pattern == UUID_PATTERN else pattern
    return {"pattern": taken, "description": PATTERNS[pattern]}
