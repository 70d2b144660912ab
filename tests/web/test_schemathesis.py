"""The API against its own document: requests made from the OpenAPI schema, and broken ones, by all kinds of people on all kinds of cases, with
all checks of schemathesis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI, Request
from schemathesis.engine import events, from_schema
from starlette.types import Message, Receive, Scope, Send

from addresses import UNKNOWN
from web_desk import SECRET, Stage
from zhifa.engine.instants import instant_text
from zhifa.web.person import Grant, Person
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

_BUSINESS = ["400", "404", "409", "410", "412", "415", "422", "428"]
"""What a request that fits the schema may be answered with: rules of law, ids and cursors are beyond any schema."""
_USUAL = ["401", "403", "404", "405", "406", "429", "503"]
_BROKEN = ["400", "409", "412", "413", "414", "415", "422", "428"]
_OF_CASE = "GET /cases/{case_id}"


@dataclass(kw_only=True)
class Counted:
    """An app that counts its answers, by route and status."""

    app: FastAPI
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def state(self) -> Any:
        return self.app.state

    @property
    def statuses(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for (_, status), times in self.answers.items():
            found[status] += times
        return found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "")
                self.answers[f"{scope['method']} {route}", message["status"]] += 1
            await send(message)

        await self.app(scope, receive, sending)


@pytest.fixture
def counted(own_stage: Stage) -> Counted:
    """The site for one program whose token is one person's and at the next request another's, with warnings to be found."""
    own_stage.office.sweep()
    turns = cycle(_people(own_stage))

    def identify(request: Request) -> Person | None:
        return next(turns) if request.headers.get("authorization") == "Bearer program" else None

    settings = Settings(public_url="http://testserver", secret=SECRET)
    return Counted(app=create_site(own_stage.office, settings=settings, identify=identify))


def _people(stage: Stage) -> Iterator[Person]:
    """Handler, heads and reviewer of the cases; one of another agency; one without a post; two tokens that may do little; an account that handles
    no case. The handler comes twice as often."""
    for number in ("001", "010", "001", "020", "030", "other/001", "051"):
        yield stage.person(number, via="token", session_id=None)
    yield stage.person("001", via="token", session_id=None, grants=frozenset({Grant.READ}))
    yield stage.person("030", via="token", session_id=None, grants=frozenset({Grant.REGISTERS, Grant.AGENDA}))
    yield stage.person("001", via="token", session_id=None, officer_id=None, administers=True)


def _dictionaries(stage: Stage) -> Mapping[str, tuple[str | int, ...]]:
    """By the place where they are put: things there are, so that what lies behind a first look is reached."""
    office = stage.office
    held = [office.case(stage.cases[state]) for state in ("investigating", "serving", "archived")]
    workflow = stage.desk.workflow
    handler = str(stage.people["001"].officer_id)
    return {
        "path.case_id": (*stage.cases.values(), *(case.id for case in held), UNKNOWN),
        "path.paper_id": tuple(office.papers(case.id)[0].id for case in held),
        "path.term_id": tuple(case.terms[0].id for case in held),
        "path.warning_id": tuple(one.warning_id for one in office.inbox.of(handler))[:3],
        "path.step": tuple(workflow.by_name),
        "path.version": (workflow.version, 1),
        "path.seq": (0, 1, 3),
        "path.name": (workflow.name,),
        "path.book": ("officer", "certificate", "contact"),
        "header.If-Match": tuple(f'"{case.version}"' for case in (*held, office.case(stage.cases["reported"]))),
        "body.occurred_at": (instant_text(stage.clock.now()),),
        "body.workflow": (workflow.name,),
    }  # fmt: skip


def _failures(stage: Stage, app: Counted, phase: str, examples: int) -> Iterator[str]:
    known = {place: values for place, values in _dictionaries(stage).items() if values}
    config = schemathesis.Config.from_dict(
        {
            "seed": 20260302,
            "continue-on-failure": True,
            "suppress-health-check": ["filter_too_much"],  # a broken request that a known value mends is left out
            "headers": {"Authorization": "Bearer program"},
            "dictionaries": {place: {"values": list(values)} for place, values in known.items()},
            "parameters": {place: {"dictionary": place, "probability": 0.7} for place in known},
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
def test_the_api_does_what_its_document_says(
    own_stage: Stage, counted: Counted, proving: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples, wanted = (190, 10_000) if proving else (16, 1_000)
    if not proving:  # leaning towards what is accepted costs more than all requests, and so few show no difference
        monkeypatch.setattr("hypothesis.target", lambda *_, **__: None)

    failures = list(_failures(own_stage, counted, "fuzzing", examples))

    assert not failures, "\n\n".join(failures[:20])
    assert counted.statuses.total() >= wanted, counted.statuses
    assert not [status for status in counted.statuses if status >= 500], counted.statuses
    came_through = {route for (route, status), _ in counted.answers.items() if status < 300}
    assert len([route for route in came_through if route.startswith(_OF_CASE)]) >= 8, came_through


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_every_limit_of_the_document_is_held(own_stage: Stage, counted: Counted) -> None:
    failures = list(_failures(own_stage, counted, "coverage", 1))

    assert not failures, "\n\n".join(failures[:20])
    assert not [status for status in counted.statuses if status >= 500], counted.statuses
