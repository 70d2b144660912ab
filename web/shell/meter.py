"""What is counted of a site, in a registry of its own, as Prometheus reads it. No figure names a case or a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from zhifa.engine.refusals import Refusal

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
_REQUEST_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_RENDER_SECONDS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Meter:
    """The counters of one process, told by its office what it does. Safe to share between threads."""

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
        self._in_flight = Gauge("zhifa_requests_in_flight", "Requests being answered", registry=here)
        self._transitions = Counter("zhifa_transitions", "Steps taken through this process", ("step",), registry=here)
        self._refusals = Counter("zhifa_refusals", "Reasons for which something was refused", ("code",), registry=here)
        self._renders = Histogram(
            "zhifa_render_seconds", "Time to make a paper", ("kind",), buckets=_RENDER_SECONDS, registry=here
        )
        self._lag = Gauge(
            "zhifa_sweep_lag_seconds", "How long the oldest due term has waited for the watch", registry=here
        )
        self._swept = Gauge("zhifa_sweep_last_timestamp_seconds", "When the watch last swept; 0: never", registry=here)
        self._open = Gauge("zhifa_open_cases", "Cases that have not ended", registry=here)

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
        """A paper was made."""
        self._renders.labels(kind).observe(seconds)

    def standing(self, *, lag_seconds: float, swept_at: float, open_cases: int) -> None:
        """How the office stands, as it was just asked."""
        self._lag.set(lag_seconds)
        self._swept.set(swept_at)
        self._open.set(open_cases)

    def exposition(self) -> bytes:
        """Every figure in the text format of Prometheus."""
        return generate_latest(self.registry)
