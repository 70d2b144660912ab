"""Where ids and salts come from: chance, or for a replay the digest of its source, so that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import secrets
from itertools import count
from typing import Protocol
from uuid import UUID, uuid4


class Identities(Protocol):
    """What the office asks for new ids and salts."""

    def new_id(self) -> str:
        """A UUID as text that was never given out before."""
        ...

    def new_salt(self) -> str:
        """32 hexadecimal characters."""
        ...


class RandomIdentities:
    """Ids and salts that nobody can guess."""

    def new_id(self) -> str:
        return str(uuid4())

    def new_salt(self) -> str:
        return secrets.token_hex(16)


class SeededIdentities:
    """The same ids and salts for the same seed. For replays, scenarios and tests: its salts hide nothing."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._serial = count()

    def new_id(self) -> str:
        return str(UUID(bytes=self._next(), version=4))

    def new_salt(self) -> str:
        return self._next().hex()

    def _next(self) -> bytes:
        return hashlib.sha256(f"{self._seed}/{next(self._serial)}".encode()).digest()[:16]
