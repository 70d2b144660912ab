"""The API against its own document: requests made from the OpenAPI schema, and broken ones, with all checks of schemathesis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI, Request
from schemathesis.engine import events, from_schema
from starlette.types import Message, Receive, Scope, Send

from web_desk import SECRET, Stage
from zhifa.web.person import Person
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

_BUSINESS = ["400", "404", "409", "410", "412", "415", "422", "428"]
"""What a request that fits the schema may be answered with: rules of law, ids and cursors are beyond any schema."""
_USUAL = ["401", "403", "404", "405", "406", "429", "503"]
_BROKEN = ["400", "409", "412", "413", "414", "415", "422", "428"]


@dataclass(kw_only=True)
class Counted:
    """An app that counts its answers by status."""

    app: FastAPI
    answers: Counter[int] = field(default_factory=Counter)

    @property
    def state(self) -> Any:
        return self.app.state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.answers[message["status"]] += 1
            await send(message)

        await self.app(scope, receive, sending)


@pytest.fixture
def counted(own_stage: Stage) -> Counted:
    """The site for one program that has the token of a handler."""
    handler = own_stage.person("001", via="token", session_id=None)

    def identify(request: Request) -> Person | None:
        return handler if request.headers.get("authorization") == "Bearer program" else None

    settings = Settings(public_url="http://testserver", secret=SECRET)
    return Counted(app=create_site(own_stage.office, settings=settings, identify=identify))


def _failures(stage: Stage, app: Counted, phase: str, examples: int) -> Iterator[str]:
    config = schemathesis.Config.from_dict(
        {
            "seed": 20260302,
            "continue-on-failure": True,
            "headers": {"Authorization": "Bearer program"},
            "parameters": {"path.case_id": stage.cases["reported"]},
            "generation": {"max-examples": examples, "deterministic": True, "no-shrink": True, "database": "none"},
            "phases": {name: {"enabled": name == phase} for name in ("examples", "coverage", "fuzzing", "stateful")},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", *_USUAL, *_BUSINESS]},
                "negative_data_rejection": {"expected-statuses": [*_USUAL, *_BROKEN]},
                "missing_required_header": {"expected-statuses": [*_USUAL, *_BROKEN]},
            },
        }
    )
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)
    for event in from_schema(schema).execute():
        yield from _told(event)


def _told(event: Any) -> Iterator[str]:
    if isinstance(event, events.FatalError):
        raise event.exception
    if isinstance(event, events.NonFatalError):
        yield str(event.value)
    if isinstance(event, events.ScenarioFinished):
        found = (
            check.failure_info for checks in event.recorder.checks.values() for check in checks if check.failure_info
        )
        yield from (
            f"{one.failure.operation} {one.failure.title}: {one.failure.message}\n{one.code_sample}" for one in found
        )


@pytest.mark.timeout(3600)
def test_the_api_does_what_its_document_says(own_stage: Stage, counted: Counted, proving: bool) -> None:
    examples, wanted = (190, 10_000) if proving else (18, 1_000)

    failures = list(_failures(own_stage, counted, "fuzzing", examples))

    assert not failures, "\n\n".join(failures[:20])
    assert counted.answers.total() >= wanted, counted.answers
    assert not [status for status in counted.answers if status >= 500], counted.answers


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_every_limit_of_the_document_is_held(own_stage: Stage, counted: Counted) -> None:
    failures = list(_failures(own_stage, counted, "coverage", 1))

    assert not failures, "\n\n".join(failures[:20])
    assert not [status for status in counted.answers if status >= 500], counted.answers
