"""Facts that a form would take, made from its JSON Schema alone: independent of the tree by which the desk shows it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from zhifa.engine.correct import CorrectionForm
from zhifa.engine.handover import HandingOverForm
from zhifa.engine.office import SHIPPED

TEXT = st.text(st.sampled_from("当事人甲 0a,.:+\n元<\"'&%=[]"), min_size=1, max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31)).map(date.isoformat)
MOMENTS = st.datetimes(datetime(1902, 1, 1), datetime(9998, 12, 30), timezones=st.just(UTC)).map(datetime.isoformat)  # noqa: DTZ001


@cache
def shipped_forms() -> tuple[type[BaseModel], ...]:
    """The form of every step of every shipped procedure, and those of the engine itself."""
    of_steps = (step.facts for workflow in SHIPPED for step in workflow.transitions)
    return tuple(dict.fromkeys((*of_steps, CorrectionForm, HandingOverForm)))


@cache
def facts_of(form: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Facts with every required field and some of the others; what the model asks for across fields is not looked at."""
    schema = form.model_json_schema()
    return _of(schema, schema.get("$defs", {}))


def _of(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _of(defs[schema["$ref"].removeprefix("#/$defs/")], defs)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return st.one_of(*(_of(one, defs) for one in alternatives if one != {"type": "null"}))
    return _OF_TYPE[schema["type"]](schema, defs)


def _object(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    every = {name: _of(one, defs) for name, one in schema.get("properties", {}).items()}
    required = {name: every.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=every)


def _array(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    least = 1 if "default" in schema else schema.get("minItems", 0)
    return st.lists(_of(schema["items"], defs), min_size=least, max_size=max(least, 2))


def _string(schema: dict[str, Any], _: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"), fullmatch=True)
    return {"date": DAYS, "date-time": MOMENTS}.get(schema.get("format", ""), TEXT)


def _integer(schema: dict[str, Any], _: dict[str, Any]) -> st.SearchStrategy[Any]:
    least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
    return st.integers(least, schema.get("maximum", 10**15 - 1))


_OF_TYPE: dict[str, Any] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "boolean": lambda *_: st.booleans(),
}


def normal(facts: Any) -> Any:
    """The same with every moment told in one way."""
    if isinstance(facts, dict):
        return {name: normal(value) for name, value in facts.items()}
    if isinstance(facts, list):
        return [normal(value) for value in facts]
    if isinstance(facts, str) and "T" in facts and facts[:4].isdecimal():
        try:
            return datetime.fromisoformat(facts).astimezone(UTC).isoformat()
        except ValueError:
            return facts
    return json.loads(json.dumps(facts))
