"""Passwords: whether one is fit to be used, and their hashes (argon2id), of which only few are reckoned at once."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from zhifa.identity.errors import Crowded, KeepingRefused

SHORTEST: Final = 10
LONGEST: Final = 128
"""Characters (NIST SP 800-63B asks for at least 64 to be taken); no kinds of character are asked for, and no change by the calendar."""

_WEAK: Final = 2
"""The lowest score of zxcvbn that is taken: what is guessed from lists and patterns within a million tries has less."""
_LOOKED_AT: Final = 72
"""Characters that the estimate looks at; what is longer is good by them or by its length."""
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of one-time passwords: nothing that is read for something else."""


class Passwords:
    """Hashes and verifies; safe to share between threads.

    The cost is that of OWASP's advice (argon2id, 19 MiB, 2 passes). At most ``hands`` are reckoned at once, and who has waited ``patience_s``
    seconds for his turn is told to come again.
    """

    def __init__(self, *, memory_kib: int = 19_456, passes: int = 2, hands: int = 1, patience_s: float = 10.0) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._turns = threading.BoundedSemaphore(hands)
        self._patience_s = patience_s
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(16))
        self.reckoned = 0
        """How many were reckoned so far; a test sees by it that unknown names cost the same."""

    def hash(self, password: str) -> str:
        """The hash to keep. Raises :class:`Crowded`."""
        with self._turn():
            return self._hasher.hash(_one_form(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password is that of the hash; with none to compare the same is reckoned in vain. Raises :class:`Crowded`."""
        with self._turn():
            try:
                self._hasher.verify(kept or self._nobodys, _one_form(password))
            except (VerificationError, InvalidHashError):
                return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made at another cost than is asked for now."""
        return self._hasher.check_needs_rehash(kept)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._patience_s):
            raise Crowded
        try:
            self.reckoned += 1
            yield
        finally:
            self._turns.release()


def require_fit(password: str, *, login_name: str, name: str = "") -> None:
    """Raise :class:`KeepingRefused` for a password that is too short, too long, or guessed from the login name or from lists of common ones."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise _unfit(f"应为{SHORTEST}至{LONGEST}个字符，现为{len(password)}个")
    if not password.isprintable() or any(0xD800 <= ord(char) <= 0xDFFF for char in password):
        raise _unfit("含有不可见的字符")
    if login_name and login_name.casefold() in password.casefold():
        raise _unfit("不得包含登录名")
    if len(set(password)) < 5:
        raise _unfit("不同的字符太少，容易猜中")
    if zxcvbn(password[:_LOOKED_AT], user_inputs=[login_name, name, "zhifa", "执法"])["score"] < _WEAK:
        raise _unfit("是常见的密码或者有规律的组合，容易猜中；可以用几个不相干的词连成一句")


def _one_form(password: str) -> bytes:
    """The same bytes however a keyboard makes the characters. What can be no password is one that nobody has."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1]).encode("utf-8", "surrogatepass")


def _unfit(why: str) -> KeepingRefused:
    return KeepingRefused("password_unfit", f"填报项“新密码”不合要求：{why}")


def one_time_password() -> str:
    """A password to be used once and told by voice: about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
