"""Which methods an address takes: a framework that tries one route after the other names those of the first that fits."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.routing import iter_route_contexts


def allowed(request: Request) -> str:
    """Every method of the address, as the header ``Allow`` lists them: of those that fit, the routes whose shape leaves least open."""
    fitting = list(_fitting(request))
    least = min((len(shape) for shape, _ in fitting), default=0)
    return ", ".join(sorted({method for shape, methods in fitting if len(shape) == least for method in methods}))


def _fitting(request: Request) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The parameters and the methods of each route that fits the address."""
    path = str(request.scope["path"]).removeprefix(str(request.scope.get("root_path", "")))
    for context in iter_route_contexts(request.app.routes):
        shape = getattr(context, "path_regex", None)
        if context.methods and shape is not None and shape.match(path):
            yield frozenset(shape.groupindex), frozenset(context.methods)
