"""Accounts as they are shown, and every change of them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from zhifa.engine.instants import stored_instant
from zhifa.engine.quoted import shown
from zhifa.identity.errors import KeepingRefused
from zhifa.storage.records import AccountEntryRecord, AccountRecord

CONSOLE: Final = "console"
"""Who keeps accounts from the command line of the machine itself, where nobody is signed in."""
CONSOLE_LABEL: Final = "命令行"

Standing = Literal["open", "locked", "closed"]

STANDINGS: Final[Mapping[Standing, str]] = MappingProxyType({"open": "正常", "locked": "已锁定", "closed": "已停用"})

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "made": "建立账号",
        "closed": "停用账号",
        "reopened": "恢复账号",
        "locked": "锁定账号",
        "unlocked": "解除锁定",
        "unbarred": "解除登录失败的限制",
        "password_set": "由他人重设密码",
        "password_changed": "本人修改密码",
        "officer_changed": "更改所连人员",
        "granted": "授予账号管理",
        "withdrawn": "收回账号管理",
        "factor_set": "启用动态口令",
        "factor_dropped": "取消动态口令",
        "recovery_used": "使用恢复码登录",
        "recovery_made": "重发恢复码",
        "signed_in": "登录",
        "token_made": "发放令牌",
        "token_revoked": "作废令牌",
        "linked": "连接统一认证身份",
        "unlinked": "解除统一认证身份",
        "sessions_ended": "退出全部登录",
    }
)
"""What an entry of the journal tells, by kind."""

_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who may sign in, without anything secret."""

    id: str
    agency_id: str
    login_name: str
    name: str
    officer_id: str | None
    administers: bool
    own_password: bool
    """It has a password that its holder chose himself."""
    must_change: bool
    second_factor: bool
    recovery_left: int
    """Recovery codes that were not used."""
    locked_at: datetime | None
    closed_at: datetime | None
    created_at: datetime
    created_by: str

    @property
    def standing(self) -> Standing:
        if self.closed_at is not None:
            return "closed"
        return "locked" if self.locked_at is not None else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """One change of an account or of a token of it."""

    id: str
    account_id: str
    kind: str
    at: datetime
    by_id: str | None
    """Account of who made it; ``None``: from the command line, or the system itself."""
    by_name: str
    told: Mapping[str, Any]

    @property
    def label(self) -> str:
        return KINDS.get(self.kind, self.kind)


def account_of(row: AccountRecord) -> Account:
    """The account in a row."""
    return Account(
        id=row.id,
        agency_id=row.agency_id,
        login_name=row.login_name,
        name=row.name,
        officer_id=row.officer_id,
        administers=bool(row.administers),
        own_password=row.password is not None and not row.must_change,
        must_change=bool(row.must_change),
        second_factor=row.totp is not None,
        recovery_left=len(json.loads(row.recovery)),
        locked_at=_instant(row.locked_at),
        closed_at=_instant(row.closed_at),
        created_at=stored_instant(row.created_at),
        created_by=row.created_by,
    )


def entry_of(row: AccountEntryRecord) -> AccountEntry:
    """The entry in a row."""
    return AccountEntry(
        id=row.id, account_id=row.account_id, kind=row.kind, at=stored_instant(row.at), by_id=row.by_id, by_name=row.by_name,
        told=json.loads(row.told),
    )  # fmt: skip


def login_name_of(text: str) -> str:
    """The login name as it is kept: without a difference of case or width.

    Raises :class:`KeepingRefused` for one that is not 2 to 64 letters, digits, Chinese characters, dots, hyphens, underscores or @.
    """
    name = folded(text)
    if not 2 <= len(name) <= _LONGEST_NAME or not all(char.isalnum() or char in "._-@" for char in name):
        rule = f"应为2至{_LONGEST_NAME}个字母、数字、汉字或者 . _ - @"
        raise KeepingRefused("login_name_unfit", f"填报项“登录名”的值{shown(text)}不合要求：{rule}")
    return name


def folded(text: str) -> str:
    """What somebody typed as a login name, as names are compared; any text will do."""
    return unicodedata.normalize("NFKC", text[: _LONGEST_NAME * 4]).strip().casefold()


def display_name_of(text: str) -> str:
    """The name as pages show it. Raises :class:`KeepingRefused` for an empty one, one of more than 64 characters or with hidden ones."""
    name = unicodedata.normalize("NFC", text).strip()
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        rule = f"应为1至{_LONGEST_NAME}个可见字符"
        raise KeepingRefused("name_unfit", f"填报项“姓名”的值{shown(text)}不合要求：{rule}")
    return name


def _instant(text: str | None) -> datetime | None:
    return stored_instant(text) if text else None
