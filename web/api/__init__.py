"""The HTTP API, version 1: one router a subject."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from zhifa.web.api import (
    acts,
    agenda,
    cases,
    content,
    events,
    evidence,
    forms,
    inbox,
    papers,
    record,
    registers,
    reviews,
    search,
    uploads,
)
from zhifa.web.shell import proof_route

ROUTERS: Final[tuple[APIRouter, ...]] = (
    proof_route.router,
    cases.router, acts.router, record.router, papers.router,
    evidence.router, content.router, uploads.router, events.router,
    reviews.router, agenda.router, agenda.feed_router, inbox.router, search.router,
    forms.router, registers.router,
)  # fmt: skip
"""In the order in which addresses are tried; each is mounted below ``/v1``."""
