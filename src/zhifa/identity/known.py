"""Somebody who is recognised: the account, and who that is on the register today."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.engine.instants import legal_day
from zhifa.engine.office import Office
from zhifa.engine.people import Officer
from zhifa.identity.accounts import Account, account_of
from zhifa.identity.grants import Grant
from zhifa.identity.sessions import Session
from zhifa.identity.tokens import Token
from zhifa.storage.records import AccountRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who asks, by a session or by a token."""

    account: Account
    officer: Officer | None
    """As the register has him today; ``None``: the account handles no case."""
    session: Session | None = None
    token: Token | None = None

    @property
    def name(self) -> str:
        """As pages show it: that of the register, where it has one."""
        return self.officer.name if self.officer else self.account.name

    @property
    def grants(self) -> frozenset[Grant]:
        """What the request may be used for."""
        return self.token.grants if self.token else frozenset(Grant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Whether an account is let in now, and why not."""

    officer: Officer | None
    refused: str | None


def admission(office: Office, row: AccountRecord) -> Admitted:
    """Asked at every request: an account that was closed or locked is out at once, and so is one whose officer left the register.

    Who administers accounts besides is still let in, for that alone.
    """
    if row.closed_at:
        return Admitted(officer=None, refused="账号已停用；需要恢复的，找管理员办理")
    if row.locked_at:
        return Admitted(officer=None, refused="账号已由管理员锁定；需要解除的，找管理员办理")
    if row.officer_id is None:
        return Admitted(officer=None, refused=None)
    register = office.agency_register(row.agency_id)
    officer = register.officer(row.officer_id, legal_day(office.accounts.now()))
    if officer is None and not row.administers:
        return Admitted(officer=None, refused="机关名录中今天没有此人，账号不能使用；名录有误的，由名录管理员更正")
    return Admitted(officer=officer, refused=None)


def known_by_session(office: Office, found: tuple[Session, AccountRecord]) -> Known | None:
    """Whom a session tells; ``None`` where the account is let in no more."""
    admitted = admission(office, found[1])
    if admitted.refused:
        return None
    return Known(account=account_of(found[1]), officer=admitted.officer, session=found[0])


def known_by_token(office: Office, found: tuple[Token, AccountRecord]) -> Known | None:
    """Whom a token tells, likewise; not one whose officer is gone, though he administers."""
    admitted = admission(office, found[1])
    gone = found[0].officer_id is not None and admitted.officer is None
    if admitted.refused or gone:
        return None
    return Known(account=account_of(found[1]), officer=admitted.officer, token=found[0])
