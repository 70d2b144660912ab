"""What is counted of a site, in a registry of its own, as Prometheus reads it. No figure names a case or a person.

Several workers of one site keep their counters in files of a folder (:func:`together`), so that whichever of them is asked tells of all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from zhifa.engine.refusals import Refusal

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
_REQUEST_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_RENDER_SECONDS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of the environment by which the library knows, when it is loaded, that counters lie in files of a folder."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Meter:
    """The counters of a process, told by its office what it does. Safe to share between threads."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        here = self.registry
        self._requests = Histogram(
            "zhifa_request_seconds",
            "Time of requests by route",
            ("method", "route", "status"),
            buckets=_REQUEST_SECONDS,
            registry=here,
        )
        self._in_flight = Gauge(
            "zhifa_requests_in_flight", "Requests being answered", registry=here, multiprocess_mode="livesum"
        )
        self._transitions = Counter("zhifa_transitions", "Steps taken over desk and API", ("step",), registry=here)
        self._refusals = Counter("zhifa_refusals", "Reasons for which something was refused", ("code",), registry=here)
        self._renders = Histogram(
            "zhifa_render_seconds", "Time to make papers", ("kind",), buckets=_RENDER_SECONDS, registry=here
        )
        self._lag = self._asked("zhifa_sweep_lag_seconds", "How long the oldest due term has waited for the watch")
        self._swept = self._asked("zhifa_sweep_last_timestamp_seconds", "When the watch last swept; 0: never")
        self._open = self._asked("zhifa_open_cases", "Cases that have not ended")

    def _asked(self, name: str, told: str) -> Gauge:
        """A figure that is asked of the office, the same whichever process asks."""
        return Gauge(name, told, registry=self.registry, multiprocess_mode="mostrecent")

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Around the answering of a request."""
        with self._in_flight.track_inprogress():
            yield

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        known = method if method in _METHODS else "OTHER"
        self._requests.labels(known, route, str(status)).observe(seconds)

    def done(self, step: str) -> None:
        """A step was taken."""
        self._transitions.labels(step).inc()

    def refused(self, refusals: tuple[Refusal, ...]) -> None:
        """Something was refused for these reasons."""
        for refusal in refusals:
            self._refusals.labels(refusal.code).inc()

    def rendered(self, kind: str, seconds: float) -> None:
        """Papers were made."""
        self._renders.labels(kind).observe(seconds)

    def standing(self, *, lag_seconds: float, swept_at: float, open_cases: int) -> None:
        """How the office stands, as it was just asked."""
        self._lag.set(lag_seconds)
        self._swept.set(swept_at)
        self._open.set(open_cases)

    def exposition(self) -> bytes:
        """Every figure in the text format of Prometheus: of all workers of the site, where there are several."""
        folder = os.environ.get(_FOLDER)
        return generate_latest(_of_all(Path(folder)) if folder else self.registry)


@contextmanager
def together() -> Iterator[None]:
    """Around several workers: those that are started within tell their figures together."""
    with TemporaryDirectory(prefix="zhifa-figures-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[_FOLDER]


def _of_all(folder: Path) -> CollectorRegistry:
    """What the files of the folder tell; a process that has ended answers no request any more, and what it did counts on."""
    for file in folder.glob("gauge_live*.db"):
        process = file.stem.rpartition("_")[2]
        if not Path("/proc", process).exists():
            mark_process_dead(int(process), str(folder))  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return registry
