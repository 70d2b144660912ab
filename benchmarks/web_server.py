"""The server that ``web.py`` measures: the site as ``zhifa serve`` runs it, and beside it, outside its shell, two bare routes that bound it.

Told on its standard input, as one line of JSON, which database it is to serve; says on its standard output at which port it listens.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from contextlib import suppress
from typing import Any

from fastapi import FastAPI
from sqlalchemy import make_url
from starlette.types import ASGIApp, Receive, Scope, Send

from zhifa.web.listening import bound
from zhifa.web.serving import Serving, serve
from zhifa.web.settings import Settings

with suppress(ImportError):  # an extra: without it there is no PostgreSQL
    import psycopg

_ROW = "SELECT * FROM zf_docket WHERE id = "


class Rows:
    """Reads the line of one case with the driver alone, each thread on a connection of its own."""

    def __init__(self, database: str) -> None:
        self._url = make_url(database)
        self._kept = threading.local()

    def of(self, case_id: str) -> dict[str, Any]:
        cursor = self._connection().execute(
            _ROW + ("?" if self._url.get_backend_name() == "sqlite" else "%s"), (case_id,)
        )
        found = cursor.fetchone()
        return dict(zip((column[0] for column in cursor.description), found, strict=True)) if found else {}

    def _connection(self) -> Any:
        if not hasattr(self._kept, "connection"):
            self._kept.connection = self._connect()
        return self._kept.connection

    def _connect(self) -> Any:
        if self._url.get_backend_name() == "sqlite":
            return sqlite3.connect(self._url.database or "", isolation_level=None)
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)


def bare(rows: Rows) -> FastAPI:
    """What the framework, and one row by the driver, cost without anything of ours."""
    app = FastAPI(openapi_url=None)

    @app.get("/bare/constant")
    def constant() -> dict[str, Any]:
        return {"cases": 0}

    @app.get("/bare/row/{case_id}")
    def row(case_id: str) -> dict[str, Any]:
        return rows.of(case_id)

    return app


class Beside:
    """Hands what is asked of the bare routes to them, before the shell of the site."""

    def __init__(self, app: ASGIApp, *, limit: ASGIApp) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].startswith("/bare/")
        await (self._limit if asked else self._app)(scope, receive, send)


class Measured(Serving):
    """The site with the bare routes beside it."""

    __slots__ = ()

    def __call__(self) -> FastAPI:
        site = super().__call__()
        site.add_middleware(Beside, limit=bare(Rows(self.database)))
        return site


def main() -> None:
    told = json.loads(sys.stdin.readline())
    listening = bound("127.0.0.1", 0, workers=told["workers"])
    port = listening.getsockname()[1]
    settings = Settings(public_url=f"http://127.0.0.1:{port}", secret=bytes.fromhex(told["secret"]))
    print(port, flush=True)
    with listening:
        serve(Measured(database=told["database"], settings=settings), listening, workers=told["workers"])


if __name__ == "__main__":
    main()
