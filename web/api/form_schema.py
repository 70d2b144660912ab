"""The form of a step as JSON Schema 2020-12, told in Chinese: titles are the labels of the desk, descriptions its help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.told.help import field_help
from zhifa.told.labels import choice_label, field_label

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class _InChinese(GenerateJsonSchema):
    """Writes labels and help where pydantic would write names and docstrings of the program."""

    schema_dialect = _DIALECT

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        told = super().model_schema(schema)
        told.pop("title", None)
        told.pop("description", None)
        form: type[BaseModel] = schema["cls"]
        for name, field in told.get("properties", {}).items():
            field["title"] = field_label(form, name)
            field.pop("description", None)
            help_ = [text for text in (field_help(form, name), _choices(form, name)) if text]
            if help_:
                field["description"] = "\n".join(help_)
        return told


def form_schema(workflow: Workflow, step: Transition) -> dict[str, Any]:
    """The schema of the step's facts."""
    schema = step.facts.model_json_schema(schema_generator=_InChinese)
    told = {"$schema": _DIALECT, "$id": f"urn:zhifa:form:{workflow.name}:{workflow.version}:{step.name}"}
    return {**told, "title": step.label, "description": _described(workflow, step), **schema}


def _described(workflow: Workflow, step: Transition) -> str:
    lines = [f"{workflow.label} 第{workflow.version}版", f"岗位：{'、'.join(role.label for role in step.roles)}"]
    lines += [f"检查：{guard.label}（{guard.article}）" for guard in step.guards]
    return "\n".join(lines)


def _choices(form: type[BaseModel], name: str) -> str:
    """What the choices of a field are called, where their names are not Chinese."""
    told = {value: choice_label(form, name, value) for value in _literals(form.model_fields[name].annotation)}
    named: Mapping[str, str] = {str(value): label for value, label in told.items() if str(value) != label}
    return "，".join(f"{value} {label}" for value, label in named.items())


def _literals(annotation: Any) -> tuple[Any, ...]:
    """The values that an annotation lists, at whatever depth."""
    if getattr(annotation, "__origin__", None) is Literal:
        return get_args(annotation)
    found: tuple[Any, ...] = ()
    for inner in get_args(annotation):
        found += _literals(inner) if not isinstance(inner, str) else ()
    return found
