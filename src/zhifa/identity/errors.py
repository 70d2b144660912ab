"""What is refused here, in words for who asked. After any of these nothing was changed but the counters of failed sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class IdentityError(Exception):
    """Nobody was let in, and nothing was kept."""


@dataclass
class KeepingRefused(IdentityError):
    """A change of an account or token is not made."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


class AccountUnknown(IdentityError):
    """No account has this id, or it is another agency's: the two are not told apart."""

    def __init__(self) -> None:
        super().__init__("没有这个账号")


@dataclass
class SignInRefused(IdentityError):
    """Nobody is signed in. The words tell nobody whether there is such an account who does not hold its password."""

    code: str
    text: str
    until: datetime | None = None
    """Until when no further try is looked at."""

    def __str__(self) -> str:
        return self.text


class Crowded(IdentityError):
    """More people sign in at once than are looked at in time; a little later it goes."""

    def __init__(self) -> None:
        super().__init__("同时登录的人太多，请稍候几秒再登录")
