"""The tables of who is who: accounts and what they are recognised by, and the journal of their changes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text

from zhifa.storage.tables.row import (
    Int,
    Key,
    Maybe,
    MaybeInt,
    Row,
    Txt,
    flag,
    of_officer,
    sha256,
    table_args,
    unique_id,
)

_OPEN = "officer_id IS NOT NULL AND closed_at IS NULL"


class Account(Row, table=True):
    """Who may sign in. It is closed, never deleted, and its login name is nobody else's for ever.

    `password` is an argon2id hash; NULL: signs in elsewhere (OIDC) only. `password_until`: the instant after which a one-time password is
    worth nothing. `totp` is the sealed secret of the second factor, `totp_step` the last step whose code was used, `recovery` a JSON list
    of keyed digests. `version` grows with every change, so that of two changes at once one is refused.
    """

    __table_args__ = table_args(
        UniqueConstraint("login_name", name="uq_account_login_name"),
        of_officer("account"),
        flag("account", "must_change"),
        flag("account", "administers"),
        CheckConstraint("version >= 1", name="ck_account_version"),
        Index("uq_account_officer", "officer_id", unique=True, sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        Index("ix_account_agency", "agency_id", "login_name"),
    )
    id: Key
    agency_id: Txt
    login_name: Txt
    name: Txt
    officer_id: Maybe
    administers: Int
    password: Maybe
    password_until: Maybe
    must_change: Int
    totp: Maybe
    totp_step: MaybeInt
    recovery: Txt
    locked_at: Maybe
    closed_at: Maybe
    created_at: Txt
    created_by: Txt
    version: Int


class Session(Row, table=True):
    """Somebody signed in, or half of it (`stage`): the digest of what the browser holds, and until when. Deleted when it ends."""

    __table_args__ = table_args(
        unique_id("session"),
        sha256("session", "digest"),
        ForeignKeyConstraint(["account_id"], ["zf_account.id"], name="fk_session_account"),
        CheckConstraint("stage IN ('half', 'whole')", name="ck_session_stage"),
        CheckConstraint("means IN ('password', 'totp', 'recovery', 'oidc')", name="ck_session_means"),
        Index("ix_session_account", "account_id"),
        Index("ix_session_ends", "ends_at"),
    )
    digest: Key
    id: Txt
    agency_id: Txt
    account_id: Txt
    stage: Txt
    means: Txt
    created_at: Txt
    seen_at: Txt
    ends_at: Txt
    address: Txt
    agent: Txt


class LoginAttempt(Row, table=True):
    """Failed sign-ins in a row, by a keyed digest of the login name or address that was given, whether anybody has it or not."""

    __table_args__ = table_args(
        unique_id("login_attempt"),
        sha256("login_attempt", "digest"),
        CheckConstraint("failures >= 0", name="ck_login_attempt_failures"),
        Index("ix_login_attempt_last", "last_at"),
    )
    digest: Key
    id: Txt
    agency_id: Txt
    failures: Int
    last_at: Txt
    until: Maybe


class Token(Row, table=True):
    """What a program is recognised by: the digest of it, for whom, for what, until when. Only that it ended and was used is written later."""

    __table_args__ = table_args(
        UniqueConstraint("digest", name="uq_token_digest"),
        sha256("token", "digest"),
        ForeignKeyConstraint(["account_id"], ["zf_account.id"], name="fk_token_account"),
        Index("ix_token_account", "account_id", "created_at"),
    )
    id: Key
    agency_id: Txt
    digest: Txt
    account_id: Txt
    officer_id: Maybe
    label: Txt
    grants: Txt
    created_at: Txt
    created_by: Txt
    expires_at: Txt
    revoked_at: Maybe
    used_on: Maybe


class AccountEntry(Row, table=True):
    """One change of an account or of a token of it: append only. `told` is JSON and holds no secret."""

    __table_args__ = table_args(
        ForeignKeyConstraint(["account_id"], ["zf_account.id"], name="fk_account_entry_account"),
        Index("ix_account_entry_account", "account_id", "at", "id"),
        Index("ix_account_entry_agency", "agency_id", "at", "id"),
    )
    id: Key
    agency_id: Txt
    account_id: Txt
    kind: Txt
    at: Txt
    by_id: Maybe
    by_name: Txt
    told: Txt


class IdentityLink(Row, table=True):
    """The account of somebody whom an OIDC provider vouches for."""

    __table_args__ = table_args(
        unique_id("identity_link"),
        ForeignKeyConstraint(["account_id"], ["zf_account.id"], name="fk_identity_link_account"),
        Index("ix_identity_link_account", "account_id"),
    )
    issuer: Key
    subject: Key
    id: Txt
    agency_id: Txt
    account_id: Txt
    created_at: Txt
    created_by: Maybe
