"""What a courier carries, and what carries it.

    Undelivered
    ├── ChannelDown
    └── NoAddress

After any of them the message stays in the outbox. The same message may be carried twice, because its delivery is noted after it: what carries
it writes the id into it, so that the receiver can drop the repeat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Undelivered(Exception):
    """The message was not taken; the text says why and holds no secret. It is tried again later."""


class ChannelDown(Undelivered):
    """The server cannot be reached, hangs, or is at fault itself: it would not take the other messages now either."""


class NoAddress(Undelivered):
    """Nobody knows where the message should go; trying again would not help until the register says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One digest to one person."""

    id: str
    """The same at every try."""
    agency_id: str
    agency: str
    officer_id: str
    officer: str
    address: str | None
    """E-mail address, where the register knows one."""
    created_at: datetime
    digest: Mapping[str, Any]
    """What the sweep wrote: see :mod:`zhifa.couriers.digest`."""


class Notifier(Protocol):
    """Carries messages over one channel."""

    @property
    def channel(self) -> str:
        """The name of the channel in the outbox: ``mail``, ``webhook``."""
        ...

    def deliver(self, message: Message) -> None:
        """Return when the receiver has taken the message, within a time that the receiver cannot stretch. Raises :class:`Undelivered`."""
        ...
