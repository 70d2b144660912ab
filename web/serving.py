"""A site as a program: what ``zhifa serve`` starts, in one process or several."""

from __future__ import annotations

import resource
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from socket import socket
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from zhifa.couriers import Bell, EventCourier, Watchman
from zhifa.couriers import Settings as WatchSettings
from zhifa.couriers.receivers import networks
from zhifa.documents.packs import SHIPPED
from zhifa.engine.clock import Clock
from zhifa.engine.installed import workflows
from zhifa.engine.office import Office
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper
from zhifa.identity.passwords import Passwords
from zhifa.web.settings import Settings
from zhifa.web.shell.meter import together
from zhifa.web.shell.patience import Patient
from zhifa.web.site import create_site

STARTING: Final = 120
"""Seconds within which a worker answers its parent, also while it is still loading; else another takes its place."""
GRACE: Final = 20
"""Seconds that requests under way have to end when the program is told to."""
_FILES: Final = 65_536
_LINE: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
LOGGING: Final[Mapping[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": _LINE}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "loggers": {
        "uvicorn": {"handlers": ["stream"], "level": "WARNING", "propagate": False},
        "zhifa": {"handlers": ["stream"], "level": "INFO", "propagate": False},
    },
}
"""One line an event on the error stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a process needs to know to serve a site. It is handed to the processes of several workers, so it holds nothing that is open."""

    database: str
    files: Path | None = None
    templates: Path | None = None
    settings: Settings
    clock: Clock | None = None
    """Of a demonstration; that of the machine where not told."""

    def __call__(self) -> FastAPI:
        """The site with an office of its own, which is closed when the process is told to end."""
        office = self.office()

        @asynccontextmanager
        async def living(_: FastAPI) -> AsyncIterator[None]:
            try:
                yield
            finally:
                office.close()

        return create_site(office, settings=self.settings, keeper=self.keeper(office), lifespan=living)

    def office(self) -> Office:
        """The office of the database. Raises ``SchemaMissing``, ``SchemaOutdated`` and the other errors of storage."""
        templates = SHIPPED.with_packs(self.templates) if self.templates else SHIPPED
        return Office.open(
            self.database, files=self.files, uploads=self.settings.upload_folder, workflows=workflows(), templates=templates, clock=self.clock,
        )  # fmt: skip

    def keeper(self, office: Office) -> Keeper:
        """The accounts of the office."""
        settings = self.settings
        return Keeper(
            office, Passwords(), Hand(settings.secret), idle=settings.session_idle, whole=settings.session_whole
        )


def serve(
    serving: Serving,
    listening: socket,
    *,
    workers: int = 1,
    trusted: str = "127.0.0.1",
    watching: WatchSettings | None = None,
) -> None:
    """Serve until the process is told to end (SIGTERM, Ctrl-C); requests under way are answered first. ``listening``: as ``bound`` makes it for so many
    workers.

    ``trusted``: addresses of proxies whose word on the client and on https is believed, or empty.
    """
    _let_many_in()
    config = uvicorn.Config(
        serving, factory=True, http=Patient, ws="none", lifespan="on", workers=workers, log_config=dict(LOGGING), access_log=False,
        server_header=False, proxy_headers=bool(trusted), forwarded_allow_ips=trusted or None, timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=STARTING,
    )  # fmt: skip
    with _kept_watch(serving, watching):
        if workers == 1:
            uvicorn.Server(config).run(sockets=[listening])
        else:
            with together():
                Multiprocess(config, sockets=[listening]).run()


@contextmanager
def _kept_watch(serving: Serving, watching: WatchSettings | None) -> Iterator[None]:
    """The watch and those who carry events, in threads of this process: with several workers, of their parent."""
    if watching is None:
        yield
        return
    with serving.office() as office:
        named = (*watching.receivers.networks, *networks(serving.settings.webhook_networks))
        watchman = Watchman(office, watching.notifiers, clock=serving.clock)
        courier = EventCourier(office, replace(watching.receivers, networks=named), clock=serving.clock)
        every = watching.every
        with Bell(watchman.round, every=every), Bell(courier.round, every=every), closing(courier):
            yield


def _let_many_in() -> None:
    """As many open files as the system lets this process have: every connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
