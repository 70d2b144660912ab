"""The records of accounts: who may sign in, who is signed in, and every change of it."""

from __future__ import annotations

from typing import NamedTuple


class AccountRecord(NamedTuple):
    id: str
    agency_id: str
    login_name: str
    name: str
    officer_id: str | None
    administers: int
    password: str | None
    password_until: str | None
    must_change: int
    totp: str | None
    totp_step: int | None
    recovery: str
    locked_at: str | None
    closed_at: str | None
    created_at: str
    created_by: str
    version: int


class SessionRecord(NamedTuple):
    digest: str
    id: str
    agency_id: str
    account_id: str
    stage: str
    means: str
    created_at: str
    seen_at: str
    ends_at: str
    address: str
    agent: str


class LoginAttemptRecord(NamedTuple):
    digest: str
    id: str
    agency_id: str
    failures: int
    last_at: str
    until: str | None


class TokenRecord(NamedTuple):
    id: str
    agency_id: str
    digest: str
    account_id: str
    officer_id: str | None
    label: str
    grants: str
    created_at: str
    created_by: str
    expires_at: str
    revoked_at: str | None
    used_on: str | None


class AccountEntryRecord(NamedTuple):
    id: str
    agency_id: str
    account_id: str
    kind: str
    at: str
    by_id: str | None
    by_name: str
    told: str


class IdentityLinkRecord(NamedTuple):
    issuer: str
    subject: str
    id: str
    agency_id: str
    account_id: str
    created_at: str
    created_by: str | None
