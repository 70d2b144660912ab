"""Addresses of every route of a site, filled with what belongs to one hidden case: for walks as somebody who must not see it.

A parameter that has no entry here fails the walk: whoever adds a route says what a stranger would put there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts

UNKNOWN = "6f0c2b0e-0000-4000-8000-000000000000"
PARAMETERS: Mapping[str, str] = {
    "account_id": UNKNOWN,
    "act": "close",
    "book": "officer",
    "code": "D01",
    "case_id": "{case_id}",
    "delivery_id": UNKNOWN,
    "mark": "0",
    "name": "penalty_ordinary",
    "number": "1",
    "paper_id": "{paper_id}",
    "seq": "0",
    "step": "verify",
    "subscription_id": UNKNOWN,
    "term_id": "{term_id}",
    "upload_id": UNKNOWN,
    "version": "1",
    "warning_id": "{warning_id}",
    "workflow": "penalty_ordinary",
}
"""What stands in the place of a part of a path, by its name; ``{…}``: of the hidden case."""
OF_A_CASE = frozenset({"case_id", "paper_id", "term_id", "warning_id"})
"""Parts of a path that name something of a case."""
QUERIES: Mapping[str, str] = {
    "book": "officer", "key": "{evidence}", "name": "a.txt", "new": "1", "old": "1", "path": "party.name", "q": "{party}", "since": "2026-01-01", "until": "2026-12-31",
}  # fmt: skip
"""Values of the query parameters that a route cannot do without; ``q`` asks for the hidden party."""
TOLD: Mapping[str, str] = {
    "/api/v1/agenda/terms": "of=reach",
    "/api/v1/agenda/tallies": "of=reach",
    "/desk/cases/{case_id}/news": "since=1",
    "/desk/search": "q={party}",
}
"""What a route is asked besides, without which it would refuse anybody."""
MOMENT = "2026-03-02T09:00:00+08:00"
BODIES: Mapping[str, Mapping[str, Any]] = {
    "/api/v1/cases/{case_id}/acts/{step}": {"occurred_at": MOMENT, "facts": {}},
    "/api/v1/cases/{case_id}/acts/{step}/preview": {"occurred_at": MOMENT, "facts": {}},
    "/api/v1/cases/{case_id}/corrections": {
        "seq": 0, "path": "party.name", "new": "甲", "reason": "试", "approver": UNKNOWN, "occurred_at": MOMENT,
    },
    "/api/v1/cases/{case_id}/handovers": {"old": UNKNOWN, "new": UNKNOWN, "reason": "试", "occurred_at": MOMENT},
}  # fmt: skip
"""What is sent to a route that takes JSON, so that nothing but the scope refuses it; ``{}`` where nothing stands here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One method of one route, filled in."""

    method: str
    route: str
    url: str
    of_a_case: bool
    body: Mapping[str, Any]

    @property
    def of_api(self) -> bool:
        return self.route.startswith("/api/")

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def addresses(app: FastAPI, hidden: Mapping[str, str]) -> Iterator[Address]:
    """Every method of every route but HEAD and OPTIONS, filled in. Raises ``KeyError`` for a parameter without an entry."""
    for context in iter_route_contexts(app.routes):
        if not context.methods or not context.path_format:
            continue
        for method in sorted(set(context.methods) - {"HEAD", "OPTIONS"}):
            yield _address(method, context, hidden)


def _address(method: str, context: RouteContext, hidden: Mapping[str, str]) -> Address:
    route = str(context.path_format)
    dependant = getattr(context, "dependant", None)
    paths = [field.alias for field in dependant.path_params] if dependant else []
    asked = {field.alias for field in dependant.query_params if field.field_info.is_required()} if dependant else set()
    told = {name: quote(PARAMETERS[name].format(**hidden), safe="") for name in paths}
    said = [f"{name}={quote(QUERIES[name].format(**hidden))}" for name in sorted(asked)]
    query = "&".join((*said, *(quote(one.format(**hidden), safe="=") for one in [TOLD.get(route)] if one)))
    return Address(
        method=method, route=route, url=route.format(**told) + (f"?{query}" if query else ""),
        of_a_case=not OF_A_CASE.isdisjoint(paths), body=BODIES.get(route, {}),
    )  # fmt: skip
