"""Who is at the other end of a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhifa.identity.grants import Grant

__all__ = ["Due", "Grant", "Person", "Via"]


Via = Literal["session", "token", "host"]
Due = Literal["password", "factor"]
"""What comes before anything else: a password of one's own, after somebody else set it; a second factor, where the site asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who was recognised: an officer of an agency, or one who only administers accounts.

    Roles are not told here: they come from the register, on the day of the request.
    """

    agency_id: str
    officer_id: str | None
    """Id in the register of the agency; ``None``: an account that handles no case."""
    name: str
    """As pages show it."""
    via: Via
    account_id: str | None = None
    administers: bool = False
    """May manage accounts and look at settings; never a case."""
    grants: frozenset[Grant] = frozenset(Grant)
    due: Due | None = None
    session_id: str | None = None
