"""What the secret of a site lets it do: keep secrets of accounts sealed, and know a name again without writing it down."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST: Final = 32
"""Bytes of a secret, at least."""


class Unsealed(Exception):
    """What was to be opened was not sealed with this secret for this purpose, or is too old, or was changed."""


class Hand:
    """Keys derived from one secret, one for each purpose, so that what serves one serves no other. Safe to share between threads."""

    def __init__(self, secret: bytes) -> None:
        """Raises ValueError for a secret of less than 32 bytes."""
        if len(secret) < SHORTEST:
            raise ValueError(
                f"secret: {len(secret)} 字节，应不少于{SHORTEST}字节；用 python -c 'import secrets; print(secrets.token_hex(32))' 造一个"
            )
        self._secret = secret
        self._key = lru_cache(maxsize=64)(self._derived)

    def digest(self, purpose: str, text: str) -> str:
        """A keyed digest (HMAC-SHA256, hexadecimal): the same for the same text, and of no use to who has not the secret."""
        return hmac.new(self._key(purpose), text.encode(), sha256).hexdigest()

    def seal(self, purpose: str, text: str) -> str:
        """The text encrypted and authenticated, as ASCII."""
        return self._fernet(purpose).encrypt(text.encode()).decode("ascii")

    def open(self, purpose: str, sealed: str, *, within_s: int | None = None) -> str:
        """The text that was sealed, not longer ago than so many seconds. Raises :class:`Unsealed`."""
        try:
            return self._fernet(purpose).decrypt(sealed.encode("ascii"), ttl=within_s).decode()
        except (InvalidToken, UnicodeError) as error:
            raise Unsealed(purpose) from error

    def _fernet(self, purpose: str) -> Fernet:
        return Fernet(urlsafe_b64encode(self._key(purpose)))

    def _derived(self, purpose: str) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"zhifa/{purpose}".encode()).derive(self._secret)
