"""Service by announcement: what becomes of its period (民诉法 95)."""

from __future__ import annotations

from zhifa.engine.vocabulary import End
from zhifa.workflows.terms import ANNOUNCEMENT

ANNOUNCED = (End(term=ANNOUNCEMENT, lapses=True),)
"""With the service its period is over. When it has run out nobody is late: that it ran out is the service."""
