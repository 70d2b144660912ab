"""The OpenAPI document: kept in the repository, and whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from openapi_file import FILE, told

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told())
    return found


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method} {path}", item[method]


def test_the_file_is_the_document_of_the_program() -> None:
    assert FILE.read_text(encoding="utf-8") == told(), "python tests/support/openapi_file.py writes it anew"


def test_every_operation_is_told_in_chinese_under_a_subject(document: dict[str, Any]) -> None:
    subjects = {tag["name"] for tag in document["tags"]}
    for name, operation in _operations(document):
        assert not operation["summary"].isascii(), name
        assert operation["description"], name
        assert set(operation["tags"]) <= subjects, name


def test_every_refusal_is_a_problem_and_every_parameter_is_described(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        assert {"400", "401", "403", "422", "429", "503"} <= set(operation["responses"]), name
        for status, answer in operation["responses"].items():
            if status >= "400" and not name.startswith("head"):
                assert list(answer["content"]) == ["application/problem+json"], f"{name} {status}"
        for parameter in operation.get("parameters", ()):
            assert not parameter["description"].isascii(), f"{name} {parameter['name']}"


def test_every_field_of_every_schema_is_described(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        for field, told_ in schema.get("properties", {}).items():
            described = told_.get("description") or "$ref" in told_ or "allOf" in told_
            assert described, f"{name}.{field}"


def test_one_signs_in_by_token_or_by_session_with_a_proof(document: dict[str, Any]) -> None:
    assert set(document["components"]["securitySchemes"]) == {"bearer", "session", "proof"}
    assert {"bearer": []} in document["security"]
