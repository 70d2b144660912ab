"""Crashes in the middle of a transaction, at a chosen statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from unittest import mock

from zhifa.storage import channel as channels
from zhifa.storage.channel import Change, Channel

Way = Literal["raised", "dropped"]
WAYS: tuple[Way, ...] = ("raised", "dropped")


class Crash(BaseException):
    """The process loses its way here; nothing in the product catches it."""


@contextmanager
def crash_after(changes: int, way: Way) -> Iterator[None]:
    """The next write transactions run so many of their changes and then lose their way, or their connection.

    With more changes than the transaction has, it is lost between its last statement and the commit.
    """
    whole: dict[type[Channel], Any] = {
        kind: kind._change for kind in (channels.SqliteChannel, channels.PostgresqlChannel)
    }

    def broken(kind: type[Channel]) -> Any:
        def change(self: Channel, wanted: list[Change]) -> None:
            whole[kind](self, wanted[:changes])
            if way == "dropped":
                self._dbapi.close()
                whole[kind](self, wanted[changes:] or wanted[:1])
            raise Crash

        return change

    with (
        mock.patch.object(channels.SqliteChannel, "_change", broken(channels.SqliteChannel)),
        mock.patch.object(channels.PostgresqlChannel, "_change", broken(channels.PostgresqlChannel)),
    ):
        yield
