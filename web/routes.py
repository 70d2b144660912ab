"""The routes of an app as they were declared, one after the other: for tests that go through every one, and for whoever embeds the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """One route."""

    path: str
    """With the names of its parameters in braces."""
    methods: frozenset[str]
    endpoint: Callable[..., Any]


def routes_of(app: FastAPI) -> Iterator[Routed]:
    """Every route of the app."""
    for context in iter_route_contexts(app.routes):
        path, methods, endpoint = context.path_format, context.methods, context.endpoint
        if path and methods and endpoint:
            yield Routed(path=path, methods=frozenset(methods) - {"HEAD"}, endpoint=endpoint)
