"""Devices: browsers at which a name has signed in before, known again by something sealed that they keep."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Final

from zhifa.identity.hand import Hand, Unsealed

KEPT_S: Final = 180 * 24 * 3600
"""Seconds after the last sign-in during which a device is known."""
_PURPOSE: Final = "device"
_MOST: Final = 16
"""Names that share a device, such as the computer of a counter; the first of more is forgotten."""
_MARK: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """Knows devices again. It lets nobody in: whoever brings one is only not barred by what others failed at. Safe to share between threads."""

    hand: Hand

    def number(self, sealed: str, name: str) -> str | None:
        """The number of the device, if this name signed in there."""
        number, names = self._opened(sealed)
        return number if self._mark(name) in names else None

    def with_name(self, sealed: str, name: str) -> str:
        """What a browser keeps once this name has signed in there, beside those before."""
        number, names = self._opened(sealed)
        mark = self._mark(name)
        kept = [*(one for one in names if one != mark), mark][-_MOST:]
        return self.hand.seal(_PURPOSE, json.dumps([number, kept]))

    def _opened(self, sealed: str) -> tuple[str, list[str]]:
        try:
            number, names = json.loads(self.hand.open(_PURPOSE, sealed, within_s=KEPT_S))
        except Unsealed:
            return secrets.token_urlsafe(16), []
        return number, names

    def _mark(self, name: str) -> str:
        return self.hand.digest("device/name", name)[:_MARK]
