"""A file of worked examples becomes values; an example that cannot be read is named and leaves the others as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from zhifa.engine.forms import faults
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.quoted import shown
from zhifa.engine.worked.forms import Example
from zhifa.engine.worked.results import Worked

__all__ = ["WorkedFileFaulty", "read_worked_file"]


class WorkedFileFaulty(ValueError):
    """A file that holds no examples at all; the message says why, in Chinese."""


def read_worked_file(text: str) -> Iterator[Example | Worked]:
    """The examples in the JSON of a file, in its order.

    One with a field or an event nobody knows comes as a :class:`Worked` that tells its faults: nothing in it is passed over. Raises
    :class:`WorkedFileFaulty` for what is not JSON, has no list `scenarios`, or has beside it anything but `meta`.
    """
    try:
        given = read_json(text)
    except JSONFaulty as error:
        raise WorkedFileFaulty(str(error)) from error
    return _examples(_listed(given))


def _listed(given: Any) -> list[Any]:
    if not isinstance(given, dict) or not isinstance(given.get("scenarios"), list) or not given["scenarios"]:
        raise WorkedFileFaulty("应是一个 JSON 对象，其中 scenarios 为列表，至少有一个情景")
    if unknown := sorted(given.keys() - {"meta", "scenarios"}):
        raise WorkedFileFaulty(f"没有{'、'.join(map(shown, unknown))}这一项；只有 meta 和 scenarios")
    scenarios: list[Any] = given["scenarios"]
    return scenarios


def _examples(scenarios: Iterable[Any]) -> Iterator[Example | Worked]:
    seen: set[str] = set()
    for number, scenario in enumerate(scenarios, start=1):
        told = scenario.get("id") if isinstance(scenario, dict) else None
        name = told if isinstance(told, str) and told.strip() else f"第{number}个情景"
        if name in seen:
            yield Worked(id=name, faults=(f"填报项“id”的值 {shown(name)} 不合要求：前面已有同名的情景",))
        else:
            yield _example(scenario, name)
        seen.add(name)


def _example(scenario: Any, name: str) -> Example | Worked:
    try:
        return Example.model_validate_json(json.dumps(scenario, ensure_ascii=False))
    except ValidationError as error:
        return Worked(id=name, faults=tuple(dict.fromkeys(fault.text for fault in faults(error, scenario))))
